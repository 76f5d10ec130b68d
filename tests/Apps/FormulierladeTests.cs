using System.Text;
using System.Text.Json;
using Brink.Apps.Kern;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Brink.Tests;

/// <summary>What is kept of a form that could not be sent, and what never is.</summary>
public sealed class FormulierladeTests
{
    private const string Wie = "dimpact\nhouder", Pad = "/dimpact/vereniging/ceremonies", Woorden = "appel noot mies en nog eenentwintig woorden";

    private readonly Doos doos = new();
    private readonly Formulierlade lade;

    public FormulierladeTests() => lade = new(doos, new EphemeralDataProtectionProvider());

    /// <summary>A field whose name ends in <c>-geheim</c> may hold the words of a holder of a key, pasted there by mistake.</summary>
    [Fact]
    public async Task What_may_be_a_secret_of_who_typed_it_is_kept_nowhere_and_shown_nowhere()
    {
        var form = Gestuurd("houder-zelf", ("houder-zelf-regel-geheim", Woorden), ("houder-zelf-verklaring", "Gewone tekst"));
        var naam = await lade.BewaarAsync(Wie, Pad, form, gedaan: false);
        var bewaard = await lade.HaalAsync(Wie, Pad, naam);
        Assert.Contains("Gewone tekst", Encoding.UTF8.GetString(bewaard!), StringComparison.Ordinal);
        Assert.DoesNotContain(Woorden, Encoding.UTF8.GetString(bewaard!), StringComparison.Ordinal);
        var terug = new Formulier(bewaard!);
        Assert.Equal(("Gewone tekst", null), (terug.Getypt("houder-zelf", "verklaring"), terug.Getypt("houder-zelf", "regel-geheim")));
        // Nor does it stand on the page as text, when that no longer shows the form.
        Assert.Equal(["verklaring"], form.Onvoldaan().SelectMany(o => o.Velden).Select(v => v.Veld));
    }

    /// <summary>Nor beside another form that is sent. The script sends no such field along; what sends it yet, is not heard.</summary>
    [Fact]
    public async Task Nor_is_it_kept_when_another_form_of_the_page_is_sent()
    {
        var ook = JsonSerializer.Serialize(new Dictionary<string, Dictionary<string, string[]>>
        {
            ["houder-zelf"] = new()
            {
                ["_van"] = [lade.Bewijs(Wie)],
                ["houder-zelf-regel-geheim"] = [Woorden],
                ["houder-zelf-naam"] = ["Gewone tekst"],
            },
        });
        var form = Gestuurd("vraag", ("_ook", ook));
        Assert.Null(form.Getypt("houder-zelf", "regel-geheim"));
        var naam = await lade.BewaarAsync(Wie, Pad, form, gedaan: true);
        var bewaard = Encoding.UTF8.GetString((await lade.HaalAsync(Wie, Pad, naam))!);
        Assert.Contains("Gewone tekst", bewaard, StringComparison.Ordinal);
        Assert.DoesNotContain(Woorden, bewaard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_is_for_its_owner_on_its_page_only_and_unreadable_in_the_store()
    {
        var naam = await lade.BewaarAsync(Wie, Pad, Gestuurd("houder-zelf", ("houder-zelf-verklaring", "Gewone tekst")), gedaan: false);
        Assert.NotNull(await lade.HaalAsync(Wie, Pad, naam));
        Assert.Null(await lade.HaalAsync("dimpact\nander", Pad, naam));
        Assert.Null(await lade.HaalAsync(Wie, Pad + "/elders", naam));
        Assert.DoesNotContain("Gewone tekst", Encoding.UTF8.GetString(doos.Inhoud[naam!]), StringComparison.Ordinal);
    }

    private Formulier Gestuurd(string wat, params (string Naam, string Waarde)[] velden) => new(new FormCollection(
        velden.Append(("_handler", wat)).Append(("_van", lade.Bewijs(Wie))).ToDictionary(v => v.Item1, v => new StringValues(v.Item2))));

    private sealed class Doos : IFormulierkast
    {
        public Dictionary<string, byte[]> Inhoud { get; } = [];

        public Task<Eerder?> NeemAsync(string sleutel, string afdruk, CancellationToken cancel) => Task.FromResult<Eerder?>(null);

        public Task KlaarAsync(string sleutel, string afdruk, string? naar) => Task.CompletedTask;

        public Task BewaarAsync(string naam, byte[] inhoud)
        {
            Inhoud[naam] = inhoud;
            return Task.CompletedTask;
        }

        public Task<byte[]?> HaalAsync(string naam) => Task.FromResult(Inhoud.GetValueOrDefault(naam));
    }
}
