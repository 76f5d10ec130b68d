using System.Text.Json.Nodes;

namespace Brink.Tests;

/// <summary>One platform with a catalogus and a selectielijst, and short ways to make types in it.</summary>
internal sealed class Kast(Platform p) : IAsyncDisposable
{
    public const string Ztc = "catalogi/api/v1/";
    public Platform P { get; } = p;
    public string Catalogus { get; private init; } = "";
    public string Procestype { get; private init; } = "";
    public string AnderProcestype { get; private init; } = "";
    public string Omschrijving { get; private init; } = "";

    public static async Task<Kast> Open(string store)
    {
        var p = await Platform.Start(store);
        return new Kast(p)
        {
            Catalogus = await Nieuw(p, "ALG"),
            Procestype = Procestypen(p, 11),
            AnderProcestype = Procestypen(p, 12),
            Omschrijving = p.Elders.Serve("lijst/omschrijvingen/1", new { omschrijving = "Afgehandeld", definitie = "", opmerking = "" }),
        };
    }

    public Task<string> NieuweCatalogus() => Nieuw(P, Births.Letters(5));

    private static async Task<string> Nieuw(Platform p, string domein) =>
        (string)(await p.Post(Ztc + "catalogussen", new { domein, rsin = "000001375", contactpersoonBeheerNaam = "Beheer" }))["url"]!;

    private static string Procestypen(Platform p, int nummer) =>
        p.Elders.Serve($"lijst/procestypen/{nummer}", new { nummer, jaar = 2020, naam = "Verlenen", procesobject = "De vergunning" });

    /// <summary>A result of the selectielijst with this procestermijn.</summary>
    public string Klasse(string procestermijn, string? procestype = null) =>
        P.Elders.Serve($"lijst/resultaten/{procestermijn}{procestype?.Length}",
        new { procesType = procestype ?? Procestype, nummer = 1, waardering = "vernietigen", procestermijn, bewaartermijn = "P7Y" });

    public async Task<JsonObject> Zaaktype(string identificatie, Action<JsonObject>? anders = null, string? catalogus = null)
    {
        var body = Cast.ZaaktypeBody(catalogus ?? Catalogus);
        (body["identificatie"], body["besluittypen"]) = (identificatie, new JsonArray());
        anders?.Invoke(body);
        return await P.Post(Ztc + "zaaktypen", body);
    }

    public Task<JsonObject> Document(string omschrijving, string begin = "2020-01-01", string? einde = null, string? catalogus = null) =>
        P.Post(Ztc + "informatieobjecttypen", new
        {
            catalogus = catalogus ?? Catalogus,
            omschrijving,
            vertrouwelijkheidaanduiding = "openbaar",
            informatieobjectcategorie = "brief",
            beginGeldigheid = begin,
            eindeGeldigheid = einde,
        });

    public Task<JsonObject> Besluittype(string omschrijving, params string[] documenten) => P.Post(Ztc + "besluittypen",
        new
        {
            catalogus = Catalogus,
            omschrijving,
            publicatieIndicatie = false,
            informatieobjecttypen = documenten,
            beginGeldigheid = "2020-01-01"
        });

    public Task<JsonObject> Statustype(JsonObject zaaktype, int volgnummer) =>
        P.Post(Ztc + "statustypen", new { omschrijving = $"Stap {volgnummer}", zaaktype = Url(zaaktype), volgnummer });

    public Task<JsonObject> Publiceer(JsonObject type) => P.Post(Url(type)[P.Base.Length..] + "/publish", new { });
    public async Task<JsonObject> Lees(JsonObject type, string query = "") => (JsonObject)await P.Get(Url(type)[P.Base.Length..] + query);
    public Task<(int Status, JsonNode? Json)> Stuur(HttpMethod method, JsonObject type, object? body = null, HttpClient? client = null) =>
        P.Send(method, Url(type)[P.Base.Length..], body, client);
    public Task<string[]> Fouten(HttpMethod method, JsonObject type, object body, HttpClient? client = null) =>
        P.Faults(method, Url(type)[P.Base.Length..], body, client);
    public Task<HttpClient> Met(string client, string component, params string[] scopes) => P.WithRights(client, component == "ztc"
        ? new { component, scopes } : component == "zrc"
        ? new { component, scopes, zaaktype = "http://elders.test/zaaktypen/1", maxVertrouwelijkheidaanduiding = "zeer_geheim" }
        : new { component, scopes, informatieobjecttype = "http://elders.test/iot/1", maxVertrouwelijkheidaanduiding = "zeer_geheim" });

    public ValueTask DisposeAsync() => P.DisposeAsync();

    public static string Url(JsonObject type) => (string)type["url"]!;
}
