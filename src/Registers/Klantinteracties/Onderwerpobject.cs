using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>What a klantcontact was about: an object in another register, such as a zaak, or an earlier klantcontact.
/// Klantinteracties API 0.9.0, resource
/// <c>onderwerpobjecten</c>.</summary>
public sealed record Onderwerpobject : Resource, IResource<Onderwerpobject>
{
    [ByUuid] public Ref<Klantcontact>? Klantcontact { get; set; }

    /// <summary>The earlier klantcontact that it was about.</summary>
    [ByUuid] public Ref<Klantcontact>? WasKlantcontact { get; set; }
    public Identificator? Onderwerpobjectidentificator { get; set; }

    public static void Define(Definition<Onderwerpobject> d)
    {
        d.Klantinteractie("onderwerpobjecten", "onderwerpobject").Personal()
            .GoesWith(o => o.Klantcontact).GoesWith(o => o.WasKlantcontact)
            .ZoekVerwijzing("klantcontact", "klantcontact").ZoekVerwijzing("wasKlantcontact", "wasKlantcontact");
        Identificator.Sleutels(d, o => o.Onderwerpobjectidentificator);
        d.ZoekIdentificator("onderwerpobjectidentificator")
            .DeleteTakes<BehoudenContacten>("cascade", Schema.Of<Verwijderd>().Field("cascade"))
            .Effect("cascade", RuimOp);
    }

    private sealed record Verwijderd
    {
        /// <summary>Deletes the klantcontacten too, with the digital addresses that only they had;
        /// not those that another onderwerpobject refers to.</summary>
        public bool Cascade { get; set; }
    }

    private static async ValueTask RuimOp(Change<Onderwerpobject> c)
    {
        if (!c.Deleting || c.Parameters.GetValueOrDefault("cascade") is not true) return;
        var behouden = new List<Ref<Klantcontact>>();
        foreach (var verwijzing in new[] { c.New.Klantcontact, c.New.WasKlantcontact }.OfType<Ref<Klantcontact>>().Distinct())
        {
            async ValueTask<bool> Elders(string kolom) =>
                await c.Any<Onderwerpobject>(q => q.Is(kolom, verwijzing).Compares("uuid", "<>", c.New.Uuid));
            if (await Elders("klantcontact") || await Elders("wasKlantcontact")) behouden.Add(verwijzing);
            else if (await c.Lock(verwijzing) is { } contact) await c.Delete(contact);
        }
        c.Reply = new BehoudenContacten { Behouden = behouden };
    }
}

/// <summary>The klantcontacten that are still there after a delete with <c>cascade</c>.</summary>
public sealed record BehoudenContacten
{
    public required List<Ref<Klantcontact>> Behouden { get; set; }
}
