using Brink.Engine;
using Brink.Registers;

namespace Brink.Host;

/// <summary>Looks a few times a day who must be reminded of something: one node at a time, and each reminder once.
/// It also removes messages that were kept long enough.</summary>
public sealed partial class Herinneraar(IReadOnlyDictionary<string, Tenant> tenants, Settings settings, TimeProvider klok,
    ILogger<Herinneraar> logger) : BackgroundService
{
    private static readonly TimeSpan Begin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Ronde = TimeSpan.FromHours(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Begin, klok, stoppingToken);
        using var timer = new PeriodicTimer(Ronde, klok);
        do
        {
            foreach (var tenant in tenants.Values.Where(t => t.Closed is null))
            {
                try
                {
                    var aantal = await Kijk(tenant);
                    if (aantal > 0) LogMade(logger, tenant.Organisatie.Id, aantal);
                }
                catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogFailed(logger, e, tenant.Organisatie.Id); // the next round tries again
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Makes the reminders of one organisation that are due and were not made yet; how many.</summary>
    internal ValueTask<int> Kijk(Tenant tenant) => tenant.Work(Onderlaag.Model, klok.GetUtcNow(), async s =>
    {
        if (!await s.Alone("brink.herinneringen.")) return 0;
        if (settings.Mail.BewaarDagen is > 0 and var dagen) await Registers.Berichten.Bericht.Ruim(s, s.Now.AddDays(-dagen));
        var h = settings.Herinneringen;
        return await Registers.Besluitvorming.Herinnering.Stemmingen(s, h.Stemmingdagen) + await Registers.Besluitvorming.Herinnering
            .Toezeggingen(s, h.Toezeggingdagen)
            + await Registers.Rapportage.Herinnering.Rapporten(s, h.Rapportdagen);
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "{Organisatie}: {Aantal} herinneringen klaargezet")]
    private static partial void LogMade(ILogger logger, string organisatie, int aantal);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: making reminders failed; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, string organisatie);
}
