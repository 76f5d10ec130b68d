using System.Text;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vergaderen;

/// <summary>
/// Brings the bundle of papers of a meeting. Each paper is read with the rights of who asks: what somebody may not read,
/// is not in his bundle. The public version has what the register itself calls public.
/// </summary>
internal static class Bundelweg
{
    // A bundle is made in memory: one at a time, the others wait their turn.
    private static readonly SemaphoreSlim Beurt = new(1);

    public static async Task<IResult> GetAsync(Guid uuid, bool? openbaar, Scherm scherm, HttpContext context)
    {
        var (zgw, stop) = (scherm.Zgw, scherm.Afgebroken);
        var antwoord = await zgw.Lees<Vergadering>(uuid, stop);
        if (!antwoord.Gelukt(out var v)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        var agenda = await zgw.Lijst<Agendapunt>(stop, ("vergadering", v.Url), ("ordering", "nummer"));
        if (!agenda.Gelukt(out var punten)) return AppEndpoints.Refusal(Download.Page(agenda.Fout));
        OpenVergadering? open = null;
        if (openbaar == true)
        {
            var publiek = await zgw.Lees<OpenVergadering>(Plek.Van<Vergadering>(uuid, "ori"), stop);
            if (!publiek.Gelukt(out open)) return AppEndpoints.Refusal(Download.Page(publiek.Fout));
        }
        await Beurt.WaitAsync(stop);
        var onderdelen = new List<Stukkenbundel.Onderdeel>();
        try
        {
            var lezer = new Stukkenlezer(scherm,
                new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/{scherm.Hier.Id}/vereniging/vergaderingen/{uuid}/"));
            foreach (var p in punten.Results)
            {
                var hier = open?.Agenda.FirstOrDefault(a => a.Position == p.Nummer);
                if (open is not null && hier is null) continue;
                var stukken = new List<Stukkenbundel.Inhoud>();
                onderdelen.Add(new(p, stukken));
                foreach (var s in p.Stukken.Where(s => hier is null || hier.Attachment.Any(a => Naar(a.Id) == Termen.Sleutel(s.Document))))
                    stukken.Add(await lezer.LeesAsync(s));
            }
            var naam = openbaar == true ? $"stukken-openbaar-{v.Datum:yyyy-MM-dd}.pdf" : $"stukken-{v.Datum:yyyy-MM-dd}.pdf";
            return Results.File(Stukkenbundel.Maak(scherm.Hier.Naam, v, onderdelen, open is not null, scherm.Klok.GetUtcNow()),
                "application/pdf", naam);
        }
        finally
        {
            foreach (var bladen in onderdelen.SelectMany(o => o.Stukken).Select(s => s.Bladen)) bladen?.Dispose();
            Beurt.Release();
        }
    }

    // The document at the end of a public address.
    private static Guid Naar(Uri adres) => Guid.TryParse(adres.OriginalString.Split("document=")[^1], out var document) ? document
        : Guid.Empty;

    /// <summary>Reads papers one after the other, until the bundle is full.</summary>
    private sealed class Stukkenlezer(Scherm scherm, Uri vergadering)
    {
        private int bytes = Stukkenbundel.MeesteBytes, bladen = Stukkenbundel.MeesteBladen, tekens = Stukkenbundel.MeesteTekst;

        public async Task<Stukkenbundel.Inhoud> LeesAsync(Stuk s)
        {
            if (Termen.Sleutel(s.Document) is var document && document == Guid.Empty)
            {
                return new(s, null, Waarom: s.Document is null ? "Van dit stuk is er geen bestand. Vraag het aan het secretariaat."
                    : "Dit stuk staat bij een andere organisatie.");
            }
            var adres = new Uri(vergadering, $"stukken/{document}");
            Stukkenbundel.Inhoud Niet(string waarom) => new(s, adres, Waarom: waarom);
            var (zgw, stop) = (scherm.Zgw, scherm.Afgebroken);
            var over = await zgw.Lees<Informatieobject>(document, stop);
            if (!over.Gelukt(out var info))
                return Niet(over.Fout is { IsVerboden: true } ? "U mag dit stuk niet lezen." : "Dit stuk kon niet worden gelezen.");
            var soort = info.Formaat.Split(';')[0].Trim();
            // Who keeps a document need not say what it is; then its first bytes do.
            if (soort is not ("" or "application/octet-stream" or "application/pdf" or "text/plain")) return Niet(GeenPdf(info));
            if (info.Bestandsomvang > bytes) return Niet($"Dit stuk is te groot voor deze bundel ({Woorden.Omvang(info.Bestandsomvang)}).");
            var inhoud = await zgw.InhoudAsync(info.Url ?? s.Document!, null, bytes, stop);
            if (!inhoud.Gelukt(out var gelezen))
            {
                return Niet(inhoud.Fout is { Status: 413 } ? "Dit stuk is te groot voor deze bundel."
                : "Dit stuk kon niet worden gelezen.");
            }
            if (gelezen.AsSpan().StartsWith("%PDF-"u8)) return Pdf(s, adres, gelezen);
            return soort == "text/plain" || info.Bestandsnaam.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                ? Tekst(s, adres, gelezen) : Niet(GeenPdf(info));
        }

        private static string GeenPdf(Informatieobject info) =>
            $"Dit stuk is geen PDF, en staat daarom niet in deze bundel ({info.Bestandsnaam}).";

        private Stukkenbundel.Inhoud Tekst(Stuk s, Uri adres, byte[] gelezen)
        {
            if (gelezen.Length > tekens) return new(s, adres, Waarom: "Dit stuk is te lang voor deze bundel.");
            try
            {
                var tekst = new UTF8Encoding(false, true).GetString(gelezen);
                tekens -= gelezen.Length;
                return new(s, adres, Tekst: Tekens.Regels(tekst));
            }
            catch (DecoderFallbackException) { return new(s, adres, Waarom: "De letters van dit stuk zijn hier niet te lezen."); }
        }

        private Stukkenbundel.Inhoud Pdf(Stuk s, Uri adres, byte[] gelezen)
        {
            if (Pdfvreemd.Open(gelezen, out var waarom) is not { } pdf) return new(s, adres, Waarom: waarom);
            if (pdf.PageCount > bladen)
            {
                var aantal = pdf.PageCount;
                pdf.Dispose();
                return new(s, adres, Waarom: $"Dit stuk is te lang voor deze bundel ({Woorden.Aantal(aantal, "bladzijde", "bladzijden")}).");
            }
            (bytes, bladen) = (bytes - gelezen.Length, bladen - pdf.PageCount);
            return new(s, adres, Bladen: pdf);
        }
    }
}
