using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>
/// The words that stand in the file of a document's newest version, each once, by which search finds the document too. They are taken out
/// by work for later, within a minute of the file's arrival; other signs for search (<see cref="Zoektaal.Versie"/>) are made of what
/// stands here. A file that cannot be read has no words, and is not read again.
/// </summary>
public sealed record Bestandstekst : Resource, IResource<Bestandstekst>
{
    /// <summary>Larger files are not read, in bytes; more words than this are not kept.</summary>
    public const long GrootsteBestand = 64L << 20;
    public const int MeesteWoorden = 20_000;
    private const string Lezen = "bestand-lezen", Nalezen = "bestanden-nalezen";
    private const int PerKeer = 100;

    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }

    /// <summary>The hash of the content that was read.</summary>
    public required string Sha256 { get; set; }

    /// <summary>With a space between.</summary>
    public required string Woorden { get; set; }

    public static void Define(Definition<Bestandstekst> d) => d
        .At("bestandsteksten").Internal()
        .PartOf(t => t.Informatieobject).Key(t => t.Sha256)
        .ZoektMee(t => [t.Woorden]);

    private sealed record Opdracht(string Document);

    /// <summary>Follows the content of a document's newest version: what was read of other content goes, the new is read later.</summary>
    internal static async ValueTask Volg(Session s, Ref<Enkelvoudiginformatieobject> document, string? sha256)
    {
        foreach (var oud in await s.Find<Bestandstekst>(q => q.Is("informatieobject", document)))
        {
            if (oud.Sha256 == sha256) return;
            await s.Delete(oud);
        }
        if (sha256 is not null) Vraag(s, document, sha256);
    }

    // (Of new content the key is another: what reads the old one does not hold it up.)
    private static void Vraag(Session s, Ref<Enkelvoudiginformatieobject> document, string sha256) =>
        s.Later(Lezen, $"{document.Value![^36..]}/{sha256[..16]}", new Opdracht(document.Value!));

    /// <summary>Reads files for search.</summary>
    /// <param name="lees">The text of content of so many bytes; null when it has none that can be read.
    /// It does not trust the content.</param>
    public static IReadOnlyList<JobKind> Jobs(Func<Stream, long, CancellationToken, Task<string?>> lees) =>
    [
        new(Lezen, "Tekst uit een bestand halen")
        {
            Limit = TimeSpan.FromMinutes(1),
            Most = 4,
            Beside = 1,
            Outside = async run =>
            {
                await Neem(run, new(run.Job.Read<Opdracht>().Document), lees);
                return JobOutcome.Done;
            },
        },
        // What was here before files were read, and what came in while nobody could.
        new(Nalezen, "Bestanden nalezen waarvan de tekst nog niet vindbaar is")
        {
            Schedule = "50 4 * * *",
            AtStart = true,
            Limit = TimeSpan.FromMinutes(1),
            Beside = 1,
            Outside = async run =>
            {
                var (versies, teksten) = await run.Work(s => ValueTask.FromResult(
                    (s.Model.Of(typeof(Documentversie)).Table, s.Model.Of(typeof(Bestandstekst)).Table)));
                for (var (last, gedaan) = (0L, 0L); ;)
                {
                    var na = last;
                    var rijen = await run.Tenant.Store.Read(db => Ongelezen(db, versies, teksten, na), run.Stop);
                    if (rijen.Count == 0) return JobOutcome.Done;
                    foreach (var (id, document) in rijen)
                    {
                        run.Stop.ThrowIfCancellationRequested();
                        await Neem(run, document, lees);
                        run.Report(++gedaan, 0, "bestanden");
                        last = id;
                    }
                }
            },
        },
    ];

    private static ValueTask<List<(long Id, Ref<Enkelvoudiginformatieobject> Document)>> Ongelezen(Db db, string versies, string teksten,
        long na) =>
        db.Rows($"SELECT v.id, v.informatieobject FROM {versies} v WHERE v.id > $1 AND v.sha256 IS NOT NULL "
            + $"AND NOT EXISTS (SELECT 1 FROM {versies} n WHERE n.informatieobject = v.informatieobject AND n.versie > v.versie) "
            + $"AND NOT EXISTS (SELECT 1 FROM {teksten} t WHERE t.informatieobject = v.informatieobject) ORDER BY v.id LIMIT {PerKeer}",
            [na], r => (r.GetInt64(0), Ref<Enkelvoudiginformatieobject>.To(Guid.Parse(r.GetString(1)))));

    // Content is read outside any unit of work; what was read counts only when it is still the newest.
    private static async Task Neem(JobRun run, Ref<Enkelvoudiginformatieobject> document,
        Func<Stream, long, CancellationToken, Task<string?>> lees)
    {
        var sha256 = await run.Work(async s => await Nieuwste(s, document) is { } nu && !await IsGelezen(s, document) ? nu : null);
        if (sha256 is null) return;
        var tekst = await Tekst(run.Tenant.Organisatie.Blobs, sha256, lees, run.Stop);
        await run.Work(async s =>
        {
            if (await s.Lock(document) is null || await Nieuwste(s, document) != sha256 || await IsGelezen(s, document)) return false;
            await s.Create(new Bestandstekst { Informatieobject = document, Sha256 = sha256, Woorden = tekst });
            return true;
        });
    }

    private static async Task<string> Tekst(Blobs blobs, string sha256, Func<Stream, long, CancellationToken, Task<string?>> lees,
        CancellationToken stop)
    {
        if (await blobs.Length(sha256, stop) is not (> 0 and <= GrootsteBestand and var lengte)) return "";
        await using var inhoud = await blobs.Open(sha256, stop);
        return await lees(inhoud, lengte, stop) is { } tekst ? string.Join(' ', Zoektaal.Losse(tekst, MeesteWoorden)) : "";
    }

    private static async ValueTask<string?> Nieuwste(Session s, Ref<Enkelvoudiginformatieobject> document) =>
        await s.Get(document) is { } nu ? (await Documentversie.Van(s, document, nu.Versie))?.Sha256 : null;

    private static ValueTask<bool> IsGelezen(Session s, Ref<Enkelvoudiginformatieobject> document) =>
        s.Any<Bestandstekst>(q => q.Is("informatieobject", document));
}
