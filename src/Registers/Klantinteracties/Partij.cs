using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

public enum SoortPartij { Persoon, Organisatie, Contactpersoon }

/// <summary>
/// A person or organisation with whom the municipality has or may have contact, and how they like to be reached.
/// Klantinteracties API 0.9.0, resource
/// <c>partijen</c>. What must hold when one is written is in <c>Partij.Regels.cs</c>.
/// </summary>
public sealed partial record Partij : Resource, IResource<Partij>
{
    /// <summary>Made by the server when a client gives none.</summary>
    [Person, MaxLength(10), RegularExpression(Nummers.Cijfers), Deprecated] public string? Nummer { get; set; }
    [MaxLength(1000)] public string InterneNotitie { get; set; } = "";
    [Computed, Derived, ByUuid] public List<Ref<Betrokkene>> Betrokkenen { get; set; } = [];
    [Computed, Derived] public List<PartijCategorie> CategorieRelaties { get; set; } = [];

    /// <summary>All that the partij gave; what a client leaves out of the list is no longer the partij's.</summary>
    [Derived, ByUuid] public List<Ref<DigitaalAdres>>? DigitaleAdressen { get; set; }

    /// <summary>One of <see cref="DigitaleAdressen"/>.</summary>
    [ByUuid] public Ref<DigitaalAdres>? VoorkeursDigitaalAdres { get; set; }

    /// <summary>For whom this partij acts.</summary>
    [Computed, Derived, ByUuid] public List<Ref<Partij>> Vertegenwoordigden { get; set; } = [];
    [Derived, ByUuid] public List<Ref<Rekeningnummer>>? Rekeningnummers { get; set; }

    /// <summary>One of <see cref="Rekeningnummers"/>.</summary>
    [ByUuid] public Ref<Rekeningnummer>? VoorkeursRekeningnummer { get; set; }

    /// <summary>All that the partij has: those with a uuid are changed, those without are made,
    /// and what a client leaves out is deleted.</summary>
    [Derived] public List<EigenIdentificator>? PartijIdentificatoren { get; set; }
    public required SoortPartij SoortPartij { get; set; }

    /// <summary>Whether the partij asked to keep its details secret; unknown when empty.</summary>
    public bool? IndicatieGeheimhouding { get; set; }

    /// <summary>The language as three letters of ISO 639-2/B.</summary>
    [MaxLength(3)] public string Voorkeurstaal { get; set; } = "";

    /// <summary>Whether the details may still be used to reach the partij.</summary>
    public required bool IndicatieActief { get; set; }
    public Adres? Bezoekadres { get; set; }
    public Adres? Correspondentieadres { get; set; }

    /// <summary>Who it is; the shape follows <see cref="SoortPartij"/>.</summary>
    public object? PartijIdentificatie { get; set; }

    /// <summary>The step from something that refers to a partij to the identificatoren of that partij.</summary>
    internal static Step Identificatoren(string kolom) => new(typeof(PartijIdentificator), "identificeerdePartij", kolom);

    private static readonly Step Eigen = Identificatoren("uuid");

    public static void Define(Definition<Partij> d)
    {
        d.Klantinteractie("partijen", "partij").Personal().HiddenUnless(q => Beperking.VrijePartij(q, "uuid"))
            .Notifies("partijen", "soortPartij")
            .ShownAs(p => p.Nummer ?? "")
            .Shapes(p => p.PartijIdentificatie, p => p.SoortPartij, (SoortPartij.Persoon, typeof(PartijPersoon)),
                (SoortPartij.Organisatie, typeof(PartijOrganisatie)),
                (SoortPartij.Contactpersoon, typeof(PartijContactpersoon)))
            .Unique("nummer")
            .Filter(p => p.Nummer).Filter(p => p.SoortPartij).Filter(p => p.IndicatieActief).Filter(p => p.IndicatieGeheimhouding)
            .Key("werkteVoorPartij", Kind.Uuid, p => (p.PartijIdentificatie as PartijContactpersoon)?.WerkteVoorPartij)
                .Index("werkteVoorPartij")
            .ZoekPersoon("vertegenwoordigdePartij", "vertegenwoordigendePartij",
                new Step(typeof(Vertegenwoordiging), "vertegenwoordigdePartij"))
            .ZoekPartijnummer("partijIdentificator__", Eigen)
            .ZoekPartijnummer("subIdentificatorVan__", Eigen, new Step(typeof(PartijIdentificator), "uuid", "subIdentificatorVan"))
            .Filter("categorierelatie__categorie__naam", Afspraken.Tekst, (q, namen) => q.Among(typeof(CategorieRelatie), "partij", "uuid",
                r => r.Among(typeof(Categorie), "uuid", "categorie", c => c.In("naam", ((string)namen!).Split(',')))))
            .ExpandsPaths("betrokkenen", "betrokkenen.hadKlantcontact", "categorieRelaties", "digitaleAdressen");
        ZoekAdres(d, "bezoekadres", p => p.Bezoekadres);
        ZoekAdres(d, "correspondentieadres", p => p.Correspondentieadres);
        d.Rule("nummer", GeefNummer, "nummer")
            .Rule("land", c => Adres.BestaandLand(c, "bezoekadres", c.New.Bezoekadres), "bezoekadres")
            .Rule("land", c => Adres.BestaandLand(c, "correspondentieadres", c.New.Correspondentieadres), "correspondentieadres")
            .Rule("soort", SoortPast, "soortPartij", "partijIdentificatie")
            .Rule("voorkeursDigitaalAdres", VoorkeurIsEigenAdres, "digitaleAdressen", "voorkeursDigitaalAdres")
            .Rule("voorkeursRekeningnummer", VoorkeurIsEigenRekening, "rekeningnummers", "voorkeursRekeningnummer")
            .Rule("partijIdentificatoren", KeurIdentificatoren, "partijIdentificatoren")
            .Effect("partijIdentificatoren", SchrijfIdentificatoren)
            .Effect("digitaleAdressen", KoppelAdressen)
            .Effect("rekeningnummers", KoppelRekeningen)
            .Effect("contactpersonen", WerktNietMeer)
            .Derive(Verzamel);
    }

    private static void ZoekAdres(Definition<Partij> d, string soort, Func<Partij, Adres?> van)
    {
        foreach (var (deel, waarde) in new (string, Func<Adres, string>)[]
        {
            ("NummeraanduidingId", a => a.NummeraanduidingId), ("Adresregel1", a => a.Adresregel1), ("Adresregel2", a => a.Adresregel2),
            ("Adresregel3", a => a.Adresregel3), ("Land", a => a.Land),
        })
        {
            d.Key(soort + deel, Kind.Text, p => van(p) is { } adres ? waarde(adres) : null)
            .Zoek(soort + deel, Afspraken.Persoon, soort + deel);
        }
    }

    // The lists live at the other side; they are looked up for all partijen of a page at once.
    private static async ValueTask Verzamel(Derivation d, IReadOnlyList<Partij> partijen)
    {
        var betrokkenen = await d.Referring<Betrokkene>("wasPartij", partijen);
        var adressen = await d.Referring<DigitaalAdres>("verstrektDoorPartij", partijen);
        var rekeningen = await d.Referring<Rekeningnummer>("partij", partijen);
        var anderen = (await d.Find<Vertegenwoordiging>(q => q.In("vertegenwoordigendePartij", partijen)))
            .ToLookup(v => v.VertegenwoordigendePartij.Uuid, v => v.VertegenwoordigdePartij);
        var identificatoren = (await d.Find<PartijIdentificator>(q => q.In("identificeerdePartij", partijen)))
            .ToLookup(i => i.IdentificeerdePartij!.Value.Uuid);
        var relaties = await d.Find<CategorieRelatie>(q => q.In("partij", partijen));
        var namen = relaties.Count == 0 ? []
            : (await d.Find<Categorie>(q => q.In("uuid", relaties.Select(r => r.Categorie?.Uuid).OfType<object>().Distinct())))
            .ToDictionary(c => c.Uuid, c => c.Naam);
        foreach (var p in partijen)
        {
            p.Betrokkenen = [.. betrokkenen[p.Uuid]];
            p.DigitaleAdressen = [.. adressen[p.Uuid]];
            p.Rekeningnummers = [.. rekeningen[p.Uuid]];
            p.Vertegenwoordigden = [.. anderen[p.Uuid]];
            p.PartijIdentificatoren = [.. identificatoren[p.Uuid].Select(EigenIdentificator.Van)];
            p.CategorieRelaties = [.. relaties.Where(r => r.Partij?.Uuid == p.Uuid).Select(r => new PartijCategorie
            {
                Uuid = r.Uuid,
                Url = Ref<CategorieRelatie>.To(r.Uuid),
                CategorieNaam = r.Categorie is { } categorie ? namen.GetValueOrDefault(categorie.Uuid) : null,
                BeginDatum = r.BeginDatum,
                EindDatum = r.EindDatum,
            })];
        }
    }
}

/// <summary>A person, by the name that they want to be called.</summary>
public sealed record PartijPersoon
{
    public Contactnaam? Contactnaam { get; set; }
    [Persoonlijk(Persoonssoort.Naam), Computed] public string VolledigeNaam { get; set; } = "";
}

/// <summary>An organisation, by its name.</summary>
public sealed record PartijOrganisatie
{
    [MaxLength(200)] public string Naam { get; set; } = "";
}

/// <summary>Someone to speak to at an organisation.</summary>
public sealed record PartijContactpersoon
{
    public Guid Uuid { get; set; }
    [ByUuid] public Ref<Partij>? WerkteVoorPartij { get; set; }
    public Contactnaam? Contactnaam { get; set; }
    [Persoonlijk(Persoonssoort.Naam), Computed] public string VolledigeNaam { get; set; } = "";
}

/// <summary>A categorie that a partij is in, from one day to another.</summary>
public sealed record PartijCategorie
{
    public required Guid Uuid { get; set; }
    [Computed, MaxLength(1000)] public Ref<CategorieRelatie> Url { get; set; }
    [Computed] public string? CategorieNaam { get; set; }
    public DateOnly? BeginDatum { get; set; }
    public DateOnly? EindDatum { get; set; }
}

/// <summary>A <see cref="PartijIdentificator"/> as it stands within its partij.</summary>
public sealed record EigenIdentificator
{
    /// <summary>Of one that is there already; left out for a new one.</summary>
    public Guid Uuid { get; set; }
    [Computed, MaxLength(1000)] public Ref<PartijIdentificator> Url { get; set; }

    /// <summary>The partij itself; a client need not say so.</summary>
    [ByUuid] public Ref<Partij>? IdentificeerdePartij { get; set; }
    [MaxLength(200), Deprecated] public string AnderePartijIdentificator { get; set; } = "";
    public required PartijNummer PartijIdentificator { get; set; }
    [ByUuid] public Ref<PartijIdentificator>? SubIdentificatorVan { get; set; }

    internal static EigenIdentificator Van(PartijIdentificator i) => new()
    {
        Uuid = i.Uuid,
        Url = Ref<PartijIdentificator>.To(i.Uuid),
        IdentificeerdePartij = i.IdentificeerdePartij,
        AnderePartijIdentificator = i.AnderePartijIdentificator,
        PartijIdentificator = i.Nummer,
        SubIdentificatorVan = i.SubIdentificatorVan,
    };
}
