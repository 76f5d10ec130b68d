using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Zaken;

public sealed partial record Zaak
{
    /// <summary>zrc-007: what belongs to a closed zaak changes only with <c>zaken.geforceerd-bijwerken</c>.</summary>
    internal static async ValueTask NietAfgesloten(Change c, Ref<Zaak> reference)
    {
        if (await c.Get(reference) is { Einddatum: not null }) VraagForceren(c);
    }

    private static ValueTask NietAfgesloten(Change<Zaak> c)
    {
        if (c.Updating && c.Old!.Einddatum is not null) VraagForceren(c);
        return default;
    }

    internal static void VraagForceren(Change c)
    {
        if (!c.Allowed("zaken.geforceerd-bijwerken"))
        {
            throw Session.Refuse(403, "permission_denied",
                "Deze zaak is afgesloten. Wijzigen kan alleen met de scope zaken.geforceerd-bijwerken.");
        }
    }

    /// <summary>zrc-007: what must be so before an end status closes the zaak.</summary>
    internal async ValueTask ControleerAfsluiten(Change c)
    {
        if (Resultaat is null)
            c.Fault("nonFieldErrors", "resultaat-does-not-exist", "Geef de zaak eerst een resultaat; daarna kan ze worden afgesloten.");
        var zaak = this;
        foreach (var deelzaak in Deelzaken)
        {
            if (await c.Lock(deelzaak) is not { Einddatum: null }) continue;
            c.Fault("nonFieldErrors", "deelzaken-not-closed",
                "Een of meer deelzaken van deze zaak zijn nog open. Sluit eerst de deelzaken af.");
            break;
        }
        if (Zaakinformatieobjecten.Count == 0) return;
        foreach (var relatie in await c.Find<Zaakinformatieobject>(q => q.Is("zaak", zaak)))
        {
            if (await c.Get(relatie.Informatieobject) is not { IndicatieGebruiksrecht: null }) continue;
            c.Fault("nonFieldErrors", "indicatiegebruiksrecht-unset",
                "Van een of meer documenten van deze zaak is niet bekend of er gebruiksrechten gelden. Vul bij elk document "
                + "indicatieGebruiksrecht.");
            return;
        }
    }

    /// <summary>A zaak is closed while its latest status is an end status: on the Dutch day of that status,
    /// with the archive dates that follow (zrc-007, zrc-021). Any other status opens it again, and then all of that is gone (zrc-008).
    /// What rests on the end of this zaak follows.</summary>
    internal async ValueTask VolgStatus(Change c, DateOnly? einddatum)
    {
        var was = Einddatum;
        if (was is null && einddatum is null) return;
        Einddatum = einddatum;
        if (einddatum is not null) await LeidArchiefAf(c);
        else (Archiefnominatie, Archiefactiedatum, StartdatumBewaartermijn) = (null, null, null);
        await c.Save(this);
        if (was != einddatum) await HerleidVerwanten(c, was is not null);
    }

    /// <summary>A deelzaak is not open while its hoofdzaak is closed.</summary>
    internal async ValueTask ControleerHeropenen(Change c)
    {
        if (Einddatum is not null && Hoofdzaak is { } hoofdzaak && await c.Lock(hoofdzaak) is { Einddatum: not null })
            c.Fault("nonFieldErrors", "hoofdzaak-closed", "De hoofdzaak van deze deelzaak is afgesloten. Heropen eerst de hoofdzaak.");
    }

    /// <summary>zrc-016, zrc-018, zrc-019, zrc-020: a type that is chosen for something of the zaak belongs to the zaak's
    /// zaaktype.</summary>
    internal static async ValueTask HoortBijZaaktype(Change c, Ref<Zaak> zaak, Ref<Zaaktype>? vanType, string wat)
    {
        if (vanType is { } zaaktype && await c.Get(zaak) is { } z && z.Zaaktype.Key != zaaktype.Key)
            c.Fault("nonFieldErrors", "zaaktype-mismatch", $"Kies een {wat} van het zaaktype van de zaak.");
    }
}
