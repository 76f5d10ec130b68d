using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>That an actor was involved in a klantcontact. Klantinteracties API 0.9.0, resource <c>actorklantcontacten</c>.</summary>
public sealed record ActorKlantcontact : Resource, IResource<ActorKlantcontact>
{
    [ByUuid] public required Ref<Actor> Actor { get; set; }
    [ByUuid] public required Ref<Klantcontact> Klantcontact { get; set; }

    public static void Define(Definition<ActorKlantcontact> d) => d
        .Klantinteractie("actorklantcontacten", "actorklantcontact").Personal()
        .GoesWith(a => a.Actor).GoesWith(a => a.Klantcontact)
        .Unique("actor", "klantcontact")
        .ZoekVerwijzing("actor", "actor").ZoekVerwijzing("klantcontact", "klantcontact")
        .Rule("uniek", NogNietVerbonden, "actor", "klantcontact")
        .Rule("actief", ActorIsActief, "actor");

    private static async ValueTask NogNietVerbonden(Change<ActorKlantcontact> c)
    {
        if (!c.Deleting && await c.Any<ActorKlantcontact>(q => q.Is("actor", c.New.Actor).Is("klantcontact", c.New.Klantcontact)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("nonFieldErrors", "unique", "Deze actor is al betrokken bij dit klantcontact.");
        }
    }

    private static async ValueTask ActorIsActief(Change<ActorKlantcontact> c)
    {
        if (!c.Deleting && c.New.Actor != c.Old?.Actor && await c.Get(c.New.Actor) is { IndicatieActief: false })
        {
            c.Fault("actor.uuid", "invalid",
                "Deze actor is niet meer actief, en mag dus niet bij een nieuw klantcontact worden betrokken.");
        }
    }
}
