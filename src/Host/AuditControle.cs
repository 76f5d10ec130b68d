using Brink.Engine;
using Brink.Registers;
using Microsoft.Extensions.Configuration;

namespace Brink.Host;

/// <summary><c>brink audit verify</c>: follows the chain over the rows of each organisation; and what is done with those rows beside it.
/// Also while the platform runs.</summary>
internal static class AuditControle
{
    /// <summary>The exit status: 0 the chain holds, 1 it does not, 2 there is nothing to look at.</summary>
    public static Task<int> Run(Dictionary<string, string> options, TextWriter output, TextWriter error) =>
        Each(options, error, async (organisatie, store, _) =>
    {
        var (dagen, fouten) = await store.Read(db => Keten.Verify(db, Onderlaag.Model, options.GetValueOrDefault("anker")));
        foreach (var dag in dagen) await output.WriteLineAsync($"{organisatie}  {dag.Datum}  {dag.Schakels,8} regels  {dag.Hash}");
        foreach (var o in await store.Read(Logopruiming.Of))
            await output.WriteLineAsync($"{organisatie}  op {o.Op} zijn {o.Aantal} inzageregels van voor {o.Tot} opgeruimd");
        foreach (var fout in fouten) await error.WriteLineAsync($"{organisatie}  FOUT  {fout}");
        await output.WriteLineAsync(fouten.Count == 0 ? $"{organisatie}: de keten is heel." : $"{organisatie}: {fouten.Count} fout(en).");
        return fouten.Count > 0 ? 1 : 0;
    });

    /// <summary><c>brink inzage opruimen</c>: removes the rows of the log of who saw whom whose term is over.
    /// Also while the platform runs.</summary>
    public static Task<int> Clear(Dictionary<string, string> options, TextWriter output, TextWriter error) =>
        Each(options, error, async (organisatie, store, settings) =>
    {
        var dagen = settings.Inzage.BewaarDagen;
        if (options.TryGetValue("dagen", out var text) && !int.TryParse(text, System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out dagen)
            || dagen < Logopruiming.ShortestTerm)
        {
            await error.WriteLineAsync($"Kies een termijn van minstens {Logopruiming.ShortestTerm} dagen.");
            return 2;
        }
        await output.WriteLineAsync(
            $"{organisatie}: {await Logopruiming.Clear(store, dagen, DateTimeOffset.UtcNow)} inzageregels opgeruimd (bewaartermijn "
            + $"{dagen} dagen).");
        return 0;
    });

    private static async Task<int> Each(Dictionary<string, string> options, TextWriter error, Func<string, Store, Settings, Task<int>> work)
    {
        var settings = Opdracht.Instellingen(options);
        var all = settings.Organisaties.Count > 0 ? settings.Organisaties : [.. Server.Standard];
        var organisaties = all.Where(o => !options.TryGetValue("organisatie", out var one) || o.Id == one).ToList();
        if (organisaties.Count == 0)
        {
            await error.WriteLineAsync(
                $"Organisatie '{options["organisatie"]}' is er niet. Kies uit: {string.Join(", ", all.Select(o => o.Id))}.");
            return 2;
        }
        var status = 0;
        foreach (var organisatie in organisaties)
        {
            if (Opdracht.Leeg(settings, organisatie) is { } leeg) { await error.WriteLineAsync(leeg); return 1; }
            await using Store store = settings.Postgres is null ? new SqliteStore(Path.Combine(settings.Data, organisatie.Id, "brink.db"))
                : new PostgresStore(settings.Postgres, organisatie.Id);
            status = Math.Max(status, await work(organisatie.Id, store, settings));
        }
        return status;
    }
}
