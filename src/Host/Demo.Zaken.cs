using System.Globalization;
using System.Text.Json.Nodes;
using Brink.Engine;

namespace Brink.Host;

/// <summary>The zaken of the demonstration: a line of a file becomes a zaak with everything that belongs to it.</summary>
internal sealed partial class DemoSpeler
{
    private const int Tegelijk = 8;
    private readonly Dictionary<string, string> inhoud = new(StringComparer.Ordinal);

    /// <summary>Makes the zaken in the order in which they began, so that their numbers rise; then what belongs to each,
    /// several at once.</summary>
    public async Task Zaken()
    {
        foreach (var (_, soort) in gedeeld["bestanden"]!.AsObject())
        {
            var naam = soort!["bestand"]!.GetValue<string>();
            inhoud[naam] = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(map, "bestanden", naam)));
        }
        List<(JsonObject Regel, string Zaak)> begonnen = [];
        foreach (var regel in bestand["zaken"]!.AsArray().OfType<JsonObject>().OrderBy(r => r["start"]!.GetValue<int>()))
            begonnen.Add((regel, await Begin(regel)));
        await Parallel.ForEachAsync(begonnen, new ParallelOptions { MaxDegreeOfParallelism = Tegelijk }, async (zaak, _) =>
            await Behandel(zaak.Regel, zaak.Zaak));
    }

    private string Rsin => Waarde("rsin");

    private async Task<string> Begin(JsonObject regel)
    {
        var soort = Soort(regel, out var naam);
        var zaaktype = gemaakt[naam];
        var start = regel["start"]!.GetValue<int>();
        var zaak = new JsonObject
        {
            ["zaaktype"] = zaaktype["url"]!.DeepClone(),
            ["bronorganisatie"] = Rsin,
            ["verantwoordelijkeOrganisatie"] = Rsin,
            ["omschrijving"] = regel["wat"]!.DeepClone(),
            ["toelichting"] = regel["uitleg"]?.DeepClone() ?? "",
            ["registratiedatum"] = Datum(start),
            ["startdatum"] = Datum(start),
            ["uiterlijkeEinddatumAfdoening"] = Na(zaaktype["doorlooptijd"], start),
            ["einddatumGepland"] = Na(zaaktype["servicenorm"], start),
            ["communicatiekanaal"] = Waarde("kanaal/" + (regel["kanaal"] ?? soort["kanaal"])!.GetValue<string>()),
        };
        if (regel["vertrouwelijk"] is { } niveau) zaak["vertrouwelijkheidaanduiding"] = niveau.DeepClone();
        if (regel["opgeschort"] is { } reden) zaak["opschorting"] = new JsonObject { ["indicatie"] = true, ["reden"] = reden.DeepClone() };
        if (regel["punt"] is { } punt) zaak["zaakgeometrie"] = new JsonObject { ["type"] = "Point", ["coordinates"] = punt.DeepClone() };
        if (regel["bij"] is { } andere)
        {
            zaak["relevanteAndereZaken"] =
            new JsonArray(new JsonObject { ["url"] = Waarde(andere.GetValue<string>()), ["aardRelatie"] = "onderwerp" });
        }
        return (await Maak("zaken/api/v1/zaken", zaak, regel["als"]?.GetValue<string>(), Behandelaar(out _)))["url"]!.GetValue<string>();
    }

    private async Task Behandel(JsonObject regel, string zaak)
    {
        var soort = Soort(regel, out var naam);
        var namens = Behandelaar(out var medewerker);
        var start = regel["start"]!.GetValue<int>();
        var stappen = regel["status"]!.AsArray().Select(s => s!.GetValue<int>()).ToList();
        var klaar = regel["klaar"]?.GetValue<int>();
        Task<JsonObject> Deel(string pad, JsonObject body) => Maak(pad, body, null, namens);

        // Who asks, who handles (as soon as somebody does), and what it is about.
        var (vorm, wie) = gedeeld["betrokkenen"]![regel["door"]!.GetValue<string>()]!.AsObject().Single();
        await Deel("zaken/api/v1/rollen", Rol(zaak, gemaakt[naam + "/rol/initiator"], vorm, wie!.AsObject()));
        if (stappen.Count > 1 || klaar is not null)
        {
            await Deel("zaken/api/v1/rollen",
                Rol(zaak, gemaakt[naam + "/rol/behandelaar"], "medewerker",
                new JsonObject { ["identificatie"] = medewerker["id"]!.DeepClone(), ["achternaam"] = medewerker["naam"]!.DeepClone() }));
        }
        foreach (var (eigenschap, waarde) in regel["eigenschappen"] as JsonObject ?? [])
        {
            await Deel($"{zaak}/zaakeigenschappen", new JsonObject
            {
                ["zaak"] = zaak,
                ["eigenschap"] = Waarde("eigenschap/" + eigenschap),
                ["waarde"] = waarde!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? Datum(waarde.GetValue<int>())
                    .Replace("-", "", StringComparison.Ordinal)
                    : waarde.GetValue<string>(),
            });
        }
        if (regel["adres"] is JsonArray adres)
        {
            await Deel("zaken/api/v1/zaakobjecten", new JsonObject
            {
                ["zaak"] = zaak,
                ["objectType"] = "adres",
                ["relatieomschrijving"] = "Plaats",
                ["objectIdentificatie"] = new JsonObject
                {
                    ["identificatie"] = "voorbeeld",
                    ["wplWoonplaatsNaam"] = adres[0]!.DeepClone(),
                    ["gorOpenbareRuimteNaam"] = adres[1]!.DeepClone(),
                    ["huisnummer"] = adres[2]!.DeepClone()
                },
            });
        }

        foreach (var stuk in (soort["stukken"]?.AsArray() ?? []).Concat(regel["stukken+"] as JsonArray ?? []))
            await Document(stuk!.GetValue<string>(), start, wie.AsObject());
        // Not every zaak passes every step of its kind: 'stappen' says which ones these are.
        for (var i = 0; i < stappen.Count; i++) await Status(soort["stappen"]?[i]?.GetValue<int>() ?? i + 1, stappen[i]);
        if (klaar is not { } dag) return;

        // The decision, if this outcome has one; then the outcome; then the last status, which closes the zaak.
        var uitkomst = gemaakt[$"{naam}/resultaat/{regel["uitkomst"]!.GetValue<string>()}"];
        var reden = regel["reden"]?.GetValue<string>() ?? "";
        if (uitkomst["besluittypeOmschrijving"] is JsonArray { Count: > 0 } besluittypen)
        {
            var besluittype = gemaakt["besluittype/" + besluittypen[0]!.GetValue<string>()];
            var besluit = await Deel("besluiten/api/v1/besluiten", new JsonObject
            {
                ["verantwoordelijkeOrganisatie"] = Rsin,
                ["besluittype"] = besluittype["url"]!.DeepClone(),
                ["zaak"] = zaak,
                ["datum"] = Datum(dag),
                ["ingangsdatum"] = Datum(dag + 1),
                ["verzenddatum"] = Datum(dag),
                ["uiterlijkeReactiedatum"] = Na(besluittype["reactietermijn"], dag),
                ["bestuursorgaan"] = soort["orgaan"]?.DeepClone() ?? "",
                ["toelichting"] = reden,
            });
            await Deel("besluiten/api/v1/besluitinformatieobjecten",
                new JsonObject { ["besluit"] = besluit["url"]!.DeepClone(), ["informatieobject"] = await Document("besluit", dag, null) });
        }
        await Deel("zaken/api/v1/resultaten",
            new JsonObject { ["zaak"] = zaak, ["resultaattype"] = uitkomst["url"]!.DeepClone(), ["toelichting"] = reden });
        await Status(gemaakt.Keys.Count(k => k.StartsWith(naam + "/status/", StringComparison.Ordinal)), dag);

        async Task<string> Document(string stuk, int opDag, JsonObject? afzender)
        {
            var wat = gedeeld["bestanden"]![stuk]!;
            var bestandsnaam = wat["bestand"]!.GetValue<string>();
            var ontvangen = wat["ontvangen"] is not null && afzender is not null;
            var document = await Deel("documenten/api/v1/enkelvoudiginformatieobjecten", new JsonObject
            {
                ["bronorganisatie"] = Rsin,
                ["informatieobjecttype"] = Waarde("stuk/" + wat["soort"]!.GetValue<string>()),
                ["titel"] = wat["titel"]!.DeepClone(),
                ["creatiedatum"] = Datum(opDag),
                ["auteur"] = ontvangen ? Naam(afzender!) : organisatie.Naam,
                ["ontvangstdatum"] = ontvangen ? Datum(opDag) : null,
                ["taal"] = "nld",
                ["status"] = "definitief",
                ["indicatieGebruiksrecht"] = false,
                ["bestandsnaam"] = bestandsnaam,
                ["formaat"] = Formaat(bestandsnaam),
                ["inhoud"] = inhoud[bestandsnaam],
                ["bestandsomvang"] = Convert.FromBase64String(inhoud[bestandsnaam]).Length,
            });
            var url = document["url"]!.GetValue<string>();
            await Deel("zaken/api/v1/zaakinformatieobjecten",
                new JsonObject { ["zaak"] = zaak, ["informatieobject"] = url, ["titel"] = wat["titel"]!.DeepClone() });
            return url;
        }

        Task Status(int volgnummer, int opDag)
        {
            // Office hours, one after the other; never later than now, nor on a day before (which is near at half past midnight).
            var dag = vandaag.AddDays(opDag);
            var moment = DutchClock.Moment(dag.ToDateTime(new TimeOnly(8 + volgnummer, 0)));
            var (nu, begin) = (klok.GetUtcNow().AddMinutes(volgnummer - 10), DutchClock.Moment(dag.ToDateTime(TimeOnly.MinValue))
                .AddSeconds(volgnummer));
            if (nu < begin) nu = begin;
            return Deel("zaken/api/v1/statussen", new JsonObject
            {
                ["zaak"] = zaak,
                ["statustype"] = Waarde($"{naam}/status/{volgnummer.ToString(CultureInfo.InvariantCulture)}"),
                ["datumStatusGezet"] = (moment < nu ? moment : nu).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            });
        }
    }

    private static JsonObject Rol(string zaak, JsonObject roltype, string vorm, JsonObject wie) => new()
    {
        ["zaak"] = zaak,
        ["roltype"] = roltype["url"]!.DeepClone(),
        ["roltoelichting"] = roltype["omschrijving"]!.DeepClone(),
        ["betrokkeneType"] = vorm,
        ["betrokkeneIdentificatie"] = wie.DeepClone(),
    };

    private JsonObject Soort(JsonObject regel, out string naam)
    {
        naam = regel["type"]!.GetValue<string>();
        return soorten.TryGetValue(naam, out var soort) ? soort
            : throw new InvalidDataException(
                $"De voorbeeldgegevens van {organisatie.Naam} hebben een zaak van soort '{naam}', die niet bestaat.");
    }

    // The first employee of the file handles all its zaken, and is the user in whose name they are written.
    private HttpClient Behandelaar(out JsonObject medewerker)
    {
        medewerker = bestand["medewerkers"]![0]!.AsObject();
        return Namens(medewerker["id"]!.GetValue<string>(), medewerker["naam"]!.GetValue<string>());
    }

    private string? Na(JsonNode? duur, int dag) => Duur.TryParse(duur?.GetValue<string>(), out var d)
        ? d.After(vandaag.AddDays(dag)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static string Naam(JsonObject wie) => string.Join(' ',
        new[] { "voorletters", "voorvoegselGeslachtsnaam", "geslachtsnaam", "statutaireNaam", "naam" }.Select(veld =>
            wie[veld]?.GetValue<string>())
        .Append((wie["handelsnaam"] as JsonArray)?[0]?.GetValue<string>()).Where(deel => !string.IsNullOrEmpty(deel)));

    private static string Formaat(string bestandsnaam) =>
        Path.GetExtension(bestandsnaam) switch { ".pdf" => "application/pdf", ".png" => "image/png", _ => "text/plain" };
}
