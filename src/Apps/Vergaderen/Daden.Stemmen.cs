using System.Text.Json.Nodes;

namespace Brink.Apps.Vergaderen;

// Votes, statements and proxies.
internal static partial class Daden
{
    private static readonly (string Wat, Daad Doe)[] Stemdaden =
    [
        ("stemming", StemmingAsync),
        ("stemming-wijzig", StemmingAsync),
        ("stemming-weg", async (s, d) => Klaar(d, await s.Zgw.Weg<Stemming>(d.Bij, s.Afgebroken))),
        ("stem-openen", (s, d) => Stap<Stemming>(s, d, "openen")),
        ("stem-sluiten", (s, d) => Stap<Stemming>(s, d, "sluiten")),
        ("stem-vaststellen", (s, d) => Stap<Stemming>(s, d, "vaststellen")),
        ("stem-intrekken", (s, d) => Stap<Stemming>(s, d, "intrekken", Velden(("reden", d["reden"])))),
        // The acclamation lapses, and the same text is put to a roll call at once.
        ("hoofdelijk", (s, d) => Stap<Stemming>(s, d, "hoofdelijk")),
        ("naar-alv", NaarAlvAsync),
        ("stem", StemAsync),
        ("stem-wijzig", (s, d) =>
            WijzigTekst<Stem>(s, d, Stembiljet.Tekst, new() { ["keuze"] = d["keuze"], ["toelichting"] = d["toelichting"] })),
        ("noteer", NoteerAsync),
        ("stem-alle", StemAlleAsync),
        ("betwist", BetwistAsync),
        ("afmelden", AfmeldenAsync),
        ("afmelden-terug", (s, d) => Stap<Afmelding>(s, d, "intrekken")),
        ("afspraken", AfsprakenAsync),
        ("verklaring", VerklaringAsync),
        ("verklaring-actie", (s, d) => Stap<Stemverklaring>(s, d, "toezegging")),
        ("bespreek", BespreekAsync),
        ("bespreek-gehouden", GehoudenAsync),
        ("volmacht", VolmachtAsync),
        ("volmacht-intrekken", (s, d) => Stap<Volmacht>(s, d, "intrekken")),
    ];

    private static async Task<string?> StemmingAsync(Scherm scherm, Formulier d)
    {
        d.Moet("onderwerp", "Zeg waarover wordt gestemd");
        var (sluit, voorkennis) = (d.Moment("sluitdag", "sluittijd"), d.Datum("voorkennisBestuur"));
        if (d.Mis) return null;
        var body = new JsonObject
        {
            ["modus"] = d["modus"],
            ["onderwerp"] = d["onderwerp"],
            ["besluittekst"] = d["besluittekst"],
            ["sluit"] = sluit?.ToString("O"),
            ["voorkennisBestuur"] = voorkennis,
            ["opties"] = Lijst(Tekens.Regels(d["opties"])),
            ["opVerzoek"] = d.Vink("opVerzoek"),
        };
        if (!Aangaan(d, body)) return null;
        if (d.Misschien("soort") is { } soort) body["soort"] = soort;
        (string, string)[] namen = [("sluit", "sluittijd"), ("uitstap", "uitstapIngang"), ("agendapunt", "modus")];
        if (d.Wat == "stemming-wijzig") return await Wijzig<Stemming>(scherm, d, body, namen);
        if (d.Bij != Guid.Empty) body["agendapunt"] = Adres<Agendapunt>(scherm, d.Bij);
        var antwoord = await scherm.Zgw.Bewaar<Stemming>(body, scherm.Afgebroken);
        return !antwoord.Gelukt(out var s) ? Klaar(d, antwoord.Fout, namen)
            : d.Bij != Guid.Empty ? "" : $"/{scherm.Hier.Id}/vereniging/stemmingen/{Termen.Sleutel(s.Url)}?gedaan=stemming";
    }

    private static async Task<string?> StemAsync(Scherm scherm, Formulier d)
    {
        d.Moet("keuze", "Kies voor, tegen of onthouding");
        return await Maak<Stem>(scherm, d,
            Velden(("stemming", Adres<Stemming>(scherm, d.Bij)), ("lid", d["lid"]), ("keuze", d["keuze"]),
            ("toelichting", d["toelichting"])),
            ("lid", "keuze"));
    }

    // Whom it concerns, and whether members may stay out of it.
    private static bool Aangaan(Formulier d, JsonObject body)
    {
        body["betrokkenen"] = Lijst(d.Alle("betrokkenen"));
        body["redenBetrokkenen"] = d["redenBetrokkenen"];
        var (tot, ingang) = (d.Datum("uitstapTot"), d.Datum("uitstapIngang"));
        body["uitstap"] = null;
        if (d["voorwaarden"].Length == 0 && tot is null && ingang is null && !d.Vink("nadereAfspraken")) return !d.Mis;
        d.Moet("voorwaarden", "Schrijf de voorwaarden op voor wie niet meedoet");
        d.Moet("uitstapTot", "Vul in tot en met welke dag een lid dit kan melden");
        d.Moet("uitstapIngang", "Vul in vanaf welke dag een lid niet meedoet");
        if (d.Mis) return false;
        body["uitstap"] = new JsonObject
        {
            ["tot"] = tot,
            ["ingang"] = ingang,
            ["voorwaarden"] = d["voorwaarden"],
            ["nadereAfspraken"] = d.Vink("nadereAfspraken")
        };
        return true;
    }

    // One press for all members for whom somebody votes. Each vote is a deed of its own member: what is refused for one is named,
    // and takes nothing from another.
    private static async Task<string?> StemAlleAsync(Scherm scherm, Formulier d)
    {
        var gekozen = 0;
        foreach (var lid in d.Alle("lid").Where(l => Guid.TryParse(l, out _)).Distinct())
        {
            if (d.Misschien("keuze-" + lid) is not { } keuze) continue;
            gekozen++;
            var antwoord = await scherm.Zgw.Bewaar<Stem>(Velden(("stemming", Adres<Stemming>(scherm, d.Bij)),
                ("lid", scherm.Zgw.Adres(Plek.Van<Lid>(Guid.Parse(lid))).ToString()), ("keuze", keuze),
                ("toelichting", d["toelichting-" + lid])), scherm.Afgebroken);
            if (antwoord.Fout is { } fout)
            {
                d.Weiger(Genoemd(fout, d["naam-" + lid]), "", ("lid", "keuze-" + lid), ("keuze", "keuze-" + lid),
                ("toelichting", "toelichting-" + lid));
            }
            else
            {
                d.Deels = true;
            }
        }
        if (gekozen == 0) d.Fout("", "Kies eerst wat u stemt");
        return d.Mis ? null : "";
    }

    // Said of which member.
    private static Fout Genoemd(Fout fout, string naam) => fout with
    {
        Detail = fout.Detail.Length > 0 ? $"{naam}: {fout.Detail}" : "",
        Parameters = [.. fout.Parameters.Select(p => p with { Reason = $"{naam}: {p.Reason}" })],
    };

    private static async Task<string?> BetwistAsync(Scherm scherm, Formulier d)
    {
        d.Moet("lid", "Kies welk lid de uitslag betwist");
        return d.Mis ? null : await Stap<Stemming>(scherm, d, "betwisten", Velden(("lid", d["lid"]), ("reden", d["reden"])));
    }

    private static async Task<string?> AfmeldenAsync(Scherm scherm, Formulier d)
    {
        d.Moet("lid", "Kies welk lid niet meedoet");
        return await Maak<Afmelding>(scherm, d, new()
        {
            ["stemming"] = Adres<Stemming>(scherm, d.Bij),
            ["lid"] = d["lid"],
            ["reden"] = d["reden"],
            ["wilAfspraken"] = d.Vink("wilAfspraken"),
        }, ("stemming", "lid"));
    }

    private static async Task<string?> AfsprakenAsync(Scherm scherm, Formulier d)
    {
        d.Moet("tekst", "Schrijf op wat is afgesproken");
        if (d.Mis) return null;
        var nu = await scherm.Zgw.Lees<Afmelding>(d.Bij, scherm.Afgebroken);
        if (!nu.Gelukt(out var a)) return Klaar(d, nu.Fout);
        return d.Versie is { } versie && versie != Versiewegen.Van(a.Afspraken) ? Klaar(d, Intussen)
            : await Stap<Afmelding>(scherm, d, "afspraken", new() { ["tekst"] = d["tekst"] });
    }

    // The chair writes down what members say, one after the other. What was taken down stays when a later one is refused.
    private static async Task<string?> NoteerAsync(Scherm scherm, Formulier d)
    {
        var gekozen = 0;
        foreach (var lid in d.Alle("lid").Where(l => Guid.TryParse(l, out _)))
        {
            if ((d.Misschien("keuze-" + lid) ?? d.Misschien("rest")) is not { } keuze) continue;
            gekozen++;
            if ((await scherm.Zgw.Bewaar<Stem>(new()
            {
                ["stemming"] = Adres<Stemming>(scherm, d.Bij),
                ["lid"] = scherm.Zgw.Adres(Plek.Van<Lid>(Guid.Parse(lid))).ToString(),
                ["keuze"] = keuze
            }, scherm.Afgebroken)).Fout is { } fout)
            {
                d.Weiger(fout, "", ("lid", "keuze-" + lid), ("keuze", "keuze-" + lid));
            }
            else
            {
                d.Deels = true;
            }
        }
        if (gekozen == 0) d.Fout("", "Kies eerst wat een lid stemt");
        return d.Mis ? null : "";
    }

    private static async Task<string?> VerklaringAsync(Scherm scherm, Formulier d)
    {
        d.Moet("lid", "Kies namens welk lid u dit verklaart");
        d.Moet("tekst", "Schrijf de verklaring");
        return await Maak<Stemverklaring>(scherm, d,
            new() { ["stemming"] = Adres<Stemming>(scherm, d.Bij), ["lid"] = d["lid"], ["tekst"] = d["tekst"] }, ("stemming", "tekst"));
    }

    private static async Task<string?> NaarAlvAsync(Scherm scherm, Formulier d)
    {
        d.Moet("agendapunt", "Kies het agendapunt waar de leden hierover besluiten");
        d.Moet("reden", "Zeg waarom de stemming naar de vergadering gaat");
        return d.Mis ? null : await Stap<Stemming>(scherm, d, "naar-alv",
            new() { ["agendapunt"] = d["agendapunt"], ["reden"] = d["reden"] });
    }

    private static async Task<string?> BespreekAsync(Scherm scherm, Formulier d)
    {
        d.Moet("dag", "Vul een datum in, zoals 31-1-2026");
        d.Moet("tijd", "Vul een tijd in, zoals 14.30");
        if (d.Mis || d.Moment("dag", "tijd") is not { } moment) return null;
        return await Maak<Bespreekmoment>(scherm, d,
            new() { ["stemming"] = Adres<Stemming>(scherm, d.Bij), ["moment"] = moment.ToString("O") }, ("moment", "tijd"));
    }

    private static async Task<string?> GehoudenAsync(Scherm scherm, Formulier d)
    {
        var deelnemers = d.Heel("deelnemers");
        return await WijzigTekst<Bespreekmoment>(scherm, d, b => b.Verslag,
            new() { ["gehouden"] = true, ["deelnemers"] = deelnemers ?? 0, ["verslag"] = d["verslag"] });
    }

    /// <summary>A proxy. Its holder is chosen by the member that the holder represents;
    /// another holder is given by name of user and function.</summary>
    private static async Task<string?> VolmachtAsync(Scherm scherm, Formulier d)
    {
        d.Moet("gever", "Kies het lid dat de volmacht geeft");
        var namens = d.Misschien("namens");
        var (gemachtigde, functie) = (d["gemachtigde"], d["functie"]);
        if (namens is not null && gemachtigde.Length == 0)
        {
            var dag = Tijd.Lees(d["dag"], out var gelezen) && gelezen is { } op ? op : Tijd.Vandaag(scherm.Klok);
            var houder = (await scherm.Zgw.Lijst<Vertegenwoordiging>(scherm.Afgebroken, ("lid", namens))).Waarde?.Results
                .FirstOrDefault(v => v.GeldigVan <= dag && !(v.GeldigTot < dag));
            if (houder is null) d.Fout("namens", "Dit lid heeft op die dag geen vertegenwoordiger. Kies een ander lid.");
            else (gemachtigde, functie) = (houder.Gebruiker, functie.Length > 0 ? functie : houder.Functie);
        }
        else if (gemachtigde.Length == 0)
        {
            d.Fout("namens", "Kies wie de volmacht krijgt");
        }
        var strekking = d.Moet("strekking", "Kies waarvoor de volmacht is");
        if (d.Mis) return null;
        var body = Velden(("gever", d["gever"]), ("gemachtigde", gemachtigde), ("functie", functie.Length > 0 ? functie : "gemachtigde"),
            ("namens", namens), (d["soort"],
            d["voor"]));
        (body["spreken"], body["stemmen"]) = (strekking != "stemmen", strekking != "spreken");
        if (d["toepassing"].Length > 0) body["toepassingen"] = Lijst([d["toepassing"]]);
        if (d.Alle("agendapunten") is { Count: > 0 } punten) body["agendapunten"] = Lijst(punten);
        var instructies = d.Alle("punt").Select(p => (Punt: p, Keuze: d.Misschien("instructie-" + p)))
            .Where(p => p.Keuze is not null && Guid.TryParse(p.Punt, out _)).ToList();
        if (instructies.Count > 0)
        {
            body["instructies"] = new JsonArray([.. instructies.Select(i =>
                (JsonNode)new JsonObject { ["agendapunt"] = Adres<Agendapunt>(scherm, Guid.Parse(i.Punt)), ["keuze"] = i.Keuze })]);
        }
        return await Maak<Volmacht>(scherm, d, body, ("gemachtigde", "namens"), ("toepassingen", "toepassing"), ("stemmen", "strekking"),
            ("instructies", "strekking"),
            ("vergadering", "gever"));
    }
}
