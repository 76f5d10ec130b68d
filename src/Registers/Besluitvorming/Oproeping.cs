using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>The notice of a meeting: when, to whom, over which channel, and with what agenda. Made by the deed that convenes;
/// never changed.</summary>
public sealed record Oproeping : Resource, IResource<Oproeping>
{
    [Computed, Own] public Ref<Vergadering> Vergadering { get; set; }

    /// <summary>Null: the source of a meeting that was taken over does not tell.</summary>
    [Computed] public DateTimeOffset? VerzondenOp { get; set; }
    [Computed] public string Kanaal { get; set; } = "";
    [Computed] public List<Ref<Lid>> Leden { get; set; } = [];

    /// <summary>The members that gave no e-mail address: they get their notice by post.</summary>
    [Computed] public List<Ref<Lid>> PerPost { get; set; } = [];

    /// <summary>The hash over the agenda as it was sent: numbers, titles, kinds, asked decisions,
    /// literal proposals and titles of papers.</summary>
    [Computed] public string AgendaSha256 { get; set; } = "";

    public static void Define(Definition<Oproeping> d) => d
        .At("oproepingen").With(Operation.List | Operation.Read).PartOf(o => o.Vergadering).Rechten()
        .Filter(o => o.Vergadering).ShownAs(_ => "Oproeping");
}

/// <summary>The notice as it would go out now.</summary>
public sealed record Oproepvoorbeeld
{
    /// <summary>There is a server for mail; without it messages wait.</summary>
    public required bool Ingesteld { get; init; }

    /// <summary>How many members gave an address.</summary>
    public required int PerMail { get; init; }

    /// <summary>The members that get it by post.</summary>
    public required List<string> PerPost { get; init; }
    public required string Tekst { get; init; }
}
