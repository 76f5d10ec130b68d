using System.Text.RegularExpressions;

namespace Brink.Apps.Collegevoorstel;

/// <summary>Something that is not right about a nota.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Fout">True: the nota cannot go on like this. False: a warning.</param>
/// <param name="Zin">What is wrong and what to do.</param>
/// <param name="Veld">The field of the nota where it is mended, or <see cref="Stukken"/>.</param>
public sealed record Bevinding(string Code, bool Fout, string Zin, string Veld = "onderwerp")
{
    /// <summary>It is mended among the papers.</summary>
    public const string Stukken = "bijlagen";

    /// <summary>Where a field is, after the address of the proposal.</summary>
    public static string Plek(string veld) => veld == Stukken ? "/bijlagen#eigen-titel" : $"/nota#nota-{veld}";
}

/// <summary>What a nota must meet before it goes round, and what its writer is warned of.</summary>
internal static partial class Notacontrole
{
    /// <summary>All findings on a nota.</summary>
    /// <param name="nota">The nota.</param>
    /// <param name="definitief">The day of the final approval, when there is one.</param>
    public static IReadOnlyList<Bevinding> Van(Nota nota, DateOnly? definitief = null) =>
        [.. Volledig(nota), .. Openbaarheid(nota), .. Bijlagen(nota), .. Besluitpunten(nota), .. Dagen(nota, definitief),
            .. Lak.PerVeld(nota).Select(f => new Bevinding("lakken", true, f.Zin, f.Veld))];

    private static IEnumerable<Bevinding> Volledig(Nota nota)
    {
        if (nota.Onderwerp.Length == 0) yield return new("nota", true, "Vul het onderwerp in.");
        if (!nota.Besluit.Any(b => b.Tekst.Length > 0)) yield return new("nota", true, "Schrijf wat het college besluit.", "punt-0");
        if (nota.Collegedatum is null) yield return new("nota", false, "Vul in wanneer het college vergadert.", "collegedatum");
        foreach (var kop in Nota.Koppen.Where(k => nota.Tekst(k.Id).Length == 0 && k.Id is not "communicatie"))
            yield return new("nota", false, $"Onder '{kop.Titel}' staat nog niets.", kop.Id);
    }

    // N4: publication is one field; a text may not say otherwise.
    private static IEnumerable<Bevinding> Openbaarheid(Nota nota)
    {
        if (!nota.Openbaar && nota.RedenNietOpenbaar.Length == 0)
            yield return new("n4", true, "U kiest 'niet openbaar'. Schrijf bij Openbaarmaking waarom.", "redenNietOpenbaar");
        if (Tegenspraak(nota) is var (veld, zin)) yield return new("n4", true, zin, veld);
    }

    /// <summary>N4: the field whose text contradicts the choice of publication, and what to do; null when nothing does.</summary>
    public static (string Veld, string Zin)? Tegenspraak(Nota nota)
    {
        var communicatie = nota.Tekst("communicatie").Trim();
        if (nota.Openbaar && (Niets().IsMatch(communicatie) || Geheim().IsMatch(communicatie)))
        {
            return ("communicatie", "De nota wordt openbaar, maar onder 'Communicatie' staat iets anders. Pas de tekst aan, of kies "
            + "'niet openbaar' met een reden.");
        }
        return nota.Besluit.Index().FirstOrDefault(b => (nota.Openbaar ? Geheim() : Maakt()).IsMatch(b.Item.Tekst))
            is not { Item: not null } punt ? null
            : ($"punt-{punt.Index}",
                nota.Openbaar ? "Een besluitpunt zegt dat de nota niet openbaar is, maar bij Openbaarmaking staat 'openbaar'. Kies één "
                + "van beide."
                : "Een besluitpunt maakt de nota openbaar, maar bij Openbaarmaking staat 'niet openbaar'. Kies één van beide.");
    }

    // N5: what the text cites is attached.
    private static IEnumerable<Bevinding> Bijlagen(Nota nota)
    {
        var mist = nota.Genoemd().Except(nota.Bijlagen.Select(b => b.Nummer.ToLowerInvariant())).ToList();
        if (mist.Count > 0)
        {
            yield return new("n5", true, mist.Count == 1 ? $"De tekst noemt bijlage {mist[0]}, maar die zit er niet bij."
                : $"De tekst noemt bijlagen {Opsomming(mist)}, maar die zitten er niet bij.", Bevinding.Stukken);
        }
        foreach (var dubbel in nota.Bijlagen.Where(b => b.Nummer.Length > 0).GroupBy(b => b.Nummer.ToLowerInvariant())
            .Where(g => g.Count() > 1))
        {
            yield return new("n5", true, $"Nummer {dubbel.Key} staat bij meer dan één bijlage.", Bevinding.Stukken);
        }
    }

    // N3 and G21: each point says what it is, and asks what the item asks.
    private static IEnumerable<Bevinding> Besluitpunten(Nota nota)
    {
        var vraagtVolmacht = nota.Besluit.Any(b => b.Soort == "volmacht");
        if (vraagtVolmacht && nota.Volmacht is null)
        {
            yield return new("n3", true, "Er is een besluitpunt over een volmacht. Vul in wie de volmacht krijgt, en waarvoor.",
                "gemachtigde");
        }
        if (!vraagtVolmacht && nota.Volmacht is not null)
            yield return new("n3", true, "U vraagt een volmacht, maar geen besluitpunt gaat daarover.", "gemachtigde");
        if (nota.Volmacht is { Spreken: false, Stemmen: false })
            yield return new("n3", true, "Kies waarvoor de volmacht is: spreken, stemmen, of allebei.", "spreken");
        if (nota.Vergadering is null) yield break;
        foreach (var (i, punt) in nota.Besluit.Index())
        {
            var waar = nota.Standpunten.FirstOrDefault(s => s.Nummer == punt.Agendapunt);
            if (punt.Agendapunt is null && punt.Soort != "volmacht")
                yield return new("n3", false, $"Besluitpunt {i + 1} noemt geen agendapunt van {nota.Vergadering.Titel}.");
            else if (punt.Soort == "kennisnemen_en_instemmen")
                yield return new("g21", false, $"Besluitpunt {i + 1} is kennisnemen én instemmen. Maak er liever twee punten van.");
            else if (waar is { Soort: "ter_informatie" } && punt.Soort == "instemmen")
                yield return new("g21", false, $"Besluitpunt {i + 1} stemt in, maar agendapunt {waar.Nummer} is ter informatie.");
            else if (waar is { Soort: "ter_besluitvorming" } && punt.Soort == "kennisnemen")
                yield return new("g21", false, $"Besluitpunt {i + 1} neemt kennis, maar agendapunt {waar.Nummer} vraagt een besluit.");
        }
        var zonder = nota.Standpunten.Where(s => s.Soort is "ter_besluitvorming" or "ter_vaststelling" && s.Positie.Length == 0)
            .Select(s => $"{s.Nummer}").ToList();
        if (zonder.Count > 0) yield return new("n3", false, $"Kies nog een standpunt bij agendapunt {Opsomming(zonder)}.");
        var besluiten = nota.Standpunten.Where(s => s.Soort is "ter_besluitvorming" or "ter_vaststelling")
            .Select(s => $"{s.Nummer}").ToList();
        if (nota.Volmacht is { Spreken: true, Stemmen: false } && besluiten.Count > 0)
        {
            yield return new("g4", false,
                $"De volmacht geeft het woord, niet de stem. Bij agendapunt {Opsomming(besluiten)} stemt dan niemand namens ons.");
        }
    }

    // N2: the members meet on a day; the college must have decided by then.
    private static IEnumerable<Bevinding> Dagen(Nota nota, DateOnly? definitief)
    {
        if (nota.Vergadering is not { } vergadering) yield break;
        if (nota.Collegedatum is { } college && college >= vergadering.Datum)
        {
            yield return new("n2", false,
                $"Het college vergadert op {Tijd.Voluit(college)}. De leden vergaderen op {Tijd.Voluit(vergadering.Datum)}: dat is te "
                + $"laat.");
        }
        if (definitief is { } dag && dag >= vergadering.Datum)
        {
            yield return new("n2", false,
                $"Het definitieve akkoord is van {Tijd.Voluit(dag)}, {(dag == vergadering.Datum ? "de dag zelf" : "na de dag")} van de ledenvergadering.");
        }
    }

    internal static string Opsomming(IReadOnlyList<string> delen) => delen.Count == 1 ? delen[0]
        : $"{string.Join(", ", delen.SkipLast(1))} en {delen[^1]}";

    [GeneratedRegex(@"^(n\.?v\.?t\.?|niet van toepassing|geen)\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex Niets();

    [GeneratedRegex(@"\b(niet openbaar|geheim(houding)?|vertrouwelijk)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Geheim();

    [GeneratedRegex(@"(?<!\bniet )\bopenbaar te maken\b", RegexOptions.IgnoreCase)]
    private static partial Regex Maakt();
}
