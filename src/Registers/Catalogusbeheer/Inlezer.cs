using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Catalogusbeheer;

/// <summary>
/// Takes over a package, all or nothing, by the same rules as the Catalogi API. A catalogus with the same domein and rsin,
/// and an informatieobjecttype or besluittype with the same omschrijving, is used as it is.
/// Whatever is made is a concept with an identity of its own; addresses of the selectielijst stay as they are.
/// </summary>
internal sealed class Inlezer
{
    private const int MeesteFouten = 200;
    private readonly ActionCall call;
    private readonly List<Fault> fouten = [];
    private readonly Catalogusimport verslag = new();
    private readonly Dictionary<string, Guid> hier = new(StringComparer.Ordinal); // what an address in the file became
    private readonly Dictionary<string, string> namen = new(StringComparer.Ordinal); // the name of the type at an address in the file
    private readonly Dictionary<(Guid Catalogus, string Soort, string Naam), bool> bekend = [];
    private readonly Dictionary<Guid, Guid> catalogusVan = []; // of a zaaktype
    private readonly HashSet<string> geweigerd = new(StringComparer.Ordinal);
    private Dictionary<string, List<Onderdeel>> inhoud = [];
    private Guid gekozen;

    private Inlezer(ActionCall call) => this.call = call;

    public static async ValueTask<ActionResult> LeesIn(ActionCall call)
    {
        var lezer = new Inlezer(call);
        lezer.inhoud = Pakket.Lees(call.File!, lezer.fouten, lezer.verslag.Opmerkingen);
        if (lezer.fouten.Count == 0 && await lezer.Catalogussen()) await lezer.Lees();
        return await lezer.Klaar();
    }

    /// <summary>A package of one zaaktype, taken over by the catalogus that it came from, with another first day.</summary>
    public static async ValueTask<ActionResult> MaakVersie(ActionCall call)
    {
        var wens = (NieuweVersie)call.Body!;
        var lezer = new Inlezer(call);
        if (!wens.Zaaktype.IsLocal || await call.Session.Get(wens.Zaaktype) is not { } van)
            return new ActionResult(null, [new Fault("zaaktype", "does_not_exist", "Dit zaaktype bestaat niet.")]);
        lezer.gekozen = van.Catalogus.Uuid;
        lezer.verslag.Catalogussen.Add(van.Catalogus);
        lezer.inhoud = Pakket.Soorten.ToDictionary(s => s, _ => new List<Onderdeel>());
        foreach (var (soort, onderdelen) in await Uitlezer.Inhoud(call, [van], null, null))
            lezer.inhoud[soort] = [.. onderdelen.Select((json, i) => new Onderdeel(soort, i, json))];
        var versie = lezer.inhoud["ZaakType"][0].Json;
        (versie["beginGeldigheid"], versie["versiedatum"], versie["eindeGeldigheid"]) = (Stored.Text(wens.BeginGeldigheid),
            Stored.Text(wens.BeginGeldigheid), null);
        await lezer.Lees();
        return await lezer.Klaar();
    }

    /// <summary>Takes over items that know each other by name: those of a bundle. What was made is in the answer,
    /// by its name there.</summary>
    /// <param name="call">The deed.</param>
    /// <param name="inhoud">What is to be made, and the shared types that it may use.</param>
    /// <param name="bekend">The names of types that are here already, by their names in the bundle.</param>
    /// <param name="fouten">Takes what is wrong.</param>
    public static async ValueTask<IReadOnlyDictionary<string, Guid>> Neem(ActionCall call, Dictionary<string, List<Onderdeel>> inhoud,
        IReadOnlyDictionary<string, string> bekend, List<Fault> fouten)
    {
        var lezer = new Inlezer(call) { inhoud = inhoud };
        foreach (var (adres, naam) in bekend) lezer.namen[adres] = naam;
        if (await lezer.Catalogussen()) await lezer.Lees();
        fouten.AddRange(lezer.fouten);
        return lezer.hier;
    }

    private async ValueTask<ActionResult> Klaar()
    {
        if (fouten.Count > 0) return new ActionResult(null, [.. fouten.Take(MeesteFouten)]);
        verslag.Moment = call.Session.Now;
        await call.Session.Create(verslag);
        return new ActionResult(verslag, Location: call.Definition.Address(verslag));
    }

    private async ValueTask Lees()
    {
        var elders = new List<string>();
        foreach (var o in inhoud["ZaakType"].Concat(inhoud["ResultaatType"]))
        {
            foreach (var veld in (string[])["selectielijstProcestype", "resultaattypeomschrijving", "selectielijstklasse"])
            {
                if (o.Json.Tekst(veld) is { } adres && Historiemodel.IsAdres(adres))
                    if (await EigenLijst(adres) is { } hierbij) o.Json[veld] = hierbij; else elders.Add(adres);
            }
        }
        call.Session.FetchTogether(elders);
        foreach (var (soort, veld) in new[] { ("InformatieObjectType", "omschrijving"), ("BesluitType", "omschrijving"),
            ("ZaakType", "identificatie") })
        {
            foreach (var o in inhoud[soort]) if (o.Adres.Length > 0 && o.Json.Tekst(veld) is { } naam) namen[o.Adres] = naam;
        }
        foreach (var o in inhoud["InformatieObjectType"]) await Gedeeld<Informatieobjecttype>(o, _ => { });
        foreach (var o in inhoud["BesluitType"])
        {
            await Gedeeld<Besluittype>(o,
                json => json["informatieobjecttypen"] = Namen(o, "informatieobjecttypen", "vastgelegdIn",
                "informatieobjecttypeOmschrijvingen"));
        }
        var deelzaaktypen = new List<(Onderdeel, JsonArray)>();
        foreach (var o in inhoud["ZaakType"]) if (await NeemZaaktype(o) is { Count: > 0 } genoemd) deelzaaktypen.Add((o, genoemd));
        foreach (var (o, genoemd) in deelzaaktypen) // they may name each other, so all of them must be there
        {
            o.Json["deelzaaktypen"] = genoemd;
            await call.Place<Zaaktype>(hier[o.Adres], o.Json, o.Pad, fouten);
        }
        await Delen<Statustype>("StatusType", (o, json) => json["eigenschappen"] = new JsonArray());
        await Delen<Eigenschap>("Eigenschap", (o, json) => json["statustype"] = Naar<Statustype>(o, "statustype"));
        foreach (var o in inhoud["StatusType"]) await VerplichtEigenschappen(o);
        await Delen<ZaaktypeInformatieobjecttype>("ZaakTypeInformatieObjectType", (o, json) =>
        {
            json["statustype"] = Naar<Statustype>(o, "statustype");
            if (json.Tekst("informatieobjecttype") is { } type && namen.TryGetValue(Pakket.Adres(type), out var naam))
                json["informatieobjecttype"] = naam;
        });
        await Delen<Resultaattype>("ResultaatType", (o, json) =>
        {
            Groepen(json);
            json["besluittypen"] = Namen(o, "besluittypen", "besluittypeOmschrijving");
            json["informatieobjecttypen"] = Namen(o, "informatieobjecttypen", "informatieobjecttypeOmschrijving");
        });
        await Delen<Roltype>("RolType", (_, _) => { });
        await Delen<Zaakobjecttype>("ZaakObjectType", (_, _) => { });
    }

    // Another Brink's copy of the selectielijst is the list that is here, when that has the entry;
    // addresses of other servers stay as they are.
    private async ValueTask<string?> EigenLijst(string adres)
    {
        var plaats = adres.IndexOf("/referentielijsten/api/v1/", StringComparison.Ordinal);
        if (plaats < 0) return null;
        var eigen = "~" + adres[plaats..].TrimEnd('/');
        return await call.Session.Exists(eigen) ? call.Session.ShownForm(eigen) : null;
    }

    // The catalogi of the file, each here already or made; or the one that was asked for.
    // False when it cannot be said where things must go.
    private async ValueTask<bool> Catalogussen()
    {
        var inBestand = inhoud["Catalogus"];
        var gevraagd = call.Parameters.GetValueOrDefault("catalogus") as IRef;
        if (gevraagd is not null || inBestand.Count == 0)
        {
            if (inBestand.Count > 1)
                return Mis("invalid", "Het bestand bevat meer dan één catalogus. Laat weg in welke catalogus het moet komen.");
            var alle = await call.Session.Find<Catalogus>(_ => { });
            var doel = gevraagd is null ? alle.Count == 1 ? alle[0] : null : alle.Find(c => c.Uuid.ToString() == gevraagd.Key);
            if (doel is null)
            {
                return gevraagd is not null ? Mis("does_not_exist", "Deze catalogus bestaat niet.")
                    : Mis("required", "Het bestand bevat geen catalogus. Geef aan in welke catalogus het moet komen.");
            }
            gekozen = doel.Uuid;
            verslag.Catalogussen.Add(Ref<Catalogus>.To(doel.Uuid));
            return true;
        }
        foreach (var o in inBestand)
        {
            var (domein, rsin) = (o.Json.Tekst("domein"), o.Json.Tekst("rsin"));
            var zelfde = (await call.Session.Find<Catalogus>(q => q.Is("domein", domein ?? "").Is("rsin", rsin ?? ""))).FirstOrDefault();
            var uuid = zelfde?.Uuid ?? (await Plaats<Catalogus>(o, o.Json))?.Uuid;
            if (uuid is not { } hierbij) continue;
            if (zelfde is not null) Telling(o.Soort).Hergebruikt++;
            hier[o.Adres] = hierbij;
            verslag.Catalogussen.Add(Ref<Catalogus>.To(hierbij));
        }
        return true;

        bool Mis(string code, string zin)
        {
            fouten.Add(new Fault("catalogus", code, zin));
            return false;
        }
    }

    // A type that others of its catalogus name.
    private async ValueTask Gedeeld<T>(Onderdeel o, Action<JsonObject> vul) where T : Resource, IVersie
    {
        if (Doel(o) is not { } catalogus) return;
        if (o.Json.Tekst("omschrijving") is { } naam && await Bestaat<T>(o.Soort, catalogus, naam))
        {
            Telling(o.Soort).Hergebruikt++;
            return;
        }
        o.Json["catalogus"] = Adres<Catalogus>(catalogus);
        Groepen(o.Json);
        vul(o.Json);
        await Plaats<T>(o, o.Json);
    }

    // What it names as its parts is the answer; null when it is not made.
    private async ValueTask<JsonArray?> NeemZaaktype(Onderdeel o)
    {
        if (Doel(o) is not { } catalogus) { geweigerd.Add(o.Adres); return null; }
        var json = o.Json;
        json["catalogus"] = Adres<Catalogus>(catalogus);
        Groepen(json);
        json["besluittypen"] = Namen(o, "besluittypen", "besluittypeOmschrijving");
        var deelzaaktypen = new JsonArray();
        foreach (var deel in Namen(o, "deelzaaktypen", "deelzaaktypeIdentificaties").Select(n => (string)n!))
        {
            if (Historiemodel.IsAdres(deel) || namen.ContainsValue(deel) || await Bestaat<Zaaktype>("ZaakType", catalogus, deel))
                deelzaaktypen.Add(deel);
            else Weggelaten(o, "deelzaaktypen", deel);
        }
        json["deelzaaktypen"] = new JsonArray();
        if (json["gerelateerdeZaaktypen"] is JsonArray relaties)
        {
            foreach (var relatie in relaties.OfType<JsonObject>().ToList())
            {
                var adres = relatie.Tekst("zaaktype") ?? "";
                if (namen.TryGetValue(Pakket.Adres(adres), out var naam))
                {
                    relatie["zaaktype"] = naam;
                }
                else if (relatie.Tekst("zaaktypeIdentificatie") is { Length: > 0 } identificatie)
                {
                    relatie["zaaktype"] = identificatie;
                }
                else if (Historiemodel.IsAdres(adres) && !IsHier(adres))
                {
                    Weggelaten(o, "gerelateerdeZaaktypen", adres);
                    relaties.Remove(relatie);
                }
            }
        }
        if (await IsErAl(catalogus, json))
        {
            fouten.Add(new Fault($"{o.Pad}.identificatie", "overlap",
                "Deze versie van dit zaaktype is hier al, met dezelfde eerste en laatste dag. Ze is niet nog eens overgenomen."));
            geweigerd.Add(o.Adres);
            return null;
        }
        if (await Plaats<Zaaktype>(o, json) is not { } zaaktype) { geweigerd.Add(o.Adres); return null; }
        catalogusVan[zaaktype.Uuid] = catalogus;
        verslag.Zaaktypen.Add(Ref<Zaaktype>.To(zaaktype.Uuid));
        return o.Adres.Length > 0 ? deelzaaktypen : null;
    }

    // Concepts may overlap (they are told apart when they are published), but who takes over the same file twice means the same versions.
    private async ValueTask<bool> IsErAl(Guid catalogus, JsonObject json) => json.Tekst("identificatie") is { } naam
        && (await call.Session.Find<Zaaktype>(q => q.Is("catalogus", Ref<Catalogus>.To(catalogus)).Is("identificatie", naam)))
            .Exists(z => Stored.Text(z.BeginGeldigheid) == json.Tekst("beginGeldigheid")
                && (z.EindeGeldigheid is { } einde ? Stored.Text(einde) : null) == json.Tekst("eindeGeldigheid"));

    // What is part of a zaaktype follows it, in catalogus and validity too.
    private async ValueTask Delen<T>(string soort, Action<Onderdeel, JsonObject> vul) where T : Resource
    {
        foreach (var o in inhoud[soort])
        {
            var adres = Pakket.Adres(o.Json.Tekst("zaaktype"));
            if (geweigerd.Contains(adres)) continue; // said of the zaaktype already
            if (!hier.TryGetValue(adres, out var zaaktype) || !catalogusVan.TryGetValue(zaaktype, out var catalogus))
            {
                fouten.Add(new Fault($"{o.Pad}.zaaktype", "does_not_exist", "Het zaaktype van dit onderdeel staat niet in het bestand."));
                continue;
            }
            o.Json["zaaktype"] = Adres<Zaaktype>(zaaktype);
            o.Json["catalogus"] = Adres<Catalogus>(catalogus);
            foreach (var veld in (string[])["beginGeldigheid", "eindeGeldigheid"]) o.Json.Remove(veld);
            var voor = o.Json.DeepClone().AsObject();
            vul(o, o.Json);
            if (await Plaats<T>(o, o.Json) is not null && soort == "StatusType")
                o.Json["eigenschappen"] = voor["eigenschappen"]?.DeepClone();
        }
    }

    // Statustypen and eigenschappen name each other: this is the way back.
    private async ValueTask VerplichtEigenschappen(Onderdeel o)
    {
        if (o.Json["eigenschappen"] is not JsonArray { Count: > 0 } genoemd || !hier.TryGetValue(o.Adres, out var uuid)) return;
        var eigenschappen = new JsonArray();
        foreach (var adres in genoemd.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var t) ? t : ""))
        {
            if (hier.TryGetValue(Pakket.Adres(adres), out var eigenschap)) eigenschappen.Add(Adres<Eigenschap>(eigenschap));
            else Weggelaten(o, "eigenschappen", adres);
        }
        o.Json["eigenschappen"] = eigenschappen;
        if (eigenschappen.Count > 0) await call.Place<Statustype>(uuid, o.Json, o.Pad, fouten);
    }

    private async ValueTask<T?> Plaats<T>(Onderdeel o, JsonObject json) where T : Resource
    {
        if (o.Adres.Length > 0 && hier.ContainsKey(o.Adres))
        {
            fouten.Add(new Fault($"{o.Pad}.url", "unique", "Dit onderdeel staat al eerder in het bestand."));
            return null;
        }
        var (gemaakt, _) = await call.Place<T>(Guid.Empty, json, o.Pad, fouten);
        if (gemaakt is null) return null;
        Telling(o.Soort).Gemaakt++;
        if (o.Adres.Length > 0) hier[o.Adres] = gemaakt.Uuid;
        return gemaakt;
    }

    private Guid? Doel(Onderdeel o)
    {
        if (gekozen != Guid.Empty) return gekozen;
        if (hier.TryGetValue(Pakket.Adres(o.Json.Tekst("catalogus")), out var catalogus)) return catalogus;
        if (!fouten.Exists(f => f.Name.StartsWith("Catalogus.json", StringComparison.Ordinal)))
            fouten.Add(new Fault($"{o.Pad}.catalogus", "does_not_exist", "De catalogus van dit onderdeel staat niet in het bestand."));
        return null;
    }

    // As it was before anything of the file was made.
    private async ValueTask<bool> Bestaat<T>(string soort, Guid catalogus, string naam) where T : Resource, IVersie
    {
        if (bekend.TryGetValue((catalogus, soort, naam), out var al)) return al;
        return bekend[(catalogus, soort, naam)] = await call.Session.Any<T>(q => q.Is("catalogus", Ref<Catalogus>.To(catalogus))
            .Is(T.NaamKolom, naam));
    }

    // Relations between types are by name: the addresses of the file become names, and names that stand beside them go along.
    private JsonArray Namen(Onderdeel o, string veld, params string[] ernaast)
    {
        var genoemd = ernaast.SelectMany(v => Teksten(o.Json[v])).ToList();
        var uit = new List<string>();
        foreach (var tekst in Teksten(o.Json[veld]))
        {
            if (namen.TryGetValue(Pakket.Adres(tekst), out var naam)) uit.Add(naam);
            else if (!Historiemodel.IsAdres(tekst) || IsHier(tekst)) uit.Add(tekst);
            else if (genoemd.Count == 0) Weggelaten(o, veld, tekst);
        }
        uit.AddRange(genoemd);
        return new JsonArray([.. uit.Distinct().Select(n => (JsonNode)n)]);
    }

    private static IEnumerable<string> Teksten(JsonNode? lijst) => lijst is JsonArray a ? a.OfType<JsonValue>()
        .Select(v => v.TryGetValue<string>(out var t) ? t : "") : [];

    private string? Naar<T>(Onderdeel o, string veld) where T : Resource
    {
        if (o.Json.Tekst(veld) is not { Length: > 0 } adres) return null;
        if (hier.TryGetValue(Pakket.Adres(adres), out var uuid)) return Adres<T>(uuid);
        Weggelaten(o, veld, adres);
        return null;
    }

    private void Weggelaten(Onderdeel o, string veld, string verwijzing) =>
        verslag.Opmerkingen.Add($"{o.Pad}.{veld}: {verwijzing} staat niet in het bestand en ook niet hier; weggelaten.");

    // A group of which nothing is filled in is no group; other servers write it out all the same.
    private static void Groepen(JsonObject json)
    {
        foreach (var naam in Pakket.Groepen)
            if (json[naam] is JsonObject groep && groep.All(v => v.Value is null || groep.Tekst(v.Key) is "")) json[naam] = null;
        if (json.Tekst("servicenorm") is "" or "P0D") json["servicenorm"] = null;
        if (json["brondatumArchiefprocedure"] is not JsonObject brondatum) return;
        if (string.IsNullOrEmpty(brondatum.Tekst("afleidingswijze"))) json["brondatumArchiefprocedure"] = null;
        else if (brondatum.Tekst("procestermijn") is "" or "P0D") brondatum["procestermijn"] = null;
    }

    private Importtelling Telling(string soort)
    {
        if (verslag.Tellingen.Find(t => t.Soort == soort) is { } telling) return telling;
        verslag.Tellingen.Add(telling = new Importtelling { Soort = soort });
        return telling;
    }

    private bool IsHier(string adres) => call.Session.StoredForm(adres).StartsWith("~/", StringComparison.Ordinal);
    private string Adres<T>(Guid uuid) where T : Resource => call.Session.ShownForm(Ref<T>.To(uuid).Value!);
}
