using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Zaken;

// Deeds of more than one step that Open Zaak added to the Zaken API and that clients (ZAC, GZAC) call: each is one unit of work,
// built of the resources' own rules and rights.

/// <summary>A zaak with all that belongs to it from the start.</summary>
public sealed record ZaakRegistreren
{
    [Describes(typeof(Zaak), Whole = true)] public required JsonElement Zaak { get; set; }
    [Describes(typeof(Rol))] public List<JsonElement> Rollen { get; set; } = [];
    [Describes(typeof(Zaakinformatieobject))] public List<JsonElement> Zaakinformatieobjecten { get; set; } = [];
    [Describes(typeof(Zaakobject))] public List<JsonElement> Zaakobjecten { get; set; } = [];
    [Describes(typeof(Status))] public required JsonElement Status { get; set; }
}

/// <summary>What <c>zaak_registreren</c> has made.</summary>
public sealed record GeregistreerdeZaak
{
    public required Zaak Zaak { get; set; }
    public List<Rol> Rollen { get; set; } = [];
    public List<Zaakinformatieobject> Zaakinformatieobjecten { get; set; } = [];
    public List<Zaakobject> Zaakobjecten { get; set; } = [];
    public required Status Status { get; set; }
}

/// <summary>A change of a zaak (<c>opschorting</c> or <c>verlenging</c>, and what else changes along with it) and the status that it leads
/// to.</summary>
public sealed record ZaakMetReden
{
    [Describes(typeof(Zaak))] public required JsonElement Zaak { get; set; }
    [Describes(typeof(Status))] public required JsonElement Status { get; set; }
}

/// <summary>What <c>zaak_opschorten</c> and <c>zaak_verlengen</c> have changed and made.</summary>
public sealed record ZaakMetStatus
{
    public required Zaak Zaak { get; set; }
    public required Status Status { get; set; }
}

/// <summary>A change of a zaak, a status, and the rollen that take the place of those that it has.</summary>
public sealed record ZaakBijwerken
{
    [Describes(typeof(Zaak))] public JsonElement Zaak { get; set; }
    [Describes(typeof(Status))] public required JsonElement Status { get; set; }

    /// <summary>Left out: the rollen stay. An empty list takes them all away.</summary>
    [Describes(typeof(Rol))] public List<JsonElement>? Rollen { get; set; }
}

/// <summary>What <c>zaak_bijwerken</c> has changed and made, with all rollen of the zaak.</summary>
public sealed record BijgewerkteZaak
{
    public required Zaak Zaak { get; set; }
    public required Status Status { get; set; }
    public List<Rol> Rollen { get; set; } = [];
}

/// <summary>A change of a zaak, its resultaat, and the end status that closes it.</summary>
public sealed record ZaakAfsluiten
{
    [Describes(typeof(Zaak))] public JsonElement Zaak { get; set; }
    [Describes(typeof(Resultaat))] public required JsonElement Resultaat { get; set; }
    [Describes(typeof(Status))] public required JsonElement Status { get; set; }
}

/// <summary>What <c>zaak_afsluiten</c> has changed and made.</summary>
public sealed record AfgeslotenZaak
{
    public required Zaak Zaak { get; set; }
    public required Resultaat Resultaat { get; set; }
    public required Status Status { get; set; }
}

/// <summary>The deeds themselves. Each step asks for its own scope, so the scopes of a deed are those of its first step.</summary>
internal static class Zaakdaden
{
    private static readonly string[] Bijwerken = ["zaken.bijwerken", "zaken.geforceerd-bijwerken"];

    public static Definition<Zaak> MetDaden(this Definition<Zaak> d) => d
        .Action(new ResourceAction("zaak_registreren", ["zaken.aanmaken"], false, Registreer, typeof(ZaakRegistreren),
            typeof(GeregistreerdeZaak))
        { AtRoot = true, Status = 201, ShowsPersons = true })
        .Action(Daad("zaak_opschorten", call => Reden(call, "opschorting"), typeof(ZaakMetReden), typeof(ZaakMetStatus)))
        .Action(Daad("zaak_verlengen", call => Reden(call, "verlenging"), typeof(ZaakMetReden), typeof(ZaakMetStatus)))
        .Action(Daad("zaak_bijwerken", WerkBij, typeof(ZaakBijwerken), typeof(BijgewerkteZaak)) with { ShowsPersons = true })
        .Action(Daad("zaak_afsluiten", SluitAf, typeof(ZaakAfsluiten), typeof(AfgeslotenZaak)));

    private static ResourceAction Daad(string naam, Func<ActionCall, ValueTask<ActionResult>> doe, Type body, Type antwoord) =>
        new(naam, Bijwerken, OnResource: true, doe, body, antwoord) { AtRoot = true };

    private static async ValueTask<ActionResult> Registreer(ActionCall call)
    {
        var wens = (ZaakRegistreren)call.Body!;
        var fouten = new List<Fault>();
        // Without a zaak there is nothing to judge the rest by.
        if (await call.Make<Zaak>(wens.Zaak, "zaak", fouten) is not { } zaak) return new ActionResult(null, fouten);
        var rollen = await Delen<Rol>(call, zaak, wens.Rollen, "rollen", fouten);
        var documenten = await Delen<Zaakinformatieobject>(call, zaak, wens.Zaakinformatieobjecten, "zaakinformatieobjecten", fouten);
        var objecten = await Delen<Zaakobject>(call, zaak, wens.Zaakobjecten, "zaakobjecten", fouten);
        if (await Deel<Status>(call, zaak, wens.Status, "status", fouten) is not { } status || fouten.Count > 0)
            return new ActionResult(null, fouten);
        return new ActionResult(new GeregistreerdeZaak
        {
            Zaak = zaak,
            Rollen = rollen,
            Zaakinformatieobjecten = documenten,
            Zaakobjecten = objecten,
            Status = status
        },
            Location: call.Definition.Address(zaak));
    }

    private static async ValueTask<ActionResult> Reden(ActionCall call, string groep)
    {
        var wens = (ZaakMetReden)call.Body!;
        var fouten = new List<Fault>();
        if (wens.Zaak.ValueKind == JsonValueKind.Object
            && (!wens.Zaak.TryGetProperty(groep, out var reden) || reden.ValueKind == JsonValueKind.Null))
        {
            fouten.Add(new Fault($"zaak.{groep}", "required", "Dit veld is vereist."));
        }
        var zaak = await Wijzig(call, wens.Zaak, fouten);
        var status = await Deel<Status>(call, zaak, wens.Status, "status", fouten);
        await Eindstatus(call, status, false, fouten);
        return fouten.Count > 0 ? new ActionResult(null, fouten) : new ActionResult(new ZaakMetStatus { Zaak = zaak, Status = status! });
    }

    private static async ValueTask<ActionResult> WerkBij(ActionCall call)
    {
        var wens = (ZaakBijwerken)call.Body!;
        var fouten = new List<Fault>();
        var zaak = await Wijzig(call, wens.Zaak, fouten);
        if (wens.Rollen is not null)
        {
            foreach (var rol in await Rollen()) await call.Remove(rol, "rollen", fouten);
            await Delen<Rol>(call, zaak, wens.Rollen, "rollen", fouten);
        }
        var status = await Deel<Status>(call, zaak, wens.Status, "status", fouten);
        await Eindstatus(call, status, false, fouten);
        return fouten.Count > 0 ? new ActionResult(null, fouten)
            : new ActionResult(new BijgewerkteZaak { Zaak = zaak, Status = status!, Rollen = await Rollen() });

        async ValueTask<List<Rol>> Rollen() => await call.Session.Find<Rol>(q => q.Is("zaak", zaak));
    }

    private static async ValueTask<ActionResult> SluitAf(ActionCall call)
    {
        var wens = (ZaakAfsluiten)call.Body!;
        var fouten = new List<Fault>();
        var zaak = await Wijzig(call, wens.Zaak, fouten);
        var resultaat = await Deel<Resultaat>(call, zaak, wens.Resultaat, "resultaat", fouten);
        if (resultaat is null) return new ActionResult(null, fouten); // an end status without one is no second mistake
        var status = await Deel<Status>(call, zaak, wens.Status, "status", fouten);
        await Eindstatus(call, status, true, fouten);
        return fouten.Count > 0 ? new ActionResult(null, fouten)
            : new ActionResult(new AfgeslotenZaak { Zaak = zaak, Resultaat = resultaat, Status = status! });
    }

    private static async ValueTask<Zaak> Wijzig(ActionCall call, JsonElement zaak, List<Fault> fouten)
    {
        var was = (Zaak)call.Subject!;
        return zaak.ValueKind == JsonValueKind.Undefined ? was : await call.Alter<Zaak>(was.Uuid, zaak, "zaak", fouten) ?? was;
    }

    // What is part of a zaak belongs to this zaak, whatever its body says.
    private static ValueTask<T?> Deel<T>(ActionCall call, Zaak zaak, JsonElement deel, string pad, List<Fault> fouten) where T : Resource =>
        call.Make<T>(deel, pad, fouten, null, ("zaak", call.Session.ShownForm(Ref<Zaak>.To(zaak.Uuid).Value!)));

    private static async ValueTask<List<T>> Delen<T>(ActionCall call, Zaak zaak, IReadOnlyList<JsonElement> delen, string pad,
        List<Fault> fouten) where T : Resource
    {
        var gemaakt = new List<T>();
        foreach (var (i, deel) in delen.Index())
            if (await Deel<T>(call, zaak, deel, $"{pad}.{i}", fouten) is { } een) gemaakt.Add(een);
        return gemaakt;
    }

    private static async ValueTask Eindstatus(ActionCall call, Status? status, bool hoort, List<Fault> fouten)
    {
        if (status is null || await call.Session.Get(status.Statustype) is not { } type || type.IsEindstatus == hoort) return;
        fouten.Add(hoort ? new Fault("status.statustype", "eindstatus-required",
            "Kies het statustype dat de zaak afsluit: dat met het hoogste volgnummer.")
            : new Fault("status.nonFieldErrors", "eindstatus-not-allowed",
                "Dit is een eindstatus. Gebruik zaak_afsluiten om de zaak af te sluiten."));
    }
}
