using Brink.Engine;

namespace Brink.Registers.Bundels;

/// <summary>What a bundle does to one thing here.</summary>
public enum Bundelverschil
{
    /// <summary>It is not here yet, and is made.</summary>
    Nieuw,

    /// <summary>It is here otherwise, and becomes as the bundle has it.</summary>
    Gewijzigd,

    /// <summary>It is here just so.</summary>
    Gelijk,

    /// <summary>It is here otherwise, and stays as it is here.</summary>
    Blijft,
}

/// <summary>One thing in a bundle, by its name, and what becomes of it here.</summary>
public sealed record Bundelregel
{
    /// <summary>Where it stands in the bundle: <c>regelsets</c>, <c>catalogi/ZaakType</c>.</summary>
    public required string Deel { get; init; }
    public required string Naam { get; init; }
    public required Bundelverschil Verschil { get; init; }

    /// <summary>The fields that differ.</summary>
    public List<string> Velden { get; set; } = [];

    /// <summary>Why it stays; empty when there is nothing to say.</summary>
    public string Toelichting { get; set; } = "";
}

/// <summary>
/// One time that configuration was taken over from a bundle: one readable file with names instead of addresses, so that what was tried
/// in one organisation works in another. <c>POST import</c> takes it over, all or nothing; with <c>proef=true</c> it is done and undone,
/// and the answer tells what would have come of it. <c>GET export</c> makes such a file. Which configuration goes along is said where it is
/// defined (<see cref="Definition{T}.Moves"/>); each part asks for the rights that it asks for by itself.
/// </summary>
public sealed record Bundelimport : Resource, IResource<Bundelimport>
{
    [Computed] public DateTimeOffset Moment { get; set; }

    /// <summary>Whether it was a trial, of which nothing was kept.</summary>
    [Computed] public bool Proef { get; set; }

    /// <summary>The parts that were in the bundle.</summary>
    [Computed] public List<string> Delen { get; set; } = [];
    [Computed] public List<Bundelregel> Regels { get; set; } = [];

    /// <summary>What was in the file and has no place here, a sentence each.</summary>
    [Computed] public List<string> Opmerkingen { get; set; } = [];

    /// <summary>The parameters of the deeds.</summary>
    private sealed record Vraag
    {
        public string Delen { get; set; } = "";
        public bool Proef { get; set; }
    }

    public static void Define(Definition<Bundelimport> d) => d
        .At("imports").With(Operation.List | Operation.Read).ListsNewestFirst()
        .Allow(Operation.List | Operation.Read, "bundels.lezen", "bundels.schrijven")
        .ShownAs(i => string.Join(", ", i.Delen))
        .Action(new ResourceAction("import", ["bundels.schrijven"], OnResource: false, Bundel.Neem, Answer: typeof(Bundelimport))
        {
            AtRoot = true,
            LargestFile = Catalogusbeheer.Pakket.GrootsteBestand,
            Status = 201,
            Parameters = [("proef", Schema.Of<Vraag>().Field("proef"))],
        })
        .Action(new ResourceAction("export", ["bundels.lezen", "bundels.schrijven"], OnResource: false, Bundel.Geef)
        {
            AtRoot = true,
            Method = "GET",
            Parameters = [("delen", Schema.Of<Vraag>().Field("delen"))],
        });
}
