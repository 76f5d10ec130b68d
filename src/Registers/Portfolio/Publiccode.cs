using System.Text;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>A component as the file <c>publiccode.yaml</c> that catalogues of public software read.</summary>
internal static class Publiccode
{
    public static ValueTask<ActionResult> Maak(ActionCall c)
    {
        var k = (Component)c.Subject!;
        var tekst = new StringBuilder("publiccodeYmlVersion: '0.4'\n").Append($"name: {Tekst(k.Naam)}\n");
        if (k.Broncode.Length > 0) tekst.Append($"url: {Tekst(k.Broncode)}\n");
        tekst.Append("softwareType: standalone/web\n").Append($"developmentStatus: {Status(k.Levensloop)}\n").Append("description:\n  nl:\n")
            .Append($"    shortDescription: {Tekst(k.Omschrijving.Length > 0 ? k.Omschrijving[..Math.Min(150, k.Omschrijving.Length)] : k.Naam)}\n");
        if (k.Licentie.Length > 0) tekst.Append("legal:\n").Append($"  license: {Tekst(k.Licentie)}\n");
        var bytes = Encoding.UTF8.GetBytes(tekst.ToString());
        return new(new ActionResult(null, Blob: Blob.Of(bytes, "application/yaml", "publiccode.yaml")));
    }

    private static string Status(Levensloop levensloop) => levensloop switch
    {
        Levensloop.Idee => "concept",
        Levensloop.Ontwikkeling => "development",
        Levensloop.Invoering => "beta",
        Levensloop.Uitfasering or Levensloop.Beeindigd => "obsolete",
        _ => "stable",
    };

    private static string Tekst(string waarde) => $"'{waarde.Replace("'", "''", StringComparison.Ordinal).ReplaceLineEndings(" ")}'";
}
