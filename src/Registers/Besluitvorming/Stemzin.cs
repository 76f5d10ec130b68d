using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>What a vote came to, in sentences for who reads the minutes. The exact sum stands at the outcome itself.</summary>
internal static class Stemzin
{
    private static readonly string[] Woorden = ["geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
        "elf", "twaalf"];

    /// <summary>How was voted, and what came of it.</summary>
    public static string Uitslag(Stemming s, Uitslag u)
    {
        var hoe = s.Modus switch
        {
            Stemmodus.Acclamatie => $"De voorzitter vraagt wie tegen is over: {u.Onderwerp}.",
            Stemmodus.Geheim => $"De leden stemmen geheim over: {u.Onderwerp}.",
            Stemmodus.Peiling => $"De leden geven in een peiling hun mening over: {u.Onderwerp}.",
            Stemmodus.VoorafElektronisch => $"De leden stemden vooraf over: {u.Onderwerp}.",
            _ => $"De leden stemmen over: {u.Onderwerp}.",
        };
        var telling = u.PerOptie.Count > 0 ? string.Join(", ", u.PerOptie.Select(o => $"{o.Optie} {o.Stemmen}")) + "."
            : s.Modus == Stemmodus.Acclamatie && u.Tegen == 0 && u.Onthouding == 0 ? "Niemand is tegen."
            : s.Modus == Stemmodus.Acclamatie ? $"{Aantal(u.Tegen)} tegen{(u.Onthouding > 0 ? $"; {Leden(u.Onthouding)} zich" : "")}."
            : $"{Aantal(u.Voor ?? 0)} voor en {Zijn(u.Tegen)} tegen{(u.Onthouding + u.Blanco > 0 ? $"; {Leden(u.Onthouding + u.Blanco)} zich" : "")}.";
        var uitkomst = u.Uitkomst switch
        {
            Uitkomst.Aangenomen when u.Gekozen.Length > 0 => $"Gekozen is {u.Gekozen}.",
            Uitkomst.Aangenomen => "Het voorstel is aangenomen.",
            Uitkomst.Verworpen => "Het voorstel is verworpen.",
            Uitkomst.GeenBesluit => "Er is geen besluit genomen.",
            _ => "De peiling bindt niemand.",
        };
        return string.Join(' ', new[] { hoe, telling, uitkomst }.Concat(u.Redenen.Where(r => !r.StartsWith("m7:", StringComparison.Ordinal))
            .Select(Reden)));
    }

    /// <summary>That an outcome was contested, and what followed; empty when it was not.</summary>
    public static string Betwist(Stemming s, Uitslag u) => s.Betwistingen.Count == 0 ? ""
        : string.Join(", ", s.Betwistingen.Select(b => b.Naam + (b.Reden.Length > 0 ? $" ({b.Reden})" : "")))
            + $" {(s.Betwistingen.Count == 1 ? "betwist" : "betwisten")} deze uitslag "
            + "meteen na de uitspraak van de voorzitter. "
                + (u.VervallenOp is not null ? $"Er wordt opnieuw gestemd, en deze uitslag vervalt ({Stemming.Betwistgrond})."
                : s.NieuweStemming is not null ? $"Er komt een nieuwe stemming ({Stemming.Betwistgrond})."
                : $"Dat zijn er te weinig voor een nieuwe stemming: daarvoor zijn er {s.BetwistingenNodig} nodig "
                    + $"({Stemming.Betwistgrond}). De uitslag blijft.");

    /// <summary>On which terms a member stays out of what was decided.</summary>
    public static string Uitstap(Uitstapregeling u) =>
        $"Leden kunnen tot en met {Nederlands.Voluit(u.Tot)} melden dat zij niet meedoen. Dat gaat in op {Nederlands.Voluit(u.Ingang)}. "
        + $"De voorwaarden: {u.Voorwaarden}"
            + (u.NadereAfspraken ? " Met wie iets wil blijven gebruiken, worden nadere afspraken gemaakt." : "");

    // "g10: het quorum ..." as a sentence: codes are for programs.
    private static string Reden(string reden)
    {
        var dubbel = reden.IndexOf(": ", StringComparison.Ordinal);
        var zin = dubbel is > 0 and < 20 && !reden[..dubbel].Contains(' ', StringComparison.Ordinal) ? reden[(dubbel + 2)..] : reden;
        return zin.Length == 0 ? "" : char.ToUpperInvariant(zin[0]) + zin[1..];
    }

    private static string Getal(int n) => n < Woorden.Length ? Woorden[n] : n.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Aantal(int n) => n == 0 ? "Niemand is" : n == 1 ? "Eén lid is"
        : $"{char.ToUpperInvariant(Getal(n)[0])}{Getal(n)[1..]} leden zijn";

    private static string Zijn(int n) => n == 0 ? "niemand is" : n == 1 ? "één lid is" : $"{Getal(n)} leden zijn";

    private static string Leden(int n) => n == 1 ? "één lid onthoudt" : $"{Getal(n)} leden onthouden";
}
