using System.Text.RegularExpressions;

namespace Brink.Apps.Collegevoorstel;

/// <summary>A part of a text: plain, or the name of a person with what the public reads instead.</summary>
/// <param name="Tekst">What is read inside the organisation.</param>
/// <param name="Openbaar">What the public reads; null for a plain part.</param>
internal sealed record Tekstdeel(string Tekst, string? Openbaar);

/// <summary>
/// Leaves names out. A writer marks a name as <c>[[naam|functie]]</c>, or <c>[[naam]]</c>; the public version has the function,
/// or says that a name was left out. The original stays as it is.
/// </summary>
internal static partial class Lak
{
    public const string Weggelakt = "[naam weggelakt]";

    /// <summary>The parts of a text, in their order.</summary>
    public static IReadOnlyList<Tekstdeel> Delen(string tekst)
    {
        List<Tekstdeel> delen = [];
        var tot = 0;
        foreach (Match m in Merk().Matches(tekst))
        {
            if (m.Index > tot) delen.Add(new(tekst[tot..m.Index], null));
            var functie = m.Groups[2].Value.Trim();
            delen.Add(new(m.Groups[1].Value.Trim(), functie.Length > 0 ? functie : Weggelakt));
            tot = m.Index + m.Length;
        }
        if (tot < tekst.Length) delen.Add(new(tekst[tot..], null));
        return delen;
    }

    /// <summary>The text without names.</summary>
    public static string Openbaar(string tekst) => string.Concat(Delen(tekst).Select(d => d.Openbaar ?? d.Tekst));

    /// <summary>The text with names and without marks.</summary>
    public static string Intern(string tekst) => string.Concat(Delen(tekst).Select(d => d.Tekst));

    /// <summary>The nota as the public may read it: no names, no user ids, and nothing of an item that the cooperative keeps
    /// confidential.</summary>
    public static Nota Openbaar(Nota nota) => nota.Met(Openbaar) is var n ? n with
    {
        Volmacht = n.Volmacht is { } v ? v with { Gemachtigde = "" } : null,
        Standpunten = [.. n.Standpunten.Where(s => s.Vertrouwelijk != true)],
        Bijlagen = [.. n.Bijlagen.Where(b => b.Vertrouwelijk != true)],
    } : nota;

    /// <summary>Whether a name is left out anywhere.</summary>
    public static bool Lakt(Nota nota) => nota.Leesbaar().Any(t => Merk().IsMatch(t.Tekst));

    /// <summary>What is wrong with the marks: one that is not closed, or a marked name that stands elsewhere without its marks.</summary>
    /// <param name="nota">The nota.</param>
    /// <param name="erbij">What else becomes public with it, with the name of its place.</param>
    public static IEnumerable<string> Fouten(Nota nota, params IEnumerable<(string Plaats, string Tekst)> erbij) =>
        Fouten([.. nota.Leesbaar(), .. erbij.Select(e => ("", e.Plaats, e.Tekst))]).Select(f => f.Zin);

    /// <summary>The same of the nota alone, each with its field in the form.</summary>
    public static IEnumerable<(string Veld, string Zin)> PerVeld(Nota nota) => Fouten([.. nota.Leesbaar()]);

    private static IEnumerable<(string Veld, string Zin)> Fouten(IReadOnlyList<(string Veld, string Plaats, string Tekst)> teksten)
    {
        var namen = teksten.SelectMany(t => Delen(t.Tekst)).Where(d => d.Openbaar is not null).Select(d => Achternaam(d.Tekst))
            .Where(n => n.Length > 2).Distinct().ToList();
        foreach (var (veld, plaats, tekst) in teksten)
        {
            var gewoon = string.Join(' ', Delen(tekst).Select(d => d.Openbaar ?? d.Tekst));
            if (gewoon.Contains("[[", StringComparison.Ordinal) || gewoon.Contains("]]", StringComparison.Ordinal))
                yield return (veld, $"{plaats}: een merkteken om een naam is niet af. Schrijf [[naam|functie]].");
            foreach (var naam in namen.Where(n =>
                Regex.IsMatch(gewoon, $@"\b{Regex.Escape(n)}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)))
            {
                yield return (veld, $"{plaats}: een naam die u ergens anders merkt, staat hier zonder merkteken. Zet er [[ en ]] omheen.");
            }
        }
    }

    // The last word is what a person is recognised by.
    private static string Achternaam(string naam) => naam.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";

    [GeneratedRegex(@"\[\[([^\[\]|]{1,200})(?:\|([^\[\]|]{0,200}))?\]\]")]
    private static partial Regex Merk();
}
