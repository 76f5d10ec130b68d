using Xunit;

namespace Brink.Tests;

/// <summary>The rules of the Contactgegevens API.</summary>
public sealed class ContactgegevensTests
{
    private const string Personen = "contactgegevens/api/v1/persoon", Organisaties = "contactgegevens/api/v1/organisatie";

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_persons_and_organisations_must_look_like(string store)
    {
        await using var p = await Platform.Start(store);
        foreach (var (pad, body, fout) in new (string, object, string)[]
        {
            (Personen, new { geboortedatum = "1980-02-03", geslachtsnaam = "" }, "geslachtsnaam:blank"),
            (Personen, new { geboortedatum = "1980-02-30", geslachtsnaam = "Voorbeeld" }, "geboortedatum:invalid"),
            (Personen, new { geslachtsnaam = "Voorbeeld" }, "geboortedatum:required"),
            (Personen, new { geboortedatum = "1980-02-03", geslachtsnaam = "Voorbeeld", geslacht = "x" }, "geslacht:invalid_choice"),
            (Personen, new { geboortedatum = "1980-02-03", geslachtsnaam = "Voorbeeld", voorvoegsel = "van de van der" },
                "voorvoegsel:max_length"),
            (Personen, new { geboortedatum = "1980-02-03", geslachtsnaam = "Voorbeeld", adres = new { land = "XX" } },
                "adres.land:invalid"),
            (Personen, new { geboortedatum = "1980-02-03", geslachtsnaam = "Voorbeeld", adres = new { huisnummer = 100_000 } },
                "adres.huisnummer:max_value"),
            (Organisaties, new { handelsnaam = "" }, "handelsnaam:blank"),
            (Organisaties, new { handelsnaam = new string('h', 256) }, "handelsnaam:max_length"),
            (Organisaties, new { handelsnaam = "Bakkerij", adres = new { land = "X" } }, "adres.land:min_length"),
            (Organisaties, new { handelsnaam = "Bakkerij", adres = new { land = "XX" } }, "adres.land:invalid"),
            (Organisaties, new { handelsnaam = "Bakkerij", adres = new { postcode = "0000 AA" } }, "adres.postcode:invalid"),
            (Organisaties, new { handelsnaam = "Bakkerij", oprichtingsdatum = "vorig jaar" }, "oprichtingsdatum:invalid"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, pad, body));
        }
        Assert.Equal((0, 0), (await p.Rows("cgc_persoon"), await p.Rows("cgc_organisatie")));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Put_leaves_what_it_does_not_name(string store)
    {
        await using var p = await Platform.Start(store);
        var persoon = await p.Post(Personen, new
        {
            geboortedatum = "1980-02-03",
            geslachtsnaam = "Voorbeeld",
            voornamen = "Vera",
            geslacht = "v",
            adres = new { straatnaam = "Brink", huisnummer = 1 }
        });
        var (status, json) = await p.Send(HttpMethod.Put, (string)persoon["url"]!,
            new { geboortedatum = "1980-02-03", geslachtsnaam = "Anders" });
        Assert.Equal((200, "Anders", "Vera", "v"),
            (status, (string)json!["geslachtsnaam"]!, (string)json["voornamen"]!, (string)json["geslacht"]!));
        Assert.Equal("Brink", (string)json["adres"]!["straatnaam"]!);
        // A group that is named is replaced as a whole.
        (_, json) = await p.Send(HttpMethod.Put, (string)persoon["url"]!, new
        {
            geboortedatum = "1980-02-03",
            geslachtsnaam = "Anders",
            adres = new { stad = "Deventer" }
        });
        Assert.Equal(("Deventer", ""), ((string)json!["adres"]!["stad"]!, (string)json["adres"]!["straatnaam"]!));
        (_, json) = await p.Send(HttpMethod.Patch, (string)persoon["url"]!, """{"adres":null,"geslacht":""}""");
        Assert.Equal((null, ""), (json!["adres"], (string)json["geslacht"]!));
        Assert.Equal(["geboortedatum:required"], await p.Faults(HttpMethod.Put, (string)persoon["url"]!, new { geslachtsnaam = "Anders" }));
    }
}
