using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>Contact between the municipality and a resident or business about something. Klantinteracties API 0.9.0,
/// resource <c>klantcontacten</c>.</summary>
public sealed record Klantcontact : Resource, IResource<Klantcontact>
{
    [Computed, Derived, ByUuid] public List<Ref<Onderwerpobject>> GingOverOnderwerpobjecten { get; set; } = [];
    [Computed, Derived] public List<Actor> HadBetrokkenActoren { get; set; } = [];
    [Computed, Derived, ByUuid] public List<Ref<Bijlage>> OmvatteBijlagen { get; set; } = [];
    [Computed, Derived, ByUuid] public List<Ref<Betrokkene>> HadBetrokkenen { get; set; } = [];
    [Computed, Derived, ByUuid] public List<Ref<InterneTaak>> LeiddeTotInterneTaken { get; set; } = [];

    /// <summary>Made by the server when a client gives none.</summary>
    [MaxLength(10), RegularExpression(Nummers.Cijfers), Deprecated] public string? Nummer { get; set; }
    [MaxLength(10), RegularExpression(Nummers.Cijfers)] public string? Referentienummer { get; set; }
    [MaxLength(50), NotBlank] public required string Kanaal { get; set; }
    [MaxLength(200), NotBlank] public required string Onderwerp { get; set; }
    [MaxLength(1000)] public string Inhoud { get; set; } = "";

    /// <summary>What was answered during the contact.</summary>
    [MaxLength(4000)] public string Reactie { get; set; } = "";

    /// <summary>Whether the other side was reached; unknown when empty.</summary>
    public bool? IndicatieContactGelukt { get; set; }

    /// <summary>The kind of thing that it was about, such as a zaaktype.</summary>
    [Url, MaxLength(200)] public string HoofdOnderwerpType { get; set; } = "";

    /// <summary>Whether the system where the contact took place acts by itself when the other side is not reached.</summary>
    public bool VerdereActieOndernomen { get; set; }

    /// <summary>The language as three letters of ISO 639-2/B.</summary>
    [MaxLength(3), NotBlank] public required string Taal { get; set; }
    public required bool Vertrouwelijk { get; set; }

    /// <summary>When it took place, or began; now, when a client does not say.</summary>
    public DateTimeOffset PlaatsgevondenOp { get; set; }

    /// <summary>Names and values of a client's own, each value at most 255 characters.</summary>
    public JsonElement Metadata { get; set; } = Geen;

    private static readonly JsonElement Geen = JsonDocument.Parse("{}").RootElement;
    private static readonly Step Betrokkenen = new(typeof(Betrokkene), "hadKlantcontact"),
    OverOnderwerp = new(typeof(Onderwerpobject), "klantcontact"),
        WasOnderwerp = new(typeof(Onderwerpobject), "wasKlantcontact");

    public static void Define(Definition<Klantcontact> d) => d
        .Klantinteractie("klantcontacten", "klantcontact").Personal()
        .Notifies("klantcontacten", "hoofdOnderwerpType", "indicatieContactGelukt", "verdereActieOndernomen")
        .ShownAs(k => k.Nummer ?? "")
        .Unique("nummer").Unique("referentienummer")
        .Filter(k => k.Nummer).Filter(k => k.Referentienummer).Filter(k => k.Kanaal).Filter(k => k.Vertrouwelijk)
            .Filter(k => k.IndicatieContactGelukt)
        .Filter(k => k.PlaatsgevondenOp)
        .Key(k => k.Onderwerp).ZoekInTekst("onderwerp").Key(k => k.Inhoud).ZoekInTekst("inhoud").Key(k => k.Reactie).ZoekInTekst("reactie")
        .ZoekPersoon("hadBetrokkene", "uuid", Betrokkenen)
        .ZoekPersoon("hadBetrokkene__wasPartij", "wasPartij", Betrokkenen)
        .Filter("hadBetrokkene__wasPartij", Afspraken.Vlag,
            (q, was) => q.Among(typeof(Betrokkene), "hadKlantcontact", "uuid", b => b.IsNull("wasPartij", was is false)))
        .ZoekPartijnummer("hadBetrokkene__wasPartij__partijIdentificator__", Betrokkenen, Partij.Identificatoren("wasPartij"))
        .FilterVia("hadBetrokkene__digitaaladres__adres__icontains", Afspraken.Persoon, "adres", Compare.Contains, Betrokkenen,
            new Step(typeof(DigitaalAdres), "verstrektDoorBetrokkene"))
        .Filter("leiddeTotInterneTaken", Afspraken.Vlag,
            (q, leidde) => q.Exists(typeof(InterneTaak), "aanleidinggevendKlantcontact", "uuid", _ => { }, none: leidde is false))
        .ZoekVerwijzing("onderwerpobject", "uuid", OverOnderwerp).ZoekIdentificator("onderwerpobject__onderwerpobjectidentificator",
            OverOnderwerp)
        .ZoekVerwijzing("wasOnderwerpobject", "uuid", WasOnderwerp).ZoekIdentificator("wasOnderwerpobject__onderwerpobjectidentificator",
            WasOnderwerp)
        .ExpandsPaths("gingOverOnderwerpobjecten", "hadBetrokkenen", "hadBetrokkenen.digitaleAdressen", "hadBetrokkenen.wasPartij",
            "leiddeTotInterneTaken",
            "omvatteBijlagen")
        .Rule("nummer", GeefNummer, "nummer")
        .Rule("referentienummer", Referentie, "referentienummer")
        .Rule("moment", Moment, "plaatsgevondenOp")
        .Rule("metadata", Kenmerken, "metadata")
        .Derive(Verzamel)
        .Action(new ResourceAction("maak-klantcontact", [Afspraken.Bijwerken], false, MaakKlantcontact.Maak, typeof(MaakKlantcontact),
            typeof(GemaaktKlantcontact))
        {
            AtRoot = true,
            Status = 201,
        });

    private static async ValueTask GeefNummer(Change<Klantcontact> c) => c.New.Nummer = await Nummers.Kies(c, c.New.Nummer, c.Old?.Nummer);

    private static ValueTask Referentie(Change<Klantcontact> c)
    {
        if (c.New.Referentienummer is "") c.New.Referentienummer = null;
        return Nummers.Uniek(c, "referentienummer", c.New.Referentienummer);
    }

    private static ValueTask Moment(Change<Klantcontact> c)
    {
        if (c.Creating && !c.Has(k => k.PlaatsgevondenOp)) c.New.PlaatsgevondenOp = c.Now;
        return default;
    }

    private static ValueTask Kenmerken(Change<Klantcontact> c)
    {
        if (c.Deleting) return default;
        if (c.New.Metadata.ValueKind != JsonValueKind.Object)
        {
            c.Fault("metadata", "invalid", "Geef metadata als een object van namen en teksten.");
        }
        else
        {
            foreach (var een in c.New.Metadata.EnumerateObject())
            {
                if (een.Value.ValueKind != JsonValueKind.String || een.Value.GetString()!.Length > 255)
                    c.Fault("metadata", "invalid", $"De waarde van '{een.Name}' moet een tekst zijn van hoogstens 255 tekens.");
            }
        }
        return default;
    }

    // The lists live at the other side; they are looked up for all contacten of a page at once.
    private static async ValueTask Verzamel(Derivation d, IReadOnlyList<Klantcontact> contacten)
    {
        var onderwerpen = await d.Referring<Onderwerpobject>("klantcontact", contacten);
        var bijlagen = await d.Referring<Bijlage>("wasBijlageVanKlantcontact", contacten);
        var betrokkenen = await d.Referring<Betrokkene>("hadKlantcontact", contacten);
        var taken = await d.Referring<InterneTaak>("aanleidinggevendKlantcontact", contacten);
        var relaties = (await d.Find<ActorKlantcontact>(q => q.In("klantcontact", contacten)))
            .ToLookup(r => r.Klantcontact.Uuid, r => r.Actor.Uuid);
        var actoren = relaties.Count == 0 ? []
            : (await d.Find<Actor>(q => q.In("uuid", relaties.SelectMany(r => r).Distinct().Cast<object>()))).ToDictionary(a => a.Uuid);
        foreach (var k in contacten)
        {
            k.GingOverOnderwerpobjecten = [.. onderwerpen[k.Uuid]];
            k.OmvatteBijlagen = [.. bijlagen[k.Uuid]];
            k.HadBetrokkenen = [.. betrokkenen[k.Uuid]];
            k.LeiddeTotInterneTaken = [.. taken[k.Uuid]];
            k.HadBetrokkenActoren = [.. relaties[k.Uuid].Where(actoren.ContainsKey).Select(a => actoren[a])];
        }
    }
}
