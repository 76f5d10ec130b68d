using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>A contact with a client about a zaak. Out of date: contactmomenten have taken its place. Zaken API 1.7,
/// resource <c>klantcontacten</c>.</summary>
public sealed record Klantcontact : Resource, IResource<Klantcontact>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }

    /// <summary>Unique; generated when absent.</summary>
    [MaxLength(14)] public string Identificatie { get; set; } = "";
    public required DateTimeOffset Datumtijd { get; set; }
    [MaxLength(20)] public string Kanaal { get; set; } = "";
    [MaxLength(200)] public string Onderwerp { get; set; } = "";
    [MaxLength(1000)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Klantcontact> d) => d
        .At("klantcontacten").Personal().WithUuid().With(Operation.List | Operation.Create | Operation.Read)
        .PartOf(k => k.Zaak)
        .ShownAs(k => k.Identificatie)
        .Allow(Operation.List | Operation.Read, "zaken.lezen")
        .Allow(Operation.Create, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Filter(k => k.Zaak)
        .Key(k => k.Identificatie).Unique("identificatie")
        .Expands()
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, c.New.Zaak), "zaak")
        .Rule("identificatie", UniekeIdentificatie, "identificatie");

    private static async ValueTask UniekeIdentificatie(Change<Klantcontact> c)
    {
        var gegeven = c.New.Identificatie.Length > 0;
        if (!gegeven && c.Faults.Count > 0) return;
        do
        {
            if (!gegeven) c.New.Identificatie = (await c.Session.Next("klantcontact")).ToString("D14", CultureInfo.InvariantCulture);
            if (!await c.Any<Klantcontact>(q => q.Is("identificatie", c.New.Identificatie))) return;
        }
        while (!gegeven);
        c.Fault("identificatie", "identificatie-niet-uniek",
            "Er is al een klantcontact met deze identificatie. Kies een andere, of laat het veld weg.");
    }
}
