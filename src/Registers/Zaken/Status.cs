using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Zaken;

/// <summary>A step that a zaak has reached. A zaak is closed while its latest status is an end status. Zaken API 1.7,
/// resource <c>statussen</c>.</summary>
public sealed partial record Status : Resource, IResource<Status>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Statustype> Statustype { get; set; }

    /// <summary>When the step was reached: not before the day on which the zaak began, not in the future,
    /// and at no moment of another status of the zaak. Of the end status, the Dutch day becomes the zaak's einddatum.</summary>
    public required DateTimeOffset DatumStatusGezet { get; set; }
    [MaxLength(1000)] public string Statustoelichting { get; set; } = "";

    /// <summary>Whether no other status of the zaak has a later <see cref="DatumStatusGezet"/>.</summary>
    [Computed] public bool IndicatieLaatstGezetteStatus { get; set; }

    /// <summary>Who set it: a rol of the zaak, or an address elsewhere that need not answer.</summary>
    [MaxLength(200), Url, MayBe(typeof(Rol))] public string Gezetdoor { get; set; } = "";
    [Computed, Unique, MaxLength(1000)] public List<Ref<Zaakinformatieobject>> Zaakinformatieobjecten { get; set; } = [];

    public static void Define(Definition<Status> d) => d
        .At("statussen").WithUuid().With(Operation.List | Operation.Create | Operation.Read | Operation.Head)
        .PartOf(s => s.Zaak)
        .ShownAs(s => Stored.Text(s.DatumStatusGezet))
        .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
        .Allow(Operation.Create, "zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen")
        .Filter(s => s.Zaak).Filter(s => s.Statustype).Filter(s => s.IndicatieLaatstGezetteStatus)
        .Expands("zaak", "statustype", "gezetdoor", "zaakinformatieobjecten")
        .Rule("zrc-008", MagGezetWorden, "zaak", "statustype")
        .Rule("zrc-016", HoortBijZaaktype, "zaak", "statustype")
        .Rule("moment", MomentKan, "zaak", "datumStatusGezet")
        .Rule("zrc-007", KanAfsluiten, "zaak", "statustype", "datumStatusGezet")
        .Rule("gezetdoor", GezetDoorRolVanZaak, "zaak", "gezetdoor")
        .Rule("laatst-gezet", BepaalLaatste, "zaak", "datumStatusGezet")
        .Effect("zrc-007", WerkZaakBij);

    // Refuses with 403, so it comes before what is wrong with the status itself.
    private static async ValueTask MagGezetWorden(Change<Status> c)
    {
        if (await c.Get(c.New.Zaak) is not { } zaak || await c.Get(c.New.Statustype) is not { } type) return;
        if (zaak.Einddatum is null)
        {
            if (zaak.Status is not null && !c.Allowed("zaken.statussen.toevoegen", "zaken.heropenen"))
            {
                throw Session.Refuse(403, "permission_denied",
                    "Met de scope zaken.aanmaken mag u alleen de eerste status zetten. Vraag de scope zaken.statussen.toevoegen aan.");
            }
        }
        else if (type.IsEindstatus)
        {
            Zaken.Zaak.VraagForceren(c);
        }
        else if (!c.Allowed("zaken.heropenen"))
        {
            throw Session.Refuse(403, "permission_denied", "Deze zaak is afgesloten. Heropenen kan alleen met de scope zaken.heropenen.");
        }
    }

    private static async ValueTask HoortBijZaaktype(Change<Status> c) =>
        await Zaken.Zaak.HoortBijZaaktype(c, c.New.Zaak, (await c.Get(c.New.Statustype))?.Zaaktype, "statustype");

    private static async ValueTask GezetDoorRolVanZaak(Change<Status> c)
    {
        if (await Zetter(c) is { } rol ? rol.Zaak != c.New.Zaak : c.New.Gezetdoor.StartsWith("~/", StringComparison.Ordinal))
            c.Fault("gezetdoor", "zaak-mismatch", "Noem een rol van dezelfde zaak, of een adres buiten deze organisatie.");
    }

    private static ValueTask<Rol?> Zetter(Change<Status> c) => c.New.Gezetdoor.StartsWith("~/", StringComparison.Ordinal)
        ? c.Get(new Ref<Rol>(c.New.Gezetdoor)) : default;

    private static async ValueTask BepaalLaatste(Change<Status> c) =>
        c.New.IndicatieLaatstGezetteStatus = await Vorige(c) is not { } vorige || vorige.DatumStatusGezet < c.New.DatumStatusGezet;

    private static async ValueTask WerkZaakBij(Change<Status> c)
    {
        if (!c.Creating || await c.Get(c.New.Zaak) is not { } zaak) return;
        if (c.New.IndicatieLaatstGezetteStatus)
        {
            if (await Vorige(c) is { } vorige)
            {
                vorige.IndicatieLaatstGezetteStatus = false;
                await c.Keep(vorige);
            }
            zaak.Status = c.Self;
            await c.Keep(zaak);
        }
        if (await Zetter(c) is { } rol)
        {
            rol.Statussen.Add(c.Self);
            await c.Keep(rol);
        }
        if (c.New.IndicatieLaatstGezetteStatus)
        {
            await zaak.VolgStatus(c, await c.Get(c.New.Statustype) is { IsEindstatus: true }
                ? DutchClock.Day(c.New.DatumStatusGezet) : null);
        }
    }
}
