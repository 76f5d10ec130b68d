using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>The lists that types and zaken refer to: shapes of answers, numbering, and who may read and write.</summary>
public sealed class ReferentielijstenTests
{
    private const string Root = "referentielijsten/api/v1/";
    private static readonly object[] LeestZaken = [new { component = "ztc", scopes = new[] { "catalogi.lezen" } }];

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Lists_are_ordered_and_bare_where_those_of_VNG_are(string store)
    {
        await using var p = await Platform.Start(store);
        var (eerste, tweede) = (await Procestype(p, 7), await Procestype(p, 11));
        await Resultaat(p, eerste, 1);
        await Resultaat(p, tweede, 1);
        await Procestype(p, 3);
        foreach (var naam in (string[])["Post", "Balie"])
            await p.Post(Root + "communicatiekanalen", new { naam, omschrijving = "In een gesprek." });
        foreach (var omschrijving in (string[])["Verleend", "Afgewezen"])
            await p.Post(Root + "resultaattypeomschrijvingen", new { omschrijving, definitie = "Besloten." });
        Assert.Equal([3, 7, 11], (await p.Get(Root + "procestypen")).AsArray().Select(x => (int)x!["nummer"]!));
        Assert.Equal(["Balie", "Post"], (await p.Get(Root + "communicatiekanalen"))["results"]!.AsArray().Select(x => (string)x!["naam"]!));
        Assert.Equal(["Afgewezen", "Verleend"], (await p.Get(Root + "resultaattypeomschrijvingen")).AsArray()
            .Select(x => (string)x!["omschrijving"]!));
        Assert.Equal(2, (int)(await p.Get(Root + "resultaten"))["count"]!);
        var van = await p.Get(Root + "resultaten?procesType=" + Uri.EscapeDataString(tweede));
        Assert.Equal(tweede, (string)van["results"]!.AsArray().Single()!["procesType"]!);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_result_is_numbered_below_what_it_belongs_to(string store)
    {
        await using var p = await Platform.Start(store);
        var (procestype, ander) = (await Procestype(p, 11), await Procestype(p, 13));
        var generiek = await Resultaat(p, procestype, 2);
        var specifiek = await Resultaat(p, procestype, 5, (string)generiek["url"]!);
        Assert.Equal(("11.2", true, false),
            ((string)generiek["volledigNummer"]!, (bool)generiek["generiek"]!, (bool)generiek["specifiek"]!));
        Assert.Equal(("11.2.5", false, true),
            ((string)specifiek["volledigNummer"]!, (bool)specifiek["generiek"]!, (bool)specifiek["specifiek"]!));
        Assert.Equal("Nihil", (string)specifiek["procestermijnWeergave"]!);
        Assert.Equal(["generiekResultaat:procestype-mismatch"],
            await p.Faults(HttpMethod.Post, Root + "resultaten", Body(ander, 1, (string)generiek["url"]!)));
        Assert.Equal(["generiekResultaat:invalid"],
            await p.Faults(HttpMethod.Post, Root + "resultaten", Body(procestype, 1, (string)specifiek["url"]!)));
        Assert.Equal(["nummer:unique"], await p.Faults(HttpMethod.Post, Root + "procestypen", ProcestypeBody(11)));
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, (string)generiek["url"]!)).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, procestype)).Status);
        Assert.Equal(2, await p.Rows("rl_selectielijstresultaat"));
    }

    [Theory]
    [InlineData("blijvend_bewaren", "P5Y", "bewaartermijn:must-be-empty")]
    [InlineData("vernietigen", null, "bewaartermijn:required")]
    public async Task A_term_goes_with_what_is_destroyed(string waardering, string? termijn, string fout)
    {
        await using var p = await Platform.Start("sqlite");
        var body = new
        {
            procesType = await Procestype(p, 2),
            nummer = 1,
            naam = "Vastgesteld",
            herkomst = "Risicoanalyse",
            waardering,
            bewaartermijn = termijn
        };
        Assert.Equal([fout], await p.Faults(HttpMethod.Post, Root + "resultaten", body));
        Assert.Equal(0, await p.Rows("rl_selectielijstresultaat"));
    }

    [Fact]
    public async Task Whoever_reads_elsewhere_reads_the_lists_and_does_not_write_them()
    {
        await using var p = await Platform.Start("sqlite");
        await Procestype(p, 2);
        var lezer = await p.WithRights("lezer", LeestZaken);
        Assert.Single((await p.Get(Root + "procestypen", lezer)).AsArray());
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "procestypen", ProcestypeBody(3), lezer)).Status);
        Assert.Equal(1, await p.Rows("rl_procestype"));
    }

    private static object ProcestypeBody(int nummer) =>
        new { nummer, jaar = 2020, naam = "Proces", omschrijving = "Een proces.", toelichting = "", procesobject = "Het object" };
    private static async Task<string> Procestype(Platform p, int nummer) =>
        (string)(await p.Post(Root + "procestypen", ProcestypeBody(nummer)))["url"]!;
    private static Task<JsonObject> Resultaat(Platform p, string procestype, int nummer, string? generiek = null) =>
        p.Post(Root + "resultaten", Body(procestype, nummer, generiek));

    private static object Body(string procesType, int nummer, string? generiekResultaat) => new
    {
        procesType,
        nummer,
        generiekResultaat,
        naam = "Verleend",
        herkomst = "Risicoanalyse",
        waardering = "vernietigen",
        procestermijn = "nihil",
        bewaartermijn = "P1Y",
    };
}
