using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>That a zaak names another one (<see cref="Zaak.RelevanteAndereZaken"/>), so that the other one is found when it ends:
/// its end can be the source of the archive date (zrc-021). Kept by the server for itself.</summary>
public sealed record Zaakrelatie : Resource, IResource<Zaakrelatie>
{
    public required Ref<Zaak> Zaak { get; set; }
    public required Ref<Zaak> Andere { get; set; }

    public static void Define(Definition<Zaakrelatie> d) => d.At("zaakrelaties").Internal().GoesWith(r => r.Zaak).GoesWith(r => r.Andere);

    /// <summary>Follows what the zaak names now.</summary>
    internal static async ValueTask Volg(Change<Zaak> c)
    {
        static HashSet<Ref<Zaak>> Genoemd(Zaak? z) => [.. (z?.RelevanteAndereZaken ?? []).Select(r => r.Url).Where(u => u.IsLocal)];
        if (c.Deleting) return;
        var (oud, nieuw) = (Genoemd(c.Old), Genoemd(c.New));
        if (oud.SetEquals(nieuw)) return;
        foreach (var weg in oud.Count == 0 ? [] : (await c.Find<Zaakrelatie>(q => q.Is("zaak", c.Self)))
            .Where(r => !nieuw.Contains(r.Andere)))
        {
            await c.Delete(weg);
        }
        foreach (var andere in nieuw.Except(oud)) await c.Create(new Zaakrelatie { Zaak = c.Self, Andere = andere });
    }
}
