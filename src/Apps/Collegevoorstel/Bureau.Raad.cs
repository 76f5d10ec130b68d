using System.Text.Json.Nodes;

namespace Brink.Apps.Collegevoorstel;

/// <summary>What goes to the council out of a proposal, and what came of it.</summary>
public sealed partial class Bureau
{
    /// <summary>Makes the paper for the council and starts its route: the portefeuillehouder agrees,
    /// and the college's secretary sends it.</summary>
    /// <param name="d">The proposal.</param>
    /// <param name="soort">One of <see cref="Raadsstuk.Soorten"/>.</param>
    /// <param name="titel">What it is called.</param>
    /// <param name="tekst">What the council is asked or told.</param>
    /// <param name="termijn">The last day on which the council can make itself heard; a letter has none.</param>
    public async Task<Fout?> NaarDeRaadAsync(Dossier d, string soort, string titel, string tekst, DateOnly? termijn)
    {
        if (d.Nota is null) return Nee("nota", "Dit voorstel heeft geen nota die hier is gemaakt.");
        if (!d.MagSturen(wie)) return Verboden("Een stuk voor de raad maakt de steller, of wie het voorstel agendeert.");
        if (!d.Open) return Nee("status", "Dit voorstel is al afgesloten.");
        if (!Raadsstuk.Soorten.Any(s => s.Waarde == soort)) return Nee("soort", "Kies wat de raad met het stuk doet.", "soort");
        if (soort == "bedenkingen" && d.Besloten)
        {
            return Nee("raad-te-laat",
            "Het college heeft al besloten. Wensen en bedenkingen vraagt het college vooraf (artikel 169, vierde lid, Gemeentewet).", "soort");
        }
        if (titel.Length == 0) return Nee("titel", "Geef het stuk een titel.", "titel");
        if (tekst.Length == 0) return Nee("tekst", "Schrijf wat de raad wordt gevraagd of verteld.", "tekst");
        if (soort == "brief") termijn = null;
        else if (termijn is null) return Nee("termijn", "Vul in tot en met welke dag de raad kan reageren.", "termijn");
        else if (termijn <= Vandaag) return Nee("termijn", "Kies een dag na vandaag: de raad moet kunnen reageren.", "termijn");
        if (d.Raadsstukken.Any(r => !r.Klaar && r.Soort == soort))
            return Nee("dubbel", "Zo'n stuk ligt al bij de raad. Wacht op de uitkomst, of neem het terug.", "soort");
        if (Lak.Fouten(d.Nota.Inhoud, ("De titel", titel), ("De tekst voor de raad", tekst)).FirstOrDefault() is { } naam)
            return Nee("lakken", naam, "tekst");
        var rol = d.Stappen.FirstOrDefault(s => s.Soort == "akkoord")?.Rol ?? "Burgemeester";
        var stuk = new Raadsstuk
        {
            Soort = soort,
            Titel = titel,
            Tekst = tekst,
            Termijn = termijn,
            Versie = d.Versie,
            Stappen = [new("Akkoord portefeuillehouder", rol), new("Verzending aan de griffie", d.Besluitstap?.Rol ?? "Collegesecretaris")],
        };
        var naamVan = soort == "brief" ? "raadsbrief" : "raadsvoorstel";
        var bundel = new Bundel();
        var document = await StukAsync(bundel, d, "Voorstel", $"{Woord(naamVan)}: {Lak.Openbaar(titel)}",
            $"{naamVan}-{d.Raadsstukken.Count + 1}.pdf", "application/pdf",
            stuk.Pdf(d),
            "intern", "definitief", $"Hoort bij collegevoorstel {d.Zaak.Identificatie}, versie {d.Versie} van de nota.");
        if (!document.Gelukt(out var gemaakt)) return document.Fout;
        Object(bundel, d, Raadsstuk.Objectsoort, Tekens.Kort($"Raad: {Lak.Openbaar(titel)}", 78), stuk.Schrijf(document: gemaakt));
        return await DoeAsync(bundel);
    }

    /// <summary>Takes the step of the route that is next.</summary>
    public async Task<Fout?> ZetRaadsstapAsync(Dossier d, Guid welk)
    {
        if (Raad(d, welk) is not { } stuk) return Nee("weg", "Dit stuk staat hier niet meer.");
        if (!d.Open) return Nee("status", "Dit voorstel is al afgesloten.");
        if (stuk.AanDeBeurt is not { } stap) return Nee("volgorde", "Dit stuk is al naar de raad gestuurd.");
        if (stap.Rol != wie.Rol) return Verboden($"Deze stap is voor de {stap.Rol}.");
        var bundel = new Bundel();
        Bewaar(bundel, (stuk with { Stappen = [.. stuk.Stappen.Select(s => s == stap ? s with { Op = klok.GetUtcNow(), Door = wie } : s)] })
            .Schrijf(), stuk);
        return await DoeAsync(bundel);
    }

    /// <summary>Lays down what the council said. What it decided becomes a besluit of the same zaak, with the paper.</summary>
    public async Task<Fout?> RaadsuitkomstAsync(Dossier d, Guid welk, string uitkomst, string tekst, DateOnly? datum)
    {
        if (Raad(d, welk) is not { } stuk) return Nee("weg", "Dit stuk staat hier niet meer.");
        if (!d.Open) return Nee("status", "Dit voorstel is al afgesloten.");
        if (stuk.Klaar) return Nee("raad-klaar", "De uitkomst staat er al.");
        if (uitkomst == "ingetrokken" ? !d.MagSturen(wie) : d.Besluitstap?.Mag(wie) != true)
            return Verboden("De uitkomst legt vast wie ook het besluit van het college vastlegt; terugnemen kan ook de steller.");
        if (!Raadsstuk.Uitkomsten(stuk.Soort).Any(u => u.Waarde == uitkomst))
            return Nee("uitkomst", "Kies wat er uit de raad kwam.", "uitkomst");
        if (uitkomst != "ingetrokken" && !stuk.Verzonden) return Nee("volgorde", "Het stuk is nog niet naar de raad gestuurd.", "uitkomst");
        if (datum is not { } dag) return Nee("datum", "Vul de dag in, zoals 31-1-2026.", "datum");
        if (dag > Vandaag) return Nee("datum", "Deze dag is nog niet geweest.", "datum");
        if (stuk.Stappen[^1].Op is { } verzonden && dag < Tijd.DagVan(verzonden))
            return Nee("datum", "Toen was het stuk nog niet naar de raad gestuurd.", "datum");
        if (uitkomst == "verstreken" && !(Vandaag > stuk.Termijn))
            return Nee("termijn", $"De raad kan nog reageren tot en met {Tijd.Voluit(stuk.Termijn)}.", "uitkomst");
        if (uitkomst is "ingebracht" or "verworpen" or "ingetrokken" && tekst.Length == 0)
            return Nee("tekst", "Schrijf wat de raad inbracht, of waarom.", "tekst");
        if (Lak.Fouten(d.Nota?.Inhoud ?? new(), ("De uitkomst", tekst)).FirstOrDefault() is { } naam) return Nee("lakken", naam, "tekst");
        var klaar = stuk with { Uitkomst = uitkomst, Toelichting = tekst, Op = dag };
        var bundel = new Bundel();
        string? besluit = null;
        // A letter that was read, and silence, are no decisions.
        if (uitkomst is "geen" or "ingebracht" or "ingestemd" or "verworpen")
        {
            if (await TypeAsync(d, "besluittypen", Raadsstuk.Besluittype, "catalogus") is not { } type)
                return Mist("besluittype", Raadsstuk.Besluittype);
            var nummer = $"R-{d.Zaak.Identificatie}-{d.Raadsstukken.ToList().FindIndex(r => r.Url == stuk.Url) + 1}";
            // One that was laid down half, at a server that does one thing at a time, is taken up where it was left.
            besluit = d.Besluiten.FirstOrDefault(b => b.Identificatie == nummer)?.Url.ToString();
            if (besluit is null)
            {
                besluit = bundel.Maak("besluiten/besluiten", new()
                {
                    ["identificatie"] = nummer,
                    ["verantwoordelijkeOrganisatie"] = d.Zaak.Bronorganisatie,
                    ["besluittype"] = type.ToString(),
                    ["zaak"] = d.Adres,
                    ["datum"] = Dag(dag),
                    ["ingangsdatum"] = Dag(dag),
                    ["bestuursorgaan"] = "Gemeenteraad",
                    ["toelichting"] = $"{Lak.Openbaar(stuk.Titel)}: {Notawoorden.Woord(Raadsstuk.Uitkomsten(stuk.Soort), uitkomst)}."
                        + (tekst.Length > 0 ? "\n" + Lak.Openbaar(tekst) : ""),
                });
                if (stuk.Document is { } document) BijBesluit(bundel, besluit, document.ToString());
            }
        }
        Bewaar(bundel, klaar.Schrijf(besluit: besluit), stuk);
        return await DoeAsync(bundel);
    }

    private static void Bewaar(Bundel bundel, JsonObject gegevens, Raadsstuk stuk) =>
        bundel.Wijzig(stuk.Url!.ToString(), new() { ["objectIdentificatie"] = gegevens });

    private static Raadsstuk? Raad(Dossier d, Guid welk) =>
        d.Raadsstukken.FirstOrDefault(r => Guid.TryParse(r.Url?.Segments[^1].TrimEnd('/'), out var id) && id == welk);

    private static string Woord(string naam) => Woorden.Hoofdletter(naam);
}
