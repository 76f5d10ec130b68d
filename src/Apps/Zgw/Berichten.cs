using System.Text.Json.Nodes;

namespace Brink.Apps.Zgw;

/// <summary>What goes along with a message: a document, or a file that was made for it.</summary>
public sealed record Berichtbijlage(string Naam, string Soort, Uri? Document);

/// <summary>A message by e-mail. Berichten API, of Brink itself.</summary>
public sealed record Bericht
{
    public required Uri Url { get; init; }
    public string Aan { get; init; } = "";
    public string Hoedanigheid { get; init; } = "";
    public string Onderwerp { get; init; } = "";
    public string Tekst { get; init; } = "";
    public IReadOnlyList<Berichtbijlage> Bijlagen { get; init; } = [];
    public string Soort { get; init; } = "";
    public DateTimeOffset? Uiterlijk { get; init; }
    public string Status { get; init; } = "";
    public DateTimeOffset? Gemaakt { get; init; }
    public int Pogingen { get; init; }
    public DateTimeOffset? VolgendePoging { get; init; }
    public DateTimeOffset? VerzondenOp { get; init; }
    public bool ZelfVerzonden { get; init; }
    public string Fout { get; init; } = "";
}

/// <summary>How things stand with the messages of an organisation.</summary>
public sealed record Berichtenstand(bool Ingesteld, int Klaargezet, int Verzonden, int Mislukt);

/// <summary>The members that must get the notice of a meeting by post.</summary>
public sealed record PerPost(string Vergadering, DateOnly Datum, IReadOnlyList<string> Leden);

/// <summary>Messages, and what of meetings and votes is read as it stands: for letters and files that are made of it.</summary>
public sealed partial class ZgwClient
{
    private const string BerichtenPad = "berichten/api/v1/berichten";
    private const string BesluitvormingPad = "besluitvorming/api/v1/";

    /// <summary>Messages, the newest first.</summary>
    public Task<Antwoord<Lijst<Bericht>>> BerichtenAsync(string? status, int pagina, CancellationToken cancel) => GetAsync<Lijst<Bericht>>(BerichtenPad,
        [new("status", status), new("page", pagina.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("pageSize", "50")], cancel);

    /// <summary>How many messages wait, went and failed.</summary>
    public Task<Antwoord<Berichtenstand>> BerichtenstandAsync(CancellationToken cancel) => GetAsync<Berichtenstand>(BerichtenPad + "/stand", [], cancel);

    /// <summary>One message.</summary>
    public Task<Antwoord<Bericht>> BerichtAsync(Guid uuid, CancellationToken cancel) => GetAsync<Bericht>($"{BerichtenPad}/{uuid}", [], cancel);

    /// <summary>A message as a file that mail programs open. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> BerichtEmlAsync(Guid uuid, CancellationToken cancel) => BestandAsync($"{BerichtenPad}/{uuid}/eml", cancel);

    /// <summary>Does something with a message: <c>opnieuw</c> or <c>zelf-verzonden</c>. Null when that is done.</summary>
    public Task<Fout?> BerichtDoeAsync(Guid uuid, string daad, CancellationToken cancel) => DoeAsync(HttpMethod.Post, $"{BerichtenPad}/{uuid}/{daad}", cancel);

    /// <summary>Something of the register Besluitvorming as it stands there, such as <c>uitslagen/{uuid}</c>.</summary>
    public Task<Antwoord<JsonObject>> BesluitvormingJsonAsync(string pad, CancellationToken cancel) => GetAsync<JsonObject>(BesluitvormingPad + pad, [], cancel);

    /// <summary>A list of the register Besluitvorming of what refers to something by its address: at most 500.</summary>
    public Task<Antwoord<Lijst<JsonObject>>> BesluitvormingLijstAsync(string pad, string verwijst, string naar, CancellationToken cancel) =>
        GetAsync<Lijst<JsonObject>>(BesluitvormingPad + pad, [new(verwijst, BesluitvormingAdres(naar)), new("pageSize", "500")], cancel);

    /// <summary>The marks that meetings got, the oldest first; empty when they cannot be read.</summary>
    public async Task<List<JsonObject>> EvaluatieverloopAsync(CancellationToken cancel) =>
        (await GetAsync<List<JsonObject>>(BesluitvormingPad + "evaluaties/verloop", [], cancel)).Gelukt(out var lijst) ? lijst : [];

    /// <summary>The address of something in the register Besluitvorming, such as <c>vergaderingen/{uuid}</c>.</summary>
    public string BesluitvormingAdres(string pad) => pad.Contains("://", StringComparison.Ordinal) ? pad : Adres(BesluitvormingPad + pad).ToString();

    /// <summary>What another resource here says, by its address; null when it cannot be read.</summary>
    public async Task<JsonObject?> JsonOpAdresAsync(string? adres, CancellationToken cancel) =>
        Uri.TryCreate(adres, UriKind.Absolute, out var url) ? (await LeesAsync<JsonObject>(url, cancel)).Waarde : null;

    /// <summary>Makes something in the register Besluitvorming, or does a deed there.</summary>
    public async Task<Fout?> BesluitvormingStuurAsync(HttpMethod method, string pad, JsonNode body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, BesluitvormingPad + pad) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        try
        {
            using var response = await http.SendAsync(request, cancel);
            return response.IsSuccessStatusCode ? null : await FoutAsync(response, cancel);
        }
        catch (Exception e) when (Onbereikbaar(e, cancel))
        {
            return GeenAntwoord;
        }
    }

    /// <summary>The members without an e-mail address, per meeting for which the notice went out and that is still to come. Empty for who may not see meetings.</summary>
    public async Task<IReadOnlyList<PerPost>> PerPostAsync(CancellationToken cancel)
    {
        var uit = new List<PerPost>();
        var vergaderingen = await GetAsync<Lijst<JsonObject>>(BesluitvormingPad + "vergaderingen", [new("status", "opgeroepen"), new("pageSize", "50")], cancel);
        if (!vergaderingen.Gelukt(out var lijst))
        {
            return uit;
        }

        foreach (var v in lijst.Results)
        {
            var oproepingen = await BesluitvormingLijstAsync("oproepingen", "vergadering", (string)v["url"]!, cancel);
            var leden = oproepingen.Gelukt(out var gevonden) ? gevonden.Results.SelectMany(o => o["perPost"]?.AsArray() ?? []).Select(l => (string)l!).ToList() : [];
            if (leden.Count > 0)
            {
                var namen = await GetAsync<Lijst<JsonObject>>("portfolio/api/v1/leden", [new("pageSize", "500")], cancel);
                var bekend = namen.Gelukt(out var alle) ? alle.Results.ToDictionary(l => (string)l["url"]!, l => (string)l["naam"]!) : [];
                uit.Add(new((string)v["titel"]!, DateOnly.Parse((string)v["datum"]!, System.Globalization.CultureInfo.InvariantCulture),
                    [.. leden.Select(l => bekend.GetValueOrDefault(l, "een lid")).Order(StringComparer.Ordinal)]));
            }
        }

        return uit;
    }
}
