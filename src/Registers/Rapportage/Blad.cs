using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>Which subjects of a report are asked for.</summary>
public enum Keuze { Alles, Gewijzigd, ZonderToelichting, Invullen }

/// <summary>What a page of a report can be asked with.</summary>
public sealed record Bladvraag
{
    public Dashboardsoort Dashboard { get; init; }
    public string Sectie { get; init; } = "";
    public Keuze Toon { get; init; }
    public int Pagina { get; init; }

    /// <summary>Only the subjects of this role.</summary>
    public string Eigenaar { get; init; } = "";
}

/// <summary>How many subjects of a section stand how.</summary>
public sealed record Sectietelling
{
    public required Dashboardsoort Dashboard { get; init; }
    public required string Sectie { get; init; }
    public required string Naam { get; init; }
    public int Aantal { get; init; }
    public int Groen { get; init; }
    public int Oranje { get; init; }
    public int Rood { get; init; }
    public int Afgerond { get; init; }
    public int NietGestart { get; init; }
    public int Verbeterd { get; init; }
    public int Verslechterd { get; init; }

    /// <summary>How many must be explained and are not.</summary>
    public int ZonderToelichting { get; init; }
}

/// <summary>How the subjects of one quarter stand.</summary>
public sealed record Kwartaaltelling
{
    public required string Periode { get; init; }
    public int Groen { get; init; }
    public int Oranje { get; init; }
    public int Rood { get; init; }
    public int Afgerond { get; init; }
    public int NietGestart { get; init; }
}

/// <summary>A subject on a page, with what the rules find at it and how many questions wait for an answer.</summary>
public sealed record Bladrij
{
    public required Dashboardrij Rij { get; init; }
    public List<Bevinding> Bevindingen { get; init; } = [];
    public int OpenVragen { get; init; }
}

/// <summary>One page of a dashboard: what someone looks at, whatever the size of the report.</summary>
public sealed record Dashboardblad
{
    public required string Periode { get; init; }

    /// <summary>The quarter before, when there is a report of it.</summary>
    public string Vorige { get; init; } = "";
    public List<Sectietelling> Secties { get; init; } = [];
    public List<Bladrij> Rijen { get; init; } = [];

    /// <summary>How many subjects suit the question, on all pages together.</summary>
    public int Aantal { get; init; }
    public int Pagina { get; init; }
    public int Paginas { get; init; }
}

/// <summary>
/// A page of a report. It reads the rows that it shows and counts the others in an index,
/// so that it costs as much in a report of five thousand subjects as in one of fifty.
/// </summary>
internal static class Blad
{
    private const int Grootte = 100;

    /// <summary>How many quarters the course over time goes back.</summary>
    private const int Terug = 12;
    private static readonly Schema Vraag = Schema.Of<Bladvraag>();

    public static readonly IReadOnlyList<(string Name, Field Like)> Parameters =
        [.. new[] { "dashboard", "sectie", "toon", "pagina", "eigenaar" }.Select(naam => (naam, Vraag.Field(naam)))];

    public static async ValueTask<ActionResult> Maak(ActionCall c)
    {
        var (s, rapport) = (c.Session, (Kwartaalrapport)c.Subject!);
        T Gevraagd<T>(string naam, T anders) => c.Parameters.GetValueOrDefault(naam) is T waarde ? waarde : anders;
        var (dashboard, sectie, toon) = (Gevraagd("dashboard", Dashboardsoort.Operatie), Gevraagd("sectie", ""),
            Gevraagd("toon", Keuze.Alles));
        var eigenaar = Gevraagd("eigenaar", "");
        var vorig = (await s.Find<Kwartaalrapport>(q => q.Is("periode", Kwartaal.Vorige(rapport.Periode)))).FirstOrDefault();
        var secties = await Secties(s, rapport);
        void Past(Query q)
        {
            q.Is("dashboard", dashboard);
            if (sectie.Length > 0) q.Is("sectie", sectie);
            if (eigenaar.Length > 0) q.Is("eigenaar", eigenaar);
            q.Exists(typeof(Meting), "onderwerp", "uuid", v => Kies(v.Is("rapport", rapport), toon));
            // What was done a quarter ago has not changed since.
            if (toon == Keuze.Gewijzigd && vorig is not null)
                q.Exists(typeof(Meting), "onderwerp", "uuid", v => v.Is("rapport", vorig).Is("stand", Stand.Afgerond), none: true);
        }
        var aantal = toon == Keuze.Alles && eigenaar.Length == 0
            ? secties.Where(t => t.Dashboard == dashboard && (sectie.Length == 0 || t.Sectie == sectie)).Sum(t => t.Aantal)
            : (await s.Tally<Onderwerp>(Past)).Sum(t => t.Aantal);
        var paginas = Math.Max(1, (aantal + Grootte - 1) / Grootte);
        var pagina = Math.Clamp(Gevraagd("pagina", 1), 1, paginas);
        var onderwerpen = await s.Find<Onderwerp>(q =>
        {
            Past(q);
            (q.OrderBy, q.Part) = ($"{q.Col("sectie")}, {q.Col("nummer")}", (Grootte, (pagina - 1) * Grootte));
        });
        var rijen = await Rijen(s, rapport, vorig, onderwerpen);
        return new(new Dashboardblad
        {
            Periode = rapport.Periode,
            Vorige = vorig?.Periode ?? "",
            Secties = secties,
            Rijen = rijen,
            Aantal = aantal,
            Pagina = pagina,
            Paginas = paginas,
        });
    }

    private static Query Kies(Query q, Keuze toon) => toon switch
    {
        Keuze.Gewijzigd => q.Compares("voortgang", "<>", Voortgang.Gelijk),
        Keuze.ZonderToelichting => q.Is("mist", true),
        Keuze.Invullen => q.Is("ingevuld", false),
        _ => q,
    };

    private static async ValueTask<List<Bladrij>> Rijen(Session s, Kwartaalrapport rapport, Kwartaalrapport? vorig,
        List<Onderwerp> onderwerpen)
    {
        async ValueTask<Dictionary<Guid, Meting>> Metingen(Kwartaalrapport? van, IReadOnlyCollection<object> over) =>
            van is null || over.Count == 0 ? []
            : (await s.Find<Meting>(q => q.Is("rapport", van).In("onderwerp", over))).ToDictionary(m => m.Onderwerp.Uuid);
        var metingen = await Metingen(rapport, onderwerpen);
        var vorige = await Metingen(vorig, onderwerpen);
        var vragen = onderwerpen.Count == 0 ? []
            : (await s.Tally<Reactie>(q => q.Is("rapport", rapport).Is("open", true).In("onderwerp", onderwerpen), "onderwerp"))
                .ToDictionary(v => Guid.Parse(v.Van[0]!),
                v => v.Aantal);
        List<(Onderwerp Onderwerp, Meting Meting)> hier = [.. onderwerpen.Select(o => (metingen[o.Uuid].In(rapport, o), metingen[o.Uuid]))];
        // What a subject rests on can stand on another page.
        var elders = onderwerpen.SelectMany(o => o.HangtAfVan).Select(r => r.Uuid).Distinct().Where(u => !metingen.ContainsKey(u))
            .Cast<object>().ToList();
        List<(Onderwerp, Meting)> erbij = [];
        if (elders.Count > 0)
        {
            var daar = await Metingen(rapport, elders);
            erbij = [.. (await s.Find<Onderwerp>(q => q.In("uuid", elders))).Where(o => daar.ContainsKey(o.Uuid))
                .Select(o => (daar[o.Uuid].In(rapport, o), daar[o.Uuid]))];
        }
        List<string> beheer = hier.Exists(r => Controleur.IsProject(r.Onderwerp) && r.Meting.Stand == Stand.Afgerond)
            ? [.. (await s.Find<Onderwerp>(q => q.Is("dashboard", Dashboardsoort.Operatie).Is("sectienaam", Controleur.Beheer)
                .Exists(typeof(Meting), "onderwerp", "uuid", v => v.Is("rapport", rapport)))).Select(o => o.Naam)] : [];
        var bevindingen = Controleur.Bij(new Lezing(rapport, [.. hier, .. erbij], vorige, vorig is not null), beheer,
            await Omgeving.Van(s));
        return [.. hier.Select(r => new Bladrij
        {
            Rij = Dashboard.Rij(r.Onderwerp, r.Meting, vorige.GetValueOrDefault(r.Onderwerp.Uuid)),
            Bevindingen = [.. bevindingen[r.Onderwerp.Code]],
            OpenVragen = vragen.GetValueOrDefault(r.Onderwerp.Uuid),
        })];
    }

    private static async ValueTask<List<Sectietelling>> Secties(Session s, Kwartaalrapport rapport)
    {
        var tellingen = await s.Tally<Meting>(q => q.Is("rapport", rapport), "onderwerp.dashboard", "onderwerp.sectie",
            "onderwerp.sectienaam", "indicator", "stand",
            "voortgang", "mist");
        return [.. from t in tellingen
                   group t by (Dashboard: Enum<Dashboardsoort>(t.Van[0]), Sectie: t.Van[1]!, Naam: t.Van[2]!) into groep
                   orderby groep.Key.Dashboard, groep.Key.Sectie
                   let tel = (Func<int, string, int>)((kolom, waarde) => groep.Where(t => t.Van[kolom] == waarde).Sum(t => t.Aantal))
                   select new Sectietelling
                   {
                       Dashboard = groep.Key.Dashboard,
                       Sectie = groep.Key.Sectie,
                       Naam = groep.Key.Naam,
                       Aantal = groep.Sum(t => t.Aantal),
                       Groen = tel(3, "groen"),
                       Oranje = tel(3, "oranje"),
                       Rood = tel(3, "rood"),
                       Afgerond = tel(4, "afgerond"),
                       NietGestart = tel(4, "niet_gestart"),
                       Verbeterd = tel(5, "verbeterd"),
                       Verslechterd = tel(5, "verslechterd"),
                       ZonderToelichting = tel(6, "1"),
                   }];
    }

    private static T Enum<T>(string? naam) where T : struct, Enum => naam is not null && EnumNames.Of(typeof(T))
        .TryGet(naam, out var waarde) ? (T)waarde! : default;

    /// <summary>How the subjects stood in this quarter and those before it.</summary>
    public static async ValueTask<ActionResult> Verloop(ActionCall c)
    {
        var tot = ((Kwartaalrapport)c.Subject!).Periode;
        var rapporten = (await c.Session.Find<Kwartaalrapport>(q =>
        {
            q.Compares("periode", "<=", tot);
            (q.OrderBy, q.Part) = ($"{q.Col("periode")} DESC", (Terug, 0));
        })).Where(r => Dashboard.MagZien(c.Session, r)).OrderBy(r => r.Periode, StringComparer.Ordinal).ToList();
        var tellingen = await c.Session.Tally<Meting>(q => q.In("rapport", rapporten), "rapport", "indicator", "stand");
        return new((from r in rapporten
                    let tel = (Func<int, string, int>)((kolom, waarde) =>
                        tellingen.Where(t => t.Van[0] == r.Uuid.ToString() && t.Van[kolom] == waarde).Sum(t => t.Aantal))
                    select new Kwartaaltelling
                    {
                        Periode = r.Periode,
                        Groen = tel(1, "groen"),
                        Oranje = tel(1, "oranje"),
                        Rood = tel(1, "rood"),
                        Afgerond = tel(2, "afgerond"),
                        NietGestart = tel(2, "niet_gestart"),
                    }).ToList());
    }
}
