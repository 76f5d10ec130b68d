using System.Text.Json.Nodes;

namespace Brink.Apps.Vergaderen;

/// <summary>
/// What people do in meetings and votes, from a form to the register. The register decides who may do what, and when; its refusals go back to the form, with what was typed. This
/// half knows meetings, the other votes and proxies.
/// </summary>
internal static partial class Daden
{
    /// <summary>Does what was sent. Null when it was refused; else where to go on, empty for the page itself.</summary>
    public static async Task<string?> DoeAsync(Scherm scherm, OudFormulier form)
    {
        var d = new Daad(form);
        if (!await ZekerAsync(scherm, d)) return null;
        var gelukt = d.Wat switch
        {
            "vergadering" => await VergaderingAsync(scherm, d),
            "vergadering-wijzig" => await WijzigAsync(scherm, d),
            "oproepen" or "openen" or "sluiten" or "intrekken" => await Simpel<Vergadering>(scherm, d, "vergaderingen", d.Wat, Velden(("kanaal", d["kanaal"]), ("reden",
                d["reden"]))),
            "punt" or "punt-wijzig" => await PuntAsync(scherm, d),
            "punt-weg" => Weg(d, await scherm.Zgw.Weg<Agendapunt>(d.Bij, scherm.Afgebroken)),
            "behandelen" => await Simpel<Agendapunt>(scherm, d, "agendapunten", "behandelen", []),
            "aanhouden" => await Wijzig<Agendapunt>(scherm, d, "agendapunten", new() { ["aangehouden"] = d.Vink("aangehouden") }),
            "vertrouwelijk" => await Wijzig<Agendapunt>(scherm, d, "agendapunten", new() { ["vertrouwelijk"] = d.Vink("vertrouwelijk") }),
            "verslag" => await Wijzig<Agendapunt>(scherm, d, "agendapunten", new() { ["verslag"] = Lijst(Tekens.Regels(d["verslag"])) }, ("verslag", "verslag")),
            "stuk" => await StukAsync(scherm, d),
            "stuk-weg" => await StukWegAsync(scherm, d),
            "vertegenwoordiger" => await VertegenwoordigerAsync(scherm, d),
            "vertegenwoordiger-mail" => await Wijzig<Vertegenwoordiging>(scherm, d, "vertegenwoordigingen", new() { ["emailadres"] = d["emailadres"] }, Zelfde("emailadres")),
            "vertegenwoordiger-toepassing" => await Wijzig<Vertegenwoordiging>(scherm, d, "vertegenwoordigingen",
                new() { ["toepassingen"] = Lijst(Tekens.Regels(d["toepassingen"])) }, Zelfde("toepassingen")),
            "vertegenwoordiger-eind" => await EindigAsync(scherm, d),
            "spreek" => await SpreekAsync(scherm, d),
            "spreker-begin" => await Wijzig<Spreekverzoek>(scherm, d, "spreekverzoeken", new() { ["gesprokenVan"] = Nu(scherm) }),
            "spreker-klaar" => await Wijzig<Spreekverzoek>(scherm, d, "spreekverzoeken",
                new() { ["gesprokenTot"] = Nu(scherm), ["status"] = "gesproken", ["verslag"] = d["verslag"] }, ("verslag", "verslag")),
            "spreker-weg" => await Wijzig<Spreekverzoek>(scherm, d, "spreekverzoeken", new() { ["status"] = "ingetrokken" }),
            "vraag" => await VraagAsync(scherm, d, "agendapunten", "agendapunt"),
            "vraag-stemming" => await VraagAsync(scherm, d, "stemmingen", "stemming"),
            "antwoord" => await AntwoordAsync(scherm, d),
            "toezegging" => await ToezeggingAsync(scherm, d),
            "gereed" => await Wijzig<Toezegging>(scherm, d, "toezeggingen", new() { ["gereed"] = true, ["bewijs"] = d["bewijs"] }, ("bewijs", "bewijs")),
            "aanwezig" => await AanwezigAsync(scherm, d),
            "aanwezig-een" => await AanwezigEenAsync(scherm, d),
            "vertrek" => await Wijzig<Aanwezigheid>(scherm, d, "aanwezigheden",
                Velden(("uit", Nu(scherm)), ("reden", d["reden"]), ("agendapunt", d.Misschien("agendapunt"))), ("reden", "reden")),
            "notulen" => await Maak<Notulen>(scherm, d, "notulen", new() { ["vergadering"] = Adres(scherm, "vergaderingen", d.Bij) }),
            "blok" => await BlokAsync(scherm, d),
            "notulen-voorstellen" => await Simpel<Notulen>(scherm, d, "notulen", "voorstellen", []),
            "notulen-vaststellen" => await Simpel<Notulen>(scherm, d, "notulen", "vaststellen", []),
            _ => await StemdaadAsync(scherm, d),
        };
        return gelukt;
    }

    private static string Nu(Scherm scherm) => scherm.Klok.GetUtcNow().ToString("O");

    private static string Adres(Scherm scherm, string collectie, Guid uuid) => scherm.Zgw.Adres($"besluitvorming/{collectie}/{uuid}").ToString();

    private static JsonArray Lijst(IEnumerable<string> teksten) => new([.. teksten.Select(t => (JsonNode)t)]);

    /// <summary>A body of what was filled in.</summary>
    private static JsonObject Velden(params (string Naam, string? Waarde)[] velden) =>
        new(velden.Where(v => !string.IsNullOrEmpty(v.Waarde)).Select(v => KeyValuePair.Create(v.Naam, (JsonNode?)v.Waarde)));

    private static string? Klaar(Daad d, Fout? fout, params (string, string)[] velden)
    {
        if (fout is null) return "";
        d.Weiger(fout, velden);
        return null;
    }

    private static string? Weg(Daad d, Fout? fout) => Klaar(d, fout);

    private static async Task<string?> Simpel<T>(Scherm scherm, Daad d, string collectie, string daad, JsonObject body, params (string, string)[] velden) where T : class =>
        Klaar(d, (await scherm.Zgw.Doe<T>($"besluitvorming/{collectie}/{d.Bij}/{daad}", body, scherm.Afgebroken)).Fout, [.. velden, ("reden", "reden"), ("kanaal", "kanaal")]);

    private static async Task<string?> Wijzig<T>(Scherm scherm, Daad d, string collectie, JsonObject velden, params (string, string)[] namen) where T : class =>
        Klaar(d, (await scherm.Zgw.Bewaar<T>($"besluitvorming/{collectie}/{d.Bij}", velden, scherm.Afgebroken)).Fout, namen);

    private static async Task<string?> Maak<T>(Scherm scherm, Daad d, string collectie, JsonObject body, params (string, string)[] namen) where T : class =>
        Klaar(d, (await scherm.Zgw.Doe<T>("besluitvorming/" + collectie, body, scherm.Afgebroken)).Fout, namen);

    private static (string, string)[] Zelfde(params string[] namen) => [.. namen.Select(n => (n, n))];

    private static JsonObject? Vergadervelden(Daad d)
    {
        d.Moet("titel", "Geef de vergadering een titel");
        d.Moet("datum", "Vul een datum in, zoals 31-1-2026");
        var (datum, begin, einde) = (d.Datum("datum"), d.Moment("datum", "begin", dagAlleen: true), d.Moment("datum", "einde", dagAlleen: true));
        var spreektijd = d.Moment("spreekdag", "spreektijd");
        return d.Mis ? null : new()
        {
            ["titel"] = d["titel"],
            ["datum"] = datum,
            ["begin"] = begin?.ToString("O"),
            ["einde"] = einde?.ToString("O"),
            ["locatie"] = d["locatie"],
            ["vorm"] = d["vorm"],
            ["congres"] = d["congres"],
            ["spreektijdTot"] = spreektijd?.ToString("O"),
            ["toelichting"] = d["toelichting"],
        };
    }

    private static readonly (string, string)[] Vergadernamen =
        [.. Zelfde("titel", "datum", "begin", "einde", "locatie", "vorm", "congres", "toelichting"), ("spreektijdTot", "spreektijd")];

    private static async Task<string?> VergaderingAsync(Scherm scherm, Daad d)
    {
        if (Vergadervelden(d) is not { } body) return null;
        var antwoord = await scherm.Zgw.Bewaar<Vergadering>(body, scherm.Afgebroken);
        return antwoord.Gelukt(out var v) ? $"/{scherm.Hier.Id}/vereniging/vergaderingen/{Termen.Sleutel(v.Url)}" : Klaar(d, antwoord.Fout, Vergadernamen);
    }

    private static async Task<string?> WijzigAsync(Scherm scherm, Daad d) =>
        Vergadervelden(d) is { } body ? await Wijzig<Vergadering>(scherm, d, "vergaderingen", body, Vergadernamen) : null;

    private static async Task<string?> PuntAsync(Scherm scherm, Daad d)
    {
        d.Moet("titel", "Geef het punt een titel");
        d.Moet("nummer", "Geef het punt een nummer");
        var (nummer, inzage) = (d.Heel("nummer", 1, 999), d.Datum("terInzageVanaf"));
        var gevraagd = d.Misschien("vraag");
        if (gevraagd is not null) d.Moet("vraagtekst", "Schrijf op wat er aan de leden wordt gevraagd");
        var traject = d.Rijen("traject", Puntvelden.Trajectvelden);
        if (d.Mis) return null;
        var body = new JsonObject
        {
            ["nummer"] = nummer,
            ["titel"] = d["titel"],
            ["soort"] = d["soort"],
            ["gevraagdBesluit"] = gevraagd is null ? null : new JsonObject { ["soort"] = gevraagd, ["tekst"] = d["vraagtekst"] },
            ["besluitsoort"] = d["besluitsoort"],
            ["woordelijkVoorstel"] = d["woordelijkVoorstel"],
            ["terInzageVanaf"] = inzage,
            ["onderdelen"] = Lijst(Tekens.Regels(d["onderdelen"])),
            ["gaatOver"] = d["gaatOver"],
            ["traject"] = traject,
        };
        if (d.Misschien("notulen") is { } notulen) body["notulen"] = notulen;
        (string, string)[] namen = [.. Zelfde("nummer", "titel", "soort", "besluitsoort", "woordelijkVoorstel", "terInzageVanaf", "onderdelen", "gaatOver", "notulen"),
            ("gevraagdBesluit", "vraagtekst")];
        if (d.Wat == "punt-wijzig") return await Wijzig<Agendapunt>(scherm, d, "agendapunten", body, namen);
        body["vergadering"] = Adres(scherm, "vergaderingen", d.Bij);
        return await Maak<Agendapunt>(scherm, d, "agendapunten", body, namen);
    }

    private static async Task<string?> StukWegAsync(Scherm scherm, Daad d)
    {
        var punt = await scherm.Zgw.Lees<Agendapunt>(d.Bij, scherm.Afgebroken);
        if (!punt.Gelukt(out var p)) return Klaar(d, punt.Fout);
        var over = p.Stukken.Where(s => s.Titel != d["titel"] || (s.Document?.ToString() ?? "") != d["document"]).ToList();
        return await Wijzig<Agendapunt>(scherm, d, "agendapunten", new() { ["stukken"] = System.Text.Json.JsonSerializer.SerializeToNode(over, Webvorm) });
    }

    /// <summary>The largest paper that goes along with a form, in bytes.</summary>
    private const long MeesteBytes = 20_000_000;

    private static async Task<string?> StukAsync(Scherm scherm, Daad d)
    {
        d.Moet("titel", "Geef het stuk een titel");
        var datum = d.Datum("datum");
        var bestand = d.Bestand("bestand");
        if (bestand?.Length > MeesteBytes) d.Fout("bestand", "Dit bestand is te groot. Kies een bestand van hoogstens 20 MB.");
        var punt = await scherm.Zgw.Lees<Agendapunt>(d.Bij, scherm.Afgebroken);
        if (!punt.Gelukt(out var p)) return Klaar(d, punt.Fout);
        if (d.Mis) return null;
        string? document = null;
        if (bestand is not null)
        {
            var regels = await scherm.RegelsOpAsync(scherm.Klok.Vandaag());
            if (regels is not { Informatieobjecttype: { } soort, Rsin.Length: > 0 })
            {
                d.Fout("bestand", "De regelset zegt niet als welke soort een stuk wordt bewaard. Voeg het stuk zonder bestand toe, of vul de regelset aan.");
                return null;
            }
            using var inhoud = new MemoryStream();
            await bestand.CopyToAsync(inhoud, scherm.Afgebroken);
            var bewaard = await scherm.Zgw.Doe<Informatieobject>("documenten/enkelvoudiginformatieobjecten", new JsonObject
            {
                ["bronorganisatie"] = regels.Rsin,
                ["creatiedatum"] = datum ?? Tijd.Veld(scherm.Klok.Vandaag()),
                ["titel"] = Tekens.Kort(d["titel"], 190),
                ["auteur"] = d.Misschien("van") ?? scherm.Gebruiker.Rol() ?? "secretariaat",
                ["taal"] = "nld",
                ["informatieobjecttype"] = soort.ToString(),
                ["bestandsnaam"] = Path.GetFileName(bestand.FileName),
                ["bestandsomvang"] = bestand.Length,
                ["inhoud"] = Convert.ToBase64String(inhoud.GetBuffer(), 0, (int)inhoud.Length),
                ["indicatieGebruiksrecht"] = false,
            }, scherm.Afgebroken);
            if (!bewaard.Gelukt(out var info)) return Klaar(d, bewaard.Fout, ("titel", "titel"), ("inhoud", "bestand"), ("bestandsnaam", "bestand"));
            document = info.Url?.ToString();
        }
        var stukken = System.Text.Json.JsonSerializer.SerializeToNode(p.Stukken, Webvorm)!.AsArray();
        stukken.Add(Velden(("titel", d["titel"]), ("bijlage", d["bijlage"]), ("van", d["van"]), ("datum", datum), ("document", document)));
        return await Wijzig<Agendapunt>(scherm, d, "agendapunten", new() { ["stukken"] = stukken }, ("stukken", "titel"));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Webvorm = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static async Task<string?> VertegenwoordigerAsync(Scherm scherm, Daad d)
    {
        d.Moet("lid", "Kies een lid");
        d.Moet("gebruiker", "Vul de gebruikersnaam in waarmee deze persoon inlogt");
        d.Moet("functie", "Vul de functie in, zoals portefeuillehouder");
        d.Moet("geldigVan", "Vul een datum in, zoals 31-1-2026");
        var (van, tot) = (d.Datum("geldigVan"), d.Datum("geldigTot"));
        if (d.Mis) return null;
        var body = Velden(("lid", d["lid"]), ("gebruiker", d["gebruiker"]), ("functie", d["functie"]), ("emailadres", d["emailadres"]), ("geldigVan", van), ("geldigTot", tot));
        body["toepassingen"] = Lijst(Tekens.Regels(d["toepassingen"]));
        return await Maak<Vertegenwoordiging>(scherm, d, "vertegenwoordigingen", body,
            Zelfde("lid", "gebruiker", "functie", "emailadres", "toepassingen", "geldigVan", "geldigTot"));
    }

    private static async Task<string?> EindigAsync(Scherm scherm, Daad d)
    {
        d.Moet("geldigTot", "Vul de laatste dag in, zoals 31-1-2026");
        var tot = d.Datum("geldigTot");
        return d.Mis ? null : await Wijzig<Vertegenwoordiging>(scherm, d, "vertegenwoordigingen", new() { ["geldigTot"] = tot }, Zelfde("geldigTot"));
    }

    private static async Task<string?> SpreekAsync(Scherm scherm, Daad d)
    {
        d.Moet("lid", "Kies namens welk lid u wilt spreken");
        d.Moet("onderwerp", "Zeg kort waarover u wilt spreken");
        var duur = d.Heel("duur", 1, 120);
        return d.Mis ? null : await Maak<Spreekverzoek>(scherm, d, "spreekverzoeken",
            new() { ["agendapunt"] = Adres(scherm, "agendapunten", d.Bij), ["lid"] = d["lid"], ["onderwerp"] = d["onderwerp"], ["duur"] = duur ?? 3 },
            [.. Zelfde("lid", "onderwerp", "duur"), ("agendapunt", "onderwerp")]);
    }

    private static async Task<string?> VraagAsync(Scherm scherm, Daad d, string collectie, string veld)
    {
        d.Moet("lid", "Kies namens welk lid u dit vraagt");
        d.Moet("tekst", "Schrijf uw vraag of opmerking");
        return d.Mis ? null : await Maak<Vraag>(scherm, d, "vragen",
            new() { [veld] = Adres(scherm, collectie, d.Bij), ["lid"] = d["lid"], ["soort"] = d.Misschien("soort") ?? "vraag", ["tekst"] = d["tekst"] }, Zelfde("lid",
                "soort", "tekst"));
    }

    private static async Task<string?> AntwoordAsync(Scherm scherm, Daad d)
    {
        if (d["antwoord"].Length == 0 && d["afgehandeld"].Length == 0) d.Fout("antwoord", "Schrijf het antwoord, of zeg waarom er geen antwoord komt");
        return d.Mis ? null : await Wijzig<Vraag>(scherm, d, "vragen", Velden(("antwoord", d["antwoord"]), ("afgehandeld", d["afgehandeld"])), Zelfde("antwoord", "afgehandeld"));
    }

    private static async Task<string?> ToezeggingAsync(Scherm scherm, Daad d)
    {
        d.Moet("wat", "Schrijf op wat er gaat gebeuren");
        var voor = d.Datum("voor");
        return d.Mis ? null : await Maak<Toezegging>(scherm, d, "toezeggingen",
            Velden(("agendapunt", Adres(scherm, "agendapunten", d.Bij)), ("soort", d["soort"]), ("wat", d["wat"]), ("wie", d["wie"]), ("emailadres", d["emailadres"]),
                ("termijn", d["termijn"]), ("voor", voor)),
            Zelfde("soort", "wat", "wie", "emailadres", "termijn", "voor"));
    }

    // Several come in at once; who cannot be noted is told, and the others are there.
    private static async Task<string?> AanwezigAsync(Scherm scherm, Daad d)
    {
        var leden = d.Alle("leden");
        if (leden.Count == 0) d.Fout("leden", "Kies wie er binnenkomt");
        foreach (var lid in leden)
            if ((await scherm.Zgw.Bewaar<Aanwezigheid>(new()
            {
                ["vergadering"] = Adres(scherm, "vergaderingen", d.Bij),
                ["lid"] = lid,
                ["hoedanigheid"] = "bestuurder",
                ["functie"] = "portefeuillehouder"
            }, scherm.Afgebroken)).Fout is { } fout)
                d.Weiger(fout, ("lid", "leden"), ("in", "leden"));
            else d.Deels();
        return d.Mis ? null : "";
    }

    private static async Task<string?> AanwezigEenAsync(Scherm scherm, Daad d)
    {
        d.Moet("lid", "Kies een lid");
        return d.Mis ? null : await Maak<Aanwezigheid>(scherm, d, "aanwezigheden",
            Velden(("vergadering", Adres(scherm, "vergaderingen", d.Bij)), ("lid", d["lid"]), ("hoedanigheid", d["hoedanigheid"]), ("functie", d["functie"]), ("volmacht",
                d["volmacht"])),
            [.. Zelfde("lid", "hoedanigheid", "functie", "volmacht"), ("in", "lid")]);
    }

    private static async Task<string?> BlokAsync(Scherm scherm, Daad d)
    {
        var antwoord = await scherm.Zgw.Lees<Notulen>(d.Bij, scherm.Afgebroken);
        if (!antwoord.Gelukt(out var n)) return Klaar(d, antwoord.Fout);
        if (n.Versie != d.Heel("versie")) d.Fout("tekst", "Iemand anders heeft de notulen intussen gewijzigd. Bekijk de nieuwe tekst, en pas uw wijziging daarop aan.");
        if (d.Heel("nummer") is not { } i || i < 0 || i >= n.Blokken.Count) d.Fout("tekst", "Deze alinea bestaat niet meer.");
        else if (!d.Mis)
        {
            List<Blok> blokken = [.. n.Blokken];
            if (d["tekst"].Length == 0) blokken.RemoveAt(i);
            else blokken[i] = blokken[i] with { Tekst = d["tekst"] };
            return Klaar(d, (await scherm.Zgw.Vervang<Notulen>(d.Bij, new()
            {
                ["vergadering"] = n.Vergadering.ToString(),
                ["blokken"] = System.Text.Json.JsonSerializer.SerializeToNode(blokken, Webvorm)
            }, scherm.Afgebroken)).Fout, ("blokken", "tekst"));
        }
        return null;
    }
}
