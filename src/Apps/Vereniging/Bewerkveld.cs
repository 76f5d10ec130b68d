using System.Text.Json.Nodes;
using Brink.Apps.Zaakafhandeling;
using Brink.Apps.Zgw;
using Brink.Design;

namespace Brink.Apps.Vereniging;

/// <summary>How a field of a resource is typed.</summary>
public enum Veldsoort { Tekst, Alinea, Bedrag, Procent, Heel, Datum, Duur, Keuze, Cijfer, Vink, Meer, Regels, Rijen }

/// <summary>A field of a form that makes or changes a resource.</summary>
/// <param name="Naam">Its name in the register, and in the form.</param>
/// <param name="Label">What it is called on the screen.</param>
/// <param name="Soort">How it is typed; <see cref="Veldsoort.Heel"/> is a whole number, such as a year; <see cref="Veldsoort.Cijfer"/> chooses one;
/// <see cref="Veldsoort.Meer"/> chooses several, <see cref="Veldsoort.Regels"/> holds one item a line.</param>
/// <param name="Moet">What to do when it is left empty; null when it may be.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Lengte">The most characters of a text.</param>
/// <param name="Keuzes">What can be chosen.</param>
/// <param name="Vorm">How an item of <see cref="Veldsoort.Rijen"/> is written on a line.</param>
public sealed record Bewerkveld(string Naam, string Label, Veldsoort Soort = Veldsoort.Tekst, string? Moet = null, string? Hint = null, int Lengte = 200,
    IReadOnlyList<Choice>? Keuzes = null, Rijvorm? Vorm = null)
{
    /// <summary>A field with a whole line to itself.</summary>
    public bool Breed => Soort is Veldsoort.Alinea or Veldsoort.Vink or Veldsoort.Meer or Veldsoort.Regels or Veldsoort.Rijen;

    /// <summary>What a number in it stands for; null when it holds none with decimals.</summary>
    public Getalsoort? Getal => Soort switch { Veldsoort.Bedrag => Getalsoort.Bedrag, Veldsoort.Procent => Getalsoort.Procent, _ => null };

    /// <summary>What a resource has in it, as the form shows it.</summary>
    public string Waarde(JsonObject? van) => van?[Naam] switch
    {
        JsonArray lijst when Vorm is not null => string.Join('\n', lijst.OfType<JsonObject>().Select(Vorm.Tekst)),
        JsonArray lijst => string.Join('\n', lijst.Select(e => e?.ToString())),
        JsonValue waarde when Getal is { } soort && waarde.TryGetValue(out decimal getal) => Lezer.Schrijf(getal, soort),
        JsonValue waarde when Soort == Veldsoort.Vink => waarde.TryGetValue(out bool aan) && aan ? "ja" : "",
        JsonValue waarde when Soort == Veldsoort.Duur => Tijd.Duur(waarde.ToString()),
        JsonValue waarde => waarde.ToString(),
        _ => "",
    };

    /// <summary>What was sent, as the register takes it. What is wrong is told to the form.</summary>
    internal JsonNode? Lees(Formulier form)
    {
        if (Moet is not null) form.Moet(Naam, Moet);
        return Soort switch
        {
            Veldsoort.Bedrag => form.Bedrag(Naam) is { } bedrag ? JsonValue.Create(bedrag) : null,
            Veldsoort.Procent => form.Procent(Naam) is { } procent ? JsonValue.Create(procent) : null,
            Veldsoort.Heel => form.Heel(Naam),
            Veldsoort.Datum => form.Datum(Naam),
            Veldsoort.Duur => Duur(form),
            Veldsoort.Vink => form.Veld(Naam).Length > 0,
            Veldsoort.Keuze => form.Veld(Naam) is { Length: > 0 } keuze ? keuze : null,
            Veldsoort.Cijfer => Lezer.Nummer(form.Veld(Naam)),
            Veldsoort.Meer => new JsonArray([.. form.Velden(Naam).Select(v => (JsonNode)v)]),
            Veldsoort.Regels => new JsonArray([.. Tekens.Regels(form.Veld(Naam)).Select(v => (JsonNode)v)]),
            Veldsoort.Rijen => Rijen(form),
            _ => form.Veld(Naam),
        };
    }

    private JsonArray Rijen(Formulier form)
    {
        var uit = new JsonArray();
        foreach (var regel in Tekens.Regels(form.Veld(Naam)))
        {
            if (Vorm!.Lees(regel) is { } rij) uit.Add(rij);
            else form.Fout(Naam, $"Schrijf '{Tekens.Kort(regel, 40)}' als: {Vorm.Uitleg}");
        }
        return uit;
    }

    private string? Duur(Formulier form)
    {
        if (form.Veld(Naam).Length == 0) return null;
        if (Tijd.Duur(form.Veld(Naam), out var duur)) return duur;
        form.Fout(Naam, "Schrijf een aantal en een eenheid, zoals 3 maanden of 1 jaar");
        return null;
    }
}

/// <summary>How an item of a list is written on a line, and read from it.</summary>
/// <param name="Uitleg">How to write it, after "Schrijf … als:".</param>
/// <param name="Tekst">The line of an item.</param>
/// <param name="Lees">The item of a line; null when it is not written so.</param>
public sealed record Rijvorm(string Uitleg, Func<JsonObject, string> Tekst, Func<string, JsonObject?> Lees)
{
    /// <summary>A line of its parts, without the empty ones at its end. What divides them cannot stand in them.</summary>
    public static string Lijn(params string?[] delen) => string.Join("; ", delen.Select(deel => deel?.Replace(';', ','))).TrimEnd(';', ' ');

    /// <summary>The parts of a line, as many as asked for: what is not there is empty.</summary>
    public static string[] Delen(string regel, int aantal) => [.. regel.Split(';', aantal, StringSplitOptions.TrimEntries).Concat(Enumerable.Repeat("", aantal)).Take(aantal)];
}

/// <summary>What people are going to do, one a line: what; who; when. A plus before it says that it was done.</summary>
internal static class Maatregelregels
{
    public const string Hint = "Eén per regel: wat; wie; wanneer. Zet + voor wat klaar is.";

    public static readonly Rijvorm Vorm = new("wat; wie; wanneer",
        m => Lijn(m["wat"]?.ToString(), m["wie"]?.ToString(), m["termijn"]?.ToString(), m["gereed"]?.GetValue<bool>() == true), Lees);

    public static string Tekst(IEnumerable<Maatregel> maatregelen) => string.Join('\n', maatregelen.Select(m => Lijn(m.Wat, m.Wie, m.Termijn, m.Gereed)));

    public static JsonArray LeesAlle(string tekst) => [.. Tekens.Regels(tekst).Select(regel => (JsonNode)Lees(regel))];

    private static string Lijn(string? wat, string? wie, string? termijn, bool gereed) => (gereed ? "+ " : "") + Rijvorm.Lijn(wat, wie, termijn);

    private static JsonObject Lees(string regel) => Rijvorm.Delen(regel.TrimStart('+'), 3) is var delen
        ? new() { ["wat"] = delen[0], ["wie"] = delen[1], ["termijn"] = delen[2], ["gereed"] = regel.StartsWith('+') } : [];
}
