using Brink.Engine;

namespace Brink.Registers.Catalogi;

public sealed partial record Zaaktype
{
    // What came as name or address is kept as name; the lists of addresses stay empty until somebody asks.
    private static async ValueTask Relaties(Change<Zaaktype> c)
    {
        if (c.Deleting) return;
        var z = c.New;
        var patch = c.Operation == Operation.Patch;
        if (!patch || c.Sent.Contains("besluittypen"))
            z.BesluittypeOmschrijving = await Historiemodel.Namen(c, "besluittypen", z.Besluittypen, z.Catalogus);
        if (!patch || c.Sent.Contains("deelzaaktypen"))
        {
            z.DeelzaaktypeIdentificaties = await Historiemodel.Namen(c, "deelzaaktypen", z.Deelzaaktypen, z.Catalogus);
            await Historiemodel.Bestaan<Zaaktype>(c, "deelzaaktypen", z.DeelzaaktypeIdentificaties.FindAll(i => i != z.Identificatie),
                z.Catalogus); // it may be its own part
        }
        if (!patch || c.Sent.Contains("gerelateerdeZaaktypen"))
        {
            foreach (var (i, relatie) in z.GerelateerdeZaaktypen.Index())
            {
                relatie.ZaaktypeIdentificatie = await Historiemodel.Naam(c, $"gerelateerdeZaaktypen.{i}.zaaktype", relatie.Zaaktype,
                    z.Catalogus) ?? "";
            }
        }
        z.Besluittypen = [];
        z.Deelzaaktypen = [];
        foreach (var relatie in z.GerelateerdeZaaktypen) relatie.Zaaktype = default;
    }

    // The parts of a version carry its period and its name.
    private static async ValueTask NeemDelenMee(Change<Zaaktype> c)
    {
        static (string, Ref<Catalogus>, DateOnly, DateOnly?) Gedeeld(Zaaktype z) =>
            (z.Identificatie, z.Catalogus, z.BeginGeldigheid, z.EindeGeldigheid);
        if (!c.Updating || Gedeeld(c.Old!) == Gedeeld(c.New)) return;
        await Mee<Statustype>();
        await Mee<Resultaattype>();
        await Mee<Eigenschap>();
        await Mee<Roltype>();
        await Mee<Zaakobjecttype>();
        await Mee<ZaaktypeInformatieobjecttype>();

        async ValueTask Mee<T>() where T : Resource, IDeel
        {
            foreach (var deel in await c.Find<T>(q => q.Is("zaaktype", c.Self)))
            {
                deel.Volg(c.New);
                await c.Keep(deel);
            }
        }
    }

    private static async ValueTask Vul(Derivation d, IReadOnlyList<Zaaktype> zaaktypen)
    {
        var relaties = (await d.Find<ZaaktypeInformatieobjecttype>(q => q.In("zaaktype", zaaktypen.Select(z => (object)z.Uuid))))
            .OrderBy(r => r.Volgnummer).ToLookup(r => r.Zaaktype.Uuid, r => r.InformatieobjecttypeNaam);
        var documenten = await Historiemodel.Versies<Informatieobjecttype>(d,
            from z in zaaktypen from naam in relaties[z.Uuid] select (z.Catalogus, naam));
        var besluiten = await Historiemodel.Versies<Besluittype>(d,
            from z in zaaktypen from naam in z.BesluittypeOmschrijving select (z.Catalogus, naam));
        var andere = await Historiemodel.Versies<Zaaktype>(d,
            from z in zaaktypen
            from naam in z.DeelzaaktypeIdentificaties.Concat(
                z.GerelateerdeZaaktypen.Select(r => r.ZaaktypeIdentificatie))
            select (z.Catalogus, naam));
        foreach (var z in zaaktypen)
        {
            z.InformatieobjecttypeOmschrijving = [.. relaties[z.Uuid].Distinct()];
            z.Informatieobjecttypen = Historiemodel.Adressen(d, documenten, z, z.InformatieobjecttypeOmschrijving);
            z.Besluittypen = Historiemodel.Adressen(d, besluiten, z, z.BesluittypeOmschrijving);
            z.Deelzaaktypen = Historiemodel.Adressen(d, andere, z, z.DeelzaaktypeIdentificaties);
            foreach (var relatie in z.GerelateerdeZaaktypen)
                relatie.Zaaktype = Historiemodel.Adressen(d, andere, z, [relatie.ZaaktypeIdentificatie]).FirstOrDefault();
            z.GerelateerdeZaaktypen.RemoveAll(relatie => relatie.Zaaktype.IsEmpty);
        }
    }
}
