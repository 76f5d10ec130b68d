using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

public enum Taakstatus { TeVerwerken, Verwerkt }

/// <summary>Something to be done within the municipality because of a klantcontact, such as calling back. Klantinteracties API 0.9.0,
/// resource <c>internetaken</c>.</summary>
public sealed record InterneTaak : Resource, IResource<InterneTaak>
{
    /// <summary>Made by the server when a client gives none.</summary>
    [MaxLength(10), RegularExpression(Nummers.Cijfers), Deprecated] public string? Nummer { get; set; }
    [MaxLength(10), RegularExpression(Nummers.Cijfers)] public string? Referentienummer { get; set; }
    [MaxLength(200), NotBlank] public required string GevraagdeHandeling { get; set; }
    [ByUuid] public required Ref<Klantcontact> AanleidinggevendKlantcontact { get; set; }

    /// <summary>The first of <see cref="ToegewezenAanActoren"/>; a client gives one of both.</summary>
    [ByUuid, Deprecated] public Ref<Actor> ToegewezenAanActor { get; set; }
    [ByUuid] public List<Ref<Actor>> ToegewezenAanActoren { get; set; } = [];
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    public required Taakstatus Status { get; set; }
    [Computed] public DateTimeOffset ToegewezenOp { get; set; }

    /// <summary>Now, when a taak is done and a client does not say when; empty while there is still work to do.</summary>
    public DateTimeOffset? AfgehandeldOp { get; set; }

    private static readonly Step Toewijzingen = new(typeof(Toewijzing), "taak"),
    Contact = new(typeof(Klantcontact), "uuid", "aanleidinggevendKlantcontact");

    public static void Define(Definition<InterneTaak> d) => d
        .Klantinteractie("internetaken", "internetaak").Personal()
        .Notifies("internetaken", "nummer", "status")
        .ShownAs(t => t.Nummer ?? "")
        .GoesWith(t => t.AanleidinggevendKlantcontact)
        .Unique("nummer").Unique("referentienummer").Index("status")
        .Filter(t => t.Nummer).Filter(t => t.Referentienummer).Filter(t => t.Status).Filter(t => t.ToegewezenOp)
        .ZoekVerwijzing("aanleidinggevendKlantcontact", "aanleidinggevendKlantcontact")
        .Zoek("klantcontact__uuid", Afspraken.Uuid, "aanleidinggevendKlantcontact")
        .Zoek("klantcontact__nummer", Afspraken.Tekst, "nummer", Contact)
            .Zoek("klantcontact__referentienummer", Afspraken.Tekst, "referentienummer", Contact)
        .ZoekVerwijzing("toegewezenAanActor", "actor", Toewijzingen)
        .Zoek("actoren__naam", Afspraken.Tekst, "naam", Toewijzingen, new Step(typeof(Actor), "uuid", "actor"))
        .Rule("nummer", GeefNummer, "nummer")
        .Rule("referentienummer", Referentie, "referentienummer")
        .Rule("actoren", EenVanBeide, "toegewezenAanActor", "toegewezenAanActoren")
        .Rule("afgehandeldOp", Afgehandeld, "afgehandeldOp", "status")
        .Effect("toewijzingen", HoudToewijzingenBij);

    internal void WijsToe(IEnumerable<Ref<Actor>> actoren)
    {
        ToegewezenAanActoren = [.. actoren.Distinct()];
        ToegewezenAanActor = ToegewezenAanActoren.FirstOrDefault();
    }

    private static async ValueTask GeefNummer(Change<InterneTaak> c) => c.New.Nummer = await Nummers.Kies(c, c.New.Nummer, c.Old?.Nummer);

    private static ValueTask Referentie(Change<InterneTaak> c)
    {
        if (c.New.Referentienummer is "") c.New.Referentienummer = null;
        return Nummers.Uniek(c, "referentienummer", c.New.Referentienummer);
    }

    private static ValueTask EenVanBeide(Change<InterneTaak> c)
    {
        if (c.Deleting) return default;
        var (een, lijst) = (c.Has(t => t.ToegewezenAanActor), c.Has(t => t.ToegewezenAanActoren));
        // (An answer shows both: sent back, they say the same.)
        if (een && lijst && (c.Creating || c.New.ToegewezenAanActoren.FirstOrDefault() != c.New.ToegewezenAanActor))
            c.Fault("nonFieldErrors", "invalid", "Geef 'toegewezenAanActor' of 'toegewezenAanActoren', niet allebei.");
        else if (!een && !lijst && c.Operation != Operation.Patch)
            c.Fault("nonFieldErrors", "invalid", "Geef 'toegewezenAanActor' of 'toegewezenAanActoren'.");
        else if (lijst) c.New.WijsToe(c.New.ToegewezenAanActoren);
        else if (een) c.New.WijsToe([c.New.ToegewezenAanActor]);
        return default;
    }

    private static ValueTask Afgehandeld(Change<InterneTaak> c)
    {
        if (c.Creating) c.New.ToegewezenOp = c.Now;
        if (c.Deleting) return default;
        if (c.New.Status == Taakstatus.Verwerkt) c.New.AfgehandeldOp ??= c.Now;
        else if (c.New.AfgehandeldOp is not null && c.Has(t => t.AfgehandeldOp))
            c.Fault("afgehandeldOp", "invalid", "Alleen een taak met status 'verwerkt' kan een datum hebben waarop die is afgehandeld.");
        else c.New.AfgehandeldOp = null;
        return default;
    }

    private static async ValueTask HoudToewijzingenBij(Change<InterneTaak> c)
    {
        if (c.Deleting || c.Old?.ToegewezenAanActoren.SequenceEqual(c.New.ToegewezenAanActoren) == true) return;
        foreach (var oude in await c.Find<Toewijzing>(q => q.Is("taak", c.Self))) await c.Delete(oude);
        foreach (var actor in c.New.ToegewezenAanActoren) await c.Create(new Toewijzing { Taak = c.Self, Actor = actor });
    }
}
