using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Brink.Client;

/// <summary>A record that says in which collection of which register it is kept.</summary>
public interface IBron
{
    /// <summary>The name of the register and of the collection: <c>zaken/zaken</c>.</summary>
    static abstract string Pad { get; }

    /// <summary>The order in which its list is asked for when a caller names none; empty for that of the register.</summary>
    static virtual string Orde => "";
}

/// <summary>What a call is about: an address, or a path that begins with the name of a register
/// (<c>zaken/zaken/{uuid}/audittrail</c>).</summary>
public readonly record struct Plek
{
    private Plek(string tekst) => Tekst = tekst;

    /// <summary>The address or the path.</summary>
    public string Tekst { get; }

    /// <summary>A path as it is.</summary>
    public static implicit operator Plek(string pad) => new(pad);

    /// <summary>An address as a register gave it.</summary>
    public static implicit operator Plek(Uri adres) => new(adres.ToString());

    /// <summary>A resource by its identity, or what lies below it: a question (<c>quorum</c>), a deed (<c>openen</c>).</summary>
    public static Plek Van<T>(Guid uuid, string onder = "") where T : IBron => Onder($"{T.Pad}/{uuid}", onder);

    /// <summary>The same by its address. Only the identity in it counts: where the register is, the client knows.</summary>
    public static Plek Van<T>(Uri adres, string onder = "") where T : IBron =>
        Onder($"{T.Pad}/{adres.OriginalString.TrimEnd('/').Split('/')[^1]}", onder);

    /// <summary>What lies below a collection itself: <c>_zoek</c>.</summary>
    public static Plek Van<T>(string onder) where T : IBron => Onder(T.Pad, onder);

    private static Plek Onder(string pad, string onder) => onder.Length == 0 ? pad : $"{pad}/{onder}";

    internal string Met(IEnumerable<(string Naam, object? Waarde)> vraag) => QueryHelpers.AddQueryString(
        Tekst, vraag.Select(v => KeyValuePair.Create(v.Naam, Waarde(v.Waarde))).Where(v => !string.IsNullOrEmpty(v.Value)));

    private static string? Waarde(object? waarde) => waarde switch
    {
        DateOnly dag => dag.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool ja => ja ? "true" : "false",
        IFormattable getal and not Uri => getal.ToString(null, CultureInfo.InvariantCulture),
        _ => waarde?.ToString(),
    };
}

/// <summary>A register that is at another server: where, and how requests get there.</summary>
/// <param name="Register">Its name here: <c>zaken</c>.</param>
/// <param name="Adres">Its base address, with a slash at the end: <c>https://zaken.example.nl/zaken/api/v1/</c>.</param>
/// <param name="Http">Adds the credentials, and keeps to limits of time and size.</param>
public sealed record Elders(string Register, Uri Adres, HttpClient Http)
{
    /// <summary>Where that server does several writes as one, if it is one of ours: a plain ZGW server has no such deed.</summary>
    public Uri? Samen => Naast(Register, Adres, SamenWeg);

    /// <summary>Where that server tells whether there is news, if it is one of ours.</summary>
    public Uri? Nieuws => Naast(Register, Adres, NieuwsWeg);

    internal const string SamenWeg = "beheer/api/v1/samen", NieuwsWeg = "nieuws/api/v1/stand";

    /// <summary>What an app asks of one of our servers beside its registers; nothing when the base address is of no such server.</summary>
    public static IEnumerable<Uri> Ernaast(string register, Uri adres) =>
        new[] { SamenWeg, NieuwsWeg }.Select(weg => Naast(register, adres, weg)).OfType<Uri>();

    private static Uri? Naast(string register, Uri adres, string weg) =>
        adres.AbsolutePath.EndsWith($"/{register}/api/v1/", StringComparison.Ordinal) ? new(adres, "../../../" + weg) : null;
}
