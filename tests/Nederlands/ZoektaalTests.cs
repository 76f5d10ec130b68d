using Npgsql;
using Xunit;

namespace Brink.Tests;

/// <summary>The language of search: which words of a question find which words of a text.</summary>
public sealed class ZoektaalTests
{
    /// <summary>What is typed, and a text that it finds.</summary>
    public static TheoryData<string, string> Vindt => new()
    {
        { "verhuizen", "Verhuizing" }, { "verhuizing", "verhuizingen doorgeven" }, { "adreswijziging", "Verhuizing" },
        { "vergunning", "Evenementenvergunning" }, { "vergunning", "parkeervergunningen" }, { "vergunningen", "Omgevingsvergunning" },
        { "kapvergunning", "Vergunning voor het kappen van een boom" }, { "parkeervergunning", "parkeervergunningaanvraag" },
        { "motie", "moties" }, { "moties", "Motie vreemd aan de orde van de dag" }, { "advies", "adviezen" },
        { "adviezen", "Welstandsadvies" },
        { "idee", "ideeën" }, { "ideeen", "Idee" }, { "cafe", "café" }, { "cafés", "Cafe De Brink" }, { "categorie", "categorieën" },
        { "subsidie", "subsidies" }, { "bewijs", "rijbewijzen" }, { "afval", "Afvalcontainer" }, { "besluit", "raadsbesluiten" },
        { "raadslid", "gemeenteraadsleden" }, { "lid", "leden" }, { "brief", "brieven" }, { "huis", "huizen" }, { "boom", "bomen" },
        { "adres", "adressen" }, { "tarief", "tariefsverhoging" }, { "tarieven", "Tarief" }, { "foto", "foto's" }, { "foto's", "foto" },
        { "aanvraag", "aanvragen" }, { "melding", "melden" }, { "opvang", "kinderopvang" }, { "wet", "Omgevingswet" },
        { "gemeente", "gemeenten" }, { "coöperatie", "COOPERATIES" }, { "7411 KT", "Brink 1, 7411KT Deventer" }, { "7411kt", "7411 KT" },
        { "7411", "7411 KT" }, { "12", "Brink 12a" }, { "status", "statussen" }, { "proces", "processen" },
        { "begroting", "begrotingswijziging" },
        { "de verhuizing van het gezin", "Gezin, verhuizing" }, { "woo", "Verzoek Wet open overheid" },
        { "bestemmingsplan", "plan bestemming" },
    };

    [Theory, MemberData(nameof(Vindt))]
    public void A_word_finds_its_forms_its_compounds_and_what_is_said_as_well(string zoek, string tekst) =>
        Assert.True(Gevonden(zoek, tekst));

    [Theory]
    [InlineData("vies", "advies"), InlineData("oor", "kantoor"), InlineData("stemming", "toestemming"), InlineData("last", "overlast")]
    [InlineData("ding", "besteding"), InlineData("luit", "besluit"), InlineData("gunning", "vergunning"), InlineData("straat", "staat")]
    [InlineData("motie", "notitie"), InlineData("poort", "paspoort"), InlineData("evenement", "vergunning")]
    public void A_word_does_not_find_what_only_has_its_letters(string zoek, string tekst) => Assert.False(Gevonden(zoek, tekst));

    [Theory]
    [InlineData("ZAAK-2026-0000004711", "4711", true), InlineData("ZAAK-2026-0000004711", "471", true)]
    [InlineData("ZAAK-2026-0000004711", "711", true), InlineData("ZAAK-2026-0000004711", "2026", true)]
    [InlineData("ZAAK-2026-0000004711", "zaak-2026-0000004711", true), InlineData("ZAAK-2026-0000004711", "2026-00000047", true)]
    [InlineData("ZAAK-2026-0000004711", "0000004711", true), InlineData("ZAAK-2026-0000004711", "00047", true)]
    [InlineData("ZAAK-2026-0000004711", "zaak20260000", true), InlineData("ZAAK-2026-0000004711", "4712", false)]
    [InlineData("ZAAK-2026-0000004711", "00711", false), InlineData("Z123AB9", "3ab", true), InlineData("Z123AB9", "z12", true)]
    public void A_part_of_a_number_is_enough(string nummer, string zoek, bool vindt) => Assert.Equal(vindt, Gevonden(zoek, "", nummer));

    [Theory]
    [InlineData("123456782", true), InlineData("zaak van 1234.56.782", true), InlineData("123 456 782", true)]
    [InlineData("123456789", false)]
    [InlineData("000000000", false), InlineData("verhuizing 2026", false), InlineData("1234567820", false)]
    [InlineData("0612345678", false), InlineData("2026 47116", false)]
    public void A_bsn_is_known_by_its_shape(string zoek, bool isBsn) => Assert.Equal(isBsn, Zoektaal.Bsn(zoek) is not null);

    [Theory]
    [InlineData("parkeervergunningen", "parkeer|vergunningen"), InlineData("schuldhulpverlening", "schuld|hulp|verlening")]
    [InlineData("gemeenteraadsleden", "gemeente|raads|leden"), InlineData("raadsbesluit", "raads|besluit"), InlineData("kantoor", "")]
    [InlineData("verhuizing", ""), InlineData("advies", ""), InlineData("besteding", "")]
    [InlineData("evenementenvergunning", "evenementen|vergunning")]
    public void A_compound_falls_apart_in_its_words(string woord, string delen) =>
        Assert.Equal(delen, string.Join('|', Woorddelen.Van(woord)));

    // The older Snowball rules; PostgreSQL 18 and later have other ones.
    [Fact]
    public async Task The_steps_of_Snowball_are_those_of_PostgreSQL()
    {
        Assert.SkipWhen(Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL (./brink test starts one).");
        await using var verbinding = new NpgsqlConnection(Stores.Postgres);
        await verbinding.OpenAsync();
        Assert.SkipWhen(verbinding.PostgreSqlVersion.Major >= 18, "This PostgreSQL has the rules of Snowball 3.");
        string[] woorden = [.. Woorddelen.Alle];
        Assert.True(woorden.Length > 20_000);
        await using var vraag = new NpgsqlCommand("SELECT w, (ts_lexize('dutch_stem', w))[1] FROM unnest($1::text[]) w", verbinding)
        {
            Parameters = { new NpgsqlParameter { Value = woorden } }
        };
        var anders = new List<string>();
        await using var rijen = await vraag.ExecuteReaderAsync();
        while (await rijen.ReadAsync())
        {
            if (!rijen.IsDBNull(1) && rijen.GetString(1) != Stam.Snowball(rijen.GetString(0)))
                anders.Add($"{rijen.GetString(0)}: {Stam.Snowball(rijen.GetString(0))}, not {rijen.GetString(1)}");
        }
        Assert.Empty(anders);
    }

    private static bool Gevonden(string zoek, string tekst, params string[] nummers)
    {
        var tekens = Zoektaal.Tekens([tekst], nummers);
        var termen = Zoektaal.Lees(zoek);
        Assert.NotEmpty(termen);
        return termen.All(t => t.Wijzen.Any(w => w.Tekens.All(teken =>
            w.Begin ? tekens.Any(x => x.StartsWith(teken, StringComparison.Ordinal))
            : tekens.Contains(teken))));
    }
}
