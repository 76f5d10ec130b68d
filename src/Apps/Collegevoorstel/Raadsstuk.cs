using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Brink.Apps.Collegevoorstel;

/// <summary>A step of what goes to the council: whose turn it is, and what was said.</summary>
public sealed record Raadsstap(string Naam, string Rol, DateTimeOffset? Op = null, Wie? Door = null);

/// <summary>
/// What the college lays before the council out of a proposal. Where the use of a power can have far-reaching consequences the college does
/// not decide before the council could make its wishes and objections known (Gemeentewet, article 169, paragraph 4).
/// It is a zaakobject of the zaak (objectType <c>overige</c>, objectTypeOverige <c>raadsstuk</c>) with a document;
/// what the council decided is a besluit of the same zaak.
/// </summary>
public sealed record Raadsstuk
{
    /// <summary>The kind of zaakobject that it is.</summary>
    public const string Objectsoort = "raadsstuk";

    /// <summary>The besluittype of what the council decides.</summary>
    public const string Besluittype = "Raadsbesluit";

    /// <summary>Wishes and objections are asked; a decision is asked; or the council is told.</summary>
    internal static readonly (string Waarde, string Woord)[] Soorten =
    [
        ("bedenkingen", "Raadsvoorstel: wensen en bedenkingen (artikel 169, vierde lid)"), ("besluit", "Raadsvoorstel: de raad besluit"),
        ("brief", "Raadsbrief: ter informatie"),
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [JsonIgnore] public Uri? Url { get; init; }
    public string Soort { get; init; } = "";
    public string Titel { get; init; } = "";
    public string Tekst { get; init; } = "";

    /// <summary>The last day on which the council can make itself heard.</summary>
    public DateOnly? Termijn { get; init; }

    /// <summary>The paper, in the register of documents.</summary>
    public Uri? Document { get; init; }

    /// <summary>The version of the nota that it was made from.</summary>
    public int Versie { get; init; }
    public IReadOnlyList<Raadsstap> Stappen { get; init; } = [];

    /// <summary>Empty, or one of <see cref="Uitkomsten"/>.</summary>
    public string Uitkomst { get; init; } = "";
    public string Toelichting { get; init; } = "";
    public DateOnly? Op { get; init; }

    /// <summary>What the council decided, in the register of decisions.</summary>
    public Uri? Besluit { get; init; }

    public Raadsstap? AanDeBeurt => Uitkomst.Length > 0 ? null : Stappen.FirstOrDefault(s => s.Op is null);
    public bool Verzonden => Stappen.Count > 0 && Stappen.All(s => s.Op is not null);
    public bool Klaar => Uitkomst.Length > 0;

    /// <summary>What may come of it.</summary>
    internal static (string Waarde, string Woord)[] Uitkomsten(string soort) => soort switch
    {
        "bedenkingen" => [("geen", "Geen wensen of bedenkingen"),
            ("ingebracht", "Wensen en bedenkingen ingebracht"), ("verstreken", "De termijn is verstreken zonder reactie"), Terug],
        "besluit" => [("ingestemd", "De raad stemt in"), ("verworpen", "De raad stemt niet in"), Terug],
        _ => [("kennisgenomen", "De raad heeft kennisgenomen"), Terug],
    };

    private static readonly (string, string) Terug = ("ingetrokken", "Teruggenomen door het college");

    public string Stand(DateOnly vandaag) => Klaar ? Notawoorden.Woord(Uitkomsten(Soort), Uitkomst)
        + (Op is { } dag ? $", {Tijd.Voluit(dag)}" : "")
        : AanDeBeurt is { } stap ? $"Wacht op: {stap.Naam} ({stap.Rol})"
        : Termijn is { } tot ? tot < vandaag ? $"Bij de raad; de termijn liep tot en met {Tijd.Voluit(tot)}"
            : $"Bij de raad, tot en met {Tijd.Voluit(tot)}" : "Bij de raad";

    /// <summary>Why the college cannot decide yet; null when this does not stop it.</summary>
    internal Fout? Houdt(string wat) => Soort == "bedenkingen" && !Klaar
        ? Bureau.Nee("raad-wacht",
            $"De raad kan nog wensen en bedenkingen inbrengen (artikel 169, vierde lid, Gemeentewet): '{Titel}'. {wat} kan als de "
            + $"uitkomst bij Raad staat.")
        : null;

    /// <summary>Why no proxy can be given; null when this does not stop it.</summary>
    internal Fout? HoudtVolmacht() => Houdt("De volmacht geven") ?? (Soort != "besluit" || Uitkomst is "ingestemd" or "ingetrokken" ? null
        : Bureau.Nee("raad-wacht", Klaar ? $"De raad stemde niet in met '{Titel}'. De volmacht volgt dan niet uit dit besluit."
            : $"De raad heeft nog niet besloten over '{Titel}'. Geef de volmacht als de uitkomst bij Raad staat."));

    /// <summary>As the zaakobject keeps it.</summary>
    /// <param name="document">The address of its paper where that is made along with it (<see cref="Bundel"/>).</param>
    /// <param name="besluit">The address of the decision, likewise.</param>
    internal JsonObject Schrijf(string? document = null, string? besluit = null)
    {
        var gegevens = JsonSerializer.SerializeToNode(this, Json)!.AsObject();
        if (document is not null) gegevens["document"] = document;
        if (besluit is not null) gegevens["besluit"] = besluit;
        return new() { ["overigeData"] = gegevens };
    }

    /// <summary>What a zaakobject says; null when it is something else.</summary>
    internal static Raadsstuk? Van(ZaakObject o)
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
            return data.Deserialize<Raadsstuk>(Json) is { } stuk ? stuk with { Url = o.Url } : null;
        }
        catch (JsonException)
        {
            return null; // made by someone else, in a form that we do not know
        }
    }

    /// <summary>The paper for the council, without the names in the nota.</summary>
    internal byte[] Pdf(Dossier d)
    {
        var nota = Lak.Openbaar(d.Nota!.Inhoud);
        using var blad = new Pdfblad(Lak.Openbaar(Titel), Soort == "brief" ? "Raadsbrief" : "Raadsvoorstel");
        blad.Kop(1, Lak.Openbaar(Titel));
        blad.Alinea(Notawoorden.Woord(Soorten, Soort) + ".");
        blad.Tabel([("Gegeven", 0.35), ("Waarde", 0.65)], [.. new (string, string)[]
        {
            ("Hoort bij collegevoorstel", $"{d.Zaak.Identificatie}: {nota.Onderwerp}"),
            ("Versie van de nota", $"{d.Versie} (controlegetal {d.Sha256[..16]})"),
            ("Portefeuillehouder", nota.Portefeuillehouder), ("Reageren tot en met", Tijd.Voluit(Termijn)),
        }.Where(g => g.Item2.Length > 0).Select(g => (string[])[g.Item1, g.Item2])]);
        foreach (var alinea in Tekens.Regels(Lak.Openbaar(Tekst))) blad.Alinea(alinea);
        blad.Kop(2, "Wat het college wil besluiten");
        blad.Opsomming([.. nota.Besluit.Select(b => b.Tekst)], genummerd: true);
        return blad.Klaar();
    }
}
