using Brink.Stembord;

namespace Brink.Tests;

/// <summary>Makes boards without a server, with the key of a ceremony of which the seeds are known.</summary>
internal static class Nieuwbord
{
    /// <summary>A ceremony in which all holders did what they should.</summary>
    public static Ceremonie Ceremonie(IReadOnlyList<string> zaden, int k)
    {
        var c = Brink.Stembord.Ceremonie.Nieuw(new()
        {
            Ceremonie = Guid.NewGuid().ToString(),
            Vergadering = "ALV",
            K = k,
            Houders = [.. zaden.Select((_, i) => new Deelnemer { Naam = $"houder {i + 1}", Werkgever = $"kantoor {i + 1}" })],
        });
        while (c.Fase < Ceremoniefase.Klaar)
        {
            var plaats = c.Wacht[0];
            var zaad = zaden[plaats - 1];
            c = c.Fase switch
            {
                Ceremoniefase.Certificaten => c.Met(Brink.Stembord.Ceremonie.Ronde1, Bord.Schrijf(Houder.Certificaat(zaad, c, plaats))),
                Ceremoniefase.Veeltermen => c.Met(Brink.Stembord.Ceremonie.Ronde2, Bord.Schrijf(Houder.Veelterm(zaad, c))),
                _ => c.Met(Brink.Stembord.Ceremonie.Ronde3, Bord.Schrijf(Houder.Ronde3(zaad, c).Aanvaarding!)),
            };
        }
        return c;
    }

    /// <summary>Line 0 on three options, signed by as many holders as it takes.</summary>
    public static List<Regel> Getekend(Ceremonie c, IReadOnlyList<string> zaden, int leden)
    {
        var kiezers = Enumerable.Range(0, leden)
            .Select(i => new Kiezer { Lid = new Guid(i, 0, 0, new byte[8]).ToString(), Naam = $"Gemeente {i}" }).ToList();
        var regels = new List<Regel>
        {
            Bord.Volgende(null, Regelsoort.Instelling,
                Bord.Schrijf(Instelling.Van(c, Guid.NewGuid().ToString(), "Benoeming", "Te benoemen.", ["A", "B", "Blanco"], kiezers))),
        };
        foreach (var zaad in zaden.Take(c.Begin.K)) Voeg(regels, Regelsoort.Akkoord, Houder.Akkoord(zaad, regels));
        return regels;
    }

    public static void Voeg(List<Regel> regels, Regelsoort soort, object inhoud) =>
        regels.Add(Bord.Volgende(regels[^1], soort, inhoud as string ?? Bord.Schrijf(inhoud)));
}
