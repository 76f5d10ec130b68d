using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Brink.Engine;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Brink.Registers;

/// <summary>
/// Rows as a file for a spreadsheet. A cell is a text, an <c>int</c>, a <c>decimal</c> or nothing (null); numbers stay numbers, and what a
/// spreadsheet would take for a formula stays a text.
/// </summary>
public static partial class Rekenblad
{
    /// <summary>Comma separated values, with semicolons as spreadsheets here expect,
    /// and with the mark that says that it is UTF-8.</summary>
    public static Blob Csv(string bestandsnaam, IEnumerable<string> koppen, IEnumerable<object?[]> rijen)
    {
        var tekst = new StringBuilder("\uFEFF").AppendJoin(';', koppen.Select(Cel)).Append("\r\n");
        foreach (var rij in rijen) tekst.AppendJoin(';', rij.Select(Cel)).Append("\r\n");
        return Blob.Of(Encoding.UTF8.GetBytes(tekst.ToString()), "text/csv", bestandsnaam);
    }

    /// <summary>A workbook (Office Open XML) of one sheet, its headings in bold.</summary>
    public static async Task<Blob> Werkboek(string bestandsnaam, string bladnaam, IEnumerable<string> koppen, IEnumerable<object?[]> rijen)
    {
        using var uit = new MemoryStream();
        await using (var boek = await Spreadsheet.CreateNewAsync(uit))
        {
            var vet = boek.AddStyle(new Style { Font = { Bold = true } });
            await boek.StartWorksheetAsync(bladnaam);
            await boek.AddHeaderRowAsync([.. koppen.Select(Leesbaar)], vet);
            foreach (var rij in rijen) await boek.AddRowAsync([.. rij.Select(Vak)]);
            await boek.FinishAsync();
        }
        return Blob.Of(uit.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bestandsnaam);
    }

    private static DataCell Vak(object? waarde) => waarde switch
    {
        int getal => new(getal),
        decimal getal => new(getal),
        string tekst => new(Leesbaar(tekst)),
        _ => default,
    };

    // XML has no place for some signs, in whatever way they are written: a workbook that holds one cannot be opened.
    private static string Leesbaar(string tekst)
    {
        var schoon = new StringBuilder(tekst.Length);
        for (var i = 0; i < tekst.Length; i++)
        {
            if (i + 1 < tekst.Length && char.IsSurrogatePair(tekst[i], tekst[i + 1])) schoon.Append(tekst[i]).Append(tekst[++i]);
            else schoon.Append(XmlConvert.IsXmlChar(tekst[i]) ? tekst[i] : '\uFFFD');
        }
        return schoon.ToString();
    }

    private static string Cel(object? waarde)
    {
        if (waarde is decimal getal) return getal.ToString("0.############", Nederlands.Cultuur);
        var tekst = Convert.ToString(waarde, CultureInfo.InvariantCulture) ?? "";
        if (tekst.Length > 0 && tekst[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' && waarde is string && !Getal().IsMatch(tekst))
            tekst = "'" + tekst;
        return tekst.AsSpan().IndexOfAny(";\"\r\n") < 0 ? tekst : $"\"{tekst.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex(@"^-[0-9]+([.,][0-9]+)?\z")]
    private static partial Regex Getal();
}
