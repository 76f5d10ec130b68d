using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>A group into which partijen can be put. Klantinteracties API 0.9.0,
/// resource <c>categorieen</c> (experimental in the standard).</summary>
public sealed record Categorie : Resource, IResource<Categorie>
{
    [MaxLength(80)] public string Naam { get; set; } = "";

    public static void Define(Definition<Categorie> d) => d
        .Klantinteractie("categorieen", "categorie").Key(c => c.Naam).Index("naam").ShownAs(c => c.Naam)
        .Effect("relaties", LaatPartijenGaan);

    private static async ValueTask LaatPartijenGaan(Change<Categorie> c)
    {
        if (!c.Deleting) return;
        foreach (var relatie in await c.Find<CategorieRelatie>(q => q.Is("categorie", c.Self))) await c.Delete(relatie);
    }
}
