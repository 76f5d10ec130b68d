using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>How a condition stands. What the source of a meeting that was taken over does not tell, is unknown and stops nothing.</summary>
public enum Voorwaardestand { Klopt, KloptNiet, Onbekend }

/// <summary>One line of the checklist: a rule with its code, whether it is met, and what to do when it is not.</summary>
public sealed record Voorwaarde
{
    public required string Code { get; init; }
    public required string Wat { get; init; }
    public required Voorwaardestand Stand { get; init; }
    public string Uitleg { get; init; } = "";
    public string Grondslag { get; init; } = "";

    /// <summary>The law leaves it unsure; <see cref="Uitleg"/> says what.</summary>
    public bool Onzeker { get; init; }

    internal static Voorwaarde Eis(string code, string wat, bool goed, string anders, string grondslag = "") =>
        new() { Code = code, Wat = wat, Stand = goed ? Voorwaardestand.Klopt : Voorwaardestand.KloptNiet, Uitleg = goed ? "" : anders, Grondslag = grondslag };

    internal static Voorwaarde Eis(string code, string wat, bool? goed, string anders, string grondslag = "") => goed is { } weet ? Eis(code, wat, weet, anders, grondslag)
        : new() { Code = code, Wat = wat, Stand = Voorwaardestand.Onbekend, Uitleg = "De bron zegt dit niet.", Grondslag = grondslag };

    /// <summary>What refuses a deed: each condition that fails, by its code.</summary>
    internal static List<Fault> Fouten(IEnumerable<Voorwaarde> lijst) =>
        [.. lijst.Where(v => v.Stand == Voorwaardestand.KloptNiet).Select(v => new Fault(v.Code, v.Code, $"{v.Wat}: {v.Uitleg}"))];
}

/// <summary>A meeting with all that its conditions look at.</summary>
internal sealed record Vergaderdossier(Vergadering Vergadering, Regelset? Regels, IReadOnlyList<Agendapunt> Punten, IReadOnlyList<Stemming> Stemmingen,
    IReadOnlyList<Uitslag> Uitslagen, int Leden)
{
    public static async ValueTask<Vergaderdossier> Van(Session s, Vergadering v)
    {
        var punten = await s.Find<Agendapunt>(q => { q.Is("vergadering", v); q.OrderBy = "t.\"nummer\""; });
        var stemmingen = punten.Count == 0 ? [] : await s.Find<Stemming>(q => q.In("agendapunt", punten));
        var uitslagen = stemmingen.Count == 0 ? [] : await s.Find<Uitslag>(q => q.In("stemming", stemmingen));
        return new(v, await Regelset.Op(s, v.Datum), punten, stemmingen, uitslagen, (await Besluitvorming.Vergadering.Leden(s)).Count);
    }

    /// <summary>The conditions of the next deed.</summary>
    public List<Voorwaarde> Volgende() => Vergadering.Status switch
    {
        Vergaderstatus.Concept => Oproepen(null, straks: true),
        Vergaderstatus.Opgeroepen => Openen(Vergadering.Begin ?? new DateTimeOffset(Vergadering.Datum.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)),
        Vergaderstatus.Geopend => Sluiten(),
        _ => [],
    };

    public List<Voorwaarde> Oproepen(DateTimeOffset? moment, bool straks = false)
    {
        var uit = new List<Voorwaarde>
        {
            Voorwaarde.Eis("g15-regelset", "Er geldt een regelset", Regels is not null, "Maak eerst een regelset die vóór deze dag ingaat."),
            Voorwaarde.Eis("agenda", "De agenda heeft punten", Punten.Count > 0, "Zet eerst punten op de agenda."),
            Voorwaarde.Eis("g2-leden", "Er zijn leden om op te roepen", Leden > 0, "Leg eerst de leden vast in het register Portfolio."),
        };
        uit.AddRange(Vorm());
        if (!straks) uit.AddRange(Termijn(moment));
        foreach (var p in Punten) uit.AddRange(Gevraagd(p));
        foreach (var p in Punten.Where(p => p.Besluitsoort == Besluitsoort.Statutenwijziging))
            uit.Add(Voorwaarde.Eis("wet-statuten", $"Punt {p.Nummer}: de woordelijke tekst van de statutenwijziging ligt klaar",
                !string.IsNullOrWhiteSpace(p.WoordelijkVoorstel), "Neem de letterlijke tekst op in het voorstel.", "BW 2:42"));
        return uit;
    }

    public List<Voorwaarde> Openen(DateTimeOffset moment) =>
    [
        .. Vorm(),
        .. Termijn(Vergadering.OpgeroepenOp),
        Voorwaarde.Eis("vergadering-dag", "Het is de dag van de vergadering", Math.Abs(Nederlands.Vandaag(moment).DayNumber - Vergadering.Datum.DayNumber) <= 1,
            "Open de vergadering op de dag waarvoor is opgeroepen."),
    ];

    public List<Voorwaarde> Sluiten() =>
    [
        .. Punten.Where(p => p.Soort is Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling && !p.Aangehouden).Select(p => Voorwaarde.Eis("g6",
            $"Punt {p.Nummer} ({p.Titel}) heeft een uitslag", Uitslagen.Any(u => u.Agendapunt?.Uuid == p.Uuid && u.Uitkomst != Uitkomst.NietBindend && u.VervallenOp is null),
            "Stem erover en stel de uitslag vast, of houd het punt aan.")),
        // A secret vote of which a part never comes can be withdrawn no more; with its item held over the meeting goes on.
        .. Stemmingen.Where(s => s.Status is Stemstatus.Open or Stemstatus.Gesloten
            && !(s is { Modus: Stemmodus.Geheim, Status: Stemstatus.Gesloten } && Punten.Any(p => p.Aangehouden && p.Uuid == s.Agendapunt?.Uuid)))
            .Select(s => Voorwaarde.Eis("g6", $"De stemming '{s.Onderwerp}' is vastgesteld", false,
            "Sluit de stemming en stel de uitslag vast, of trek haar in.")),
        .. Stemmingen.Where(s => s is { Status: Stemstatus.Concept, NieuweStemmingVan: not null }).Select(s => Voorwaarde.Eis("bw-2-13",
            $"De nieuwe stemming over '{s.Onderwerp}' is gehouden", false, "De uitslag is betwist. Open de nieuwe stemming.", Stemming.Betwistgrond)),
    ];

    private IEnumerable<Voorwaarde> Vorm()
    {
        var vorm = Regels?.Vorm(Vergadering.Vorm, Vergadering.Datum);
        yield return Voorwaarde.Eis("wet-vorm", $"De vorm ({EnumNames.Name(Vergadering.Vorm)}) mag op deze dag", vorm is not null,
            "De regels die dan gelden, staan deze vorm niet toe. Kies een andere vorm.", vorm?.Grondslag ?? "BW 2:38 lid 6-7")
            with
        { Onzeker = vorm?.Onzeker ?? false };
        if (vorm is { Onzeker: true }) yield return new() { Code = "wet-onzeker", Wat = "Let op", Stand = Voorwaardestand.Onbekend, Uitleg = vorm.Waarschuwing, Onzeker = true };
    }

    /// <summary>Whether members were told in time; a change of statutes has a term of its own.</summary>
    public IEnumerable<Voorwaarde> Termijn(DateTimeOffset? verzonden)
    {
        if (Regels is null) yield break;
        bool? Op(int dagen) => verzonden is { } v ? Vergadering.Datum.DayNumber - Nederlands.Vandaag(v).DayNumber >= dagen : Vergadering.Overgenomen ? null : false;
        yield return Voorwaarde.Eis("wet-oproep", $"De oproep is minstens {Regels.Oproepdagen} dagen van tevoren verstuurd", Op(Regels.Oproepdagen),
            "De termijn is te kort. Kies een latere dag.", "BW 2:41; statuten");
        if (!Punten.Any(p => p.Besluitsoort == Besluitsoort.Statutenwijziging)) yield break;
        yield return Voorwaarde.Eis("wet-statuten", $"De statutenwijziging is minstens {Regels.OproepdagenStatuten} dagen van tevoren aangekondigd", Op(Regels.OproepdagenStatuten),
            "De termijn is te kort. Kies een latere dag.", "BW 2:42");
        foreach (var p in Punten.Where(p => p.Besluitsoort == Besluitsoort.Statutenwijziging))
            yield return Voorwaarde.Eis("wet-inzage", $"Punt {p.Nummer}: het voorstel ligt minstens {Regels.TerInzagedagen} dagen ter inzage",
                p.TerInzageVanaf is { } van ? Vergadering.Datum.DayNumber - van.DayNumber >= Regels.TerInzagedagen : Vergadering.Overgenomen ? null : false,
                "Leg de woordelijke tekst eerder ter inzage, en vul de datum in.", "BW 2:42");
    }

    // What the agenda calls it, what it asks and what its papers ask must be one thing (G21).
    private IEnumerable<Voorwaarde> Gevraagd(Agendapunt p)
    {
        var besluit = p.Soort is Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling;
        var vragen = p.Stukken.Select(s => s.GevraagdBesluit).Append(p.GevraagdBesluit).OfType<GevraagdBesluit>().Select(v => v.Soort).Distinct().ToList();
        if (p.Besluitsoort == Besluitsoort.Statutenwijziging)
            yield return Voorwaarde.Eis("g21", $"Punt {p.Nummer}: een statutenwijziging is ter besluitvorming", p.Soort == Puntsoort.TerBesluitvorming,
                "Over een statutenwijziging moet worden besloten. Maak het punt 'ter besluitvorming'.", "BW 2:42");
        if (vragen.Count > 0)
            yield return Voorwaarde.Eis("g21", $"Punt {p.Nummer}: agenda en stukken vragen hetzelfde",
                vragen.Count == 1 && vragen[0] == Vraagsoort.Kennisnemen != besluit,
                $"De agenda noemt het '{EnumNames.Name(p.Soort).Replace('_', ' ')}' en gevraagd wordt: "
                + $"{string.Join(", ", vragen.Select(v => EnumNames.Name(v)))}. Maak dit gelijk.");
        else if (p.Soort == Puntsoort.TerBesluitvorming)
            yield return Voorwaarde.Eis("g21", $"Punt {p.Nummer}: het gevraagde besluit staat erbij", Vergadering.Overgenomen ? null : false,
                "Schrijf op welk besluit van de leden wordt gevraagd.");
    }
}
