using System.Text;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vergaderen;

/// <summary>The minutes as one text, for who reads them: on the screen, as a file, and as a PDF from the same paragraphs.</summary>
internal sealed record Notulentekst(string Organisatie, Vergadering Vergadering, Notulen Notulen, IReadOnlyList<Notulentekst.Deel> Delen)
{
    /// <summary>An item with its paragraphs; a decision is told from the rest.</summary>
    public sealed record Deel(string Kop, IReadOnlyList<(bool Besluit, string Tekst)> Alineas);

    public string Titel => $"Notulen van {Vergadering.Titel}";

    /// <summary>What these minutes are worth now.</summary>
    public string Stand => Notulen.Status switch
    {
        "vastgesteld" => $"Vastgesteld{(Notulen.VastgesteldOp is { } op ? " op " + Tijd.Dag(op) : "")}. Deze tekst verandert niet meer.",
        "voorgesteld" => $"Voorgesteld aan de leden, versie {Notulen.Versie}. De leden moeten deze tekst nog vaststellen.",
        _ => $"Concept, versie {Notulen.Versie}. De leden moeten deze tekst nog vaststellen.",
    };

    public string Wanneer => $"{Vergadering.Orgaan} van {Organisatie}, {Tijd.Voluit(Vergadering.Datum)}"
        + (Vergadering.GeopendOp is { } open
            ? $", {Tijd.Klok(open)}{(Vergadering.GeslotenOp is { } dicht ? " tot " + Tijd.Klok(dicht) : "")} uur" : "")
        + (Vergadering.Locatie.Length > 0 ? $", {Vergadering.Locatie}" : "") + ".";

    /// <summary>Reads the minutes of a meeting. Null without a fault: there are none yet.</summary>
    public static async Task<(Notulentekst? Tekst, Fout? Fout)> LaadAsync(Scherm scherm, Guid vergadering)
    {
        var (zgw, stop) = (scherm.Zgw, scherm.Afgebroken);
        var antwoord = await zgw.Lees<Vergadering>(vergadering, stop);
        if (!antwoord.Gelukt(out var v)) return (null, antwoord.Fout);
        var gevonden = await zgw.Lijst<Notulen>(stop, ("vergadering", v.Url));
        var agenda = await zgw.Lijst<Agendapunt>(stop, ("vergadering", v.Url), ("ordering", "nummer"));
        if ((gevonden.Fout ?? agenda.Fout) is { } fout) return (null, fout);
        return gevonden.Waarde!.Results is [var n, ..] ? (Van(scherm.Hier.Naam, v, n, agenda.Waarde!.Results), null) : (null, null);
    }

    /// <summary>Makes one text of the paragraphs.</summary>
    public static Notulentekst Van(string organisatie, Vergadering v, Notulen n, IReadOnlyList<Agendapunt> agenda) => new(organisatie, v, n,
        [.. n.Blokken.GroupBy(b => b.Agendapunt).Select(g => new Deel(
            (g.Key == 0 ? "Aanwezig" : string.IsNullOrEmpty(g.First().Kop) ? $"Punt {g.Key}" : g.First().Kop!)
                + (agenda.Any(p => p.Nummer == g.Key && p.Vertrouwelijk) ? " (vertrouwelijk)" : ""),
            [.. g.SelectMany(b => Tekens.Regels(b.Tekst).Select(t => (b.Soort == "besluit", t)))]))]);

    public bool HeeftVertrouwelijk => Delen.Any(d => d.Kop.EndsWith("(vertrouwelijk)", StringComparison.Ordinal));

    public const string Deelniet = "In deze notulen staan vertrouwelijke punten. Deel ze alleen met wie die punten mag lezen.";

    /// <summary>As a text file, with a blank line between paragraphs.</summary>
    public string AlsTekst()
    {
        var t = new StringBuilder();
        foreach (var kop in (string[])[Titel, Wanneer, Stand, .. HeeftVertrouwelijk ? [Deelniet] : Array.Empty<string>()])
            t.Append(kop).Append("\r\n\r\n");
        foreach (var deel in Delen)
        {
            t.Append("\r\n").Append(deel.Kop).Append("\r\n\r\n");
            foreach (var (besluit, tekst) in deel.Alineas) t.Append(besluit ? "Besluit: " : "").Append(tekst).Append("\r\n\r\n");
        }
        return t.ToString();
    }

    /// <summary>As a tagged PDF.</summary>
    public byte[] AlsPdf()
    {
        using var blad = new Pdfblad(Titel, $"{Titel}, {Tijd.Voluit(Vergadering.Datum)}");
        blad.Kop(1, Titel);
        blad.Alinea(Wanneer);
        blad.Alinea(Stand);
        if (HeeftVertrouwelijk) blad.Alinea(Deelniet);
        foreach (var deel in Delen)
        {
            blad.Kop(2, deel.Kop);
            foreach (var (besluit, tekst) in deel.Alineas)
            {
                if (besluit) blad.Kop(3, "Besluit");
                blad.Alinea(tekst);
            }
        }
        if (Notulen.Sha256 is { Length: 64 } som)
            blad.Alinea($"Controlegetal van de vastgestelde tekst (SHA-256): {som[..32]} {som[32..]}", klein: true);
        return blad.Klaar();
    }

    /// <summary>The file of a meeting's minutes; the page that says why when there is none.</summary>
    public static async Task<IResult> GetAsync(Guid uuid, string vorm, Scherm scherm)
    {
        var (tekst, fout) = await LaadAsync(scherm, uuid);
        if (tekst is null) return AppEndpoints.Refusal(fout is null ? StatusCodes.Status404NotFound : Download.Page(fout));
        var naam = $"notulen-{tekst.Vergadering.Datum:yyyy-MM-dd}.{vorm}";
        return vorm == "pdf" ? Results.File(tekst.AlsPdf(), "application/pdf", naam)
            : Results.File(Encoding.UTF8.GetBytes(tekst.AlsTekst()), "text/plain; charset=utf-8", naam);
    }
}
