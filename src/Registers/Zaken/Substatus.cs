using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>Whom a substatus is meant for.</summary>
public enum Doelgroep { Betrokkenen, Intern }

/// <summary>How far a zaak is within the step that it has reached, in words. Not in the standard: an extension of Open Zaak,
/// resource <c>substatussen</c>.</summary>
public sealed record Substatus : Resource, IResource<Substatus>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }

    /// <summary>The status that it tells more about; the latest of the zaak when a client names none.</summary>
    [MaxLength(1000)] public Ref<Status>? Status { get; set; }
    [MaxLength(200), NotBlank] public required string Omschrijving { get; set; }
    public required DateTimeOffset Tijdstip { get; set; }
    public Doelgroep Doelgroep { get; set; }

    public static void Define(Definition<Substatus> d) => d
        .At("substatussen").WithUuid().With(Operation.List | Operation.Create | Operation.Read | Operation.Head)
        .PartOf(s => s.Zaak)
        .ShownAs(s => s.Omschrijving)
        .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
        .Allow(Operation.Create, "zaken.statussen.toevoegen", "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Filter(s => s.Zaak).Filter(s => s.Status)
        .Expands("zaak", "status")
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, c.New.Zaak), "zaak")
        .Rule("status", BijStatus, "zaak", "status")
        .Rule("moment", NietInToekomst, "tijdstip");

    private static async ValueTask BijStatus(Change<Substatus> c)
    {
        if (await c.Get(c.New.Zaak) is not { } zaak) return;
        if (c.New.Status is { IsEmpty: false } genoemd)
        {
            if (await c.Get(genoemd) is { } status && status.Zaak != c.New.Zaak)
                c.Fault("status", "zaak-mismatch", "Kies een status van dezelfde zaak.");
        }
        else if (zaak.Status is { } laatste)
        {
            c.New.Status = laatste;
        }
        else
        {
            c.Fault("status", "required", "Deze zaak heeft nog geen status. Zet eerst een status; daarbij past dan een substatus.");
        }
    }

    private static ValueTask NietInToekomst(Change<Substatus> c)
    {
        Zaken.Status.NietInToekomst(c, "tijdstip", c.New.Tijdstip);
        return default;
    }
}
