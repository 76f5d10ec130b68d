using System.Globalization;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>One figure in several scenarios beside each other; the first column is the budget as it is.</summary>
public sealed record Scenariorij
{
    public required string Id { get; init; }
    public required string Omschrijving { get; init; }
    public List<Scenariowaarde> Waarden { get; init; } = [];
}

/// <summary>The figure in one scenario.</summary>
public sealed record Scenariowaarde
{
    public required string Scenario { get; init; }
    public decimal? Exact { get; init; }
    public decimal? Berekend { get; init; }
    public string Formule { get; init; } = "";
}

/// <summary>The calculation of a budget as answers and files.</summary>
internal static class Uitvoer
{
    /// <summary>Reads all that a calculation starts from.</summary>
    public static async ValueTask<Gegevens> Lees(Session s, Begroting begroting) => new(begroting,
        [.. (await s.Find<Begrotingsregel>(q => q.Is("begroting", begroting))).OrderBy(r => r.Volgnummer)],
        await s.Find<Opbouwdeel>(q => q.Is("begroting", begroting)), await s.Find<Tarief>(q => q.Is("begroting", begroting)));

    public static async ValueTask<ActionResult> Berekening(ActionCall c) =>
        new(Begrotingen.Berekening.Van(await Lees(c.Session, (Begroting)c.Subject!)));

    public static async ValueTask<ActionResult> Scenarioberekening(ActionCall c)
    {
        var scenario = (Scenario)c.Subject!;
        return new(Begrotingen.Berekening.Van(await Lees(c.Session, (await c.Session.Get(scenario.Begroting))!), scenario));
    }

    public static async ValueTask<ActionResult> Vergelijking(ActionCall c)
    {
        var gegevens = await Lees(c.Session, (Begroting)c.Subject!);
        var kolommen = new List<(string Naam, Dictionary<string, Cijfer> Cijfers)>
        {
            ("begroting", Begrotingen.Berekening.Van(gegevens).ToDictionary(x => x.Id)),
        };
        foreach (var s in await c.Session.Find<Scenario>(q => q.Is("begroting", gegevens.Begroting)))
            kolommen.Add((s.Naam, Begrotingen.Berekening.Van(gegevens, s).ToDictionary(x => x.Id)));
        var ids = kolommen.Skip(1).SelectMany(k => k.Cijfers.Values).Select(x => (x.Id, x.Omschrijving)).DistinctBy(x => x.Id).ToList();
        return new(ids.Select(id => new Scenariorij
        {
            Id = id.Id,
            Omschrijving = id.Omschrijving,
            Waarden = [.. kolommen.Select(k => k.Cijfers.GetValueOrDefault(id.Id) is { } x
                ? new Scenariowaarde { Scenario = k.Naam, Exact = x.Exact, Berekend = x.Berekend, Formule = x.Formule }
                : new Scenariowaarde { Scenario = k.Naam })],
        }).ToList());
    }

    private static readonly string[] Koppen =
        ["regel", "omschrijving", "soort", "bedrag", "toegepaste indexatie (%)", "benodigde indexatie (%)", "berekend verschil",
            "gedrukt verschil", "formule"];

    // The rows as cells: numbers stay numbers.
    private static IEnumerable<object?[]> Rijen(Gegevens gegevens)
    {
        var cijfers = Begrotingen.Berekening.Van(gegevens).ToDictionary(x => x.Id);
        foreach (var r in gegevens.Regels)
        {
            var sleutel = (r.Bronregel ?? r.Volgnummer).ToString(CultureInfo.InvariantCulture);
            var cijfer = cijfers.GetValueOrDefault(r.Soort == Regelsoort.Omzet ? "omzet-" + sleutel : "verschil-" + sleutel);
            yield return [r.Volgnummer, r.Omschrijving, EnumNames.Name(r.Soort), r.Bedrag, r.ToegepasteIndexatie, r.BenodigdeIndexatie,
                cijfer?.Berekend,
                r.GedruktVerschil, cijfer?.Formule];
        }
        yield return [];
        foreach (var x in cijfers.Values.Where(x => !x.Id.StartsWith("verschil-1", StringComparison.Ordinal)
            && !x.Id.StartsWith("omzet-", StringComparison.Ordinal)))
        {
            yield return [null, x.Omschrijving, x.Eenheid, x.Exact, null, null, x.Berekend, x.Gedrukt, x.Formule];
        }
    }

    public static async ValueTask<ActionResult> Csv(ActionCall c)
    {
        var gegevens = await Lees(c.Session, (Begroting)c.Subject!);
        return new(null, Blob: Rekenblad.Csv($"begroting-{gegevens.Begroting.Jaar}.csv", Koppen, Rijen(gegevens)));
    }

    public static async ValueTask<ActionResult> Xlsx(ActionCall c)
    {
        var gegevens = await Lees(c.Session, (Begroting)c.Subject!);
        return new(null, Blob: await Rekenblad.Werkboek($"begroting-{gegevens.Begroting.Jaar}.xlsx", $"Begroting {gegevens.Begroting.Jaar}",
            Koppen, Rijen(gegevens)));
    }
}
