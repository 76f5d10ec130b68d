using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Catalogusbeheer;

/// <summary>
/// One time that a catalogus, or a zaaktype with its types, was taken over from a file in the form that Open Zaak reads and writes.
/// Made by <c>POST import</c> with the file as its body; <c>GET export</c> makes such a file. They stand beside the Catalogi API,
/// to which the standard allows no operations of one's own.
/// </summary>
public sealed record Catalogusimport : Resource, IResource<Catalogusimport>
{
    /// <summary>The catalogi in which something was made.</summary>
    [Computed] public List<Ref<Catalogus>> Catalogussen { get; set; } = [];

    /// <summary>The zaaktypen that were made, all of them concepts.</summary>
    [Computed] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Computed] public DateTimeOffset Moment { get; set; }
    [Computed] public List<Importtelling> Tellingen { get; set; } = [];

    /// <summary>What was in the file and has no place here, a sentence each.</summary>
    [Computed] public List<string> Opmerkingen { get; set; } = [];

    /// <summary>The parameters of the deeds.</summary>
    private sealed record Vraag
    {
        public Ref<Catalogus>? Catalogus { get; set; }
        public Ref<Zaaktype>? Zaaktype { get; set; }
    }

    private static readonly Field Catalogusveld = Schema.Of<Vraag>().Field("catalogus"),
    Zaaktypeveld = Schema.Of<Vraag>().Field("zaaktype");

    public static void Define(Definition<Catalogusimport> d) => d
        .At("imports").With(Operation.List | Operation.Read).ListsNewestFirst()
        .Allow(Operation.List | Operation.Read, "ztc:catalogi.lezen")
        .Expands()
        .ShownAs(i => $"{string.Join(", ", i.Tellingen.Select(t => $"{t.Gemaakt} {t.Soort}"))}")
        .Action(new ResourceAction("import", ["ztc:catalogi.schrijven"], OnResource: false, Inlezer.LeesIn, Answer: typeof(Catalogusimport))
        {
            AtRoot = true,
            LargestFile = Pakket.GrootsteBestand,
            Status = 201,
            Parameters = [("catalogus", Catalogusveld)],
        })
        .Action(new ResourceAction("nieuwe-versie", ["ztc:catalogi.schrijven"], OnResource: false, Inlezer.MaakVersie, typeof(NieuweVersie),
            typeof(Catalogusimport))
        {
            AtRoot = true,
            Status = 201,
        })
        .Action(new ResourceAction("export", ["ztc:catalogi.lezen"], OnResource: false, Uitlezer.Maak)
        {
            AtRoot = true,
            Method = "GET",
            Parameters = [("catalogus", Catalogusveld), ("zaaktype", Zaaktypeveld)],
        });
}

/// <summary>A new version to be drawn up: a concept with all that the version before it has.</summary>
public sealed record NieuweVersie
{
    /// <summary>The version that it begins as a copy of.</summary>
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }

    /// <summary>The first day on which it is valid.</summary>
    public required DateOnly BeginGeldigheid { get; set; }
}

/// <summary>How many types of one kind were made, and how many were here already and are used as they are.</summary>
public sealed record Importtelling
{
    public required string Soort { get; init; }
    public int Gemaakt { get; set; }
    public int Hergebruikt { get; set; }
}
