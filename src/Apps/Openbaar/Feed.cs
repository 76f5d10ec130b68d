using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Brink.Apps.Openbaar;

/// <summary>What is new of what is public, for a news reader: Atom (RFC 4287), of everything or of one question.</summary>
internal static class Feed
{
    /// <summary>How many entries there are at most, the newest.</summary>
    private const int Meest = 50;
    private const string Atom = "http://www.w3.org/2005/Atom";

    private sealed record Bericht(string Sleutel, string Titel, string Tekst, string Pad, DateTimeOffset Op, string Soort);

    public static async Task<IResult> GetAsync(string? soort, string? zoek, string? jaar, Scherm scherm, HttpContext context)
    {
        var vraag = Zoekvraag.Van(zoek, jaar, null, Meest);
        if (vraag.Mis || soort is not (null or "" or "besluiten" or "vergaderingen" or "toezeggingen"))
            return AppEndpoints.Refusal(StatusCodes.Status404NotFound);
        var (berichten, fout) = scherm.Hier.Vereniging ? await VerenigingAsync(vraag.Vraag, soort ?? "", scherm)
            : string.IsNullOrEmpty(soort) ? await GemeenteAsync(vraag.Vraag, scherm) : ([], new(StatusCodes.Status404NotFound, "", "", []));
        if (fout is not null)
        {
            return AppEndpoints.Refusal(fout.Status == StatusCodes.Status400BadRequest ? StatusCodes.Status404NotFound
            : Openbaarheid.Pagina(fout));
        }
        var nieuwste = berichten.OrderByDescending(b => b.Op).ThenBy(b => b.Sleutel, StringComparer.Ordinal).Take(Meest).ToList();
        var bytes = Maak(vraag, soort ?? "", scherm, scherm.Adres ?? $"{context.Request.Scheme}://{context.Request.Host}", nieuwste);
        // A reader that has it is told so: the same bytes have the same mark.
        return Results.Bytes(bytes, "application/atom+xml; charset=utf-8", lastModified: nieuwste.Count > 0 ? nieuwste[0].Op : null,
            entityTag: new EntityTagHeaderValue(
                $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..32]}\""));
    }

    private static async Task<(List<Bericht> Berichten, Fout? Fout)> VerenigingAsync(Openvraag vraag, string soort, Scherm scherm)
    {
        List<Bericht> uit = [];
        bool Wil(string welk) => soort.Length == 0 || soort == welk;
        if (Wil("besluiten"))
        {
            var besluiten = await scherm.Publiek.Lees<OpenBesluit[]>(OpenBesluit.Pad, scherm.Afgebroken, vraag.Blad());
            if (!besluiten.Gelukt(out var alle)) return ([], besluiten.Fout);
            uit.AddRange(alle.Select(b =>
                new Bericht(Openbaarheid.Sleutel(b.Id), $"{Openbaarheid.Uitkomst(b.Result).Woord}: {b.Name}", b.Text,
                "/stemmingen/" + Openbaarheid.Sleutel(b.Id), b.Date, "Besluit")));
        }
        if (Wil("vergaderingen"))
        {
            var vergaderingen = await scherm.Publiek.Lees<OpenVergadering[]>(OpenVergadering.Pad, scherm.Afgebroken, vraag.Blad());
            if (!vergaderingen.Gelukt(out var alle)) return ([], vergaderingen.Fout);
            uit.AddRange(alle.Select(v =>
                new Bericht(Openbaarheid.Sleutel(v.Id), (v.Status == "cancelled" ? "Gaat niet door: " : "Vergadering: ") + v.Name,
                Openbaarheid.Wanneer(v) + (v.Location.Length > 0 ? ", " + v.Location : ""), "/vergaderingen/" + Openbaarheid.Sleutel(v.Id),
                v.Modified ?? Begin(v.Date),
                "Vergadering")));
        }
        if (Wil("toezeggingen"))
        {
            var toezeggingen = await scherm.Publiek.Lees<OpenToezegging[]>(OpenToezegging.Pad, scherm.Afgebroken, vraag.Blad());
            if (!toezeggingen.Gelukt(out var alle)) return ([], toezeggingen.Fout);
            uit.AddRange(alle.Where(t => t.Date is not null)
                .Select(t => new Bericht(Openbaarheid.Sleutel(t.Id), $"{Woorden.Gewoon(t.Classification)}: {Tekens.Kort(t.Name, 120)}",
                t.Name + (t.Responsible.Length > 0 ? $" ({t.Responsible})" : ""), "/vergaderingen/" + Openbaarheid.Sleutel(t.Meeting),
                t.Date!.Value, "Toezegging")));
        }
        return (uit, null);
    }

    private static async Task<(List<Bericht> Berichten, Fout? Fout)> GemeenteAsync(Openvraag vraag, Scherm scherm)
    {
        var besluiten = await scherm.Publiek.Lees<OpenbaarBesluit[]>(OpenbaarBesluit.Pad, scherm.Afgebroken, vraag.Blad());
        return !besluiten.Gelukt(out var alle) ? ([], besluiten.Fout)
            : ([.. alle.Select(b => new Bericht(b.Uuid.ToString(), Openbaarheid.Onderwerp(b), b.Toelichting, "/besluit/" + b.Uuid,
                Begin(b.Publicatiedatum), "Besluit"))], null);
    }

    // The day begins at midnight here.
    private static DateTimeOffset Begin(DateOnly dag) => Tijd.Op(dag, TimeOnly.MinValue, out _)
        ?? new DateTimeOffset(dag.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static byte[] Maak(Zoekvraag vraag, string soort, Scherm scherm, string adres, List<Bericht> berichten)
    {
        var begin = $"{adres}/{scherm.Hier.Id}/openbaar";
        using var uit = new MemoryStream();
        using (var xml = XmlWriter.Create(uit, new() { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true }))
        {
            void Regel(string naam, string tekst) => xml.WriteElementString(naam, Atom, Schoon(tekst));
            void Moment(string naam, DateTimeOffset op) =>
                Regel(naam, op.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            void Link(string rel, string soortLink, string naar)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", rel);
                xml.WriteAttributeString("type", soortLink);
                xml.WriteAttributeString("href", naar);
                xml.WriteEndElement();
            }
            var zelf = vraag.Feed(begin, soort);
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, "nl");
            Regel("id", zelf);
            Regel("title", (scherm.Hier.Vereniging ? "Vergaderingen en besluiten van " : "Openbare besluiten van ") + scherm.Hier.Naam
                + (soort.Length > 0 ? $" ({soort})" : "") + (vraag.Zoek.Length > 0 ? $": {vraag.Zoek}" : ""));
            Moment("updated", berichten.Count > 0 ? berichten[0].Op : DateTimeOffset.UnixEpoch);
            Link("self", "application/atom+xml", zelf);
            Link("alternate", "text/html", begin);
            xml.WriteStartElement("author", Atom);
            Regel("name", scherm.Hier.Naam);
            xml.WriteEndElement();
            foreach (var b in berichten)
            {
                xml.WriteStartElement("entry", Atom);
                Regel("id", "urn:uuid:" + b.Sleutel);
                Regel("title", b.Titel);
                Moment("updated", b.Op);
                Link("alternate", "text/html", begin + b.Pad);
                xml.WriteStartElement("category", Atom);
                xml.WriteAttributeString("term", b.Soort);
                xml.WriteEndElement();
                Regel("summary", b.Tekst);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return uit.ToArray();
    }

    // XML has no signs for control characters; somebody may have pasted one.
    private static string Schoon(string tekst)
    {
        var schoon = new StringBuilder(tekst.Length);
        foreach (var teken in tekst.EnumerateRunes())
            if (teken.Value is '\t' or '\n' or '\r' || teken.Value >= 0x20 && teken.Value is not (0xFFFE or 0xFFFF)) schoon.Append(teken);
        return schoon.ToString();
    }
}
