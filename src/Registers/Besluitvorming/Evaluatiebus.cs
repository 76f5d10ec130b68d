using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>How often one answer was given to one question.</summary>
public sealed record Bustelling
{
    public required string Vraag { get; set; }
    public required string Antwoord { get; set; }
    public required int Aantal { get; set; }
}

/// <summary>Own words at one question.</summary>
public sealed record Busopmerking
{
    public required string Vraag { get; set; }
    public required string Tekst { get; set; }
}

/// <summary>
/// Where filled-in forms go: one row with counts, remarks and who took part, each in an order that says nothing. No form is kept as such:
/// which answers came together, when, and from whom is nowhere, not in the audit trail either.
/// (Whoever has copies of the database from just before and just after somebody took part can subtract them.)
/// </summary>
public sealed record Evaluatiebus : Resource, IResource<Evaluatiebus>
{
    public required Ref<Evaluatie> Evaluatie { get; set; }

    /// <summary>Who took part, in alphabetical order: so that each does so once.</summary>
    public List<string> Deelnemers { get; set; } = [];
    public List<Bustelling> Tellingen { get; set; } = [];
    public List<Busopmerking> Opmerkingen { get; set; } = [];

    public static void Define(Definition<Evaluatiebus> d) => d.At("evaluatiebussen").Internal().GoesWith(b => b.Evaluatie)
        .Unique("evaluatie");

    /// <summary>Puts in what one person answered.</summary>
    internal void Doe(string wie, IEnumerable<(string Vraag, string Antwoord, bool EigenWoorden)> antwoorden)
    {
        Deelnemers = [.. Deelnemers.Append(wie).Order(StringComparer.Ordinal)];
        foreach (var (vraag, antwoord, eigen) in antwoorden)
        {
            if (eigen) Opmerkingen.Add(new() { Vraag = vraag, Tekst = antwoord });
            else if (Tellingen.Find(t => t.Vraag == vraag && t.Antwoord == antwoord) is { } telling) telling.Aantal++;
            else Tellingen.Add(new() { Vraag = vraag, Antwoord = antwoord, Aantal = 1 });
        }
        Opmerkingen = [.. Opmerkingen.OrderBy(o => o.Vraag, StringComparer.Ordinal).ThenBy(o => o.Tekst, StringComparer.Ordinal)];
        Tellingen = [.. Tellingen.OrderBy(t => t.Vraag, StringComparer.Ordinal).ThenBy(t => t.Antwoord, StringComparer.Ordinal)];
    }
}
