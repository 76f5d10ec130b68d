using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Referentielijsten;

/// <summary>A kind of process of the selectielijst, under which zaaktypen fall. Referentielijsten API 0.6,
/// resource <c>procestypen</c>.</summary>
public sealed record Procestype : Resource, IResource<Procestype>
{
    [Range(0, 32767)] public required int Nummer { get; set; }

    /// <summary>The edition of the selectielijst.</summary>
    [Range(1900, 9999)] public int Jaar { get; set; }
    [MaxLength(100), NotBlank] public required string Naam { get; set; }
    [MaxLength(300), NotBlank] public required string Omschrijving { get; set; }
    public required string Toelichting { get; set; }

    /// <summary>What the process is about; how long that exists can decide how long files are kept.</summary>
    [MaxLength(80), NotBlank] public required string Procesobject { get; set; }

    public static void Define(Definition<Procestype> d) => d
        .At("procestypen").With(Operation.All).Unpaged().Rechten()
        .Filter(p => p.Jaar)
        .Unique("jaar", "nummer").Key(p => p.Nummer).OrdersBy("t.\"jaar\", t.\"nummer\"")
        .ShownAs(p => $"{p.Nummer} {p.Naam} ({p.Jaar})")
        .Rule("rl-procestype", EenPerNummer, "nummer", "jaar")
        .Rule("rl-procestype", HeeftGeenResultaten)
        .Action(Lijsten.Inlezen);

    private static async ValueTask EenPerNummer(Change<Procestype> c)
    {
        if (!c.Deleting && await c.Any<Procestype>(q => q.Is("jaar", c.New.Jaar).Is("nummer", c.New.Nummer)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("nummer", "unique", "Dit jaar heeft al een procestype met dit nummer. Kies een ander nummer.");
        }
    }

    private static async ValueTask HeeftGeenResultaten(Change<Procestype> c)
    {
        if (c.Deleting && await c.Any<Selectielijstresultaat>(q => q.Is("procesType", c.Self)))
            throw Session.Refuse(409, "in-use", "Er zijn resultaten van dit procestype. Verwijder die eerst.");
    }
}

/// <summary>Who may use the lists, the same for all of this register: they hold nothing about anyone, so anyone may read them,
/// also without a token (see
/// <see cref="Register.IsPublic"/>); whoever may read in another register may read them with one.</summary>
internal static class Lijst
{
    private static readonly string[] Lezen =
    [
        "referentielijsten.lezen", "zrc:zaken.lezen", "zrc:zaken.aanmaken", "zrc:zaken.bijwerken", "ztc:catalogi.lezen",
        "ztc:catalogi.schrijven",
        "drc:documenten.lezen", "drc:documenten.aanmaken", "brc:besluiten.lezen", "brc:besluiten.aanmaken", "ac:autorisaties.lezen",
        "nrc:notificaties.consumeren",
            "nrc:notificaties.publiceren",
    ];

    public static Definition<T> Rechten<T>(this Definition<T> d) where T : Resource => d
        .Allow(Operation.List | Operation.Read | Operation.Head, Lezen)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "referentielijsten.bijwerken");
}
