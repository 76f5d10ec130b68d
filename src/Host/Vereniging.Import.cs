using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Registers.Rapportage;

namespace Brink.Host;

/// <summary>Turns the files of a folder into steps for the registers: a quarterly report, a budget with its indexation, members, systems.
/// See
/// <c>demo/vereniging/README.md</c>.</summary>
internal sealed partial class Verenigingsimport
{
    private readonly Stappenlijst lijst;
    private readonly Dictionary<string, string> componenten = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, string> componentVanRegel = [];
    private Bronbestand? leden;

    private Verenigingsimport(IReadOnlyDictionary<string, string> bestaand) => lijst = new Stappenlijst(bestaand);

    /// <summary>Reads a folder. Throws, with the file and the place, when something in it cannot be read.</summary>
    public static Stappenlijst Lees(string map, IReadOnlyDictionary<string, string> bestaand)
    {
        var import = new Verenigingsimport(bestaand);
        var bestanden = Directory.EnumerateFiles(map, "*.json").Order(StringComparer.Ordinal).Select(p => new Bronbestand(p)).ToList();
        foreach (var ander in Directory.EnumerateFiles(map).Where(p => !p.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal))
        {
            import.lijst.Opmerkingen.Add($"{Path.GetFileName(ander)}: geen gegevens (alleen .json wordt gelezen).");
        }
        import.leden = bestanden.Find(b => b.Heeft("gemeenten"));
        // What others refer to goes first: members, then systems, then budgets, then reports.
        foreach (var b in bestanden.Where(b => b.Heeft("gemeenten"))) import.Leden(b);
        foreach (var b in bestanden.Where(b => b.Heeft("systemen"))) import.Systemen(b);
        if (import.leden is not null) import.Deelname(import.leden);
        var tarieven = bestanden.Where(b => b.Heeft("opbouwDoorbelasting")).ToList();
        foreach (var b in bestanden.Where(b => b.Heeft("rijen"))) import.Begroting(b, tarieven);
        foreach (var b in tarieven.Where(b => !bestanden.Exists(x =>
            x.Heeft("rijen"))))
        {
            import.lijst.Opmerkingen.Add($"{b.Naam}: hoort bij een begroting, en die is er niet; niet geplaatst.");
        }
        foreach (var b in bestanden.Where(b => b.Heeft("dashboards"))) import.Rapport(b);
        foreach (var b in bestanden)
        {
            if (b.Heeft("controles"))
            {
                import.lijst.Opmerkingen.Add($"{b.Naam}: bevat uitkomsten, geen invoer; niet geplaatst (vraag ze op met 'reken').");
            }
            else if (!b.Heeft("gemeenten") && !b.Heeft("systemen") && !b.Heeft("opbouwDoorbelasting") && !b.Heeft("rijen")
                && !b.Heeft("dashboards"))
            {
                import.lijst.Opmerkingen.Add($"{b.Naam}: geen rapport, begroting, ledenlijst of systemenlijst; niet geplaatst.");
            }
            else
            {
                foreach (var veld in b.Ongelezen) import.lijst.Opmerkingen.Add($"{b.Naam}: '{veld}' heeft hier geen plaats.");
            }
        }
        return import.lijst;
    }

    private void Rapport(Bronbestand b)
    {
        var rapport = b.Moet("rapport");
        var periode = rapport.Moet("periode").Tekst;
        var ref_ = $"rapport/{periode}";
        var datum = rapport["oplegger"]?.Of("datum") is { Length: > 0 } d ? d : rapport.Of("datum");
        lijst.Maak("rapportage/api/v1/kwartaalrapporten", ref_, $"{b.Naam}: rapport {periode}", new JsonObject
        {
            ["periode"] = periode,
            ["titel"] = rapport.Moet("titel").Tekst,
            ["datum"] = datum.Length > 0 ? datum : null,
            ["vergaderdatum"] = rapport.Of("vergaderdatum") is { Length: > 0 } v ? v : null,
            ["overgenomen"] = true,
            ["inleiding"] = rapport["doel"]?.Of("tekst") ?? "",
            ["legendas"] = new JsonArray([.. (b.Deel("legendas")?.Lijst ?? []).Select(Legenda)]),
        });
        var acties = (b.Deel("acties")?.Lijst ?? []).ToList();
        var geplaatst = new HashSet<Deel>();
        var onderwerpen = (from dashboard in b.Moet("dashboards").Lijst
                           from sectie in dashboard.Moet("secties").Lijst
                           from o in sectie.Moet("onderwerpen").Lijst
                           select (dashboard, sectie, o)).ToList();
        var afhankelijk = onderwerpen.ToDictionary(x => x.o.Moet("id").Tekst, x => HangtAfVan(x.o, [.. onderwerpen.Select(y => y.o)]));
        // A subject comes after those that it depends on.
        var wacht = onderwerpen.ToList();
        while (wacht.Count > 0)
        {
            var nu = wacht.Where(x => afhankelijk[x.o.Moet("id").Tekst]
                .All(id => wacht.TrueForAll(y => y.o.Moet("id").Tekst != id))).ToList();
            if (nu.Count == 0)
            {
                throw new InvalidDataException(
                $"{b.Naam}: de onderwerpen {string.Join(", ", wacht.Select(x => x.o.Moet("id").Tekst))} hangen in een "
                + $"kring van elkaar af.");
            }
            foreach (var (dashboard, sectie, o) in nu) Onderwerp(b, dashboard, sectie, o, afhankelijk[o.Moet("id").Tekst]);
            wacht.RemoveAll(nu.Contains);
        }
        foreach (var (_, _, o) in onderwerpen) Meting(b, ref_, o, acties, geplaatst);
        foreach (var actie in acties.Where(a => !geplaatst.Contains(a)))
            lijst.Opmerkingen.Add($"{actie}: hoort bij geen toelichting (regel {actie.Regel}); niet geplaatst.");
        b.Deel("tellingen"); // counted anew
        foreach (var (soort, door) in new[] { ("vastgesteld", "MT"), ("rvc", "RvC"), ("gedeeld", "Regiebureau") })
        {
            lijst.Maak("rapportage/api/v1/rapportstappen", $"{ref_}/{soort}", $"{b.Naam}: rapport {periode} {soort}", new JsonObject
            {
                ["rapport"] = lijst.Naar(ref_),
                ["soort"] = soort,
                ["datum"] = datum.Length > 0 ? datum : Kwartaal.Lees(periode) is { } k ? Kwartaal.LaatsteDag(k)
                    .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                ["door"] = door,
                ["gedeeldMet"] = soort == "gedeeld" ? new JsonArray("leden", "coördinatoren", "medewerkers") : new JsonArray(),
                ["toelichting"] = "Overgenomen uit de bron; de dag is die van het rapport.",
            });
        }
    }

    private static JsonObject Legenda(Deel l)
    {
        IEnumerable<(string Teken, IEnumerable<string> Betekenissen)> Tekens() => l["lezingenPerGlyph"] is { } g
            ? g.Velden.Select(v => (v.Naam, v.Waarde.Lijst.Select(x => x.Tekst)))
            : new[] { "indicator", "voortgang" }.SelectMany(s => l[s]?.Velden ?? [])
                .Select(v => (v.Naam, (IEnumerable<string>)[v.Waarde.Tekst]));
        var zinnen = (l["letterlijk"]?.Lijst ?? []).Select(z => z.Tekst)
            .Concat(l.Json.EnumerateObject().Where(p => p.Name.StartsWith("regels",
            StringComparison.Ordinal) && p.Name != "regels")
            .SelectMany(p => p.Value.EnumerateArray()).Select(z => z.GetString()!));
        return new JsonObject
        {
            ["plaats"] = l.Moet("plaats").Tekst,
            ["regel"] = l.Regel,
            ["ontbreekt"] = l["regels"] is null,
            ["tekens"] = new JsonArray(
                [.. Tekens().Select(t =>
                new JsonObject { ["teken"] = t.Teken, ["betekenissen"] = new JsonArray([.. t.Betekenissen.Select(x =>
                (JsonNode)x)]) })]),
            ["zinnen"] = new JsonArray([.. zinnen.Select(z => (JsonNode)z)]),
        };
    }

    // As the file says, or as the words say: "volgend uit de accountplannen" is about the subject that makes those.
    private List<string> HangtAfVan(Deel o, List<Deel> alle)
    {
        if (o["hangtAfVan"] is { } gegeven) return [.. gegeven.Lijst.Select(x => x.Tekst)];
        var m = VolgendUit().Match(o.Moet("naam").Tekst);
        if (!m.Success) return [];
        var id = o.Moet("id").Tekst;
        var gevonden = alle.Where(x => x.Moet("id").Tekst is var ander && ander != id
            && ander[..ander.LastIndexOf('/')] == id[..id.LastIndexOf('/')]
            && x.Moet("naam").Tekst.Contains(m.Groups[1].Value, StringComparison.OrdinalIgnoreCase))
                .Select(x => x.Moet("id").Tekst).ToList();
        foreach (var ander in gevonden) lijst.Opmerkingen.Add($"{o}: uit '{m.Value}' is afgeleid dat {id} afhangt van {ander}.");
        return gevonden;
    }

    private void Onderwerp(Bronbestand b, Deel dashboard, Deel sectie, Deel o, List<string> hangtAfVan)
    {
        var id = o.Moet("id").Tekst;
        var labels = new JsonArray();
        if (sectie.Of("naamBijlage") is { Length: > 0 } bijlage)
        {
            labels.Add(new JsonObject
            {
                ["plaats"] = "bijlage",
                ["naam"] = bijlage,
                ["regel"] = sectie["bron"]?["regelKopBijlage"]?.Getal
            });
        }
        foreach (var kop in sectie["koppen"]?.Lijst ?? []) labels.Add(kop.Knoop);
        lijst.Maak("rapportage/api/v1/onderwerpen", $"onderwerp/{id}", $"{b.Naam}: {id}", new JsonObject
        {
            ["dashboard"] = dashboard.Moet("id").Tekst.StartsWith("operatie", StringComparison.Ordinal) ? "operatie" : "doelstellingen",
            ["sectie"] = sectie.Moet("letter").Tekst,
            ["sectienaam"] = sectie.Moet("naam").Tekst,
            ["nummer"] = o.Moet("nummer").Getal,
            ["naam"] = o.Moet("naam").Tekst,
            ["eigenaar"] = o.Of("eigenaar", sectie.Of("eigenaar")),
            ["doelstelling"] = o.Of("doelstelling"),
            ["wanneer"] = Kwartaal.Lees(o.Of("wanneer")) ?? "",
            ["wanneerTekst"] = o.Of("wanneerTekst"),
            ["hangtAfVan"] = new JsonArray([.. hangtAfVan.Select(x => (JsonNode)lijst.Naar($"onderwerp/{x}"))]),
            ["sectielabels"] = labels,
        });
    }

    private void Meting(Bronbestand b, string rapport, Deel o, List<Deel> acties, HashSet<Deel> geplaatst)
    {
        var id = o.Moet("id").Tekst;
        var stand = o.Moet("vastgesteld");
        var voortgang = stand.Of("voortgang");
        var indicator = stand.Of("indicator");
        var toelichting = o["toelichting"];
        var regels = toelichting?["tekstRegels"]?.Lijst.Select(r => r.Getal).ToList() ?? [];
        var eigen = acties.Where(a => regels.Count > 0 && a.Regel >= regels[0] && a.Regel <= regels[^1]).ToList();
        geplaatst.UnionWith(eigen);
        lijst.Maak("rapportage/api/v1/metingen", $"meting/{rapport}/{id}", $"{b.Naam}: {id}", new JsonObject
        {
            ["rapport"] = lijst.Naar(rapport),
            ["onderwerp"] = lijst.Naar($"onderwerp/{id}"),
            ["indicator"] = indicator is "groen" or "oranje" or "rood" ? indicator : null,
            ["stand"] = voortgang == "afgerond" ? "afgerond" : voortgang == "geen" && indicator == "geen" ? "niet_gestart" : "lopend",
            ["voortgang"] = voortgang.Length > 0 ? voortgang : null,
            ["toelichting"] = string.Join('\n', toelichting?["tekst"]?.Lijst.Select(t => t.Moet("tekst").Tekst) ?? []),
            ["uitvoering"] = o.Of("status"),
            ["uitvoeringTekst"] = o.Of("statusTekst"),
            ["ingevuld"] = true,
            ["acties"] = new JsonArray([.. eigen.Select(a => new JsonObject
            {
                ["wat"] = a.Moet("actie").Tekst,
                ["wie"] = string.Join(", ", a["wie"]?.Lijst.Select(w => w.Tekst) ?? []),
                ["termijn"] = a.Of("termijn"),
                ["regel"] = a.Regel,
            })]),
            ["bron"] = new JsonArray(
                [.. new[] { Bron("overzicht", o["overzicht"]), Bron("bijlage", o["bijlage"]), Kop(toelichting) }.OfType<JsonObject>()]),
        });
    }

    private static JsonObject? Bron(string plaats, Deel? d) => d is null ? null : new JsonObject
    {
        ["plaats"] = plaats,
        ["regel"] = d.Regel,
        ["naam"] = d.Of("naam"),
        ["indicatorteken"] = d.Of("indicatorGlyph"),
        ["voortgangsteken"] = d.Of("voortgangGlyph"),
        ["lezingen"] = new JsonArray(
            [.. (d["voortgangLezingen"]?.Lijst ?? []).Where(x => x.Json.ValueKind == JsonValueKind.String).Select(x => (JsonNode)x.Tekst)]),
        ["leeg"] = d["leeg"]?.Waar ?? false,
    };

    private static JsonObject? Kop(Deel? d) => d is null || d.Of("voortgangGlyph").Length == 0 ? null : new JsonObject
    {
        ["plaats"] = "toelichtingskop",
        ["regel"] = d["kopRegels"]?.Lijst.FirstOrDefault()?.Getal,
        ["naam"] = d.Of("doelTekst", d.Of("kop")),
        ["indicatorteken"] = d.Of("indicatorGlyph"),
        ["voortgangsteken"] = d.Of("voortgangGlyph"),
        ["lezingen"] = d.Of("voortgang") is { Length: > 0 } v ? new JsonArray(v) : new JsonArray(),
    };

    [GeneratedRegex(@"volgend uit (?:de|het) (\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex VolgendUit();
}
