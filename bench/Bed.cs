using System.Data.Common;
using System.Globalization;
using System.Net.Http.Json;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Zaken;
using Npgsql;

namespace Brink.Bench;

/// <summary>A store full of zaken with a server on it, and beside it a second store with the same tables,
/// indexes and rows for the hand-written SQL.</summary>
internal sealed class Bed : IAsyncDisposable
{
    private const string Database = "brink_bench";
    private readonly string folder;
    private readonly string? maintenance;
    private long next;
    private List<Soort> soorten = [];
    private Guid[] identities = [];

    private Bed(string store, string folder, string? maintenance) => (Store, this.folder, this.maintenance) = (store, folder, maintenance);

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Store { get; }
    public bool IsPostgres => maintenance is not null;
    public int Count => identities.Length;
    public HostProcess Server { get; private set; } = null!;

    /// <summary>Makes the data and starts the server.</summary>
    /// <param name="postgres">A connection string with which databases can be made; null for SQLite.</param>
    public static async Task<Bed> Make(string root, string folder, string? postgres, int count)
    {
        var bed = new Bed(postgres is null ? "sqlite" : "postgres",
            Directory.CreateDirectory(System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName, postgres);
        await bed.Fill(root, count);
        return bed;
    }

    private string Data => System.IO.Path.Combine(folder, "data");
    private string File => System.IO.Path.Combine(Data, HostProcess.Organisatie, "brink.db");
    private string LimitFile => System.IO.Path.Combine(folder, "grens.db");
    private string? Postgres => maintenance is null ? null
        : new NpgsqlConnectionStringBuilder(maintenance) { Database = Database }.ToString();
    private string In(string schema) => new NpgsqlConnectionStringBuilder(Postgres) { SearchPath = schema }.ToString();
    private const string LimitSchema = "grens";

    private async Task Fill(string root, int count)
    {
        var model = Onderlaag.Model;
        if (IsPostgres) await Ground.Sql(maintenance!, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", $"CREATE DATABASE {Database}");
        List<Guid> examples;
        await using (var first = await HostProcess.Brink(root, Data, Postgres, [HostProcess.Organisatie]))
        {
            (soorten, examples) =
                await Seed.Catalogus(first.Http);
        }
        identities = Seed.Identities(count);
        await using (Store store = IsPostgres ? new PostgresStore(Postgres!, HostProcess.Organisatie) : new SqliteStore(File))
        {
            await Seed
                .Zaken(store, model, examples, identities);
        }
        if (IsPostgres)
        {
            await using (var limit = new PostgresStore(Postgres!, LimitSchema)) await limit.Prepare(model);
            foreach (var (table, columns) in (IEnumerable<(string, IEnumerable<string>)>)[("zrc_zaak",
                ["uuid", "doc", .. model.Of(typeof(Zaak)).Columns.Select(c => c.Name)]), ("audit", ["uuid", "hoofdobject", "doc"])])
            {
                var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
                await Ground.Sql(Postgres!, $"INSERT INTO {LimitSchema}.{table} ({names}) SELECT {names} FROM "
                    + $"\"{HostProcess.Organisatie}\".{table} ORDER BY id");
            }
            await Ground.Sql(Postgres!, "VACUUM ANALYZE", "CHECKPOINT"); // as the server's own housekeeping does in time
        }
        else
        {
            System.IO.File.Copy(File, LimitFile);
        }
        Server = await HostProcess.Brink(root, Data, Postgres, [HostProcess.Organisatie]);
        await Chained();
    }

    /// <summary>Waits until all rows of the log are chained, which is done in the background; that is not what is measured.</summary>
    public async Task Chained()
    {
        const string waiting = "SELECT (SELECT max(id) FROM audit) - coalesce((SELECT max(rij) FROM keten WHERE bron = 'audit'), 0) "
            + "+ coalesce((SELECT max(id) FROM inzage), 0) - coalesce((SELECT max(rij) FROM keten WHERE bron = 'inzage'), 0)";
        while (await Number(waiting) > 0) await Task.Delay(100);
    }

    // --- what is measured: requests to the server ---

    public Func<int, Worker> MakeZaak()
    {
        Request[] requests = [.. soorten.SelectMany(s => Enumerable.Range(0, 8)
            .Select(i => new Request("POST", Path("zaken"), Server.Port, Seed.Zaak(Server.Port, s, Seed.Dag(Count / 8 * i)))))];
        return i => Client(i, connection =>
        {
            var copies = requests.Select(r => r.Copy()).ToArray();
            var at = i;
            return () => connection.Ask(copies[at++ % copies.Length], 201);
        });
    }

    /// <summary>The body of a zaak that began on a day.</summary>
    public string ZaakBody(DateOnly day) => Seed.Zaak(Server.Port, soorten[0], day);

    /// <summary>A zaak with so many rollen.</summary>
    public async Task<Guid> WithRollen(int rollen)
    {
        var zaak = await Grenzen.Url(Server.Http, "zaken/api/v1/zaken", System.Text.Json.Nodes.JsonNode.Parse(ZaakBody(Seed.Dag(0)))!);
        var roltype = await Server.Http.GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri(
            $"{HostProcess.Organisatie}/catalogi/api/v1/roltypen?status=alles&zaaktype={Uri.EscapeDataString(Seed.Address(Server.Port, soorten[0].Zaaktype))}", UriKind.Relative));
        for (var i = 0; i < rollen; i++)
        {
            await Grenzen.Url(Server.Http, "zaken/api/v1/rollen", new
            {
                zaak,
                roltype = roltype.GetProperty("results")[0].GetProperty("url").GetString(),
                betrokkeneType = "natuurlijk_persoon",
                roltoelichting = "rol",
                betrokkeneIdentificatie = new { anpIdentificatie = $"{i}" },
            });
        }
        return Guid.Parse(zaak[^36..]);
    }

    public Func<int, Worker> ReadOf(Guid[] which)
    {
        var request = new Request("GET", Path("zaken/" + Request.Id), Server.Port);
        return i => Client(i, connection =>
        {
            var (copy, random) = (request.Copy(), new Random(i));
            return () =>
            {
                request.Fill(copy, which[random.Next(which.Length)]);
                connection.Ask(copy, 200);
            };
        });
    }

    public Func<int, Worker> ListOf(DateOnly day)
    {
        var request = new Request("GET", Path($"zaken?startdatum={Iso(day)}"), Server.Port);
        return i => Client(i, connection => { var copy = request.Copy(); return () => connection.Ask(copy, 200); });
    }

    public Func<int, Worker> ReadZaak(int? port = null)
    {
        var request = new Request("GET", Path("zaken/" + Request.Id), port ?? Server.Port);
        return i => Client(i, connection =>
        {
            var (copy, random) = (request.Copy(), new Random(i));
            return () =>
            {
                request.Fill(copy, identities[random.Next(identities.Length)]);
                connection.Ask(copy, 200);
            };
        }, port);
    }

    public Func<int, Worker> ListZaken()
    {
        var random = new Random(1);
        Request[] requests = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            var (soort, from, until) = Period(random);
            var zaaktype = Uri.EscapeDataString(Seed.Address(Server.Port, soort.Zaaktype));
            return new Request("GET", Path($"zaken?zaaktype={zaaktype}&startdatum__gte={from}&startdatum__lte={until}"), Server.Port);
        })];
        return i => Client(i, connection =>
        {
            var copies = requests.Select(r => r.Copy()).ToArray();
            var random = new Random(i);
            return () => connection.Ask(copies[random.Next(copies.Length)], 200);
        });
    }

    /// <param name="among">How many different zaken get a status; null: each next request another one.</param>
    public Func<int, Worker> SetStatus(int? among = null)
    {
        Request[] requests = [.. soorten.Select(s => new Request("POST", Path("statussen"), Server.Port, Seed.Status(Server.Port, s)))];
        return i => Client(i, connection =>
        {
            var copies = requests.Select(r => r.Copy()).ToArray();
            return () =>
            {
                var n = Next(among);
                var soort = n % requests.Length;
                requests[soort].Fill(copies[soort], identities[n]);
                connection.Ask(copies[soort], 201);
            };
        });
    }

    /// <summary>An answer of the server to a read, for the bare limit to repeat.</summary>
    public Task<byte[]> Answer() => Server.Http.GetByteArrayAsync(new Uri(Path("zaken/" + identities[Count / 2]), UriKind.Relative));

    /// <summary>How many rows the log of who saw whom has.</summary>
    public Task<long> Rows() => Number("SELECT count(*) FROM inzage");

    /// <summary>How many of them are chained.</summary>
    public Task<long> Links() => Number("SELECT count(*) FROM keten WHERE bron = 'inzage'");

    private async Task<long> Number(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    // --- the limits: hand-written SQL ---

    private DbConnection Open() => IsPostgres ? PostgresLimit.Open(In(HostProcess.Organisatie)) : SqliteLimit.Open(File);

    /// <summary>The statements with the rows that the newest request wrote, taken from the server's tables.</summary>
    public async Task<List<Statement>> Statements(string main, bool updates)
    {
        await using var connection = Open();
        var enough = 0;
        var making = Task.Run(() => Load.Until(() => Volatile.Read(ref enough) == 1, MakeZaak()));
        try { return Limit.Statements(connection, main, updates); }
        finally
        {
            Volatile.Write(ref enough, 1);
            await making;
        }
    }

    /// <summary>The best that hand-written SQL does for requests of which each wants to be sure of its own transaction.</summary>
    public Measured Write(List<Statement> statements, bool existing, int connections, Span span)
    {
        string Zaak() => (existing ? identities[Next(null)] : Guid.CreateVersion7()).ToString();
        if (IsPostgres) return Load.Run(connections, span, _ => PostgresLimit.Write(In(LimitSchema), statements, Zaak));
        using var group = new SqliteLimit.GroupCommit(LimitFile, statements);
        return Load.Run(connections, span, _ => group.Worker(Zaak));
    }

    /// <summary>On SQLite, for comparison: a transaction per request.</summary>
    public Measured WriteSingly(List<Statement> statements, bool existing, int connections, Span span) =>
        Load.Run(connections, span,
            _ => SqliteLimit.Single(LimitFile, statements, () => (existing ? identities[Next(null)] : Guid.CreateVersion7()).ToString()));

    public Measured List(int connections, Span span)
    {
        const string Where = "zaaktype = $1 AND startdatum >= $2 AND startdatum <= $3";
        return Load.Run(connections, span, i =>
        {
            var random = new Random(i);
            object[] Values()
            {
                var (soort, from, until) = Period(random);
                return [soort.Sleutel, from, until];
            }
            return IsPostgres ? PostgresLimit.List(In(LimitSchema), Where, Values) : SqliteLimit.List(LimitFile, Where, Values);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, true);
        NpgsqlConnection.ClearAllPools();
        if (IsPostgres) await Ground.Sql(maintenance!, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
    }

    // Each next request another zaak, far from the one before it.
    private int Next(int? among) => (int)(Interlocked.Increment(ref next) * 7919 % (among ?? Count));

    // A week of one zaaktype: 280 zaken, of which the first page shows 100.
    private (Soort Soort, string From, string Until) Period(Random random)
    {
        var day = Seed.Dag(0).AddDays(random.Next(Math.Max(1, Count / Seed.PerDag - 7)));
        return (soorten[random.Next(soorten.Count)], Iso(day), Iso(day.AddDays(6)));
    }

    private Worker Client(int i, Func<Connection, Action> make, int? port = null)
    {
        var connection = new Connection(port ?? Server.Port);
        return new Worker(make(connection), connection);
    }

    public static string Path(string below) => $"/{HostProcess.Organisatie}/zaken/api/v1/{below}";
    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
