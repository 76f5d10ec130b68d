using System.Text;
using Brink.Apps.Kern;
using Brink.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Brink.Tests;

/// <summary>What is kept of forms: who sends the same twice hears what came of the first, at any node,
/// and text is for its owner only.</summary>
public sealed class FormulierkastTests
{
    private sealed class Zetje(string store) : IAsyncDisposable
    {
        private readonly string map = Directory.CreateTempSubdirectory("brink-formulieren-").FullName;

        public Clock Klok { get; } = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

        public Settings Settings => new() { Data = map, Postgres = store == "postgres" ? Stores.Postgres : null };

        public Formulierkast Knoop()
        {
            Assert.SkipWhen(store == "postgres" && Stores.Postgres is null,
                "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
            return new Formulierkast(Settings, Klok);
        }

        public ValueTask DisposeAsync()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(map, true);
            return ValueTask.CompletedTask;
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_same_form_is_for_one_to_do_at_whatever_node_it_comes_in(string store)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var zetje = new Zetje(store);
        var (een, twee) = (zetje.Knoop(), zetje.Knoop());
        var sleutel = Guid.NewGuid().ToString();
        // Twenty at once, at two nodes: one of them does it.
        var samen = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? een : twee).NeemAsync(sleutel, "inhoud", stop)));
        Assert.Single(samen, e => e is null);
        Assert.All(samen.Where(e => e is not null), e => Assert.Null(e!.Naar));
        await een.KlaarAsync(sleutel, "inhoud", "/dimpact?gedaan=x");
        Assert.Equal("/dimpact?gedaan=x", (await twee.NeemAsync(sleutel, "inhoud", stop))!.Naar);
        // Whoever went back and typed something else, does something else; and what was refused may be sent again.
        Assert.Null(await twee.NeemAsync(sleutel, "andere inhoud", stop));
        await twee.KlaarAsync(sleutel, "andere inhoud", null);
        Assert.Null(await een.NeemAsync(sleutel, "andere inhoud", stop));
        Assert.Null(await een.NeemAsync(Guid.NewGuid().ToString(), "inhoud", stop));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Text_comes_back_to_its_owner_on_its_page_for_a_day(string store)
    {
        await using var zetje = new Zetje(store);
        var (een, twee) = (zetje.Knoop(), zetje.Knoop());
        var sleutels = Sleutelring.Open(zetje.Settings).Provider();
        var (lade, andere) = (new Formulierlade(een, sleutels), new Formulierlade(twee, sleutels));
        var tekst = Encoding.UTF8.GetBytes("Een halve toelichting van bijzondere aard.");
        var naam = await lade.BewaarAsync("dimpact\nsecretariaat", "/dimpact/rapport", tekst);
        Assert.Equal(tekst, await andere.HaalAsync("dimpact\nsecretariaat", "/dimpact/rapport", naam));
        Assert.Null(await andere.HaalAsync("dimpact\nvoorzitter", "/dimpact/rapport", naam));
        Assert.Null(await andere.HaalAsync("deventer\nsecretariaat", "/dimpact/rapport", naam));
        Assert.Null(await andere.HaalAsync("dimpact\nsecretariaat", "/dimpact/elders", naam));
        Assert.Null(await andere.HaalAsync("dimpact\nsecretariaat", "/dimpact/rapport", "geen-sleutel"));
        // Nobody reads it in the store either.
        Assert.DoesNotContain("bijzondere", Encoding.UTF8.GetString((await een.HaalAsync(naam!))!), StringComparison.Ordinal);
        Assert.Null(await lade.BewaarAsync("dimpact\nsecretariaat", "/dimpact/rapport", new byte[1_000_001]));
        zetje.Klok.Now += TimeSpan.FromHours(24);
        Assert.Null(await andere.HaalAsync("dimpact\nsecretariaat", "/dimpact/rapport", naam));
    }

    /// <summary>A form with a number or a name of a person in it: the server keeps nothing of it, whatever a browser sends along.</summary>
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_about_a_person_is_kept_nowhere(string store)
    {
        await using var zetje = new Zetje(store);
        var kast = zetje.Knoop();
        var lade = new Formulierlade(kast, Sleutelring.Open(zetje.Settings).Provider());
        const string wie = "deventer\nbehandelaar", pad = "/deventer/zaken/nieuw", bsn = "999990019";
        var (mag, magNiet) = (lade.Bewijs(wie), lade.Bewijs(wie, bewaart: false));
        static Formulier Vorm(params (string Naam, string Waarde)[] velden) =>
            new(new FormCollection(velden.ToDictionary(v => v.Naam, v => new StringValues(v.Waarde))));
        Assert.Equal(wie, lade.Wie(magNiet));
        Assert.Null(await lade.BewaarAsync(wie, pad, Vorm(("_handler", "zoek"), ("_van", magNiet), ("zoek-bsn", bsn)), gedaan: false));

        // Beside a form that may be kept: that is, and the other is not; nor is one that does not say whose it is.
        var ook = $$$"""
            {"vraag":{"_van":["{{{mag}}}"],"vraag-tekst":["mag blijven"]},"zoek":{"_van":["{{{magNiet}}}"],"zoek-bsn":["{{{bsn}}}"]},"los":{"los-bsn":["{{{bsn}}}"]}}
            """;
        var naam = await lade.BewaarAsync(wie, pad,
            Vorm(("_handler", "notitie"), ("_van", mag), ("notitie-tekst", "ook deze"), ("_ook", ook)), gedaan: false);
        var tekst = Encoding.UTF8.GetString((await lade.HaalAsync(wie, pad, naam))!);
        Assert.Contains("mag blijven", tekst, StringComparison.Ordinal);
        Assert.Contains("ook deze", tekst, StringComparison.Ordinal);
        Assert.DoesNotContain(bsn, tekst, StringComparison.Ordinal);
        Assert.Null(await lade.BewaarAsync(wie, pad,
            Vorm(("_handler", "notitie"), ("_van", mag), ("_ook", ook.Replace("\"vraag\"", "\"x\"", StringComparison.Ordinal)
            .Replace(mag, magNiet, StringComparison.Ordinal))), gedaan: true));
    }

    [Fact]
    public async Task Only_what_this_platform_showed_says_whose_a_form_is()
    {
        await using var zetje = new Zetje("sqlite");
        var lade = new Formulierlade(zetje.Knoop(), Sleutelring.Open(zetje.Settings).Provider());
        Assert.Equal("deventer\nbehandelaar", lade.Wie(lade.Bewijs("deventer\nbehandelaar")));
        Assert.Null(lade.Wie(""));
        Assert.Null(lade.Wie("deventer\nbehandelaar"));
        Assert.Null(lade.Wie(new string('x', 5000)));
    }
}
