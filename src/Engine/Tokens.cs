using System.Buffers;
using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>What a permission lets its token do.</summary>
public enum TokenMode { ReadOnly, ReadAndWrite }

/// <summary>What a token may do with the resources of one type.</summary>
public sealed record TokenPermission
{
    /// <summary>The name of the register; may be left out when only one register with tokens knows types.</summary>
    [MaxLength(50)] public string Register { get; init; } = "";

    /// <summary>The type: its address at this server, or its uuid.</summary>
    [MaxLength(1000), NotBlank] public required string Type { get; init; }
    public required TokenMode Mode { get; init; }

    /// <summary>Whether only the fields in <see cref="Fields"/> are shown.</summary>
    [Name("use_fields")] public bool UseFields { get; init; }

    /// <summary>The names of the fields that are shown, per version of the type: <c>{"1": ["url", "record__data__naam"]}</c>.</summary>
    public JsonElement? Fields { get; init; }
}

/// <summary>What a token may do.</summary>
public record TokenRights
{
    /// <summary>What the audit trail shows; by default the name.</summary>
    [MaxLength(200)] public string Label { get; init; } = "";

    /// <summary>Whether all is allowed, in every register that takes tokens.</summary>
    public bool Superuser { get; init; }

    /// <summary>The registers in which all is allowed, by name.</summary>
    public List<string> Registers { get; init; } = [];
    public List<TokenPermission> Permissions { get; init; } = [];

    /// <summary>The scopes that a mode comes to.</summary>
    public const string Read = "lezen", Write = "schrijven";

    /// <summary>What is wrong with them.</summary>
    public IEnumerable<Fault> Faults(Model model)
    {
        for (var i = 0; i < Registers.Count; i++)
        {
            if (Taking(model, Registers[i]) is null)
            {
                yield return new($"registers.{i}", "invalid_choice",
                    $"Kies uit: {string.Join(", ", model.Registers.Where(Takes).Select(r => r.Naam))}.");
            }
        }
        for (var i = 0; i < Permissions.Count; i++)
        {
            var p = Permissions[i];
            if (RegisterOf(model, p) is null)
                yield return new($"permissions.{i}.register", "invalid_choice", "Dit register kent geen rechten per type voor tokens.");
            if (TypeKey(p.Type) is null)
                yield return new($"permissions.{i}.type", "invalid", "Dit is geen uuid en geen adres dat op een uuid eindigt.");
            if (p is { UseFields: true, Mode: TokenMode.ReadAndWrite })
            {
                yield return new($"permissions.{i}.use_fields", "invalid",
                    "Een deel van de velden tonen kan alleen met mode read_only: wie schrijft, krijgt het hele object terug.");
            }
            if (p.UseFields && ShownFields(p) is null)
            {
                yield return new($"permissions.{i}.fields", "invalid",
                    "Geef per versie van het type een lijst van namen van velden: {\"1\": [\"url\"]}.");
            }
        }
    }

    /// <summary>The caller that a token with these rights stands for.</summary>
    internal Caller Caller(Model model, string naam) =>
        new(naam, Label.Length > 0 ? Label : naam, Superuser, [.. Permissions.Select(p => Grant(model, p)).OfType<Grant>()], "", "")
        {
            Full = Registers.Select(n => Taking(model, n)?.Component).OfType<string>().ToFrozenSet(),
        };

    private static Grant? Grant(Model model, TokenPermission p) => RegisterOf(model, p) is not { } register ? null
        // (A token with fields that writes cannot be made any more; one that was kept before that reads only.)
        : new Grant(register.Component, (p is { Mode: TokenMode.ReadAndWrite, UseFields: false } ? new[] { Read, Write } : [Read])
            .ToFrozenSet(), TypeKey(p.Type), null)
        {
            Fields = p.UseFields ? ShownFields(p) ?? FrozenDictionary<string, IReadOnlyList<string>>.Empty : null,
        };

    private static Register? RegisterOf(Model model, TokenPermission p) => p.Register.Length > 0
        ? Taking(model, p.Register) is { } named && Typed(named) ? named : null
        : model.Registers.Where(r => Takes(r) && Typed(r)).ToList() is [var only] ? only : null;

    private static Register? Taking(Model model, string naam) => model.Register(naam) is { } r && Takes(r) ? r : null;
    private static bool Takes(Register r) => r.Takes.HasFlag(Schemes.Token);
    private static bool Typed(Register r) => r.Resources.Any(d => d.Register == r && d.TypeColumn is not null);
    private static string? TypeKey(string type) => Guid.TryParseExact(type.TrimEnd('/').Split('/')[^1], "D", out var uuid)
        ? uuid.ToString() : null;

    private static FrozenDictionary<string, IReadOnlyList<string>>? ShownFields(TokenPermission p)
    {
        if (p.Fields is not { ValueKind: JsonValueKind.Object } o) return null;
        var found = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var version in o.EnumerateObject())
        {
            if (version.Value.ValueKind != JsonValueKind.Array || version.Value.EnumerateArray()
                .Any(n => n.ValueKind != JsonValueKind.String))
            {
                return null;
            }
            found[version.Name] = [.. version.Value.EnumerateArray().Select(n => n.GetString()!)];
        }
        return found.ToFrozenDictionary();
    }
}

/// <summary>The body by which a token is made.</summary>
internal sealed record TokenBody : TokenRights
{
    [StringLength(500, MinimumLength = Tokens.Shortest)] public required string Token { get; init; }
}

/// <summary>The tokens of an organisation: kept as a hash with their rights, so that nobody can read a token back.</summary>
internal static class Tokens
{
    /// <summary>A token is at least this long, in characters. It is drawn at random, so that its bare hash gives nothing away.</summary>
    public const int Shortest = Access.ShortestSecret;

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static string Write(TokenRights rights)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            Stored.WriteFields(w, Schema.Of<TokenRights>(), rights, true);
            w.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static TokenRights Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (TokenRights)Stored.Read(Schema.Of<TokenRights>(), document.RootElement);
    }

    /// <summary>The name and rights that belong to a token; null when nobody was given it.</summary>
    public static async ValueTask<(string Naam, TokenRights Rights)?> Find(Db db, string hash) =>
        await db.First("SELECT naam, rechten FROM token WHERE hash = $1", [hash],
            r => ((string, TokenRights)?)(r.GetString(0), Read(r.GetString(1))));
}
