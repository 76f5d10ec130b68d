using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers;

/// <summary>Meetings that are still to come, or those that were.</summary>
public enum Openbaarstand { Komend, Geweest }

/// <summary>What is asked for; without anything the newest are answered.</summary>
public sealed record Openbaarvraag
{
    [Range(1900, 2200)] public int? Jaar { get; set; }

    /// <summary>Words that must all be found.</summary>
    [MaxLength(Zoekwoorden.Langst)] public string? Zoek { get; set; }

    /// <summary>Which page, from 1, and how many there are on one. Without them: the newest hundred, or all of a year.</summary>
    [Range(1, 1_000_000)] public int? Pagina { get; set; }
    [Range(1, 100)] public int? Aantal { get; set; }
    public Openbaarstand? Stand { get; set; }

    /// <summary>Only secret votes, or only others.</summary>
    public bool? Geheim { get; set; }

    internal static IReadOnlyList<(string, Field)> Parameters(params string[] namen) =>
        [.. namen.Select(n => (n, Schema.Of<Openbaarvraag>().Field(n)))];
}

/// <summary>Which part of what is public somebody wants.</summary>
/// <param name="Jaar">Of this year only.</param>
/// <param name="Woorden">These must all be found.</param>
/// <param name="Deel">The most, after so many.</param>
/// <param name="Stand">Meetings still to come, or past.</param>
/// <param name="Geheim">Only secret votes, or only others.</param>
internal sealed record Openbaarkeus(int? Jaar, IReadOnlyList<string> Woorden, (int Most, int After) Deel, Openbaarstand? Stand = null,
    bool? Geheim = null)
{
    /// <summary>The newest hundred, or what a body can have in a year.</summary>
    public static Openbaarkeus Alles(int? jaar = null) => new(jaar, [], (jaar is null ? 100 : 1000, 0));

    /// <summary>What the query says; refused when it cannot be met.</summary>
    public static Openbaarkeus Van(ActionCall c)
    {
        int? Getal(string naam, int van, int tot, string anders) => c.Parameters.GetValueOrDefault(naam) switch
        {
            null => null,
            int getal when getal >= van && getal <= tot => getal,
            _ => throw Session.Refuse(400, "invalid", $"{naam}: {anders}"),
        };
        var jaar = Getal("jaar", 1900, 2200, "Kies een jaar van 1900 tot en met 2200.");
        var pagina = Getal("pagina", 1, 1_000_000, "Kies een bladzijde vanaf 1.");
        var aantal = Getal("aantal", 1, 100, "Vraag er 1 tot en met 100 tegelijk.");
        var stand = c.Parameters.GetValueOrDefault("stand") as Openbaarstand?;
        var woorden = Zoekwoorden.Lees(c.Parameters.GetValueOrDefault("zoek") as string);
        return new(jaar, woorden, pagina is null && aantal is null ? Alles(jaar).Deel
            : (aantal ?? 100, ((pagina ?? 1) - 1) * (aantal ?? 100)), stand,
            c.Parameters.GetValueOrDefault("geheim") as bool?);
    }
}
