using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Brink.Host;

// A budget, with the memo about its indexation where there is one.
internal sealed partial class Verenigingsimport
{
    private const string Begrotingen = "begroting/api/v1/";

    private void Begroting(Bronbestand b, List<Bronbestand> tarieven)
    {
        var rijen = b.Moet("rijen").Lijst.ToList();
        var kolom = rijen.SelectMany(r => r.Velden).Select(v => Jaarkolom().Match(v.Naam)).FirstOrDefault(m => m.Success)
            ?? throw new InvalidDataException($"{b.Naam}: geen rij heeft een bedrag ('begroting' met een jaar erachter).");
        var jaar = int.Parse(kolom.Groups[1].Value, CultureInfo.InvariantCulture);
        var t = tarieven.Find(x => x.Naam.Contains(kolom.Groups[1].Value, StringComparison.Ordinal))
            ?? (tarieven.Count == 1 ? tarieven[0] : null);
        var (kopregel, koppen) = (b.Deel("kop")?.Velden ?? []).FirstOrDefault(v => v.Waarde.Json.ValueKind == JsonValueKind.Array);
        var cellen = koppen?.Lijst.Select(k => k.Tekst).Where(k => k.Length > 0).ToList() ?? [];
        var kop = cellen.FirstOrDefault() ?? $"Begroting {jaar}";
        var verhoging = t?.Deel("tariefverhoging");
        var genoemd = new JsonArray();
        void Noem(Deel? bedrag, string naam, string cijfer, JsonArray regels)
        {
            if (bedrag is not null)
            {
                genoemd.Add(new JsonObject
                {
                    ["naam"] = naam + (bedrag.Bedrag / 1000).ToString("0", CultureInfo.InvariantCulture),
                    ["bedrag"] = bedrag.Bedrag,
                    ["cijfer"] = cijfer,
                    ["op"] = 1000,
                    ["bronregels"] = regels
                });
            }
        }
        var circa = t?.Deel("nadeelCirca");
        Noem(circa?["productkosten"], "circa-", "verschil-productkosten", circa?.Regels ?? []);
        Noem(circa?["personeelEnBedrijfskosten"], "circa-", "verschil-bedrijfskosten", circa?.Regels ?? []);
        var tegenvaller = t?.Deel("tegenvaller");
        Noem(tegenvaller?["bedragGenoemd"], "", "totaal-benodigd", tegenvaller?.Regels ?? []);
        var bijdrage = t?.Deel("transitiebijdrage");
        var gevraagd = t?.Deel("gevraagdBesluit");
        var begroting = $"begroting/{jaar}/{kop}";
        lijst.Maak(Begrotingen + "begrotingen", begroting, $"{b.Naam}: {kop}", new JsonObject
        {
            ["jaar"] = jaar,
            ["naam"] = kop,
            ["beslotenPercentage"] = Deel.Procent(verhoging?.Of("percentageGenoemd")),
            ["transitiePercentage"] = Deel.Procent(bijdrage?.Of("percentage")),
            ["transitieBedrag"] = bijdrage?["bedrag"]?.Bedrag,
            ["transitieBronregels"] = bijdrage?.Regels ?? [],
            ["gevraagdBesluit"] = gevraagd?.Of("tekst") ?? "",
            ["gevraagdBesluitRegel"] = gevraagd?.Regel,
            ["kolomkoppen"] = new JsonArray([.. cellen.Select(k => (JsonNode)k)]),
            ["bronregel"] = kopregel is not null
                && int.TryParse(kopregel.AsSpan(kopregel.IndexOfAny([.. "0123456789"]) is >= 0 and var n ? n : kopregel.Length),
                out var regel) ? regel : null,
            ["vermeldingen"] = new JsonArray([.. (b.Deel("vaststelling")?.Lijst ?? []).Select(v => v.Knoop)]),
            ["genoemdeBedragen"] = genoemd,
            ["traject"] = new JsonArray([.. (t?.Deel("besluitvormingstraject")?.Lijst ?? []).Select(x => x.Knoop)]),
            ["opmerkingen"] = new JsonArray([.. new[] { t?.Deel("opmerkingUren"), t?.Deel("gekozenOplossing") }.OfType<Deel>().Select(x =>
                new JsonObject { ["regel"] = x.Regel, ["tekst"] = x.Moet("tekst").Tekst })]),
        });
        var inclusief = rijen.Find(r => r.Of("soort") == "subtotaal" && r.Of("naam")
            .Contains("incl toegerekende uren", StringComparison.Ordinal)) is not null;
        foreach (var r in rijen) Regel(b, begroting, r, kolom.Value, inclusief);
        if (t is not null) Opbouw(t, begroting);
        lijst.Maak(Begrotingen + "vaststellingen", $"{begroting}/vastgesteld", $"{b.Naam}: vastgesteld", new JsonObject
        {
            ["begroting"] = lijst.Naar(begroting),
            ["orgaan"] = "ALV",
            ["toelichting"] = "Overgenomen uit de bron, die de dag niet noemt.",
        });
        t?.Deel("memo");
        t?.Deel("indexatie"); // stands in each row
        t?.Deel("besluitvormingstrajectRegel");
        if (t?.Deel("omzetregelVergelijking") is { } uitkomst)
            lijst.Opmerkingen.Add($"{uitkomst}: uitkomsten, geen invoer; niet geplaatst (vraag ze op met 'reken').");
    }

    private void Regel(Bronbestand b, string begroting, Deel r, string kolom, bool inclusief)
    {
        var naam = r.Of("naam", r.Of("omschrijving"));
        var soort = r.Moet("soort").Tekst;
        var bedrag = r[kolom]?.Bedrag;
        var (van, naar) = (Deel.Procent(r.Of("toegepasteIndexatie")), Deel.Procent(r.Of("benodigdeIndexatie")));
        var tekst = r.Of("verschilTekst", r["verschilEuro"] is null ? "-" : "");
        var gedrukt = r["verschilEuro"]?.Bedrag
            ?? (soort is "productkosten" or "bedrijfskosten" && tekst == "-" && bedrag is not null ? 0 : null);
        lijst.Maak(Begrotingen + "begrotingsregels", $"{begroting}/{r.Moet("volgnummer").Getal}", $"{b.Naam}: regel {r.Regel} {naam}",
            new JsonObject
            {
                ["begroting"] = lijst.Naar(begroting),
                ["volgnummer"] = r.Moet("volgnummer").Getal,
                ["omschrijving"] = naam,
                ["soort"] = soort,
                ["kostensoort"] = Kostensoort(soort, naam),
                ["bedrag"] = bedrag,
                ["toegepasteIndexatie"] = van,
                ["benodigdeIndexatie"] = naar,
                ["toegepasteTekst"] = van is null ? r.Of("toegepasteIndexatie") : "",
                ["verschilTeltMee"] = !(bedrag is not null && van is not null && naar is not null && gedrukt is null && tekst.Length == 0),
                ["inclusiefUren"] = inclusief && soort == "productkosten",
                ["gedruktVerschil"] = gedrukt,
                ["component"] = r.Regel is { } regel && componentVanRegel.TryGetValue(regel, out var component)
                ? lijst.Naar($"component/{component}") : null,
                ["voetnoot"] = r.Of("voetnoot"),
                ["voetnoottekst"] = r.Of("voetnoottekst"),
                ["bronregel"] = r.Regel,
            });
    }

    private static string Kostensoort(string soort, string naam) => (soort, naam) switch
    {
        ("productkosten", _) when naam.Contains("Innovatie", StringComparison.OrdinalIgnoreCase) => "innovatie",
        ("productkosten", _) when naam.Contains("projecten", StringComparison.OrdinalIgnoreCase) => "projecten",
        ("productkosten", _) when naam.Contains("Transitie", StringComparison.OrdinalIgnoreCase) => "transitie",
        ("productkosten", _) => "leverancier",
        ("bedrijfskosten", _) when naam.StartsWith("Personeel", StringComparison.OrdinalIgnoreCase) => "salarissen",
        ("bedrijfskosten", _) => "bedrijfskosten",
        _ => "",
    };

    private void Opbouw(Bronbestand t, string begroting)
    {
        foreach (var (veld, tabel) in new[] { ("opbouwDoorbelasting", "doorbelasting"), ("opbouwBegrotingsdelen", "begrotingsdelen") })
        {
            foreach (var o in t.Deel(veld)?.Lijst ?? [])
            {
                var naam = o.Moet("onderdeel").Tekst;
                lijst.Maak(Begrotingen + "opbouwdelen", $"{begroting}/{tabel}/{naam}", $"{o}: {naam}", new JsonObject
                {
                    ["begroting"] = lijst.Naar(begroting),
                    ["tabel"] = tabel,
                    ["soort"] = naam.Contains("everanciers", StringComparison.Ordinal) ? "leverancierskosten"
                        : naam.StartsWith("Directe", StringComparison.Ordinal)
                        ? "directe_uren"
                        : naam.StartsWith("Personeel", StringComparison.Ordinal) ? "personeel_en_bedrijf"
                            : naam.StartsWith("Projecten", StringComparison.Ordinal) ? "projecten"
                        : naam == "Totaal" ? "totaal"
                            : throw new InvalidDataException($"{o}: '{naam}' is geen bekend onderdeel van de doorbelasting."),
                    ["onderdeel"] = naam,
                    ["bedrag"] = o.Moet("bedrag").Bedrag,
                    ["gedruktAandeel"] = Deel.Procent(o.Of("aandeel")),
                    ["gedruktRisico"] = o["inflatierisico"]?.Bedrag,
                    ["gedruktGemiddelde"] = Deel.Procent(o.Of("gemiddeld")),
                    ["bronregel"] = o.Regel,
                });
            }
        }
    }

    [GeneratedRegex(@"^begroting(20\d\d)$")]
    private static partial Regex Jaarkolom();
}
