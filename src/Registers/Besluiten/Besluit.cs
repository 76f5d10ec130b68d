using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Zaken;

namespace Brink.Registers.Besluiten;

/// <summary>A decision, with or without a zaak of which it is an outcome. Besluiten API 1.1, resource <c>besluiten</c>.</summary>
public sealed record Besluit : Resource, IResource<Besluit>
{
    /// <summary>Unique within the responsible organisation; made by the server when a client gives none (brc-002).</summary>
    [MaxLength(50)] public string Identificatie { get; set; } = "";

    /// <summary>RSIN of the organisation that took the decision.</summary>
    [MaxLength(9), NotBlank, Rsin] public required string VerantwoordelijkeOrganisatie { get; set; }

    /// <summary>Must exist, be a besluittype and be published, and stays what it was (brc-001).</summary>
    [MaxLength(200)] public required Ref<Besluittype> Besluittype { get; set; }
    [MaxLength(200), Blank] public Ref<Zaak>? Zaak { get; set; }

    /// <summary>When the decision was taken: today, or before.</summary>
    public required DateOnly Datum { get; set; }
    public string Toelichting { get; set; } = "";
    [MaxLength(50)] public string Bestuursorgaan { get; set; } = "";

    /// <summary>From when the decision holds.</summary>
    public required DateOnly Ingangsdatum { get; set; }
    public DateOnly? Vervaldatum { get; set; }
    [Blank] public Vervalreden? Vervalreden { get; set; }
    [Computed] public string VervalredenWeergave { get; set; } = "";
    public DateOnly? Publicatiedatum { get; set; }

    /// <summary>When it was sent to those concerned.</summary>
    public DateOnly? Verzenddatum { get; set; }

    /// <summary>The last day for objections.</summary>
    public DateOnly? UiterlijkeReactiedatum { get; set; }

    public static void Define(Definition<Besluit> d) => d
        .At("besluiten").With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete | Operation.AuditTrail)
        .Typed(b => b.Besluittype)
        .Notifies("besluiten", "verantwoordelijkeOrganisatie", "besluittype")
        .ShownAs(b => $"{b.VerantwoordelijkeOrganisatie} - {b.Identificatie}")
        .Zoek("besluit", "Besluiten", b => b.Toelichting.Length > 0 ? Nederlands.Kort(b.Toelichting, 200) : b.Identificatie,
            b => $"{b.Identificatie}, genomen op {Tijd.Voluit(b.Datum)}", b => [b.Toelichting, b.Bestuursorgaan],
            b => [b.Identificatie], toont: b => b.Zaak?.Value)
        .Allow(Operation.List | Operation.Read, "besluiten.lezen")
        .Allow(Operation.Create, "besluiten.aanmaken")
        .Allow(Operation.Update, "besluiten.bijwerken")
        .Allow(Operation.Delete, "besluiten.verwijderen")
        .Allow(Operation.AuditTrail, "audittrails.lezen")
        .Filter(b => b.Identificatie).Filter(b => b.VerantwoordelijkeOrganisatie).Filter(b => b.Besluittype).Filter(b => b.Zaak)
        .Unique("identificatie", "verantwoordelijkeOrganisatie").Index("zaak").Openbaarheid()
        .Expands("besluittype", "zaak")
        .Rule("brc-001", TypeIsGepubliceerd, "besluittype")
        .Rule("brc-002", UniekeIdentificatie, "identificatie", "verantwoordelijkeOrganisatie")
        .Rule("brc-006", ZaakBlijft, "zaak")
        .Rule("brc-007", HoortBijZaaktype, "zaak", "besluittype")
        .Rule("datum", IsGenomen, "datum")
        .Rule("vervalreden", NoemVervalreden, "vervalreden")
        .Effect("brc-006", SpiegelBijZaak) // and with a besluit goes all that is part of it, from the store itself (brc-009)
        .Effect("zrc-021", HerleidArchief)
        .Action(new ResourceAction("besluit_verwerken", ["besluiten.aanmaken"], false, BesluitVerwerken.Verwerk, typeof(BesluitVerwerken),
            typeof(VerwerktBesluit))
        { AtRoot = true, Status = 201 });

    private static async ValueTask TypeIsGepubliceerd(Change<Besluit> c)
    {
        c.MayNotChange(b => b.Besluittype);
        if (c.Creating) Typen.MagGebruikt(c, "besluittype", await c.Get(c.New.Besluittype));
    }

    private static async ValueTask UniekeIdentificatie(Change<Besluit> c)
    {
        if (c.Deleting) return;
        var b = c.New;
        if (c.Updating)
        {
            if (!c.Has(x => x.Identificatie)) b.Identificatie = c.Old!.Identificatie;
            c.MayNotChange(x => x.Identificatie);
            c.MayNotChange(x => x.VerantwoordelijkeOrganisatie);
            return;
        }
        ValueTask<bool> Bezet() =>
            c.Any<Besluit>(q => q.Is("identificatie", b.Identificatie).Is("verantwoordelijkeOrganisatie", b.VerantwoordelijkeOrganisatie));
        if (b.Identificatie.Length > 0)
        {
            if (await Bezet())
                c.Fault("identificatie", "identificatie-niet-uniek", "Deze organisatie heeft al een besluit met deze identificatie.");
            return;
        }
        // A client may have chosen a number of this form itself, so a new one is tried until it is free.
        do
        {
            var nummer = await c.Session.Next($"besluit-{c.Today.Year}");
            b.Identificatie = string.Create(CultureInfo.InvariantCulture, $"BESLUIT-{c.Today.Year}-{nummer:D10}");
        }
        while (await Bezet());
    }

    private static ValueTask ZaakBlijft(Change<Besluit> c)
    {
        if (!c.Updating) return default;
        if (!c.Has(b => b.Zaak)) c.New.Zaak = c.Old!.Zaak;
        if ((c.New.Zaak?.Value ?? "") != (c.Old!.Zaak?.Value ?? ""))
            c.Fault("zaak", "wijzigen-niet-toegelaten", "Dit veld mag niet meer worden gewijzigd.");
        return default;
    }

    private static async ValueTask HoortBijZaaktype(Change<Besluit> c)
    {
        if (!c.Creating || c.New.Zaak is not { IsEmpty: false } reference || await c.Get(reference) is not { } zaak) return;
        if (!await Typen.BesluittypeHoortBij(c, zaak.Zaaktype, c.New.Besluittype))
            c.Fault("nonFieldErrors", "zaaktype-mismatch", "Besluiten van dit besluittype horen niet bij het zaaktype van de zaak.");
    }

    private static ValueTask IsGenomen(Change<Besluit> c)
    {
        if (!c.Deleting && c.New.Datum != c.Old?.Datum && c.New.Datum > Nederlands.Vandaag(c.Now))
            c.Fault("datum", "future_not_allowed", "Een besluit is vandaag of eerder genomen: de datum mag niet in de toekomst liggen.");
        return default;
    }

    private static ValueTask NoemVervalreden(Change<Besluit> c)
    {
        c.New.VervalredenWeergave = c.New.Vervalreden switch
        {
            Registers.Vervalreden.Tijdelijk => "Besluit met tijdelijke werking",
            Registers.Vervalreden.IngetrokkenOverheid => "Besluit ingetrokken door overheid",
            Registers.Vervalreden.IngetrokkenBelanghebbende => "Besluit ingetrokken o.v.v. belanghebbende",
            _ => "",
        };
        return default;
    }

    // The dates of a besluit can be the source of those of the zaak.
    private static async ValueTask HerleidArchief(Change<Besluit> c)
    {
        if (c.New.Zaak is { IsEmpty: false } zaak)
            await Zaken.Zaak.HerleidArchief(c, zaak, Bron, c.Old is { } oud && (c.Deleting || oud.Vervaldatum is not null));
    }

    /// <summary>Whether archive dates follow from a besluit.</summary>
    internal static bool Bron(BrondatumArchiefprocedure procedure) => procedure.Afleidingswijze is Afleidingswijze.IngangsdatumBesluit
        or Afleidingswijze.VervaldatumBesluit;

    // A zaak elsewhere keeps the relation itself.
    private static async ValueTask SpiegelBijZaak(Change<Besluit> c)
    {
        if (c.Updating || c.New.Zaak is not { IsLocal: true } zaak) return;
        if (c.Creating)
        {
            await c.Create(new Zaakbesluit { Zaak = zaak, Besluit = c.Self });
        }
        else
        {
            foreach (var spiegel in await c.Find<Zaakbesluit>(q => q.Is("besluit", c.Self)))
                await c.Delete(spiegel);
        }
    }
}
