using System.Net;
using System.Text;

namespace Brink.Apps.Collegevoorstel;

/// <summary>The public nota as one page of plain HTML, which needs nothing beside it.</summary>
internal static class NotaHtml
{
    /// <summary>Makes the page, with names left out.</summary>
    public static byte[] Maak(Dossier d, DateOnly? besloten)
    {
        var nota = Lak.Openbaar(d.Nota!.Inhoud);
        var uit = new StringBuilder();
        void Regel(string element, string tekst) =>
            uit.Append('<').Append(element).Append('>').Append(WebUtility.HtmlEncode(tekst)).Append("</").Append(element.Split(' ')[0])
                .Append(">\n");
        uit.Append("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            + "content=\"width=device-width, initial-scale=1\">\n");
        Regel("title", $"Nota {nota.Notanummer}: {nota.Onderwerp}");
        uit.Append("<style>body{font-family:sans-serif;line-height:1.5;max-width:42rem;margin:1rem auto;padding:0 1rem}");
        uit.Append("th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}</style>\n</head>\n<body>\n<main>\n");
        Regel("h1", nota.Onderwerp);
        Regel("p", $"Nota voor het {nota.Bestuursorgaan}.");
        uit.Append("<table>\n");
        foreach (var (naam, waarde) in NotaPdf.Gegevens(nota))
        {
            uit.Append("<tr><th scope=\"row\">").Append(WebUtility.HtmlEncode(naam)).Append("</th><td>")
            .Append(WebUtility.HtmlEncode(waarde)).Append("</td></tr>\n");
        }
        uit.Append("</table>\n");
        if (Lak.Lakt(d.Nota.Inhoud))
            Regel("p", $"Namen van personen zijn weggelakt of vervangen door hun functie. Reden: {nota.RedenLakken}.");
        Regel("h2", "Besluit");
        uit.Append("<ol>\n");
        foreach (var punt in nota.Besluit) Regel("li", punt.Tekst);
        uit.Append("</ol>\n");
        if (d.Besluitstap is { } stap && Route.Besloten(stap))
        {
            Regel("p", $"{Route.Stand(stap, d.Sha256, d.Versie)}{(besloten is { } dag ? $" op {Tijd.Voluit(dag)}" : "")}."
                + (stap.Opmerking.Length > 0 ? " " + Lak.Openbaar(stap.Opmerking) : ""));
        }
        foreach (var kop in Nota.Koppen.Where(k => nota.Tekst(k.Id).Length > 0))
        {
            Regel("h2", kop.Titel);
            foreach (var alinea in Tekens.Regels(nota.Tekst(kop.Id))) Regel("p", alinea);
        }
        if (nota.Bijlagen.Count > 0)
        {
            Regel("h2", "Bijlagen");
            uit.Append("<ul>\n");
            foreach (var b in nota.Bijlagen) Regel("li", $"{(b.Nummer.Length > 0 ? $"Bijlage {b.Nummer}: " : "")}{b.Titel}");
            uit.Append("</ul>\n");
        }
        Regel("h2", "Parafering en agendering");
        uit.Append("<ul>\n");
        foreach (var s in d.Stappen.Where(s => s.Op is not null)) Regel("li", $"{Tijd.Dag(s.Op)}: {s.Naam}, {s.Door?.Rol}");
        uit.Append("</ul>\n</main>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(uit.ToString());
    }
}
