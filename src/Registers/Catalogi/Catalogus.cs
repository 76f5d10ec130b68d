using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>The collection of types that one organisation (rsin) keeps for one field of work (domein). Catalogi API 1.4,
/// resource <c>catalogussen</c>.</summary>
public sealed record Catalogus : Resource, IResource<Catalogus>
{
    /// <summary>A short name of the field of work.</summary>
    [MaxLength(5)] public required string Domein { get; set; }

    /// <summary>The organisation that owns the catalogus.</summary>
    [MaxLength(9), Rsin] public required string Rsin { get; set; }
    [MaxLength(40)] public required string ContactpersoonBeheerNaam { get; set; }
    [MaxLength(20)] public string ContactpersoonBeheerTelefoonnummer { get; set; } = "";
    [MaxLength(254), EmailAddress] public string ContactpersoonBeheerEmailadres { get; set; } = "";

    /// <summary>Every version of every zaaktype in the catalogus, concepts included; so for the other two kinds.</summary>
    [Computed, Unique] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Computed, Unique] public List<Ref<Besluittype>> Besluittypen { get; set; } = [];
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [Computed, Unique] public List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; } = [];
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijving { get; set; } = [];
    [MaxLength(200)] public string? Naam { get; set; }
    [MaxLength(20)] public string? Versie { get; set; }
    public DateOnly? BegindatumVersie { get; set; }

    public static void Define(Definition<Catalogus> d) => d
        .At("catalogussen").With(Operation.All).Rechten(deel: false)
        .Filter(c => c.Domein, Compare.Equal | Compare.In)
        .Filter(c => c.Rsin, Compare.Equal | Compare.In)
        .Expands("zaaktypen", "besluittypen", "informatieobjecttypen")
        .ShownAs(c => $"{c.Domein} ({c.Rsin})")
        .Distinct("Deze organisatie (rsin) heeft al een catalogus voor dit domein. Kies een ander domein, of gebruik die catalogus.",
            "domein", "rsin")
        .Rule("ztc-017", IsLeegBijVerwijderen)
        .Derive(Vul);

    private static async ValueTask IsLeegBijVerwijderen(Change<Catalogus> c)
    {
        if (!c.Deleting) return;
        await c.Lock(c.Self); // a type that is being made at this moment waits, and then finds no catalogus
        void Erin(Query q) => q.Is("catalogus", c.Self);
        if (await c.Any<Zaaktype>(Erin) || await c.Any<Besluittype>(Erin) || await c.Any<Informatieobjecttype>(Erin))
        {
            throw Session.Refuse(409, "CATALOG_NOT_EMPTY",
                "Deze catalogus bevat nog zaaktypen, besluittypen of informatieobjecttypen. Verwijder die eerst.");
        }
    }

    private static async ValueTask Vul(Derivation d, IReadOnlyList<Catalogus> catalogussen)
    {
        var zaaktypen = await Inhoud<Zaaktype>(d, catalogussen);
        var besluittypen = await Inhoud<Besluittype>(d, catalogussen);
        var informatieobjecttypen = await Inhoud<Informatieobjecttype>(d, catalogussen);
        foreach (var c in catalogussen)
        {
            c.Zaaktypen = [.. zaaktypen[c.Uuid].Select(z => Historiemodel.Adres(d.Session, z))];
            c.Besluittypen = [.. besluittypen[c.Uuid].Select(b => Historiemodel.Adres(d.Session, b))];
            c.BesluittypeOmschrijving = [.. besluittypen[c.Uuid].Select(b => b.Omschrijving).Distinct()];
            c.Informatieobjecttypen = [.. informatieobjecttypen[c.Uuid].Select(i => Historiemodel.Adres(d.Session, i))];
            c.InformatieobjecttypeOmschrijving = [.. informatieobjecttypen[c.Uuid].Select(i => i.Omschrijving).Distinct()];
        }
    }

    private static async ValueTask<ILookup<Guid, T>> Inhoud<T>(Derivation d, IReadOnlyList<Catalogus> catalogussen)
        where T : Resource, IVersie =>
        (await d.Find<T>(q => q.In("catalogus", catalogussen.Select(c => (object)c.Uuid))))
            .OrderBy(v => v.Naam, StringComparer.Ordinal).ThenBy(v => v.BeginGeldigheid).ToLookup(v => v.Catalogus.Uuid);
}
