using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

/// <summary>That one partij acts for another. Klantinteracties API 0.9.0, resource <c>vertegenwoordigingen</c>.</summary>
public sealed record Vertegenwoordiging : Resource, IResource<Vertegenwoordiging>
{
    [ByUuid] public required Ref<Partij> VertegenwoordigendePartij { get; set; }
    [ByUuid] public required Ref<Partij> VertegenwoordigdePartij { get; set; }

    public static void Define(Definition<Vertegenwoordiging> d) => d
        .Klantinteractie("vertegenwoordigingen", "vertegenwoordiging").Personal()
        .HiddenUnless(q => Beperking.VrijePartij(Beperking.VrijePartij(q, "vertegenwoordigendePartij"), "vertegenwoordigdePartij"))
        .GoesWith(v => v.VertegenwoordigendePartij).GoesWith(v => v.VertegenwoordigdePartij)
        .Unique("vertegenwoordigendePartij", "vertegenwoordigdePartij")
        .ZoekPersoon("vertegenwoordigendePartij", "vertegenwoordigendePartij")
            .ZoekPersoon("vertegenwoordigdePartij", "vertegenwoordigdePartij")
        .Rule("uniek", TweeVerschillende, "vertegenwoordigendePartij", "vertegenwoordigdePartij");

    private static async ValueTask TweeVerschillende(Change<Vertegenwoordiging> c)
    {
        if (c.Deleting) return;
        var v = c.New;
        if (v.VertegenwoordigendePartij == v.VertegenwoordigdePartij)
        {
            c.Fault("nonFieldErrors", "invalid", "Een partij kan niet zichzelf vertegenwoordigen.");
        }
        else if (await c.Any<Vertegenwoordiging>(q => q.Is("vertegenwoordigendePartij", v.VertegenwoordigendePartij)
            .Is("vertegenwoordigdePartij", v.VertegenwoordigdePartij).Compares("uuid", "<>", v.Uuid)))
        {
            c.Fault("nonFieldErrors", "unique", "Deze partij vertegenwoordigt de andere al.");
        }
    }
}
