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

/// <summary>A component as the file <c>publiccode.yaml</c> that catalogues of public software read: publiccode.yml 0.7.
/// A file that was read in is kept, and comes out again with what changed here since; of a component without one,
/// the file is made of what the portfolio knows.</summary>
internal static class Publiccode
{
    private const string Versie = "0.7";
    private const int Diepste = 40, Kortst = 150, Langst = 10_000;

    public static async ValueTask<ActionResult> Maak(ActionCall c)
    {
        var k = (Component)c.Subject!;
        var wortel = await Publiccodetekst.Van(c.Session, k) is { } gelezen ? Wortel(gelezen.Inhoud) : [];
        Zet(wortel, "publiccodeYmlVersion", Tekst(Versie));
        Zet(wortel, "name", Tekst(k.Naam));
        if (k.Broncode.Length > 0) Zet(wortel, "url", Tekst(k.Broncode));
        Vul(wortel, "softwareType",
            () => Tekst(k.Laag is Laag.Gegevens or Laag.Diensten or Laag.Integratie ? "standalone/backend" : "standalone/web"));
        Vul(wortel, "platforms", () => new YamlSequenceNode(Tekst("web")));
        Zet(wortel, "developmentStatus", Tekst(Status(k.Levensloop)));
        var talen = Groep(wortel, "description");
        var taal = Taal(talen) ?? Groep(talen, "nl");
        Zet(taal, "shortDescription", Tekst(Nederlands.Kort(k.Omschrijving.Length > 0 ? k.Omschrijving : k.Naam, Kortst)));
        if (Waarde(taal, "longDescription") is not { Length: >= Kortst and <= Langst }) Zet(taal, "longDescription", Tekst(Lang(k)));
        Vul(taal, "features", () =>
            new YamlSequenceNode([.. (k.Feiten.Count > 0 ? k.Feiten.Take(20).Select(f => f.Tekst)
            : [k.Omschrijving.Length > 0 ? k.Omschrijving : k.Naam])
            .Select(Tekst)]));
        if (k.Licentie.Length > 0) Zet(Groep(wortel, "legal"), "license", Tekst(k.Licentie));
        if (Deel(wortel, "maintenance") is not YamlMappingNode) Zet(wortel, "maintenance", await Onderhoud(c, k));
        Vul(wortel, "localisation",
            () => new YamlMappingNode { { "localisationReady", "false" }, { "availableLanguages", new YamlSequenceNode(Tekst("nl")) } });
        var bytes = Encoding.UTF8.GetBytes(Opmerking(k) + Schrijf(wortel));
        return new ActionResult(null, Blob: Blob.Of(bytes, "application/yaml", "publiccode.yaml"));
    }

    /// <summary>Makes the component that the file is about, or brings the one of that name up to date.
    /// What the file does not say stays as it was.</summary>
    public static async ValueTask<ActionResult> Lees(ActionCall c)
    {
        var inhoud = ((Publiccodebestand)c.Body!).Inhoud;
        var wortel = Wortel(inhoud);
        var naam = Waarde(wortel, "name") ?? throw Session.Refuse(400, "publiccode", "Het bestand noemt geen naam (name).");
        if (naam.Length > 200) throw Session.Refuse(400, "publiccode", "De naam in het bestand is langer dan 200 tekens.");
        var bestaand = (await c.Session.Find<Component>(q => q.Is("naam", naam))).FirstOrDefault();
        var k = bestaand ?? new Component { Naam = naam, Soort = "component" };
        if (Waarde(wortel, "url") is { } url)
        {
            k.Broncode = Uri.TryCreate(url, UriKind.Absolute, out var adres) && adres.Scheme is "http" or "https"
            && url.Length <= 1000 ? url
                : throw Session.Refuse(400, "publiccode", "De url in het bestand is geen adres dat met http:// of https:// begint.");
        }
        if (Deel(wortel, "description") is YamlMappingNode talen && Taal(talen) is { } taal
            && (Waarde(taal, "shortDescription") ?? Waarde(taal, "longDescription")) is { } omschrijving)
        {
            k.Omschrijving = Nederlands.Kort(omschrijving, 1000);
        }
        if (Deel(wortel, "legal") is YamlMappingNode recht && Waarde(recht, "license") is { } licentie)
            k.Licentie = licentie[..Math.Min(40, licentie.Length)];
        if (Waarde(wortel, "developmentStatus") is { } status)
        {
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
        }
        if (bestaand is null) await c.Session.Create(k);
        else await c.Save(k);
        // A file that says only a part changes that part of the one that was read before.
        if (await Publiccodetekst.Van(c.Session, k) is not { } tekst)
        {
            await c.Session.Create(new Publiccodetekst { Component = Ref<Component>.To(k.Uuid), Inhoud = Schrijf(wortel) });
        }
        else
        {
            tekst.Inhoud = Schrijf(Samen(Wortel(tekst.Inhoud), wortel));
            await c.Session.Keep(tekst);
        }
        return new ActionResult(k);
    }

    // The keys that the standard requires and that nobody can make up.
    private static string Opmerking(Component k)
    {
        var mist = new[] { (k.Broncode, "url (het adres van de broncode)"), (k.Licentie, "legal/license (de licentie)") }
            .Where(m => m.Item1.Length == 0).Select(m => m.Item2).ToList();
        return mist.Count == 0 ? "" : $"# Dit bestand is nog niet compleet. Vul in het portfolio in: {string.Join(" en ", mist)}.\n";
    }

    // What the portfolio says of it, at the length that the standard asks.
    private static string Lang(Component k)
    {
        var tekst = new StringBuilder(k.Omschrijving.Length > 0 ? k.Omschrijving : k.Naam);
        foreach (var feit in k.Feiten) if (tekst.Length < Kortst) tekst.Append(' ').Append(feit.Tekst);
        if (tekst.Length < Kortst)
        {
            tekst.Append($" {k.Naam} staat in het portfolio van een coöperatie van gemeenten")
                .Append($"{(k.Laag is { } laag ? $", in de laag {EnumNames.Name(laag)} van Common Ground" : "")}. ")
                .Append("Het portfolio zegt er niet meer over dan dit; vraag de eigenaar om een langere beschrijving.");
        }
        return Nederlands.Kort(tekst.ToString(), Langst);
    }

    // Whoever has a contract for it maintains it, to the end of that contract; else the owner does.
    private static async ValueTask<YamlNode> Onderhoud(ActionCall c, Component k)
    {
        if (k.Levensloop == Levensloop.Beeindigd) return new YamlMappingNode { { "type", "none" } };
        if ((await c.Session.Find<Contract>(q => q.Is("component", k))).Where(x => x.Einde >= c.Session.Today)
            .MaxBy(x => x.Einde) is { Einde: { } einde } contract
            && await c.Session.Get(contract.Leverancier) is { } leverancier)
        {
            return new YamlMappingNode
            {
                { "type", "contract" },
                { "contractors", new YamlSequenceNode(
                    new YamlMappingNode { { "name", Tekst(leverancier.Naam) }, { "until", Tekst(Stored.Text(einde)) } }) },
            };
        }
        var wie = k.Eigenaar.Length > 0 ? k.Eigenaar : c.Session.Organisatie.Naam;
        return new YamlMappingNode { { "type", "internal" },
            { "contacts", new YamlSequenceNode(new YamlMappingNode { { "name", Tekst(wie) } }) } };
    }

    // Nothing of the file is run or followed: it is read as texts. What is nested without end would take the whole process with it,
    // so that is looked at first.
    private static YamlMappingNode Wortel(string inhoud)
    {
        var stroom = new YamlStream();
        try
        {
            var diepte = 0;
            for (var lezer = new Parser(new StringReader(inhoud)); lezer.MoveNext();)
            {
                if ((diepte += lezer.Current!.NestingIncrease) > Diepste)
                    throw Session.Refuse(400, "publiccode", "Het bestand is te diep genest voor een publiccode.yaml.");
                // What stands once and is referred to often would grow each time that it is written.
                if (lezer.Current is YamlDotNet.Core.Events.AnchorAlias)
                    throw Session.Refuse(400, "publiccode", "Het bestand verwijst naar zichzelf (een alias met *). Schrijf de tekst uit.");
            }
            stroom.Load(new StringReader(inhoud));
        }
        catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException)
        {
            throw Session.Refuse(400, "publiccode",
                e is YamlException y ? $"Het bestand is geen goede YAML: kijk naar regel {y.Start.Line}."
                : "Het bestand is geen goede YAML.");
        }
        return stroom.Documents is [{ RootNode: YamlMappingNode wortel }, ..] ? wortel
            : throw Session.Refuse(400, "publiccode", "Het bestand is geen publiccode.yaml.");
    }

    private static string Schrijf(YamlMappingNode wortel)
    {
        using var uit = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(wortel)).Save(uit, assignAnchors: false);
        var tekst = uit.ToString();
        return tekst.EndsWith("...\n", StringComparison.Ordinal) ? tekst[..^4] : tekst;
    }

    private static YamlMappingNode Samen(YamlMappingNode was, YamlMappingNode nieuw)
    {
        foreach (var (sleutel, waarde) in nieuw.Children)
        {
            was.Children[sleutel] = waarde is YamlMappingNode groep && was.Children.TryGetValue(sleutel, out var er)
            && er is YamlMappingNode oud ? Samen(oud, groep) : waarde;
        }
        return was;
    }

    private static YamlNode? Deel(YamlMappingNode van, string naam) => van.Children.TryGetValue(new YamlScalarNode(naam), out var deel)
        ? deel : null;
    private static void Zet(YamlMappingNode waarin, string naam, YamlNode waarde) => waarin.Children[new YamlScalarNode(naam)] = waarde;

    private static void Vul(YamlMappingNode waarin, string naam, Func<YamlNode> waarde)
    {
        if (Deel(waarin, naam) is null or YamlSequenceNode { Children.Count: 0 }) Zet(waarin, naam, waarde());
    }

    private static YamlMappingNode Groep(YamlMappingNode waarin, string naam)
    {
        if (Deel(waarin, naam) is YamlMappingNode groep) return groep;
        Zet(waarin, naam, groep = []);
        return groep;
    }

    private static YamlMappingNode? Taal(YamlMappingNode talen) => Deel(talen, "nl") as YamlMappingNode
        ?? talen.Children.Values.OfType<YamlMappingNode>().FirstOrDefault();

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

    private static YamlScalarNode Tekst(string waarde) => new(waarde.ReplaceLineEndings(" ")) { Style = ScalarStyle.SingleQuoted };
}
