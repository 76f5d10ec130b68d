using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

public enum SoortDigitaalAdres { Email, Telefoonnummer, Overig }

/// <summary>
/// An e-mail address, telephone number or the like: given by a betrokkene for one klantcontact, or by a partij for any.
/// Klantinteracties API 0.9.0, resource <c>digitaleadressen</c>.
/// </summary>
public sealed partial record DigitaalAdres : Resource, IResource<DigitaalAdres>
{
    internal const string Telefoon = @"^(0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13})$";

    [ByUuid] public Ref<Betrokkene>? VerstrektDoorBetrokkene { get; set; }
    [ByUuid] public Ref<Partij>? VerstrektDoorPartij { get; set; }

    /// <summary>What it must look like depends on <see cref="SoortDigitaalAdres"/>.</summary>
    [Person, MaxLength(80), NotBlank] public required string Adres { get; set; }
    public required SoortDigitaalAdres SoortDigitaalAdres { get; set; }

    /// <summary>Whether it is the one to use of its kind. A partij has one of each kind: the last to be marked.</summary>
    public bool IsStandaardAdres { get; set; }
    [MaxLength(40)] public string Omschrijving { get; set; } = "";

    /// <summary>A mark by which a program recognises the address; of each kind a partij has it once.</summary>
    [MaxLength(50), RegularExpression("^[-a-zA-Z0-9_]+$")] public string Referentie { get; set; } = "";
    public DateOnly? VerificatieDatum { get; set; }

    private static readonly Step VanBetrokkene = new(typeof(Betrokkene), "uuid", "verstrektDoorBetrokkene"),
    VanPartij = new(typeof(Partij), "uuid", "verstrektDoorPartij");

    public static void Define(Definition<DigitaalAdres> d) => d
        .Klantinteractie("digitaleadressen", "digitaaladres").Personal().HiddenUnless(q => Beperking.VrijePartij(q, "verstrektDoorPartij"))
        .GoesWith(a => a.VerstrektDoorPartij).Key(a => a.VerstrektDoorBetrokkene).Index("verstrektDoorBetrokkene").Index("adres")
        .Filter(a => a.Adres, Compare.Equal | Compare.Contains).Filter(a => a.SoortDigitaalAdres).Filter(a => a.IsStandaardAdres)
            .Filter(a => a.Referentie)
        .Filter(a => a.VerificatieDatum, Compare.Equal | Compare.Gt | Compare.Gte | Compare.Lt | Compare.Lte)
        .Filter("isGeverifieerd", Afspraken.Vlag, (q, geverifieerd) => q.IsNull("verificatieDatum", geverifieerd is false))
        .Key(a => a.Omschrijving).ZoekInTekst("omschrijving")
        .ZoekPersoon("verstrektDoorBetrokkene", "verstrektDoorBetrokkene")
        .Zoek("verstrektDoorBetrokkene__rol", Schema.Of<Betrokkene>().Field("rol"), "rol", VanBetrokkene)
        .ZoekPersoon("verstrektDoorPartij", "verstrektDoorPartij")
        .Zoek("verstrektDoorPartij__soortPartij", Schema.Of<Partij>().Field("soortPartij"), "soortPartij", VanPartij)
        .ZoekPartijnummer("verstrektDoorPartij__partijIdentificator__", Partij.Identificatoren("verstrektDoorPartij"))
        .ExpandsPaths("verstrektDoorBetrokkene", "verstrektDoorBetrokkene.hadKlantcontact",
            "verstrektDoorBetrokkene.hadKlantcontact.leiddeTotInterneTaken")
        .Rule("adres", AdresPastBijSoort, "adres", "soortDigitaalAdres")
        .Rule("isStandaardAdres", StandaardVanPartij, "isStandaardAdres", "verstrektDoorPartij")
        .Rule("referentie", ReferentieIsUniek, "referentie", "verstrektDoorPartij", "soortDigitaalAdres")
        .Effect("isStandaardAdres", EenStandaard)
        .Effect("voorkeur", VoorkeurVervalt);

    private static ValueTask AdresPastBijSoort(Change<DigitaalAdres> c)
    {
        if (c.Deleting) return default;
        if (c.New.SoortDigitaalAdres == SoortDigitaalAdres.Email && !Email().IsMatch(c.New.Adres))
            c.Fault("adres", "invalid", "Dit is geen geldig e-mailadres.");
        if (c.New.SoortDigitaalAdres == SoortDigitaalAdres.Telefoonnummer && !Nummer().IsMatch(c.New.Adres))
            c.Fault("adres", "invalid", "Schrijf een telefoonnummer als 0612345678, +31612345678 of 0031612345678.");
        return default;
    }

    private static async ValueTask StandaardVanPartij(Change<DigitaalAdres> c)
    {
        if (c.Deleting) return;
        if (c.New.VerstrektDoorPartij is { } partij) await c.Lock(partij);
        else if (c.New.IsStandaardAdres)
            c.Fault("isStandaardAdres", "invalid", "Alleen een adres van een partij kan het standaardadres zijn.");
    }

    private static async ValueTask ReferentieIsUniek(Change<DigitaalAdres> c)
    {
        if (!c.Deleting && c.New.Referentie.Length > 0 && c.New.VerstrektDoorPartij is { } partij
            && await c.Any<DigitaalAdres>(q => q.Is("verstrektDoorPartij", partij)
            .Is("soortDigitaalAdres", c.New.SoortDigitaalAdres).Is("referentie", c.New.Referentie).Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("referentie", "unique", "De partij heeft al een adres van deze soort met deze referentie.");
        }
    }

    private static async ValueTask EenStandaard(Change<DigitaalAdres> c)
    {
        if (!c.Deleting && c.New.IsStandaardAdres) await MaakEnige(c, c.New);
    }

    /// <summary>Takes the mark from the other addresses of its kind that its partij has.</summary>
    internal static async ValueTask MaakEnige(Change c, DigitaalAdres adres)
    {
        foreach (var ander in await c.Find<DigitaalAdres>(q => q.Is("verstrektDoorPartij", adres.VerstrektDoorPartij)
            .Is("soortDigitaalAdres", adres.SoortDigitaalAdres)
            .Is("isStandaardAdres", true).Compares("uuid", "<>", adres.Uuid)))
        {
            ander.IsStandaardAdres = false;
            await c.Save(ander);
        }
    }

    private static ValueTask VoorkeurVervalt(Change<DigitaalAdres> c)
    {
        var vorige = c.Deleting ? c.New.VerstrektDoorPartij : c.Old?.VerstrektDoorPartij;
        return c.Deleting || vorige != c.New.VerstrektDoorPartij ? Vergeet(c, vorige, c.Self) : default;
    }

    // A partij prefers only what is its own.
    private static async ValueTask Vergeet(Change c, Ref<Partij>? van, Ref<DigitaalAdres> adres)
    {
        if (van is not { } verwijzing || c.Session.IsGone(verwijzing) || await c.Get(verwijzing) is not { } partij
            || partij.VoorkeursDigitaalAdres != adres)
        {
            return;
        }
        partij.VoorkeursDigitaalAdres = null;
        await c.Save(partij);
    }

    /// <summary>Makes it an address of another partij, or of none.</summary>
    internal static async ValueTask Verhuis(Change c, DigitaalAdres adres, Ref<Partij>? naar)
    {
        await Vergeet(c, adres.VerstrektDoorPartij, Ref<DigitaalAdres>.To(adres.Uuid));
        adres.VerstrektDoorPartij = naar;
        if (naar is null) adres.IsStandaardAdres = false;
        await c.Save(adres);
        if (adres.IsStandaardAdres) await MaakEnige(c, adres);
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+(?<!\.)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(Telefoon, RegexOptions.CultureInvariant)]
    private static partial Regex Nummer();
}
