using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Registers;

namespace Brink.Host;

// Members and systems.
internal sealed partial class Verenigingsimport
{
    private const string Portfolio = "portfolio/api/v1/";

    private void Leden(Bronbestand b)
    {
        foreach (var g in b.Moet("gemeenten").Lijst)
        {
            var status = g.Of("status");
            var naam = g.Moet("naam").Tekst;
            var verband = b.Deel("samenwerking")?.Lijst.FirstOrDefault(s => s["leden"]?.Lijst.Any(l => l.Tekst == naam) == true)?.Of(
                "naam") ?? "";
            lijst.Maak(Portfolio + "leden", $"lid/{naam}", $"{b.Naam}: {naam}", new JsonObject
            {
                ["naam"] = naam,
                ["status"] = status.StartsWith("geen lid", StringComparison.Ordinal) ? "geen_lid" : status == "lid"
                    || status.StartsWith("lid (",
                    StringComparison.Ordinal) ? "lid" : "onbekend",
                ["samenwerkingsverband"] = verband,
                ["toelichting"] = status is "lid" ? "" : status,
                ["bronregels"] = g.Regels,
            });
        }
        foreach (var s in b.Deel("samenwerking")?.Lijst ?? [])
        {
            Samenwerking(b, s, new JsonArray([.. (s["leden"]?.Lijst ?? []).Where(l => lijst.Kent($"lid/{l.Tekst}")).Select(l =>
                (JsonNode)lijst.Naar($"lid/{l.Tekst}"))]), "gemeenten");
        }
        foreach (var x in b.Deel("externen")?.Lijst ?? [])
        {
            var soort = x.Of("soort");
            if (Levert().IsMatch(soort))
            {
                lijst.Maak(Portfolio + "leveranciers", $"leverancier/{x.Moet("naam").Tekst}", $"{b.Naam}: {x.Moet("naam").Tekst}",
                    new JsonObject
                    {
                        ["naam"] = x.Moet("naam").Tekst,
                        ["soort"] = soort,
                        ["naamvarianten"] = x["naamVarianten"]?.Knoop ?? new JsonArray(),
                        ["toelichting"] = x.Of("opmerking"),
                        ["bronregels"] = x.Regels,
                    });
            }
            else
            {
                Samenwerking(b, x, [], soort);
                if (x["naamVarianten"] is not null) Begrip(b, x, soort);
            }
        }
        foreach (var g in b.Deel("gremia")?.Lijst ?? []) Begrip(b, g, g.Of("soort", "gremium"));
        foreach (var r in b.Deel("rollen")?.Lijst ?? []) Begrip(b, r, "rol");
        if (b.Deel("vereniging") is { } v && v["ledenAantal"] is { } aantal)
        {
            lijst.Maak(Portfolio + "begrippen", "begrip/Aantal leden", $"{b.Naam}: ledenAantal", new JsonObject
            {
                ["naam"] = "Aantal leden",
                ["soort"] = "ledental",
                ["betekenis"] = $"{aantal.Getal}"
                    + (v["ledenAantalTekst"] is { } t ? $" (bron: {string.Join(", ", t.Lijst.Select(x => x.Regel))})" : ""),
            });
        }
        if (b.Deel("personen") is { } personen)
            lijst.Opmerkingen.Add($"{personen}: namen van personen worden niet overgenomen; de rollen wel.");
        b.Deel("aantalGenoemd"); // counted anew
    }

    private void Samenwerking(Bronbestand b, Deel s, JsonArray deelnemers, string soort) =>
        lijst.Maak(Portfolio + "samenwerkingen", $"samenwerking/{s.Moet("naam").Tekst}", $"{b.Naam}: {s.Moet("naam").Tekst}", new JsonObject
        {
            ["naam"] = s.Moet("naam").Tekst,
            ["soort"] = soort,
            ["aandacht"] = s.Of("opmerking"),
            ["leden"] = deelnemers,
            ["bronregels"] = s.Regels,
        });

    private void Begrip(Bronbestand b, Deel x, string soort)
    {
        var naam = x.Moet("naam").Tekst;
        lijst.Maak(Portfolio + "begrippen", $"begrip/{naam}", $"{b.Naam}: {naam}", new JsonObject
        {
            ["naam"] = naam,
            ["soort"] = soort,
            ["naamvarianten"] = x["naamVarianten"]?.Knoop ?? new JsonArray(),
            ["betekenis"] = x.Of("bevoegdheid"),
        });
    }

    private void Systemen(Bronbestand b)
    {
        var systemen = b.Moet("systemen").Lijst.ToList();
        foreach (var s in systemen)
        {
            var naam = s.Moet("naam").Tekst;
            var varianten = (s["naamVarianten"]?.Lijst ?? []).Select(x => x.Tekst).ToList();
            foreach (var n in new[] { naam, Kern(naam), Tussen(naam) }.Concat(varianten).Where(n => n.Length > 0))
                componenten.TryAdd(n, naam);
            foreach (var r in s["begroting2023"]?["regels"]?.Lijst ?? []) componentVanRegel[r.Getal] = naam;
            var feiten = (s["feiten"]?.Lijst ?? []).ToList();
            var vast = feiten.Select(f => BestaandTarief().Match(f.Moet("feit").Tekst)).FirstOrDefault(m => m.Success);
            var leverancier = s.Of("leverancier");
            if (leverancier.Length > 0 && !lijst.Kent($"leverancier/{leverancier}"))
            {
                lijst.Maak(Portfolio + "leveranciers", $"leverancier/{leverancier}", $"{b.Naam}: {leverancier}",
                    new JsonObject { ["naam"] = leverancier });
            }
            lijst.Maak(Portfolio + "componenten", $"component/{naam}", $"{b.Naam}: {naam}", new JsonObject
            {
                ["naam"] = naam,
                ["soort"] = s.Of("soort"),
                ["omschrijving"] = s.Of("omschrijving", s.Of("opmerking")),
                ["laag"] = s.Of("laag"),
                ["levensloop"] = s.Of("levensloop", s["einddatum"] is null ? "onbekend" : "uitfasering"),
                ["eigenaar"] = s.Of("eigenaar"),
                ["leverancier"] = leverancier.Length > 0 ? lijst.Naar($"leverancier/{leverancier}") : null,
                ["einddatum"] = s.Of("einddatum") is { Length: > 0 } e ? e : null,
                ["naamvarianten"] = new JsonArray([.. varianten.Select(x => (JsonNode)x)]),
                ["feiten"] = new JsonArray(
                    [.. feiten.Select(f => new JsonObject { ["regel"] = f.Regel, ["tekst"] = f.Moet("feit").Tekst })]),
                ["aantallen"] = Aantallen(naam),
                ["investeringen"] = new JsonArray(
                    [.. (s["investeringenEuro"]?.Lijst ?? []).Select(i => new JsonObject { ["partij"] = i.Moet("partij").Tekst,
                    ["bedrag"] = i.Moet("bedrag").Bedrag })]),
                ["tariefVastTot"] = vast is null ? null : int.Parse(vast.Groups[1].Value, CultureInfo.InvariantCulture),
            });
            foreach (var f in feiten)
            {
                if (Contracteinde().Match(f.Moet("feit").Tekst) is { Success: true } c
                    && lijst.Kent($"leverancier/{c.Groups["wie"].Value}"))
                {
                    lijst.Maak(Portfolio + "contracten", $"contract/{naam}", $"{f}: contract", new JsonObject
                    {
                        ["naam"] = $"Contract {naam} met {c.Groups["wie"].Value}",
                        ["leverancier"] = lijst.Naar($"leverancier/{c.Groups["wie"].Value}"),
                        ["component"] = lijst.Naar($"component/{naam}"),
                        ["einde"] = DateOnly.ParseExact(c.Groups["dag"].Value, "d MMMM yyyy", Nederlands.Cultuur)
                            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        ["bronregels"] = f.Regels,
                    });
                }
            }
        }
        foreach (var s in systemen)
        {
            foreach (var deel in s["componenten"]?.Lijst ?? []) Hangt(b, deel, deel.Tekst, s.Moet("naam").Tekst, "onderdeel_van");
            foreach (var a in s["afhankelijkheden"]?.Lijst ?? [])
                Hangt(b, a, s.Moet("naam").Tekst, a.Moet("naar").Tekst, a.Moet("soort").Tekst);
        }
    }

    private void Hangt(Bronbestand b, Deel waar, string van, string naar, string soort)
    {
        if (!componenten.TryGetValue(van, out var vanNaam) || !componenten.TryGetValue(naar, out var naarNaam))
        {
            lijst.Opmerkingen.Add($"{waar}: '{(componenten.ContainsKey(van) ? naar : van)}' staat niet in de lijst van systemen; niet geplaatst.");
            return;
        }
        lijst.Maak(Portfolio + "afhankelijkheden", $"afhankelijkheid/{vanNaam}/{naarNaam}/{soort}", $"{b.Naam}: {vanNaam} → {naarNaam}",
            new JsonObject
            {
                ["van"] = lijst.Naar($"component/{vanNaam}"),
                ["naar"] = lijst.Naar($"component/{naarNaam}"),
                ["soort"] = soort
            });
    }

    // The numbers of members that the list of members names for a system.
    private JsonArray Aantallen(string naam)
    {
        var uit = new JsonArray();
        if (leden?.Deel("vereniging") is not { } v) return uit;
        void Voeg(string wat, int aantal, int? van, int? regel) =>
            uit.Add(new JsonObject { ["wat"] = wat, ["leden"] = aantal, ["van"] = van, ["regel"] = regel });
        if (Kern(naam) == "Beyond23" && v["betrokkenBijBeyond23"] is { } betrokken)
        {
            Voeg("betrokken gemeenten", betrokken.Moet("aantal").Getal,
            v["ledenAantal"]?.Getal, betrokken.Regel);
        }
        if (v["wimGebruikers"] is { } wim && wim["metOpenOnline"] is { } over)
        {
            if (Kern(naam) == "WIM") Voeg("over op Open Online", over.Getal, wim.Moet("aantal").Getal, wim.Regel);
            if (Kern(naam) == "Open Online") Voeg("live, van de gebruikers van WIM", over.Getal, wim.Moet("aantal").Getal, wim.Regel);
        }
        if (Kern(naam) == "Open Online" && v["openOnlineLive"] is { } live && Getal().Match(live.Of("tekst")) is { Success: true } m)
            Voeg("live", int.Parse(m.Value, CultureInfo.InvariantCulture), null, live.Regel);
        return uit;
    }

    // Which member uses what, as far as the list of members says so.
    private void Deelname(Bronbestand b)
    {
        foreach (var g in b.Moet("gemeenten").Lijst)
        {
            var naam = g.Moet("naam").Tekst;
            foreach (var (veld, waarde) in g.Velden.Where(v => v.Naam.StartsWith("gebruikt", StringComparison.Ordinal)))
            {
                if (!componenten.TryGetValue(veld["gebruikt".Length..],
                    out var component))
                {
                    lijst.Opmerkingen
                        .Add($"{waarde}: '{veld}' noemt geen bekend systeem; niet geplaatst."); continue;
                }
                lijst.Maak(Portfolio + "gebruik", $"gebruik/{naam}/{component}", $"{b.Naam}: {naam} {component}", new JsonObject
                {
                    ["lid"] = lijst.Naar($"lid/{naam}"),
                    ["component"] = lijst.Naar($"component/{component}"),
                    ["stand"] = waarde.Waar ? "productie" : "geen",
                });
            }
        }
    }

    private static string Kern(string naam) => naam.IndexOf(" (", StringComparison.Ordinal) is > 0 and var i ? naam[..i] : naam;
    private static string Tussen(string naam) => naam.IndexOf('(', StringComparison.Ordinal) is > 0 and var i && naam.EndsWith(')')
        ? naam[(i + 1)..^1] : "";

    [GeneratedRegex("leverancier|marktpartij|adviseur|dienstverlener|vergadermiddel")]
    private static partial Regex Levert();

    [GeneratedRegex(@"tot en met (20\d\d) de bestaande tarieven")]
    private static partial Regex BestaandTarief();

    [GeneratedRegex(@"contract met (?<wie>\w+) eindigt (op )?(?<dag>\d+ \w+ 20\d\d)")]
    private static partial Regex Contracteinde();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Getal();
}
