using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>
/// How a condition stands. What the source of a meeting that was taken over does not tell, is unknown and stops nothing;
/// what asks for attention stops nothing either.
/// </summary>
public enum Voorwaardestand { Klopt, KloptNiet, Onbekend, LetOp }

/// <summary>One line of the checklist: a rule with its code, how it stands in a sentence that is true now,
/// and what to do when it is not met.</summary>
public sealed record Voorwaarde
{
    public required string Code { get; init; }

    /// <summary>What is so: it says the opposite when the condition is not met.</summary>
    public required string Wat { get; init; }
    public required Voorwaardestand Stand { get; init; }
    public string Uitleg { get; init; } = "";
    public string Grondslag { get; init; } = "";

    /// <summary>The law leaves it unsure; <see cref="Uitleg"/> says what.</summary>
    public bool Onzeker { get; init; }

    /// <summary>A condition with what is so when it is met, what is so when it is not, and what to do then.</summary>
    internal static Voorwaarde Eis(string code, bool goed, string wel, string niet, string doe, string grondslag = "") => new()
    {
        Code = code,
        Wat = goed ? wel : niet,
        Stand = goed ? Voorwaardestand.Klopt : Voorwaardestand.KloptNiet,
        Uitleg = goed ? "" : doe,
        Grondslag = grondslag,
    };

    /// <summary>As <see cref="Eis(string, bool, string, string, string, string)"/>, where it may be unknown.</summary>
    internal static Voorwaarde Eis(string code, bool? goed, string wel, string niet, string doe, string grondslag = "",
        string onbekend = "De bron zegt dit niet.") =>
        goed is { } weet ? Eis(code, weet, wel, niet, doe, grondslag)
        : new() { Code = code, Wat = wel, Stand = Voorwaardestand.Onbekend, Uitleg = onbekend, Grondslag = grondslag };

    /// <summary>What somebody should look at; it stops nothing. Nothing when all is well.</summary>
    internal static IEnumerable<Voorwaarde> Aandacht(string code, bool goed, string wat, string doe, string grondslag = "") =>
        goed ? [] : [new() { Code = code, Wat = wat, Stand = Voorwaardestand.LetOp, Uitleg = doe, Grondslag = grondslag }];

    /// <summary>What refuses a deed: each condition that fails, by its code.</summary>
    internal static List<Fault> Fouten(IEnumerable<Voorwaarde> lijst) =>
        [.. lijst.Where(v => v.Stand == Voorwaardestand.KloptNiet).Select(v => new Fault(v.Code, v.Code, $"{v.Wat}. {v.Uitleg}"))];
}

/// <summary>A meeting with all that its conditions look at.</summary>
internal sealed record Vergaderdossier(Vergadering Vergadering, Regelset? Regels, IReadOnlyList<Agendapunt> Punten,
    IReadOnlyList<Stemming> Stemmingen,
    IReadOnlyList<Uitslag> Uitslagen, int Leden, int OpenVragen, int Wachtenden)
{
    private const string GeenRegels = "Op deze dag gelden nog geen regels", MaakRegels = "Leg eerst regels vast die vóór deze dag ingaan.";

    public static async ValueTask<Vergaderdossier> Van(Session s, Vergadering v)
    {
        var punten = await s.Find<Agendapunt>(q => { q.Is("vergadering", v); q.OrderBy = "t.\"nummer\""; });
        var stemmingen = punten.Count == 0 ? [] : await s.Find<Stemming>(q => q.In("agendapunt", punten));
        var uitslagen = stemmingen.Count == 0 ? [] : await s.Find<Uitslag>(q => q.In("stemming", stemmingen));
        var bezig = v.Status == Vergaderstatus.Geopend && punten.Count > 0;
        var vragen = bezig ? await s.Find<Vraag>(q => q.In("agendapunt", punten)) : [];
        var sprekers = bezig ? await s.Find<Spreekverzoek>(q => q.In("agendapunt", punten)) : [];
        return new(v, await Regelset.Op(s, v.Datum), punten, stemmingen, uitslagen, (await Besluitvorming.Vergadering.Leden(s)).Count,
            vragen.Count(x => x.Status == Vraagstatus.Open), sprekers.Count(x => x.Status == Spreekstatus.Aangevraagd));
    }

    /// <summary>The conditions of the next deed, as if it were done now.</summary>
    public List<Voorwaarde> Volgende(DateTimeOffset nu) => Vergadering.Status switch
    {
        Vergaderstatus.Concept => Oproepen(Vergadering.Overgenomen ? null : nu, straks: true),
        // What was taken over is opened at the moment that its source tells.
        Vergaderstatus.Opgeroepen => Openen(Vergadering.Overgenomen ? Vergadering.Begin ?? Begin(Vergadering.Datum) : nu),
        Vergaderstatus.Geopend => Sluiten(),
        _ => [],
    };

    private static DateTimeOffset Begin(DateOnly dag) => new(dag.ToDateTime(new(12, 0)), TimeSpan.Zero);

    public List<Voorwaarde> Oproepen(DateTimeOffset? moment, bool straks = false)
    {
        var uit = new List<Voorwaarde>
        {
            Voorwaarde.Eis("g15-regelset", Regels is not null, "Op deze dag gelden regels", GeenRegels, MaakRegels),
            Voorwaarde.Eis("agenda", Punten.Count > 0, "De agenda heeft punten", "De agenda heeft nog geen punten",
                "Zet eerst punten op de agenda."),
            Voorwaarde.Eis("g2-leden", Leden > 0, "Er zijn leden om op te roepen", "Er zijn nog geen leden om op te roepen",
                "Leg eerst de leden vast in het register Portfolio."),
        };
        uit.AddRange(Vorm());
        uit.AddRange(Termijn(moment, straks));
        foreach (var p in Punten) uit.AddRange(Gevraagd(p));
        foreach (var p in Punten.Where(p => p.Besluitsoort == Besluitsoort.Statutenwijziging))
        {
            uit.Add(Voorwaarde.Eis("wet-statuten", !string.IsNullOrWhiteSpace(p.WoordelijkVoorstel),
                $"Punt {p.Nummer}: de woordelijke tekst van de statutenwijziging ligt klaar",
                $"Punt {p.Nummer}: de woordelijke tekst van de statutenwijziging ligt nog niet klaar",
                "Neem de letterlijke tekst op in het voorstel.", "BW 2:42"));
        }
        if (Vergadering.Overgenomen) return uit;
        uit.AddRange(Voorwaarde.Aandacht("plaats", Vergadering.Vorm == Vergadervorm.Digitaal || Vergadering.Locatie.Trim().Length > 0,
            "Er is nog geen plaats ingevuld",
            "Vul in waar de vergadering is. Leden lezen dat in de oproep."));
        uit.AddRange(Voorwaarde.Aandacht("begin", Vergadering.Begin is not null, "Er is nog geen begintijd ingevuld",
            "Vul in hoe laat de vergadering begint. Na de oproep kan dat niet meer."));
        return uit;
    }

    public List<Voorwaarde> Openen(DateTimeOffset moment) =>
    [
        .. Vorm(),
        .. Termijn(Vergadering.OpgeroepenOp),
        Voorwaarde.Eis("vergadering-dag", Nederlands.Vandaag(moment) == Vergadering.Datum, "Het is de dag van de vergadering",
            $"Het is niet de dag van de vergadering: die is op {Nederlands.Voluit(Vergadering.Datum)}",
            "Open de vergadering op de dag waarvoor is opgeroepen."),
    ];

    public List<Voorwaarde> Sluiten() =>
    [
        .. Punten.Where(p => p.Soort is Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling && !p.Aangehouden)
        .Select(p => Voorwaarde.Eis("g6",
            Uitslagen.Any(u => u.Agendapunt?.Uuid == p.Uuid && u.Uitkomst != Uitkomst.NietBindend && u.VervallenOp is null),
            $"Punt {p.Nummer} ({p.Titel}) heeft een uitslag", $"Punt {p.Nummer} ({p.Titel}) heeft nog geen uitslag",
            "Stem erover en stel de uitslag vast, of houd het punt aan.")),
        // A secret vote of which a part never comes can be withdrawn no more; with its item held over the meeting goes on.
        .. Stemmingen.Where(s => s.Status is Stemstatus.Open or Stemstatus.Gesloten
            && !(s is { Modus: Stemmodus.Geheim, Status: Stemstatus.Gesloten }
                && Punten.Any(p => p.Aangehouden && p.Uuid == s.Agendapunt?.Uuid)))
            .Select(s => Voorwaarde.Eis("g6", false, $"De stemming '{s.Onderwerp}' is vastgesteld",
            $"De stemming '{s.Onderwerp}' is nog niet vastgesteld", "Sluit de stemming en stel de uitslag vast, of trek haar in.")),
        .. Stemmingen.Where(s => s is { Status: Stemstatus.Concept, NieuweStemmingVan: not null })
            .Select(s => Voorwaarde.Eis("bw-2-13", false,
            $"De nieuwe stemming over '{s.Onderwerp}' is gehouden", $"De nieuwe stemming over '{s.Onderwerp}' is nog niet gehouden",
            "De uitslag is betwist. Open de nieuwe stemming.", Stemming.Betwistgrond)),
        .. Voorwaarde.Aandacht("vragen", OpenVragen == 0, OpenVragen == 1 ? "Er staat nog 1 vraag open"
            : $"Er staan nog {OpenVragen} vragen open",
            "Beantwoord wat open staat, of handel het af. Na de vergadering kan dat ook nog."),
        .. Voorwaarde.Aandacht("sprekers", Wachtenden == 0, Wachtenden == 1 ? "Er wacht nog 1 spreker op het woord"
            : $"Er wachten nog {Wachtenden} sprekers op het woord",
            "Geef hun het woord, of haal hen van de lijst."),
    ];

    private IEnumerable<Voorwaarde> Vorm()
    {
        var (vorm, naam) = (Regels?.Vorm(Vergadering.Vorm, Vergadering.Datum), EnumNames.Name(Vergadering.Vorm));
        yield return Voorwaarde.Eis("wet-vorm", vorm is not null, $"De vorm ({naam}) mag op deze dag",
            $"De vorm ({naam}) mag niet op deze dag",
            "De regels die dan gelden, staan deze vorm niet toe. Kies een andere vorm.", vorm?.Grondslag ?? "BW 2:38 lid 6-7")
            with
        { Onzeker = vorm?.Onzeker ?? false };
        if (vorm is { Onzeker: true })
        {
            yield return new()
            {
                Code = "wet-onzeker",
                Wat = "Let op",
                Stand = Voorwaardestand.Onbekend,
                Uitleg = vorm.Waarschuwing,
                Onzeker = true
            };
        }
    }

    /// <summary>Whether members were told in time; a change of statutes has a term of its own.</summary>
    /// <param name="verzonden">When they were told.</param>
    /// <param name="straks">They are not told yet: it is asked whether they would be in time now.</param>
    public IEnumerable<Voorwaarde> Termijn(DateTimeOffset? verzonden, bool straks = false)
    {
        if (Regels is null) yield break;
        bool? Op(int dagen) => verzonden is { } v ? Vergadering.Datum.DayNumber - Nederlands.Vandaag(v).DayNumber >= dagen
            : Vergadering.Overgenomen ? null : false;
        Voorwaarde Tijdig(string code, string wie, string gedaan, int dagen, string grondslag) => straks
            ? Voorwaarde.Eis(code, Op(dagen), $"Wie vandaag oproept, is op tijd: {wie} wordt minstens {dagen} dagen van tevoren {gedaan}",
                $"Wie vandaag oproept, is te laat: {wie} moet minstens {dagen} dagen van tevoren worden {gedaan}",
                "Kies een latere dag.", grondslag)
            : Voorwaarde.Eis(code, Op(dagen), $"{Hoofdletter(wie)} is minstens {dagen} dagen van tevoren {gedaan}",
                $"{Hoofdletter(wie)} is niet minstens {dagen} dagen van tevoren {gedaan}",
                "De termijn is te kort. Kies een latere dag.", grondslag);
        yield return Tijdig("wet-oproep", "de oproep", "verstuurd", Regels.Oproepdagen, "BW 2:41; statuten");
        if (!Punten.Any(p => p.Besluitsoort == Besluitsoort.Statutenwijziging)) yield break;
        yield return Tijdig("wet-statuten", "de statutenwijziging", "aangekondigd", Regels.OproepdagenStatuten, "BW 2:42");
        foreach (var p in Punten.Where(p => p.Besluitsoort == Besluitsoort.Statutenwijziging))
        {
            yield return Voorwaarde.Eis("wet-inzage",
                p.TerInzageVanaf is { } van ? Vergadering.Datum.DayNumber - van.DayNumber >= Regels.TerInzagedagen : Vergadering.Overgenomen
                ? null : false,
                $"Punt {p.Nummer}: het voorstel ligt minstens {Regels.TerInzagedagen} dagen ter inzage",
                $"Punt {p.Nummer}: het voorstel ligt niet minstens {Regels.TerInzagedagen} dagen ter inzage",
                "Leg de woordelijke tekst eerder ter inzage, en vul de datum in.", "BW 2:42");
        }
    }

    private static string Hoofdletter(string tekst) => char.ToUpperInvariant(tekst[0]) + tekst[1..];

    // What the agenda calls it, what it asks and what its papers ask must be one thing (G21).
    private IEnumerable<Voorwaarde> Gevraagd(Agendapunt p)
    {
        var besluit = p.Soort is Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling;
        var vragen = p.Stukken.Select(s => s.GevraagdBesluit).Append(p.GevraagdBesluit).OfType<GevraagdBesluit>().Select(v => v.Soort)
            .Distinct().ToList();
        if (p.Besluitsoort == Besluitsoort.Statutenwijziging)
        {
            yield return Voorwaarde.Eis("g21", p.Soort == Puntsoort.TerBesluitvorming,
                $"Punt {p.Nummer}: de statutenwijziging is ter besluitvorming",
                $"Punt {p.Nummer}: de statutenwijziging is niet ter besluitvorming",
                "Over een statutenwijziging moet worden besloten. Maak het punt 'ter besluitvorming'.", "BW 2:42");
        }
        if (vragen.Count > 0)
        {
            yield return Voorwaarde.Eis("g21", vragen.Count == 1 && vragen[0] == Vraagsoort.Kennisnemen != besluit,
                $"Punt {p.Nummer}: agenda en stukken vragen hetzelfde",
                $"Punt {p.Nummer}: agenda en stukken vragen niet hetzelfde",
                $"De agenda noemt het '{EnumNames.Name(p.Soort).Replace('_', ' ')}' en gevraagd wordt: "
                + $"{string.Join(", ", vragen.Select(v => EnumNames.Name(v)))}. Maak dit gelijk.");
        }
        else if (p.Soort == Puntsoort.TerBesluitvorming)
        {
            yield return Voorwaarde.Eis("g21", Vergadering.Overgenomen ? null : false,
                $"Punt {p.Nummer}: het gevraagde besluit staat erbij",
                $"Punt {p.Nummer}: het gevraagde besluit staat er nog niet bij", "Schrijf op welk besluit van de leden wordt gevraagd.");
        }
    }
}
