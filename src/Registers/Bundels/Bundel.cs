using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Catalogusbeheer;

namespace Brink.Registers.Bundels;

/// <summary>Makes bundles, and takes them over. What is here is read in the form of a bundle too,
/// so what will change is how the two differ.</summary>
internal static class Bundel
{
    /// <summary>The part of all catalogi; every other part is that of one kind of resource.</summary>
    public const string Catalogi = "catalogi";
    private const string Map = Catalogi + "/";
    private const int MeesteFouten = 200;

    private static readonly Dictionary<string, Type> Typen = new()
    {
        ["Catalogus"] = typeof(Catalogus),
        ["InformatieObjectType"] = typeof(Informatieobjecttype),
        ["BesluitType"] = typeof(Besluittype),
        ["ZaakType"] = typeof(Zaaktype),
        ["StatusType"] = typeof(Statustype),
        ["Eigenschap"] = typeof(Eigenschap),
        ["ZaakTypeInformatieObjectType"] = typeof(ZaaktypeInformatieobjecttype),
        ["ResultaatType"] = typeof(Resultaattype),
        ["RolType"] = typeof(Roltype),
        ["ZaakObjectType"] = typeof(Zaakobjecttype),
    };

    // Whether it is definitive is no difference between two versions; since when it is here is of here.
    private const string Concept = "concept";
    private static readonly string[] VanHier = ["url", "uuid", "beginObject", "eindeObject"];

    private static IEnumerable<Definition> Soorten(Model model) => model.Definitions.Where(d => d.Moving is not null)
        .OrderBy(d => d.Moving!.Map, StringComparer.Ordinal);

    private static List<string> Delen(Model model) => [Catalogi, .. Soorten(model).Select(d => d.Moving!.Map)];

    /// <summary><c>GET export</c>.</summary>
    public static async ValueTask<ActionResult> Geef(ActionCall call)
    {
        var model = call.Session.Model;
        var delen = (call.Parameters.GetValueOrDefault("delen") as string ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (delen.Count == 0) delen = [.. Delen(model).Where(d => MagLezen(call, d))];
        if (delen.Find(d => !Delen(model).Contains(d)) is { } vreemd)
        {
            return new ActionResult(null, [new Fault("delen", "invalid",
                $"'{vreemd}' is geen deel van een bundel. Kies uit: {string.Join(", ", Delen(model))}.")]);
        }
        if (delen.Exists(d => !MagLezen(call, d))) throw Session.Refuse(403, "permission_denied", "U mag dit deel niet lezen.");
        var (dingen, _) = await Hier(call, delen);
        return new ActionResult(null, Blob: Blob.Of(Bundelinhoud.Schrijf(delen, dingen), "application/zip",
            $"bundel-{call.Session.Organisatie.Id}.zip"));
    }

    private static bool MagLezen(ActionCall call, string deel)
    {
        var d = deel == Catalogi ? call.Session.Model.Of(typeof(Zaaktype)) : Soorten(call.Session.Model).First(s => s.Moving!.Map == deel);
        return !call.Session.Caller.For(d.Register.Component, d.ScopesFor(Operation.Read)).None;
    }

    /// <summary><c>POST import</c>.</summary>
    public static async ValueTask<ActionResult> Neem(ActionCall call)
    {
        var (s, fouten) = (call.Session, new List<Fault>());
        var verslag = new Bundelimport { Moment = s.Now, Proef = call.Parameters.GetValueOrDefault("proef") is true };
        var bestanden = Soorten(s.Model).Select(d => d.Moving!.Map).Concat(Pakket.Soorten.Select(soort => Map + soort)).ToList();
        var (delen, dingen) = Bundelinhoud.Lees(call.File!, bestanden, fouten, verslag.Opmerkingen);
        if (fouten.Count > 0) return new ActionResult(null, fouten);
        verslag.Delen.AddRange(delen.Where(Delen(s.Model).Contains).Union(dingen.Select(d => d.Deel.Split('/')[0])));
        if (verslag.Delen.Exists(d => !MagLezen(call, d))) throw Session.Refuse(403, "permission_denied", "U mag dit deel niet lezen.");
        var (hier, namen) = await Hier(call, Delen(s.Model));
        var bekend = hier.ToDictionary(h => (h.Deel, h.Naam));
        foreach (var ding in dingen)
            verslag.Regels.Add(Blijft(ding, hier) ?? Vergelijk(ding, bekend.GetValueOrDefault((ding.Deel, ding.Naam))));

        var nieuw = verslag.Regels.Where(r => r.Verschil == Bundelverschil.Nieuw).Select(r => (r.Deel, r.Naam)).ToHashSet();
        await NeemCatalogi(call, dingen, nieuw, hier, fouten);
        if (fouten.Count == 0) namen = await Adressen(call); // with what came
        foreach (var d in fouten.Count == 0 ? Soorten(s.Model) : [])
        {
            foreach (var ding in dingen.Where(x => x.Deel == d.Moving!.Map))
            {
                if (bekend.GetValueOrDefault((ding.Deel, ding.Naam)) is not { } daar
                    || Vergelijk(ding, daar).Verschil != Bundelverschil.Gelijk)
                {
                    await NeemDing(call, d, ding, namen, fouten);
                }
            }
        }
        if (fouten.Count > 0) return new ActionResult(null, [.. fouten.Take(MeesteFouten)]);
        await s.Create(verslag);
        return new ActionResult(verslag, Location: verslag.Proef ? null : call.Definition.Address(verslag)) { Undone = verslag.Proef };
    }

    // --- what is here, in the form of a bundle ---

    private static async ValueTask<(List<Bundelding> Dingen, Dictionary<string, string> Namen)> Hier(ActionCall call,
        IReadOnlyCollection<string> delen)
    {
        var (dingen, namen) = await HierCatalogi(call);
        if (!delen.Contains(Catalogi)) dingen.Clear();
        foreach (var d in Soorten(call.Session.Model).Where(d => delen.Contains(d.Moving!.Map)))
        {
            foreach (var resource in await call.Session.All(d))
            {
                var json = call.Shown(resource);
                foreach (var veld in Weg(d).Concat(d.Moving!.Without)) json.Remove(veld);
                dingen.Add(new(d.Moving.Map, Naam(d, resource), dingen.Count, (JsonObject)Genoemd(call, json, namen)!));
            }
        }
        return (dingen, namen.ToDictionary(n => n.Value, n => n.Key));
    }

    // What is worked out, or holds only here.
    private static IEnumerable<string> Weg(Definition d) =>
        [.. VanHier, .. d.Schema.Fields.Where(f => (f.Computed || f.Internal) && f.Name != Concept).Select(f => f.Name)];

    private static async ValueTask<Dictionary<string, string>> Adressen(ActionCall call) =>
        (await HierCatalogi(call)).Namen.ToDictionary(n => n.Value, n => n.Key);

    private static string Naam(Definition d, Resource resource) => Query.KeyValue(d.Moving!.Naam.Get(resource))?.ToString() ?? "";

    // All catalogi, and by which name each address in them goes.
    private static async ValueTask<(List<Bundelding> Dingen, Dictionary<string, string> Namen)> HierCatalogi(ActionCall call)
    {
        var (dingen, namen) = (new List<(string Soort, JsonObject Json)>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var catalogus in (await call.Session.Find<Catalogus>(_ => { })).OrderBy(c => c.Domein, StringComparer.Ordinal))
        {
            foreach (var (soort, onderdelen) in await Uitlezer.Geheel(call, catalogus))
            {
                foreach (var json in onderdelen)
                {
                    var naam = Typenaam(soort, json, catalogus.Domein, namen);
                    for (var n = 2; namen.ContainsValue(naam); n++) naam = $"{Typenaam(soort, json, catalogus.Domein, namen)} ({n})";
                    namen[Pakket.Adres(json.Tekst("url"))] = naam;
                    dingen.Add((soort, json));
                }
            }
        }
        return ([.. dingen.Select((d, i) =>
        {
            var naam = namen[Pakket.Adres(d.Json.Tekst("url"))];
            foreach (var veld in Weg(call.Session.Model.Of(Typen[d.Soort]))) d.Json.Remove(veld);
            return new Bundelding(Map + d.Soort, naam, i, (JsonObject)Genoemd(call, d.Json, namen)!);
        })], namen);
    }

    // A type by its name and first day; what is part of a zaaktype by that and its own.
    private static string Typenaam(string soort, JsonObject json, string domein, Dictionary<string, string> namen)
    {
        string Van(string veld) => json[veld]?.ToString() ?? "";
        string Deel(string wat) => $"{namen.GetValueOrDefault(Pakket.Adres(Van("zaaktype")))}/{wat}";
        return soort switch
        {
            "Catalogus" => $"catalogus/{domein}",
            "InformatieObjectType" => $"informatieobjecttype/{domein}/{Van("omschrijving")}@{Van("beginGeldigheid")}",
            "BesluitType" => $"besluittype/{domein}/{Van("omschrijving")}@{Van("beginGeldigheid")}",
            "ZaakType" => $"zaaktype/{domein}/{Van("identificatie")}@{Van("beginGeldigheid")}",
            "StatusType" => Deel($"status {Van("volgnummer")}"),
            "Eigenschap" => Deel($"eigenschap {Van("naam")}"),
            "ZaakTypeInformatieObjectType" => Deel($"document {Van("volgnummer")} {Van("richting")}"),
            "ResultaatType" => Deel($"resultaat {Van("omschrijving")}"),
            "RolType" => Deel($"rol {Van("omschrijving")}"),
            _ => Deel($"object {Van("objecttype")} {Van("relatieOmschrijving")}".TrimEnd()),
        };
    }

    // Names in place of addresses (a list of which has no order of its own), and of another address of this organisation what follows its
    // own.
    private static JsonNode? Genoemd(ActionCall call, JsonNode? json, Dictionary<string, string> namen) => Teksten(json, tekst =>
        namen.TryGetValue(Pakket.Adres(tekst), out var naam) ? naam
        : tekst.StartsWith(call.Session.Address, StringComparison.Ordinal) ? "~/" + tekst[call.Session.Address.Length..] : tekst,
        lijst => lijst.All(x => x is JsonValue v && v.TryGetValue<string>(out var tekst) && namen.ContainsKey(Pakket.Adres(tekst))));

    private static JsonNode? Teksten(JsonNode? json, Func<string, string> naar, Func<JsonArray, bool>? orden = null)
    {
        if (json is JsonArray lijst)
        {
            var items = lijst.Select(x => Teksten(x, naar, orden));
            return new JsonArray([.. orden?.Invoke(lijst) == true ? items.OrderBy(x => (string?)x, StringComparer.Ordinal) : items]);
        }
        if (json is JsonValue waarde) return waarde.TryGetValue<string>(out var tekst) ? naar(tekst) : json.DeepClone();
        if (json is not JsonObject o) return null;
        var uit = new JsonObject();
        foreach (var (veld, inhoud) in o) uit[veld] = Teksten(inhoud, naar, orden);
        return uit;
    }

    // --- what differs ---

    // What is not here, and will not be made either: another version of a shared type, or a part of a version that is here.
    private static Bundelregel? Blijft(Bundelding ding, List<Bundelding> hier)
    {
        if (!ding.Deel.StartsWith(Map, StringComparison.Ordinal)
            || hier.Exists(h => (h.Deel, h.Naam) == (ding.Deel, ding.Naam)))
        {
            return null;
        }
        var gedeeld = ding.Deel is Map + "InformatieObjectType" or Map + "BesluitType"
            && hier.Exists(h => h.Deel == ding.Deel && Kaal(h.Naam) == Kaal(ding.Naam));
        var deel = ding.Json.Tekst("zaaktype") is { } zaaktype && hier.Exists(h => h.Deel == Map + "ZaakType" && h.Naam == zaaktype);
        return !gedeeld && !deel ? null : new()
        {
            Deel = ding.Deel,
            Naam = ding.Naam,
            Verschil = Bundelverschil.Blijft,
            Toelichting = gedeeld ? "Van dit type is hier al een andere versie. Die wordt gebruikt."
                : "Het zaaktype waar dit bij hoort, bestaat hier al, en blijft zoals het hier is. Maak er een nieuwe versie van.",
        };
    }

    // The name of a type without its first day.
    private static string Kaal(string naam) => naam.LastIndexOf('@') is >= 0 and var at ? naam[..at] : naam;

    private static Bundelregel Vergelijk(Bundelding ding, Bundelding? hier)
    {
        var type = ding.Deel.StartsWith(Map, StringComparison.Ordinal);
        if (hier is null) return new() { Deel = ding.Deel, Naam = ding.Naam, Verschil = Bundelverschil.Nieuw };
        var velden = ding.Json.Select(v => v.Key).Union(hier.Json.Select(v => v.Key)).Where(veld => !(type && veld == Concept)
            && !JsonNode.DeepEquals(ding.Json[veld], hier.Json[veld])).Order(StringComparer.Ordinal).ToList();
        return new()
        {
            Deel = ding.Deel,
            Naam = ding.Naam,
            Velden = velden,
            Verschil = velden.Count == 0 ? Bundelverschil.Gelijk : type ? Bundelverschil.Blijft : Bundelverschil.Gewijzigd,
            Toelichting = velden.Count > 0 && type ? "Dit type bestaat hier al, en blijft zoals het hier is. Maak er een nieuwe versie van." : "",
        };
    }

    // --- taking over ---

    // What is new, by the rules of the catalogi: a version that is here stays as it is, with its parts. What was definitive there,
    // becomes so here.
    private static async ValueTask NeemCatalogi(ActionCall call, List<Bundelding> dingen, HashSet<(string Deel, string Naam)> nieuw,
        List<Bundelding> hier, List<Fault> fouten)
    {
        var typen = dingen.Where(d => d.Deel.StartsWith(Map, StringComparison.Ordinal)).ToList();
        if (!typen.Exists(d => nieuw.Contains((d.Deel, d.Naam)))) return;
        bool IsNieuw(Bundelding d) => nieuw.Contains((d.Deel, d.Naam));
        var zaaktypen = typen.Where(d => d.Deel == Map + "ZaakType" && IsNieuw(d)).Select(d => d.Naam).ToHashSet();
        var inhoud = Pakket.Soorten.ToDictionary(soort => soort, soort => typen.Where(d => d.Deel == Map + soort)
            .Where(d => soort is "Catalogus" or "InformatieObjectType" or "BesluitType" || (soort == "ZaakType" ? IsNieuw(d)
                : zaaktypen.Contains(d.Json.Tekst("zaaktype") ?? "")))
            .Select(d => new Onderdeel(soort, d.Plaats, Hierheen(call, soort == "Catalogus"
                && hier.Find(h => h.Deel == d.Deel && h.Naam == d.Naam) is { } eigen ? eigen : d))).ToList());
        var bekend = hier.Where(h => h.Deel == Map + "ZaakType").ToDictionary(h => h.Naam, h => h.Json.Tekst("identificatie") ?? "");
        var begin = fouten.Count;
        var gemaakt = await Inlezer.Neem(call, inhoud, bekend, fouten);
        if (fouten.Count > begin)
        {
            for (var i = begin; i < fouten.Count; i++) fouten[i] = fouten[i] with { Name = Map + fouten[i].Name };
            return;
        }
        foreach (var d in typen.Where(d => d.Json["concept"] is JsonValue v && v.TryGetValue<bool>(out var concept) && !concept))
        {
            if (gemaakt.TryGetValue(d.Naam, out var uuid) && await Definitief(call.Session, d.Deel[Map.Length..], uuid) is { } fout)
                fouten.Add(fout with { Name = $"{d.Pad}.{fout.Name}" });
        }
    }

    private static JsonObject Hierheen(ActionCall call, Bundelding d)
    {
        var json = (JsonObject)Teksten(d.Json, t => t.StartsWith("~/", StringComparison.Ordinal) ? call.Session.Address + t[2..] : t)!;
        json["url"] = d.Naam;
        return json;
    }

    private static async ValueTask<Fault?> Definitief(Session s, string soort, Guid uuid) => soort switch
    {
        "InformatieObjectType" => await Publicatie.MaakDefinitief(s, (await s.Get(Ref<Informatieobjecttype>.To(uuid)))!),
        "BesluitType" => await Publicatie.MaakDefinitief(s, (await s.Get(Ref<Besluittype>.To(uuid)))!),
        "ZaakType" => await Publicatie.MaakDefinitief(s, (await s.Get(Ref<Zaaktype>.To(uuid)))!),
        _ => null,
    };

    // Made or changed as a request of its own would, with the rights of who asks. What stays behind in its environment, stays here too.
    private static async ValueTask NeemDing(ActionCall call, Definition d, Bundelding ding, Dictionary<string, string> adressen,
        List<Fault> fouten)
    {
        var daar = (await call.Session.All(d)).FirstOrDefault(r => Naam(d, r) == ding.Naam);
        var json = ding.Json.DeepClone().AsObject();
        var begin = fouten.Count;
        foreach (var veld in d.Schema.Fields.Where(f => f.Kind == Kind.Ref))
        {
            if (json.Tekst(veld.Name) is not { Length: > 0 } naam) continue;
            if (Adres(adressen, naam) is { } adres)
            {
                json[veld.Name] = adres;
            }
            else if (naam.StartsWith("~/", StringComparison.Ordinal))
            {
                json[veld.Name] = call.Session.Address + naam[2..];
            }
            else if (!naam.StartsWith("http", StringComparison.Ordinal))
            {
                fouten.Add(new Fault($"{ding.Pad}.{veld.Name}", "missing",
                    $"'{naam}' is hier niet, en staat niet in de bundel. Neem de catalogus mee, of maak dit eerst."));
            }
        }
        if (fouten.Count > begin) return;
        if (daar is not null)
        {
            var nu = call.Shown(daar);
            foreach (var veld in d.Moving!.Without) json[veld] = nu[veld]?.DeepClone();
        }
        try { await call.Place(d, daar?.Uuid ?? Guid.Empty, json, ding.Pad, fouten); }
        catch (RefusedException e) when (e.Status is 400 or 409)
        {
            fouten.Add(new Fault(ding.Pad, e.Code, $"'{ding.Naam}': {e.Message}"));
        }
    }

    // A version that is not here is the type of that name as it is here.
    private static string? Adres(Dictionary<string, string> adressen, string naam)
    {
        return adressen.TryGetValue(naam, out var precies) ? precies : !naam.Contains('@') ? null : adressen
            .Where(a => a.Key.Contains('@') && !a.Key[a.Key.LastIndexOf('@')..].Contains('/') && Kaal(a.Key) == Kaal(naam))
            .OrderByDescending(a => a.Key, StringComparer.Ordinal).Select(a => a.Value).FirstOrDefault();
    }
}
