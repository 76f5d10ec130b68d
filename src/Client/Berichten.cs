namespace Brink.Client;

/// <summary>What goes along with a message: a document, or a file that was made for it.</summary>
public sealed record Berichtbijlage(string Naam, string Soort, Uri? Document);

/// <summary>A message by e-mail. Berichten API, of Brink itself.</summary>
public sealed record Bericht : IBron
{
    public static string Pad => "berichten/berichten";
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

/// <summary>Who gets a letter instead of a message.</summary>
public sealed partial class ZgwClient
{
    /// <summary>The members without an e-mail address, per meeting for which the notice went out and that is still to come.
    /// Empty for who may not see meetings.</summary>
    public async Task<IReadOnlyList<PerPost>> PerPostAsync(CancellationToken cancel)
    {
        var uit = new List<PerPost>();
        if (!(await Lijst<Vergadering>(cancel, ("status", "opgeroepen"))).Gelukt(out var komend)) return uit;
        Dictionary<Uri, string>? namen = null;
        foreach (var v in komend.Results)
        {
            var leden = (await Lijst<Oproeping>(cancel, ("vergadering", v.Url))).Gelukt(out var gevonden)
                ? gevonden.Results.SelectMany(o => o.PerPost ?? []).ToList() : [];
            if (leden.Count == 0) continue;
            namen ??= (await Lijst<Lid>(cancel)).Gelukt(out var alle) ? alle.Results.ToDictionary(l => l.Url, l => l.Naam) : [];
            uit.Add(new(v.Titel, v.Datum, [.. leden.Select(l => namen.GetValueOrDefault(l, "een lid")).Order(StringComparer.Ordinal)]));
        }
        return uit;
    }
}
