using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Begrotingen;

/// <summary>How a tariff came about (P10).</summary>
public enum Tariefmethode { Opgebouwd, VastPercentage }

/// <summary>What one member pays for one product in a year.</summary>
public sealed record Tarief : Resource, IResource<Tarief>
{
    [Own] public required Ref<Begroting> Begroting { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }

    /// <summary>The row of revenue that it is part of.</summary>
    [Own] public required Ref<Begrotingsregel> Regel { get; set; }
    public required decimal Bedrag { get; set; }
    public Tariefmethode Methode { get; set; }
    [MaxLength(500)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Tarief> d) => d
        .At("tarieven").With(Operation.All).PartOf(t => t.Begroting).Rechten()
        .Filter(t => t.Begroting).Filter(t => t.Lid).Filter(t => t.Regel)
        .Unique("begroting", "lid", "regel").ShownAs(t => t.Bedrag.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Expands("lid", "regel")
        .Rule("tarief-regel", HoortBijOmzet, "begroting", "regel", "lid");

    private static async ValueTask HoortBijOmzet(Change<Tarief> c)
    {
        if (c.Deleting) return;
        if (await c.Get(c.New.Regel) is { } regel && (regel.Soort != Regelsoort.Omzet || regel.Begroting.Uuid != c.New.Begroting.Uuid))
            c.Fault("regel", "tarief-regel", "Een tarief hoort bij een omzetregel van dezelfde begroting.");
        if (await c.Any<Tarief>(q => q.Is("begroting", c.New.Begroting).Is("lid", c.New.Lid).Is("regel", c.New.Regel)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("lid", "unique", "Dit lid heeft al een tarief voor dit product.");
        }
    }
}
