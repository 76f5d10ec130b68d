using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Apps.Collegevoorstel;
using Brink.Apps.Kern;
using Brink.Client;
using Xunit;

namespace Brink.Tests;

// The text of a nota: what two versions differ in, what is a mistake, and what the public gets.
public sealed partial class CollegevoorstelTests
{
    [Theory]
    [InlineData("een twee drie", "een drie", "een -twee -drie")]
    [InlineData("een drie", "een twee drie", "een +twee +drie")]
    [InlineData("gelijk", "gelijk", "gelijk")]
    [InlineData("", "nieuw", "+nieuw+")]
    [InlineData("oud", "", "-oud-")]
    [InlineData("eerst\nmidden oud\nlaatst", "eerst\nmidden nieuw\nlaatst", "eerst\nmidden -oud-+nieuw+\nlaatst")]
    public void Two_texts_are_compared_word_by_word(string oud, string nieuw, string verwacht)
    {
        var stukjes = Vergelijking.Tekst(oud, nieuw);
        Assert.Equal(verwacht, string.Concat(
            stukjes.Select(s => s.Wat switch { Wijziging.Erbij => $"+{s.Tekst}+", Wijziging.Weg => $"-{s.Tekst}-", _ => s.Tekst })));
        // Nothing of either text is lost, whatever is found to have changed.
        Assert.Equal((oud, nieuw), (Heel(stukjes, Wijziging.Erbij), Heel(stukjes, Wijziging.Weg)));
    }

    /// <summary>The largest texts that a nota can have, written anew: told whole,
    /// and without comparing each word with each other.</summary>
    [Fact]
    public void Long_texts_are_compared_within_bounds()
    {
        var (oud, nieuw) = (string.Join(' ', Enumerable.Range(0, 3000).Select(i => "w" + i)),
            string.Join(' ', Enumerable.Range(0, 3000).Select(i => "v" + i)));
        var stukjes = Vergelijking.Tekst($"begin\n{oud}", $"begin\n{nieuw}");
        Assert.Equal([(Wijziging.Gelijk, "begin\n"), (Wijziging.Weg, oud), (Wijziging.Erbij, nieuw)],
            stukjes.Select(s => (s.Wat, s.Tekst)));
        // A small change in a long text is still found.
        Assert.Equal([Wijziging.Gelijk, Wijziging.Weg, Wijziging.Erbij, Wijziging.Gelijk], Vergelijking.Tekst("a b c d", "a b x d")
            .Select(s => s.Wat));
    }

    [Fact]
    public void A_version_differs_in_its_decision_its_texts_and_its_papers()
    {
        var oud = new Nota
        {
            Onderwerp = "Bankjes",
            Besluit = [new("instemmen", "In te stemmen.")],
            Teksten = new Dictionary<string, string> { ["kader"] = "De wet." }
        };
        var nieuw = oud with
        {
            Besluit = [new("kennisnemen", "In te stemmen.")],
            Openbaar = false,
            RedenNietOpenbaar = "Onderhandelingen",
            Bijlagen = [new("1", "Tekening", new("http://x.test/1"), new string('a', 64))],
        };
        Assert.Equal(["besluit", "openbaarmaking", "bijlagen"], Vergelijking.Van(oud, nieuw).Where(d => d.Gewijzigd).Select(d => d.Id));
        Assert.DoesNotContain(Vergelijking.Van(oud, oud), d => d.Gewijzigd);
    }

    private static string Heel(IEnumerable<Stukje> stukjes, Wijziging zonder) =>
        string.Concat(stukjes.Where(s => s.Wat != zonder).Select(s => s.Tekst));

    /// <summary>Anchor 8, on what the source itself says: attachments, publication and final approval.</summary>
    [Fact]
    public void The_nota_of_the_source_has_three_mistakes()
    {
        var nota = new Nota
        {
            Onderwerp = "ALV Dimpact 7 december 2022",
            Collegedatum = new(2022, 12, 6),
            Vergadering = new(new("http://dimpact.test/vergaderingen/1"), "ALV", new(2022, 12, 7)),
            Besluit = [new("kennisnemen", "Kennis te nemen van de kwartaalrapportage", 4),
                new("instemmen", "De nota en het besluit openbaar te maken.")],
            Teksten = new Dictionary<string, string>
            {
                ["argumenten"] = "1. Notulen (bijlage 1). 2. Kwartaalrapportage (bijlage 2a en b) 3. Common Ground (bijlage 3a en b) "
                    + "4. Financiën (bijlage 4) 5. Evaluatie (bijlage 5). En dat is alles.",
                ["communicatie"] = "Nvt",
            },
            Bijlagen = [.. new[] { "2b", "3a", "3b", "4", "5" }.Select(n =>
                new Bijlage(n, "Bijlage", new("http://deventer.test/d/" + n), ""))],
        };
        var fouten = Notacontrole.Van(nota, new(2022, 12, 7));
        Assert.Equal("De tekst noemt bijlagen 1 en 2a, maar die zitten er niet bij.", fouten.Single(f => f.Code == "n5").Zin);
        Assert.Single(fouten, f => f is { Code: "n4", Fout: true });
        Assert.Equal("Het definitieve akkoord is van 7 december 2022, de dag zelf van de ledenvergadering.",
            fouten.Single(f => f.Code == "n2").Zin);
        Assert.DoesNotContain(Notacontrole.Van(nota, new(2022, 12, 6)), f => f.Code == "n2");
        Assert.DoesNotContain(Notacontrole.Van(Met(nota, "communicatie", "Op de besluitenlijst.")), f => f.Code == "n4");
    }

    [Theory]
    [InlineData("Aan [[mevrouw V. Test|de secretaris]] en [[de heer X]].", "Aan mevrouw V. Test en de heer X.",
        "Aan de secretaris en [naam weggelakt].")]
    [InlineData("Geen namen.", "Geen namen.", "Geen namen.")]
    [InlineData("<b>[[A|<i>rol</i>]]</b>", "<b>A</b>", "<b><i>rol</i></b>")]
    public void Names_are_left_out_where_they_are_marked(string tekst, string intern, string openbaar) =>
        Assert.Equal((intern, openbaar), (Lak.Intern(tekst), Lak.Openbaar(tekst)));

    [Theory]
    [InlineData("[[mevrouw Test|rol", 1)]                        // not closed
    [InlineData("[[mevrouw Test|rol]] en later Test zelf", 1)]   // marked once, and not the second time
    [InlineData("[[mevrouw Test|mevrouw Test]]", 1)]             // what comes instead names her too
    [InlineData("[[mevrouw Test|rol]] en [[Mevrouw Test|Rol]]", 0)]
    [InlineData("De testen [[mevrouw Test|rol]] zijn klaar", 0)] // another word
    public void A_mark_that_would_leave_a_name_standing_is_a_mistake(string tekst, int fouten) =>
        Assert.Equal(fouten, Lak.Fouten(new Nota { Teksten = new Dictionary<string, string> { ["inleiding"] = tekst } }).Count());

    [Fact]
    public void The_public_version_has_no_name_above_it_and_nothing_that_the_cooperative_keeps_confidential()
    {
        var nota = new Nota
        {
            Onderwerp = "Over [[de heer Test|de wethouder]]",
            Team = "Team van Test",
            Programma = "Programma [[Test|Bestuur]]",
            Portefeuillehouder = "[[de heer Test|wethouder]]",
            RedenLakken = "Omdat [[Test]] het vroeg",
            Bestuursorgaan = "College onder [[Test|de burgemeester]]",
            RedenNietOpenbaar = "Gaat over [[Test]]",
            Besluit = [new("volmacht", "Volmacht aan [[mevrouw Test|de secretaris]]")],
            Teksten = new Dictionary<string, string> { ["inleiding"] = "Namens [[Test]]" },
            Volmacht = new("lid-Test", "secretaris [[Test]]", "Gemeente van [[Test]]", true, false),
            Standpunten = [new(new("http://x.test/1"), 1, "Jaarplan", "ter_besluitvorming", "voor", "Vraagt [[Test]]"),
                new(new("http://x.test/2"), 2, "Aankoop van grond", "ter_besluitvorming", "tegen", "", true)],
            Bijlagen = [new("1", "Jaarplan van [[Test|het bureau]]", new("http://x.test/d1"), "a"),
                new("2", "Taxatie van de grond", new("http://x.test/d2"), "b", null, true)],
        };
        Assert.Equal(["Team: een naam die u ergens anders merkt, staat hier zonder merkteken. Zet er [[ en ]] omheen."], Lak.Fouten(nota));
        var openbaar = System.Text.Encoding.UTF8.GetString(Lak.Openbaar(nota with { Team = "Team van [[Test|bestuur]]" }).Schrijf());
        Assert.DoesNotContain("Test", openbaar, StringComparison.Ordinal);
        Assert.DoesNotContain("grond", openbaar, StringComparison.Ordinal);
        Assert.Contains("Jaarplan", openbaar, StringComparison.Ordinal);
    }

    private static Nota Met(Nota nota, string kop, string tekst) =>
        nota with { Teksten = new Dictionary<string, string>(nota.Teksten) { [kop] = tekst } };
}
