using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Privacy;

/// <summary>What a person gets of their data: a file to read (PDF) or to use elsewhere (JSON); and erasing what may be erased.</summary>
internal static class Persoonswegen
{
    // What a PDF holds is held in memory; who has more gets the JSON, which streams.
    public const int MeesteInPdf = 2000;
    private const int LangsteWaarde = 2000, Woordlengte = 45;
    private static readonly JsonSerializerOptions Leesbaar = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<IResult> BestandAsync(HttpContext context, Scherm scherm)
    {
        var (cancel, form) = (context.RequestAborted, scherm.Form);
        if (Persoonsvraag.Lees(form) is not { } bsn || form["vorm"] is not ("pdf" or "json"))
            return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        var zgw = scherm.Zgw.Voor(Inzagevragen.Activiteit, form["reden"]);
        var eerste = await zgw.Doe<Persoonsgegevens>("privacy/persoonsgegevens", new { nummer = bsn, pagina = 1 }, cancel);
        if (!eerste.Gelukt(out var blad)) return AppEndpoints.Refusal(Download.Page(eerste.Fout));
        if (form["vorm"] == "json")
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"persoonsgegevens.json\"";
            return Results.Stream(uit => Schrijf(uit, scherm.Hier.Naam, bsn, blad, zgw, cancel), "application/json");
        }

        if (blad.Aantal > MeesteInPdf) return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        List<Persoonsgegeven> alles = [.. blad.Gegevens];
        for (var pagina = 2; pagina <= blad.Paginas; pagina++)
        {
            var volgende = await zgw.Doe<Persoonsgegevens>("privacy/persoonsgegevens", new { nummer = bsn, pagina = pagina }, cancel);
            if (!volgende.Gelukt(out var meer)) return AppEndpoints.Refusal(Download.Page(volgende.Fout));
            alles.AddRange(meer.Gegevens);
        }
        return Results.File(Pdf(scherm.Hier.Naam, blad.Moment, alles), "application/pdf", "persoonsgegevens.pdf");
    }

    /// <summary>Erases what the registers say may be erased, each by its own API and with its rules. How many went,
    /// and how many did not.</summary>
    public static async Task<(int Gelukt, int Mislukt)> WisAsync(ZgwClient zgw, string bsn, string reden, CancellationToken cancel)
    {
        var (gelukt, mislukt) = (0, 0);
        var wisbaar = new List<Uri>();
        for (var (pagina, paginas) = (1, 1); pagina <= paginas; pagina++)
        {
            if (!(await zgw.Doe<Persoonsgegevens>("privacy/persoonsgegevens", new { nummer = bsn, pagina = pagina }, cancel))
                .Gelukt(out var blad))
            {
                break;
            }
            paginas = blad.Paginas;
            wisbaar.AddRange(blad.Gegevens.Where(g => g.Wisbaar && Uri.TryCreate(g.Url, UriKind.Absolute, out _))
                .Select(g => new Uri(g.Url)));
        }
        // The partij last, and the number by which it is found just before it: what is left can be found again when something fails.
        foreach (var url in wisbaar.OrderBy(u => u.AbsolutePath.Contains("/partijen/", StringComparison.Ordinal) ? 2
            : u.AbsolutePath.Contains("/partij-identificatoren/", StringComparison.Ordinal) ? 1 : 0))
        {
            var fout = await zgw.Weg(url, cancel, reden);
            if (fout is null or { IsOnbekend: true }) gelukt++; else mislukt++;
        }
        return (gelukt, mislukt);
    }

    private static async Task Schrijf(Stream uit, string organisatie, string bsn, Persoonsgegevens eerste, ZgwClient zgw,
        CancellationToken cancel)
    {
        await using var w = new StreamWriter(uit, leaveOpen: true);
        await w.WriteAsync($"{{\"organisatie\":{JsonSerializer.Serialize(organisatie, Leesbaar)},\"burgerservicenummer\":\"{bsn}\","
            + $"\"moment\":{JsonSerializer.Serialize(eerste.Moment, Leesbaar)},\"aantal\":{eerste.Aantal},\"gegevens\":[");
        for (var pagina = 1; pagina <= eerste.Paginas; pagina++)
        {
            var blad = pagina == 1 ? eerste
                : (await zgw.Doe<Persoonsgegevens>("privacy/persoonsgegevens", new { nummer = bsn, pagina = pagina }, cancel)).Waarde
                ?? throw new IOException("De gegevens konden niet allemaal worden gehaald.");
            foreach (var (i, g) in blad.Gegevens.Index())
            {
                await w.WriteAsync((pagina > 1 || i > 0 ? ",\n" : "\n")
                    + JsonSerializer.Serialize(
                        new
                        {
                            register = g.Register,
                            soort = g.Resource,
                            adres = g.Url,
                            waarom = g.Waarom,
                            gegevens = g.Gegevens
                        }, Leesbaar));
            }
            await w.FlushAsync(cancel);
        }
        await w.WriteAsync("\n]}\n");
    }

    /// <summary>Makes the PDF.</summary>
    internal static byte[] Pdf(string organisatie, DateTimeOffset moment, IReadOnlyList<Persoonsgegeven> alles)
    {
        const string titel = "Uw gegevens";
        using var blad = new Pdfblad(titel, organisatie);
        blad.Kop(1, titel);
        blad.Alinea($"Dit zijn de gegevens die {organisatie} van u heeft, op {Tijd.Moment(moment)}. Staat er iets in dat niet klopt? Dan "
            + $"kunt u vragen om het te verbeteren. "
            + "U kunt ook vragen om gegevens te wissen, of ze een tijd niet te gebruiken.");
        if (alles.Count == 0) blad.Alinea("In de registers staat niets van u.");
        foreach (var register in alles.GroupBy(g => g.Register))
        {
            blad.Kop(2, register.Key);
            foreach (var g in register)
            {
                blad.Kop(3, Woorden.Hoofdletter(Woorden.Gewoon(g.Resource)));
                blad.Alinea(g.Waarom);
                var rijen = g.Gegevens is { } json ? Velden(json, "").ToList() : [];
                if (rijen.Count > 0)
                    blad.Tabel([("Gegeven", 0.35), ("Waarde", 0.65)], [.. rijen.Select(r => (string[])[r.Naam, r.Waarde])]);
            }
        }
        return blad.Klaar();
    }

    // What a person can read: no empty fields, and no addresses of machines.
    private static IEnumerable<(string Naam, string Waarde)> Velden(JsonElement json, string voor)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var veld in json.EnumerateObject().Where(v => v.Name is not ("url" or "uuid")))
                    foreach (var rij in Velden(veld.Value, voor.Length == 0 ? veld.Name : $"{voor}, {veld.Name}")) yield return rij;
                break;
            case JsonValueKind.Array:
                foreach (var (i, deel) in json.EnumerateArray().Index().Take(100))
                    foreach (var rij in Velden(deel, deel.ValueKind == JsonValueKind.Object ? $"{voor} {i + 1}" : voor)) yield return rij;
                break;
            case JsonValueKind.String when json.GetString() is { Length: > 0 } tekst && !tekst.StartsWith("http", StringComparison.Ordinal):
                yield return (Breekbaar(voor), Breekbaar(tekst.Length > LangsteWaarde ? tekst[..LangsteWaarde] + " …" : tekst));
                break;
            case JsonValueKind.True: yield return (Breekbaar(voor), "ja"); break;
            case JsonValueKind.False: yield return (Breekbaar(voor), "nee"); break;
            case JsonValueKind.Number: yield return (Breekbaar(voor), json.GetRawText()); break;
        }
    }

    // A word that is longer than a column gets places where it can be broken.
    private static string Breekbaar(string tekst) =>
        string.Join(' ', string.Concat(tekst.Select(c => char.IsControl(c) ? ' ' : c)).Split(' ')
        .Select(woord => woord.Length <= Woordlengte ? woord
            : string.Join(' ', woord.Chunk(Woordlengte).Select(deel => new string(deel)))));
}
