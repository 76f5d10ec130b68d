using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Brink.Engine;

/// <summary>Who calls: the ZGW token (a JWT signed with HS256 by a client's secret) with the client's authorisations,
/// or a token that an administrator handed out. Both are remembered shortly, and forgotten when a client,
/// application or token changes.</summary>
public sealed partial class Access(ApiSettings settings, ILogger logger)
{
    /// <summary>Secrets are at least this long, in characters: HS256 asks for a key of 256 bits.</summary>
    public const int ShortestSecret = 32;

    /// <summary>The client id of whoever does not say who it is. An organisation that gives it an application says what is public
    /// there.</summary>
    public const string Anonymous = "anoniem";
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };

    /// <summary>The caller of a request; else refuses with 401 and a reason.</summary>
    public async ValueTask<Caller> Authenticate(Tenant tenant, HttpRequest request, Schemes takes, Func<Db, Session> open)
    {
        var header = request.Headers.Authorization.ToString();
        var from = Gissen.From(request.HttpContext.Connection.RemoteIpAddress);
        if (takes.HasFlag(Schemes.Token) && header.StartsWith("Token ", StringComparison.OrdinalIgnoreCase))
            return await Guarded(tenant, TokenGuess, from, known => OfToken(tenant, header[6..].Trim(), known));
        if (takes.HasFlag(Schemes.Jwt) && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            var token = header[7..].Trim();
            if (tenant.Tokens.TryGetValue(token, out var remembered) && IsFresh(remembered.Since)
                && settings.Clock.GetUtcNow() < remembered.Expires)
            {
                return remembered.Caller;
            }
            var jwt = Read(token);
            var client = jwt is null ? null : Claim(jwt, "client_id") ?? jwt.Issuer;
            var known = string.IsNullOrEmpty(client) ? null : await Client(tenant, client, open);
            // Names that nobody has share one purse per address: a made-up name must not make a purse.
            return await Guarded(tenant, known is { Secret.Length: > 0 } ? client! : NobodysGuess, from,
                _ => OfJwt(tenant, token, jwt, client, known));
        }
        throw takes.HasFlag(Schemes.Token)
            ? Denied(header.Length == 0
                ? "Dit verzoek heeft geen token. Stuur 'Authorization: Token …' mee, of 'Authorization: Bearer …' met een JWT."
                : "Gebruik 'Authorization: Token …', of 'Authorization: Bearer …' met een JWT.", "Token, Bearer")
            : Denied(header.Length == 0
                ? "Dit verzoek heeft geen token. Stuur 'Authorization: Bearer …' met een JWT van een bekende client mee."
                : "Gebruik 'Authorization: Bearer …' met een JWT.");
    }

    /// <summary>Who calls without a token: what an organisation granted to anyone, of what a register may be open with;
    /// null when that is nothing. Never more, whatever else that application was given.</summary>
    public async ValueTask<Caller?> AuthenticateAnyone(Tenant tenant, Register register, Func<Db, Session> open)
    {
        if (register.Open.Count == 0 || await Client(tenant, Anonymous, open) is not { } client) return null;
        var grants = client.Grants.Where(g => g.Component == register.Component && g.Scopes.Overlaps(register.Open))
            .Select(g => g with { Scopes = g.Scopes.Intersect(register.Open).ToHashSet() }).ToList();
        return grants.Count == 0 ? null : new Caller(Anonymous, client.Label, false, grants, "", "");
    }

    private const string TokenGuess = "token", NobodysGuess = "";
    private readonly Gissen guesses = new(settings.Clock);

    // A wrong token is told of in the log and leaves a row, at most once a minute for each client and address; too many of them must wait.
    private async ValueTask<Caller> Guarded(Tenant tenant, string client, string? from, Func<bool, ValueTask<Caller>> authenticate)
    {
        if (from is null) return await authenticate(false);
        var wait = guesses.Wait(tenant.Organisatie.Id, client, from);
        if (wait is not null && client != TokenGuess) throw TooMany(wait.Value);
        try { return await authenticate(wait is not null); }
        catch (RefusedException e) when (e.IsGuess)
        {
            var times = guesses.Failed(tenant.Organisatie.Id, client, from);
            if (times == 0) throw;
            var naam = client switch { NobodysGuess => "(onbekende client)", TokenGuess => "(token)", _ => client };
            LogRefused(logger, tenant.Organisatie.Id, naam, from, times, e.Message);
            await tenant.Deed(settings.Clock.GetUtcNow(), Caller.Nobody, "geweigerd", "token", naam,
                $"{times} keer een verkeerd token van {from}.");
            throw;
        }
    }

    private static RefusedException TooMany(TimeSpan wait) => new(429, "throttled",
        "Van dit adres kwam voor deze client te vaak een verkeerd token. Wacht even, en controleer dan het geheim.")
    { RetryAfter = (int)Math.Ceiling(wait.TotalSeconds) };

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Organisatie}: wrong token for client {Client} from {Address}, {Times} time(s): {Why}")]
    private static partial void LogRefused(ILogger logger, string organisatie, string client, string address, int times, string why);

    // With nothing left to spend only tokens that were good a moment ago are taken: those are no guesses.
    private async ValueTask<Caller> OfToken(Tenant tenant, string token, bool waits)
    {
        if (token.Length is < Tokens.Shortest or > 500) throw Wrong("Dit token is niet bekend.", "Token");
        var hash = Tokens.Hash(token);
        var key = "token:" + hash;
        if (tenant.Tokens.TryGetValue(key, out var known) && IsFresh(known.Since)) return known.Caller;
        if (waits && !tenant.GoodTokens.ContainsKey(hash)) throw TooMany(TimeSpan.FromSeconds(5));
        var configured = settings.Tokens.FirstOrDefault(t => Tokens.Hash(t.Token) == hash);
        var (naam, rights) = configured is not null ? (configured.Naam, configured.Rights)
            : await tenant.Store.Read(db => Tokens.Find(db, hash)) ?? throw Wrong("Dit token is niet bekend.", "Token");
        var caller = rights.Caller(settings.Model, naam);
        if (tenant.Tokens.Count > 10_000) tenant.Tokens.Clear();
        tenant.Tokens[key] = (caller, settings.Clock.GetTimestamp(), DateTimeOffset.MaxValue);
        if (tenant.GoodTokens.Count > 10_000) tenant.GoodTokens.Clear();
        tenant.GoodTokens[hash] = true;
        return caller;
    }

    private static JsonWebToken? Read(string token)
    {
        try { return Handler.ReadJsonWebToken(token); }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException) { return null; }
    }

    private async ValueTask<Caller> OfJwt(Tenant tenant, string token, JsonWebToken? jwt, string? clientId, KnownClient? client)
    {
        if (jwt is null) throw Wrong("Dit token is geen JWT.");
        if (string.IsNullOrEmpty(clientId)) throw Wrong("Het token noemt geen client_id.");
        if (client is null || client.Secret.Length == 0)
            throw Wrong("Deze client is niet bekend, of het token is niet met zijn geheim ondertekend.");
        var ends = await Checked(token, jwt, client.Secret);
        var caller = new Caller(clientId, client.Label, client.Superuser, client.Grants,
            Caller.Cut(Claim(jwt, "user_id") ?? "", Caller.LongestUser),
            Caller.Cut(Claim(jwt, "user_representation") ?? "", Caller.LongestUser))
        { All = client.Superuser || client.All, Activiteit = client.Activiteit };
        if (tenant.Tokens.Count > 10_000) tenant.Tokens.Clear();
        tenant.Tokens[token] = (caller, settings.Clock.GetTimestamp(), ends);
        return caller;
    }

    // Whether a token is signed with this secret and is not over; until when it is good.
    private async ValueTask<DateTimeOffset> Checked(string token, JsonWebToken jwt, byte[] secret)
    {
        var now = settings.Clock.GetUtcNow();
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = false,
            ValidateLifetime = false,
            IssuerSigningKey = new SymmetricSecurityKey(secret),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            TryAllIssuerSigningKeys = true,
        });
        if (!result.IsValid) throw Wrong("Deze client is niet bekend, of het token is niet met zijn geheim ondertekend.");
        using var head = Part(jwt.EncodedHeader);
        using var payload = Part(jwt.EncodedPayload);
        // (RFC 7515, 4.1.11: what must be understood and is not, makes the token invalid.)
        if (head.RootElement.TryGetProperty("crit", out _))
            throw Denied("Het token vraagt om een uitbreiding (crit) die hier niet bestaat.");
        if (Moment(payload, "iat") is not { } issued) throw Denied("Het token heeft geen tijdstip van uitgifte (iat).");
        if (issued > now + Skew) throw Denied("Het tijdstip van uitgifte (iat) ligt in de toekomst. Kijk de klok van de client na.");
        if (Moment(payload, "nbf") > now + Skew) throw Denied("Het token is nog niet geldig (nbf). Kijk de klok van de client na.");
        var expires = Moment(payload, "exp") ?? DateTimeOffset.MaxValue;
        if (issued + settings.TokenAge < now || expires < now - Skew) throw Denied("Het token is verlopen. Maak een nieuw token.");
        return expires == DateTimeOffset.MaxValue || issued + settings.TokenAge < expires + Skew ? issued + settings.TokenAge
            : expires + Skew;
    }

    /// <summary>The operator who calls, who is nobody of any organisation: a client of the configuration that is set so.
    /// Everybody else is refused: 403 for who is known otherwise, 401 for who is not.</summary>
    /// <exception cref="RefusedException">It is not an operator, or guessed too often (429).</exception>
    public async ValueTask<Caller> Operator(HttpRequest request)
    {
        const string place = ""; // (no organisation is called so)
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            throw Denied("Dit verzoek heeft geen token. Stuur 'Authorization: Bearer …' met een JWT van een operator mee.");
        var token = header[7..].Trim();
        var jwt = Read(token);
        var id = jwt is null ? null : Claim(jwt, "client_id") ?? jwt.Issuer;
        var client = settings.Clients.FirstOrDefault(c => c.Id == id);
        var secret = client?.Secret ?? (id is null ? null : settings.OwnSecret(id));
        var (purse, from) = (secret is null ? NobodysGuess : id!, Gissen.From(request.HttpContext.Connection.RemoteIpAddress));
        if (from is not null && guesses.Wait(place, purse, from) is { } wait) throw TooMany(wait);
        try
        {
            if (jwt is null || secret is null) throw Wrong("Deze client is niet bekend, of het token is niet met zijn geheim ondertekend.");
            await Checked(token, jwt, Encoding.UTF8.GetBytes(secret));
        }
        catch (RefusedException e) when (e.IsGuess && from is not null)
        {
            var times = guesses.Failed(place, purse, from);
            if (times > 0) LogRefused(logger, "platform", purse.Length > 0 ? purse : "(onbekende client)", from, times, e.Message);
            throw;
        }
        if (client is not { Operator: true }) throw new RefusedException(403, "permission_denied", "Dit is alleen voor operators van het platform.");
        return new Caller(client.Id, client.Id, false, [], Caller.Cut(Claim(jwt, "user_id") ?? "", Caller.LongestUser),
            Caller.Cut(Claim(jwt, "user_representation") ?? "", Caller.LongestUser));
    }

    private async ValueTask<KnownClient?> Client(Tenant tenant, string id, Func<Db, Session> open)
    {
        if (tenant.Clients.TryGetValue(id, out var known) && IsFresh(known.Since)) return known;
        var configured = settings.Clients.FirstOrDefault(c => c.Id == id);
        var secret = configured?.Secret ?? settings.OwnSecret(id);
        var (kept, application, activity) = await tenant.Store.Read(async db =>
        {
            var text = secret is null ? await db.First("SELECT geheim FROM client WHERE id = $1", [id], r => r.GetString(0)) : null;
            var session = open(db);
            return (text, await settings.ApplicationOf(session, id), await settings.ActivityOf(session, id));
        });
        secret ??= kept is null ? null : settings.Reveal(kept);
        var found = new KnownClient(secret is null ? [] : Encoding.UTF8.GetBytes(secret), configured?.Superuser ?? false,
            application?.All ?? false, application?.Label ?? id,
            application?.Grants ?? [], settings.Clock.GetTimestamp())
        { Activiteit = activity };
        if (tenant.Clients.Count > 10_000) tenant.Clients.Clear();
        tenant.Clients[id] = found;
        return found;
    }

    // By a clock that nobody sets: what is remembered while the clock of the machine is days ahead is not remembered for days.
    private bool IsFresh(long since) => settings.Clock.GetElapsedTime(since) < Remembered;

    private static string? Claim(JsonWebToken jwt, string name) => jwt.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static JsonDocument Part(string encoded) => JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(encoded));

    // A moment is a number (RFC 7519, 2); a text with digits in it was made by something that did not know what it did.
    private static DateTimeOffset? Moment(JsonDocument payload, string name)
    {
        if (!payload.RootElement.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.Number) throw Denied($"Een tijdstip in het token ({name}) is geen getal.");
        return DateTimeOffset.FromUnixTimeSeconds((long)Math.Clamp(value.GetDouble(), 0, 253_402_300_799));
    }

    // A token that may be a guess, told apart from one that is good but old.
    private static RefusedException Wrong(string why, string challenge = "Bearer") =>
        new(401, "not_authenticated", why) { Challenge = challenge, IsGuess = true };
    private static RefusedException Denied(string why, string challenge = "Bearer") =>
        new(401, "not_authenticated", why) { Challenge = challenge };
}
