using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Privacy;

namespace Brink.Registers.Zaken;

/// <summary>The part that a person or organisation plays in a zaak. Zaken API 1.7, resource <c>rollen</c>.</summary>
public sealed record Rol : Resource, IResource<Rol>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }

    /// <summary>Where the betrokkene is described, at any server; besides or instead of <see cref="BetrokkeneIdentificatie"/>.</summary>
    [Person, MaxLength(1000), Url] public string Betrokkene { get; set; } = "";
    public required BetrokkeneType BetrokkeneType { get; set; }

    /// <summary>The name that the betrokkene goes by in this zaak, when it is not the registered one.</summary>
    [MaxLength(625)] public string AfwijkendeNaamBetrokkene { get; set; } = "";
    [MaxLength(1000)] public required Ref<Roltype> Roltype { get; set; }

    /// <summary>Both descriptions are those of the roltype on the day the rol was made.</summary>
    [Computed] public string Omschrijving { get; set; } = "";
    [Computed] public string OmschrijvingGeneriek { get; set; } = "";
    [MaxLength(1000)] public required string Roltoelichting { get; set; }
    [Computed] public DateTimeOffset Registratiedatum { get; set; }

    /// <summary>Whether the betrokkene acts for someone else, or lets someone else act.</summary>
    [Blank] public IndicatieMachtiging? IndicatieMachtiging { get; set; }
    public ContactPersoonRol? ContactpersoonRol { get; set; }

    /// <summary>The statuses that were set by this betrokkene.</summary>
    [Computed, Unique, MaxLength(1000)] public List<Ref<Status>> Statussen { get; set; } = [];

    /// <summary>Who it is; the shape follows <see cref="BetrokkeneType"/>.</summary>
    public object? BetrokkeneIdentificatie { get; set; }

    public static void Define(Definition<Rol> d)
    {
        d.At("rollen").Personal().WithUuid().With(Operation.Immutable | Operation.Put)
            .PartOf(r => r.Zaak).ListedIn<Zaak>(z => z.Rollen)
            .Shapes(r => r.BetrokkeneIdentificatie, r => r.BetrokkeneType,
                (BetrokkeneType.NatuurlijkPersoon, typeof(RolNatuurlijkPersoon)),
                (BetrokkeneType.NietNatuurlijkPersoon, typeof(RolNietNatuurlijkPersoon)),
                (BetrokkeneType.Vestiging, typeof(RolVestiging)),
                (BetrokkeneType.OrganisatorischeEenheid, typeof(RolOrganisatorischeEenheid)),
                (BetrokkeneType.Medewerker, typeof(RolMedewerker)))
            .ShownAs(r => r.Omschrijving)
            .HiddenUnless(q => Beperking.Vrij(Beperking.Vrij(Beperking.Vrij(q, "inpBsn"), "inpA_nummer", "A-nummer"), "anpIdentificatie",
                "ANP-identificatie"))
            .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
            .Allow(Operation.Create | Operation.Put | Operation.Delete, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
            .Filter(r => r.Zaak).Filter(r => r.Betrokkene).Filter(r => r.BetrokkeneType).Filter(r => r.Roltype).Filter(r => r.Omschrijving)
            .Key(r => r.OmschrijvingGeneriek).Filter("omschrijvingGeneriek", Schema.Of<Roltype>().Field("omschrijvingGeneriek"),
                "omschrijvingGeneriek");
        foreach (var (filter, veld, kolom) in Zaken.Betrokkene.Nummers)
            d.Key(kolom, Kind.Text, r => Zaken.Betrokkene.Van(r.BetrokkeneIdentificatie, veld)).Filter(filter, veld, kolom);
        d.Key("persoonsnaam", Kind.Text, r => r.BetrokkeneIdentificatie is RolNatuurlijkPersoon { Geslachtsnaam.Length: > 0 } p
                ? Zaken.Betrokkene.Naamsleutel(p.Geslachtsnaam) : null)
            .Key("geboren", Kind.Text, r => r.BetrokkeneIdentificatie is RolNatuurlijkPersoon { Geboortedatum: { Length: > 0 } dag }
                ? dag : null);

        // A resident's and a business's own zaken, and a case worker's worklist, start from these numbers.
        d.Index("inpBsn").Index("innNnpId").Index("vestigingsNummer").Index("medewerker").Index("persoonsnaam", "geboren")
            .Expands("zaak", "roltype", "statussen")
            .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, (c.Old ?? c.New).Zaak), "zaak")
            .Rule("zrc-019", NeemRoltypeOver, "roltype", "zaak")
            .Rule("betrokkene", IsIemand, "betrokkene", "betrokkeneType", "betrokkeneIdentificatie");
    }

    // As Open Zaak: a part that nobody plays is a mistake of who sends it.
    private static ValueTask IsIemand(Change<Rol> c)
    {
        if (!c.Deleting && c.New.Betrokkene.Length == 0 && Zaken.Betrokkene.IsLeeg(c.New.BetrokkeneIdentificatie))
        {
            c.Fault("nonFieldErrors", "invalid-betrokkene",
                "Zeg wie de betrokkene is: met een adres (betrokkene) of met gegevens (betrokkeneIdentificatie).");
        }
        return default;
    }

    private static async ValueTask NeemRoltypeOver(Change<Rol> c)
    {
        if (c.Updating)
        {
            c.MayNotChange(r => r.Zaak);
            c.MayNotChange(r => r.Roltype);
        }
        if (!c.Creating || await c.Get(c.New.Roltype) is not { } roltype) return;
        await Zaken.Zaak.HoortBijZaaktype(c, c.New.Zaak, roltype.Zaaktype, "roltype");
        c.New.Omschrijving = roltype.Omschrijving;
        c.New.OmschrijvingGeneriek = EnumNames.Name(roltype.OmschrijvingGeneriek);
        c.New.Registratiedatum = c.Now;
    }
}

/// <summary>Whom to speak to on behalf of a betrokkene that is an organisation.</summary>
public sealed record ContactPersoonRol
{
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";
    [MaxLength(50)] public string Functie { get; set; } = "";
    [MaxLength(20)] public string Telefoonnummer { get; set; } = "";
    [MaxLength(40)] public required string Naam { get; set; }
}
