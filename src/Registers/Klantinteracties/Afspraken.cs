using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>What all resources of the Klantinteracties API share: how they are served,
/// and how they are found by what they refer to.</summary>
internal static class Afspraken
{
    internal const string Lezen = "klantinteracties.lezen", Bijwerken = "klantinteracties.bijwerken";

    /// <summary>What the values of filters look like.</summary>
    private sealed record Waarde
    {
        public Guid Uuid { get; set; }
        [Url] public string Url { get; set; } = "";
        public string Tekst { get; set; } = "";
        public bool Vlag { get; set; }
        [Person] public Guid Wie { get; set; }
        [Person, Url] public string Waar { get; set; } = "";
        [Person] public string Kenmerk { get; set; } = "";
    }

    internal static readonly Field Uuid = Schema.Of<Waarde>().Field("uuid"), Url = Schema.Of<Waarde>().Field("url"),
    Tekst = Schema.Of<Waarde>().Field("tekst"),
        Vlag = Schema.Of<Waarde>().Field("vlag");

    /// <summary>A text by which a person is found: a name, a number, an address.</summary>
    internal static readonly Field Persoon = Schema.Of<Waarde>().Field("kenmerk");

    internal static Definition<T> Klantinteractie<T>(this Definition<T> d, string pad, string naam) where T : Resource => d
        .At(pad, naam).WithUuid().With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .ListsNewestFirst().PutLeavesTheRest().Expands()
        .Allow(Operation.List | Operation.Read, Lezen)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, Bijwerken);

    /// <summary>A filter on a key column: of the resource itself, or of another by way of <paramref name="weg"/>.</summary>
    internal static Definition<T> Zoek<T>(this Definition<T> d, string naam, Field zoals, string kolom, params Step[] weg)
        where T : Resource =>
        weg.Length == 0 ? d.Filter(naam, zoals, kolom) : d.FilterVia(naam, zoals, kolom, Compare.Equal, weg);

    /// <summary>The two filters on a reference: by uuid and by address.</summary>
    internal static Definition<T> ZoekVerwijzing<T>(this Definition<T> d, string naam, string kolom, params Step[] weg)
        where T : Resource => d
        .Zoek(naam + "__uuid", Uuid, kolom, weg).Zoek(naam + "__url", Url, kolom, weg);

    /// <summary>As <see cref="ZoekVerwijzing"/>, on a reference to a person.</summary>
    internal static Definition<T> ZoekPersoon<T>(this Definition<T> d, string naam, string kolom, params Step[] weg) where T : Resource => d
        .Zoek(naam + "__uuid", Schema.Of<Waarde>().Field("wie"), kolom, weg)
        .Zoek(naam + "__url", Schema.Of<Waarde>().Field("waar"), kolom, weg);

    /// <summary>A filter under the name of a field for which a part of its text is enough.</summary>
    internal static Definition<T> ZoekInTekst<T>(this Definition<T> d, string naam) where T : Resource =>
        d.Filter(naam, Tekst, (q, waarde) => q.ContainsText(naam, (string)waarde!));

    /// <summary>The four filters on the parts of an identificator, each named <paramref name="voor"/> and the part.</summary>
    internal static Definition<T> ZoekIdentificator<T>(this Definition<T> d, string voor, params Step[] weg) where T : Resource =>
        d.ZoekDelen(voor, Tekst, weg);

    /// <summary>As <see cref="ZoekIdentificator"/>, of an identificator of a partij.</summary>
    internal static Definition<T> ZoekPartijnummer<T>(this Definition<T> d, string voor, params Step[] weg) where T : Resource =>
        d.ZoekDelen(voor, Persoon, weg);

    private static Definition<T> ZoekDelen<T>(this Definition<T> d, string voor, Field objectId, Step[] weg) where T : Resource
    {
        foreach (var deel in Identificator.Delen)
        {
            d.Zoek(voor + (voor.EndsWith("__", StringComparison.Ordinal) ? deel : char.ToUpperInvariant(deel[0]) + deel[1..]),
                deel == "objectId" ? objectId : Tekst, deel, weg);
        }
        return d;
    }
}

/// <summary>How an object is known in another register.</summary>
public sealed record Identificator
{
    internal static readonly string[] Delen = ["objectId", "codeObjecttype", "codeRegister", "codeSoortObjectId"];

    /// <summary>The value by which it is known.</summary>
    [MaxLength(200)] public string ObjectId { get; set; } = "";
    [MaxLength(200)] public string CodeObjecttype { get; set; } = "";
    [MaxLength(200)] public string CodeRegister { get; set; } = "";

    /// <summary>What kind of value it is, such as <c>uuid</c>.</summary>
    [MaxLength(200)] public string CodeSoortObjectId { get; set; } = "";

    /// <summary>Key columns for the parts.</summary>
    internal static void Sleutels<T>(Definition<T> d, Func<T, Identificator?> van) where T : Resource => d
        .Key("objectId", Kind.Text, r => van(r)?.ObjectId)
        .Key("codeObjecttype", Kind.Text, r => van(r)?.CodeObjecttype)
        .Key("codeRegister", Kind.Text, r => van(r)?.CodeRegister)
        .Key("codeSoortObjectId", Kind.Text, r => van(r)?.CodeSoortObjectId)
        .Index("objectId");
}

/// <summary>The name that someone wants to be called by; it may differ from the one in the BRP.</summary>
public sealed record Contactnaam
{
    [Persoonlijk(Persoonssoort.Voorletters), MaxLength(10)] public string Voorletters { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voornaam), MaxLength(200)] public string Voornaam { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voorvoegsel), MaxLength(10)] public string VoorvoegselAchternaam { get; set; } = "";
    [Persoonlijk(Persoonssoort.Naam), MaxLength(200)] public string Achternaam { get; set; } = "";

    internal static string Volledig(Contactnaam? naam) =>
        naam is null ? "" : string.Join(' ',
            new[] { naam.Voornaam, naam.VoorvoegselAchternaam, naam.Achternaam }.Where(deel => deel.Length > 0));
}
