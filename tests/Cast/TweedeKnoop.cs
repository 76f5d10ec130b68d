using Brink.Engine;
using Brink.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brink.Tests;

/// <summary>A second node on the PostgreSQL of a platform: a store, pool and API of its own,
/// which share nothing with the first but the database.</summary>
internal sealed class TweedeKnoop : IAsyncDisposable
{
    private readonly Platform p;
    private readonly Tenant tenant;
    private readonly Api api;

    private TweedeKnoop(Platform p, string schema)
    {
        this.p = p;
        tenant = new Tenant(new Organisatie(p.Name, "Testgemeente") { Blobs = new Blobs(p.Folder), Demonstratie = true },
            new PostgresStore(Stores.Postgres!, schema));
        api = new Api(p.Settings, new Dictionary<string, Tenant> { [p.Name] = tenant }, NullLogger<Api>.Instance);
    }

    public static async Task<TweedeKnoop> Van(Platform p) =>
        new(p, (await p.Store.Read(db => db.First("SELECT current_schema()", [], r => r.GetString(0))))!);

    public HttpClient Als(string gebruiker) =>
        new(new InProcessHandler(api, () => "Bearer " + Platform.Token("beheerder", user: gebruiker))) { BaseAddress = new Uri(p.Base) };

    public ValueTask DisposeAsync() => tenant.DisposeAsync();
}
