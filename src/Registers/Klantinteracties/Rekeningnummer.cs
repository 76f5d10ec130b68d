using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

/// <summary>A bank account of a partij. Klantinteracties API 0.9.0, resource <c>rekeningnummers</c>.</summary>
public sealed record Rekeningnummer : Resource, IResource<Rekeningnummer>
{
    [ByUuid] public Ref<Partij>? Partij { get; set; }
    [Person, MaxLength(34), RegularExpression("^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{1,30}$"), NotBlank] public required string Iban { get; set; }
    [StringLength(11, MinimumLength = 8), RegularExpression(@"^\S+$")] public string Bic { get; set; } = "";

    public static void Define(Definition<Rekeningnummer> d) => d
        .Klantinteractie("rekeningnummers", "rekeningnummer").Personal().HiddenUnless(q => Beperking.VrijePartij(q, "partij"))
        .GoesWith(r => r.Partij)
        .Filter(r => r.Iban).Filter(r => r.Bic).Filter("uuid", Afspraken.Uuid, (q, uuid) => q.Is("uuid", uuid))
        .Effect("voorkeur", VoorkeurVervalt);

    private static ValueTask VoorkeurVervalt(Change<Rekeningnummer> c)
    {
        var vorige = c.Deleting ? c.New.Partij : c.Old?.Partij;
        return c.Deleting || vorige != c.New.Partij ? Vergeet(c, vorige, c.Self) : default;
    }

    // A partij prefers only what is its own.
    private static async ValueTask Vergeet(Change c, Ref<Partij>? van, Ref<Rekeningnummer> rekening)
    {
        if (van is not { } verwijzing || c.Session.IsGone(verwijzing) || await c.Get(verwijzing) is not { } partij
            || partij.VoorkeursRekeningnummer != rekening)
        {
            return;
        }
        partij.VoorkeursRekeningnummer = null;
        await c.Save(partij);
    }

    /// <summary>Makes it an account of another partij, or of none.</summary>
    internal static async ValueTask Verhuis(Change c, Rekeningnummer rekening, Ref<Partij>? naar)
    {
        await Vergeet(c, rekening.Partij, Ref<Rekeningnummer>.To(rekening.Uuid));
        rekening.Partij = naar;
        await c.Save(rekening);
    }
}
