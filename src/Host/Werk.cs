using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Berichten;
using Brink.Registers.Documenten;

namespace Brink.Host;

/// <summary>The work for later of the house: one list of its kinds.</summary>
internal static partial class Werk
{
    /// <summary>All kinds, as the settings have them.</summary>
    public static IReadOnlyList<JobKind> Soorten(Settings settings, Postbode postbode, Tekstlezer lezer, Platformdata data,
        ILogger logger) =>
    [
        postbode.Job,
        .. Bestandstekst.Jobs(lezer.Lees),
        Bericht.Opruimjob(settings.Mail.BewaarDagen),
        Herinneren(settings.Herinneringen),
        Opruimen("bestanden-opruimen", "Bestanden opruimen waar geen document meer naar verwijst", "40 * * * *", false, settings, logger),
        Opruimen("bestanden-nakijken", "Alle bestanden nakijken", "15 1 * * *", true, settings, logger),
        .. Archieven.Soorten(settings, logger),
        .. Metingen.Soorten(settings, data, logger),
    ];

    /// <summary>Looks a few times a day who must be reminded of something; each reminder is made once.</summary>
    public static JobKind Herinneren(ReminderSettings dagen) => new("herinneren", "Herinneringen klaarzetten")
    {
        Schedule = "5 */4 * * *",
        AtStart = true,
        Scope = "ber:berichten.beheren",
        Beside = 1,
        Inside = async (s, _) => await Registers.Besluitvorming.Herinnering.Stemmingen(s, dagen.Stemmingdagen)
            + await Registers.Besluitvorming.Herinnering.Toezeggingen(s, dagen.Toezeggingdagen)
            + await Registers.Rapportage.Herinnering.Rapporten(s, dagen.Rapportdagen),
    };

    // Removes content to which no document refers any more: often what was noted, at night what nobody noted.
    private static JobKind Opruimen(string naam, string titel, string rooster, bool alles, Settings settings, ILogger logger) =>
        new(naam, titel)
        {
            Schedule = rooster,
            Limit = TimeSpan.FromMinutes(1),
            Beside = 1,
            Outside = async run =>
            {
                try
                {
                    var bedenktijd = TimeSpan.FromHours(settings.Bestanden.OpruimenNaUren);
                    var weg = await Opruiming.Ruim(run.Tenant, Onderlaag.Model, bedenktijd, alles, TimeProvider.System, cancel: run.Stop);
                    if (weg > 0) LogRemoved(logger, run.Tenant.Organisatie.Id, weg);
                    return JobOutcome.Done;
                }
                catch (OpruimenGeweigerdException e)
                {
                    LogRefused(logger, run.Tenant.Organisatie.Id, e.Message);
                    return new(e.Message, true); // a person must look
                }
            },
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Organisatie}: {Aantal} bestanden opgeruimd waar geen document meer naar verwees")]
    private static partial void LogRemoved(ILogger logger, string organisatie, int aantal);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: {Waarom}")]
    private static partial void LogRefused(ILogger logger, string organisatie, string waarom);
}
