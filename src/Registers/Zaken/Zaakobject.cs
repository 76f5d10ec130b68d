using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Zaken;

/// <summary>Something that a zaak is about: an address, a building, a person, or anything that has an address at some register.
/// Zaken API 1.7, resource
/// <c>zaakobjecten</c>.</summary>
public sealed record Zaakobject : Resource, IResource<Zaakobject>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }

    /// <summary>Where the object is registered. Without it, <see cref="ObjectIdentificatie"/> says which object is meant.</summary>
    [MaxLength(1000), Url, MustExist] public string Object { get; set; } = "";
    [MaxLength(1000)] public Ref<Zaakobjecttype> Zaakobjecttype { get; set; }
    public required Objecttype ObjectType { get; set; }

    /// <summary>What kind of object it is when <see cref="ObjectType"/> is <c>overige</c>.</summary>
    [MaxLength(100), RegularExpression(@"[a-z\_]+")] public string ObjectTypeOverige { get; set; } = "";
    public ObjectTypeOverigeDefinitie? ObjectTypeOverigeDefinitie { get; set; }
    [MaxLength(80)] public string Relatieomschrijving { get; set; } = "";

    /// <summary>Which object it is; the shape follows <see cref="ObjectType"/>. Besluiten,
    /// documents and statuses have an address only.</summary>
    public object? ObjectIdentificatie { get; set; }

    public static void Define(Definition<Zaakobject> d) => d
        .At("zaakobjecten").Personal().WithUuid()
        .PartOf(o => o.Zaak).ListedIn<Zaak>(z => z.Zaakobjecten)
        .Shapes(o => o.ObjectIdentificatie, o => o.ObjectType,
            (Objecttype.Adres, typeof(ObjectAdres)), (Objecttype.Besluit, null), (Objecttype.Buurt, typeof(ObjectBuurt)),
            (Objecttype.EnkelvoudigDocument, null), (Objecttype.Gemeente, typeof(ObjectGemeente)),
            (Objecttype.GemeentelijkeOpenbareRuimte, typeof(ObjectGemeentelijkeOpenbareRuimte)),
            (Objecttype.Huishouden, typeof(ObjectHuishouden)),
            (Objecttype.Inrichtingselement, typeof(ObjectInrichtingselement)),
            (Objecttype.KadastraleOnroerendeZaak, typeof(ObjectKadastraleOnroerendeZaak)),
            (Objecttype.Kunstwerkdeel, typeof(ObjectKunstwerkdeel)),
            (Objecttype.MaatschappelijkeActiviteit, typeof(ObjectMaatschappelijkeActiviteit)),
            (Objecttype.Medewerker, typeof(RolMedewerker)), (Objecttype.NatuurlijkPersoon, typeof(RolNatuurlijkPersoon)),
            (Objecttype.NietNatuurlijkPersoon, typeof(RolNietNatuurlijkPersoon)), (Objecttype.OpenbareRuimte, typeof(ObjectOpenbareRuimte)),
            (Objecttype.OrganisatorischeEenheid, typeof(RolOrganisatorischeEenheid)), (Objecttype.Pand, typeof(ObjectPand)),
            (Objecttype.Spoorbaandeel, typeof(ObjectSpoorbaandeel)), (Objecttype.Status, null),
            (Objecttype.Terreindeel, typeof(ObjectTerreindeel)),
            (Objecttype.TerreinGebouwdObject, typeof(ObjectTerreinGebouwdObject)), (Objecttype.Vestiging, typeof(RolVestiging)),
            (Objecttype.Waterdeel, typeof(ObjectWaterdeel)), (Objecttype.Wegdeel, typeof(ObjectWegdeel)),
            (Objecttype.Wijk, typeof(ObjectWijk)),
            (Objecttype.Woonplaats, typeof(ObjectWoonplaats)), (Objecttype.WozDeelobject, typeof(ObjectWozDeelobject)),
            (Objecttype.WozObject, typeof(ObjectWozObject)), (Objecttype.WozWaarde, typeof(ObjectWozWaarde)),
            (Objecttype.ZakelijkRecht, typeof(ObjectZakelijkRecht)), (Objecttype.Overige, typeof(ObjectOverige)))
        .ShownAs(o => o.Relatieomschrijving.Length > 0 ? o.Relatieomschrijving : EnumNames.Name(o.ObjectType))
        .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
        .Allow(Operation.Create, "zaken.aanmaken", "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Allow(Operation.Update, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Allow(Operation.Delete, "zaken.bijwerken", "zaken.geforceerd-bijwerken", "zaken.verwijderen")
        .Filter(o => o.Zaak).Filter(o => o.Object).Filter(o => o.ObjectType)
        .Index("object") // which zaken are about this object
        .ZoektMee(o => Plaatsen.Van(o.ObjectIdentificatie))
        .Expands("zaak", "zaakobjecttype")
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, (c.Old ?? c.New).Zaak), "zaak")
        .Rule("relatie-blijft", RelatieBlijft)
        .Rule("zaakobjecttype", HoortBijZaaktype, "zaakobjecttype", "zaak")
        .Rule("overige", OverigeIsBeschreven, "objectType", "objectTypeOverige", "object", "objectIdentificatie")
        .Effect("zrc-021", c => Zaken.Zaak.HerleidArchief(c, c.New.Zaak,
            p => p.Afleidingswijze == Afleidingswijze.Zaakobject && (p.Objecttype is null || p.Objecttype == c.New.ObjectType),
            c.Old is not null));

    private static ValueTask RelatieBlijft(Change<Zaakobject> c)
    {
        if (!c.Updating) return default;
        c.MayNotChange(o => o.Zaak);
        c.MayNotChange(o => o.Object);
        c.MayNotChange(o => o.ObjectType);
        return default;
    }

    private static async ValueTask HoortBijZaaktype(Change<Zaakobject> c)
    {
        if (!c.Deleting) await Zaken.Zaak.HoortBijZaaktype(c, c.New.Zaak, (await c.Get(c.New.Zaakobjecttype))?.Zaaktype, "zaakobjecttype");
    }

    private static async ValueTask OverigeIsBeschreven(Change<Zaakobject> c)
    {
        var o = c.New;
        if (c.Deleting) return;
        if (o.ObjectType == Objecttype.Overige && o.ObjectTypeOverige.Length == 0 && o.ObjectTypeOverigeDefinitie is null)
            c.Fault("objectTypeOverige", "missing-object-type-overige", "Schrijf in objectTypeOverige wat voor object het is.");
        if (o.ObjectTypeOverigeDefinitie is not { } definitie) return;
        if (o.ObjectType != Objecttype.Overige)
        {
            c.Fault("objectTypeOverigeDefinitie", "invalid-object-type-overige-definitie",
                "Een definitie hoort alleen bij objectType overige.");
        }
        if (o.Object.Length == 0) c.Fault("object", "required", "Geef het adres van het object; de definitie beschrijft wat daar staat.");
        if (o.ObjectIdentificatie is not null)
        {
            c.Fault("objectIdentificatie", "invalid-object-identificatie",
                "Laat objectIdentificatie weg: bij een definitie staan de gegevens op het adres van het object.");
        }
        if (c.Faults.Count == 0 && definitie != c.Old?.ObjectTypeOverigeDefinitie) await VoldoetAanDefinitie(c, definitie);
    }

    // Both are read by the paths that the definition gives; only plain paths such as .record.data are understood.
    private static async ValueTask VoldoetAanDefinitie(Change<Zaakobject> c, ObjectTypeOverigeDefinitie definitie)
    {
        if (JsonPad.Lees(await c.Fetch(definitie.Url), definitie.Schema) is not { ValueKind: JsonValueKind.Object })
            c.Fault("objectTypeOverigeDefinitie.schema", "invalid-jq", "Op dit pad staat geen JSON-schema in het objecttype.");
        if (JsonPad.Lees(await c.Fetch(c.New.Object), definitie.ObjectData) is null)
            c.Fault("objectTypeOverigeDefinitie.objectData", "invalid-jq", "Op dit pad staan geen gegevens in het object.");
    }
}

/// <summary>Where the kind of an object is defined, and where its data stand in what its address answers.</summary>
public sealed record ObjectTypeOverigeDefinitie
{
    [MaxLength(1000), Url, MustExist] public required string Url { get; set; }

    /// <summary>The path of the JSON schema within the objecttype, such as <c>.jsonSchema</c>.</summary>
    [MaxLength(100)] public required string Schema { get; set; }

    /// <summary>The path of the data within the object, such as <c>.record.data</c>.</summary>
    [MaxLength(100)] public required string ObjectData { get; set; }
}

/// <summary>The simplest of jq: a row of names, each after a dot.</summary>
internal static class JsonPad
{
    internal static JsonElement? Lees(JsonElement? json, string pad)
    {
        if (json is not { } at || !pad.StartsWith('.')) return null;
        foreach (var naam in pad.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(naam, out var volgende)) return null;
            at = volgende;
        }
        return at;
    }
}
