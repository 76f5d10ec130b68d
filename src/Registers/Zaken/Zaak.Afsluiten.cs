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
            throw Session.Refuse(403, "permission_denied", "Deze zaak is afgesloten. Wijzigen kan alleen met de scope zaken.geforceerd-bijwerken.");
    }

    /// <summary>zrc-007: what must be so before an end status closes the zaak.</summary>
    internal async ValueTask ControleerAfsluiten(Change c)
    {
        if (Resultaat is null)
            c.Fault("nonFieldErrors", "resultaat-does-not-exist", "Geef de zaak eerst een resultaat; daarna kan ze worden afgesloten.");
        if (Zaakinformatieobjecten.Count == 0) return;
        var zaak = this;
        foreach (var relatie in await c.Find<Zaakinformatieobject>(q => q.Is("zaak", zaak)))
        {
            if (await c.Get(relatie.Informatieobject) is not { IndicatieGebruiksrecht: null }) continue;
            c.Fault("nonFieldErrors", "indicatiegebruiksrecht-unset",
                "Van een of meer documenten van deze zaak is niet bekend of er gebruiksrechten gelden. Vul bij elk document indicatieGebruiksrecht.");
            return;
        }
    }

    /// <summary>Closes the zaak on the day of the end status, with its archive dates (zrc-007, zrc-021).</summary>
    internal async ValueTask SluitAf(Change c, DateOnly dag)
    {
        Einddatum = dag;
        await LeidArchiefAf(c);
    }

    /// <summary>Opens a closed zaak again (zrc-008).</summary>
    internal void Heropen()
    {
        Einddatum = null;
        Archiefactiedatum = null;
        Archiefnominatie = null;
    }

    /// <summary>zrc-016, zrc-018, zrc-019, zrc-020: a type that is chosen for something of the zaak belongs to the zaak's zaaktype.</summary>
    internal static async ValueTask HoortBijZaaktype(Change c, Ref<Zaak> zaak, Ref<Zaaktype>? vanType, string wat)
    {
        if (vanType is { } zaaktype && await c.Get(zaak) is { } z && z.Zaaktype.Key != zaaktype.Key)
            c.Fault("nonFieldErrors", "zaaktype-mismatch", $"Kies een {wat} van het zaaktype van de zaak.");
    }
}
