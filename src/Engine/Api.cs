using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Brink.Engine;

/// <summary>One request to a register.</summary>
internal sealed record Call(HttpContext Http, Tenant Tenant, Register Register, Caller Caller, string Address, byte[] AddressUtf8)
{
    /// <summary>What was done outside the unit of work, for it to find when it starts again.</summary>
    public Dictionary<string, object?> Done { get; init; } = new(StringComparer.Ordinal);
    public HttpRequest Request => Http.Request;

    /// <summary>The personal data that the answer shows, all of which one row names before it is sent.</summary>
    public List<(Definition Definition, Guid Uuid)> Seen { get; } = [];

    /// <summary>The persons that the body asks for.</summary>
    public HashSet<Persoon>? Asked;
    public DateTimeOffset Begin { get; init; }
    public Spoor? Spoor { get; set; }

    public Effort Effort { get; } = new();

    /// <summary>The answer tells of persons, though not of any one resource.</summary>
    public bool ShowsPersons { get; set; }
    public HttpResponse Response => Http.Response;

    /// <summary>The version that the caller began from, as it says; null when it does not.</summary>
    public Condition? Condition { get; init; }

    /// <summary>Copies a stored document as this caller sees it.</summary>
    public void Copy(ReadOnlySpan<byte> document, IBufferWriter<byte> to) => Stored.Copy(document, AddressUtf8, to, Register.ShownUtf8);

    /// <summary>A stored address as this caller sees it.</summary>
    public string Shown(string local)
    {
        foreach (var (there, here) in Register.Shown)
            if (local.AsSpan(2).StartsWith(there, StringComparison.Ordinal)) return Address + here + local[(there.Length + 2)..];
        return Address + local[2..];
    }

    public Rights RightsFor(Definition d, Operation operation)
    {
        var rights = Caller.For(d.Register.Component, d.ScopesFor(operation));
        return d.NotForLimited && !rights.All ? rights with { Grants = [.. rights.Grants.Where(g => g.Fields is null)] } : rights;
    }
}

/// <summary>Serves the registers over HTTP: <c>/{organisatie}/{register}/api/v1/…</c>.</summary>
public sealed partial class Api(ApiSettings settings, IReadOnlyDictionary<string, Tenant> tenants, ILogger<Api> logger)
{
    /// <summary>The name of the engine's source of traces and meter.</summary>
    public const string Telemetry = "Brink.Engine";
    private static readonly JsonDocumentOptions JsonOptions = new() { AllowTrailingCommas = true, MaxDepth = 64 };
    private readonly Access access = new(settings, logger);
    private readonly OpenApi openApi = new(settings.Model);
    private readonly Throttle throttle = new(settings.Clock);

    /// <summary>Whether a path is one of a register's.</summary>
    public static bool Handles(PathString path) => path.Value is { } p && p.IndexOf("/api/v", StringComparison.Ordinal) is var at and > 0
        && p.Length > at + 6
        && char.IsAsciiDigit(p[at + 6]);

    /// <summary>Answers a request; errors become problems, whose cause goes to the log only.</summary>
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await (HttpMethods.IsHead(http.Request.Method) ? RouteHead(http) : Route(http));
        }
        catch (RefusedException e)
        {
            if (e.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            if (e.Challenge is { } challenge) http.Response.Headers.WWWAuthenticate = challenge;
            if (e.Version is { } version) http.Response.Headers.ETag = version;
            await Problem.Write(http, e.Status, e.Code, e.Message, e is { Status: 400, Field: { } field }
                ? [new Fault(field, e.Code, e.Message)] : null);
        }
        catch (BadHttpRequestException e)
        {
            await Problem.Write(http, e.StatusCode, detail: e.StatusCode == 413 ? "Het verzoek is groter dan dit adres aanneemt."
                : "Het verzoek kon niet worden gelezen.");
        }
        // Half of a surrogate pair is valid JSON that is no text; where a field can say so, it does.
        catch (InvalidOperationException e) when (e.Source == "System.Text.Json.Rethrowable" && !http.Response.HasStarted)
        {
            await Problem.Write(http, 400, "invalid", "De inhoud bevat een ongeldig teken (een half tekenpaar).");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = 499; // the client has gone
        }
        catch (Exception e) when (!http.Response.HasStarted && Storing.Of(e) is not null)
        {
            var (status, detail) = Storing.Of(e)!.Value;
            LogFailure(logger, e, http.Request.Method, http.Request.RouteTemplate());
            http.Response.Clear();
            http.Response.Headers.RetryAfter = "5";
            await Problem.Write(http, status, detail: detail);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFailure(logger, e, http.Request.Method, http.Request.RouteTemplate());
            http.Response.Clear();
            await Problem.Write(http, 500, detail: "Er is iets misgegaan. De beheerder kan de oorzaak in het logboek vinden.");
        }
    }

    private async Task Route(HttpContext http)
    {
        // An answer may hold personal data: nobody on the way keeps it, and a browser does not take it for something else than it says it
        // is.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var parts = http.Request.Path.Value!.Split('/', StringSplitOptions.None)[1..];
        if (parts.Length > 4 && parts[^1].Length == 0) parts = parts[..^1]; // one slash at the end is forgiven
        if (parts.Length < 4 || parts[2] != "api" || !tenants.TryGetValue(parts[0], out var tenant))
        {
            await Problem.Write(http, 404);
            return;
        }
        if (parts.Length > 4 && Own.TryGetValue($"{parts[1]}/{parts[4]}", out var own)) http.SetEndpoint(own);
        if (parts[1] == "beheer" && parts[3] == "v1" && parts.Length > 4 && parts[4] == "notificaties")
        {
            await Abonnementen(http, tenant, parts[5..]);
            return;
        }
        if (parts[1] == "beheer" && parts[3] == "v1" && parts.Length > 4 && parts[4] == "jobs")
        {
            await Werk(http, tenant, parts[5..]);
            return;
        }
        if (parts[1] == "nieuws" && parts[3] == "v1" && !settings.Plain) { await News(http, tenant, parts[4..]); return; }
        if (parts[1] == "beheer" && parts[3] == "v1") { await Beheer(http, tenant, parts[4..]); return; }
        if (settings.Model.Register(parts[1]) is not { } register || register.Pad != parts[3]) { await Problem.Write(http, 404); return; }
        http.Response.Headers["API-version"] = register.Version;
        var rest = parts[4..];
        if (settings.Plain && rest is [.., "_zoek"]) { await Problem.Write(http, 404); return; }
        var address = AddressOf(http.Request, tenant);
        if (rest is ["openapi.json"]) { await openApi.Write(http, register, address); return; }
        if (rest.Length == 0) { http.Response.Redirect(address + register.Root + "/openapi.json"); return; }
        var caller = register.IsPublic && http.Request.Headers.Authorization.Count == 0 && http.Request.Method == "GET"
            ? Caller.Nobody with { Full = new HashSet<string> { register.Component } }
            : http.Request.Headers.Authorization.Count == 0 && http.Request.Method == "GET"
                && await access.AuthenticateAnyone(tenant, register, db => Open(db, tenant, Caller.Nobody, address)) is { } anyone ? anyone
            : await access.Authenticate(tenant, http.Request, register.Takes, db => Open(db, tenant, Caller.Nobody, address));
        var call = new Call(http, tenant, register, caller, address, Encoding.UTF8.GetBytes(address))
        {
            Begin = settings.Clock.GetUtcNow(),
            Condition = settings.Plain || http.Request.Method is "GET" or "HEAD" ? null : Condition.Of(http.Request.Headers),
        };
        await Dispatch(call, rest);
    }

    private Task Dispatch(Call call, string[] rest)
    {
        if (settings.Model.RoutesOf(call.Register).Find(rest) is not { } at) return NotFound(call);
        call.Http.SetEndpoint(at.Route.Pattern);
        var d = at.Route.Definition;
        if (d.IsInternal && at.Route.Action is not { AtRoot: true }) return NotFound(call);
        if (d.Register != call.Register) call = call with { Caller = call.Caller.Lent(call.Register, d.Register) };
        throttle.Watch(call, d.Name);
        return at.Route.Kind switch
        {
            RouteKind.Collection => Collection(call, d, at.Parent),
            RouteKind.One => Single(call, d, at.Uuid, at.Parent),
            RouteKind.Search => Only(call, "POST", () => Zoek(call, d)),
            RouteKind.Deed => DoAction(call, d, at.Route.Action!, at.Route.Action!.OnResource ? at.Uuid : null),
            RouteKind.Trail => Only(call, "GET", () => AuditTrail(call, d, at.Uuid, null)),
            _ => Only(call, "GET", () => AuditTrail(call, d, at.Parent!.Value, at.Uuid.ToString())),
        };
    }

    private Task Collection(Call call, Definition d, Guid? parent) => call.Request.Method switch
    {
        "GET" when d.Has(Operation.List) => List(call, d, parent),
        "POST" when d.Has(Operation.Create) => Write(call, d, Operation.Create, Guid.Empty, parent),
        _ => NotAllowed(call, (d.Has(Operation.List) ? "GET, " : "") + (d.Has(Operation.Create) ? "POST, " : "")),
    };

    private Task Single(Call call, Definition d, Guid uuid, Guid? parent) => call.Request.Method switch
    {
        "GET" when d.Has(Operation.Read) => ReadOne(call, d, uuid, parent),
        "PUT" when d.Has(Operation.Put) => Write(call, d, Operation.Put, uuid, parent),
        "PATCH" when d.Has(Operation.Patch) => Write(call, d, Operation.Patch, uuid, parent),
        "DELETE" when d.Has(Operation.Delete) => Write(call, d, Operation.Delete, uuid, parent),
        _ => NotAllowed(call, Allow(d)),
    };

    private static string Allow(Definition d) =>
        string.Concat(new[] { (Operation.Read, "GET, "), (Operation.Put, "PUT, "), (Operation.Patch, "PATCH, "),
        (Operation.Delete, "DELETE, ") }.Where(o => d.Has(o.Item1)).Select(o => o.Item2));

    private static Task Only(Call call, string method, Func<Task> then) => call.Request.Method == method ? then()
        : NotAllowed(call, method + ", ");
    private static Task NotFound(Call call) => Problem.Write(call.Http, 404);

    private static Task NotAllowed(Call call, string allow) => NotAllowed(call.Http, allow);

    // What an address takes. Whoever asks for just that (OPTIONS) is answered, and any other method is refused.
    private static Task NotAllowed(HttpContext http, string allow)
    {
        var takes = allow.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append("OPTIONS").ToList();
        if (takes.Contains("GET") && !takes.Contains("HEAD")) takes.Insert(1, "HEAD");
        http.Response.Headers.Allow = string.Join(", ", takes);
        if (!HttpMethods.IsOptions(http.Request.Method))
            return Problem.Write(http, 405, detail: $"'{http.Request.Method}' kan hier niet. Wel: {string.Join(", ", takes)}.");
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    // A HEAD is answered as the GET would be, without its content (RFC 9110, 9.3.2).
    private async Task RouteHead(HttpContext http)
    {
        var body = http.Response.Body;
        (http.Request.Method, http.Response.Body) = (HttpMethods.Get, Stream.Null);
        try { await Route(http); }
        finally { (http.Request.Method, http.Response.Body) = (HttpMethods.Head, body); }
    }

    // What the engine answers beside the registers, as measurements call it.
    private static readonly Dictionary<string, Endpoint> Own = ((string[])["beheer/samen", "beheer/clients", "beheer/tokens", "beheer/daden",
        "beheer/mij", "beheer/inzage", "beheer/notificaties", "beheer/jobs", "nieuws/stand"]).ToDictionary(n => n,
        n => RoutePattern.Endpoint($"/{{organisatie}}/{n.Replace("/", "/api/v1/", StringComparison.Ordinal)}"), StringComparer.Ordinal);

    private static readonly Dictionary<string, JsonElement?> NothingFetched = [];
    private static readonly Dictionary<string, object?> NothingDone = [];

    private string AddressOf(HttpRequest request, Tenant tenant) =>
        $"{settings.Adres ?? $"{request.Scheme}://{request.Host}"}/{tenant.Organisatie.Id}/";

    private Session Open(Db db, Tenant tenant, Caller caller, string address, IReadOnlyDictionary<string, JsonElement?>? fetched = null,
        string? toelichting = null,
        IReadOnlyDictionary<string, object?>? done = null, string? alias = null) => new()
        {
            Alias = alias,
            Model = settings.Model,
            Db = db,
            Caller = caller,
            Organisatie = tenant.Organisatie,
            Address = address,
            Fetched = fetched ?? NothingFetched,
            Done = done ?? NothingDone,
            Toelichting = toelichting ?? "",
            Now = settings.Clock.GetUtcNow(),
            Protect = settings.Protect,
            Reveal = settings.Reveal,
            Scherm = url => settings.Scherm(tenant.Organisatie.Id, url),
        };

    private Session Open(Db db, Call call, IReadOnlyDictionary<string, JsonElement?>? fetched = null) =>
        Open(db, call.Tenant, call.Caller, call.Address, fetched,
            Caller.Cut(call.Request.Headers["X-Audit-Toelichting"].ToString(), Caller.LongestReason), call.Done,
            AliasOf(call));

    // With a public address configured, a request may still name the organisation by the address at which it came in.
    private string? AliasOf(Call call) => settings.Adres is null ? null
        : $"{call.Request.Scheme}://{call.Request.Host}/{call.Tenant.Organisatie.Id}/";

    private static RefusedException Forbidden() => new(403, "permission_denied", "U hebt geen toestemming om dit te doen.");

    /// <summary>The body as JSON, within the size that the resource takes.</summary>
    private static async Task<JsonDocument> Body(HttpContext http, long limit)
    {
        CheckBody(http, limit);
        try
        {
            return await JsonDocument.ParseAsync(http.Request.Body, JsonOptions, http.RequestAborted);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    // The bytes within a body go to the store of blobs while they come in; only the rest is held.
    private async Task<(JsonDocument Body, Upload? Upload)> BodyOf(Call call, Definition d, List<StoredBlob> added)
    {
        if (d.UploadField is not { } field) return (await Body(call.Http, d.MaxBody ?? settings.MaxBody), null);
        if (d.UploadsForm)
            return await FormUpload.Read(call.Http, field.Name, call.Tenant.Organisatie.Blobs, d.MaxBody ?? settings.MaxBody, added);
        return await BodyWithUpload(call, d, null, added);
    }

    // within: the part of the body in which the field of the bytes stands; null: the body itself.
    private async Task<(JsonDocument Body, Upload? Upload)> BodyWithUpload(Call call, Definition d, string? within, List<StoredBlob> added)
    {
        CheckBody(call.Http, d.MaxBody ?? settings.MaxBody);
        var reader = new UploadReader(d.UploadField!.Name, call.Tenant.Organisatie.Blobs, settings.MaxBody, within, added);
        // (its limit is on what is not the file)
        var rest = await reader.Read(call.Request.Body, call.Http.RequestAborted);
        try
        {
            return (JsonDocument.Parse(rest, JsonOptions), reader.Upload);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    private static RefusedException Unreadable(JsonException e) => new(400, "parse_error",
        $"De inhoud is geen geldige JSON (regel {e.LineNumber + 1}, positie {e.BytePositionInLine + 1}).");

    private static void CheckBody(HttpContext http, long limit)
    {
        var type = http.Request.ContentType;
        if (type is null || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(415, "unsupported_media_type", "Stuur de inhoud als application/json.");
        }
        CheckSize(http, limit);
    }

    internal static void CheckSize(HttpContext http, long limit)
    {
        if (http.Request.ContentLength > limit)
            throw new RefusedException(413, "too_large", $"De inhoud mag hoogstens {limit} bytes groot zijn.");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
    }

    private static void CheckCrs(Call call, Definition d, JsonElement? body = null)
    {
        if (!d.Crs) return;
        var accept = call.Request.Headers["Accept-Crs"].ToString();
        if (accept.Length == 0 && !d.CrsOptional && call.Request.Method != "DELETE")
            throw new RefusedException(412, "precondition_failed", "Stuur de header 'Accept-Crs: EPSG:4326' mee.");
        if (accept.Length > 0 && accept != "EPSG:4326")
        {
            throw new RefusedException(406, "not_acceptable",
                "Alleen het coördinatenstelsel EPSG:4326 wordt ondersteund (Accept-Crs).");
        }
        var content = call.Request.Headers["Content-Crs"].ToString();
        if (d.GeometryIn is { } group && body is { ValueKind: JsonValueKind.Object } outer && outer.TryGetProperty(group, out var inner))
            body = inner;
        var located = body is { ValueKind: JsonValueKind.Object } b && b.TryGetProperty(d.GeometryColumn!.Name, out var g)
            && g.ValueKind != JsonValueKind.Null;
        if (located && content.Length == 0)
            throw new RefusedException(412, "precondition_failed", "Stuur bij een geometrie de header 'Content-Crs: EPSG:4326' mee.");
        if (content.Length > 0 && content != "EPSG:4326")
        {
            throw new RefusedException(415, "unsupported_media_type",
                "Alleen het coördinatenstelsel EPSG:4326 wordt ondersteund (Content-Crs).");
        }
        call.Response.Headers["Content-Crs"] = "EPSG:4326";
    }

    private static async Task Send(Call call, int status, ReadOnlyMemory<byte> json)
    {
        call.Response.StatusCode = status;
        call.Response.ContentType = "application/json";
        call.Response.ContentLength = json.Length;
        await call.Response.Body.WriteAsync(json, call.Http.RequestAborted);
    }

    private static async Task SendStored(Call call, int status, byte[] document)
    {
        using var buffer = new PooledBuffer(document.Length + 512);
        call.Copy(document, buffer);
        await Send(call, status, buffer.WrittenMemory);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private static partial void LogFailure(ILogger logger, Exception e, string method, string route);
}

internal static class Requests
{
    /// <summary>The path of a request without identities, for logs.</summary>
    public static string RouteTemplate(this HttpRequest request) =>
        string.Join('/', (request.Path.Value ?? "").Split('/').Select(p => Guid.TryParse(p, out _) ? "{uuid}" : p));
}
