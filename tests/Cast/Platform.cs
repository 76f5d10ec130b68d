using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Brink.Registers.Notificaties;
using Brink.Registers.Privacy;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using Xunit;

namespace Brink.Tests;

/// <summary>The kinds of store that every contract is held on.</summary>
public static class Stores
{
    public static string? Postgres { get; } = Environment.GetEnvironmentVariable("BRINK_TEST_POSTGRES");
    public static TheoryData<string> All => ["sqlite", "postgres"];

    /// <summary>A fresh, empty store. A test on PostgreSQL is skipped with a clear word where there is no server;
    /// <c>./brink test</c> always brings one.</summary>
    public static (Store Store, Func<Task> Remove) Fresh(string kind, string name)
    {
        if (kind == "sqlite") return OnFile(null);
        Assert.SkipWhen(Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        return (new PostgresStore(Postgres!, name), () => OnPostgres($"DROP SCHEMA IF EXISTS \"{name}\" CASCADE"));
    }

    /// <summary>A store with the tables of the platform and nothing in them. Making some hundreds of tables is slow:
    /// on PostgreSQL emptied ones are used again, on SQLite the file that they make is written again.</summary>
    public static async Task<(Store Store, Func<Task> Remove)> Prepared(string kind, string name)
    {
        if (kind == "sqlite" || !emptied.TryTake(out var schema)) schema = name;
        var (store, remove) = kind == "sqlite" ? OnFile(await tables.Value) : Fresh(kind, schema);
        await store.Prepare(Onderlaag.Model);
        return (store, kind == "sqlite" ? remove : async () => { await OnPostgres(Emptying(schema)); emptied.Add(schema); });
    }

    private static readonly Lazy<Task<byte[]>> tables = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("brink-test-").FullName;
        var file = Path.Combine(folder, "brink.db");
        await using (var store = new SqliteStore(file)) await store.Prepare(Onderlaag.Model);
        var made = await File.ReadAllBytesAsync(file); // (closing it put its log into it)
        Directory.Delete(folder, true);
        return made;
    });

    private static (Store Store, Func<Task> Remove) OnFile(byte[]? contents)
    {
        var folder = Directory.CreateTempSubdirectory("brink-test-").FullName;
        var file = Path.Combine(folder, "brink.db");
        if (contents is not null) File.WriteAllBytes(file, contents);
        return (new SqliteStore(file), () => { Directory.Delete(folder, true); return Task.CompletedTask; });
    }

    private static readonly ConcurrentBag<string> emptied = [];

    private static string Emptying(string schema) => $"""
        DO $$
        DECLARE t text; filled boolean;
        BEGIN
          FOR t IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = '{schema}' LOOP
            EXECUTE 'SELECT EXISTS (SELECT FROM ' || t || ')' INTO filled;
            IF filled THEN EXECUTE 'DELETE FROM ' || t; END IF;
          END LOOP;
        END $$
        """;

    private static async Task OnPostgres(string sql)
    {
        await using var connection = new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>What other servers answer in tests; whatever is not listed is 404.</summary>
public sealed class Outside : HttpMessageHandler
{
    public const string Address = "http://elders.test/";
    public Dictionary<string, string> Pages { get; } = [];
    public int Calls { get; private set; }

    /// <summary>What takes announcements, by its path; it answers with a status.</summary>
    public ConcurrentDictionary<string, Func<Received, Task<int>>> Receivers { get; } = new();

    /// <summary>An address that takes announcements as the standard has it: 204 with the header, 403 without.
    /// What came is kept in <paramref name="got"/>.</summary>
    public string Receive(string path, ConcurrentQueue<Received> got, string auth = "Bearer geheim")
    {
        Receivers[Address + path] = received =>
        {
            if (received.Auth != auth) return Task.FromResult(403);
            got.Enqueue(received);
            return Task.FromResult(204);
        };
        return Address + path;
    }

    /// <summary>Puts JSON at a path and returns its address.</summary>
    public string Serve(string path, object json)
    {
        Pages[Address + path] = JsonSerializer.Serialize(json);
        return Address + path;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        if (request.Method == HttpMethod.Post && Receivers.TryGetValue(request.RequestUri!.AbsoluteUri, out var receive))
        {
            var auth = request.Headers.TryGetValues("Authorization", out var values) ? values.Single() : null;
            var json = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            return new HttpResponseMessage((HttpStatusCode)await receive(new Received(json, auth)).WaitAsync(cancellationToken));
        }
        return Pages.TryGetValue(request.RequestUri!.AbsoluteUri, out var page)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page, Encoding.UTF8, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }
}

/// <summary>An announcement as it came in at a subscriber.</summary>
public sealed record Received(JsonNode Json, string? Auth)
{
    public string Kanaal => (string)Json["kanaal"]!;
    public string HoofdObject => (string)Json["hoofdObject"]!;
    public string ResourceUrl => (string)Json["resourceUrl"]!;
    public string Actie => (string)Json["actie"]!;
}

/// <summary>The platform in one test: all registers on a fresh store, called through the real pipeline without a socket.</summary>
public sealed class Platform : IAsyncDisposable
{
    public const string Secret = "een-geheim-van-minstens-tweeendertig-tekens";
    private readonly Func<Task> remove;

    private Platform(Store store, Func<Task> remove, string name, int? deelgrootte, Func<string, Blobs>? blobs,
        DeliverySettings? deliveries, TimeProvider? klok,
        bool demonstratie, Model? model)
    {
        this.remove = remove;
        Name = name;
        Folder = Directory.CreateTempSubdirectory("brink-blobs-").FullName;
        Tenant = new Tenant(new Organisatie(name, "Testgemeente")
        {
            Blobs = blobs?.Invoke(Folder) ?? new Blobs(Folder),
            Deelgrootte = deelgrootte ?? 100 * 1024 * 1024,
            Demonstratie = demonstratie,
        }, store);
        Settings = new ApiSettings
        {
            Model = model ?? Onderlaag.Model,
            ApplicationOf = Rechten.ApplicationOf,
            ActivityOf = Verwerkingsactiviteit.Van,
            DeliveryScope = Abonnement.Beheren,
            ObjectsOf = Persoonsdossier.Objecten,
            AccessType = typeof(Applicatie),
            Clients = [new ConfiguredClient("beheerder", Secret, true), new ConfiguredClient(Demo.Client, Secret, true)],
            Outbound = new Outbound([Outside.Address], Elders),
            Subscriptions = Abonnement.Alle,
            Deliveries = deliveries ?? new DeliverySettings(),
            Protect = text => "beschermd:" + text,
            Reveal = text => text["beschermd:".Length..],
            Clock = klok ?? TimeProvider.System,
        };
        Api = new Api(Settings, new Dictionary<string, Tenant> { [name] = Tenant }, new Recorder<Api>(Failures));
        Base = $"http://brink.test/{name}/";
        Beheerder = As("beheerder");
    }

    /// <summary>What went wrong inside, as the log has it: the cause of any 500.</summary>
    public List<string> Failures { get; } = [];
    public string Name { get; }

    /// <summary>The folder of the contents of documents.</summary>
    public string Folder { get; }
    public string Base { get; }
    public Tenant Tenant { get; }
    public Api Api { get; }
    public ApiSettings Settings { get; }
    public Store Store => Tenant.Store;
    public Outside Elders { get; } = new();

    /// <summary>A client with all authorisations.</summary>
    public HttpClient Beheerder { get; }

    /// <param name="store">The kind of store.</param>
    /// <param name="deelgrootte">The size of the parts of large documents, in bytes.</param>
    /// <param name="blobs">Makes the store of contents, given a folder.</param>
    /// <param name="klok">What time it is; that of the machine when left out.</param>
    /// <param name="demonstratie">Whether it is an organisation of the demonstration: only there are secret votes opened.</param>
    /// <param name="model">Its registers; those of the platform when left out.</param>
    public static async Task<Platform> Start(string store, int? deelgrootte = null, Func<string, Blobs>? blobs = null,
        DeliverySettings? deliveries = null,
        TimeProvider? klok = null, bool demonstratie = true, Model? model = null)
    {
        var name = "t" + Guid.NewGuid().ToString("N")[..20];
        var (made, remove) = await Stores.Prepared(store, name);
        return new Platform(made, remove, name, deelgrootte, blobs, deliveries, klok, demonstratie, model);
    }

    /// <summary>What does work for later, which a test has do it step by step.</summary>
    /// <param name="klok">What time it is.</param>
    /// <param name="soorten">The kinds of work, beside the engine's own.</param>
    public JobRunner Runner(TimeProvider? klok, params IReadOnlyList<JobKind> soorten) => new(Settings with { Jobs = soorten },
        new Dictionary<string, Tenant> { [Name] = Tenant }, new Recorder<JobRunner>(Failures), klok);

    /// <summary>Delivers announcements until it is disposed; without it they only gather.
    /// (A test that counts them wants them to stay.)</summary>
    public async Task<IAsyncDisposable> Deliver(params IReadOnlyList<JobKind> soorten)
    {
        var runner = Runner(null, soorten);
        await runner.StartAsync(CancellationToken.None);
        return new Delivering(runner);
    }

    private sealed class Delivering(JobRunner runner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await runner.StopAsync(CancellationToken.None);
            runner.Dispose();
        }
    }

    /// <summary>An HTTP client that signs as <paramref name="clientId"/>; without a token when null.</summary>
    public HttpClient As(string? clientId, string secret = Secret, string user = "tester")
    {
        var client = new HttpClient(
            new InProcessHandler(Api, () => clientId is null ? null
            : "Bearer " + Token(clientId, secret, Settings.Clock.GetUtcNow().UtcDateTime,
            user: user)))
        { BaseAddress = new Uri(Base) };
        client.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        client.DefaultRequestHeaders.Add("Content-Crs", "EPSG:4326");
        return client;
    }

    /// <summary>An HTTP client that sends this token as it is.</summary>
    public HttpClient WithToken(string token)
    {
        var client = new HttpClient(new InProcessHandler(Api, () => "Bearer " + token)) { BaseAddress = new Uri(Base) };
        client.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        return client;
    }

    /// <summary>An HTTP client with a token that an administrator handed out.</summary>
    public HttpClient WithHandedOut(string token)
    {
        var client = new HttpClient(new InProcessHandler(Api, () => "Token " + token)) { BaseAddress = new Uri(Base) };
        client.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        client.DefaultRequestHeaders.Add("Content-Crs", "EPSG:4326");
        return client;
    }

    /// <summary>An HTTP client with a fresh token that has these rights (the body of <c>PUT …/tokens/{naam}</c>).</summary>
    public async Task<HttpClient> WithTokenRights(string naam, object rights)
    {
        var token = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N")[..8];
        var body = JsonSerializer.SerializeToNode(rights)!.AsObject();
        body["token"] = token;
        var (status, json) = await Send(HttpMethod.Put, $"beheer/api/v1/tokens/{naam}", body);
        Assert.True(status == 204, $"PUT tokens/{naam}: {status} {json}");
        return WithHandedOut(token);
    }

    /// <summary>A client with these authorisations only (the body's <c>autorisaties</c> of an Applicatie).</summary>
    public async Task<HttpClient> WithRights(string clientId, params object[] autorisaties)
    {
        var secret = await Beheerder.PutAsJsonAsync($"beheer/api/v1/clients/{clientId}", new { secret = Secret });
        Assert.Equal(HttpStatusCode.NoContent, secret.StatusCode);
        await Post("autorisaties/api/v1/applicaties", new { clientIds = new[] { clientId }, label = clientId, autorisaties });
        return As(clientId);
    }

    public static string Token(string clientId, string secret = Secret, DateTime? iat = null, DateTime? exp = null,
        string user = "tester") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = clientId,
            IssuedAt = iat ?? DateTime.UtcNow,
            Expires = exp,
            Claims = new Dictionary<string, object> { ["client_id"] = clientId, ["user_id"] = user, ["user_representation"] = "T. Ester" },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
                SecurityAlgorithms.HmacSha256),
        });

    /// <summary>POST that must succeed; the answer's JSON.</summary>
    public async Task<JsonObject> Post(string path, object body, HttpClient? client = null)
    {
        var (status, json) = await Send(HttpMethod.Post, path, body, client);
        Assert.True(status is 200 or 201, $"POST {path}: {status} {json?.ToJsonString()}");
        return json!.AsObject();
    }

    public async Task<JsonNode> Get(string path, HttpClient? client = null)
    {
        var (status, json) = await Send(HttpMethod.Get, path, null, client);
        Assert.True(status == 200, $"GET {path}: {status} {json?.ToJsonString()}");
        return json!;
    }

    /// <summary>Any request: the status and the JSON of the answer (null when it has none).</summary>
    public async Task<(int Status, JsonNode? Json)> Send(HttpMethod method, string path, object? body = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string text) request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await (client ?? Beheerder).SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, answer.Length > 0 && answer[0] is '{' or '[' ? JsonNode.Parse(answer) : null);
    }

    /// <summary>A request that must be refused with 400; the faults as <c>name:code</c>.</summary>
    public async Task<string[]> Faults(HttpMethod method, string path, object body, HttpClient? client = null)
    {
        var (status, json) = await Send(method, path, body, client);
        Assert.True(status == 400, $"{method} {path}: expected 400, got {status} {json?.ToJsonString()} {Failures.LastOrDefault()}");
        return [.. (json!["invalidParams"]?.AsArray() ?? []).Select(f => $"{f!["name"]}:{f["code"]}")];
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<long> Rows(string table) => await Store.Read(db => db.Number($"SELECT count(*) FROM {table}"));

    private sealed class Recorder<TOwner>(List<string> failures) : ILogger<TOwner>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error) lock (failures) failures.Add($"{formatter(state, exception)}: {exception}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Tenant.DisposeAsync();
        await remove();
        Directory.Delete(Folder, true);
    }
}
