namespace Brink.Client;

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

/// <summary>Messages by e-mail, and who gets a letter instead.</summary>
public sealed partial class ZgwClient
{
    private const string BerichtenPad = "berichten/api/v1/berichten";

    /// <summary>Messages, the newest first.</summary>
    public Task<Antwoord<Lijst<Bericht>>> BerichtenAsync(string? status, int pagina, CancellationToken cancel) => GetAsync<Lijst<Bericht>>(BerichtenPad,
        [new("status", status), new("page", pagina.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("pageSize", "50")], cancel);

    /// <summary>All messages of one status, such as those that wait.</summary>
    public Task<Antwoord<Lijst<Bericht>>> BerichtenAsync(string status, CancellationToken cancel) =>
        AllesAsync<Bericht>(BerichtenPad, [new("status", status), new("pageSize", "100")], cancel);

    /// <summary>How many messages wait, went and failed.</summary>
    public Task<Antwoord<Berichtenstand>> BerichtenstandAsync(CancellationToken cancel) => GetAsync<Berichtenstand>(BerichtenPad + "/stand", [], cancel);

    /// <summary>One message.</summary>
    public Task<Antwoord<Bericht>> BerichtAsync(Guid uuid, CancellationToken cancel) => GetAsync<Bericht>($"{BerichtenPad}/{uuid}", [], cancel);

    /// <summary>A message as a file that mail programs open. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> BerichtEmlAsync(Guid uuid, CancellationToken cancel) => BestandAsync($"{BerichtenPad}/{uuid}/eml", cancel);

    /// <summary>Does something with a message: <c>opnieuw</c> or <c>zelf-verzonden</c>. Null when that is done.</summary>
    public Task<Fout?> BerichtDoeAsync(Guid uuid, string daad, CancellationToken cancel) => DoeAsync(HttpMethod.Post, $"{BerichtenPad}/{uuid}/{daad}", cancel);

    /// <summary>The members without an e-mail address, per meeting for which the notice went out and that is still to come. Empty for who may not see meetings.</summary>
    public async Task<IReadOnlyList<PerPost>> PerPostAsync(CancellationToken cancel)
    {
        var uit = new List<PerPost>();
        if (!(await BesluitvormingAsync<Vergadering>("vergaderingen", cancel, ("status", "opgeroepen"))).Gelukt(out var komend)) return uit;
        Dictionary<Uri, string>? namen = null;
        foreach (var v in komend.Results)
        {
            var oproepingen = await BesluitvormingAsync<Oproeping>("oproepingen", cancel, ("vergadering", v.Url.ToString()));
            var leden = oproepingen.Gelukt(out var gevonden) ? gevonden.Results.SelectMany(o => o.PerPost ?? []).ToList() : [];
            if (leden.Count == 0) continue;
            namen ??= (await LedenAsync(cancel)).Gelukt(out var alle) ? alle.Results.ToDictionary(l => l.Url, l => l.Naam) : [];
            uit.Add(new(v.Titel, v.Datum, [.. leden.Select(l => namen.GetValueOrDefault(l, "een lid")).Order(StringComparer.Ordinal)]));
        }
        return uit;
    }
}
