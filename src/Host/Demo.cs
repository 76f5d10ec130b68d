using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Apps.Kern;

namespace Brink.Host;

/// <summary>
/// The demonstration: personas to step in as, and the data of <c>demo/</c>, which is played through the registers' own APIs at the first
/// start. What the files may say is in <c>demo/README.md</c>.
/// </summary>
public static class Demo
{
    /// <summary>The client that plays the files. It may do everything, and exists only while the platform runs as a
    /// demonstration.</summary>
    public const string Client = OwnClients.Prefix + "inrichting";

    /// <summary>Who looks after the platform while it is demonstrated: of no organisation, and shown nothing of any.</summary>
    public static readonly Persona Operator = new("operator", Apps.Kern.Organisatie.Platform.Id, "Otto Operator", "Operator",
        "Kijk of alles draait, en meld storingen en onderhoud.");

    // The Applicatie of the client is the mark: made first, and given its last name when all is there.
    private const string Bezig = "Demonstratie (wordt geladen)";
    private const string Geladen = "Demonstratie";

    /// <summary>Who can be stepped in as, at the organisations that have a file in <c>demo/</c>.</summary>
    public static IReadOnlyList<Persona> Personas(Settings settings)
    {
        var map = Map(settings);
        var gedeeld = Lees(map, "gedeeld");
        return [.. from organisatie in Organisaties(settings, map)
                   from m in Lees(map, organisatie.Id)["medewerkers"]!.AsArray()
                   let rol = m["rol"]!.GetValue<string>()
                   select new Persona(m["id"]!.GetValue<string>(), organisatie.Id, m["naam"]!.GetValue<string>(), rol,
                       gedeeld["omschrijvingen"]![rol]!.GetValue<string>())];
    }

    /// <summary>Loads the data of each organisation that has none yet. Throws, with a sentence that says what to do,
    /// when a step is refused or an earlier start was broken off.</summary>
    public static Task Import(Settings settings, InProcessClients clients, TimeProvider klok)
    {
        var map = Map(settings);
        var organisaties = Organisaties(settings, map).ToList();
        var afspraken = new Afspraken(organisaties.Select(o => o.Id));
        return Task.WhenAll(organisaties.Select(async organisatie =>
        {
            try { await Importeer(settings, map, organisatie, clients, klok, afspraken); }
            finally { afspraken.Klaar(organisatie.Id); }
        }));
    }

    private static async Task Importeer(Settings settings, string map, Settings.Organisation organisatie, InProcessClients clients,
        TimeProvider klok, Afspraken afspraken)
    {
        var bestand = Lees(map, organisatie.Id);
        var speler = new DemoSpeler(organisatie, map, Lees(map, "gedeeld"), bestand, klok, (id, naam) =>
            clients.Http(organisatie.Id, Client, id, naam), afspraken);
        var opnieuw = $"Verwijder de gegevens van deze organisatie ({(settings.Postgres is null ? $"de map "
            + $"{Path.Combine(settings.Data, organisatie.Id)}" : $"het schema \"{organisatie.Id}\"")}) en start opnieuw, of start zonder --demo.";
        var merk = (await speler.Haal($"autorisaties/api/v1/applicaties?clientIds={Client}"))["results"]!.AsArray().FirstOrDefault();
        if (merk is not null)
        {
            if (merk["label"]!.GetValue<string>() == Geladen) return;
            throw new InvalidOperationException(
                $"De voorbeeldgegevens van {organisatie.Naam} zijn bij een eerdere start maar half geladen. {opnieuw}");
        }
        if ((await speler.Haal("catalogi/api/v1/catalogussen"))["count"]!.GetValue<int>() > 0)
        {
            throw new InvalidOperationException(
                $"{organisatie.Naam} heeft al een eigen catalogus; voorbeeldgegevens komen daar niet bij. {opnieuw}");
        }

        merk = await speler.Maak("autorisaties/api/v1/applicaties", new JsonObject
        {
            ["clientIds"] = new JsonArray(Client),
            ["label"] = Bezig,
            ["autorisaties"] = new JsonArray(new JsonObject { ["component"] = "ac", ["scopes"] = new JsonArray("autorisaties.lezen") }),
        });
        foreach (var deel in bestand["leest"]!.AsArray()) await speler.Speel(Lees(map, deel!.GetValue<string>()));
        await speler.Autoriseer();
        await speler.Zaken();
        foreach (var deel in bestand["daarna"]?.AsArray() ?? []) await speler.Speel(Lees(map, deel!.GetValue<string>()));
        foreach (var deel in bestand["collegevoorstellen"]?.AsArray() ?? [])
        {
            await DemoVoorstel.Speel(Lees(map, deel!.GetValue<string>()), organisatie.Id, bestand["medewerkers"]!.AsArray(), clients,
                afspraken, klok);
        }
        if (bestand["vereniging"] is { } cijfers)
        {
            using var http = clients.Http(organisatie.Id, Client, "inrichting", "Inrichting");
            await Vereniging.Laad(Path.Combine(map, cijfers.GetValue<string>()), http);
        }
        foreach (var deel in bestand["vergaderingen"]?.AsArray() ?? [])
        {
            await speler.Speel(Lees(map, deel!.GetValue<string>()));
            await speler.StemGeheim();
        }
        await speler.Stuur(HttpMethod.Patch, merk["url"]!.GetValue<string>(), new JsonObject { ["label"] = Geladen });
    }

    private static IEnumerable<Settings.Organisation> Organisaties(Settings settings, string map) =>
        settings.Organisaties.Where(o => File.Exists(Path.Combine(map, o.Id + ".json")));

    private static JsonObject Lees(string map, string naam)
    {
        var pad = Path.Combine(map, naam + ".json");
        try { return JsonNode.Parse(File.ReadAllBytes(pad))!.AsObject(); }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{pad} is geen goede JSON: {e.Message}");
        }
    }

    private static string Map(Settings settings)
    {
        if (settings.DemoData is { } gekozen)
        {
            return Directory.Exists(gekozen) ? gekozen
                : throw new InvalidDataException(
                    $"De map met voorbeeldgegevens ({gekozen}) bestaat niet. Kijk Brink__DemoData na, of start zonder --demo.");
        }
        for (var map = AppContext.BaseDirectory; map is not null; map = Path.GetDirectoryName(map))
            if (File.Exists(Path.Combine(map, "demo", "gedeeld.json"))) return Path.Combine(map, "demo");
        throw new InvalidDataException("De voorbeeldgegevens ontbreken. Noem de map met Brink__DemoData, of start zonder --demo.");
    }
}
