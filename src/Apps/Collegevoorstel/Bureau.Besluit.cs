namespace Brink.Apps.Collegevoorstel;

/// <summary>The decision of the college, and making it public.</summary>
public sealed partial class Bureau
{
    private const string Besluitbestand = "besluit.pdf";

    /// <summary>What the college can do with a proposal.</summary>
    internal static readonly (string Waarde, string Woord)[] Uitkomsten =
    [
        ("conform", "Besloten conform voorstel"), ("gewijzigd", "Gewijzigd aangenomen"),
        ("aangehouden", "Aangehouden tot een volgende vergadering"),
        ("niet", "Niet aangenomen"), ("mandaat", "Vastgesteld onder mandaat, zonder vergadering van het college"),
    ];

    /// <summary>Lays down what the college decided. Refused while initials are missing or hold no longer.</summary>
    /// <param name="d">The proposal.</param>
    /// <param name="uitkomst">One of <see cref="Uitkomsten"/>.</param>
    /// <param name="datum">The day of the decision.</param>
    /// <param name="definitief">The day of the final approval of the text.</param>
    /// <param name="tekst">What was changed, or why not.</param>
    /// <param name="gezien">The hash of the nota that the college had.</param>
    public async Task<Fout?> BesluitAsync(Dossier d, string uitkomst, DateOnly? datum, DateOnly? definitief, string tekst, string gezien)
    {
        if (d.Nota is not { } stuk || d.Besluitstap is not { } stap) return Nee("nota", "De nota is nog niet aangeboden.");
        if (!stap.Mag(wie)) return Verboden("Het besluit wordt vastgelegd door wie op de route staat.");
        if (!d.Open || d.Besloten) return Nee("besloten", "Het besluit van het college is al vastgelegd.");
        if (!d.Gestart) return Nee("n1-onvolledig", $"De nota gaat niet rond: de status is '{d.Status}'.");
        if (gezien != d.Sha256) return Nee("n1-versie", $"De nota is gewijzigd nadat u haar opende. Lees eerst versie {d.Versie}.");
        if (!Uitkomsten.Any(u => u.Waarde == uitkomst)) return Nee("uitkomst", "Kies wat het college besloot.", "uitkomst");
        if (datum is not { } dag) return Nee("datum", "Vul de dag van het besluit in, zoals 31-1-2026.", "datum");
        if (dag > Vandaag) return Nee("datum", "Het besluit kan niet in de toekomst liggen.", "datum");
        // The college decides on what was signed: a day before the last initial cannot be right.
        if (uitkomst is not ("aangehouden" or "niet") && d.LaatstGetekend is { } getekend && dag < getekend)
            return Nee("datum", $"Het besluit kan niet vóór de laatste paraaf liggen. Die is van {Tijd.Voluit(getekend)}.", "datum");
        if (definitief < dag) return Nee("definitief", "Het definitieve akkoord kan niet vóór het besluit liggen.", "definitief");
        if (uitkomst is "gewijzigd" or "niet" or "aangehouden" && tekst.Length == 0)
            return Nee("tekst", uitkomst == "gewijzigd" ? "Schrijf wat er is gewijzigd." : "Schrijf waarom.", "tekst");
        if (Lak.Fouten(stuk.Inhoud, ("Het besluit", tekst)).FirstOrDefault() is { } naam && uitkomst is not ("aangehouden" or "niet"))
            return Nee("lakken", naam, "tekst");
        if (uitkomst is not ("aangehouden" or "niet"))
        {
            if (d.Raadsstukken.Select(r => r.Houdt("Het besluit vastleggen")).FirstOrDefault(f => f is not null) is { } wacht) return wacht;
            if (tekst.Length == 0 && d.Raadsstukken.Any(r => r.Uitkomst == "ingebracht"))
                return Nee("raad-antwoord", "De raad bracht wensen en bedenkingen in. Schrijf wat het college daarmee doet.", "tekst");
        }
        // A mandate is a short cut past the agenda, never past the initials.
        var open = Route.Openstaand(d.Stappen, d.Sha256).Where(s => uitkomst != "mandaat" || s.Soort != "agendering").ToList();
        if (open.Count > 0 && uitkomst is not ("aangehouden" or "niet"))
        {
            return Nee("n1-onvolledig",
                $"Het college kan nog niet besluiten. Dit ontbreekt of is vervallen: "
                + $"{Notacontrole.Opsomming([.. open.Select(s => s.Naam)])}.");
        }
        var fouten = d.Bevindingen.Where(b => b.Fout).ToList();
        if (fouten.Count > 0 && uitkomst is not ("aangehouden" or "niet")) return new(409, fouten[0].Code, fouten[0].Zin, []);

        var gezet = stap.Opnieuw() with
        {
            Uitkomst = uitkomst,
            Opmerking = tekst,
            Op = klok.GetUtcNow(),
            Door = wie,
            Versie = d.Versie,
            Sha256 = d.Sha256,
            Definitief = definitief
        };
        var bundel = new Bundel();
        if (uitkomst is "conform" or "gewijzigd" or "mandaat")
        {
            var fout = await LegVastAsync(bundel, d, stuk, gezet, dag) ?? await ResultaatAsync(
                bundel, d, uitkomst switch
                {
                    "conform" => "Besloten conform voorstel",
                    "gewijzigd" => "Gewijzigd vastgesteld",
                    _ => "Vastgesteld onder mandaat"
                },
                    Lak.Openbaar(tekst));
            if (fout is not null) return fout;
        }
        if (uitkomst == "niet" && await ResultaatAsync(bundel, d, "Niet vastgesteld", Lak.Openbaar(tekst)) is { } mis) return mis;
        bundel.Wijzig(stap.Url!.ToString(), Verandering(gezet));
        await BetrekAsync(bundel, d, stap);
        return uitkomst switch
        {
            "conform" => Status(bundel, d, Statussen.Aangenomen),
            "gewijzigd" => Status(bundel, d, Statussen.Gewijzigd, Tekens.Kort(Lak.Openbaar(tekst), 900)),
            "aangehouden" => Status(bundel, d, Statussen.Voorlopig, Tekens.Kort("Aangehouden: " + Lak.Openbaar(tekst), 900)),
            "niet" => Status(bundel, d, Statussen.Niet, Tekens.Kort(Lak.Openbaar(tekst), 900)) ?? Status(bundel, d, Statussen.Archiveren),
            _ => null,
        } ?? await DoeAsync(bundel);
    }

    // A decision that was laid down half, at a server that does one thing at a time, is taken up where it was left.
    private async Task<Fout?> LegVastAsync(Bundel bundel, Dossier d, Notastuk stuk, Stap gezet, DateOnly dag)
    {
        var url = d.Besluit?.Url.ToString();
        if (url is null)
        {
            if (await TypeAsync(d, "besluittypen", "Collegebesluit", "catalogus") is not { } type)
                return Mist("besluittype", "Collegebesluit");
            url = bundel.Maak("besluiten/besluiten", new()
            {
                // One number for one decision: whoever lays it down a second time is refused by the register.
                ["identificatie"] = "B-" + d.Zaak.Identificatie,
                ["verantwoordelijkeOrganisatie"] = d.Zaak.Bronorganisatie,
                ["besluittype"] = type.ToString(),
                ["zaak"] = d.Adres,
                ["datum"] = Dag(dag),
                ["ingangsdatum"] = Dag(dag),
                ["bestuursorgaan"] = Tekens.Kort(stuk.Inhoud.Bestuursorgaan, 48),
                ["toelichting"] = Besluittekst(stuk.Inhoud, gezet),
            });
        }
        if (d.Stukken.Any(s => s.Expand?.Informatieobject?.Bestandsnaam == Besluitbestand)) return null;
        var pdf = NotaPdf.Maak(d with { Stappen = [.. d.Stappen.Select(s => s.Url == gezet.Url ? gezet : s)] }, openbaar: false, dag);
        var document = await StukAsync(bundel, d, "Besluit", $"Besluit van het college: {Lak.Openbaar(stuk.Inhoud.Onderwerp)}",
            Besluitbestand, "application/pdf", pdf, "intern",
            "definitief",
            $"De nota in versie {stuk.Versie} (SHA-256 {stuk.Sha256}), met de parafen en het besluit.");
        if (!document.Gelukt(out var gemaakt)) return document.Fout;
        BijBesluit(bundel, url, gemaakt);
        return null;
    }

    private static void BijBesluit(Bundel bundel, string besluit, string document) =>
        bundel.Maak("besluiten/besluitinformatieobjecten", new() { ["besluit"] = besluit, ["informatieobject"] = document },
            new(["besluit", "informatieobject"]));

    // Without names: whoever may read besluiten need not know them.
    private static string Besluittekst(Nota nota, Stap gezet) => string.Join('\n',
        [.. nota.Besluit.Select((b, i) => $"{i + 1}. {Lak.Openbaar(b.Tekst)}"), .. gezet.Opmerking.Length > 0
            ? [$"{Route.Stand(gezet, gezet.Sha256!, gezet.Versie ?? 0)}: {Lak.Openbaar(gezet.Opmerking)}"] : Array.Empty<string>()]);

    /// <summary>Makes the nota public without the names in it: as a page, as a PDF, and as data. The original stays as it is.</summary>
    /// <param name="d">The proposal.</param>
    /// <param name="gezien">The hash of the nota of which both versions were looked at.</param>
    public async Task<Fout?> MaakOpenbaarAsync(Dossier d, string gezien)
    {
        if (d.Nota is not { } stuk) return Nee("nota", "Dit voorstel heeft geen nota die hier is gemaakt.");
        if (!d.MagSturen(wie)) return Verboden("Openbaar maken doet de steller, of wie het voorstel agendeert.");
        if (d.Besluit is not { } besluit || d.Besluitstap is not { } stap || !Route.Besloten(stap))
            return Nee("besluit", "Het college heeft nog niet besloten.");
        if (!stuk.Inhoud.Openbaar) return Nee("n4", $"Deze nota wordt niet openbaar: {stuk.Inhoud.RedenNietOpenbaar}");
        if (gezien != d.Sha256) return Nee("n1-versie", "De nota is gewijzigd nadat u haar opende. Bekijk beide versies opnieuw.");
        if (Lak.Fouten(stuk.Inhoud).FirstOrDefault() is { } mis) return Nee("lakken", mis);
        if (!d.Open) return Nee("status", "Dit voorstel is al afgesloten.");
        var titel = "Openbare nota: " + Lak.Openbaar(stuk.Inhoud.Onderwerp);
        var openbaar = Lak.Openbaar(stuk.Inhoud);
        (string Naam, string Formaat, byte[] Inhoud)[] vormen =
        [
            ("openbare-nota.html", "text/html", NotaHtml.Maak(d, besluit.Datum)),
            ("openbare-nota.pdf", "application/pdf", NotaPdf.Maak(d, openbaar: true, besluit.Datum)),
            (Nota.Openbaarbestand, "application/json", openbaar.Schrijf()),
        ];
        var bundel = new Bundel();
        foreach (var (naam, formaat, inhoud) in vormen.Where(v => d.Openbaar.All(o => o.Expand!.Informatieobject!.Bestandsnaam != v.Naam)))
        {
            var document = await StukAsync(bundel, d, "Besluit", titel, naam, formaat, inhoud, "openbaar", "definitief",
                Lak.Lakt(stuk.Inhoud)
                ? $"Namen zijn weggelakt: {stuk.Inhoud.RedenLakken}." : "");
            if (!document.Gelukt(out var gemaakt)) return document.Fout;
            BijBesluit(bundel, besluit.Url.ToString(), gemaakt);
        }
        if (besluit.Publicatiedatum is null) bundel.Wijzig(besluit.Url.ToString(), new() { ["publicatiedatum"] = Dag(Vandaag) });
        return await DoeAsync(bundel);
    }
}
