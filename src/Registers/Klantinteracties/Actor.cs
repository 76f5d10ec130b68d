using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

public enum SoortActor { Medewerker, GeautomatiseerdeActor, OrganisatorischeEenheid }

/// <summary>Someone or something that works for the municipality. Klantinteracties API 0.9.0, resource <c>actoren</c>.</summary>
public sealed record Actor : Resource, IResource<Actor>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    public required SoortActor SoortActor { get; set; }

    /// <summary>Whether the actor may still be involved in new klantcontacten.</summary>
    public bool IndicatieActief { get; set; } = true;
    public Identificator? Actoridentificator { get; set; }

    /// <summary>More about the actor; the shape follows <see cref="SoortActor"/>.</summary>
    public object? ActorIdentificatie { get; set; }

    public static void Define(Definition<Actor> d)
    {
        d.Klantinteractie("actoren", "actor").Personal()
            .Shapes(a => a.ActorIdentificatie, a => a.SoortActor, (SoortActor.Medewerker, typeof(ActorMedewerker)),
                (SoortActor.GeautomatiseerdeActor, typeof(ActorGeautomatiseerd)),
                (SoortActor.OrganisatorischeEenheid, typeof(ActorEenheid)))
            .Key(a => a.Naam).ZoekInTekst("naam").Filter(a => a.SoortActor).Filter(a => a.IndicatieActief);
        Identificator.Sleutels(d, a => a.Actoridentificator);
        d.ZoekIdentificator("actoridentificator")
            .Rule("soort", SoortPast, "soortActor")
            .Effect("taken", VerlaatTaken);
    }

    // What was said about another kind of actor does not hold for this one.
    private static ValueTask SoortPast(Change<Actor> c)
    {
        if (c.Updating && c.New.SoortActor != c.Old!.SoortActor
            && c.New.ActorIdentificatie?.GetType() == c.Old.ActorIdentificatie?.GetType())
        {
            c.New.ActorIdentificatie = null;
        }
        return default;
    }

    private static async ValueTask VerlaatTaken(Change<Actor> c)
    {
        if (!c.Deleting) return;
        foreach (var taak in await c.Find<InterneTaak>(q => q.Among(typeof(Toewijzing), "taak", "uuid", t => t.Is("actor", c.Self))))
        {
            taak.WijsToe(taak.ToegewezenAanActoren.Where(a => a != c.Self));
            await c.Save(taak);
        }
    }
}

public sealed record ActorMedewerker
{
    [MaxLength(40), NotBlank] public required string Functie { get; set; }
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";
    [MaxLength(20), RegularExpression(DigitaalAdres.Telefoon), NotBlank] public required string Telefoonnummer { get; set; }
}

/// <summary>A system that acts by itself.</summary>
public sealed record ActorGeautomatiseerd
{
    [MaxLength(40), NotBlank] public required string Functie { get; set; }
    [MaxLength(200)] public string Omschrijving { get; set; } = "";
}

/// <summary>A unit of the organisation, such as a team.</summary>
public sealed record ActorEenheid
{
    [MaxLength(200)] public string Omschrijving { get; set; } = "";
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";
    [MaxLength(20)] public string Faxnummer { get; set; } = "";
    [MaxLength(20), RegularExpression(DigitaalAdres.Telefoon)] public string Telefoonnummer { get; set; } = "";
}
