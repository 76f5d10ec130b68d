using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Brink.Apps.Collegevoorstel;

/// <summary>Somebody, as the routing slip keeps him: user id, name and role.</summary>
public sealed record Wie(string Id, string Naam, string Rol);

/// <summary>What was said at a step before, and on which version.</summary>
public sealed record Eerdere(string Uitkomst, string Opmerking, DateTimeOffset Op, string Door, int Versie, string Sha256);

/// <summary>
/// A step of the routing slip. Each is a zaakobject of the zaak (objectType <c>overige</c>, objectTypeOverige <c>parafeerstap</c>),
/// so any client can list it, change it, and see in the audit trail who did.
/// </summary>
public sealed record Stap
{
    /// <summary>The kind of zaakobject that a step is.</summary>
    public const string Objectsoort = "parafeerstap";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The address of the zaakobject.</summary>
    [JsonIgnore] public Uri? Url { get; init; }

    /// <summary>Steps of one group are taken beside each other; groups one after the other.</summary>
    public int Groep { get; init; } = 1;

    /// <summary><c>advies</c>, <c>paraaf</c>, <c>akkoord</c>, <c>agendering</c> or <c>besluit</c>.</summary>
    public string Soort { get; init; } = "";
    public string Naam { get; init; } = "";

    /// <summary>The role that takes the step; and the user, where it must be one person.</summary>
    public string Rol { get; init; } = "";
    public string? Gebruiker { get; init; }

    /// <summary>The route goes on without an optional step.</summary>
    public bool Optioneel { get; init; }
    public DateOnly? Termijn { get; init; }

    /// <summary>The role that may take the step instead, and why.</summary>
    public string? Vervanger { get; init; }
    public string? VervangingReden { get; init; }

    /// <summary>Empty, <c>akkoord</c>, <c>terug</c> or <c>overgeslagen</c>; of the decision <c>conform</c>, <c>gewijzigd</c>,
    /// <c>aangehouden</c>, <c>niet</c> or
    /// <c>mandaat</c>.</summary>
    public string Uitkomst { get; init; } = "";
    public string Opmerking { get; init; } = "";
    public DateTimeOffset? Op { get; init; }
    public Wie? Door { get; init; }

    /// <summary>The version of the nota that was seen, and its hash: the initials are under exactly this text and these papers.</summary>
    public int? Versie { get; init; }
    public string? Sha256 { get; init; }

    /// <summary>The day of the final approval of what was decided.</summary>
    public DateOnly? Definitief { get; init; }

    /// <summary>What was said here before, the newest last.</summary>
    public IReadOnlyList<Eerdere> Eerder { get; init; } = [];

    /// <summary>Whether somebody may take this step.</summary>
    public bool Mag(Wie wie) => wie.Rol.Length > 0 && (Gebruiker is { Length: > 0 } een ? een == wie.Id : Rol == wie.Rol)
        || Vervanger is { Length: > 0 } vervanger
        && vervanger == wie.Rol;

    /// <summary>Whether the step was taken, on any version.</summary>
    public bool Gezet => Uitkomst is "akkoord" or "overgeslagen";

    /// <summary>Whether the nota was changed after these initials: then they hold no longer (N1). Advice stays:
    /// it is what the writer works up.</summary>
    public bool Vervallen(string sha256) => Uitkomst == "akkoord" && Soort is "paraaf" or "akkoord" or "agendering" && Sha256 != sha256;

    /// <summary>Whether the route may go on past this step.</summary>
    public bool Klaar(string sha256) => Gezet && !Vervallen(sha256);

    /// <summary>The step again, with what was said before put aside.</summary>
    public Stap Opnieuw() => Uitkomst.Length == 0 ? this : this with
    {
        Eerder = [.. Eerder.TakeLast(19), new(Uitkomst, Opmerking, Op ?? default, Door?.Rol ?? "", Versie ?? 0, Sha256 ?? "")],
        Uitkomst = "",
        Opmerking = "",
        Op = null,
        Door = null,
        Versie = null,
        Sha256 = null,
    };

    /// <summary>What stands in the step, by the names of its fields.</summary>
    public JsonObject Gegevens() => JsonSerializer.SerializeToNode(this, Json)!.AsObject();

    /// <summary>The step with these fields changed.</summary>
    public Stap Met(JsonObject velden)
    {
        var alles = Gegevens();
        foreach (var (naam, waarde) in velden) alles[naam] = waarde?.DeepClone();
        return alles.Deserialize<Stap>(Json)! with { Url = Url };
    }

    /// <summary>Tells whether anything in the step changed since.</summary>
    [JsonIgnore] public string Merk => Nota.Hash(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The step as it is kept.</summary>
    public JsonObject Schrijf() => new() { ["overigeData"] = Gegevens() };

    /// <summary>The step that a zaakobject is; null when it is something else.</summary>
    public static Stap? Van(ZaakObject o)
    {
        if (o is not
            {
                ObjectType: "overige", ObjectTypeOverige: Objectsoort,
                ObjectIdentificatie: { ValueKind: JsonValueKind.Object } json
            }
            || !json.TryGetProperty("overigeData", out var data))
        {
            return null;
        }
        try
        {
            return data.Deserialize<Stap>(Json) is { } stap ? stap with { Url = o.Url } : null;
        }
        catch (JsonException)
        {
            return null; // made by someone else, in a form that we do not know
        }
    }
}

/// <summary>The route as a whole: whose turn it is, and whether it has been gone.</summary>
internal static class Route
{
    /// <summary>The kinds of step before the college decides.</summary>
    public static readonly (string Waarde, string Woord)[] Soorten =
        [("advies", "Advies"), ("paraaf", "Paraaf"), ("akkoord", "Akkoord"), ("agendering", "Agendering"),
            ("besluit", "Besluit van het college")];

    /// <summary>The route of a zaaktype that says nothing about it.</summary>
    private static readonly Stap[] Gewoon =
    [
        new() { Groep = 1, Soort = "paraaf", Naam = "Paraaf leidinggevende", Rol = "Programmamanager" },
        new() { Groep = 2, Soort = "akkoord", Naam = "Akkoord portefeuillehouder", Rol = "Burgemeester" },
        new() { Groep = 3, Soort = "agendering", Naam = "Voorlopige agendering", Rol = "Gemeentesecretaris" },
        new() { Groep = 4, Soort = "agendering", Naam = "Definitieve agendering", Rol = "Collegesecretaris" },
        new() { Groep = 5, Soort = "besluit", Naam = "Besluit van het college", Rol = "Collegesecretaris" },
    ];

    /// <summary>
    /// The template that a zaaktype has for its route: the checklist items of its statustypen whose explanation reads <c>soort=paraaf;
    /// rol=…; groep=1; dagen=3</c>. An item that is not required is an optional step.
    /// </summary>
    public static IReadOnlyList<Stap> Sjabloon(IEnumerable<Statustype> statustypen, DateOnly vandaag)
    {
        List<Stap> stappen = [];
        foreach (var item in statustypen.OrderBy(s => s.Volgnummer).SelectMany(s => s.ChecklistitemStatustype ?? []))
        {
            var woorden = (item.Toelichting ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(w => w.Split('=', 2, StringSplitOptions.TrimEntries)).Where(w => w.Length == 2).ToLookup(w => w[0], w => w[1]);
            if (woorden["soort"].FirstOrDefault() is not { } soort || !Soorten.Any(s => s.Waarde == soort) || woorden["rol"]
                .FirstOrDefault() is not { } rol)
            {
                continue;
            }
            int? Getal(string naam) => Lezer.Nummer(woorden[naam].FirstOrDefault());
            stappen.Add(new()
            {
                Groep = Getal("groep") ?? stappen.Count + 1,
                Soort = soort,
                Naam = item.Itemnaam,
                Rol = rol,
                Optioneel = !item.Verplicht,
                Termijn = Getal("dagen") is { } dagen and < 1000 ? vandaag.AddDays(dagen) : null,
            });
        }
        return stappen.Count > 0 ? stappen : Gewoon;
    }

    /// <summary>The steps in their order.</summary>
    public static IReadOnlyList<Stap> InVolgorde(IEnumerable<Stap> stappen) =>
        [.. stappen.OrderBy(s => s.Groep).ThenBy(s => s.Naam, StringComparer.Ordinal)];

    /// <summary>The steps that can be taken now: those of the first group that is not done;
    /// of a step that sent the nota back not before there is another.</summary>
    public static IReadOnlyList<Stap> AanDeBeurt(IReadOnlyList<Stap> stappen, string sha256)
    {
        var nu = stappen.Where(s => !s.Klaar(sha256) && !s.Optioneel && !Besloten(s)).Select(s => s.Groep)
            .DefaultIfEmpty(int.MaxValue).Min();
        return [.. stappen.Where(s => s.Groep <= nu && !s.Klaar(sha256) && !Besloten(s) && (s.Groep == nu || s.Optioneel)
            && !(s.Uitkomst == "terug" && s.Sha256 == sha256))];
    }

    /// <summary>What still stops the college from deciding.</summary>
    public static IReadOnlyList<Stap> Openstaand(IReadOnlyList<Stap> stappen, string sha256) =>
        [.. stappen.Where(s => s.Soort != "besluit" && !s.Optioneel && !s.Klaar(sha256))];

    /// <summary>Whether the college decided at this step; a matter that was put off comes back.</summary>
    public static bool Besloten(Stap stap) => stap.Uitkomst is "conform" or "gewijzigd" or "niet" or "mandaat";

    /// <summary>The outcome of a step in words, with what became of it since.</summary>
    public static string Stand(Stap stap, string sha256, int versie) => stap.Uitkomst switch
    {
        "akkoord" when stap.Vervallen(sha256) => $"Vervallen: gezet op versie {stap.Versie}, de nota is nu versie {versie}",
        "akkoord" when stap.Soort == "advies" => stap.Sha256 == sha256 ? $"Advies gegeven op versie {stap.Versie}"
            : $"Advies gegeven op een eerdere versie ({stap.Versie})",
        "akkoord" when stap.Soort == "agendering" => $"Geagendeerd, op versie {stap.Versie}",
        "akkoord" => $"Akkoord op versie {stap.Versie}",
        "terug" => stap.Sha256 == sha256 ? $"Teruggestuurd: versie {stap.Versie} moet anders"
            : $"Teruggestuurd op versie {stap.Versie}; er is nu een nieuwe",
        "overgeslagen" => "Overgeslagen",
        "conform" => "Besloten conform voorstel",
        "gewijzigd" => "Gewijzigd aangenomen",
        "aangehouden" => "Aangehouden",
        "niet" => "Niet aangenomen",
        "mandaat" => "Vastgesteld onder mandaat",
        _ => "Nog niet",
    };

    public static string Soortwoord(string soort) => Soorten.FirstOrDefault(s => s.Waarde == soort).Woord ?? soort;
}
