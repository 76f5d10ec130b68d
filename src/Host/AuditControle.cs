using Brink.Engine;
using Microsoft.Extensions.Configuration;

namespace Brink.Host;

/// <summary><c>brink audit verify</c>: follows the chain over the audit rows of each organisation. Also while the platform runs.</summary>
internal static class AuditControle
{
    /// <summary>The exit status: 0 the chain holds, 1 it does not, 2 there is nothing to look at.</summary>
    public static async Task<int> Run(Dictionary<string, string> options, TextWriter output, TextWriter error)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables()
            .AddInMemoryCollection(options.Where(o => o.Key == "data").Select(o => KeyValuePair.Create("Brink:Data", (string?)o.Value))).Build();
        var settings = configuration.GetSection("Brink").Get<Settings>() ?? new Settings();
        var all = settings.Organisaties.Count > 0 ? settings.Organisaties : [.. Server.Standard];
        var organisaties = all.Where(o => !options.TryGetValue("organisatie", out var one) || o.Id == one).ToList();
        if (organisaties.Count == 0)
        {
            await error.WriteLineAsync($"Organisatie '{options["organisatie"]}' is er niet. Kies uit: {string.Join(", ", all.Select(o => o.Id))}.");
            return 2;
        }
        var status = 0;
        foreach (var organisatie in organisaties)
        {
            var file = Path.Combine(settings.Data, organisatie.Id, "brink.db");
            if (settings.Postgres is null && !File.Exists(file))
            {
                await error.WriteLineAsync($"{organisatie.Id}: '{file}' is er niet. Geef met --data de map van het platform.");
                return 2;
            }
            await using Store store = settings.Postgres is null ? new SqliteStore(file) : new PostgresStore(settings.Postgres, organisatie.Id);
            var (dagen, fouten) = await store.Read(db => Keten.Verify(db, options.GetValueOrDefault("anker")));
            foreach (var dag in dagen) await output.WriteLineAsync($"{organisatie.Id}  {dag.Datum}  {dag.Schakels,8} regels  {dag.Hash}");
            foreach (var fout in fouten) await error.WriteLineAsync($"{organisatie.Id}  FOUT  {fout}");
            await output.WriteLineAsync(fouten.Count == 0 ? $"{organisatie.Id}: de keten is heel." : $"{organisatie.Id}: {fouten.Count} fout(en).");
            if (fouten.Count > 0) status = 1;
        }
        return status;
    }
}
