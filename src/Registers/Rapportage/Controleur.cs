using Brink.Engine;
using Brink.Registers.Begrotingen;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Rapportage;

/// <summary>How bad a finding is: a fault stops adoption, a warning asks for a look, a hint is good to know.</summary>
public enum Ernst { Fout, Waarschuwing, Aanwijzing }

/// <summary>What a rule found. The rules and their decisions are in <c>docs/vereniging.md</c>.</summary>
public sealed record Bevinding
{
    public required string Regel { get; init; }
    public required Ernst Ernst { get; init; }
    public required string Onderwerp { get; init; }
    public required string Uitleg { get; init; }

    /// <summary>The lines of the source.</summary>
    public List<int> Bronregels { get; init; } = [];
}

/// <summary>What the rules of one report know of the rest of the organisation.</summary>
public sealed record Omgeving(IReadOnlyList<Component> Componenten, IReadOnlyList<Leverancier> Leveranciers,
    IReadOnlyList<Begrip> Begrippen,
    IReadOnlyList<Lid> Leden, IReadOnlyList<Samenwerking> Samenwerkingen)
{
    public static readonly Omgeving Leeg = new([], [], [], [], []);

    public static async ValueTask<Omgeving> Van(Session s) =>
        new(await s.Find<Component>(_ => { }), await s.Find<Leverancier>(_ => { }), await s.Find<Begrip>(_ => { }),
        await s.Find<Lid>(_ => { }), await s.Find<Samenwerking>(_ => { }));
}

/// <summary>The rules over reports, budgets and portfolio. Each is a function of the data only,
/// so whoever repeats it finds the same.</summary>
public static partial class Controleur
{
    /// <summary>All findings of an organisation.</summary>
    public static async ValueTask<List<Bevinding>> Alles(Session s)
    {
        var omgeving = await Omgeving.Van(s);
        var lezingen = new List<Lezing>();
        // Who may not see a report yet is told nothing of what is wrong in it.
        foreach (var rapport in (await s.Find<Kwartaalrapport>(_ => { })).Where(r => Dashboard.MagZien(s, r))
            .OrderBy(r => r.Periode, StringComparer.Ordinal))
        {
            lezingen.Add(await Lezing.Van(s, rapport));
        }
        var begrotingen = new List<Gegevens>();
        // Who may not read budgets is told nothing of what is wrong in them.
        var magBegroting = !s.Caller.For(s.Model.Of(typeof(Begroting)).Register.Component, Begrotingsrechten.Lezen).None;
        foreach (var begroting in magBegroting ? (await s.Find<Begroting>(_ => { })).OrderBy(b => b.Jaar) : Enumerable.Empty<Begroting>())
            begrotingen.Add(await Uitvoer.Lees(s, begroting));
        return [.. lezingen.SelectMany(l => Rapport(l, omgeving)), .. Kwartalen([.. lezingen.Select(l => l.Rapport.Periode)]),
            .. begrotingen.SelectMany(b => Begroting(b, omgeving)), .. Samenhang(lezingen, begrotingen, omgeving)];
    }

    /// <summary>What must be put right before the MT can adopt a report of this register.</summary>
    public static IEnumerable<Bevinding> Vaststelbaar(Lezing lezing) =>
        Rapport(lezing, Omgeving.Leeg).Where(b => b is { Ernst: Ernst.Fout, Regel: "L1" or "L2" or "L3" or "L20" });

    /// <summary>The section whose subjects are in management, in the dashboard <i>operatie</i>.</summary>
    internal const string Beheer = "Beheer";

    /// <summary>The findings at each of these subjects, by its code: what the rules say of a subject,
    /// whatever else is in the report.</summary>
    /// <param name="lezing">The subjects, and those that they rest on.</param>
    /// <param name="beheer">The names of what is in management.</param>
    /// <param name="omgeving">The names that the registers know.</param>
    public static ILookup<string, Bevinding> Bij(Lezing lezing, IReadOnlyList<string> beheer, Omgeving omgeving) =>
        lezing.Rijen.SelectMany(r => Rij(lezing, r.Onderwerp, r.Meting)).Concat(Afhankelijk(lezing))
            .Concat(InBeheer(lezing, beheer, omgeving)).Concat(Namen(lezing, omgeving))
            .ToLookup(b => b.Onderwerp.Split(' ')[0]);

    /// <summary>The findings of one report.</summary>
    public static List<Bevinding> Rapport(Lezing lezing, Omgeving omgeving) =>
    [
        .. lezing.Rijen.SelectMany(r => Rij(lezing, r.Onderwerp, r.Meting)), .. Afhankelijk(lezing),
        .. InBeheer(lezing, [.. lezing.Rijen.Select(r => r.Onderwerp)
            .Where(o => o is { Dashboard: Dashboardsoort.Operatie, Sectienaam: Beheer }).Select(o => o.Naam)], omgeving),
        .. Secties(lezing), .. Nummering(lezing),
        .. Schrijfwijzen(lezing), .. Legendas(lezing.Rapport), .. Namen(lezing, omgeving),
    ];

    private static Bevinding Vond(string regel, Ernst ernst, string onderwerp, string uitleg, params IEnumerable<int?> bronregels) =>
        new()
        {
            Regel = regel,
            Ernst = ernst,
            Onderwerp = onderwerp,
            Uitleg = uitleg,
            Bronregels = [.. bronregels.OfType<int>().Distinct().Order()]
        };

    private static string Noem(Onderwerp o) => $"{o.Code} {(o.Naam.Length > 90 ? o.Naam[..o.Naam.LastIndexOf(' ', 90)] + " …" : o.Naam)}";
    private static int? Regel(Meting m, Bronplaats plaats) => m.Bron.Find(b => b.Plaats == plaats)?.Regel;

    // L21: a quarter of which there is no report, between the first and the last.
    private static IEnumerable<Bevinding> Kwartalen(IReadOnlyList<string> perioden)
    {
        if (perioden.Count == 0) yield break;
        for (var k = Kwartaal.Volgende(perioden[0]); string.CompareOrdinal(k, perioden[^1]) < 0; k = Kwartaal.Volgende(k))
        {
            if (!perioden.Contains(k))
            {
                yield return Vond("L21", Ernst.Waarschuwing, k,
                    "Over dit kwartaal is er geen rapport. De voortgang van het volgende kwartaal kan daardoor niet worden afgeleid.");
            }
        }
    }
}
