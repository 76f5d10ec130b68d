using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>How strong it was said.</summary>
public enum Toezeggingsoort { Actie, Toezegging, Verzoek, Afspraak }

/// <summary>What someone will do, because of what was said or decided in a meeting.</summary>
public sealed record Toezegging : Resource, IResource<Toezegging>
{
    [Own] public required Ref<Agendapunt> Agendapunt { get; set; }
    public Toezeggingsoort Soort { get; set; }
    [MaxLength(1000), NotBlank] public required string Wat { get; set; }

    /// <summary>The role or body; empty where the source names none.</summary>
    [MaxLength(200)] public string Wie { get; set; } = "";

    /// <summary>Where that role is reached, for reminders: a mailbox of the role, not of a person.</summary>
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";
    [MaxLength(100)] public string Termijn { get; set; } = "";
    public DateOnly? Voor { get; set; }

    /// <summary>The statement out of which it came (G9).</summary>
    [Own] public Ref<Stemverklaring>? Stemverklaring { get; set; }
    public bool Gereed { get; set; }

    /// <summary>By what one can see that it was done; needed when it is.</summary>
    [MaxLength(2000)] public string Bewijs { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Toezegging> d) => Besluitvorming.Agendapunt.VanVergadering(d)
        .At("toezeggingen").Personal().With(Operation.All).GoesWith(t => t.Agendapunt).Rechten().Notifies("besluitvorming", "agendapunt")
        .Filter(t => t.Agendapunt).Filter(t => t.Gereed).Filter(t => t.Wie).Filter(t => t.Voor, Compare.Lte | Compare.Gte)
            .ShownAs(t => Nederlands.Kort(t.Wat, 100))
        .Zoek("toezegging", "Acties en toezeggingen", t => Nederlands.Kort(t.Wat, 200), t => t.Wie, t => [t.Wat, t.Wie])
        .Key("zoek", Kind.Text, t => Zoektaal.Vouw(t.Wat, t.Wie))
        .Action(new ResourceAction("ori", Besluitvormingsrechten.Openbaar, false, Openbaar.Toegezegd, Answer: typeof(OriCommitment))
        { Method = "GET", AnswersList = true, Parameters = Openbaarvraag.Parameters("jaar", "zoek", "pagina", "aantal") })
        .Rule("toezegging-bewijs", c =>
        {
            if (!c.Deleting && c.New.Gereed && string.IsNullOrWhiteSpace(c.New.Bewijs))
                c.Fault("bewijs", "toezegging-bewijs", "Zeg waaraan te zien is dat het is gedaan.");
            return default;
        });
}
