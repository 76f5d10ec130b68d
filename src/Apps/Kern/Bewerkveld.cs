using System.Text.Json.Nodes;

namespace Brink.Apps.Kern;

/// <summary>How a field of a resource is typed.</summary>
public enum Veldsoort { Tekst, Alinea, Bedrag, Procent, Heel, Datum, Duur, Keuze, Cijfer, Vink, JaNee, Meer, Regels, Rijen }

/// <summary>A field of a form that makes or changes a resource.</summary>
/// <param name="Naam">Its name in the register, and in the form; a dot goes into a group: <c>specificatie.formaat</c>.</param>
/// <param name="Label">What it is called on the screen.</param>
/// <param name="Soort">How it is typed; <see cref="Veldsoort.Heel"/> is a whole number, such as a year;
/// <see cref="Veldsoort.Cijfer"/> chooses one;
/// <see cref="Veldsoort.JaNee"/> chooses between <c>nee</c> and <c>ja</c> (neither: it is not sent),
/// <see cref="Veldsoort.Meer"/> chooses several,
/// <see cref="Veldsoort.Regels"/> holds one item a line.</param>
/// <param name="Moet">What to do when it is left empty; null when it may be.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Lengte">The most characters of a text; 0 for no bound of its own.</param>
/// <param name="Keuzes">What can be chosen.</param>
/// <param name="Kolommen">The fields of an item of <see cref="Veldsoort.Rijen"/>.</param>
public sealed record Bewerkveld(string Naam, string Label, Veldsoort Soort = Veldsoort.Tekst, string? Moet = null, string? Hint = null,
    int Lengte = 200,
    IReadOnlyList<Choice>? Keuzes = null, IReadOnlyList<Bewerkveld>? Kolommen = null)
{
    /// <summary>The name in what is changed, where the form calls it otherwise: a field of an item of a list.</summary>
    public string? Bron { get; init; }

    /// <summary>The heading above it and what follows.</summary>
    public string? Kop { get; init; }

    /// <summary>From which list the page fills in what can be chosen.</summary>
    public string? Lijst { get; init; }

    internal string Van => Bron ?? Naam;

    /// <summary>The name in the form.</summary>
    public string Id => Naam.Replace('.', '-');

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
    internal IReadOnlyList<Choice> Kies => Bron is not null && Soort == Veldsoort.Keuze ? [new("", "Kies"), .. Keuzes!]
        : Keuzes is null && Soort == Veldsoort.JaNee ? [new("", "Maak een keuze"), new("ja", "Ja"), new("nee", "Nee")] : Keuzes ?? [];

    /// <summary>A field with a whole line to itself.</summary>
    public bool Breed => Soort is Veldsoort.Alinea or Veldsoort.Vink or Veldsoort.Meer or Veldsoort.Regels or Veldsoort.Rijen;

    /// <summary>What a number in it stands for; null when it holds none with decimals.</summary>
    public Getalsoort? Getal => Soort switch { Veldsoort.Bedrag => Getalsoort.Bedrag, Veldsoort.Procent => Getalsoort.Procent, _ => null };

    /// <summary>What a resource has in it, as the form shows it.</summary>
    public string Waarde(JsonObject? van) => Haal(van, Van) switch
    {
        JsonArray lijst => string.Join('\n', lijst.Select(e => e?.ToString())),
        JsonValue waarde when Getal is { } soort && waarde.TryGetValue(out decimal getal) => Lezer.Schrijf(getal, soort),
        JsonValue waarde when Soort == Veldsoort.Vink => waarde.TryGetValue(out bool aan) && aan ? "ja" : "",
        JsonValue waarde when Soort == Veldsoort.JaNee => waarde.TryGetValue(out bool ja) && ja ? "ja" : "nee",
        JsonValue waarde when Soort == Veldsoort.Duur => Tijd.Duur(waarde.ToString()),
        JsonValue waarde => waarde.ToString(),
        _ => "",
    };

    /// <summary>What a resource has in it, as people read it.</summary>
    public string Toon(JsonObject? van) => (Soort, Waarde(van)) switch
    {
        (Veldsoort.Keuze, var waarde) => Keuzes?.FirstOrDefault(k => k.Value == waarde)?.Text ?? waarde,
        (Veldsoort.JaNee, var waarde) => Woorden.Hoofdletter(waarde),
        (Veldsoort.Datum, var waarde) when Tijd.Lees(waarde, out var dag) => Tijd.Voluit(dag),
        (_, var waarde) => waarde,
    };

    /// <summary>What was sent, as the register takes it. What is wrong is told to the form.</summary>
    public JsonNode? Lees(Formulier form)
    {
        if (Moet is not null) form.Moet(Id, Moet);
        return Soort switch
        {
            Veldsoort.Bedrag => form.Bedrag(Id) is { } bedrag ? JsonValue.Create(bedrag) : null,
            Veldsoort.Procent => form.Procent(Id) is { } procent ? JsonValue.Create(procent) : null,
            Veldsoort.Heel => form.Heel(Id),
            Veldsoort.Datum => form.Datum(Id),
            Veldsoort.Duur => Duur(form),
            Veldsoort.Vink => form[Id].Length > 0,
            Veldsoort.JaNee => form[Id] is { Length: > 0 } ja ? ja == "ja" : null,
            Veldsoort.Keuze => form[Id] is { Length: > 0 } keuze ? keuze : null,
            Veldsoort.Cijfer => Lezer.Nummer(form[Id]),
            Veldsoort.Meer => new JsonArray([.. form.Alle(Id).Select(v => (JsonNode)v)]),
            Veldsoort.Regels => new JsonArray([.. Tekens.Regels(form[Id]).Select(v => (JsonNode)v)]),
            Veldsoort.Rijen => Rijen(form),
            _ => form[Id],
        };
    }

    /// <summary>What was sent in all fields, put into <paramref name="json"/>.</summary>
    public static JsonObject Lees(IEnumerable<Bewerkveld> velden, Formulier form, JsonObject json)
    {
        foreach (var veld in velden)
        {
            var waarde = veld.Lees(form);
            if (waarde is null && veld.Soort == Veldsoort.JaNee) continue;
            var (groep, stappen) = (json, veld.Naam.Split('.'));
            foreach (var stap in stappen[..^1]) groep = groep[stap] as JsonObject ?? (JsonObject)(groep[stap] = new JsonObject());
            groep[stappen[^1]] = waarde;
        }
        return json;
    }

    /// <summary>What stands at a name such as <c>specificatie.formaat</c>; null when there is nothing.</summary>
    public static JsonNode? Haal(JsonObject? json, string naam) =>
        naam.Split('.').Aggregate((JsonNode?)json, (hier, stap) => (hier as JsonObject)?[stap]);

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
        if (form[Id].Length == 0) return null;
        if (Tijd.Duur(form[Id], out var duur)) return duur;
        form.Fout(Id, "Schrijf een aantal en een eenheid, zoals 3 maanden of 1 jaar");
        return null;
    }
}

/// <summary>What people are going to do: the fields of an action, wherever one is asked.</summary>
public static class Maatregelvelden
{
    public static readonly Bewerkveld[] Alle = [new("wat", "Wat", Lengte: 500), new("wie", "Wie", Lengte: 100),
        new("termijn", "Wanneer", Lengte: 100),
        new("gereed", "Klaar", Veldsoort.Vink)];

    public static JsonArray Van(IEnumerable<Maatregel> maatregelen) =>
        [.. maatregelen.Select(m =>
            (JsonNode)new JsonObject { ["wat"] = m.Wat, ["wie"] = m.Wie, ["termijn"] = m.Termijn, ["gereed"] = m.Gereed })];
}
