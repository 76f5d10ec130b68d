namespace Brink.Apps.Vergaderen;

/// <summary>The words in which the screens tell of a ceremony.</summary>
internal static class Ceremoniestand
{
    private static readonly (string Status, string Naam)[] Weg =
        [("opgezet", "Houders kiezen"), ("ronde1", "Sleutel maken"), ("ronde2", "Voorlezen en delen"), ("ronde3", "Aanvaarden"),
            ("klaar", "Klaar voor de stemming"),
            ("vernietigd", "Vernietigd")];

    public static string Naam(string status) => status == "mislukt" ? "Mislukt" : Weg.First(w => w.Status == status).Naam;

    public static Tone Toon(string status) =>
        status switch { "klaar" or "vernietigd" => Tone.Good, "mislukt" => Tone.Fault, "opgezet" => Tone.Neutral, _ => Tone.Attention };

    /// <summary>How far it is, as the line of steps on its page.</summary>
    public static IReadOnlyList<Step> Stappen(Ceremonie c)
    {
        var nu = Array.FindIndex(Weg, w => w.Status == c.Status);
        return [.. Weg.Select((w, i) =>
            new Step(w.Naam, i < nu || w.Status == "vernietigd" && nu == i ? StepState.Done : i == nu ? StepState.Current : StepState.Ahead,
            Wanneer(c, w.Status)))];
    }

    private static string? Wanneer(Ceremonie c, string status) => status switch
    {
        "opgezet" when c.BegonnenOp is { } op => Tijd.Dag(op),
        "klaar" when c.KlaarOp is { } op => Tijd.Dag(op),
        "vernietigd" when c.VernietigdOp is { } op => Tijd.Dag(op),
        "ronde1" or "ronde2" or "ronde3" when status == c.Status => $"wacht op {Woorden.Aantal(c.AanDeBeurt.Count(), "houder", "houders")}",
        _ => null,
    };

    /// <summary>What a holder did, and what is still to come.</summary>
    public static (string Tekst, Tone Toon) Houder(Ceremonie c, Ceremoniehouder h) =>
        h.VernietigdOp is { } weg ? ($"Vernietigd op {Tijd.Dag(weg)}", Tone.Good)
        : h.VerlorenOp is { } kwijt ? ($"Kwijt sinds {Tijd.Dag(kwijt)}", Tone.Fault)
        : c.Ronde > 0 && h.Rondes < c.Ronde ? ($"Aan de beurt: ronde {c.Ronde} van 3", Tone.Attention)
        : c.Ronde > 0 ? ($"Ronde {c.Ronde} gedaan", Tone.Good)
        : c.Status == "klaar" ? ("Heeft een deel van de sleutel", Tone.Good)
        : c.Status == "opgezet" ? ("Gekozen", Tone.Neutral) : ("Geen deel meer nodig", Tone.Neutral);

    /// <summary>What is read aloud of a head: twelve groups of four.</summary>
    public static string InVieren(string hoofd) =>
        string.Join(' ', hoofd[..Math.Min(48, hoofd.Length)].Chunk(4).Select(g => new string(g)));

    public static string Keuze(string keuze) => keuze == "geloot" ? "Door loting" : "Aangewezen";

    /// <summary>The finished ceremonies of a meeting, for the form of a secret vote.</summary>
    public static async Task<IReadOnlyList<Choice>> KlaarAsync(Scherm scherm, Uri? vergadering) => vergadering is null ? []
        : [.. ((await scherm.Zgw.Lijst<Ceremonie>(scherm.Afgebroken, ("vergadering", vergadering), ("status", "klaar")))
            .Waarde?.Results ?? [])
            .Select(c => new Choice(c.Url.ToString(),
                $"{c.Drempel} van {c.Houders.Count}: {string.Join(", ", c.Houders.Select(h => h.Naam))}"))];

    /// <summary>The holder that the user is; null: none.</summary>
    public static Ceremoniehouder? Ik(Scherm scherm, Ceremonie c) =>
        scherm.Wie() is { Length: > 0 } wie ? c.Houders.FirstOrDefault(h => h.Gebruiker == wie) : null;
}
