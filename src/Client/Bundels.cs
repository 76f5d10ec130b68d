using System.Net.Http.Headers;

namespace Brink.Client;

/// <summary>What came, or would have come, of taking over a bundle of configuration: an API of Brink's own.</summary>
public sealed record Bundelimport(bool Proef, IReadOnlyList<string> Delen, IReadOnlyList<Bundelregel> Regels,
    IReadOnlyList<string> Opmerkingen) : IBron
{
    public static string Pad => "bundels/imports";
}

/// <summary>One thing in a bundle, and what becomes of it.</summary>
/// <param name="Deel">Where it stands in the bundle: <c>catalogi/ZaakType</c>.</param>
/// <param name="Naam">Its name there.</param>
/// <param name="Verschil"><c>nieuw</c>, <c>gewijzigd</c>, <c>gelijk</c> or <c>blijft</c>.</param>
/// <param name="Velden">What differs.</param>
/// <param name="Toelichting">Why it stays as it is.</param>
public sealed record Bundelregel(string Deel, string Naam, string Verschil, IReadOnlyList<string> Velden, string Toelichting);

/// <summary>Configuration that moves between organisations.</summary>
public sealed partial class ZgwClient
{
    /// <summary>Takes over a bundle, or (<paramref name="proef"/>) tells what would come of it.</summary>
    public Task<Antwoord<Bundelimport>> NeemBundelAsync(Stream bundel, bool proef, CancellationToken cancel) => Doe<Bundelimport>(
        ((Plek)"bundels/import").Met([("proef", proef)]),
        new StreamContent(bundel) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, cancel);

    /// <summary>A bundle of these parts; of all that may be read when none is named. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> BundelAsync(string delen, CancellationToken cancel) =>
        Bestand("bundels/export", cancel, ("delen", delen));
}
