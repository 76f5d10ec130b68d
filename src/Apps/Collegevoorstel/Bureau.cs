using System.Text.Json.Nodes;

namespace Brink.Apps.Collegevoorstel;

/// <summary>
/// What can be done with a proposal, on behalf of one user. Every deed checks first and then writes to the standard registers,
/// all of it as one unit of work; what is refused changes nothing. At a server that cannot do that,
/// a deed that was broken off half way can be done again.
/// </summary>
/// <param name="zgw">The registers of the organisation.</param>
/// <param name="cooperatie">Those of its cooperative, if it has one.</param>
/// <param name="wie">Who does it.</param>
/// <param name="klok">Tells when.</param>
/// <param name="cancel">When nobody waits any more.</param>
public sealed partial class Bureau(ZgwClient zgw, Cooperatie? cooperatie, Wie wie, TimeProvider klok, CancellationToken cancel)
{
    /// <summary>By which a municipality's catalogus knows the zaaktype.</summary>
    public const string Zaaktype = "collegevoorstel";

    /// <summary>The largest document that is taken over or added, in bytes.</summary>
    public const int Grootst = 25 * 1024 * 1024;

    private readonly Dictionary<string, IReadOnlyList<JsonObject>> typen = [];

    private DateOnly Vandaag => klok.Vandaag();

    private string Nu => Moment(0);

    private string Moment(int stap) => Zaakbegin.Moment(klok, stap);

    /// <summary>Begins a proposal: a zaak with its nota. The key of the zaak.</summary>
    /// <param name="nota">What it begins with.</param>
    /// <param name="sleutel">The key of the form: at a server where a deed can be broken off half way,
    /// the same form begins the same proposal once.</param>
    public async Task<Antwoord<Zaak>> BeginAsync(Nota nota, string sleutel = "")
    {
        if (nota.Onderwerp.Length == 0) return new(null, Nee("nota", "Vul het onderwerp in.", "onderwerp"));
        if (Openbaarheid(nota) is { } mis) return new(null, mis);
        if (await ZaaktypeAsync() is not { } type)
        {
            return new(null, Nee("zaaktype",
                "In de catalogus staat geen zaaktype 'collegevoorstel' dat nu geldt. Vraag het uw functioneel beheerder."));
        }
        var catalogus = await zgw.Lees<Typecatalogus>(type.Catalogus, cancel);
        if (!catalogus.Gelukt(out var eigenaar)) return new(null, catalogus.Fout);
        var (zaaktype, rsin) = (type.Url, eigenaar.Rsin);
        var velden = new JsonObject
        {
            ["omschrijving"] = Kort(nota.Onderwerp),
            ["startdatum"] = Dag(Vandaag),
            ["registratiedatum"] = Dag(Vandaag),
        };
        // The nota holds the number of the zaak, so that is there first. A server that gives out no numbers beforehand makes the zaak
        // first; so does one that keeps only part of it.
        var nummer = nota.Notanummer.Length > 0 ? nota.Notanummer : zgw.HeeftElders ? null
            : (await zgw.Doe<Zaaknummer>("zaken/zaaknummer_reserveren", new JsonObject { ["bronorganisatie"] = rsin }, cancel))
            .Waarde?.Nummer;
        if (nummer is not null) velden["identificatie"] = nummer;
        var bundel = new Bundel();
        var dossier = new Dossier
        {
            Zaak = new() { Url = new("urn:nieuw"), Zaaktype = zaaktype, Identificatie = nummer ?? "", Bronorganisatie = rsin },
            Statustypen = await StatustypenAsync(zaaktype),
        };
        var samen = nummer is not null && !zgw.HeeftElders;
        if (samen)
        {
            dossier = dossier with { Adres = Zaakbegin.Zaak(bundel, zaaktype, rsin, velden, "") };
        }
        else
        {
            var eerst = new Bundel { Los = true };
            Zaakbegin.Zaak(eerst, zaaktype, rsin, velden, sleutel);
            var gemaakt = await zgw.Samen(eerst, cancel);
            if (!gemaakt.Gelukt(out var een)) return new(null, gemaakt.Fout);
            var gelezen = await zgw.Lees<Zaak>(een[0]!, cancel);
            if (!gelezen.Gelukt(out var zaak)) return gelezen;
            dossier = dossier with { Zaak = zaak };
        }
        if ((await RolAsync(bundel, dossier, "Steller") ?? Status(bundel, dossier, Statussen.Nieuw)) is { } fout) return new(null, fout);
        await EigenschappenAsync(bundel, dossier, new(), nota);
        var inhoud = (nota with { Notanummer = dossier.Zaak.Identificatie }).Schrijf();
        var stuk = await StukAsync(bundel, dossier, "Voorstel", "Nota: " + Tekens.Kort(Lak.Openbaar(nota.Onderwerp), 180),
            Nota.Bestandsnaam, "application/json", inhoud, "",
            "in_bewerking", "De nota voor het college.");
        if (stuk.Fout is { } mislukt) return new(null, mislukt);
        var gedaan = await zgw.Samen(bundel, cancel);
        if (!gedaan.Gelukt(out var adressen)) return new(null, gedaan.Fout);
        return await zgw.Lees<Zaak>(samen ? adressen[0]! : dossier.Zaak.Url, cancel);
    }

    private sealed record Zaaknummer([property: System.Text.Json.Serialization.JsonPropertyName("zaaknummer")] string Nummer);

    /// <summary>Keeps a new version of the nota. Refused when somebody else made one meanwhile, or when the college has decided.</summary>
    /// <param name="d">The proposal.</param>
    /// <param name="nota">The nota as it becomes.</param>
    /// <param name="gezien">The version that the writer began from.</param>
    public async Task<Fout?> BewaarAsync(Dossier d, Nota nota, int gezien)
    {
        if (d.Nota is not { } stuk) return Nee("nota", "Dit voorstel heeft geen nota die hier is gemaakt.");
        if (!d.MagSchrijven(wie)) return Verboden("De nota wordt geschreven door de steller.");
        if (!d.Open || d.Besloten)
            return Nee("besloten", "Het college heeft besloten, of het voorstel is ingetrokken. De nota verandert niet meer.");
        var inhoud = (nota with { Notanummer = d.Zaak.Identificatie }).Schrijf();
        if (Nota.Hash(inhoud) == stuk.Sha256) return null; // who wrote the same as somebody else has nothing to choose
        if (gezien != stuk.Versie)
            return Nieuwer($"Iemand anders heeft de nota intussen gewijzigd: u begon met versie {gezien}, er is nu versie {stuk.Versie}.");
        if (nota.Onderwerp.Length == 0) return Nee("nota", "Vul het onderwerp in.", "onderwerp");
        if (Openbaarheid(nota) is { } mis) return mis;
        var grendel = await zgw.Doe<Documentslot>($"{stuk.Document}/lock", new JsonObject(), cancel);
        if (!grendel.Gelukt(out var slot))
        {
            return grendel.Fout is { Status: 400 }
            ? Nee("n1-versie", "Iemand anders bewaart de nota op dit moment. Probeer het over een minuut opnieuw.") : grendel.Fout;
        }
        // What came in between reading and locking is seen here.
        var nu = await zgw.Lees<Informatieobject>(stuk.Document, cancel);
        var fout = nu.Fout ?? (nu.Waarde!.Versie == gezien ? await SchrijfAsync(d, stuk, nota, inhoud, slot.Lock)
            : Nieuwer("Iemand anders heeft de nota intussen gewijzigd."));
        if (fout is not null) await zgw.Doe($"{stuk.Document}/unlock", new JsonObject { ["lock"] = slot.Lock }, CancellationToken.None);
        return fout;
    }

    private async Task<Fout?> SchrijfAsync(Dossier d, Notastuk stuk, Nota nota, byte[] inhoud, string slot)
    {
        var bundel = new Bundel();
        bundel.Wijzig(stuk.Document.ToString(), Inhoud(inhoud, new() { ["lock"] = slot }, Vandaag));
        bundel.Doe(stuk.Document + "/unlock", new() { ["lock"] = slot });
        if (nota.Onderwerp != stuk.Inhoud.Onderwerp) bundel.Wijzig(d.Adres, new() { ["omschrijving"] = Kort(nota.Onderwerp) });
        await EigenschappenAsync(bundel, d, stuk.Inhoud, nota);
        // Initials hold no longer under another text, so the nota goes round again.
        return (d.Status is Statussen.Akkoord or Statussen.Voorlopig or Statussen.Definitief
            ? Status(bundel, d, Statussen.Wacht, "De nota is gewijzigd; parafen zijn vervallen.")
            : d.Status == Statussen.Nieuw ? Status(bundel, d, Statussen.InBehandeling) : null) ?? await DoeAsync(bundel);
    }

    /// <summary>Sends the nota round, for the first time or again after it was sent back.
    /// The route comes from the template of the zaaktype.</summary>
    public async Task<Fout?> BiedAanAsync(Dossier d)
    {
        if (d.Nota is null) return Nee("nota", "Dit voorstel heeft geen nota die hier is gemaakt.");
        if (!d.MagSchrijven(wie)) return Verboden("De steller biedt de nota aan.");
        if (!d.Open || d.Gestart) return Nee("status", "De nota gaat al rond, of het voorstel is klaar.");
        var fouten = d.Bevindingen.Where(b => b.Fout).ToList();
        if (fouten.Count > 0)
        {
            return new(409, fouten[0].Code, "De nota kan nog niet rond.",
            [.. fouten.Select(b => new FoutParameter(b.Veld, b.Code, b.Zin))]);
        }
        if (d.Stappen.Any(s => s.Uitkomst == "terug" && s.Sha256 == d.Sha256))
            return Nee("n1-terug", "De nota is teruggestuurd en nog niet gewijzigd. Verwerk eerst de opmerkingen.");
        var bundel = new Bundel();
        // (what is there of it at a server that does one thing at a time may be the first half)
        var sjabloon = Route.Sjabloon(d.Statustypen, Vandaag);
        bool IsEr(Stap stap) => d.Stappen.Any(s => (s.Soort, s.Naam) == (stap.Soort, stap.Naam));
        if (d.Stappen.Count == 0 || zgw.HeeftElders && d.Status is Statussen.Nieuw or Statussen.InBehandeling
            && d.Stappen.Count == sjabloon.Count(IsEr))
        {
            foreach (var stap in sjabloon.Where(s => !IsEr(s))) NieuweStap(bundel, d, stap);
        }
        return Status(bundel, d, Statussen.Wacht) ?? await DoeAsync(bundel);
    }

    /// <summary>Takes a step of the route: <c>akkoord</c>, <c>terug</c> (back to the writer,
    /// with a remark) or <c>overgeslagen</c> (an optional step).</summary>
    /// <param name="d">The proposal.</param>
    /// <param name="stap">The zaakobject of the step.</param>
    /// <param name="uitkomst">What is said.</param>
    /// <param name="opmerking">Why.</param>
    /// <param name="gezien">The hash of the nota that was seen: initials are under that text and no other (N1).</param>
    public async Task<Fout?> ZetAsync(Dossier d, Guid stap, string uitkomst, string opmerking, string gezien)
    {
        if (d.Stappen.FirstOrDefault(s => Sleutel(s) == stap) is not { } een) return Nee("weg", "Deze stap staat niet meer op de route.");
        if (!een.Mag(wie)) return Verboden("Deze stap is voor een ander.");
        if (d.Besloten) return Nee("besloten", "Het college heeft besloten. Aan de route verandert niets meer.");
        if (een.Soort == "besluit") return Nee("besluit", "Leg het besluit van het college vast op de pagina Besluit.");
        if (gezien != d.Sha256) return Nee("n1-versie", $"De nota is gewijzigd nadat u haar opende. Lees eerst versie {d.Versie}.");
        if (!d.AanDeBeurt.Contains(een)) return Nee("volgorde", "Deze stap is nu niet aan de beurt.");
        if (uitkomst is not ("akkoord" or "terug" or "overgeslagen")) return Nee("uitkomst", "Kies wat u van de nota vindt.", "uitkomst");
        if (uitkomst == "terug" && opmerking.Length == 0) return Nee("opmerking", "Schrijf wat er anders moet.", "opmerking");
        if (uitkomst == "overgeslagen" && !een.Optioneel)
            return Nee("verplicht", "Deze stap is verplicht en kan niet worden overgeslagen.", "uitkomst");
        var gezet = een.Opnieuw() with
        {
            Uitkomst = uitkomst,
            Opmerking = opmerking,
            Op = klok.GetUtcNow(),
            Door = wie,
            Versie = d.Versie,
            Sha256 = d.Sha256
        };
        if ((await zgw.Bewaar<JsonObject>(een.Url!, Verandering(gezet), cancel)).Fout is { } fout) return fout;
        // The step itself goes first: of two colleagues who take one at the same moment, the last sees both, and says how far the nota is.
        var bundel = new Bundel();
        await BetrekAsync(bundel, d, een);
        var stappen = d.Stappen.Select(s => s.Url == een.Url ? gezet : s).ToList();
        // A colleague may have taken another step at the same time; the status follows what there is now.
        if ((await zgw.Lijst<ZaakObject>(cancel, ("zaak", d.Zaak.Url))).Gelukt(out var nu))
            stappen = [.. nu.Results.Select(Stap.Van).OfType<Stap>()];
        var verder = uitkomst == "terug" ? Statussen.Aanvulling : Volgende(stappen, d.Sha256);
        return (verder == d.Status ? null : Status(bundel, d, verder, uitkomst == "terug" ? Tekens.Kort(opmerking, 900) : ""))
            ?? await DoeAsync(bundel);
    }

    private static string Volgende(IReadOnlyList<Stap> stappen, string sha256)
    {
        var agenda = stappen.Where(s => s.Soort == "agendering" && !s.Optioneel).ToList();
        if (Route.Openstaand(stappen, sha256).Count == 0) return agenda.Count > 0 ? Statussen.Definitief : Statussen.Akkoord;
        if (stappen.Any(s => s.Soort is not ("agendering" or "besluit") && !s.Optioneel && !s.Klaar(sha256))) return Statussen.Wacht;
        return agenda.Exists(s => s.Klaar(sha256)) ? Statussen.Voorlopig : Statussen.Akkoord;
    }

    /// <summary>Adds a step to the route.</summary>
    public async Task<Fout?> VoegStapToeAsync(Dossier d, Stap stap)
    {
        if (MagRouteWijzigen(d) is { } nee) return nee;
        if (!Route.Soorten.Any(s => s.Waarde == stap.Soort)) return Nee("soort", "Kies wat voor stap het is.", "soort");
        if (stap.Soort == "besluit" && d.Besluitstap is not null)
            return Nee("soort", "De route heeft al een stap voor het besluit.", "soort");
        if (stap.Naam.Length == 0) return Nee("naam", "Geef de stap een naam.", "naam");
        if (stap.Rol.Length == 0) return Nee("rol", "Vul in wie de stap zet.", "rol");
        if (d.Stappen.Count >= 40) return Nee("route", "Een route heeft hoogstens 40 stappen.", "naam");
        var bundel = new Bundel();
        NieuweStap(bundel, d, stap);
        return await DoeAsync(bundel);
    }

    /// <summary>Changes a step that nobody has taken on this version: who, when, in which group, and who may stand in.</summary>
    /// <param name="d">The proposal.</param>
    /// <param name="stap">The zaakobject of the step.</param>
    /// <param name="anders">The change.</param>
    /// <param name="gezien">The step as it was seen (<see cref="Stap.Merk"/>); null when whatever stands there may be changed.</param>
    public async Task<Fout?> WijzigStapAsync(Dossier d, Guid stap, Func<Stap, Stap> anders, string? gezien = null)
    {
        if (d.Stappen.FirstOrDefault(s => Sleutel(s) == stap) is not { } een) return Nee("weg", "Deze stap staat niet meer op de route.");
        if (MagRouteWijzigen(d) is { } nee && !een.Mag(wie)) return nee;
        if (Route.Besloten(een) || een.Klaar(d.Sha256)) return Nee("gezet", "Deze stap is al gezet en verandert niet meer.");
        var nieuw = anders(een);
        if (nieuw.Rol.Length == 0) return Nee("rol", "Vul in wie de stap zet.", "rol");
        if (nieuw.Vervanger is { Length: > 0 } && string.IsNullOrEmpty(nieuw.VervangingReden))
            return Nee("reden", "Schrijf waarom een ander de stap mag zetten.", "vervangingReden");
        var nu = await zgw.Lees<ZaakObject>(een.Url!, cancel);
        if (!nu.Gelukt(out var staat)) return nu.Fout;
        return Stap.Van(staat)?.Merk != (gezien ?? een.Merk) ? Nieuwer("Iemand anders heeft deze stap intussen gewijzigd.")
            : (await zgw.Bewaar<JsonObject>(een.Url!, Verandering(nieuw), cancel, nu.Versie)).Fout;
    }

    /// <summary>Takes a step out of the route, as long as nobody has taken it.</summary>
    public async Task<Fout?> HaalStapWegAsync(Dossier d, Guid stap)
    {
        if (d.Stappen.FirstOrDefault(s => Sleutel(s) == stap) is not { } een) return Nee("weg", "Deze stap staat niet meer op de route.");
        if (MagRouteWijzigen(d) is { } nee) return nee;
        return een.Uitkomst.Length > 0 || een.Eerder.Count > 0 ? Nee("gezet", "Bij deze stap is al iets gezegd. Dat blijft staan.")
            : een.Soort == "besluit" ? Nee("route", "Zonder deze stap kan het college niet besluiten.")
            : await zgw.Weg(een.Url!, cancel);
    }

    /// <summary>Withdraws the proposal, at any moment before the college decides.</summary>
    public async Task<Fout?> TrekInAsync(Dossier d, string reden)
    {
        if (!d.MagSturen(wie)) return Verboden("Intrekken doet de steller, of wie het voorstel agendeert.");
        if (!d.Open || d.Besloten) return Nee("besloten", "Het college heeft al besloten, of het voorstel is al klaar.");
        if (reden.Length == 0) return Nee("reden", "Schrijf waarom u het voorstel intrekt.", "reden");
        var bundel = new Bundel();
        return await ResultaatAsync(bundel, d, "Ingetrokken", reden) ?? Status(bundel, d, Statussen.Ingetrokken, Tekens.Kort(reden, 900))
            ?? Status(bundel, d, Statussen.Archiveren) ?? await DoeAsync(bundel);
    }

    /// <summary>Closes the proposal, when there is nothing more to do.</summary>
    public async Task<Fout?> SluitAsync(Dossier d)
    {
        if (!d.MagSturen(wie)) return Verboden("Afsluiten doet de steller, of wie het voorstel agendeert.");
        if (!d.Open) return Nee("status", "Het voorstel is al afgesloten.");
        if (!d.Besloten) return Nee("besluit", "Het college heeft nog niet besloten.");
        if (d.Nota is { Inhoud.Openbaar: true } && d.Besluit is not null && d.Openbaar.Count == 0)
        {
            return Nee("n4",
                "De nota is openbaar. Maak haar eerst openbaar, met de namen weggelakt.");
        }
        var bundel = new Bundel();
        return Status(bundel, d, Statussen.Archiveren) ?? await DoeAsync(bundel);
    }

    private static Fout? Openbaarheid(Nota nota) =>
        !nota.Openbaar && nota.RedenNietOpenbaar.Length == 0 ? Nee("n4", "Schrijf waarom de nota niet openbaar wordt.", "redenNietOpenbaar")
        : Notacontrole.Tegenspraak(nota) is var (veld, zin) ? Nee("n4", zin, veld) : null;

    private Fout? MagRouteWijzigen(Dossier d) => !d.MagSturen(wie) ? Verboden("De route wijzigt de steller, of wie het voorstel agendeert.")
        : !d.Open || d.Besloten ? Nee("besloten", "Het college heeft besloten. De route verandert niet meer.") : null;

    private static Guid Sleutel(Stap stap) => stap.Url is { } url && Guid.TryParse(url.Segments[^1].TrimEnd('/'), out var uuid) ? uuid
        : Guid.Empty;

    // What objectIdentificatie holds is replaced as a whole; the other fields of the zaakobject stay.
    private static JsonObject Verandering(Stap stap) =>
        new() { ["objectIdentificatie"] = stap.Schrijf(), ["relatieomschrijving"] = Omschrijving(stap) };

    private static string Omschrijving(Stap stap) => Tekens.Kort($"{Route.Soortwoord(stap.Soort)}: {stap.Naam}", 78);

    private static void NieuweStap(Bundel bundel, Dossier d, Stap stap) =>
        Object(bundel, d, Stap.Objectsoort, Omschrijving(stap), stap.Schrijf());

    // What the standard has no resource for hangs on the zaak as an object of a kind of our own.
    private static void Object(Bundel bundel, Dossier d, string soort, string omschrijving, JsonObject gegevens) =>
        bundel.Maak("zaken/zaakobjecten", new()
        {
            ["zaak"] = d.Adres,
            ["objectType"] = "overige",
            ["objectTypeOverige"] = soort,
            ["relatieomschrijving"] = omschrijving,
            ["objectIdentificatie"] = gegevens,
        });

    /// <summary>A refusal with a sentence for people.</summary>
    internal static Fout Nee(string code, string zin, string? veld = null) =>
        new(409, code, zin, veld is null ? [] : [new(veld, code, zin)]);

    // Somebody else was faster: whoever writes sees both texts.
    private static Fout Nieuwer(string zin) => new(412, "n1-versie", zin, []);

    private static Fout Verboden(string zin) => new(409, "niet-voor-u", zin, []);

    // Lists of zaken show it, so without names.
    private static string Kort(string onderwerp) => Tekens.Kort(Lak.Openbaar(onderwerp), 78);

    private static string? Dag(DateOnly? dag) => Tijd.Veld(dag);

    private static Uri Adres(JsonNode url) => new(url.GetValue<string>());
}
