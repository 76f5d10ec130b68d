using System.Globalization;

namespace Brink.Registers.Begrotingen;

/// <summary>What went into a figure: an amount or percentage of a row, or another figure.</summary>
public sealed record Invoer
{
    public required string Naam { get; init; }
    public required decimal Waarde { get; init; }

    /// <summary>The line of the source.</summary>
    public int? Bronregel { get; init; }

    /// <summary>The figure that it is the outcome of; empty for a given number.</summary>
    public string Cijfer { get; init; } = "";
}

/// <summary>One computed figure that says how it came about.</summary>
public sealed record Cijfer
{
    public required string Id { get; init; }
    public required string Omschrijving { get; init; }

    /// <summary>As computed, with all its decimals.</summary>
    public required decimal Exact { get; init; }

    /// <summary>Rounded once, half away from zero.</summary>
    public required decimal Berekend { get; init; }

    /// <summary>What the source printed, the difference with it (computed less printed), and whether that is nothing;
    /// null where nothing was printed.</summary>
    public decimal? Gedrukt { get; init; }
    public decimal? Verschil { get; init; }
    public bool? Klopt { get; init; }
    public string Eenheid { get; init; } = "euro";
    public required string Formule { get; init; }
    public List<Invoer> Invoer { get; init; } = [];
    public List<int> Bronregels { get; init; } = [];
    public string Toelichting { get; init; } = "";
}

/// <summary>Everything that a calculation starts from.</summary>
public sealed record Gegevens(Begroting Begroting, IReadOnlyList<Begrotingsregel> Regels, IReadOnlyList<Opbouwdeel> Opbouw,
    IReadOnlyList<Tarief> Tarieven);

/// <summary>
/// The calculation of need and tariffs: the same inputs always give the same figures.
/// The difference of a cost row is amount × (needed − applied index), its cents kept; the need is their sum;
/// the rate is need / revenue and stays a fraction; a row of revenue rises by amount × need / revenue. Only what is shown is rounded,
/// each row once, half away from zero, and what rounding leaves over is a figure of its own.
/// </summary>
public static partial class Berekening
{
    /// <summary>Rounds to a number of decimals, half away from zero. The only rounding in use.</summary>
    public static decimal Afgerond(decimal waarde, int decimalen = 0) => Math.Round(waarde, decimalen, MidpointRounding.AwayFromZero);

    /// <summary>All figures of a budget, as it is.</summary>
    public static IReadOnlyList<Cijfer> Van(Gegevens gegevens) => new Blad(gegevens, null).Alles();

    /// <summary>The figures of a budget under the assumptions of a scenario. Nothing of it was printed anywhere.</summary>
    public static IReadOnlyList<Cijfer> Van(Gegevens gegevens, Scenario scenario) => new Blad(gegevens, scenario).Scenariocijfers();

    /// <summary>A number as people here write it.</summary>
    public static string Tekst(decimal waarde) =>
        waarde.ToString(waarde == Math.Truncate(waarde) ? "#,##0" : "#,##0.############", Nederlands.Cultuur);

    private sealed partial class Blad(Gegevens gegevens, Scenario? scenario)
    {
        private readonly List<Cijfer> cijfers = [];
        private readonly Begroting begroting = gegevens.Begroting;

        private IEnumerable<Begrotingsregel> Regels(Regelsoort soort) => gegevens.Regels.Where(r => r.Soort == soort)
            .OrderBy(r => r.Volgnummer);
        private static string Sleutel(Begrotingsregel r) => (r.Bronregel ?? r.Volgnummer).ToString(CultureInfo.InvariantCulture);

        private Cijfer Zet(string id, string omschrijving, decimal exact, string formule, IEnumerable<Invoer> invoer,
            decimal? gedrukt = null,
            IEnumerable<int?>? bronregels = null, string toelichting = "", int decimalen = 0, string eenheid = "euro")
        {
            var berekend = Afgerond(exact, decimalen);
            var cijfer = new Cijfer
            {
                Id = id,
                Omschrijving = omschrijving,
                Exact = exact,
                Berekend = berekend,
                Gedrukt = gedrukt,
                Verschil = gedrukt is null ? null : berekend - gedrukt,
                Klopt = gedrukt is null ? null : berekend == gedrukt,
                Eenheid = eenheid,
                Formule = formule,
                Invoer = [.. invoer],
                Bronregels = [.. (bronregels ?? []).OfType<int>()],
                Toelichting = toelichting,
            };
            cijfers.Add(cijfer);
            return cijfer;
        }

        private static Invoer Uit(Cijfer c, bool afgerond = false) =>
            new() { Naam = c.Omschrijving, Waarde = afgerond ? c.Berekend : c.Exact, Cijfer = c.Id };
        private static Invoer Gegeven(string naam, decimal waarde, int? regel = null) =>
            new() { Naam = naam, Waarde = waarde, Bronregel = regel };
        private static Invoer Bedrag(Begrotingsregel r) => Gegeven(r.Omschrijving, r.Bedrag ?? 0, r.Bronregel);

        // The subtotal with which the source closes the rows of a kind: the first one after them.
        private Begrotingsregel? Subtotaal(Regelsoort soort)
        {
            var laatste = Regels(soort).LastOrDefault();
            return laatste is null ? null : gegevens.Regels.Where(r => r.Soort == Regelsoort.Subtotaal && r.Volgnummer > laatste.Volgnummer)
                .MinBy(r => r.Volgnummer);
        }

        private Begrotingsregel? SubtotaalNa(Begrotingsregel? eerder) => eerder is null ? null
            : gegevens.Regels.Where(r => r.Soort == Regelsoort.Subtotaal && r.Volgnummer > eerder.Volgnummer).MinBy(r => r.Volgnummer);

        private Cijfer Som(string id, Regelsoort soort, string standaard)
        {
            var regels = Regels(soort).Where(r => r.Bedrag is not null).ToList();
            var totaal = Subtotaal(soort);
            return Zet(id, totaal?.Omschrijving ?? standaard, regels.Sum(r => r.Bedrag!.Value), "som van de regels", regels.Select(Bedrag),
                totaal?.Bedrag,
                [regels.FirstOrDefault()?.Bronregel, totaal?.Bronregel]);
        }

        private decimal? Benodigd(Begrotingsregel r) =>
            scenario?.Aannames.FirstOrDefault(a => a.Kostensoort == r.Kostensoort)?.BenodigdeIndexatie ?? r.BenodigdeIndexatie;

        // With the suppliers' part only as base, each of their rows counts for its share in that part.
        private static decimal Grondslag(Begrotingsregel r, decimal? factor) =>
            (r.Bedrag ?? 0) * (r.Kostensoort == Kostensoort.Leverancier ? factor ?? 1 : 1);

        private (List<(Begrotingsregel Regel, Cijfer Cijfer)> Productkosten,
            List<(Begrotingsregel Regel, Cijfer Cijfer)> Bedrijfskosten) Verschillen(decimal? factor)
        {
            List<(Begrotingsregel, Cijfer)> Van(Regelsoort soort) => [.. from r in Regels(soort)
                where r.Bedrag is not null && r.ToegepasteIndexatie is not null && Benodigd(r) is not null
                let van = r.ToegepasteIndexatie!.Value
                let naar = Benodigd(r)!.Value
                let grondslag = Grondslag(r, factor)
                select (r, Zet("verschil-" + Sleutel(r), r.Omschrijving, grondslag * (naar - van) / 100,
                    $"{Tekst(grondslag)} × ({Tekst(naar)}% − {Tekst(van)}%)",
                    [Bedrag(r), Gegeven("benodigde indexatie (%)", naar, r.Bronregel),
                        Gegeven("toegepaste indexatie (%)", van, r.Bronregel)],
                    scenario is null ? r.GedruktVerschil : null, [r.Bronregel],
                    r.VerschilTeltMee ? "" : "De bron laat dit verschil open en telt het niet mee; hier dus ook niet."))];
            return (Van(Regelsoort.Productkosten), Van(Regelsoort.Bedrijfskosten));
        }

        private Cijfer Behoefte(string id, string omschrijving, List<(Begrotingsregel Regel, Cijfer Cijfer)> verschillen,
            Begrotingsregel? totaal)
        {
            var mee = verschillen.Where(v => v.Regel.VerschilTeltMee).Select(v => v.Cijfer).ToList();
            return Zet(id, omschrijving, mee.Sum(c => c.Exact), "som van de onafgeronde verschillen", mee.Select(c => Uit(c)),
                scenario is null ? totaal?.GedruktVerschil : null, [verschillen.FirstOrDefault().Regel?.Bronregel, totaal?.Bronregel]);
        }
    }
}
