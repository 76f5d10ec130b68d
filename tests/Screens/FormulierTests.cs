using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// What holds of every form of every page, derived from the pages that the router knows: sent empty, filled in, twice, too late,
/// from two tabs, after the session, and by somebody else. No typed text is lost, no deed is done twice,
/// and every answer says what happened, where the page lands.
/// </summary>
public sealed partial class FormulierTests(Demonstratie demonstratie) : IAsyncLifetime
{
    private static readonly HtmlParser Lezer = new();
    private readonly List<string> fouten = [];

    // What was typed in a field that may hold a secret of who typed it.
    private readonly List<string> geheim = [];
    private Rondgang rondgang = null!;
    private Voorgesteld server = null!;
    private int merk;

    public async ValueTask InitializeAsync()
    {
        rondgang = await demonstratie.Rondgang();
        server = await demonstratie.Start();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>A form as somebody was shown it.</summary>
    private sealed record Getoond(string Wie, string Organisatie, string Pad, string Wat, IHtmlFormElement Vorm);

    private sealed record Antwoord(HttpStatusCode Status, string Naar, IHtmlDocument Blad, string Tekst);

    [Fact]
    public async Task Every_form_keeps_what_was_typed_and_does_each_deed_once()
    {
        var vormen = rondgang.Paginas.Where(p =>
            p.Status == 200 && p.Wie != "niemand" && p.Html.Contains("data-vorm", StringComparison.Ordinal))
            .SelectMany(p => Vormen(p.Wie, p.Pad, p.Html).Select(v => (Soort: (p.Sjabloon, v.Wat), Vorm: v)))
            .GroupBy(v => v.Soort).Select(g => g.First().Vorm).ToList();
        Assert.True(vormen.Count > 90, $"There must be forms for this to mean anything: {vormen.Count}.");
        foreach (var groep in vormen.GroupBy(v => (v.Organisatie, v.Wie)))
        {
            using var http = await rondgang.AlsAsync(groep.Key.Organisatie, groep.Key.Wie, server);
            using var zonder = Zonder();
            foreach (var vorm in groep)
            {
                await LeegAsync(http, vorm);
                await GevuldAsync(http, vorm);
                await NaDeSessieAsync(http, zonder, vorm);
            }
        }
        Assert.True(geheim.Count > 0, "There must be a field for a secret for this to mean anything.");
        Assert.True(fouten.Count == 0, $"{fouten.Count} of {vormen.Count} forms:\n" + string.Join('\n', fouten.Take(60)));
    }

    /// <summary>A form on a page that is not of this frame would keep nothing.</summary>
    [Fact]
    public void Every_form_that_changes_something_is_of_the_frame()
    {
        // Who steps in or out has no text to lose, and is answered with a cookie: of a form that is sent twice the frame gives the second
        // the address that the first was given, and that lets nobody in who has no cookie. (It is a page of no organisation, too.)
        // What asks whether somebody is sure sends a form of the frame again; a file is an answer, not a page. What is searched for changes
        // nothing: it is posted so that a number of a person gets into no address.
        string[] anders = ["/stap-in/kies", "/stap-uit", "/beheer/inzage/export", "/beheer/persoonsgegevens/bestand", "/zoek/vraag"];
        var los = rondgang.Paginas.Where(p => p.Html.Length > 0)
            .SelectMany(p => Lezer.ParseDocument(p.Html).QuerySelectorAll("form[method=post]:not([data-vorm])")
            .Where(f => !anders.Any(a => f.GetAttribute("action")!.EndsWith(a, StringComparison.Ordinal)))
                .Select(f => $"{p.Sjabloon}: {f.Id} {f.GetAttribute("action")}")).Distinct().ToList();
        Assert.True(los.Count == 0, string.Join('\n', los.Take(60)));
    }

    private async Task LeegAsync(HttpClient http, Getoond getoond)
    {
        var vorm = await NuAsync(http, getoond);
        var velden = Velden(vorm, (_, _) => "");
        var een = await StuurAsync(http, vorm, velden);
        Beoordeel(vorm, "empty", een, []);
        await NogEensAsync(http, vorm, "empty", velden, een);
    }

    private async Task GevuldAsync(HttpClient http, Getoond getoond)
    {
        var (een, twee) = (await NuAsync(http, getoond), await NuAsync(http, getoond));
        List<string> getypt = [], anders = [];
        var velden = Velden(een, (veld, _) => Vul(veld, getypt));
        var eerst = await StuurAsync(http, een, velden);
        Beoordeel(een, "filled in", eerst, getypt);
        await NogEensAsync(http, een, "filled in", velden, eerst);
        // The other tab was there before that.
        var andere = Velden(twee, (veld, _) => Vul(veld, anders));
        var later = await StuurAsync(http, twee, andere);
        Beoordeel(twee, "from another tab", later, anders);
        if (Gelukt(eerst) && Gelukt(later) && velden.Any(v => v.Key == "_versie") && anders.Count > 0)
            Fout(twee, "from another tab: somebody else's change is overwritten without a word");
    }

    // The same again: what came of the first comes of the second, and nothing is changed by it.
    private async Task NogEensAsync(HttpClient http, Getoond vorm, string hoe, IReadOnlyList<KeyValuePair<string, string>> velden,
        Antwoord eerst)
    {
        var voor = Wijzigingen(vorm.Organisatie);
        var nog = await StuurAsync(http, vorm, velden);
        if (Gelukt(eerst) != Gelukt(nog) || Gelukt(eerst) && Kaal(eerst.Naar) != Kaal(nog.Naar))
            Fout(vorm, $"{hoe}, twice: first {eerst.Status} {eerst.Naar}, then {nog.Status} {nog.Naar} {Melding(nog.Blad)}");
        if (Wijzigingen(vorm.Organisatie) != voor) Fout(vorm, $"{hoe}, twice: done twice");
    }

    private async Task NaDeSessieAsync(HttpClient http, HttpClient zonder, Getoond getoond)
    {
        var vorm = await NuAsync(http, getoond);
        List<string> getypt = [];
        var voor = Wijzigingen(vorm.Organisatie);
        var velden = Velden(vorm, (veld, _) => Vul(veld, getypt));
        using var inhoud = Inhoud(vorm, velden);
        using var antwoord = await zonder.PostAsync(vorm.Pad, inhoud);
        if (Wijzigingen(vorm.Organisatie) != voor) Fout(vorm, "without a session: something is changed");
        if (antwoord.Headers.Location?.OriginalString is not { } naar || !naar.StartsWith("/stap-in?terug=", StringComparison.Ordinal))
        {
            Fout(vorm, $"without a session: {antwoord.StatusCode}");
            return;
        }
        var terug = WebUtility.UrlDecode(naar["/stap-in?terug=".Length..]);
        var stil = !velden.Exists(v => v.Key.EndsWith("-geheim", StringComparison.Ordinal));
        if (stil && (getypt.Count == 0 || vorm.Vorm.HasAttribute("data-vluchtig"))) return;
        using var weer = await rondgang.AlsAsync(vorm.Organisatie, vorm.Wie, server);
        var mijn = await weer.GetStringAsync(terug);
        if (geheim.Any(tekst => mijn.Contains(tekst, StringComparison.Ordinal))) Fout(vorm, "after the session: a secret is shown");
        if (vorm.Vorm.HasAttribute("data-vluchtig")) return;
        // (a form that is no longer offered shows nothing; its text stands there as text)
        foreach (var tekst in getypt.Where(t => !mijn.Contains(t, StringComparison.Ordinal)).Take(1))
            Fout(vorm, $"after the session: '{tekst}' is gone");
        // (The platform has one operator: somebody of an organisation tries it there.)
        var elders = vorm.Organisatie == "platform" ? "deventer" : vorm.Organisatie;
        var ander = rondgang.Paginas.First(p =>
            p.Wie != vorm.Wie && p.Wie != "niemand" && p.Pad.StartsWith("/" + elders, StringComparison.Ordinal)).Wie;
        using var vreemd = await rondgang.AlsAsync(elders, ander, server);
        using var blad = await vreemd.GetAsync(terug);
        var html = await blad.Content.ReadAsStringAsync();
        foreach (var tekst in getypt.Where(t => html.Contains(t, StringComparison.Ordinal)))
            Fout(vorm, $"after the session: {ander} reads '{tekst}'");
    }

    // Every answer says what happened, and that is where the page lands.
    private void Beoordeel(Getoond vorm, string hoe, Antwoord antwoord, List<string> getypt)
    {
        if (geheim.Any(tekst => antwoord.Tekst.Contains(tekst, StringComparison.Ordinal))) Fout(vorm, $"{hoe}: a secret is shown again");
        // What it was about is gone: the whole page says so.
        if (antwoord.Status is HttpStatusCode.NotFound && antwoord.Blad.QuerySelector("main h1")?.TextContent.Trim().Length > 5)
        {
            foreach (var tekst in getypt.Where(t => !Staat(antwoord.Blad, t)).Take(1)) Fout(vorm, $"{hoe}, gone: '{tekst}' too");
            return;
        }
        if (antwoord.Status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
        {
            Fout(vorm, $"{hoe}: {(int)antwoord.Status} {antwoord.Blad.Title} {antwoord.Tekst[..Math.Min(80, antwoord.Tekst.Length)]}");
            return;
        }
        if (antwoord.Naar.Contains('#', StringComparison.Ordinal)) Fout(vorm, $"{hoe}: lands at a part of the page, {antwoord.Naar}");
        var melding = antwoord.Blad.QuerySelectorAll("#melding");
        if (melding.Length != 1 && !(Gelukt(antwoord) && melding.Length == 0 && Stil.Contains(vorm.Wat)))
            Fout(vorm, $"{hoe}: {melding.Length} messages, {(int)antwoord.Status} {antwoord.Naar}");
        else if (melding.Length == 1 && (!melding[0].HasAttribute("autofocus") || melding[0].TextContent.Trim().Length < 8))
            Fout(vorm, $"{hoe}: the message has no focus or no words");
        if (Gelukt(antwoord)) return;
        foreach (var tekst in getypt.Where(t => !Staat(antwoord.Blad, t)).Take(1))
            Fout(vorm, $"{hoe}, refused ({Melding(antwoord.Blad)}): '{tekst}' is gone");
    }

    // Deeds that the page itself shows best.
    private static readonly string[] Stil = ["behandelen"];

    private static bool Gelukt(Antwoord antwoord) => antwoord.Naar.Length > 0;

    private static string Melding(IHtmlDocument blad) => blad.QuerySelector("#melding")?.TextContent is { } tekst
        ? string.Join(' ', tekst.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";

    private static bool Staat(IHtmlDocument blad, string tekst) => blad.QuerySelectorAll("input")
        .Any(i => i.GetAttribute("value")?.Contains(tekst, StringComparison.Ordinal) == true)
        || blad.QuerySelector("main")?.TextContent.Contains(tekst, StringComparison.Ordinal) == true;

    private static string Kaal(string adres) => adres.Split("&tekst=")[0].Split("?tekst=")[0];

    private void Fout(Getoond vorm, string wat) => fouten.Add($"{vorm.Wie} {vorm.Pad} {vorm.Wat}: {wat}");

    // --- a form, as a browser sends it ---

    private static IEnumerable<Getoond> Vormen(string wie, string pad, string html) =>
        Lezer.ParseDocument(html).QuerySelectorAll("form[data-vorm]").Cast<IHtmlFormElement>()
        .Select(f => new Getoond(wie, pad.Split('/', '?')[1], WebUtility.HtmlDecode(f.GetAttribute("action")!),
            Verborgen(f, "_handler"), f));

    private static string Verborgen(IHtmlFormElement vorm, string naam) =>
        vorm.QuerySelector($"input[name='{naam}']")?.GetAttribute("value") ?? "";

    // As the page shows it now; as it was shown before when it is there no more, which is sending it late.
    private static async Task<Getoond> NuAsync(HttpClient http, Getoond vorm)
    {
        using var antwoord = await http.GetAsync(vorm.Pad);
        var nu = Vormen(vorm.Wie, vorm.Pad, await antwoord.Content.ReadAsStringAsync()).ToList();
        return nu.Find(v => v.Wat == vorm.Wat && v.Vorm.Id == vorm.Vorm.Id) ?? nu.Find(v => v.Wat == vorm.Wat) ?? vorm;
    }

    private static List<KeyValuePair<string, string>> Velden(Getoond vorm, Func<IElement, string, string?> vul)
    {
        List<KeyValuePair<string, string>> velden = [];
        var rondjes = new HashSet<string>();
        foreach (var veld in vorm.Vorm.Elements.Where(v => v.HasAttribute("name")))
        {
            var naam = veld.GetAttribute("name")!;
            if (veld is IHtmlInputElement { Type: "hidden" } verborgen) velden.Add(new(naam, verborgen.Value));
            else if (veld is IHtmlInputElement { Type: "file" }) continue;
            else if (veld is IHtmlInputElement { Type: "radio" } && !rondjes.Add(naam)) continue;
            else if (veld is IHtmlInputElement or IHtmlTextAreaElement or IHtmlSelectElement && vul(veld, naam) is { } waarde)
                velden.Add(new(naam, waarde));
        }
        return velden;
    }

    // Something that a person could fill in; texts are remembered.
    private string? Vul(IElement veld, List<string> getypt)
    {
        string Tekst(string vorm)
        {
            var tekst = string.Format(CultureInfo.InvariantCulture, vorm, ++merk);
            // What may be a secret of who typed it, such as the words of a holder of a key, is shown to nobody again.
            (veld.GetAttribute("name")!.EndsWith("-geheim", StringComparison.Ordinal) ? geheim : getypt).Add(tekst);
            return tekst;
        }
        return veld switch
        {
            IHtmlSelectElement lijst => lijst.Options.Select(o => o.Value).FirstOrDefault(v => v.Length > 0) ?? "",
            IHtmlTextAreaElement => Tekst("Alinea nummer {0} van de proef."),
            IHtmlInputElement { Type: "checkbox" or "radio" } keuze => keuze.Value,
            IHtmlInputElement { Type: "date" } => "2027-05-12",
            IHtmlInputElement { Type: "time" } => "14:30",
            IHtmlInputElement { Type: "email" } => Tekst("proef{0}@example.nl"),
            IHtmlInputElement invoer when invoer.HasAttribute("inputmode") => "3",
            _ => Tekst("Proef {0}"),
        };
    }

    private static HttpContent Inhoud(Getoond vorm, IReadOnlyList<KeyValuePair<string, string>> velden)
    {
        if (vorm.Vorm.GetAttribute("enctype") != "multipart/form-data") return new FormUrlEncodedContent(velden);
        var delen = new MultipartFormDataContent();
        foreach (var (naam, waarde) in velden) delen.Add(new StringContent(waarde), $"\"{naam}\"");
        return delen;
    }

    private static async Task<Antwoord> StuurAsync(HttpClient http, Getoond vorm, IReadOnlyList<KeyValuePair<string, string>> velden)
    {
        using var inhoud = Inhoud(vorm, velden);
        using var antwoord = await http.PostAsync(vorm.Pad, inhoud);
        var html = await antwoord.Content.ReadAsStringAsync();
        var waar = antwoord.RequestMessage!;
        return new(antwoord.StatusCode, waar.Method == HttpMethod.Get ? waar.RequestUri!.PathAndQuery + waar.RequestUri.Fragment : "",
            Lezer.ParseDocument(html), html);
    }

    private HttpClient Zonder() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(server.Address) };

    // How many changes an organisation has had; of the platform, how much was told of it.
    private long Wijzigingen(string organisatie)
    {
        var (bestand, tellen) = organisatie == "platform" ? ("platform.db", "SELECT coalesce(sum(length(doc)), 0) FROM melding")
            : (Path.Combine(organisatie, "brink.db"), "SELECT count(*) FROM audit");
        using var db = new SqliteConnection($"Data Source={Path.Combine(server.Map, bestand)};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var vraag = db.CreateCommand();
        vraag.CommandText = tellen;
        return (long)vraag.ExecuteScalar()!;
    }
}
