using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Documenten;

// What a document must meet, and what follows from others.
public sealed partial record Enkelvoudiginformatieobject
{
    private static async ValueTask AlleenMetLock(Change<Enkelvoudiginformatieobject> c)
    {
        // drc-009 stops every writing while somebody has the document in hand, its deletion too.
        // (An upload that was never finished is in nobody's hand.)
        if (c.Deleting && c.New is { Locked: true, Bestandsdelen.Count: 0 })
        {
            c.Fault("nonFieldErrors", "locked",
                "Dit document is vergrendeld. Ontgrendel het eerst (unlock); daarna kan het worden verwijderd.");
        }
        if (!c.Updating) return;
        if (!c.Old!.Locked)
        {
            c.Fault("nonFieldErrors", "unlocked", "Dit document is niet vergrendeld. Vergrendel het eerst (lock).");
        }
        else if (c.New.Lock.Length == 0)
        {
            if (c.Operation == Operation.Put) c.Fault("lock", "required", "Dit veld is vereist.");
            else c.Fault("nonFieldErrors", "missing-lock-id", "Stuur de waarde mee die bij het vergrendelen is gegeven (lock).");
        }
        else if (await Documentslot.Van(c.Session, c.Self) is not { } slot || slot.Lock != c.New.Lock)
        {
            c.Fault("nonFieldErrors", "incorrect-lock-id", "Dit is niet de waarde die bij het vergrendelen is gegeven.");
        }
    }

    private static async ValueTask TypeIsGepubliceerd(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting || c.Old?.Informatieobjecttype == c.New.Informatieobjecttype) return;
        Typen.MagGebruikt(c, "informatieobjecttype", await c.Get(c.New.Informatieobjecttype));
    }

    private static async ValueTask UniekeIdentificatie(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return;
        var e = c.New;
        if (c.Updating && !c.Has(x => x.Identificatie)) e.Identificatie = c.Old!.Identificatie;
        ValueTask<bool> Bezet(string identificatie) =>
            c.Any<Enkelvoudiginformatieobject>(q => q.Is("identificatie", identificatie).Is("bronorganisatie", e.Bronorganisatie)
            .Compares("uuid", "<>", e.Uuid));
        if (e.Identificatie.Length == 0) e.Identificatie = (await NieuweNummers(c.Session, e.Bronorganisatie, 1))[0];
        else if ((e.Identificatie != c.Old?.Identificatie || e.Bronorganisatie != c.Old?.Bronorganisatie) && await Bezet(e.Identificatie))
            c.Fault("identificatie", "identificatie-niet-uniek", "Deze bronorganisatie heeft al een document met deze identificatie.");
    }

    private static ValueTask StatusPastBijOntvangst(Change<Enkelvoudiginformatieobject> c)
    {
        if (!c.Deleting && c.New is { Ontvangstdatum: not null, Status: Documentstatus.InBewerking or Documentstatus.TerVaststelling })
        {
            c.Fault("status", "invalid_for_received",
                "Een ontvangen document is niet in bewerking of ter vaststelling. Kies een andere status, of laat de ontvangstdatum leeg.");
        }
        return default;
    }

    private static ValueTask OndertekendIsVastgesteld(Change<Enkelvoudiginformatieobject> c)
    {
        if (!c.Deleting && c.New is { Ondertekening: not null, Status: Documentstatus.InBewerking or Documentstatus.TerVaststelling })
        {
            c.Fault("ondertekening", "invalid",
                "Een document dat in bewerking of ter vaststelling is, is nog niet ondertekend. Kies een andere status, of laat dit veld "
                + "leeg.");
        }
        return default;
    }

    private static async ValueTask IndicatieVolgtGebruiksrechten(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting || c.New.IndicatieGebruiksrecht == c.Old?.IndicatieGebruiksrecht) return;
        if (c.Updating && !c.Has(e => e.IndicatieGebruiksrecht)) { c.New.IndicatieGebruiksrecht = c.Old!.IndicatieGebruiksrecht; return; }
        var heeft = c.Updating && await c.Any<Gebruiksrechten>(q => q.Is("informatieobject", c.Self));
        if (c.New.IndicatieGebruiksrecht == true && !heeft)
            c.Fault("indicatieGebruiksrecht", "missing-gebruiksrechten", "Leg eerst gebruiksrechten vast; de indicatie volgt daaruit.");
        else if (c.New.IndicatieGebruiksrecht != true && heeft)
            c.Fault("indicatieGebruiksrecht", "existing-gebruiksrechten", "Dit document heeft gebruiksrechten. Verwijder die eerst.");
    }

    private static async ValueTask VertrouwelijkheidVanType(Change<Enkelvoudiginformatieobject> c)
    {
        if (!c.Deleting && c.New.Vertrouwelijkheidaanduiding is null && await c.Get(c.New.Informatieobjecttype) is { } type)
            c.New.Vertrouwelijkheidaanduiding = type.Vertrouwelijkheidaanduiding;
    }

    private static async ValueTask GeenRelatiesMeer(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting && await c.Any<Objectinformatieobject>(q => q.Is("informatieobject", c.Self)))
        {
            c.Fault("nonFieldErrors", "pending-relations",
                "Dit document hoort nog bij een zaak, besluit of verzoek. Verwijder eerst die relaties.");
        }
    }
}
