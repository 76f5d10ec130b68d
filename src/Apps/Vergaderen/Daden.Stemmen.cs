using System.Text.Json.Nodes;

namespace Brink.Apps.Vergaderen;

// Votes, statements and proxies.
internal static partial class Daden
{
    private static async Task<string?> StemdaadAsync(Scherm scherm, Daad d) => d.Wat switch
    {
        "stemming" or "stemming-wijzig" => await StemmingAsync(scherm, d),
        "stemming-weg" => Weg(d, await scherm.Zgw.Weg<Stemming>(d.Bij, scherm.Afgebroken)),
        "stem-openen" => await Simpel<Stemming>(scherm, d, "stemmingen", "openen", []),
        "stem-sluiten" => await Simpel<Stemming>(scherm, d, "stemmingen", "sluiten", []),
        "stem-vaststellen" => await Simpel<Uitslag>(scherm, d, "stemmingen", "vaststellen", []),
        "stem-intrekken" => await Simpel<Stemming>(scherm, d, "stemmingen", "intrekken", Velden(("reden", d["reden"]))),
        "hoofdelijk" => await HoofdelijkAsync(scherm, d),
        "naar-alv" => await NaarAlvAsync(scherm, d),
        "stem" => await StemAsync(scherm, d),
        "stem-wijzig" => await Wijzig<Stem>(scherm, d, "stemmen", new() { ["keuze"] = d["keuze"], ["toelichting"] = d["toelichting"] }, Zelfde("keuze", "toelichting")),
        "noteer" => await NoteerAsync(scherm, d),
        "stem-alle" => await StemAlleAsync(scherm, d),
        "betwist" => await BetwistAsync(scherm, d),
        "afmelden" => await AfmeldenAsync(scherm, d),
        "afmelden-terug" => await Simpel<Afmelding>(scherm, d, "afmeldingen", "intrekken", []),
        "afspraken" => await AfsprakenAsync(scherm, d),
        "verklaring" => await VerklaringAsync(scherm, d),
        "verklaring-actie" => await Simpel<Toezegging>(scherm, d, "stemverklaringen", "toezegging", []),
        "bespreek" => await BespreekAsync(scherm, d),
        "bespreek-gehouden" => await GehoudenAsync(scherm, d),
        "volmacht" => await VolmachtAsync(scherm, d),
        "volmacht-intrekken" => await Simpel<Volmacht>(scherm, d, "volmachten", "intrekken", []),
        _ => await CeremoniedaadAsync(scherm, d),
    };

    private static string? Onbekend(Daad d)
    {
        d.Fout("", "Deze knop bestaat niet meer. Ververs de pagina en probeer het opnieuw.");
        return null;
    }

    private static async Task<string?> StemmingAsync(Scherm scherm, Daad d)
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
        (string, string)[] namen = [.. Zelfde("modus", "onderwerp", "besluittekst", "voorkennisBestuur", "opties", "soort", "opVerzoek", "betrokkenen", "redenBetrokkenen"),
            ("sluit", "sluittijd"), ("uitstap", "uitstapIngang"),
            ("agendapunt", "modus")];
        if (d.Wat == "stemming-wijzig") return await Wijzig<Stemming>(scherm, d, "stemmingen", body, namen);
        if (d.Bij != Guid.Empty) body["agendapunt"] = Adres(scherm, "agendapunten", d.Bij);
        var antwoord = await scherm.Zgw.Bewaar<Stemming>(body, scherm.Afgebroken);
        return !antwoord.Gelukt(out var s) ? Klaar(d, antwoord.Fout, namen) : d.Bij != Guid.Empty ? "" : $"/{scherm.Hier.Id}/vereniging/stemmingen/{Termen.Sleutel(s.Url)}";
    }

    private static async Task<string?> StemAsync(Scherm scherm, Daad d)
    {
        d.Moet("keuze", "Kies voor, tegen of onthouding");
        return d.Mis ? null : await Maak<Stem>(scherm, d, "stemmen",
            Velden(("stemming", Adres(scherm, "stemmingen", d.Bij)), ("lid", d["lid"]), ("keuze", d["keuze"]), ("toelichting", d["toelichting"])),
            [("keuze", "keuze"), ("toelichting", "toelichting"), ("lid", "keuze")]);
    }

    // Whom it concerns, and whether members may stay out of it.
    private static bool Aangaan(Daad d, JsonObject body)
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
        body["uitstap"] = new JsonObject { ["tot"] = tot, ["ingang"] = ingang, ["voorwaarden"] = d["voorwaarden"], ["nadereAfspraken"] = d.Vink("nadereAfspraken") };
        return true;
    }

    // One press for all members for whom somebody votes. Each vote is a deed of its own member: what is refused for one is named, and takes nothing from another.
    private static async Task<string?> StemAlleAsync(Scherm scherm, Daad d)
    {
        var gekozen = 0;
        foreach (var lid in d.Alle("lid").Where(l => Guid.TryParse(l, out _)).Distinct())
        {
            if (d.Misschien("keuze-" + lid) is not { } keuze) continue;
            gekozen++;
            var antwoord = await scherm.Zgw.Bewaar<Stem>(Velden(("stemming", Adres(scherm, "stemmingen", d.Bij)),
                ("lid", scherm.Zgw.Adres(Plek.Van<Lid>(Guid.Parse(lid))).ToString()), ("keuze", keuze), ("toelichting", d["toelichting-" + lid])), scherm.Afgebroken);
            if (antwoord.Fout is { } fout) d.Weiger(Genoemd(fout, d["naam-" + lid]), ("lid", "keuze-" + lid), ("keuze", "keuze-" + lid), ("toelichting", "toelichting-" + lid));
            else d.Deels();
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

    private static async Task<string?> BetwistAsync(Scherm scherm, Daad d)
    {
        d.Moet("lid", "Kies welk lid de uitslag betwist");
        return d.Mis ? null : await Simpel<Stemming>(scherm, d, "stemmingen", "betwisten", Velden(("lid", d["lid"]), ("reden", d["reden"])), ("lid", "lid"));
    }

    private static async Task<string?> AfmeldenAsync(Scherm scherm, Daad d)
    {
        d.Moet("lid", "Kies welk lid niet meedoet");
        return d.Mis ? null : await Maak<Afmelding>(scherm, d, "afmeldingen", new()
        {
            ["stemming"] = Adres(scherm, "stemmingen", d.Bij),
            ["lid"] = d["lid"],
            ["reden"] = d["reden"],
            ["wilAfspraken"] = d.Vink("wilAfspraken"),
        }, [.. Zelfde("lid", "reden", "wilAfspraken"), ("stemming", "lid")]);
    }

    private static async Task<string?> AfsprakenAsync(Scherm scherm, Daad d)
    {
        d.Moet("tekst", "Schrijf op wat is afgesproken");
        return d.Mis ? null : await Simpel<Afmelding>(scherm, d, "afmeldingen", "afspraken", new() { ["tekst"] = d["tekst"] }, ("tekst", "tekst"));
    }

    // The chair writes down what members say, one after the other. What was taken down stays when a later one is refused.
    private static async Task<string?> NoteerAsync(Scherm scherm, Daad d)
    {
        var gekozen = 0;
        foreach (var lid in d.Alle("lid").Where(l => Guid.TryParse(l, out _)))
        {
            if ((d.Misschien("keuze-" + lid) ?? d.Misschien("rest")) is not { } keuze) continue;
            gekozen++;
            if ((await scherm.Zgw.Bewaar<Stem>(new()
            {
                ["stemming"] = Adres(scherm, "stemmingen", d.Bij),
                ["lid"] = scherm.Zgw.Adres(Plek.Van<Lid>(Guid.Parse(lid))).ToString(),
                ["keuze"] = keuze
            }, scherm.Afgebroken)).Fout is { } fout)
                d.Weiger(fout, ("lid", "keuze-" + lid), ("keuze", "keuze-" + lid));
            else d.Deels();
        }
        if (gekozen == 0) d.Fout("", "Kies eerst wat een lid stemt");
        return d.Mis ? null : "";
    }

    private static async Task<string?> VerklaringAsync(Scherm scherm, Daad d)
    {
        d.Moet("lid", "Kies namens welk lid u dit verklaart");
        d.Moet("tekst", "Schrijf de verklaring");
        return d.Mis ? null : await Maak<Stemverklaring>(scherm, d, "stemverklaringen",
            new() { ["stemming"] = Adres(scherm, "stemmingen", d.Bij), ["lid"] = d["lid"], ["tekst"] = d["tekst"] }, [.. Zelfde("lid", "tekst"), ("stemming", "tekst")]);
    }

    // The acclamation lapses, and the same text is put to a roll call at once.
    private static async Task<string?> HoofdelijkAsync(Scherm scherm, Daad d)
    {
        var antwoord = await scherm.Zgw.Doe<Stemming>(Plek.Van<Stemming>(d.Bij, "hoofdelijk"), new JsonObject(), scherm.Afgebroken);
        return Klaar(d, antwoord.Fout);
    }

    private static async Task<string?> NaarAlvAsync(Scherm scherm, Daad d)
    {
        d.Moet("agendapunt", "Kies het agendapunt waar de leden hierover besluiten");
        d.Moet("reden", "Zeg waarom de stemming naar de vergadering gaat");
        return d.Mis ? null : await Simpel<Stemming>(scherm, d, "stemmingen", "naar-alv", new() { ["agendapunt"] = d["agendapunt"], ["reden"] = d["reden"] }, ("agendapunt",
            "agendapunt"));
    }

    private static async Task<string?> BespreekAsync(Scherm scherm, Daad d)
    {
        d.Moet("dag", "Vul een datum in, zoals 31-1-2026");
        d.Moet("tijd", "Vul een tijd in, zoals 14.30");
        if (d.Mis || d.Moment("dag", "tijd") is not { } moment) return null;
        return await Maak<Bespreekmoment>(scherm, d, "bespreekmomenten", new() { ["stemming"] = Adres(scherm, "stemmingen", d.Bij), ["moment"] = moment.ToString("O") },
            ("moment", "tijd"));
    }

    private static async Task<string?> GehoudenAsync(Scherm scherm, Daad d)
    {
        var deelnemers = d.Heel("deelnemers");
        return d.Mis ? null : await Wijzig<Bespreekmoment>(scherm, d, "bespreekmomenten",
            new() { ["gehouden"] = true, ["deelnemers"] = deelnemers ?? 0, ["verslag"] = d["verslag"] }, Zelfde("deelnemers", "verslag"));
    }

    /// <summary>A proxy. Its holder is chosen by the member that the holder represents; another holder is given by name of user and function.</summary>
    private static async Task<string?> VolmachtAsync(Scherm scherm, Daad d)
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
        else if (gemachtigde.Length == 0) d.Fout("namens", "Kies wie de volmacht krijgt");
        var strekking = d.Moet("strekking", "Kies waarvoor de volmacht is");
        if (d.Mis) return null;
        var body = Velden(("gever", d["gever"]), ("gemachtigde", gemachtigde), ("functie", functie.Length > 0 ? functie : "gemachtigde"), ("namens", namens), (d["soort"],
            d["voor"]));
        (body["spreken"], body["stemmen"]) = (strekking != "stemmen", strekking != "spreken");
        if (d["toepassing"].Length > 0) body["toepassingen"] = Lijst([d["toepassing"]]);
        if (d.Alle("agendapunten") is { Count: > 0 } punten) body["agendapunten"] = Lijst(punten);
        var instructies = d.Alle("punt").Select(p => (Punt: p, Keuze: d.Misschien("instructie-" + p))).Where(p => p.Keuze is not null && Guid.TryParse(p.Punt, out _)).ToList();
        if (instructies.Count > 0)
            body["instructies"] = new JsonArray([.. instructies.Select(i =>
                (JsonNode)new JsonObject { ["agendapunt"] = Adres(scherm, "agendapunten", Guid.Parse(i.Punt)), ["keuze"] = i.Keuze })]);
        return await Maak<Volmacht>(scherm, d, "volmachten", body,
            [.. Zelfde("gever", "namens"), ("gemachtigde", "namens"), ("functie", "functie"), ("toepassingen", "toepassing"),
                ("stemmen", "strekking"), ("instructies", "strekking"), ("vergadering", "gever")]);
    }
}
