using System.Text.Json.Nodes;

namespace Brink.Apps.Kern;

/// <summary>How a field of a resource is typed.</summary>
public enum OudVeldsoort { Tekst, Alinea, Bedrag, Procent, Heel, Datum, Duur, Keuze, Cijfer, Vink, JaNee, Meer, Regels, Rijen }

/// <summary>A field of a form that makes or changes a resource.</summary>
/// <param name="Naam">Its name in the register, and in the form.</param>
/// <param name="Label">What it is called on the screen.</param>
/// <param name="Soort">How it is typed; <see cref="OudVeldsoort.Heel"/> is a whole number, such as a year; <see cref="OudVeldsoort.Cijfer"/> chooses one;
/// <see cref="OudVeldsoort.JaNee"/> chooses between <c>nee</c> and <c>ja</c>, <see cref="OudVeldsoort.Meer"/> chooses several,
/// <see cref="OudVeldsoort.Regels"/> holds one item a line.</param>
/// <param name="Moet">What to do when it is left empty; null when it may be.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Lengte">The most characters of a text.</param>
/// <param name="Keuzes">What can be chosen.</param>
/// <param name="Kolommen">The fields of an item of <see cref="OudVeldsoort.Rijen"/>.</param>
public sealed record OudBewerkveld(string Naam, string Label, OudVeldsoort Soort = OudVeldsoort.Tekst, string? Moet = null, string? Hint = null, int Lengte = 200,
    IReadOnlyList<Choice>? Keuzes = null, IReadOnlyList<OudBewerkveld>? Kolommen = null)
{
    /// <summary>A field with a whole line to itself.</summary>
    public bool Breed => Soort is OudVeldsoort.Alinea or OudVeldsoort.Vink or OudVeldsoort.Meer or OudVeldsoort.Regels or OudVeldsoort.Rijen;

    /// <summary>What a number in it stands for; null when it holds none with decimals.</summary>
    public Getalsoort? Getal => Soort switch { OudVeldsoort.Bedrag => Getalsoort.Bedrag, OudVeldsoort.Procent => Getalsoort.Procent, _ => null };

    /// <summary>What a resource has in it, as the form shows it.</summary>
    public string Waarde(JsonObject? van) => van?[Naam] switch
    {
        JsonArray lijst => string.Join('\n', lijst.Select(e => e?.ToString())),
        JsonValue waarde when Getal is { } soort && waarde.TryGetValue(out decimal getal) => Lezer.Schrijf(getal, soort),
        JsonValue waarde when Soort == OudVeldsoort.Vink => waarde.TryGetValue(out bool aan) && aan ? "ja" : "",
        JsonValue waarde when Soort == OudVeldsoort.JaNee => waarde.TryGetValue(out bool ja) && ja ? "ja" : "nee",
        JsonValue waarde when Soort == OudVeldsoort.Duur => Tijd.Duur(waarde.ToString()),
        JsonValue waarde => waarde.ToString(),
        _ => "",
    };

    /// <summary>What was sent, as the register takes it. What is wrong is told to the form.</summary>
    public JsonNode? Lees(OudFormulier form)
    {
        if (Moet is not null) form.Moet(Naam, Moet);
        return Soort switch
        {
            OudVeldsoort.Bedrag => form.Bedrag(Naam) is { } bedrag ? JsonValue.Create(bedrag) : null,
            OudVeldsoort.Procent => form.Procent(Naam) is { } procent ? JsonValue.Create(procent) : null,
            OudVeldsoort.Heel => form.Heel(Naam),
            OudVeldsoort.Datum => form.Datum(Naam),
            OudVeldsoort.Duur => Duur(form),
            OudVeldsoort.Vink => form.Veld(Naam).Length > 0,
            OudVeldsoort.JaNee => form.Veld(Naam) == "ja",
            OudVeldsoort.Keuze => form.Veld(Naam) is { Length: > 0 } keuze ? keuze : null,
            OudVeldsoort.Cijfer => Lezer.Nummer(form.Veld(Naam)),
            OudVeldsoort.Meer => new JsonArray([.. form.Velden(Naam).Select(v => (JsonNode)v)]),
            OudVeldsoort.Regels => new JsonArray([.. Tekens.Regels(form.Veld(Naam)).Select(v => (JsonNode)v)]),
            OudVeldsoort.Rijen => Rijen(form),
            _ => form.Veld(Naam),
        };
    }

    /// <summary>How a field of an item is called in the form.</summary>
    public static string Kolomnaam(string lijst, int rij, string kolom) => $"{lijst}-{rij}-{kolom}";

    private JsonArray Rijen(OudFormulier form) => LeesRijen(form, Naam, Kolommen!);

    /// <summary>The items of a list, each a group of fields. A group in which nothing was typed is left out.</summary>
    public static JsonArray LeesRijen(OudFormulier form, string naam, IReadOnlyList<OudBewerkveld> kolommen)
    {
        var uit = new JsonArray();
        for (var i = 0; i < MeesteRijen && form.Heeft(Kolomnaam(naam, i, kolommen[0].Naam)); i++)
        {
            if (kolommen.All(k => k.Soort is OudVeldsoort.Vink or OudVeldsoort.JaNee || form.Veld(Kolomnaam(naam, i, k.Naam)).Length == 0)) continue;
            var rij = new JsonObject();
            foreach (var k in kolommen) rij[k.Naam] = (k with { Naam = Kolomnaam(naam, i, k.Naam) }).Lees(form);
            uit.Add((JsonNode)rij);
        }
        return uit;
    }

    /// <summary>How many items a form takes.</summary>
    public const int MeesteRijen = 200;

    private string? Duur(OudFormulier form)
    {
        if (form.Veld(Naam).Length == 0) return null;
        if (Tijd.Duur(form.Veld(Naam), out var duur)) return duur;
        form.Fout(Naam, "Schrijf een aantal en een eenheid, zoals 3 maanden of 1 jaar");
        return null;
    }
}

/// <summary>What people are going to do: the fields of an action, wherever one is asked.</summary>
public static class OudMaatregelvelden
{
    public static readonly OudBewerkveld[] Alle = [new("wat", "Wat", Lengte: 500), new("wie", "Wie", Lengte: 100), new("termijn", "Wanneer", Lengte: 100),
        new("gereed", "Klaar", OudVeldsoort.Vink)];

    public static JsonArray Van(IEnumerable<Maatregel> maatregelen) =>
        [.. maatregelen.Select(m => (JsonNode)new JsonObject { ["wat"] = m.Wat, ["wie"] = m.Wie, ["termijn"] = m.Termijn, ["gereed"] = m.Gereed })];
}
