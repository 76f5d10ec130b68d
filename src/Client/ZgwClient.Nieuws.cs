using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Brink.Client;

// Whether there is news, without reading it.
public sealed partial class ZgwClient
{
    /// <summary>
    /// How far something is: a text that differs from the one before when any of it changed, or null when it is (partly) at a server
    /// that tells no news, as no standard asks of it. Ask before what is shown is read: then what changes meanwhile is news.
    /// </summary>
    /// <param name="over">What is followed: main objects as a path (<c>besluitvorming/vergaderingen/{uuid}</c>) and kanalen.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="vanaf">How far the caller is.</param>
    /// <param name="wacht">How long the answer may wait for news, where all of it is at one server.</param>
    public async Task<(string? Stand, Fout? Fout)> Nieuws(IEnumerable<string> over, CancellationToken cancel, string? vanaf = null,
        TimeSpan wacht = default)
    {
        var vragen = over.Select(Vraag).GroupBy(v => (v.Http, v.Stand)).ToList();
        if (vragen.Exists(v => v.Key.Stand is null)) return (null, null);
        var standen = new List<string>();
        foreach (var vraag in vragen)
        {
            var waar = new Uri(QueryHelpers.AddQueryString(vraag.Key.Stand!.ToString(),
                vraag.Select(v => KeyValuePair.Create(v.Naam, (string?)v.Waarde))));
            using var request = new HttpRequestMessage(HttpMethod.Get, waar);
            if (vanaf is { Length: > 0 } && vragen.Count == 1)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", $"\"{vanaf}\"");
                if (wacht > TimeSpan.Zero) request.Headers.Add("Prefer", $"wait={(int)wacht.TotalSeconds}");
            }
            try
            {
                using var antwoord = await vraag.Key.Http.SendAsync(request, cancel);
                if (antwoord.StatusCode == HttpStatusCode.NotModified) return (vanaf, null);
                // A plain server has no such address. (And where the thing itself is gone, its page says so.)
                if (antwoord.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return (null, null);
                if (!antwoord.IsSuccessStatusCode) return (null, await FoutAsync(antwoord, cancel));
                standen.Add((await antwoord.Content.ReadFromJsonAsync<Nieuwsstand>(Json, cancel))!.Stand
                    .ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return (null, new(504, "geen_antwoord", "", []));
            }
        }
        return (string.Join('.', standen), null);
    }

    // Where is asked, and what. A kanaal is told of by the register of that name.
    private (HttpClient Http, Uri? Stand, string Naam, string Waarde) Vraag(string een)
    {
        if (een.Contains('/', StringComparison.Ordinal))
        {
            var (naar, adres, _, daar) = Waar(een) ?? throw new ArgumentException("Not of this organisation.", nameof(een));
            return (naar, daar is null ? Hier : daar.Nieuws, "hoofdobject", adres.ToString());
        }
        return elders?.FirstOrDefault(e => e.Register == een) is { } register
            ? (register.Http, register.Nieuws, "kanaal", een) : (http, Hier, "kanaal", een);
    }

    private Uri Hier => new(http.BaseAddress!, Elders.NieuwsWeg);

    private sealed record Nieuwsstand(long Stand);
}
