using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;

namespace Brink.Registers.Referentielijsten;

/// <summary>
/// Published lists to be taken over: each item as the API of VNG shows it, or with <c>uuid</c> in place of <c>url</c>.
/// What is here already is known by that uuid, or by what makes it unique (year and number, name); it changes only where the list differs.
/// All of it is taken over, or nothing. What a list no longer has stays, for types refer to it.
/// </summary>
public sealed record Lijsten
{
    /// <summary>The national list of a year has some hundreds of rows, and years are taken over together.</summary>
    private const int MeesteRijen = 20_000;
    private const long GrootsteLijst = 8L << 20;

    [MaxItems(MeesteRijen)] public List<JsonElement> Procestypen { get; set; } = [];
    [MaxItems(MeesteRijen)] public List<JsonElement> Resultaten { get; set; } = [];
    public List<JsonElement> Resultaattypeomschrijvingen { get; set; } = [];
    public List<JsonElement> Communicatiekanalen { get; set; } = [];

    internal static ResourceAction Inlezen { get; } = new("import", ["referentielijsten.bijwerken"], OnResource: false, LeesIn,
        typeof(Lijsten), typeof(Lijstverslag))
    {
        AtRoot = true,
        MaxBody = GrootsteLijst,
    };

    private static async ValueTask<ActionResult> LeesIn(ActionCall call)
    {
        var lezer = new Lijstlezer(call);
        if (call.Json.ValueKind == JsonValueKind.Object)
        {
            foreach (var naam in call.Json.EnumerateObject().Select(p => p.Name)
                .Where(n => n != "bron" && Schema.Of<Lijsten>().Find(n) is null))
            {
                lezer.Verslag.Opmerkingen.Add($"'{naam}' is geen lijst van dit register; niet geplaatst.");
            }
        }
        await lezer.Lees((Lijsten)call.Body!);
        return lezer.Fouten.Count > 0 ? new ActionResult(null, lezer.Fouten) : new ActionResult(lezer.Verslag);
    }
}

/// <summary>What came of taking over lists.</summary>
public sealed record Lijstverslag
{
    public List<Lijsttelling> Tellingen { get; set; } = [];

    /// <summary>What has no place here, a sentence each.</summary>
    public List<string> Opmerkingen { get; set; } = [];

    /// <summary>What stands here and no longer in the list, a sentence each.</summary>
    public List<string> Verdwenen { get; set; } = [];
}

/// <summary>How many items of one list are new, differ from what was here, or are the same.</summary>
public sealed record Lijsttelling
{
    public required string Lijst { get; init; }
    public int Nieuw { get; set; }
    public int Gewijzigd { get; set; }
    public int Gelijk { get; set; }
}

internal sealed class Lijstlezer(ActionCall call)
{
    // What the API shows and the server works out by itself.
    private static readonly string[] Uitgewerkt = ["url", "uuid", "volledigNummer", "generiek", "specifiek", "procestermijnWeergave"];
    private readonly Dictionary<Guid, Guid> hier = [];
    private readonly Dictionary<string, Guid> opNummer = new(StringComparer.Ordinal);

    public Lijstverslag Verslag { get; } = new();
    public List<Fault> Fouten { get; } = [];

    public async ValueTask Lees(Lijsten lijsten)
    {
        var jaren = lijsten.Procestypen.Select(p => Getal(p, "jaar")).ToHashSet();
        var procestypen = await call.Session.Find<Procestype>(_ => { });
        await Neem("procestypen", lijsten.Procestypen, procestypen, (p, x) => (p.Jaar, p.Nummer) == (Getal(x, "jaar"), Getal(x, "nummer")),
            (_, _) => true);
        Verdwenen(lijsten.Procestypen, procestypen.Where(p => jaren.Contains(p.Jaar)), p => $"Procestype {p.Nummer} {p.Naam} ({p.Jaar})");

        var bekend = procestypen.ToDictionary(p => p.Uuid);
        this.procestypen = [.. bekend.Keys];
        var resultaten = await call.Session.Find<Selectielijstresultaat>(_ => { });
        await Neem("resultaten", lijsten.Resultaten, resultaten,
            (r, x) => r.ProcesType.Uuid == Procestype(x) && r.Nummer == Getal(x, "nummer")
            && (r.GeneriekResultaat?.Uuid ?? Guid.Empty) == Generiek(x), Verwijs, x => IsBijzonder(x) ? 1 : 0);
        Verdwenen(lijsten.Resultaten, resultaten.Where(r => bekend.TryGetValue(r.ProcesType.Uuid, out var p) && jaren.Contains(p.Jaar)),
            r => $"Resultaat {r.VolledigNummer} {r.Naam} ({bekend[r.ProcesType.Uuid].Jaar})");

        var omschrijvingen = await call.Session.Find<Resultaattypeomschrijving>(_ => { });
        await Neem("resultaattypeomschrijvingen", lijsten.Resultaattypeomschrijvingen, omschrijvingen,
            (o, x) => o.Omschrijving == Tekst(x, "omschrijving"), (_, _) => true);
        Verdwenen(lijsten.Resultaattypeomschrijvingen, omschrijvingen, o => $"Resultaattypeomschrijving {o.Omschrijving}");

        var kanalen = await call.Session.Find<Communicatiekanaal>(_ => { });
        await Neem("communicatiekanalen", lijsten.Communicatiekanalen, kanalen, (k, x) => k.Naam == Tekst(x, "naam"), (_, _) => true);
        Verdwenen(lijsten.Communicatiekanalen, kanalen, k => $"Communicatiekanaal {k.Naam}");
    }

    private async ValueTask Neem<T>(string lijst, List<JsonElement> items, List<T> aanwezig, Func<T, JsonElement, bool> zelfde,
        Func<string, JsonObject, bool> vul,
        Func<JsonElement, int>? beurt = null) where T : Resource
    {
        if (items.Count == 0) return;
        var telling = new Lijsttelling { Lijst = lijst };
        Verslag.Tellingen.Add(telling);
        var opUuid = aanwezig.ToDictionary(a => a.Uuid);
        var gezien = new HashSet<Guid>();
        var zonderPlaats = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var schema = Schema.Of<T>();
        foreach (var (i, item) in items.Index().OrderBy(x => beurt is not null && Leesbaar.Object(x.Item, out _) ? beurt(x.Item) : 0))
        {
            var pad = $"{lijst}.{i}";
            if (!Leesbaar.Object(item, out var body))
            {
                Fouten.Add(new Fault(pad, "invalid", "Hier hoort een JSON-object te staan, met elk veld één keer."));
                continue;
            }
            foreach (var naam in body.Select(p => p.Key)
                .Where(n => schema.Find(n) is null && !Uitgewerkt.Contains(n) && n != "procestype").ToList())
            {
                zonderPlaats[naam] = zonderPlaats.GetValueOrDefault(naam) + 1;
            }
            var eigen = Sleutel(item, "uuid") is var u && u != Guid.Empty ? u : Sleutel(item, "url");
            if (!vul(pad, body)) { mislukt.Add(eigen); continue; }
            var uuid = opUuid.ContainsKey(eigen) ? eigen : aanwezig.Find(a => zelfde(a, item))?.Uuid ?? eigen;
            if (uuid == Guid.Empty) uuid = Guid.CreateVersion7();
            if (!gezien.Add(uuid)) { Fouten.Add(new Fault(pad, "unique", "Dit staat al eerder in de lijst.")); continue; }
            var (gemaakt, hoe) = await call.Place<T>(uuid, body, pad, Fouten);
            if (gemaakt is null) { mislukt.Add(eigen); continue; }
            if (hoe == Placed.Made) { telling.Nieuw++; aanwezig.Add(gemaakt); }
            else if (hoe == Placed.Changed)
            {
                telling.Gewijzigd++;
            }
            else
            {
                telling.Gelijk++;
            }
            hier[eigen == Guid.Empty ? uuid : eigen] = uuid;
            if (Tekst(item, "volledigNummer") is { Length: > 0 } nummer) opNummer[$"{Sleutel(item, "procesType")} {nummer}"] = uuid;
        }
        Verslag.Opmerkingen.AddRange(zonderPlaats.Select(z => $"{lijst}: '{z.Key}' heeft hier geen plaats ({z.Value} keer)."));
        nu = gezien;
    }

    private HashSet<Guid> nu = [];
    private HashSet<Guid> procestypen = [];
    private readonly HashSet<Guid> mislukt = []; // in the list; what refers to it is not blamed

    private void Verdwenen<T>(List<JsonElement> items, IEnumerable<T> aanwezig, Func<T, string> naam) where T : Resource
    {
        if (items.Count > 0)
        {
            Verslag.Verdwenen.AddRange(aanwezig.Where(a => !nu.Contains(a.Uuid))
            .Select(a => $"{naam(a)} staat niet meer in de lijst. Het blijft hier staan."));
        }
    }

    // References in the list become addresses of what is here.
    private bool Verwijs(string pad, JsonObject body)
    {
        var item = JsonSerializer.SerializeToElement(body);
        var procestype = Procestype(item);
        body.Remove("procestype");
        if (mislukt.Contains(procestype) || mislukt.Contains(Sleutel(item, "generiekResultaat"))) return false;
        if (!procestypen.Contains(procestype))
        {
            Fouten.Add(new Fault($"{pad}.procestype", "does_not_exist",
                "Het procestype van dit resultaat staat niet in de lijst en ook niet hier."));
            return false;
        }
        body["procesType"] = call.Session.ShownForm(Ref<Procestype>.To(procestype).Value!);
        var generiek = Generiek(item);
        if (generiek == Guid.Empty && IsBijzonder(item))
        {
            Fouten.Add(new Fault($"{pad}.generiekResultaat", "does_not_exist",
                "Het generieke resultaat waarvan dit een bijzonder geval is, staat niet in de lijst en ook niet hier."));
            return false;
        }
        body["generiekResultaat"] = generiek == Guid.Empty ? null : call.Session.ShownForm(Ref<Selectielijstresultaat>.To(generiek).Value!);
        return true;
    }

    private Guid Procestype(JsonElement item) =>
        Hier(Sleutel(item, "procestype") is var u && u != Guid.Empty ? u : Sleutel(item, "procesType"));

    private Guid Generiek(JsonElement item) => Sleutel(item, "generiekResultaat") is var u && u != Guid.Empty ? Hier(u)
        : Tekst(item, "volledigNummer") is { } nummer && nummer.Count(c => c == '.') == 2
            && opNummer.TryGetValue($"{Sleutel(item, "procesType")} {nummer[..nummer.LastIndexOf('.')]}", out var generiek) ? generiek
            : Guid.Empty;

    // As in the list, or else as it was here before.
    private Guid Hier(Guid inLijst) => hier.GetValueOrDefault(inLijst, inLijst);

    private static bool IsBijzonder(JsonElement item) =>
        Sleutel(item, "generiekResultaat") != Guid.Empty || item.TryGetProperty("specifiek", out var s)
            && s.ValueKind == JsonValueKind.True;

    private static string? Tekst(JsonElement item, string veld) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(veld, out var v) && v.ValueKind == JsonValueKind.String
            ? v.GetString() : null;

    private static int Getal(JsonElement item, string veld) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(veld, out var v) && v.ValueKind == JsonValueKind.Number
            && v.TryGetInt32(out var n) ? n : 0;

    // The identity in a uuid or at the end of an address.
    private static Guid Sleutel(JsonElement item, string veld) =>
        Tekst(item, veld)?.TrimEnd('/') is { Length: >= 36 } tekst && Guid.TryParse(tekst[^36..], out var uuid) ? uuid : Guid.Empty;
}
