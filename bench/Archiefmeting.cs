using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Brink.Bench;

/// <summary>
/// An archive of an organisation, made while zaken are being created: how fast those still are, how much memory it takes, how long it takes
/// to check it and to put it back elsewhere, and whether the answers there are the same.
/// </summary>
internal static class Archiefmeting
{
    private const int Documentgrootte = 4 << 20, Steekproef = 500;
    private const long Geheugendoel = 200L << 20;
    private const double Snelheidsdoel = 0.8;
    private static readonly Span Stuk = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));

    /// <param name="zaken">How many zaken there are.</param>
    /// <param name="gigabytes">How much content, in documents of 4 MB.</param>
    public static async Task Run(string root, string folder, string store, string? postgres, int zaken, double gigabytes, Report report)
    {
        await using var bed = await Bed.Make(root, folder, postgres, zaken);
        await Documenten(bed.Server.Http, (int)(gigabytes * (1L << 30) / Documentgrootte));
        Load.Run(8, new Span(default, TimeSpan.FromSeconds(4)), bed.MakeZaak());
        await bed.Chained();
        var zonder = new List<double>();
        void Meet(List<double> waar) => waar.Add(Load.Run(8, Stuk, bed.MakeZaak()).PerSecond);
        for (var i = 0; i < 4; i++) Meet(zonder);
        var (map, bestand) = (Path.Combine(folder, "archief-" + store), Path.Combine(folder, $"archief-{store}.zip"));
        var voor = bed.Server.Resident();

        var sinds = Stopwatch.GetTimestamp();
        var (met, hoogst, serverHoogst) = (new List<double>(), 0L, voor);
        using (var maak = Opdracht(root, bed.Postgres, "maak", bestand, "--organisatie", HostProcess.Organisatie, "--data", bed.Data))
        {
            var meten = Task.Run(() =>
            {
                while (!maak.HasExited) Meet(met);
            });
            while (!maak.HasExited)
            {
                hoogst = Math.Max(hoogst, Hoogst(maak.Id));
                serverHoogst = Math.Max(serverHoogst, bed.Server.Resident());
                await Task.Delay(100);
            }
            Klaar(maak);
            await meten;
        }
        var maken = Stopwatch.GetElapsedTime(sinds);
        if (met.Count > 1) met.RemoveAt(met.Count - 1); // (it ended during the last)
        for (var i = 0; i < 4; i++) Meet(zonder);

        sinds = Stopwatch.GetTimestamp();
        using (var controleer = Opdracht(root, bed.Postgres, "controleer", bestand))
        {
            await controleer.WaitForExitAsync();
            Klaar(controleer);
        }
        var controleren = Stopwatch.GetElapsedTime(sinds);
        sinds = Stopwatch.GetTimestamp();
        const string terug = "terug";
        using (var herstel = Opdracht(root, bed.Postgres, "herstel", bestand, "--organisatie", terug, "--data", map))
        {
            await herstel.WaitForExitAsync();
            Klaar(herstel);
        }
        var herstellen = Stopwatch.GetElapsedTime(sinds);
        var anders = await Vergelijk(root, bed, map, terug);

        var deel = met.Average() / zonder.Average();
        var extra = hoogst + serverHoogst - voor;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {store}: archief van {zaken} zaken en {gigabytes:0.##} GB ({new FileInfo(bestand).Length / 1e6:F0} MB)
              maken {maken.TotalSeconds:F1} s, controleren {controleren.TotalSeconds:F1} s, herstellen {herstellen.TotalSeconds:F1} s
              zaken maken: {zonder.Average():F0} per seconde zonder, {met.Average():F0} tijdens ({deel:F2} keer; {met.Count} metingen)
              geheugen: de opdracht hoogstens {hoogst >> 20} MB, de server {(serverHoogst - voor) >> 20} MB meer dan ervoor
              {Steekproef} antwoorden elders: {anders} anders
            """));
        report.Goal($"{store}: archief onder {Geheugendoel >> 20} MB erbij", extra < Geheugendoel, $"{extra >> 20} MB");
        report.Goal($"{store}: intussen minstens {Snelheidsdoel} keer zo snel", deel >= Snelheidsdoel,
            deel.ToString("F2", CultureInfo.InvariantCulture));
        report.Goal($"{store}: elders teruggezet, alles gelijk", anders == 0, $"{anders} van {Steekproef} anders");
    }

    private static async Task Documenten(HttpClient http, int aantal)
    {
        if (aantal == 0) return;
        var type = await LargeDocument.Type(http, HostProcess.Organisatie);
        var (toeval, bytes) = (new Random(1), new byte[Documentgrootte]);
        for (var i = 0; i < aantal; i++)
        {
            toeval.NextBytes(bytes);
            using var antwoord = await http.PostAsJsonAsync($"{HostProcess.Organisatie}/documenten/api/v1/enkelvoudiginformatieobjecten", new
            {
                bronorganisatie = "000000000",
                creatiedatum = "2026-01-01",
                titel = $"Document {i}",
                auteur = "meting",
                taal = "nld",
                informatieobjecttype = type,
                bestandsomvang = bytes.Length,
                inhoud = Convert.ToBase64String(bytes),
            });
            antwoord.EnsureSuccessStatusCode();
        }
    }

    private static Process Opdracht(string root, string? postgres, params string[] woorden)
    {
        var info = new ProcessStartInfo("dotnet",
            [Path.Combine(root, "src", "Host", "bin", "Release", "net10.0", "Brink.Host.dll"), "archief", .. woorden]);
        if (postgres is null) info.Environment.Remove("Brink__Postgres"); else info.Environment["Brink__Postgres"] = postgres;
        return Process.Start(info)!;
    }

    private static void Klaar(Process opdracht)
    {
        if (opdracht.ExitCode != 0) throw new InvalidOperationException($"de opdracht eindigde met {opdracht.ExitCode}");
    }

    private static long Hoogst(int proces)
    {
        try
        {
            var regel = File.ReadLines($"/proc/{proces}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return regel is null ? 0 : long.Parse(regel[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException) { return 0; } // it has just ended
    }

    // The same zaken at both, as a client gets them. (That every row is the same, the command itself has checked by its hash.)
    private static async Task<int> Vergelijk(string root, Bed bed, string map, string organisatie)
    {
        await using var elders = await HostProcess.Brink(root, map, bed.Postgres, [organisatie]);
        var toeval = new Random(2);
        var anders = 0;
        for (var i = 0; i < Steekproef; i++)
        {
            var pad = $"zaken/api/v1/zaken/{bed.Zaak(toeval)}";
            var (hier, daar) = (await bed.Server.Http.GetStringAsync(new Uri($"{HostProcess.Organisatie}/{pad}", UriKind.Relative)),
                await elders.Http.GetStringAsync(new Uri($"{organisatie}/{pad}", UriKind.Relative)));
            string Zonder(string tekst, int poort, string naam) => JsonSerializer.Deserialize<JsonElement>(tekst.Replace(
                $"http://127.0.0.1:{poort.ToString(CultureInfo.InvariantCulture)}/{naam}/", "~/", StringComparison.Ordinal)).GetRawText();
            if (Zonder(hier, bed.Server.Port, HostProcess.Organisatie) != Zonder(daar, elders.Port, organisatie)) anders++;
        }
        return anders;
    }
}
