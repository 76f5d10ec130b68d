using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Zaken;

namespace Brink.Bench;

/// <summary>One kind of zaak with its first status, as addresses below that of the organisation.</summary>
internal sealed record Soort(string Zaaktype, string Statustype)
{
    /// <summary>The zaaktype as it stands in a key column.</summary>
    public string Sleutel => Zaaktype[^36..];
}

/// <summary>The data that is measured on: a small catalogus made over HTTP, and zaken put into the tables by the engine's own
/// code.</summary>
internal static class Seed
{
    private const string Rsin = "000000012";
    private const int Soorten = 5;

    /// <summary>The number of zaken that start on one day does not depend on how many there are:
    /// ten times the zaken is ten times the days.</summary>
    public const int PerDag = 200;

    public static DateOnly Dag(int nummer) => new DateOnly(2000, 1, 3).AddDays(nummer / PerDag);

    /// <summary>A catalogus with five published zaaktypen, and of each a zaak that serves as the model for the others.</summary>
    public static async Task<(List<Soort> Soorten, List<Guid> Voorbeelden)> Catalogus(HttpClient http)
    {
        var root = $"{HostProcess.Organisatie}/catalogi/api/v1/";
        var catalogus = await Post(http, root + "catalogussen", new { domein = "BENCH", rsin = Rsin, contactpersoonBeheerNaam = "Meting" });
        var soorten = new List<Soort>();
        var voorbeelden = new List<Guid>();
        for (var i = 1; i <= Soorten; i++)
        {
            var zaaktype = await Post(http, root + "zaaktypen", new
            {
                identificatie = $"ZAAKTYPE-{i}",
                omschrijving = $"Vergunning van soort {i}",
                vertrouwelijkheidaanduiding = "zaakvertrouwelijk",
                doel = "Een besluit nemen op een aanvraag",
                aanleiding = "Iemand vraagt een vergunning aan",
                indicatieInternOfExtern = "extern",
                handelingInitiator = "aanvragen",
                onderwerp = "Vergunning",
                handelingBehandelaar = "behandelen",
                doorlooptijd = "P56D",
                opschortingEnAanhoudingMogelijk = true,
                verlengingMogelijk = false,
                publicatieIndicatie = false,
                productenOfDiensten = Array.Empty<string>(),
                referentieproces = new { naam = "Vergunning verlenen" },
                verantwoordelijke = Rsin,
                catalogus,
                besluittypen = Array.Empty<string>(),
                gerelateerdeZaaktypen = Array.Empty<string>(),
                beginGeldigheid = "1990-01-01",
            });
            var statustype = await Post(http, root + "statustypen", new { omschrijving = "In behandeling", zaaktype, volgnummer = 1 });
            await Post(http, root + "statustypen", new { omschrijving = "Afgehandeld", zaaktype, volgnummer = 2 });
            await Post(http, root + "resultaattypen", new
            {
                zaaktype,
                omschrijving = "Verleend",
                resultaattypeomschrijving = "",
                selectielijstklasse = "",
                archiefnominatie = "vernietigen",
                archiefactietermijn = "P5Y",
                brondatumArchiefprocedure = new { afleidingswijze = "afgehandeld" },
            }, optional: true);
            await Post(http, root + "roltypen", new { zaaktype, omschrijving = "Aanvrager", omschrijvingGeneriek = "initiator" });
            await Post(http, zaaktype + "/publish", new { }, optional: true);
            soorten.Add(new Soort(Below(zaaktype), Below(statustype)));
        }
        foreach (var soort in soorten)
        {
            using var zaak = new StringContent(Zaak(http.BaseAddress!.Port, soort, Dag(0)), Encoding.UTF8, "application/json");
            zaak.Headers.Add("Content-Crs", "EPSG:4326");
            using var answer = await http.PostAsync(new Uri($"{HostProcess.Organisatie}/zaken/api/v1/zaken", UriKind.Relative), zaak);
            var json = await Json(answer);
            voorbeelden.Add(json.GetProperty("uuid").GetGuid());
        }
        return (soorten, voorbeelden);
    }

    /// <summary>The body of a request that makes a zaak: what a form on a municipal site sends.</summary>
    public static string Zaak(int port, Soort soort, DateOnly start) => JsonSerializer.Serialize(new
    {
        zaaktype = Address(port, soort.Zaaktype),
        bronorganisatie = Rsin,
        verantwoordelijkeOrganisatie = Rsin,
        startdatum = Iso(start),
        einddatumGepland = Iso(start.AddDays(42)),
        uiterlijkeEinddatumAfdoening = Iso(start.AddDays(56)),
        omschrijving = "Aanvraag van een vergunning voor een straatfeest",
        toelichting = "De aanvrager wil op een zaterdagmiddag de straat afsluiten tussen de huisnummers 12 en 48, met een springkussen, "
            + "muziek tot "
            + "tien uur en een kraam met drinken.",
        kenmerken = new[] { new { kenmerk = "2024-000123", bron = "Formulieren" } },
    });

    /// <summary>The body of a request that sets the first status of the zaak whose identity is to be filled in.</summary>
    public static string Status(int port, Soort soort) => JsonSerializer.Serialize(new
    {
        zaak = Address(port, "zaken/api/v1/zaken/" + Request.Id),
        statustype = Address(port, soort.Statustype),
        datumStatusGezet = Request.Moment,
        statustoelichting = "De aanvraag is in behandeling genomen.",
    });

    /// <summary>An address of the server that listens on a port.</summary>
    public static string Address(int port, string below) =>
        $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/{HostProcess.Organisatie}/{below}";

    /// <summary>Identities in the order in which the zaken are made; the same for every store of one run.</summary>
    public static Guid[] Identities(int count)
    {
        var from = new DateTimeOffset(2000, 1, 3, 0, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(0, count).Select(i => Guid.CreateVersion7(from.AddSeconds(i)))];
    }

    /// <summary>Puts a zaak with its row in the audit trail into the tables for each identity.
    /// (Announcements that have been delivered are not there any more.)</summary>
    public static async Task Zaken(Store store, Model model, IReadOnlyList<Guid> voorbeelden, Guid[] identities)
    {
        var d = model.Of(typeof(Zaak));
        var (models, audits) = await store.Read(async db =>
        {
            var zaken = new List<Zaak>();
            var rows = new List<(byte[] Document, List<int> Places, string Uuid)>();
            foreach (var uuid in voorbeelden)
            {
                zaken.Add((Zaak)Documents.Read(d, (await db.First(d.Sql.Get, [uuid.ToString()], r => r.GetBytes(0)))!));
                var audit = (await db.First("SELECT doc FROM audit WHERE hoofdobject = $1 ORDER BY id LIMIT 1", [uuid.ToString()],
                    r => r.GetBytes(0)))!;
                rows.Add((audit, Places(audit, uuid), uuid.ToString()));
            }
            return (zaken, rows);
        });
        for (var from = 0; from < identities.Length; from += 500)
        {
            var start = from;
            await store.Write(db =>
            {
                for (var i = start; i < Math.Min(start + 500, identities.Length); i++)
                {
                    var soort = i % models.Count;
                    var dag = Dag(i);
                    var zaak = models[soort] with
                    {
                        Uuid = identities[i],
                        Identificatie = $"ZAAK-{dag.Year}-B{i:D9}",
                        Startdatum = dag,
                        Registratiedatum = dag,
                        EinddatumGepland = dag.AddDays(42),
                        UiterlijkeEinddatumAfdoening = dag.AddDays(56),
                    };
                    Documents.Insert(db, d, zaak, Documents.Write(d, zaak));
                    var (document, places, _) = audits[soort];
                    byte[] audit = [.. document];
                    foreach (var place in places) zaak.Uuid.TryFormat(audit.AsSpan(place), out int _);
                    db.Run("INSERT INTO audit (uuid, hoofdobject, doc) VALUES ($1, $2, $3)",
                        [Guid.CreateVersion7().ToString(), zaak.Uuid.ToString(), audit]);
                }
                return ValueTask.FromResult(true);
            });
        }
    }

    private static List<int> Places(byte[] document, Guid uuid)
    {
        var text = Encoding.ASCII.GetBytes(uuid.ToString());
        var places = new List<int>();
        for (int at = 0, next; (next = document.AsSpan(at).IndexOf(text)) >= 0; at += next + text.Length) places.Add(at + next);
        return places;
    }

    private static async Task<string> Post(HttpClient http, string path, object body, bool optional = false)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        if (optional && !answer.IsSuccessStatusCode) return "";
        return (await Json(answer)).GetProperty("url").GetString()!;
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} "
            + $"{await answer.Content.ReadAsStringAsync()}");
        }
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Below(string address) =>
        address[(address.IndexOf(HostProcess.Organisatie, StringComparison.Ordinal) + HostProcess.Organisatie.Length + 1)..];
    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
