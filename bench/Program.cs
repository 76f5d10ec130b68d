using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Brink.Bench;

if (args is [BareKestrel.Verb, var barePort, var file])
{
    await BareKestrel.Run(int.Parse(barePort, CultureInfo.InvariantCulture), file);
    return 0;
}

if (args is [Werkjobs.Verb, var place, var log])
{
    await Werkjobs.Node(place, log);
    return 0;
}

const string Usage = """
    ./brink bench [--store sqlite|postgres|both] [--quick] [--large]
                  [--only zaak|lees|lijst|status|inzage|grenzen|rapport|jobs|zoek|nieuws|archief]

      --quick   korte metingen, minder dan twee minuten
      --large   vergelijkt 1.000.000 zaken met 10.000
      --only    meet maar één handeling; inzage: wat het logboek van wie naar wie keek kost; grenzen: wat een eerlijke
                schrijver merkt van verzoeken die te veel vragen; rapport: de pagina van een kwartaalrapport van
                5.000 onderwerpen over 40 kwartalen; jobs: werk op de achtergrond, met twintig keer kill -9; zoek: honderd
                vragen over 1.000.000 zaken en evenveel documenten (met --quick 50.000), en wat de index kost; nieuws: de
                vraag of er nieuws is, 400 telefoons bij één vergadering, en wat schrijvers ervan merken; archief: een archief
                van 100.000 zaken en 10 GB terwijl er zaken bij komen (met --quick 5.000 en 0,3 GB), en terug
      --zaken N --gb N   de omvang voor --only archief
      --leden N   meet alleen een digitale stemming van N leden (400): snel genoeg, geen stem weg, geen dubbel
      --document-gb N   meet alleen een document van N GB (0.25 mag ook): in delen heen, en terug
    """;
var (store, quick, large, only, gigabytes, leden, zaken, gb) = ("both", false, false, "", 0.0, 0, 0, -1.0);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--quick": quick = true; break;
        case "--large": large = true; break;
        case "--store" when i + 1 < args.Length && args[i + 1] is "sqlite" or "postgres" or "both": store = args[++i]; break;
        case "--only" when i + 1 < args.Length: only = args[++i]; break;
        case "--leden" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out leden)
            && leden is > 0 and <= 10_000:
            i++; break;
        case "--document-gb" when i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out gigabytes)
            && gigabytes is > 0 and <= 90:
            i++; break;
        case "--zaken" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out zaken)
            && zaken is >= 1_000 and <= 10_000_000:
            i++; break;
        case "--gb" when i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out gb) && gb is >= 0 and <= 1000:
            i++; break;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
var postgres = Environment.GetEnvironmentVariable("BRINK_TEST_POSTGRES");
if (store != "sqlite" && string.IsNullOrEmpty(postgres))
{
    Console.Error.WriteLine("BRINK_TEST_POSTGRES noemt geen PostgreSQL-server; gebruik ./brink bench, of --store sqlite.");
    return 2;
}
List<(string Name, string? Postgres)> stores = [];
if (store != "postgres") stores.Add(("sqlite", null));
if (store != "sqlite") stores.Add(("postgres", postgres));

var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Brink.slnx")))
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Brink.slnx is niet gevonden");
var folder = Directory.CreateTempSubdirectory("brink-bench-").FullName;
try
{
    var report = new Report();
    Machine(folder);
    if (gigabytes > 0) return await LargeDocument.Run(root, folder, stores, gigabytes) ? 0 : 1;
    if (leden > 0) return await Ballots.Run(root, folder, stores, leden) ? 0 : 1;
    if (only == "zoek")
    {
        foreach (var (name, connectionString) in stores)
            await Zoekmeting.Run(folder, name, connectionString, quick ? 50_000 : 1_000_000, report);
    }
    else if (only == "archief")
    {
        foreach (var (name, connectionString) in stores)
        {
            await Archiefmeting.Run(root, folder, name, connectionString, zaken > 0 ? zaken : quick ? 5_000 : 100_000,
                gb >= 0 ? gb : quick ? 0.3 : 10, report);
        }
    }
    else if (large)
    {
        await Measurements.Large(root, folder, stores, report, only);
    }
    else
    {
        if (only is "" or "rapport")
            foreach (var (name, connectionString) in stores) await Reportpage.Run(root, folder, name, connectionString, report);
        if (only is "" or "nieuws")
        {
            foreach (var (name, connectionString) in stores) await News.Run(root, folder, name, connectionString, quick, report);
        }
        if (only is "" or "jobs" && !await Werkjobs.Run(folder, stores, report)) return 1;
        if (only is not ("rapport" or "jobs" or "nieuws"))
        {
            foreach (var (name, connectionString) in stores)
                await Measurements.Normal(root, folder, name, connectionString, quick, report, only);
        }
        if (only.Length == 0) await Measurements.Start(root, folder, report);
        if (only.Length == 0 && !await Ballots.Run(root, folder, stores, 400)) return 1;
    }
    report.Goals();
    return 0;
}
finally
{
    Directory.Delete(folder, true);
}

// What the figures hang on: the processors, and how long the disk takes to make a write last.
static void Machine(string folder)
{
    var name = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;
    var times = new List<double>();
    using (var probe = new FileStream(Path.Combine(folder, "probe"), FileMode.Create, FileAccess.Write, FileShare.None, 1))
    {
        var page = new byte[4096];
        for (var i = 0; i < 200; i++)
        {
            var began = Stopwatch.GetTimestamp();
            probe.Write(page);
            probe.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
    }
    times.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processoren ({name}), {RuntimeInformation.FrameworkDescription}, "
        + $"{RuntimeInformation.OSDescription.Trim()}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{folder} op {new DriveInfo(folder).DriveFormat}: vastleggen van 4 kB (fsync) {times[100]:F0} µs (mediaan), {times[190]:F0} µs "
        + $"(p95)"));
    var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";
    Console.WriteLine($"belasting van de machine vooraf: {load}\n");
}
