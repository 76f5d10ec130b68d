using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Besluiten;

/// <summary>A besluit and the documents in which it is laid down: all of it, or nothing. An extension of Open Zaak,
/// <c>besluit_verwerken</c>.</summary>
public sealed record BesluitVerwerken
{
    [Describes(typeof(Besluit), Whole = true)] public required JsonElement Besluit { get; set; }
    [Describes(typeof(Besluitinformatieobject))] public List<JsonElement> Besluitinformatieobjecten { get; set; } = [];

    internal static async ValueTask<ActionResult> Verwerk(ActionCall call)
    {
        var wens = (BesluitVerwerken)call.Body!;
        var fouten = new List<Fault>();
        if (await call.Make<Besluit>(wens.Besluit, "besluit", fouten) is not { } besluit) return new ActionResult(null, fouten);
        var (adres, relaties) = (call.Definition.Address(besluit), new List<Besluitinformatieobject>());
        foreach (var (i, relatie) in wens.Besluitinformatieobjecten.Index())
        {
            if (await call.Make<Besluitinformatieobject>(relatie, $"besluitinformatieobjecten.{i}", fouten, null,
                ("besluit", call.Session.ShownForm(adres))) is { } gemaakt)
            {
                relaties.Add(gemaakt);
            }
        }
        return fouten.Count > 0 ? new ActionResult(null, fouten)
            : new ActionResult(new VerwerktBesluit { Besluit = besluit, Besluitinformatieobjecten = relaties }, Location: adres);
    }
}

/// <summary>What <c>besluit_verwerken</c> has made.</summary>
public sealed record VerwerktBesluit
{
    public required Besluit Besluit { get; set; }
    public List<Besluitinformatieobject> Besluitinformatieobjecten { get; set; } = [];
}
