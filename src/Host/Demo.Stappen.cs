using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Engine;

namespace Brink.Host;

/// <summary>Plays the demonstration of one organisation over HTTP. This half knows steps (make, do); the other half knows zaken.</summary>
/// <param name="organisatie">Whose registers are filled.</param>
/// <param name="map">The folder of the demonstration data.</param>
/// <param name="gedeeld">What all organisations share: <c>gedeeld.json</c>.</param>
/// <param name="bestand">The organisation's own file.</param>
/// <param name="klok">Tells which day is today.</param>
/// <param name="http">Makes a client that acts on behalf of a user (id, name).</param>
/// <param name="afspraken">What organisations that load at the same time wait for; none when one is loaded alone.</param>
internal sealed partial class DemoSpeler(Settings.Organisation organisatie, string map, JsonObject gedeeld, JsonObject bestand,
    TimeProvider klok, Func<string, string,
    HttpClient> http, Afspraken? afspraken = null)
{
    private readonly ConcurrentDictionary<string, HttpClient> clients = new();
    private readonly Dictionary<string, JsonObject> gemaakt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> soorten = new(StringComparer.Ordinal);
    private readonly DateOnly vandaag = DutchClock.Day(klok.GetUtcNow());

    /// <summary>Plays the steps of a file, and remembers what it says about kinds of zaak.</summary>
    public async Task Speel(JsonObject stukken)
    {
        foreach (var stap in stukken["stappen"]!.AsArray().OfType<JsonObject>())
        {
            if (stap["wacht"] is { } op) await (afspraken?.Wacht(op.GetValue<string>()) ?? Task.CompletedTask);
            if (stap["meld"] is { } mijlpaal) afspraken?.Meld($"{organisatie.Id}/{mijlpaal.GetValue<string>()}");
            if (stap["tenzij"] is { } al && gemaakt.ContainsKey(al.GetValue<string>())) continue;
            if (stap["zoek"] is { } waar)
            {
                foreach (var een in (await Haal(Tekst(waar.GetValue<string>())))["results"]!.AsArray().OfType<JsonObject>())
                    Onthoud(stap["als"]!.GetValue<string>(), een);
            }
            if (stap["maak"] is { } pad)
            {
                foreach (var een in stap["elk"]?.AsArray().OfType<JsonObject>() ?? [stap["body"]?.AsObject() ?? []])
                {
                    await Maak(Tekst(pad.GetValue<string>()), Gevuld(Samen(stap["met"] as JsonObject, een)),
                        stap["als"]?.GetValue<string>(),
                        stap["namens"]?.GetValue<string>() is { } wie ? Namens(wie, wie) : null);
                }
            }
            foreach (var adres in (stap["doe"] as JsonArray ?? []).SelectMany(doe => Adressen(doe!.GetValue<string>())))
                await Stuur(HttpMethod.Post, adres);
        }
        foreach (var (naam, soort) in stukken["soorten"] as JsonObject ?? []) soorten[naam] = soort!.AsObject();
    }

    /// <summary>Gives each employee's client the rights of the role, for every type that there now is.</summary>
    public async Task Autoriseer()
    {
        foreach (var rol in bestand["medewerkers"]!.AsArray().Select(m => m!["rol"]!.GetValue<string>()).Distinct())
        {
            var rechten = gedeeld["rollen"]![rol] as JsonArray
                ?? throw new InvalidDataException($"gedeeld.json zegt niet wat de rol '{rol}' mag.");
            await Maak("autorisaties/api/v1/applicaties", new JsonObject
            {
                ["clientIds"] = new JsonArray(OwnClients.Id(rol)),
                ["label"] = $"Brink ({rol})",
                ["autorisaties"] = new JsonArray([.. rechten.OfType<JsonObject>().SelectMany(PerType)]),
            });
        }
        // What a municipality publishes, it shows to whoever does not say who it is.
        if (bestand["openbaar"]?.GetValue<bool>() == true)
        {
            await Maak("autorisaties/api/v1/applicaties", new JsonObject
            {
                ["clientIds"] = new JsonArray(Engine.Access.Anonymous),
                ["label"] = "Iedereen, zonder inloggen",
                ["autorisaties"] = new JsonArray([.. gedeeld["rollen"]!["Iedereen"]!.AsArray().OfType<JsonObject>().SelectMany(PerType)]),
            });
        }
        // Members reach their cooperative with a client of their own.
        foreach (var lid in bestand["leden"]?.AsArray() ?? [])
        {
            await Maak("autorisaties/api/v1/applicaties", new JsonObject
            {
                ["clientIds"] = new JsonArray(Leden.Client(lid!.GetValue<string>())),
                ["label"] = $"Lid: {lid.GetValue<string>()}",
                ["autorisaties"] = new JsonArray(
                    [.. gedeeld["rollen"]!["Lid van de coöperatie"]!.AsArray().OfType<JsonObject>().SelectMany(PerType)]),
            });
        }
    }

    private IEnumerable<JsonNode> PerType(JsonObject recht)
    {
        var (veld, soort) = recht["component"]!.GetValue<string>() switch
        {
            "zrc" => ("zaaktype", "/zaaktypen/"),
            "drc" => ("informatieobjecttype", "/informatieobjecttypen/"),
            "brc" => ("besluittype", "/besluittypen/"),
            _ => ("", ""),
        };
        // With 'alleen' the right holds for the types that it names, and no others.
        var alleen = (recht["alleen"] as JsonArray)?.Select(a => a!.GetValue<string>()).ToList();
        var typen = veld.Length == 0 ? [""]
            : gemaakt.Values.Where(g => alleen is null || alleen.Contains($"{g["identificatie"] ?? g["omschrijving"]}"))
            .Select(g => g["url"]!.GetValue<string>()).Where(url => url.Contains(soort, StringComparison.Ordinal));
        foreach (var type in typen)
        {
            var autorisatie = new JsonObject { ["component"] = recht["component"]!.DeepClone(), ["scopes"] = recht["scopes"]!.DeepClone() };
            if (veld.Length > 0) autorisatie[veld] = type;
            if (recht["tot"] is { } tot) autorisatie["maxVertrouwelijkheidaanduiding"] = tot.DeepClone();
            yield return autorisatie;
        }
    }

    public Task<JsonObject> Haal(string adres) => Stuur(HttpMethod.Get, adres);

    /// <summary>Makes a resource; what was answered is known from then on by <paramref name="als"/>,
    /// in which <c>{veld}</c> stands for a field of the answer.</summary>
    public async Task<JsonObject> Maak(string adres, JsonObject body, string? als = null, HttpClient? namens = null)
    {
        var antwoord = await Stuur(HttpMethod.Post, adres, body, namens);
        if (als is not null) Onthoud(als, antwoord);
        return antwoord;
    }

    private void Onthoud(string als, JsonObject antwoord) =>
        gemaakt[Veld().Replace(als, m => antwoord[m.Groups[1].Value]?.ToString() ?? "")] = antwoord;

    /// <summary>Sends a request that must succeed; else says which step was refused, and why.</summary>
    public async Task<JsonObject> Stuur(HttpMethod methode, string adres, JsonObject? body = null, HttpClient? namens = null)
    {
        using var verzoek = new HttpRequestMessage(methode, adres);
        if (body is not null) verzoek.Content = JsonContent.Create(body);
        using var antwoord = await (namens ?? Namens(Demo.Client, "Demonstratie")).SendAsync(verzoek);
        var tekst = await antwoord.Content.ReadAsStringAsync();
        if (antwoord.IsSuccessStatusCode) return tekst.Length > 0 && JsonNode.Parse(tekst) is JsonObject json ? json : [];
        var omschrijving = (body?["omschrijving"] ?? body?["titel"] ?? body?["naam"])?.ToString();
        throw new InvalidOperationException(
            $"De voorbeeldgegevens van {organisatie.Naam} konden niet worden geladen: {methode} "
                + $"{adres}{(omschrijving is null ? "" : $" ('{omschrijving}')")} werd geweigerd met {(int)antwoord.StatusCode}. {tekst}");
    }

    private HttpClient Namens(string id, string naam) => clients.GetOrAdd(id, _ =>
    {
        var client = http(id, naam);
        client.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        client.DefaultRequestHeaders.Add("Content-Crs", "EPSG:4326");
        client.DefaultRequestHeaders.Add("X-Audit-Toelichting", "Voorbeeldgegevens");
        return client;
    });

    private static JsonObject Samen(JsonObject? met, JsonObject een)
    {
        var samen = met?.DeepClone().AsObject() ?? [];
        foreach (var (naam, waarde) in een) samen[naam] = waarde?.DeepClone();
        return samen;
    }

    private JsonObject Gevuld(JsonObject body) => new(body.Select(veld => KeyValuePair.Create(veld.Key, Gevuld(veld.Value))));

    private JsonNode? Gevuld(JsonNode? waarde) => waarde switch
    {
        JsonObject o => Gevuld(o),
        JsonArray a => new JsonArray([.. a.Select(Gevuld)]),
        JsonValue v when v.TryGetValue<string>(out var tekst) => Tekst(tekst),
        _ => waarde?.DeepClone(),
    };

    // 'vandaag-12' becomes a date, '${naam}' an address that was answered, or one of the file's own values;
    // '${naam#uuid}' a field of what was answered.
    private string Tekst(string tekst) => Vandaag().Match(tekst) is { Success: true } m
        ? Datum(m.Groups[1].Length == 0 ? 0 : int.Parse(m.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
        + m.Groups[2].Value
        : Verwijzing().Replace(tekst, v => Waarde(v.Groups[1].Value));

    private string Waarde(string naam)
    {
        var (wat, veld) = naam.Split('#') is [var a, var b] ? (a, b) : (naam, "url");
        if (gemaakt.TryGetValue(wat, out var eerder))
            return veld.Split('.').Aggregate((JsonNode)eerder, (json, deel) => json[deel]!).GetValue<string>();
        return bestand["waarden"]![naam]?.GetValue<string>()
            ?? throw new InvalidDataException(
                $"De voorbeeldgegevens van {organisatie.Naam} noemen '{naam}', maar dat is niet eerder gemaakt.");
    }

    private IEnumerable<string> Adressen(string doe)
    {
        if (Verwijzing().Match(doe) is not { Success: true } m || !m.Groups[1].Value.EndsWith('*')) return [Tekst(doe)];
        return gemaakt.Keys.Where(naam => naam.StartsWith(m.Groups[1].Value[..^1], StringComparison.Ordinal))
            .Select(naam => Tekst(doe.Replace(m.Groups[1].Value, naam, StringComparison.Ordinal)));
    }

    private string Datum(int dag) => vandaag.AddDays(dag).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^vandaag([+-]\d+)?(T[\d:]+Z)?$")]
    private static partial Regex Vandaag();

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Verwijzing();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Veld();
}
