using System.Text.Json.Nodes;

namespace Brink.Apps.Kern;

/// <summary>How a field of a resource is typed.</summary>
public enum Veldsoort { Tekst, Alinea, Bedrag, Procent, Heel, Datum, Duur, Keuze, Cijfer, Vink, JaNee, Meer, Regels, Rijen }

/// <summary>A field of a form that makes or changes a resource.</summary>
/// <param name="Naam">Its name in the register, and in the form.</param>
/// <param name="Label">What it is called on the screen.</param>
/// <param name="Soort">How it is typed; <see cref="Veldsoort.Heel"/> is a whole number, such as a year; <see cref="Veldsoort.Cijfer"/> chooses one;
/// <see cref="Veldsoort.JaNee"/> chooses between <c>nee</c> and <c>ja</c>, <see cref="Veldsoort.Meer"/> chooses several,
/// <see cref="Veldsoort.Regels"/> holds one item a line.</param>
/// <param name="Moet">What to do when it is left empty; null when it may be.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Lengte">The most characters of a text.</param>
/// <param name="Keuzes">What can be chosen.</param>
/// <param name="Kolommen">The fields of an item of <see cref="Veldsoort.Rijen"/>.</param>
public sealed record Bewerkveld(string Naam, string Label, Veldsoort Soort = Veldsoort.Tekst, string? Moet = null, string? Hint = null, int Lengte = 200,
    IReadOnlyList<Choice>? Keuzes = null, IReadOnlyList<Bewerkveld>? Kolommen = null)
{
    /// <summary>The name in what is changed, where the form calls it otherwise: a field of an item of a list.</summary>
    public string? Bron { get; init; }

    internal string Van => Bron ?? Naam;

    /// <summary>How it is typed, as <c>Veld.razor</c> calls it.</summary>
    internal string Invoer => Soort switch
    {
        Veldsoort.Alinea or Veldsoort.Regels => "lang",
        Veldsoort.Keuze or Veldsoort.Cijfer or Veldsoort.JaNee => "keuze",
        Veldsoort.Vink => "vink",
        Veldsoort.Datum => "date",
        _ => "text",
    };

    /// <summary>What can be chosen; in an item of a list nothing too, because an empty item is left out.</summary>
    internal IReadOnlyList<Choice> Kies => Bron is not null && Soort == Veldsoort.Keuze ? [new("", "Kies"), .. Keuzes!] : Keuzes ?? [];

    /// <summary>A field with a whole line to itself.</summary>
    public bool Breed => Soort is Veldsoort.Alinea or Veldsoort.Vink or Veldsoort.Meer or Veldsoort.Regels or Veldsoort.Rijen;

    /// <summary>What a number in it stands for; null when it holds none with decimals.</summary>
    public Getalsoort? Getal => Soort switch { Veldsoort.Bedrag => Getalsoort.Bedrag, Veldsoort.Procent => Getalsoort.Procent, _ => null };

    /// <summary>What a resource has in it, as the form shows it.</summary>
    public string Waarde(JsonObject? van) => van?[Van] switch
    {
        JsonArray lijst => string.Join('\n', lijst.Select(e => e?.ToString())),
        JsonValue waarde when Getal is { } soort && waarde.TryGetValue(out decimal getal) => Lezer.Schrijf(getal, soort),
        JsonValue waarde when Soort == Veldsoort.Vink => waarde.TryGetValue(out bool aan) && aan ? "ja" : "",
        JsonValue waarde when Soort == Veldsoort.JaNee => waarde.TryGetValue(out bool ja) && ja ? "ja" : "nee",
        JsonValue waarde when Soort == Veldsoort.Duur => Tijd.Duur(waarde.ToString()),
        JsonValue waarde => waarde.ToString(),
        _ => "",
    };

    /// <summary>What was sent, as the register takes it. What is wrong is told to the form.</summary>
    public JsonNode? Lees(Formulier form)
    {
        if (Moet is not null) form.Moet(Naam, Moet);
        return Soort switch
        {
            Veldsoort.Bedrag => form.Bedrag(Naam) is { } bedrag ? JsonValue.Create(bedrag) : null,
            Veldsoort.Procent => form.Procent(Naam) is { } procent ? JsonValue.Create(procent) : null,
            Veldsoort.Heel => form.Heel(Naam),
            Veldsoort.Datum => form.Datum(Naam),
            Veldsoort.Duur => Duur(form),
            Veldsoort.Vink => form[Naam].Length > 0,
            Veldsoort.JaNee => form[Naam] == "ja",
            Veldsoort.Keuze => form[Naam] is { Length: > 0 } keuze ? keuze : null,
            Veldsoort.Cijfer => Lezer.Nummer(form[Naam]),
            Veldsoort.Meer => new JsonArray([.. form.Alle(Naam).Select(v => (JsonNode)v)]),
            Veldsoort.Regels => new JsonArray([.. Tekens.Regels(form[Naam]).Select(v => (JsonNode)v)]),
            Veldsoort.Rijen => Rijen(form),
            _ => form[Naam],
        };
    }

    /// <summary>How a field of an item is called in the form.</summary>
    public static string Kolomnaam(string lijst, int rij, string kolom) => $"{lijst}-{rij}-{kolom}";

    private JsonArray Rijen(Formulier form) => LeesRijen(form, Naam, Kolommen!);

    /// <summary>The items of a list, each a group of fields. A group in which nothing was typed is left out.</summary>
    public static JsonArray LeesRijen(Formulier form, string naam, IReadOnlyList<Bewerkveld> kolommen)
    {
        var uit = new JsonArray();
        for (var i = 0; i < MeesteRijen && form.Heeft(Kolomnaam(naam, i, kolommen[0].Naam)); i++)
        {
            if (kolommen.All(k => k.Soort is Veldsoort.Vink or Veldsoort.JaNee || form[Kolomnaam(naam, i, k.Naam)].Length == 0)) continue;
            var rij = new JsonObject();
            foreach (var k in kolommen) rij[k.Naam] = (k with { Naam = Kolomnaam(naam, i, k.Naam) }).Lees(form);
            uit.Add((JsonNode)rij);
        }
        return uit;
    }

    /// <summary>How many items a form takes.</summary>
    public const int MeesteRijen = 200;

    private string? Duur(Formulier form)
    {
        if (form[Naam].Length == 0) return null;
        if (Tijd.Duur(form[Naam], out var duur)) return duur;
        form.Fout(Naam, "Schrijf een aantal en een eenheid, zoals 3 maanden of 1 jaar");
        return null;
    }
}

/// <summary>What people are going to do: the fields of an action, wherever one is asked.</summary>
public static class Maatregelvelden
{
    public static readonly Bewerkveld[] Alle = [new("wat", "Wat", Lengte: 500), new("wie", "Wie", Lengte: 100), new("termijn", "Wanneer", Lengte: 100),
        new("gereed", "Klaar", Veldsoort.Vink)];

    public static JsonArray Van(IEnumerable<Maatregel> maatregelen) =>
        [.. maatregelen.Select(m => (JsonNode)new JsonObject { ["wat"] = m.Wat, ["wie"] = m.Wie, ["termijn"] = m.Termijn, ["gereed"] = m.Gereed })];
}
