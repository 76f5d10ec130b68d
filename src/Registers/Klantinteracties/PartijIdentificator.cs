using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Privacy;

namespace Brink.Registers.Klantinteracties;

public enum CodeObjecttype { NatuurlijkPersoon, NietNatuurlijkPersoon, Vestiging }

public enum CodeRegister { Brp, Hr }

public enum CodeSoortObjectId { Bsn, Vestigingsnummer, KvkNummer, Rsin }

/// <summary>How a partij is known in the BRP or the Handelsregister. Klantinteracties API 0.9.0,
/// resource <c>partij-identificatoren</c>.</summary>
public sealed record PartijIdentificator : Resource, IResource<PartijIdentificator>
{
    [ByUuid] public Ref<Partij>? IdentificeerdePartij { get; set; }
    [MaxLength(200), Deprecated] public string AnderePartijIdentificator { get; set; } = "";
    [Name("partijIdentificator")] public required PartijNummer Nummer { get; set; }

    /// <summary>The number under which this one is unique: of a vestigingsnummer, the KvK number of its business.</summary>
    [ByUuid] public Ref<PartijIdentificator>? SubIdentificatorVan { get; set; }

    public static void Define(Definition<PartijIdentificator> d) => d
        .Klantinteractie("partij-identificatoren", "partijidentificator").Personal().HiddenUnless(q => Beperking.Vrij(q, "objectId"))
        .Key(i => i.IdentificeerdePartij).Key(i => i.SubIdentificatorVan).Index("subIdentificatorVan")
        .Key("objectId", Kind.Text, i => i.Nummer.ObjectId).Index("objectId")
        .Key("codeObjecttype", Kind.Text, i => EnumNames.Name(i.Nummer.CodeObjecttype))
        .Key("codeRegister", Kind.Text, i => EnumNames.Name(i.Nummer.CodeRegister))
        .Key("codeSoortObjectId", Kind.Text, i => EnumNames.Name(i.Nummer.CodeSoortObjectId))
        .Key("kenmerk", Kind.Text, i => i.Nummer.Kenmerk(i.SubIdentificatorVan))
        .Unique("kenmerk").Unique("identificeerdePartij", "codeSoortObjectId")
        .Filter(i => i.AnderePartijIdentificator)
        .Zoek("partijIdentificatorObjectId", Afspraken.Persoon, "objectId")
        .Zoek("partijIdentificatorCodeObjecttype", Schema.Of<PartijNummer>().Field("codeObjecttype"), "codeObjecttype")
        .Zoek("partijIdentificatorCodeRegister", Schema.Of<PartijNummer>().Field("codeRegister"), "codeRegister")
        .Zoek("partijIdentificatorCodeSoortObjectId", Schema.Of<PartijNummer>().Field("codeSoortObjectId"), "codeSoortObjectId")
        .Rule("nummer", Keur, "partijIdentificator", "subIdentificatorVan", "identificeerdePartij")
        .Effect("sub", c => c.Deleting ? BewaakSubs(c, c.New) : default);

    private static async ValueTask Keur(Change<PartijIdentificator> c)
    {
        if (c.Deleting) return;
        await c.New.Nummer.Keur(c, "", c.New.Uuid, c.New.SubIdentificatorVan, new HashSet<Guid>());
        if (c.New.IdentificeerdePartij is { } partij && await c.Any<PartijIdentificator>(q => q.Is("identificeerdePartij", partij)
            .Is("codeSoortObjectId", c.New.Nummer.CodeSoortObjectId).Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("__all__", "invalid", "Deze partij heeft al een identificator met deze codeSoortObjectId.");
        }
    }

    /// <summary>Deletes it; refused while another depends on it.</summary>
    internal static async ValueTask Verwijder(Change c, PartijIdentificator identificator)
    {
        await BewaakSubs(c, identificator);
        await c.Delete(identificator);
    }

    private static async ValueTask BewaakSubs(Change c, PartijIdentificator identificator)
    {
        if (await c.Any<PartijIdentificator>(q => q.Is("subIdentificatorVan", Ref<PartijIdentificator>.To(identificator.Uuid))))
        {
            throw Session.Refuse(409, "conflict",
                "Bij dit nummer hoort nog een vestiging. Verwijder eerst de identificator van de vestiging.");
        }
    }
}

/// <summary>A number, what it is of and who gave it.</summary>
public sealed record PartijNummer
{
    public required CodeObjecttype CodeObjecttype { get; set; }
    public required CodeSoortObjectId CodeSoortObjectId { get; set; }
    [MaxLength(200), NotBlank] public required string ObjectId { get; set; }
    public required CodeRegister CodeRegister { get; set; }

    /// <summary>What no two identificatoren have in common.</summary>
    internal string Kenmerk(Ref<PartijIdentificator>? onder) =>
        $"{EnumNames.Name(CodeRegister)} {EnumNames.Name(CodeObjecttype)} {EnumNames.Name(CodeSoortObjectId)} {ObjectId} {onder?.Key}".TrimEnd();

    /// <summary>Whether the parts go together, the number is one of its kind, it stands under another where it must,
    /// and nobody else has it.</summary>
    /// <param name="c">The change that it is part of.</param>
    /// <param name="pad">Where it stands in the body.</param>
    /// <param name="zelf">The identity of the identificator; empty when it is new.</param>
    /// <param name="onder">The identificator under which it stands.</param>
    /// <param name="gaanWeg">Identificatoren that this same change deletes.</param>
    internal async ValueTask Keur(Change c, string pad, Guid zelf, Ref<PartijIdentificator>? onder, IReadOnlySet<Guid> gaanWeg)
    {
        var fouten = c.Faults.Count;
        if ((CodeRegister == CodeRegister.Brp) != (CodeObjecttype == CodeObjecttype.NatuurlijkPersoon))
        {
            c.Fault(pad + "partijIdentificatorCodeObjecttype", "invalid",
                "In de BRP staan natuurlijke personen; in het Handelsregister niet-natuurlijke personen en vestigingen.");
        }
        if (CodeObjecttype != CodeSoortObjectId switch
        {
            CodeSoortObjectId.Bsn => CodeObjecttype.NatuurlijkPersoon,
            CodeSoortObjectId.Vestigingsnummer => CodeObjecttype.Vestiging,
            _ => CodeObjecttype.NietNatuurlijkPersoon,
        })
        {
            c.Fault(pad + "partijIdentificatorCodeSoortObjectId", "invalid",
                "Een natuurlijk persoon heeft een bsn, een niet-natuurlijk persoon een rsin of kvk_nummer, en een vestiging een "
                + "vestigingsnummer.");
        }
        var (goed, vorm) = CodeSoortObjectId switch
        {
            CodeSoortObjectId.Vestigingsnummer => (Cijfers(12), "twaalf cijfers"),
            CodeSoortObjectId.KvkNummer => (Cijfers(8), "acht cijfers"),
            _ => (Binder.Elfproef(ObjectId), "negen cijfers die aan de elfproef voldoen"),
        };
        if (!goed) c.Fault(pad + "partijIdentificatorObjectId", "invalid", $"Een {EnumNames.Name(CodeSoortObjectId)} bestaat uit {vorm}.");
        await KeurPlaats(c, pad, zelf, onder, gaanWeg);
        if (c.Faults.Count > fouten) return;
        if ((await c.Find<PartijIdentificator>(q => q.Is("kenmerk", Kenmerk(onder))))
            .Any(ander => ander.Uuid != zelf && !gaanWeg.Contains(ander.Uuid)))
        {
            c.Fault(pad + "__all__", "invalid", "Er is al een partij-identificator met deze combinatie van gegevens.");
        }
    }

    private async ValueTask KeurPlaats(Change c, string pad, Guid zelf, Ref<PartijIdentificator>? onder, IReadOnlySet<Guid> gaanWeg)
    {
        void Fout(string reden) => c.Fault(pad + "subIdentificatorVan", "invalid", reden);
        if (onder is not { } verwijzing)
        {
            if (CodeSoortObjectId == CodeSoortObjectId.Vestigingsnummer)
                Fout("Een vestigingsnummer hoort bij een kvk_nummer: noem de identificator daarvan.");
        }
        else if (verwijzing.Uuid == zelf)
        {
            Fout("Een identificator kan niet onder zichzelf staan.");
        }
        else if (CodeSoortObjectId != CodeSoortObjectId.Vestigingsnummer)
        {
            Fout("Alleen een vestigingsnummer staat onder een ander nummer.");
        }
        else if (gaanWeg.Contains(verwijzing.Uuid))
        {
            Fout("Deze identificator wordt met dit verzoek verwijderd.");
        }
        else if (await c.Get(verwijzing) is { } boven && boven.Nummer.CodeSoortObjectId != CodeSoortObjectId.KvkNummer)
        {
            Fout("Een vestigingsnummer kan alleen onder een kvk_nummer staan.");
        }
    }

    private bool Cijfers(int aantal) => ObjectId.Length == aantal && ObjectId.All(char.IsAsciiDigit);
}
