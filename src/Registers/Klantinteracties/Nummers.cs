using System.Globalization;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>The numbers by which people speak of a klantcontact, partij or taak: at most ten digits, never given twice.</summary>
internal static class Nummers
{
    internal const string Cijfers = "^[0-9]+$";

    /// <summary>The number to keep: the one that the client chose, the one that it had, or else the next that is free.</summary>
    internal static async ValueTask<string?> Kies<T>(Change<T> c, string? gekozen, string? had) where T : Resource
    {
        if (c.Deleting) return had;
        if (string.IsNullOrEmpty(gekozen)) gekozen = had;
        if (!string.IsNullOrEmpty(gekozen))
        {
            await Uniek(c, "nummer", gekozen);
            return gekozen;
        }
        string nummer;
        do nummer = (await c.Session.Next("kic-" + c.Definition.Name)).ToString("D10", CultureInfo.InvariantCulture);
        while (await c.Any<T>(q => q.Is("nummer", nummer)));
        return nummer;
    }

    internal static async ValueTask Uniek<T>(Change<T> c, string veld, string? waarde) where T : Resource
    {
        if (c.Deleting || string.IsNullOrEmpty(waarde)) return;
        if (await c.Any<T>(q => q.Is(veld, waarde).Compares("uuid", "<>", c.New.Uuid)))
            c.Fault(veld, "unique", $"Er is al een {c.Definition.Name} met dit {veld}.");
    }
}
