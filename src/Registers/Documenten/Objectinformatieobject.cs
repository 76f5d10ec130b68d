using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Documenten;

/// <summary>
/// That a document belongs to a zaak, besluit or verzoek: the mirror of a relation that is kept over there. Documenten API 1.7,
/// resource <c>objectinformatieobjecten</c>.
/// </summary>
public sealed record Objectinformatieobject : Resource, IResource<Objectinformatieobject>
{
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    [MaxLength(1000), Url] public required string Object { get; set; }
    public required Objectsoort ObjectType { get; set; }

    public static void Define(Definition<Objectinformatieobject> d) => d
        .At("objectinformatieobjecten").With(Operation.Immutable).Unpaged()
        .PartOf(o => o.Informatieobject).ShownAs(o => $"{EnumNames.Name(o.ObjectType)} {o.Object}")
        .Allow(Operation.List | Operation.Read | Operation.Head, "documenten.lezen")
        .Allow(Operation.Create, "documenten.aanmaken")
        .Allow(Operation.Delete, "documenten.verwijderen")
        .Filter(o => o.Object).Filter(o => o.Informatieobject)
        .Key(o => o.ObjectType)            // the documents of a zaak, besluit or verzoek
        .Unique("object", "informatieobject")
        .Expands("informatieobject").ExpandsUpTo(3, "drc", "ztc") // drc-011, drc-012
        .Rule("drc-002", ObjectBestaat, "object", "objectType")
        .Rule("drc-003", NogNietVerbonden, "object", "informatieobject")
        .Rule("drc-004", RelatieInBron);

    private static async ValueTask ObjectBestaat(Change<Objectinformatieobject> c)
    {
        if (!c.Creating) return;
        var o = c.New;
        var bestaat = o.ObjectType switch
        {
            Objectsoort.Zaak => await c.Get(new Ref<Zaak>(o.Object)) is not null,
            Objectsoort.Besluit => await c.Get(new Ref<Besluit>(o.Object)) is not null,
            _ => await c.Fetch(Absoluut(c, o.Object)) is not null,
        };
        if (!bestaat) c.Fault("object", "bad-url", $"Op dit adres is geen {EnumNames.Name(o.ObjectType)} te vinden.");
    }

    private static async ValueTask NogNietVerbonden(Change<Objectinformatieobject> c)
    {
        if (c.Creating && await c.Any<Objectinformatieobject>(q => q.Is("object", c.New.Object)
            .Is("informatieobject", c.New.Informatieobject)))
        {
            c.Fault("nonFieldErrors", "unique", "Deze relatie is al vastgelegd.");
        }
    }

    // The relation is made over there first, and goes there first.
    private static async ValueTask RelatieInBron(Change<Objectinformatieobject> c)
    {
        var inBron = await StaatInBron(c, c.New);
        if (c.Creating && inBron == false)
            c.Fault("nonFieldErrors", "inconsistent-relation", "Leg de relatie eerst vast bij de zaak, het besluit of het verzoek zelf.");
        if (c.Deleting && inBron == true)
            c.Fault("nonFieldErrors", "inconsistent-relation", "Verwijder de relatie eerst bij de zaak, het besluit of het verzoek zelf.");
    }

    // Null when the other side cannot tell.
    private static async ValueTask<bool?> StaatInBron(Change c, Objectinformatieobject o)
    {
        if (o.Object.StartsWith("~/", StringComparison.Ordinal))
        {
            return o.ObjectType switch
            {
                Objectsoort.Zaak => await c.Any<Zaakinformatieobject>(q => q.Is("zaak", o.Object).Is("informatieobject", o.Informatieobject)),
                Objectsoort.Besluit => await c.Any<Besluitinformatieobject>(q =>
                    q.Is("besluit", o.Object).Is("informatieobject", o.Informatieobject)),
                _ => null,
            };
        }
        var (collectie, relaties, veld) = o.ObjectType switch
        {
            Objectsoort.Zaak => ("/zaken/", "/zaakinformatieobjecten", "zaak"),
            Objectsoort.Besluit => ("/besluiten/", "/besluitinformatieobjecten", "besluit"),
            _ => ("/verzoeken/", "/verzoekinformatieobjecten", "verzoek"),
        };
        var eind = o.Object.LastIndexOf(collectie, StringComparison.Ordinal);
        if (eind < 0) return null;
        var document = Uri.EscapeDataString(Absoluut(c, o.Informatieobject.Value!));
        var lijst = await c.Fetch($"{o.Object[..eind]}{relaties}?{veld}={Uri.EscapeDataString(o.Object)}&informatieobject={document}");
        return lijst is { ValueKind: JsonValueKind.Array } rijen ? rijen.GetArrayLength() > 0 : null;
    }

    private static string Absoluut(Change c, string url) => url.StartsWith("~/", StringComparison.Ordinal)
        ? c.Session.Address + url[2..] : url;
}
