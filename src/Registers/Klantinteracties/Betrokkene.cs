using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

public enum Klantrol { Vertegenwoordiger, Klant }

/// <summary>
/// Who took part in a klantcontact on the side of the resident or business: a known partij, or someone of whom only this is known.
/// What stands here is used to follow up on this contact. Klantinteracties API 0.9.0, resource <c>betrokkenen</c>.
/// </summary>
public sealed record Betrokkene : Resource, IResource<Betrokkene>
{
    [ByUuid] public Ref<Partij>? WasPartij { get; set; }
    [ByUuid] public required Ref<Klantcontact> HadKlantcontact { get; set; }
    [Computed, Derived, ByUuid] public List<Ref<DigitaalAdres>> DigitaleAdressen { get; set; } = [];
    public Adres? Bezoekadres { get; set; }
    public Adres? Correspondentieadres { get; set; }
    public Contactnaam? Contactnaam { get; set; }
    [Persoonlijk(Persoonssoort.Naam), Computed] public string VolledigeNaam { get; set; } = "";
    public required Klantrol Rol { get; set; }

    /// <summary>The organisation on whose behalf the contact was, where it is no partij.</summary>
    [MaxLength(200)] public string Organisatienaam { get; set; } = "";

    /// <summary>Whether the contact came from this side.</summary>
    public required bool Initiator { get; set; }

    private static readonly Step Contact = new(typeof(Klantcontact), "uuid", "hadKlantcontact"),
    Adressen = new(typeof(DigitaalAdres), "verstrektDoorBetrokkene");

    public static void Define(Definition<Betrokkene> d) => d
        .Klantinteractie("betrokkenen", "betrokkene").Personal().HiddenUnless(q => Beperking.VrijePartij(q, "wasPartij"))
        .GoesWith(b => b.WasPartij).GoesWith(b => b.HadKlantcontact)
        .Key("contactnaamVoorletters", Kind.Text, b => b.Contactnaam?.Voorletters)
        .Key("contactnaamVoornaam", Kind.Text, b => b.Contactnaam?.Voornaam)
        .Key("contactnaamVoorvoegselAchternaam", Kind.Text, b => b.Contactnaam?.VoorvoegselAchternaam)
        .Key("contactnaamAchternaam", Kind.Text, b => b.Contactnaam?.Achternaam)
        .Zoek("contactnaamVoorletters", Afspraken.Persoon, "contactnaamVoorletters")
            .Zoek("contactnaamVoornaam", Afspraken.Persoon, "contactnaamVoornaam")
        .Zoek("contactnaamVoorvoegselAchternaam", Afspraken.Persoon, "contactnaamVoorvoegselAchternaam")
        .Zoek("contactnaamAchternaam", Afspraken.Persoon, "contactnaamAchternaam")
        .Filter(b => b.Organisatienaam).Key(b => b.Rol)
        .ZoekVerwijzing("hadKlantcontact", "hadKlantcontact")
        .Zoek("hadKlantcontact__nummer", Afspraken.Tekst, "nummer", Contact)
            .Zoek("hadKlantcontact__referentienummer", Afspraken.Tekst, "referentienummer", Contact)
        .ZoekVerwijzing("verstrektedigitaalAdres", "uuid", Adressen)
            .Zoek("verstrektedigitaalAdres__adres", Afspraken.Persoon, "adres", Adressen)
        .ZoekPersoon("wasPartij", "wasPartij")
            .Zoek("wasPartij__nummer", Afspraken.Persoon, "nummer", new Step(typeof(Partij), "uuid", "wasPartij"))
        .ZoekPartijnummer("wasPartij__partijIdentificator__", Partij.Identificatoren("wasPartij"))
        .ExpandsPaths("digitaleAdressen")
        .Rule("land", c => Adres.BestaandLand(c, "bezoekadres", c.New.Bezoekadres), "bezoekadres")
        .Rule("land", c => Adres.BestaandLand(c, "correspondentieadres", c.New.Correspondentieadres), "correspondentieadres")
        .Rule("volledigeNaam", NoemVolledig, "contactnaam")
        .Effect("adressen", LaatAdressenAchter)
        .Derive(Verzamel);

    private static ValueTask NoemVolledig(Change<Betrokkene> c)
    {
        c.New.VolledigeNaam = Contactnaam.Volledig(c.New.Contactnaam);
        return default;
    }

    // An address goes along, unless a partij uses it too.
    private static async ValueTask LaatAdressenAchter(Change<Betrokkene> c)
    {
        if (!c.Deleting) return;
        foreach (var adres in await c.Find<DigitaalAdres>(q => q.Is("verstrektDoorBetrokkene", c.Self)))
        {
            if (adres.VerstrektDoorPartij is null) { await c.Delete(adres); continue; }
            adres.VerstrektDoorBetrokkene = null;
            await c.Save(adres);
        }
    }

    private static async ValueTask Verzamel(Derivation d, IReadOnlyList<Betrokkene> betrokkenen)
    {
        var adressen = await d.Referring<DigitaalAdres>("verstrektDoorBetrokkene", betrokkenen);
        foreach (var b in betrokkenen) b.DigitaleAdressen = [.. adressen[b.Uuid]];
    }
}
