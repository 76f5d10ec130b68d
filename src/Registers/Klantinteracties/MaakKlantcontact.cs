using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>A klantcontact with whom and what it was about, made at once: all of it, or nothing. Klantinteracties API 0.9.0,
/// <c>maak-klantcontact</c>.</summary>
public sealed record MaakKlantcontact
{
    public required Klantcontact Klantcontact { get; set; }
    public NieuweBetrokkene? Betrokkene { get; set; }
    public NieuwOnderwerpobject? Onderwerpobject { get; set; }

    internal static async ValueTask<ActionResult> Maak(ActionCall call)
    {
        var wens = (MaakKlantcontact)call.Body!;
        var fouten = new List<Fault>(await call.Make(wens.Klantcontact, "klantcontact"));
        var contact = Ref<Klantcontact>.To(wens.Klantcontact.Uuid);
        var gemaakt = new GemaaktKlantcontact
        {
            Klantcontact = wens.Klantcontact,
            Betrokkene = wens.Betrokkene?.Bij(contact),
            Onderwerpobject = wens.Onderwerpobject?.Bij(contact),
        };
        // A klantcontact that could not be made is no fault of what refers to it.
        if (gemaakt.Betrokkene is { } betrokkene)
            fouten.AddRange((await call.Make(betrokkene, "betrokkene")).Where(f => f.Name != "betrokkene.hadKlantcontact.uuid"));
        if (gemaakt.Onderwerpobject is { } onderwerp)
            fouten.AddRange((await call.Make(onderwerp, "onderwerpobject")).Where(f => f.Name != "onderwerpobject.klantcontact.uuid"));
        if (fouten.Count > 0) return new ActionResult(null, fouten);
        await call.Show(gemaakt.Klantcontact);
        if (gemaakt.Betrokkene is not null) await call.Show(gemaakt.Betrokkene);
        return new ActionResult(gemaakt);
    }
}

/// <summary>What <c>maak-klantcontact</c> has made.</summary>
public sealed record GemaaktKlantcontact
{
    public required Klantcontact Klantcontact { get; set; }
    public Betrokkene? Betrokkene { get; set; }
    public Onderwerpobject? Onderwerpobject { get; set; }
}

/// <summary>A betrokkene of the klantcontact that is made along with it.</summary>
public sealed record NieuweBetrokkene
{
    [ByUuid] public Ref<Partij>? WasPartij { get; set; }
    public Adres? Bezoekadres { get; set; }
    public Adres? Correspondentieadres { get; set; }
    public Contactnaam? Contactnaam { get; set; }
    public required Klantrol Rol { get; set; }
    [MaxLength(200)] public string Organisatienaam { get; set; } = "";
    public required bool Initiator { get; set; }

    internal Betrokkene Bij(Ref<Klantcontact> contact) => new()
    {
        HadKlantcontact = contact,
        WasPartij = WasPartij,
        Bezoekadres = Bezoekadres,
        Correspondentieadres = Correspondentieadres,
        Contactnaam = Contactnaam,
        Rol = Rol,
        Organisatienaam = Organisatienaam,
        Initiator = Initiator,
    };
}

/// <summary>An onderwerpobject of the klantcontact that is made along with it.</summary>
public sealed record NieuwOnderwerpobject
{
    [ByUuid] public Ref<Klantcontact>? WasKlantcontact { get; set; }
    public Identificator? Onderwerpobjectidentificator { get; set; }

    internal Onderwerpobject Bij(Ref<Klantcontact> contact) =>
        new() { Klantcontact = contact, WasKlantcontact = WasKlantcontact, Onderwerpobjectidentificator = Onderwerpobjectidentificator };
}
