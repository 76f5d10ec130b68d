using System.Text.Json.Nodes;

namespace Brink.Apps.Vergaderen;

/// <summary>
/// What people do in meetings and votes, from a form to the register. The register decides who may do what, and when;
/// its refusals go back to the form, with what was typed. This half knows meetings, the other votes and proxies.
/// </summary>
internal static partial class Daden
{
    private delegate Task<string?> Daad(Scherm scherm, Formulier d);

    /// <summary>All deeds, for every page of the app. They need nothing of what a page reads: the deed comes first,
    /// and then only the page that follows is read.</summary>
    public static IEnumerable<Handeling> Alle(Scherm scherm) => Vergaderdaden.Concat(Stemdaden).Concat(Ceremoniedaden)
        .Select(t => new Handeling(t.Wat, async d => await ZekerAsync(scherm, d) ? await t.Doe(scherm, d) : null) { Eerst = true });

    private static readonly (string Wat, Daad Doe)[] Vergaderdaden =
    [
        ("vergadering", VergaderingAsync),
        ("vergadering-wijzig", WijzigAsync),
        ("oproepen", (s, d) => Stap<Vergadering>(s, d, "oproepen", Velden(("kanaal", d["kanaal"])))),
        ("openen", (s, d) => Stap<Vergadering>(s, d, "openen")),
        ("sluiten", (s, d) => Stap<Vergadering>(s, d, "sluiten")),
        ("intrekken", (s, d) => Stap<Vergadering>(s, d, "intrekken", Velden(("reden", d["reden"])))),
        ("punt", PuntAsync),
        ("punt-wijzig", PuntAsync),
        ("punt-weg", PuntWegAsync),
        ("behandelen", (s, d) => Stap<Agendapunt>(s, d, "behandelen")),
        ("aanhouden", (s, d) => Wijzig<Agendapunt>(s, d, new() { ["aangehouden"] = d.Vink("aangehouden") })),
        ("vertrouwelijk", (s, d) => Wijzig<Agendapunt>(s, d, new() { ["vertrouwelijk"] = d.Vink("vertrouwelijk") })),
        ("verslag", (s, d) => WijzigTekst<Agendapunt>(s, d, p => p.Verslag, new() { ["verslag"] = Lijst(Tekens.Regels(d["verslag"])) })),
        ("stuk", StukAsync),
        ("stuk-weg", StukWegAsync),
        ("vertegenwoordiger", VertegenwoordigerAsync),
        ("vertegenwoordiger-mail",
            (s, d) => WijzigTekst<Vertegenwoordiging>(s, d, v => v.Emailadres, new() { ["emailadres"] = d["emailadres"] })),
        ("vertegenwoordiger-toepassing", (s, d) => WijzigTekst<Vertegenwoordiging>(s, d, v => v.Toepassingen,
            new() { ["toepassingen"] = Lijst(Tekens.Regels(d["toepassingen"])) })),
        ("vertegenwoordiger-eind", EindigAsync),
        ("spreek", SpreekAsync),
        ("spreker-begin", (s, d) => Wijzig<Spreekverzoek>(s, d, new() { ["gesprokenVan"] = Nu(s) })),
        ("spreker-klaar", (s, d) => WijzigTekst<Spreekverzoek>(s, d, v => v.Verslag,
            new() { ["gesprokenTot"] = Nu(s), ["status"] = "gesproken", ["verslag"] = d["verslag"] })),
        ("spreker-weg", (s, d) => Wijzig<Spreekverzoek>(s, d, new() { ["status"] = "ingetrokken" })),
        ("vraag", (s, d) => VraagAsync(s, d, "agendapunt", Adres<Agendapunt>(s, d.Bij))),
        ("vraag-stemming", (s, d) => VraagAsync(s, d, "stemming", Adres<Stemming>(s, d.Bij))),
        ("antwoord", AntwoordAsync),
        ("toezegging", ToezeggingAsync),
        ("gereed", (s, d) => WijzigTekst<Toezegging>(s, d, t => t.Bewijs, new() { ["gereed"] = true, ["bewijs"] = d["bewijs"] })),
        ("aanwezig", AanwezigAsync),
        ("aanwezig-een", AanwezigEenAsync),
        ("vertrek", (s, d) => Wijzig<Aanwezigheid>(s, d,
            Velden(("uit", Nu(s)), ("reden", d["reden"]), ("agendapunt", d.Misschien("agendapunt"))))),
        ("notulen", (s, d) => Maak<Notulen>(s, d, new() { ["vergadering"] = Adres<Vergadering>(s, d.Bij) })),
        ("blok", BlokAsync),
        ("notulen-voorstellen", (s, d) => Stap<Notulen>(s, d, "voorstellen")),
        ("notulen-vaststellen", (s, d) => Stap<Notulen>(s, d, "vaststellen")),
    ];

    private static string Nu(Scherm scherm) => scherm.Klok.GetUtcNow().ToString("O");

    private static string Adres<T>(Scherm scherm, Guid uuid) where T : IBron => scherm.Zgw.Adres(Plek.Van<T>(uuid)).ToString();

    private static JsonArray Lijst(IEnumerable<string> teksten) => new([.. teksten.Select(t => (JsonNode)t)]);

    /// <summary>A body of what was filled in.</summary>
    private static JsonObject Velden(params (string Naam, string? Waarde)[] velden) =>
        new(velden.Where(v => !string.IsNullOrEmpty(v.Waarde)).Select(v => KeyValuePair.Create(v.Naam, (JsonNode?)v.Waarde)));

    private static string? Klaar(Formulier d, Fout? fout, params (string, string)[] velden)
    {
        if (fout is null) return "";
        d.Weiger(fout, "", velden);
        return null;
    }

    // A step of a resource, such as to open or to close it.
    private static async Task<string?> Stap<T>(Scherm scherm, Formulier d, string stap, JsonObject? body = null,
        params (string, string)[] velden) where T : IBron =>
        Klaar(d, await scherm.Zgw.Doe(Plek.Van<T>(d.Bij, stap), body ?? [], scherm.Afgebroken), velden);

    private static async Task<string?> Wijzig<T>(Scherm scherm, Formulier d, JsonObject velden, params (string, string)[] namen)
        where T : class, IBron =>
        Klaar(d, (await scherm.Zgw.Bewaar<T>(d.Bij, velden, scherm.Afgebroken, d.Versie)).Fout, namen);

    // Of what a page knows from a list, the form carries the text as it was shown (Versiewegen.Van). Only who changed that was faster;
    // that the rest moved on is no clash.
    private static async Task<string?> WijzigTekst<T>(Scherm scherm, Formulier d, Func<T, object?> tekst, JsonObject velden,
        params (string, string)[] namen) where T : class, IBron
    {
        if (d.Mis) return null;
        var nu = await scherm.Zgw.Lees<T>(d.Bij, scherm.Afgebroken);
        if (!nu.Gelukt(out var een)) return Klaar(d, nu.Fout);
        if (d.Versie is { } versie && versie != Versiewegen.Van(tekst(een))) return Klaar(d, Intussen);
        return Klaar(d, (await scherm.Zgw.Bewaar<T>(d.Bij, velden, scherm.Afgebroken, nu.Versie)).Fout, namen);
    }

    private static readonly Fout Intussen = new(Microsoft.AspNetCore.Http.StatusCodes.Status412PreconditionFailed, "", "", []);

    private static async Task<string?> Maak<T>(Scherm scherm, Formulier d, JsonObject body, params (string, string)[] namen)
        where T : class, IBron =>
        d.Mis ? null : Klaar(d, (await scherm.Zgw.Bewaar<T>(body, scherm.Afgebroken)).Fout, namen);

    private static JsonObject? Vergadervelden(Formulier d)
    {
        d.Moet("titel", "Geef de vergadering een titel");
        d.Moet("datum", "Vul een datum in, zoals 31-1-2026");
        var (datum, begin, einde) = (d.Datum("datum"), d.Moment("datum", "begin", dagAlleen: true),
            d.Moment("datum", "einde", dagAlleen: true));
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

    private static async Task<string?> VergaderingAsync(Scherm scherm, Formulier d)
    {
        if (Vergadervelden(d) is not { } body) return null;
        var antwoord = await scherm.Zgw.Bewaar<Vergadering>(body, scherm.Afgebroken);
        return antwoord.Gelukt(out var v) ? $"/{scherm.Hier.Id}/vereniging/vergaderingen/{Termen.Sleutel(v.Url)}?gedaan=vergadering"
            : Klaar(d, antwoord.Fout, ("spreektijdTot", "spreektijd"));
    }

    private static async Task<string?> WijzigAsync(Scherm scherm, Formulier d) =>
        Vergadervelden(d) is { } body ? await Wijzig<Vergadering>(scherm, d, body, ("spreektijdTot", "spreektijd")) : null;

    private static async Task<string?> PuntAsync(Scherm scherm, Formulier d)
    {
        d.Moet("titel", "Geef het punt een titel");
        d.Moet("nummer", "Geef het punt een nummer");
        var (nummer, inzage) = (d.Heel("nummer", 1, 999), d.Datum("terInzageVanaf"));
        var gevraagd = d.Misschien("vraag");
        if (gevraagd is not null) d.Moet("vraagtekst", "Schrijf op wat er aan de leden wordt gevraagd");
        var traject = Bewerkveld.LeesRijen(d, "traject", Puntvelden.Trajectvelden);
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
        if (d.Wat == "punt-wijzig")
            return await WijzigTekst<Agendapunt>(scherm, d, Puntvelden.Tekst, body, ("gevraagdBesluit", "vraagtekst"));
        body["vergadering"] = Adres<Vergadering>(scherm, d.Bij);
        return await Maak<Agendapunt>(scherm, d, body, ("gevraagdBesluit", "vraagtekst"));
    }

    // The item itself is gone, and so is its page: on to the meeting.
    private static async Task<string?> PuntWegAsync(Scherm scherm, Formulier d)
    {
        var punt = await scherm.Zgw.Lees<Agendapunt>(d.Bij, scherm.Afgebroken);
        if (!punt.Gelukt(out var p)) return Klaar(d, punt.Fout);
        if (await scherm.Zgw.Weg<Agendapunt>(d.Bij, scherm.Afgebroken) is { } fout) return Klaar(d, fout);
        return $"/{scherm.Hier.Id}/vereniging/vergaderingen/{Termen.Sleutel(p.Vergadering)}?gedaan=punt-weg";
    }

    private static async Task<string?> StukWegAsync(Scherm scherm, Formulier d)
    {
        var punt = await scherm.Zgw.Lees<Agendapunt>(d.Bij, scherm.Afgebroken);
        if (!punt.Gelukt(out var p)) return Klaar(d, punt.Fout);
        var over = p.Stukken.Where(s => s.Titel != d["titel"] || (s.Document?.ToString() ?? "") != d["document"]).ToList();
        return Klaar(d, (await scherm.Zgw.Bewaar<Agendapunt>(d.Bij,
            new() { ["stukken"] = System.Text.Json.JsonSerializer.SerializeToNode(over, Webvorm) }, scherm.Afgebroken,
            punt.Versie)).Fout);
    }

    /// <summary>The largest paper that goes along with a form, in bytes.</summary>
    private const long MeesteBytes = 20_000_000;

    private static async Task<string?> StukAsync(Scherm scherm, Formulier d)
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
                d.Fout("bestand", "De regelset zegt niet als welke soort een stuk wordt bewaard. Voeg het stuk zonder bestand toe, of "
                    + "vul de regelset aan.");
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
            if (!bewaard.Gelukt(out var info)) return Klaar(d, bewaard.Fout, ("inhoud", "bestand"), ("bestandsnaam", "bestand"));
            document = info.Url?.ToString();
        }
        var stukken = System.Text.Json.JsonSerializer.SerializeToNode(p.Stukken, Webvorm)!.AsArray();
        stukken.Add(Velden(("titel", d["titel"]), ("bijlage", d["bijlage"]), ("van", d["van"]), ("datum", datum), ("document", document)));
        return Klaar(d, (await scherm.Zgw.Bewaar<Agendapunt>(d.Bij, new() { ["stukken"] = stukken }, scherm.Afgebroken, punt.Versie)).Fout,
            ("stukken", "titel"));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Webvorm = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static async Task<string?> VertegenwoordigerAsync(Scherm scherm, Formulier d)
    {
        d.Moet("lid", "Kies een lid");
        d.Moet("gebruiker", "Vul de gebruikersnaam in waarmee deze persoon inlogt");
        d.Moet("functie", "Vul de functie in, zoals portefeuillehouder");
        d.Moet("geldigVan", "Vul een datum in, zoals 31-1-2026");
        var (van, tot) = (d.Datum("geldigVan"), d.Datum("geldigTot"));
        if (d.Mis) return null;
        var body = Velden(("lid", d["lid"]), ("gebruiker", d["gebruiker"]), ("functie", d["functie"]), ("emailadres", d["emailadres"]),
            ("geldigVan", van), ("geldigTot", tot));
        body["toepassingen"] = Lijst(Tekens.Regels(d["toepassingen"]));
        return await Maak<Vertegenwoordiging>(scherm, d, body);
    }

    private static async Task<string?> EindigAsync(Scherm scherm, Formulier d)
    {
        d.Moet("geldigTot", "Vul de laatste dag in, zoals 31-1-2026");
        var tot = d.Datum("geldigTot");
        return await WijzigTekst<Vertegenwoordiging>(scherm, d, v => v.GeldigTot, new() { ["geldigTot"] = tot });
    }

    private static async Task<string?> SpreekAsync(Scherm scherm, Formulier d)
    {
        d.Moet("lid", "Kies namens welk lid u wilt spreken");
        d.Moet("onderwerp", "Zeg kort waarover u wilt spreken");
        var duur = d.Heel("duur", 1, 120);
        return await Maak<Spreekverzoek>(scherm, d,
            new()
            {
                ["agendapunt"] = Adres<Agendapunt>(scherm, d.Bij),
                ["lid"] = d["lid"],
                ["onderwerp"] = d["onderwerp"],
                ["duur"] = duur ?? 3
            }, ("agendapunt", "onderwerp"));
    }

    private static async Task<string?> VraagAsync(Scherm scherm, Formulier d, string bij, string adres)
    {
        d.Moet("lid", "Kies namens welk lid u dit vraagt");
        d.Moet("tekst", "Schrijf uw vraag of opmerking");
        return await Maak<Vraag>(scherm, d,
            new() { [bij] = adres, ["lid"] = d["lid"], ["soort"] = d.Misschien("soort") ?? "vraag", ["tekst"] = d["tekst"] });
    }

    private static async Task<string?> AntwoordAsync(Scherm scherm, Formulier d)
    {
        if (d["antwoord"].Length == 0 && d["afgehandeld"].Length == 0)
            d.Fout("antwoord", "Schrijf het antwoord, of zeg waarom er geen antwoord komt");
        return await WijzigTekst<Vraag>(scherm, d, Vragenlijst.Tekst,
            Velden(("antwoord", d["antwoord"]), ("afgehandeld", d["afgehandeld"])));
    }

    private static async Task<string?> ToezeggingAsync(Scherm scherm, Formulier d)
    {
        d.Moet("wat", "Schrijf op wat er gaat gebeuren");
        var voor = d.Datum("voor");
        return await Maak<Toezegging>(scherm, d,
            Velden(("agendapunt", Adres<Agendapunt>(scherm, d.Bij)), ("soort", d["soort"]), ("wat", d["wat"]), ("wie", d["wie"]),
            ("emailadres", d["emailadres"]), ("termijn", d["termijn"]), ("voor", voor)));
    }

    // Several come in at once; who cannot be noted is told, and the others are there.
    private static async Task<string?> AanwezigAsync(Scherm scherm, Formulier d)
    {
        var leden = d.Alle("leden");
        if (leden.Count == 0) d.Fout("leden", "Kies wie er binnenkomt");
        foreach (var lid in leden)
        {
            if ((await scherm.Zgw.Bewaar<Aanwezigheid>(new()
            {
                ["vergadering"] = Adres<Vergadering>(scherm, d.Bij),
                ["lid"] = lid,
                ["hoedanigheid"] = "bestuurder",
                ["functie"] = "portefeuillehouder"
            }, scherm.Afgebroken)).Fout is { } fout)
            {
                d.Weiger(fout, "", ("lid", "leden"), ("in", "leden"));
            }
            else
            {
                d.Deels = true;
            }
        }
        return d.Mis ? null : "";
    }

    private static async Task<string?> AanwezigEenAsync(Scherm scherm, Formulier d)
    {
        d.Moet("lid", "Kies een lid");
        return await Maak<Aanwezigheid>(scherm, d,
            Velden(("vergadering", Adres<Vergadering>(scherm, d.Bij)), ("lid", d["lid"]), ("hoedanigheid", d["hoedanigheid"]),
            ("functie", d["functie"]), ("volmacht", d["volmacht"])), ("in", "lid"));
    }

    // A paragraph is found by its text: others may have been put before it meanwhile, or changed.
    private static async Task<string?> BlokAsync(Scherm scherm, Formulier d)
    {
        var antwoord = await scherm.Zgw.Lees<Notulen>(d.Bij, scherm.Afgebroken);
        if (!antwoord.Gelukt(out var n)) return Klaar(d, antwoord.Fout);
        List<Blok> blokken = [.. n.Blokken];
        bool Is(int i) => i >= 0 && i < blokken.Count && Versiewegen.Van(blokken[i]) == d.Versie;
        var nummer = d.Heel("nummer") ?? -1;
        if (!Is(nummer)) nummer = Enumerable.Range(0, blokken.Count).Where(Is).DefaultIfEmpty(-1).First();
        if (nummer < 0) return Klaar(d, Intussen);
        if (d["tekst"].Length == 0) blokken.RemoveAt(nummer);
        else blokken[nummer] = blokken[nummer] with { Tekst = d["tekst"] };
        return Klaar(d, (await scherm.Zgw.Vervang<Notulen>(d.Bij, new()
        {
            ["vergadering"] = n.Vergadering.ToString(),
            ["blokken"] = System.Text.Json.JsonSerializer.SerializeToNode(blokken, Webvorm)
        }, scherm.Afgebroken, antwoord.Versie)).Fout, ("blokken", "tekst"));
    }
}
