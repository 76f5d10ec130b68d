using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>Whom to ask in one quarter.</summary>
public sealed record Steekproefgroep
{
    public int Jaar { get; init; }
    public string Kwartaal { get; init; } = "";
    public string Lid { get; init; } = "";
    public string Naam { get; init; } = "";

    /// <summary>Whether an answer of this quarter is there already.</summary>
    public bool Gemeten { get; init; }
}

/// <summary>A quarter of the members each quarter, every member once a year (P13). The draw is the same for whoever repeats it:
/// it follows from the year and the names only, and each class of size is spread evenly.</summary>
public static class Steekproef
{
    /// <summary>The quarter (1 to 4) of each member.</summary>
    public static IReadOnlyList<(Lid Lid, int Kwartaal)> Verdeel(int jaar, IEnumerable<Lid> leden) =>
        [.. leden.OrderBy(l => l.Omvang).ThenBy(l => Lot(jaar, l.Naam), StringComparer.Ordinal).Select((l, i) => (l, i % 4 + 1))];

    private static string Lot(int jaar, string naam) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{jaar}:{naam}"))));

    internal static async ValueTask<ActionResult> Trek(ActionCall c)
    {
        if (c.Parameters.GetValueOrDefault("jaar") is not int jaar || jaar is < 2000 or > 2100)
            throw Session.Refuse(400, "invalid", "Noem het jaar waarvoor u trekt, bijvoorbeeld ?jaar=2022.");
        var leden = await c.Session.Find<Lid>(q => q.Is("status", Lidstatus.Lid));
        var gemeten = (await c.Session.Find<Tevredenheidsmeting>(_ => { })).Select(m => (m.Lid.Uuid, m.Kwartaal)).ToHashSet();
        return new(Verdeel(jaar, leden).OrderBy(x => x.Kwartaal).ThenBy(x => x.Lid.Naam, StringComparer.Ordinal)
            .Select(x => new Steekproefgroep
            {
                Jaar = jaar,
                Kwartaal = $"{jaar}-Q{x.Kwartaal}",
                Lid = x.Lid.Uuid.ToString(),
                Naam = x.Lid.Naam,
                Gemeten = gemeten.Contains((x.Lid.Uuid, $"{jaar}-Q{x.Kwartaal}")),
            }).ToList());
    }
}
