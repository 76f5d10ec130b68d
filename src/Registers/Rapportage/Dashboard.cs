using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>One row of a dashboard: all that a page, a PDF or a file needs of a subject.</summary>
public sealed record Dashboardrij
{
    public required string Code { get; init; }
    public required Dashboardsoort Dashboard { get; init; }
    public required string Sectie { get; init; }
    public required string Sectienaam { get; init; }
    public required int Nummer { get; init; }
    public required string Naam { get; init; }
    public string Eigenaar { get; init; } = "";
    public string Doelstelling { get; init; } = "";
    public string Wanneer { get; init; } = "";
    public Uitvoering? Uitvoering { get; init; }
    public Stand Stand { get; init; }
    public Indicator? Indicator { get; init; }
    public string IndicatorTeken { get; init; } = "";
    public string IndicatorWoord { get; init; } = "";
    public Voortgang? Voortgang { get; init; }
    public string VoortgangTeken { get; init; } = "";
    public string VoortgangWoord { get; init; } = "";

    /// <summary>The indicator of the quarter before; null when there was none.</summary>
    public Indicator? Vorige { get; init; }
    public bool VraagtToelichting { get; init; }
    public string Toelichting { get; init; } = "";
    public string ToelichtingUit { get; init; } = "";
    public List<Maatregel> Acties { get; init; } = [];
    public string Onderwerp { get; init; } = "";
    public string Meting { get; init; } = "";
}

/// <summary>What an owner still has to do for a report.</summary>
public sealed record Openstaand
{
    public required string Eigenaar { get; init; }
    public required string Code { get; init; }
    public required string Naam { get; init; }
    public required string Wat { get; init; }
    public DateOnly? Voor { get; init; }
}

/// <summary>A report with its subjects, in the order of the dashboards, and the quarter before it.</summary>
public sealed record Lezing(Kwartaalrapport Rapport, IReadOnlyList<(Onderwerp Onderwerp, Meting Meting)> Rijen,
    IReadOnlyDictionary<Guid, Meting> Vorige, bool HeeftVorige)
{
    /// <summary>Reads a report and what belongs to it.</summary>
    public static async ValueTask<Lezing> Van(Session s, Kwartaalrapport rapport)
    {
        var metingen = await s.Find<Meting>(q => q.Is("rapport", rapport));
        var onderwerpen = metingen.Count == 0 ? []
            : (await s.Find<Onderwerp>(q => q.Among(typeof(Meting), "onderwerp", "uuid", v => v.Is("rapport", rapport))))
            .ToDictionary(o => o.Uuid);
        var vorig = (await s.Find<Kwartaalrapport>(q => q.Is("periode", Kwartaal.Vorige(rapport.Periode)))).FirstOrDefault();
        var vorige = vorig is null ? [] : (await s.Find<Meting>(q => q.Is("rapport", vorig))).ToDictionary(m => m.Onderwerp.Uuid);
        return new Lezing(rapport,
            [.. metingen.Select(m => (m.In(rapport, onderwerpen[m.Onderwerp.Uuid]), m)).OrderBy(r => r.Item1.Dashboard)
                .ThenBy(r => r.Item1.Sectie, StringComparer.Ordinal)
                .ThenBy(r => r.Item1.Nummer)], vorige, vorig is not null);
    }
}

/// <summary>The report as rows: for screens, for files, and as it is kept when it is adopted.</summary>
public static class Dashboard
{
    /// <summary>Who makes reports sees them all; the supervisory board those that were brought to it; a reader those that are shared
    /// (<see cref="Autorisaties.Rechten"/>).</summary>
    internal static readonly string[] Lezen = ["rapportage.lezen", "rapportage.toezicht", "rapportage.bijwerken", "rapportage.vaststellen"];

    /// <summary>Whether the caller may see a report, where it is found on the way to another.</summary>
    internal static bool MagZien(Session s, Kwartaalrapport rapport) => s.Allowed(s.Model.Of(typeof(Kwartaalrapport)), rapport, Lezen);

    /// <summary>What was made public, and nothing else.</summary>
    internal const string Publiek = "rapportage.openbaar";
    internal static readonly string[] Openbaar = [Publiek, .. Lezen];
    private static readonly JsonWriterOptions Woordelijk = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All rows of a report.</summary>
    public static IReadOnlyList<Dashboardrij> Van(Lezing lezing) =>
        [.. lezing.Rijen.Select(r => Rij(r.Onderwerp, r.Meting, lezing.Vorige.GetValueOrDefault(r.Onderwerp.Uuid)))];

    internal static Dashboardrij Rij(Onderwerp o, Meting m, Meting? vorige) => new()
    {
        Code = o.Code,
        Dashboard = o.Dashboard,
        Sectie = o.Sectie,
        Sectienaam = o.Sectienaam,
        Nummer = o.Nummer,
        Naam = o.Naam,
        Eigenaar = o.Eigenaar,
        Doelstelling = o.Doelstelling,
        Wanneer = o.Wanneer,
        Uitvoering = m.Uitvoering,
        Stand = m.Stand,
        Indicator = m.Indicator,
        IndicatorTeken = Afleiding.Teken(m.Indicator),
        IndicatorWoord = Afleiding.Woord(m.Indicator),
        Voortgang = m.Voortgang,
        VoortgangTeken = Afleiding.Teken(m.Voortgang),
        VoortgangWoord = Afleiding.Woord(m.Voortgang),
        Vorige = vorige?.Indicator,
        VraagtToelichting = Afleiding.VraagtToelichting(m.Indicator, m.Voortgang),
        Toelichting = m.Toelichting,
        ToelichtingUit = m.ToelichtingUit,
        Acties = m.Acties,
        Onderwerp = o.Uuid.ToString(),
        Meting = m.Uuid.ToString(),
    };

    internal static async ValueTask<ActionResult> Rijen(ActionCall c) => new(await Vast(c.Session, (Kwartaalrapport)c.Subject!));

    // What was adopted is shown as it was kept then, even when a subject has another name or owner by now.
    private static async ValueTask<IReadOnlyList<Dashboardrij>> Vast(Session s, Kwartaalrapport rapport)
    {
        if (rapport.Status != Rapportstatus.Concept
            && (await s.Find<Rapportversie>(q => q.Is("rapport", rapport).Is("versie", rapport.Versie)))
            .FirstOrDefault() is { Inhoud: { ValueKind: JsonValueKind.Object } inhoud })
        {
            return [.. inhoud.GetProperty("rijen").EnumerateArray()
                .Select(rij => (Dashboardrij)Stored.Read(Schema.Of<Dashboardrij>(), rij))];
        }
        return Van(await Lezing.Van(s, rapport));
    }

    /// <summary>Only what is not as it was a quarter ago: another colour, new, finished or gone.</summary>
    internal static async ValueTask<ActionResult> Wijzigingen(ActionCall c)
    {
        var lezing = await Lezing.Van(c.Session, (Kwartaalrapport)c.Subject!);
        return new(Van(lezing).Where(r =>
            r.Voortgang != Voortgang.Gelijk && !(r.Stand == Stand.Afgerond && lezing.Vorige.GetValueOrDefault(Guid.Parse(r.Onderwerp))
            is { Stand: Stand.Afgerond })).ToList());
    }

    internal static async ValueTask<ActionResult> Openstaand(ActionCall c)
    {
        var rapport = (Kwartaalrapport)c.Subject!;
        return new((from rij in (await Lezing.Van(c.Session, rapport)).Rijen
                    let mist = Meting.MistToelichting(rij.Meting)
                    where rapport.Status == Rapportstatus.Concept && (mist || !rij.Meting.Ingevuld)
                    orderby rij.Onderwerp.Eigenaar, rij.Onderwerp.Code
                    select new Openstaand
                    {
                        Eigenaar = rij.Onderwerp.Eigenaar,
                        Code = rij.Onderwerp.Code,
                        Naam = rij.Onderwerp.Naam,
                        Wat = mist ? "Schrijf een toelichting." : "Kijk het onderwerp na en meld het gereed.",
                        Voor = rapport.InleverenVoor,
                    }).ToList());
    }

    internal static async ValueTask<ActionResult> Bevindingen(ActionCall c) =>
        new(Controleur.Rapport(await Lezing.Van(c.Session, (Kwartaalrapport)c.Subject!), await Omgeving.Van(c.Session)));

    /// <summary>Everything that the rules find in the organisation's reports, budgets and portfolio.</summary>
    internal static async ValueTask<ActionResult> Controle(ActionCall c) => new(await Controleur.Alles(c.Session));

    private static readonly string[] Koppen =
        ["dashboard", "sectie", "sectienaam", "nummer", "onderwerp", "eigenaar", "doelstelling", "wanneer", "uitvoering", "indicator",
            "voortgang", "toelichting", "acties"];

    internal static async ValueTask<ActionResult> Csv(ActionCall c)
    {
        var rapport = (Kwartaalrapport)c.Subject!;
        return new(null, Blob: Rekenblad.Csv($"kwartaalrapport-{rapport.Periode}.csv", Koppen, from r in await Vast(c.Session, rapport)
                                                                                               select new object?[]
                                                                                               {
                EnumNames.Name(r.Dashboard), r.Sectie, r.Sectienaam, r.Nummer, r.Naam, r.Eigenaar, r.Doelstelling, r.Wanneer,
                r.Uitvoering is { } u ? EnumNames.Name(u) : "", r.IndicatorWoord, r.VoortgangWoord, r.Toelichting,
                string.Join(" | ", r.Acties.Select(a => a.Wat)),
                                                                                               }));
    }

    /// <summary>The report as it is kept when it is adopted.</summary>
    internal static byte[] Momentopname(Lezing lezing)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, Woordelijk))
        {
            w.WriteStartObject();
            w.WriteString("periode", lezing.Rapport.Periode);
            w.WriteString("titel", lezing.Rapport.Titel);
            w.WriteStartArray("rijen");
            var schema = Schema.Of<Dashboardrij>();
            foreach (var rij in Van(lezing)) { w.WriteStartObject(); Stored.WriteFields(w, schema, rij); w.WriteEndObject(); }
            w.WriteEndArray();
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
