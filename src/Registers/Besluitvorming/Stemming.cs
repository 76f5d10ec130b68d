using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Where a vote is. What lapsed was converted to an item of a meeting, or is voted on by roll call.</summary>
public enum Stemstatus { Concept, Open, Gesloten, Vastgesteld, Vervallen, Ingetrokken }

/// <summary>A member of the electorate, as it was when the vote was opened.</summary>
public sealed record Stemgerechtigde
{
    public required Ref<Lid> Lid { get; set; }
    [MaxLength(100)] public required string Naam { get; set; }
    public bool Geschorst { get; set; }
}

/// <summary>The public half of the key of one holder of an old vote, with its proof.</summary>
public sealed record Sleuteldeel
{
    [MaxLength(100), NotBlank] public required string Naam { get; set; }
    [MaxLength(66)] public required string Publiek { get; set; }
    public required Sleutelbewijs Bewijs { get; set; }
}

/// <summary>That the holder knows the key: challenge and answer, in hexadecimals.</summary>
public sealed record Sleutelbewijs
{
    [MaxLength(64)] public required string C { get; set; }
    [MaxLength(64)] public required string Z { get; set; }
}

/// <summary>What a running vote is converted to (G18).</summary>
public sealed record Omzetting
{
    [Own] public required Ref<Agendapunt> Agendapunt { get; set; }
    [MaxLength(1000), NotBlank] public required string Reden { get; set; }
}

/// <summary>
/// A vote: at an item of a meeting, or outside one. It names its legal basis, and its conditions can be asked at any moment
/// (<c>voorwaarden</c>); deeds refuse while one fails. Open votes are <see cref="Stem"/>,
/// secret ones lines of a board (<see cref="Bordregel"/>); what came out is an <see cref="Uitslag"/>.
/// </summary>
public sealed partial record Stemming : Resource, IResource<Stemming>
{
    /// <summary>Null: outside a meeting.</summary>
    [Own] public Ref<Agendapunt>? Agendapunt { get; set; }
    [MaxLength(300), NotBlank] public required string Onderwerp { get; set; }
    public required Stemmodus Modus { get; set; }
    public Besluitsoort Soort { get; set; }

    /// <summary>The decision word for word as it is voted on (G11).</summary>
    [MaxLength(8000)] public string Besluittekst { get; set; } = "";

    /// <summary>On persons: the candidates.</summary>
    public List<string> Opties { get; set; } = [];

    /// <summary>Secret because a member asked for it, though it is not on persons.</summary>
    public bool OpVerzoek { get; set; }

    /// <summary>The window of a digital vote.</summary>
    public DateTimeOffset? Opent { get; set; }
    public DateTimeOffset? Sluit { get; set; }

    /// <summary>When the board knew of a decision outside a meeting (BW 2:40 lid 2).</summary>
    public DateOnly? VoorkennisBestuur { get; set; }
    public List<Stuk> Stukken { get; set; } = [];

    /// <summary>Of an old secret vote: the single holders of its key. It is only read: no such vote is opened,
    /// taken part in or counted any more.</summary>
    [Computed] public List<Sleuteldeel> Sleutelhouders { get; set; } = [];

    /// <summary>Of a secret vote: the ceremony in which its key was made, of which the holders open the outcome.
    /// Without a finished one it is not opened.</summary>
    [Own] public Ref<Ceremonie>? Ceremonie { get; set; }

    /// <summary>What it decides on: the address of a begroting, kwartaalrapport or project.</summary>
    [Url, MaxLength(1000)] public string GaatOver { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];

    /// <summary>The members that it concerns, where not all decide (line 208): only they vote, and only they are bound. Empty:
    /// all members.</summary>
    [Own] public List<Ref<Lid>> Betrokkenen { get; set; } = [];

    /// <summary>Why it concerns them and nobody else.</summary>
    [MaxLength(1000)] public string RedenBetrokkenen { get; set; } = "";

    /// <summary>That members may say not to take part, and on which terms; null: it binds all that it is about.</summary>
    public Uitstapregeling? Uitstap { get; set; }

    [Computed] public Stemstatus Status { get; set; }
    [Computed, Own] public Ref<Regelset>? Regelset { get; set; }
    [Computed] public string Grondslag { get; set; } = "";

    /// <summary>What the law leaves unsure about this way of voting, in plain words; screens show it.</summary>
    [Computed] public string Waarschuwing { get; set; } = "";
    [Computed] public DateTimeOffset? GeopendOp { get; set; }
    [Computed] public DateTimeOffset? GeslotenOp { get; set; }
    [Computed] public List<Stemgerechtigde> Kiezers { get; set; } = [];

    /// <summary>The hash over the list of voters, as it was read out at the opening.</summary>
    [Computed] public string KiezersSha256 { get; set; } = "";
    [Computed, Own] public Ref<Agendapunt>? VervangenDoor { get; set; }
    [Computed] public string Reden { get; set; } = "";

    /// <summary>A member asked for a roll call (M1) instead of acclamation.</summary>
    [Computed] public bool HoofdelijkGevraagd { get; set; }

    /// <summary>Who contested the outcome at once, and how many that must be for a new vote (BW 2:13 lid 4).</summary>
    [Computed] public List<Betwisting> Betwistingen { get; set; } = [];
    [Computed] public int BetwistingenNodig { get; set; }

    /// <summary>The vote that is held anew because the outcome was contested; and the one of which this is the new vote.</summary>
    [Computed, Own] public Ref<Stemming>? NieuweStemming { get; set; }
    [Computed, Own] public Ref<Stemming>? NieuweStemmingVan { get; set; }

    /// <summary>Of a secret vote: how many lines its board has, and the hash of the last.</summary>
    [Computed] public int Bordregels { get; set; }
    [Computed] public string Bordhoofd { get; set; } = "";

    public static void Define(Definition<Stemming> d) => Besluitvorming.Agendapunt.VanVergadering(d)
        .At("stemmingen").With(Operation.All).Rechten() // no audit trail for clients: it would tell who voted what before the end
        .Filter(s => s.Agendapunt).Filter(s => s.Status).Filter(s => s.Modus).Filter(s => s.Sluit, Compare.Gte | Compare.Lte)
            .Filter(s => s.GaatOver).Filter(s => s.Ceremonie)
        .Key(s => s.GeslotenOp).Key(s => s.Regelset).GoesWith(s => s.Agendapunt).Order(s => s.Sluit).Index("status", "geslotenOp")
        .Notifies("besluitvorming", "modus").ShownAs(s => Nederlands.Kort(s.Onderwerp, 200)).Expands("agendapunt")
        .Zoek("stemming", "Besluiten van de vereniging", s => s.Onderwerp,
            s => Nederlands.Kort(s.Besluittekst, 200), s => [s.Besluittekst])
        .Rule("stemming-vast", BlijftStaan)
        .Rule("stemming-punt", HoortBijModus, "agendapunt", "modus", "opent", "sluit")
        .Rule("c11-stemming", CeremonieHoortErbij, "agendapunt", "modus", "ceremonie", "opties")
        .Rule("g208", Aangaan, "betrokkenen", "redenBetrokkenen", "uitstap")
        .Action(new ResourceAction("voorwaarden", Besluitvormingsrechten.Lezen, true, Lijst, Answer: typeof(Voorwaarde))
        {
            Method = "GET",
            AnswersList = true
        })
        .Action(new ResourceAction("opkomst", Besluitvormingsrechten.Lezen, true, Opkomst, Answer: typeof(Opkomststand)) { Method = "GET" })
        .Action(new ResourceAction("stembord", [Besluitvormingsrechten.Publiek, .. Bordregel.Inzien], true, ToonBord) { Method = "GET" })
        .Action(new ResourceAction("ori", Besluitvormingsrechten.Openbaar, false, Openbaar.Besloten, Answer: typeof(OriMotion))
        { Method = "GET", AnswersList = true, Parameters = Openbaarvraag.Parameters("jaar", "zoek", "pagina", "aantal", "geheim") })
        .Action(new ResourceAction("ori", Besluitvormingsrechten.Openbaar, true, Openbaar.Besluit,
            Answer: typeof(OriMotion))
        { Method = "GET" })
        .Action(new ResourceAction("openen", Besluitvormingsrechten.Leiden, true, Open, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        })
        .Action(new ResourceAction("sluiten", Besluitvormingsrechten.Leiden, true, Beeindig, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        })
        .Action(new ResourceAction("vaststellen", Besluitvormingsrechten.Leiden, true, StelVast, typeof(Handeling),
            typeof(Uitslag))
        { BodyOptional = true, Status = 201 })
        .Action(new ResourceAction("hoofdelijk", Besluitvormingsrechten.Meedoen, true, Hoofdelijk) { AnswersResource = true })
        .Action(new ResourceAction("betwisten", Besluitvormingsrechten.Meedoen, true, Betwist,
            typeof(Betwistvraag))
        { AnswersResource = true })
        .Action(new ResourceAction("naar-alv", Besluitvormingsrechten.Leiden, true, NaarAlv, typeof(Omzetting)) { AnswersResource = true })
        .Action(new ResourceAction("intrekken", Besluitvormingsrechten.Leiden, true, TrekIn, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        })
        .Action(new ResourceAction("biljet", Besluitvormingsrechten.Meedoen, true, MaakBiljet, typeof(Biljetvraag), typeof(Biljetantwoord)))
        .Action(new ResourceAction("controlebiljet", Besluitvormingsrechten.Meedoen, true, OpenBiljet, typeof(Biljetcontrole),
            typeof(Biljetopening)));

    private static ValueTask BlijftStaan(Change<Stemming> c)
    {
        if (c.Deleting) BlijftHetzelfde(c);
        if (c.Creating || c.Old!.Status == Stemstatus.Concept) return default;
        throw Session.Refuse(409, "stemming-vast", "Deze stemming is al geopend of voorbij. Wat erin staat, verandert niet meer.");
    }

    private static async ValueTask HoortBijModus(Change<Stemming> c)
    {
        var s = c.New;
        if (c.Deleting) return;
        if (!BuitenVergadering(s.Modus) && s.Agendapunt is not { IsEmpty: false })
        {
            c.Fault("agendapunt", "stemming-punt",
                "Deze manier van stemmen hoort bij een agendapunt van een vergadering.");
        }
        if (s.Modus == Stemmodus.BuitenVergadering && s.Agendapunt is not null)
            c.Fault("agendapunt", "stemming-punt", "Buiten vergadering is er geen agendapunt.");
        if (s.Sluit <= s.Opent) c.Fault("sluit", "stemming-punt", "Het einde ligt niet na het begin.");
        if (!Tellen.VraagtAanwezigheid(s.Modus) && s.Sluit is null) c.Fault("sluit", "required", "Zeg tot wanneer er kan worden gestemd.");
        if (s.Modus == Stemmodus.Geheim && s.Soort == Besluitsoort.Personen)
        {
            var namen = s.Opties.Select(o => o.Trim()).ToList();
            if (namen.Exists(o => o.Length is 0 or > 200) || namen.Distinct(StringComparer.OrdinalIgnoreCase).Count() != namen.Count
                || namen.Contains(Blanco, StringComparer.OrdinalIgnoreCase))
            {
                c.Fault("opties", "m3-opties", $"Noem elke kandidaat één keer; '{Blanco}' komt er vanzelf bij.");
            }
        }
        if (s.Agendapunt is { IsEmpty: false } p && await c.Get(p) is { } punt && c.Creating)
        {
            if (s.GaatOver.Length == 0) s.GaatOver = punt.GaatOver;
            if (punt.Besluitsoort != Besluitsoort.Gewoon && s.Soort == Besluitsoort.Gewoon) s.Soort = punt.Besluitsoort;
            if (s.Besluittekst.Length == 0) s.Besluittekst = punt.GevraagdBesluit?.Tekst ?? "";
        }
    }

    /// <summary>The option of a vote on persons for who wants none of them.</summary>
    public const string Blanco = "Blanco";

    internal static bool BuitenVergadering(Stemmodus modus) => modus is Stemmodus.BuitenVergadering or Stemmodus.Peiling;

    /// <summary>What a secret ballot lets choose.</summary>
    internal List<string> Keuzes => Soort == Besluitsoort.Personen ? [.. Opties.Select(o => o.Trim()), Blanco]
        : ["Voor", "Tegen", "Onthouding"];

    /// <summary>Whether votes are taken at a moment.</summary>
    internal bool NeemtStemmen(DateTimeOffset moment) => Status == Stemstatus.Open && moment >= GeopendOp && !(moment > Sluit);
}

/// <summary>How many voted, and who did not yet: for reminders. Who voted what is not in it.</summary>
public sealed record Opkomststand
{
    public required int Stemgerechtigd { get; init; }
    public required int Gestemd { get; init; }
    public List<string> NogNiet { get; init; } = [];
}
