using DiffPlex;
using DiffPlex.Chunkers;

namespace Brink.Apps.Collegevoorstel;

/// <summary>Whether a piece of text stayed, came or went.</summary>
internal enum Wijziging { Gelijk, Erbij, Weg }

/// <summary>A piece of a text, and what became of it.</summary>
internal sealed record Stukje(Wijziging Wat, string Tekst);

/// <summary>A part of a nota in two versions.</summary>
/// <param name="Id">Stable, for an address.</param>
/// <param name="Titel">What it is called.</param>
/// <param name="Stukjes">The text of both, in order.</param>
internal sealed record Notadeel(string Id, string Titel, IReadOnlyList<Stukje> Stukjes)
{
    public bool Gewijzigd => Stukjes.Any(s => s.Wat != Wijziging.Gelijk);
}

/// <summary>Two versions of a nota beside each other, word by word. Marks around names are compared too:
/// what the public does not read is decided there.</summary>
internal static class Vergelijking
{
    // Comparing takes the product of both lengths at worst; beyond this a text counts as written anew.
    private const long Meest = 4_000_000;
    private static readonly DelimiterChunker Woorden = new([' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '"']);

    /// <summary>All parts that either version has, in the order of the nota.</summary>
    public static IReadOnlyList<Notadeel> Van(Nota oud, Nota nieuw)
    {
        var (was, wordt) = (Delen(oud), Delen(nieuw));
        return [.. wordt.Zip(was).Where(d => d.First.Tekst.Length + d.Second.Tekst.Length > 0)
            .Select(d => new Notadeel(d.First.Id, d.First.Titel, Tekst(d.Second.Tekst, d.First.Tekst)))];
    }

    private static List<(string Id, string Titel, string Tekst)> Delen(Nota n) =>
    [
        ("gegevens", "Gegevens", Regels(NotaPdf.Gegevens(n).Where(g => g.Waarde.Length > 0).Select(g => $"{g.Naam}: {g.Waarde}"))),
        ("besluit", "Besluit", Regels(n.Besluit.Select((b, i) =>
            $"{i + 1}. {b.Tekst} ({Notawoorden.Woord(Notawoorden.Besluitsoorten, b.Soort).ToLowerInvariant()}{(b.Agendapunt is { } p ? $", agendapunt {p}" : "")})"))),
        .. Nota.Koppen.Select(k => (k.Id, k.Titel, n.Tekst(k.Id).ReplaceLineEndings("\n"))),
        ("openbaarmaking", "Openbaarmaking",
            Regels([n.Openbaar ? "De nota wordt openbaar." : $"De nota wordt niet openbaar. Reden: {n.RedenNietOpenbaar}",
            Lak.Lakt(n) ? $"Reden om namen weg te lakken: {n.RedenLakken}" : ""])),
        ("standpunten", "Standpunten", Regels(n.Standpunten.Where(s => s.Positie.Length + s.Opmerking.Length > 0).Select(s =>
            $"{s.Nummer}. {s.Titel}: {Notawoorden.Woord(Notawoorden.Posities, s.Positie).ToLowerInvariant()}. {s.Opmerking}".TrimEnd()))),
        ("bijlagen", "Bijlagen", Regels(n.Bijlagen.Select(b =>
            $"{(b.Nummer.Length > 0 ? $"Bijlage {b.Nummer}: " : "")}{b.Titel} (controlegetal {b.Sha256[..Math.Min(12, b.Sha256.Length)]})"))),
        ("volmacht", "Volmacht", n.Volmacht is { } v ? $"{v.Functie} van {v.Lid}: {Notawoorden.Strekking(v.Spreken, v.Stemmen)}" : ""),
    ];

    private static string Regels(IEnumerable<string> regels) => string.Join('\n', regels.Where(r => r.Length > 0));

    /// <summary>What stayed, came and went between two texts.</summary>
    internal static IReadOnlyList<Stukje> Tekst(string oud, string nieuw)
    {
        if (oud == nieuw) return oud.Length == 0 ? [] : [new(Wijziging.Gelijk, oud)];
        // Paragraphs that are the same at the beginning and at the end need no comparing.
        var (begin, eind) = (0, 0);
        for (var i = 0; i < Math.Min(oud.Length, nieuw.Length) && oud[i] == nieuw[i]; i++) if (oud[i] == '\n') begin = i + 1;
        var kortste = Math.Min(oud.Length, nieuw.Length) - begin;
        for (var i = 1; i <= kortste && oud[^i] == nieuw[^i]; i++) if (oud[^i] == '\n') eind = i;
        List<Stukje> uit = [];
        void Voeg(Wijziging wat, string tekst)
        {
            if (tekst.Length == 0) return;
            if (uit.Count > 0 && uit[^1].Wat == wat) uit[^1] = new(wat, uit[^1].Tekst + tekst);
            else uit.Add(new(wat, tekst));
        }
        Voeg(Wijziging.Gelijk, oud[..begin]);
        var (was, wordt) = (oud[begin..^eind], nieuw[begin..^eind]);
        if ((long)Woorden.Chunk(was).Count * Woorden.Chunk(wordt).Count > Meest)
        {
            Voeg(Wijziging.Weg, was);
            Voeg(Wijziging.Erbij, wordt);
        }
        else
        {
            var verschil = Differ.Instance.CreateDiffs(was, wordt, false, false, Woorden);
            var plaats = 0;
            foreach (var blok in verschil.DiffBlocks)
            {
                Voeg(Wijziging.Gelijk, string.Concat(verschil.PiecesOld.Skip(plaats).Take(blok.DeleteStartA - plaats)));
                Voeg(Wijziging.Weg, string.Concat(verschil.PiecesOld.Skip(blok.DeleteStartA).Take(blok.DeleteCountA)));
                Voeg(Wijziging.Erbij, string.Concat(verschil.PiecesNew.Skip(blok.InsertStartB).Take(blok.InsertCountB)));
                plaats = blok.DeleteStartA + blok.DeleteCountA;
            }
            Voeg(Wijziging.Gelijk, string.Concat(verschil.PiecesOld.Skip(plaats)));
        }
        Voeg(Wijziging.Gelijk, oud[^eind..]);
        return uit;
    }
}
