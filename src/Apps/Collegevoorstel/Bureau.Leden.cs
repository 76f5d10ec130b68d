using System.Text.Json.Nodes;

namespace Brink.Apps.Collegevoorstel;

/// <summary>What goes over to the cooperative and back: papers and agenda come in, a proxy goes out. Only over HTTP,
/// with the member's own token.</summary>
public sealed partial class Bureau
{
    /// <summary>
    /// Takes over the agenda of a members' meeting: its items, each with a position to choose, and the papers that were chosen.
    /// A paper that was taken over before is left as it is.
    /// </summary>
    /// <param name="d">The proposal.</param>
    /// <param name="vergadering">The meeting.</param>
    /// <param name="kies">Which papers; null for all.</param>
    /// <param name="gezien">The version of the nota that was looked at.</param>
    public async Task<Fout?> NeemOverAsync(Dossier d, Client.Vergadering vergadering, Func<Stuk, bool>? kies, int gezien)
    {
        if (cooperatie is null) return Nee("cooperatie", "Er is geen koppeling met een coöperatie ingesteld.");
        if (d.Nota is not { } stuk) return Nee("nota", "Dit voorstel heeft geen nota die hier is gemaakt.");
        if (!d.MagSchrijven(wie)) return Verboden("De nota wordt geschreven door de steller.");
        if (d.Besloten || !d.Open) return Nee("besloten", "Het college heeft besloten. De nota verandert niet meer.");
        if (gezien != stuk.Versie)
            return Nee("n1-versie", "Iemand anders heeft de nota intussen gewijzigd. Kijk wat er nu staat, en verstuur opnieuw.");
        var agenda = await cooperatie.Zgw.Lijst<Agendapunt>(cancel, ("vergadering", vergadering.Url), ("ordering", "nummer"));
        if (!agenda.Gelukt(out var punten)) return agenda.Fout;
        List<Bijlage> bijlagen = [.. stuk.Inhoud.Bijlagen];
        // The nota names each paper by its address, so the papers go first, each with its link.
        foreach (var (punt, paper) in punten.Results.SelectMany(p => p.Stukken.Select(s => (p, s)))
            .Where(x => x.s.Document is not null && (kies is null || kies(x.s))))
        {
            if (bijlagen.Exists(b => b.Bron == paper.Document)) continue;
            var over = await cooperatie.Zgw.Lees<Informatieobject>(paper.Document!, cancel);
            if (!over.Gelukt(out var info)) return over.Fout;
            var inhoud = await cooperatie.Zgw.InhoudAsync(paper.Document!, info.Versie > 0 ? info.Versie : null, Grootst, cancel);
            if (!inhoud.Gelukt(out var bytes)) return inhoud.Fout;
            var gemaakt = await BijlageAsync(d, paper.Titel, info.Bestandsnaam, info.Formaat, bytes,
                $"Overgenomen van {cooperatie.Naam}, {vergadering.Titel}: {paper.Document}");
            if (!gemaakt.Gelukt(out var document)) return gemaakt.Fout;
            bijlagen.Add(new(paper.Bijlage ?? "", paper.Titel, document, Nota.Hash(bytes), paper.Document, Dicht(punt)));
        }
        return await BewaarAsync(
            d,
            stuk.Inhoud with
            {
                Vergadering = new(vergadering.Url, vergadering.Titel, vergadering.Datum),
                Standpunten = [.. punten.Results.Select(p => (stuk.Inhoud.Standpunten.FirstOrDefault(s => s.Agendapunt == p.Url)
                    ?? new Standpunt(p.Url, p.Nummer, p.Titel, p.Soort, p.Soort == "ter_informatie" ? "ter_kennisname" : "")) with {
                    Vertrouwelijk = Dicht(p) })],
                Bijlagen = [.. bijlagen.OrderBy(b => b.Nummer.Length == 0).ThenBy(b => b.Nummer, StringComparer.OrdinalIgnoreCase)],
            },
            gezien);
    }

    // A paper of the nota, with its link to the zaak.
    private async Task<Antwoord<Uri>> BijlageAsync(Dossier d, string titel, string bestandsnaam, string formaat, byte[] inhoud,
        string beschrijving)
    {
        var bundel = new Bundel();
        var stuk = await StukAsync(bundel, d, "Bijlage", titel, bestandsnaam, formaat, inhoud, "", "definitief", beschrijving);
        if (!stuk.Gelukt(out var document)) return new(null, stuk.Fout);
        var gedaan = await zgw.Samen(bundel, cancel);
        return gedaan.Gelukt(out var adressen) ? new(Uri.TryCreate(document, UriKind.Absolute, out var eerder) ? eerder : adressen[0], null)
            : new(null, gedaan.Fout);
    }

    /// <summary>Adds a file of our own to the nota.</summary>
    public async Task<Fout?> VoegBijlageToeAsync(Dossier d, string nummer, string titel, string bestandsnaam, string formaat,
        byte[] inhoud, int gezien)
    {
        if (d.Nota is not { } stuk) return Nee("nota", "Dit voorstel heeft geen nota die hier is gemaakt.");
        if (!d.MagSchrijven(wie)) return Verboden("De nota wordt geschreven door de steller.");
        if (d.Besloten || !d.Open) return Nee("besloten", "Het college heeft besloten. De nota verandert niet meer.");
        if (gezien != stuk.Versie)
            return Nee("n1-versie", "Iemand anders heeft de nota intussen gewijzigd. Kijk wat er nu staat, en verstuur opnieuw.");
        if (titel.Length == 0) return Nee("titel", "Geef de bijlage een titel.", "titel");
        if (inhoud.Length == 0) return Nee("bestand", "Kies een bestand dat niet leeg is.", "bestand");
        if (nummer.Length > 0 && stuk.Inhoud.Bijlagen.Any(b => b.Nummer.Equals(nummer, StringComparison.OrdinalIgnoreCase)))
        {
            return Nee("nummer",
            "Dit nummer heeft al een bijlage.", "nummer");
        }
        var gemaakt = await BijlageAsync(d, titel, bestandsnaam, formaat, inhoud, "");
        if (!gemaakt.Gelukt(out var document)) return gemaakt.Fout;
        var bijlagen = stuk.Inhoud.Bijlagen.Append(new(nummer, titel, document, Nota.Hash(inhoud)));
        return await BewaarAsync(d,
            stuk.Inhoud with
            {
                Bijlagen = [.. bijlagen.OrderBy(b => b.Nummer.Length == 0)
            .ThenBy(b => b.Nummer, StringComparer.OrdinalIgnoreCase)]
            },
            gezien);
    }

    /// <summary>
    /// Hands in at the cooperative the proxy that the college decided on, with the address of that decision.
    /// One that is there already is not made again.
    /// </summary>
    public async Task<Fout?> GeefVolmachtAsync(Dossier d)
    {
        if (cooperatie is null) return Nee("cooperatie", "Er is geen koppeling met een coöperatie ingesteld.");
        if (!d.MagSturen(wie)) return Verboden("De volmacht geeft de steller door, of wie het voorstel agendeert.");
        if (d.Nota?.Inhoud is not { Volmacht: { } vraag, Vergadering: { } vergadering } nota)
            return Nee("n3", "In de nota staat geen volmacht voor een ledenvergadering.");
        if (d.Besluit is not { } besluit || d.Besluitstap is not { Uitkomst: "conform" or "gewijzigd" or "mandaat" })
        {
            return Nee("besluit",
                "Een volmacht volgt uit een besluit. Het college heeft nog niet besloten.");
        }
        if (d.Volmachten.Count > 0) return Nee("dubbel", "De volmacht is al gegeven.");
        if (d.Raadsstukken.Select(r => r.HoudtVolmacht()).FirstOrDefault(f => f is not null) is { } wacht) return wacht;
        var lid = await LidAsync();
        if (!lid.Gelukt(out var wij)) return lid.Fout;
        var bestaand = await cooperatie.Zgw.Lijst<Volmacht>(cancel, ("vergadering", vergadering.Url));
        if (!bestaand.Gelukt(out var volmachten)) return bestaand.Fout;
        var volmacht = volmachten.Results.FirstOrDefault(v => v.Gever == wij.Lid && v.Gemachtigde == vraag.Gemachtigde
            && v.IngetrokkenOp is null
            && (v.Spreken, v.Stemmen) == (vraag.Spreken, vraag.Stemmen));
        if (volmacht is null)
        {
            var namens = vraag.Lid.Length > 0 && (await cooperatie.Zgw.Lijst<Lid>(cancel)).Gelukt(out var leden)
                ? leden.Results.FirstOrDefault(l => l.Naam == vraag.Lid) : null;
            if (vraag.Lid.Length > 0 && namens is null) return Nee("lid", $"De coöperatie kent geen lid met de naam {vraag.Lid}.");
            var velden = new JsonObject
            {
                ["gever"] = wij.Lid.ToString(),
                ["gemachtigde"] = vraag.Gemachtigde,
                ["functie"] = Lak.Openbaar(vraag.Functie),
                ["vergadering"] = vergadering.Url.ToString(),
                ["spreken"] = vraag.Spreken,
                ["stemmen"] = vraag.Stemmen,
                ["besluit"] = besluit.Url.ToString(),
                // The form when there is one, and else the nota itself: by this hash both sides mean the same paper.
                ["formulierSha256"] = nota.Bijlagen.FirstOrDefault(b =>
                    b.Titel.Contains("volmacht", StringComparison.OrdinalIgnoreCase))?.Sha256 ?? d.Sha256,
            };
            if (namens is not null) velden["namens"] = namens.Url.ToString();
            if (vraag.Stemmen)
            {
                velden["instructies"] = new JsonArray([.. nota.Standpunten.Where(s => Keuze(s.Positie) is not null)
                    .Select(s => (JsonNode)new JsonObject { ["agendapunt"] = s.Agendapunt.ToString(), ["keuze"] = Keuze(s.Positie) })]);
            }
            var gegeven = await cooperatie.Zgw.Bewaar<Volmacht>(velden, cancel);
            if (!gegeven.Gelukt(out volmacht)) return gegeven.Fout;
        }
        var bundel = new Bundel();
        Object(bundel, d, Dossier.Volmachtsoort, Tekens.Kort($"Volmacht: {Lak.Openbaar(vraag.Functie)}", 78), new()
        {
            ["overigeData"] = new JsonObject
            {
                ["url"] = volmacht.Url.ToString(),
                ["functie"] = Lak.Openbaar(vraag.Functie),
                ["strekking"] = Notawoorden.Strekking(volmacht.Spreken, volmacht.Stemmen),
                ["besluit"] = besluit.Url.ToString(),
                ["op"] = Nu,
            },
        });
        return await DoeAsync(bundel);
    }

    /// <summary>Which member we are, at the cooperative.</summary>
    internal async Task<Antwoord<Vertegenwoordiging>> LidAsync()
    {
        var antwoord = await cooperatie!.Zgw.Lijst<Vertegenwoordiging>(cancel, ("gebruiker", cooperatie.Gebruiker));
        return !antwoord.Gelukt(out var lijst) ? new(null, antwoord.Fout)
            : lijst.Results.FirstOrDefault(m => m.GeldigVan <= Vandaag && !(m.GeldigTot < Vandaag)) is { } mandaat ? new(mandaat, null)
            : new(null, Nee("lid", "De coöperatie kent onze vertegenwoordiger niet. Vraag het directiesecretariaat om dat vast te "
                + "leggen."));
    }

    private static bool? Dicht(Agendapunt punt) => punt.Vertrouwelijk ? true : null;

    private static string? Keuze(string positie) =>
        positie switch { "voor" => "voor", "tegen" => "tegen", "onthouden" => "onthouding", _ => null };
}
