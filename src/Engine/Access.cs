using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Brink.Engine;

/// <summary>Who calls: the ZGW token (a JWT signed with HS256 by a client's secret) with the client's authorisations, or a token that an administrator handed out.
/// Both are remembered shortly, and forgotten when a client, application or token changes.</summary>
public sealed class Access(ApiSettings settings)
{
    /// <summary>Secrets are at least this long, in characters: HS256 asks for a key of 256 bits.</summary>
    public const int ShortestSecret = 32;

    /// <summary>The client id of whoever does not say who it is. An organisation that gives it an application says what is public there.</summary>
    public const string Anonymous = "anoniem";
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };

    /// <summary>The caller of a request; else refuses with 401 and a reason.</summary>
    public async ValueTask<Caller> Authenticate(Tenant tenant, HttpRequest request, Schemes takes, Func<Db, Session> open)
    {
        var header = request.Headers.Authorization.ToString();
        if (takes.HasFlag(Schemes.Token) && header.StartsWith("Token ", StringComparison.OrdinalIgnoreCase)) return await OfToken(tenant, header[6..].Trim());
        if (takes.HasFlag(Schemes.Jwt) && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return await OfJwt(tenant, header[7..].Trim(), open);
        throw takes.HasFlag(Schemes.Token)
            ? Denied(header.Length == 0 ? "Dit verzoek heeft geen token. Stuur 'Authorization: Token …' mee, of 'Authorization: Bearer …' met een JWT."
                : "Gebruik 'Authorization: Token …', of 'Authorization: Bearer …' met een JWT.", "Token, Bearer")
            : Denied(header.Length == 0 ? "Dit verzoek heeft geen token. Stuur 'Authorization: Bearer …' met een JWT van een bekende client mee."
                : "Gebruik 'Authorization: Bearer …' met een JWT.");
    }

    /// <summary>Who calls without a token: what an organisation granted to anyone, of what a register may be open with; null when that is nothing. Never more,
    /// whatever else that application was given.</summary>
    public async ValueTask<Caller?> AuthenticateAnyone(Tenant tenant, Register register, Func<Db, Session> open)
    {
        if (register.Open.Count == 0 || await Client(tenant, Anonymous, open) is not { } client) return null;
        var grants = client.Grants.Where(g => g.Component == register.Component && g.Scopes.Overlaps(register.Open))
            .Select(g => g with { Scopes = g.Scopes.Intersect(register.Open).ToHashSet() }).ToList();
        return grants.Count == 0 ? null : new Caller(Anonymous, client.Label, false, grants, "", "");
    }

    private async ValueTask<Caller> OfToken(Tenant tenant, string token)
    {
        if (token.Length is < Tokens.Shortest or > 500) throw Denied("Dit token is niet bekend.", "Token");
        var now = settings.Clock.GetUtcNow();
        var hash = Tokens.Hash(token);
        var key = "token:" + hash;
        if (tenant.Tokens.TryGetValue(key, out var known) && known.Until > now) return known.Caller;
        var configured = settings.Tokens.FirstOrDefault(t => Tokens.Hash(t.Token) == hash);
        var (naam, rights) = configured is not null ? (configured.Naam, configured.Rights)
            : await tenant.Store.Read(db => Tokens.Find(db, hash)) ?? throw Denied("Dit token is niet bekend.", "Token");
        var caller = rights.Caller(settings.Model, naam);
        if (tenant.Tokens.Count > 10_000) tenant.Tokens.Clear();
        tenant.Tokens[key] = (caller, now + Remembered);
        return caller;
    }

    private async ValueTask<Caller> OfJwt(Tenant tenant, string token, Func<Db, Session> open)
    {
        var now = settings.Clock.GetUtcNow();
        if (tenant.Tokens.TryGetValue(token, out var known) && known.Until > now) return known.Caller;

        JsonWebToken jwt;
        try { jwt = Handler.ReadJsonWebToken(token); }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException) { throw Denied("Dit token is geen JWT."); }
        var clientId = Claim(jwt, "client_id") ?? jwt.Issuer;
        if (string.IsNullOrEmpty(clientId)) throw Denied("Het token noemt geen client_id.");
        var client = await Client(tenant, clientId, open);
        if (client is null || client.Secret.Length == 0) throw Denied("Deze client is niet bekend, of het token is niet met zijn geheim ondertekend.");
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = false,
            ValidateLifetime = false,
            IssuerSigningKey = new SymmetricSecurityKey(client.Secret),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            TryAllIssuerSigningKeys = true,
        });
        if (!result.IsValid) throw Denied("Deze client is niet bekend, of het token is niet met zijn geheim ondertekend.");
        using var head = Part(jwt.EncodedHeader);
        using var payload = Part(jwt.EncodedPayload);
        // (RFC 7515, 4.1.11: what must be understood and is not, makes the token invalid.)
        if (head.RootElement.TryGetProperty("crit", out _)) throw Denied("Het token vraagt om een uitbreiding (crit) die hier niet bestaat.");
        if (Moment(payload, "iat") is not { } issued) throw Denied("Het token heeft geen tijdstip van uitgifte (iat).");
        if (issued > now + Skew) throw Denied("Het tijdstip van uitgifte (iat) ligt in de toekomst. Kijk de klok van de client na.");
        if (Moment(payload, "nbf") > now + Skew) throw Denied("Het token is nog niet geldig (nbf). Kijk de klok van de client na.");
        var expires = Moment(payload, "exp") ?? DateTimeOffset.MaxValue;
        if (issued + settings.TokenAge < now || expires < now - Skew) throw Denied("Het token is verlopen. Maak een nieuw token.");
        var caller = new Caller(clientId, client.Label, client.Superuser, client.Grants, Claim(jwt, "user_id") ?? "",
            Claim(jwt, "user_representation") ?? "")
        { All = client.Superuser || client.All };
        if (tenant.Tokens.Count > 10_000) tenant.Tokens.Clear();
        var until = new[] { now + Remembered, issued + settings.TokenAge, expires == DateTimeOffset.MaxValue ? expires : expires + Skew }.Min();
        tenant.Tokens[token] = (caller, until);
        return caller;
    }

    private async ValueTask<KnownClient?> Client(Tenant tenant, string id, Func<Db, Session> open)
    {
        var now = settings.Clock.GetUtcNow();
        if (tenant.Clients.TryGetValue(id, out var known) && known.Until > now) return known;
        var configured = settings.Clients.FirstOrDefault(c => c.Id == id);
        var secret = configured?.Secret ?? settings.OwnSecret(id);
        var (kept, application) = await tenant.Store.Read(async db =>
        {
            var text = secret is null ? await db.First("SELECT geheim FROM client WHERE id = $1", [id], r => r.GetString(0)) : null;
            return (text, await settings.ApplicationOf(open(db), id));
        });
        secret ??= kept is null ? null : settings.Reveal(kept);
        var found = new KnownClient(secret is null ? [] : Encoding.UTF8.GetBytes(secret), configured?.Superuser ?? false, application?.All ?? false, application?.Label ?? id,
            application?.Grants ?? [], now + Remembered);
        if (tenant.Clients.Count > 10_000) tenant.Clients.Clear();
        tenant.Clients[id] = found;
        return found;
    }

    private static string? Claim(JsonWebToken jwt, string name) => jwt.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static JsonDocument Part(string encoded) => JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(encoded));

    // A moment is a number (RFC 7519, 2); a text with digits in it was made by something that did not know what it did.
    private static DateTimeOffset? Moment(JsonDocument payload, string name)
    {
        if (!payload.RootElement.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.Number) throw Denied($"Een tijdstip in het token ({name}) is geen getal.");
        return DateTimeOffset.FromUnixTimeSeconds((long)Math.Clamp(value.GetDouble(), 0, 253_402_300_799));
    }

    private static RefusedException Denied(string why, string challenge = "Bearer") => new(401, "not_authenticated", why) { Challenge = challenge };
}
