using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

/// <summary>That a partij is in a categorie, from one day to another. Klantinteracties API 0.9.0,
/// resource <c>categorie-relaties</c> (experimental in the standard).</summary>
public sealed record CategorieRelatie : Resource, IResource<CategorieRelatie>
{
    [ByUuid] public Ref<Partij>? Partij { get; set; }
    public CategorieVerwijzing? Categorie { get; set; }

    /// <summary>Today, when a client does not say.</summary>
    public DateOnly? BeginDatum { get; set; }
    public DateOnly? EindDatum { get; set; }

    private static readonly Step Van = new(typeof(Categorie), "uuid", "categorie");

    public static void Define(Definition<CategorieRelatie> d) => d
        .Klantinteractie("categorie-relaties", "categorierelatie").Personal().HiddenUnless(q => Beperking.VrijePartij(q, "partij"))
        .GoesWith(r => r.Partij)
        .Key("categorie", Kind.Uuid, r => r.Categorie?.Uuid).Index("categorie")
        .Filter(r => r.BeginDatum).Filter(r => r.EindDatum)
        .ZoekPersoon("partij", "partij").Zoek("partij__nummer", Afspraken.Persoon, "nummer", new Step(typeof(Partij), "uuid", "partij"))
        .ZoekVerwijzing("categorie", "categorie").Zoek("categorie__naam", Afspraken.Tekst, "naam", Van)
        .Rule("categorie", KenCategorie, "categorie")
        .Rule("beginDatum", BeginVandaag, "beginDatum")
        .Derive(NoemCategorie);

    private static async ValueTask KenCategorie(Change<CategorieRelatie> c)
    {
        if (c.Deleting || c.New.Categorie is not { } verwijzing) return;
        verwijzing.Url = Ref<Categorie>.To(verwijzing.Uuid);
        if (await c.Get(verwijzing.Url) is null) c.Fault("categorie.uuid", "invalid", "Er is geen categorie met deze uuid.");
    }

    private static ValueTask BeginVandaag(Change<CategorieRelatie> c)
    {
        if (c.Creating) c.New.BeginDatum ??= c.Today;
        return default;
    }

    private static async ValueTask NoemCategorie(Derivation d, IReadOnlyList<CategorieRelatie> relaties)
    {
        var namen = (await d.Find<Categorie>(q =>
            q.In("uuid", relaties.Where(r => r.Categorie is not null).Select(r => (object)r.Categorie!.Uuid).Distinct())))
            .ToDictionary(c => c.Uuid, c => c.Naam);
        foreach (var r in relaties) if (r.Categorie is { } verwijzing) verwijzing.Naam = namen.GetValueOrDefault(verwijzing.Uuid, "");
    }
}

/// <summary>A reference to a categorie, answered with its name.</summary>
public sealed record CategorieVerwijzing
{
    public required Guid Uuid { get; set; }
    [Computed, MaxLength(1000)] public Ref<Categorie> Url { get; set; }
    [Computed, Derived] public string Naam { get; set; } = "";
}
