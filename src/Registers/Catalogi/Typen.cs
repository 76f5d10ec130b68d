using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>What other registers ask of the types: do they belong together, and may they be used. Each tolerates a reference to nothing,
/// and types on another server.</summary>
public static class Typen
{
    /// <summary>Reports a version of which nothing can be made yet: a concept, or one that is valid from a later day (Catalogi API,
    /// "Concepten"). What was valid before goes on serving, for there is work of past years to record too.</summary>
    public static void MagGebruikt(Change c, string veld, IVersie? versie)
    {
        if (versie is { Concept: true })
            c.Fault(veld, "not-published", $"Dit {veld} is nog een concept. Publiceer het eerst, of kies een gepubliceerd {veld}.");
        else if (versie is not null && versie.BeginGeldigheid > Nederlands.Vandaag(c.Now))
            c.Fault(veld, "invalid", $"Dit {veld} is pas geldig vanaf {Stored.Text(versie.BeginGeldigheid)}. Kies de versie die nu geldt.");
    }

    /// <summary>The statustypen of a zaaktype by volgnummer; the last one closes a zaak.</summary>
    public static async ValueTask<List<Statustype>> Statustypen(Change c, Ref<Zaaktype> zaaktype)
    {
        if (zaaktype.IsLocal) return [.. (await c.Find<Statustype>(q => q.Is("zaaktype", zaaktype))).OrderBy(s => s.Volgnummer)];
        var gevonden = new List<Statustype>();
        foreach (var een in (await c.Get(zaaktype))?.Statustypen ?? [])
            if (await c.Get(een) is { } statustype) gevonden.Add(statustype);
        return [.. gevonden.OrderBy(s => s.Volgnummer)];
    }

    /// <summary>Whether documents of this type may be attached to zaken of the zaaktype.</summary>
    public static async ValueTask<bool> InformatieobjecttypeHoortBij(Change c, Ref<Zaaktype> zaaktype,
        Ref<Informatieobjecttype> informatieobjecttype)
    {
        if (await c.Get(zaaktype) is not { } zt) return false;
        if (zt.Informatieobjecttypen.Contains(informatieobjecttype)) return true;
        if (await c.Get(informatieobjecttype) is not { } iot || iot.Catalogus.Key != zt.Catalogus.Key) return false;
        return zaaktype.IsLocal
            ? await c.Any<ZaaktypeInformatieobjecttype>(q => q.Is("zaaktype", zaaktype).Is("informatieobjecttypeNaam", iot.Omschrijving))
            : zt.InformatieobjecttypeOmschrijving.Contains(iot.Omschrijving);
    }

    /// <summary>Whether besluiten of this type may be taken in zaken of the zaaktype.</summary>
    public static async ValueTask<bool> BesluittypeHoortBij(Change c, Ref<Zaaktype> zaaktype, Ref<Besluittype> besluittype)
    {
        if (await c.Get(zaaktype) is not { } zt) return false;
        if (zt.Besluittypen.Contains(besluittype)) return true;
        return await c.Get(besluittype) is { } bt && bt.Catalogus.Key == zt.Catalogus.Key
            && zt.BesluittypeOmschrijving.Contains(bt.Omschrijving);
    }

    /// <summary>Whether besluiten of this type may be laid down in documents of that type.</summary>
    public static async ValueTask<bool> InformatieobjecttypeHoortBij(Change c, Ref<Besluittype> besluittype,
        Ref<Informatieobjecttype> informatieobjecttype)
    {
        if (await c.Get(besluittype) is not { } bt) return false;
        if (bt.Informatieobjecttypen.Contains(informatieobjecttype)) return true;
        return await c.Get(informatieobjecttype) is { } iot && iot.Catalogus.Key == bt.Catalogus.Key
            && bt.InformatieobjecttypeOmschrijvingen.Contains(iot.Omschrijving);
    }
}
