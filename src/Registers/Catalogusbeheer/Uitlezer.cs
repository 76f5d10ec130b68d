using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Catalogusbeheer;

/// <summary>Makes the package of a catalogus with everything in it, or of one version of a zaaktype with the types that it uses.</summary>
internal static class Uitlezer
{
    public static async ValueTask<ActionResult> Maak(ActionCall call)
    {
        var (catalogusRef, zaaktypeRef) = (call.Parameters.GetValueOrDefault("catalogus") as IRef,
            call.Parameters.GetValueOrDefault("zaaktype") as IRef);
        if (catalogusRef is null == zaaktypeRef is null)
        {
            return new ActionResult(null,
                [new Fault("catalogus", "required", "Geef het adres van een catalogus of van een zaaktype: één van de twee.")]);
        }
        if (catalogusRef is Ref<Catalogus> c)
        {
            if (!c.IsLocal || await call.Session.Get(c) is not { } catalogus) return Onbekend("catalogus", "Deze catalogus bestaat niet.");
            return Zip($"catalogus-{catalogus.Domein}", await Geheel(call, catalogus));
        }
        var z = (Ref<Zaaktype>)zaaktypeRef!;
        if (!z.IsLocal || await call.Session.Get(z) is not { } zaaktype) return Onbekend("zaaktype", "Dit zaaktype bestaat niet.");
        return Zip($"zaaktype-{zaaktype.Identificatie}", await Inhoud(call, [zaaktype], null, null));

        static ActionResult Onbekend(string veld, string zin) => new(null, [new Fault(veld, "does_not_exist", zin)]);
        static ActionResult Zip(string naam, IEnumerable<(string, IReadOnlyList<JsonObject>)> inhoud) =>
            new(null, Blob: Blob.Of(Pakket.Schrijf(inhoud), "application/zip", naam + ".zip"));
    }

    /// <summary>A catalogus with everything in it.</summary>
    internal static async ValueTask<IEnumerable<(string Soort, IReadOnlyList<JsonObject> Onderdelen)>> Geheel(ActionCall call,
        Catalogus catalogus)
    {
        void Erin(Query q) => q.Is("catalogus", catalogus);
        var alles = await Inhoud(call, await call.Session.Find<Zaaktype>(Erin), await call.Session.Find<Informatieobjecttype>(Erin),
            await call.Session.Find<Besluittype>(Erin));
        await call.Show(catalogus);
        return alles.Prepend(("Catalogus", [Zonder(call.Shown(catalogus), "zaaktypen", "besluittypen", "informatieobjecttypen")]));
    }

    // Without lists of types: those that the zaaktypen use.
    internal static async ValueTask<List<(string, IReadOnlyList<JsonObject>)>> Inhoud(ActionCall call, List<Zaaktype> zaaktypen,
        List<Informatieobjecttype>? documenten,
        List<Besluittype>? besluiten)
    {
        var s = call.Session;
        var catalogus = zaaktypen.Count > 0 ? zaaktypen[0].Catalogus : default;
        void Erin(Query q) => q.Is("catalogus", catalogus);
        async ValueTask<List<T>> Delen<T>() where T : Resource, IDeel =>
            zaaktypen.Count == 0 ? [] : await s.Find<T>(q => q.In("zaaktype", zaaktypen.Select(z => (object)z.Uuid)));
        var relaties = await Delen<ZaaktypeInformatieobjecttype>();
        var resultaattypen = await Delen<Resultaattype>();
        var alleDocumenten = documenten ?? await s.Find<Informatieobjecttype>(Erin);
        var alleBesluiten = besluiten ?? await s.Find<Besluittype>(Erin);
        var alleZaaktypen = documenten is not null ? zaaktypen : await s.Find<Zaaktype>(Erin);
        var documentVan = new Namen<Informatieobjecttype>(call, alleDocumenten);
        var besluitVan = new Namen<Besluittype>(call, alleBesluiten);
        var zaaktypeVan = new Namen<Zaaktype>(call, alleZaaktypen);
        besluiten ??= besluitVan.Gekozen(zaaktypen.SelectMany(z => z.BesluittypeOmschrijving)
            .Concat(resultaattypen.SelectMany(r => r.BesluittypeOmschrijving)));
        documenten ??= documentVan.Gekozen(relaties.Select(r => r.InformatieobjecttypeNaam)
            .Concat(besluiten.SelectMany(b => b.InformatieobjecttypeOmschrijvingen))
            .Concat(resultaattypen.SelectMany(r => r.InformatieobjecttypeOmschrijving)));
        return
        [
            ("InformatieObjectType",
                await Getoond(documenten,
                (_, json) => Zonder(json, "zaaktypen", "zaaktypeIdentificaties", "besluittypen", "besluittypeOmschrijving"))),
            ("BesluitType", await Getoond(besluiten, (b, json) =>
            {
                json["informatieobjecttypen"] = documentVan.Adressen(b.InformatieobjecttypeOmschrijvingen);
                return Zonder(json, "zaaktypen", "zaaktypeIdentificaties", "resultaattypen", "resultaattypenOmschrijving");
            })),
            ("ZaakType", await Zaaktypen()),
            ("StatusType", await Getoond(await Delen<Statustype>(), (_, json) => json)),
            ("ZaakTypeInformatieObjectType", await Getoond(relaties, (r, json) =>
            {
                json["informatieobjecttype"] = documentVan.Adres(r.InformatieobjecttypeNaam);
                return json;
            })),
            ("ResultaatType", await Getoond(resultaattypen, (r, json) =>
            {
                json["besluittypen"] = besluitVan.Adressen(r.BesluittypeOmschrijving);
                json["informatieobjecttypen"] = documentVan.Adressen(r.InformatieobjecttypeOmschrijving);
                return json;
            })),
            ("RolType", await Getoond(await Delen<Roltype>(), (_, json) => json)),
            ("Eigenschap", await Getoond(await Delen<Eigenschap>(), (_, json) => json)),
            ("ZaakObjectType", await Getoond(await Delen<Zaakobjecttype>(),
                (_, json) => Zonder(json, "resultaattypen", "resultaattypeOmschrijving", "statustypen"))),
        ];

        async ValueTask<IReadOnlyList<JsonObject>> Getoond<T>(List<T> typen, Func<T, JsonObject, JsonObject> vul) where T : Resource
        {
            var uit = new List<JsonObject>();
            foreach (var type in typen)
            {
                await call.Show(type);
                uit.Add(ZonderLegeGroepen(vul(type, call.Shown(type))));
            }
            return uit;
        }

        async ValueTask<IReadOnlyList<JsonObject>> Zaaktypen()
        {
            // What a zaaktype is related to is kept by name; what is shown leaves out what is not valid today.
            var gerelateerd = zaaktypen.ToDictionary(z => z.Uuid, z => z.GerelateerdeZaaktypen.ToList());
            return await Getoond(zaaktypen, (z, json) =>
            {
                json["besluittypen"] = besluitVan.Adressen(z.BesluittypeOmschrijving);
                json["deelzaaktypen"] = zaaktypeVan.Adressen(z.DeelzaaktypeIdentificaties);
                json["gerelateerdeZaaktypen"] = new JsonArray([.. gerelateerd[z.Uuid].Select(r => (JsonNode)new JsonObject
                {
                    ["zaaktype"] = zaaktypeVan.Adres(r.ZaaktypeIdentificatie),
                    ["zaaktypeIdentificatie"] = r.ZaaktypeIdentificatie,
                    ["aardRelatie"] = EnumNames.Name(r.AardRelatie),
                    ["toelichting"] = r.Toelichting,
                })]);
                json["informatieobjecttypen"] = documentVan.Adressen(z.InformatieobjecttypeOmschrijving);
                return json;
            });
        }
    }

    // A group of which nothing is filled in is left out: the standard says that these are not null,
    // and Open Zaak stops at the first that is.
    private static JsonObject ZonderLegeGroepen(JsonObject json)
    {
        foreach (var naam in Pakket.Groepen) if (json.ContainsKey(naam) && json[naam] is null) json.Remove(naam);
        return json;
    }

    // Lists that follow from other types; who reads the file works them out.
    private static JsonObject Zonder(JsonObject json, params string[] lijsten)
    {
        foreach (var naam in lijsten) if (json.ContainsKey(naam)) json[naam] = new JsonArray();
        return json;
    }

    /// <summary>The version that stands for a name in a file: the published one of today, else the newest.</summary>
    private sealed class Namen<T> where T : Resource, IVersie
    {
        private readonly Dictionary<string, (T Versie, string Adres)> versies;

        public Namen(ActionCall call, List<T> alle)
        {
            var vandaag = call.Session.Today;
            versies = alle.GroupBy(v => v.Naam).ToDictionary(g => g.Key, g =>
            {
                var nieuwste = g.OrderByDescending(v => v.BeginGeldigheid).ToList();
                var versie = nieuwste.Find(v => !v.Concept && v.GeldigOp(vandaag)) ?? nieuwste[0];
                return (versie, call.Session.ShownForm(Historiemodel.Adres(call.Session, versie).Value!));
            });
        }

        public List<T> Gekozen(IEnumerable<string> namen) =>
            [.. namen.Distinct().Where(versies.ContainsKey).Select(n => versies[n].Versie)];
        public string Adres(string naam) => versies.TryGetValue(naam, out var v) ? v.Adres : naam;
        public JsonArray Adressen(IEnumerable<string> namen) => [.. namen.Distinct().Select(n => (JsonNode)Adres(n))];
    }
}
