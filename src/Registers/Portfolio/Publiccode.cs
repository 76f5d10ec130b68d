using System.ComponentModel.DataAnnotations;
using System.Text;
using Brink.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brink.Registers.Portfolio;

/// <summary>The text of a file <c>publiccode.yaml</c>.</summary>
public sealed record Publiccodebestand
{
    [MaxLength(100_000), NotBlank] public required string Inhoud { get; set; }
}

/// <summary>A component as the file <c>publiccode.yaml</c> that catalogues of public software read.</summary>
internal static class Publiccode
{
    private const int Diepste = 40;

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

    /// <summary>Makes the component that the file is about, or brings the one of that name up to date. What the file does not say stays as it was.</summary>
    public static async ValueTask<ActionResult> Lees(ActionCall c)
    {
        var wortel = Wortel(((Publiccodebestand)c.Body!).Inhoud);
        var naam = Waarde(wortel, "name") ?? throw Session.Refuse(400, "publiccode", "Het bestand noemt geen naam (name).");
        if (naam.Length > 200) throw Session.Refuse(400, "publiccode", "De naam in het bestand is langer dan 200 tekens.");
        var bestaand = (await c.Session.Find<Component>(q => q.Is("naam", naam))).FirstOrDefault();
        var k = bestaand ?? new Component { Naam = naam, Soort = "component" };
        if (Waarde(wortel, "url") is { } url)
            k.Broncode = Uri.TryCreate(url, UriKind.Absolute, out var adres) && adres.Scheme is "http" or "https" && url.Length <= 1000 ? url
                : throw Session.Refuse(400, "publiccode", "De url in het bestand is geen adres dat met http:// of https:// begint.");
        if (Deel(wortel, "description") is YamlMappingNode talen && (Deel(talen, "nl") ?? talen.Children.FirstOrDefault().Value)
            is YamlMappingNode taal && (Waarde(taal, "shortDescription") ?? Waarde(taal, "longDescription")) is { } omschrijving)
            k.Omschrijving = omschrijving[..Math.Min(1000, omschrijving.Length)];
        if (Deel(wortel, "legal") is YamlMappingNode recht && Waarde(recht, "license") is { } licentie) k.Licentie = licentie[..Math.Min(40, licentie.Length)];
        if (Waarde(wortel, "developmentStatus") is { } status)
            k.Levensloop = status switch
            {
                "concept" => Levensloop.Idee,
                "development" => Levensloop.Ontwikkeling,
                "beta" => Levensloop.Invoering,
                "stable" => Levensloop.Beheer,
                "obsolete" => Levensloop.Uitfasering,
                _ => throw Session.Refuse(400, "publiccode", $"De developmentStatus '{status[..Math.Min(40,
                    status.Length)]}' bestaat niet. Kies concept, development, beta, stable of obsolete."),
            };
        if (bestaand is null) await c.Session.Create(k);
        else await c.Save(k);
        return new ActionResult(k);
    }

    // Nothing of the file is run or followed: it is read as texts. What is nested without end would take the whole process with it, so that is looked at first.
    private static YamlMappingNode Wortel(string inhoud)
    {
        var stroom = new YamlStream();
        try
        {
            var diepte = 0;
            for (var lezer = new Parser(new StringReader(inhoud)); lezer.MoveNext();)
                if ((diepte += lezer.Current!.NestingIncrease) > Diepste) throw Session.Refuse(400, "publiccode", "Het bestand is te diep genest voor een publiccode.yaml.");
            stroom.Load(new StringReader(inhoud));
        }
        catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException)
        {
            throw Session.Refuse(400, "publiccode", e is YamlException y ? $"Het bestand is geen goede YAML: kijk naar regel {y.Start.Line}." : "Het bestand is geen goede YAML.");
        }
        return stroom.Documents is [{ RootNode: YamlMappingNode wortel }, ..] ? wortel : throw Session.Refuse(400, "publiccode", "Het bestand is geen publiccode.yaml.");
    }

    private static YamlNode? Deel(YamlMappingNode van, string naam) => van.Children.TryGetValue(new YamlScalarNode(naam), out var deel) ? deel : null;

    private static string? Waarde(YamlMappingNode van, string naam) =>
        Deel(van, naam) is YamlScalarNode { Value: { Length: > 0 } waarde } ? waarde.Trim() : null;

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
