using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Brink.Apps.Kern;

/// <summary>What a page keeps itself up to date with.</summary>
/// <param name="Organisatie">Of whom.</param>
/// <param name="Over">Main objects as a path, and kanalen.</param>
/// <param name="Stand">How far they were when the page was read; null when they are at a server that tells no news.</param>
public sealed record Nieuws(string Organisatie, IReadOnlyList<string> Over, string? Stand)
{
    /// <summary>How often a page is read again of which no server tells whether there is news, in seconds.</summary>
    public const int Herlees = 30;

    /// <summary>The page stays as it is, until somebody refreshes it.</summary>
    public bool Stil { get; init; }

    private string Vraag(string weg) => $"/{Organisatie}/nieuws{weg}{new QueryBuilder(Over.Select(o => KeyValuePair.Create("over", o)))}";

    /// <summary>What the script in the page goes by.</summary>
    public IEnumerable<KeyValuePair<string, object>> Attributen => Stil ? [] : Stand is null ? [new("data-herlees", Herlees)]
        : [new("data-vraag", Vraag("")), new("data-stroom", Vraag("/stroom")), new("data-versie", Stand)];
}

/// <summary>
/// What the registers said a moment ago. A hall full of telephones asks the same: who was let in shortly before is answered with the number
/// that anyone got in the last half second. The number says nothing but that something changed, so a right that was taken away may hear of
/// it for half a minute; what is then read is refused at once.
/// </summary>
internal sealed class Nieuwsstanden
{
    private const int Meeste = 10_000;
    private static readonly TimeSpan Vers = TimeSpan.FromMilliseconds(500), Vertrouwd = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (string Stand, long Toen)> standen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> toegelaten = new(StringComparer.Ordinal);

    /// <summary>How far it is, as <see cref="ZgwClient.Nieuws"/>.</summary>
    public async Task<(string? Stand, Fout? Fout)> VanAsync(string[] over, Scherm scherm)
    {
        var wat = $"{scherm.Hier.Id}\n{string.Join(' ', over)}";
        var wie = $"{scherm.Eigenaar}\n{wat}";
        if (toegelaten.TryGetValue(wie, out var sinds) && Stopwatch.GetElapsedTime(sinds) < Vertrouwd
            && standen.TryGetValue(wat, out var laatst) && Stopwatch.GetElapsedTime(laatst.Toen) < Vers)
        {
            return (laatst.Stand, null);
        }

        var nu = Stopwatch.GetTimestamp();
        var (stand, fout) = await scherm.Zgw.Nieuws(over, scherm.Afgebroken);
        if (stand is null)
        {
            toegelaten.TryRemove(wie, out _);
            return (null, fout);
        }
        if (standen.Count > Meeste) standen.Clear();
        if (toegelaten.Count > Meeste) toegelaten.Clear();
        standen[wat] = (stand, nu);
        toegelaten[wie] = nu;
        return (stand, null);
    }
}

/// <summary>
/// Tells the script in a page whether there is news. Asking (304 when there is none) always works, whatever stands in between; a stream of
/// events comes on top of that: who hears nothing on it asks as before. Both answer for who looks, with the rights of that moment.
/// </summary>
public static class Nieuwswegen
{
    /// <summary>The name of what measures how many streams are open.</summary>
    public const string Meter = "Brink.Apps";

    private static readonly UpDownCounter<long> Stromen = new System.Diagnostics.Metrics.Meter(Meter).CreateUpDownCounter<long>("brink.news.streams", "{stream}",
        "Pages that hear news on a stream");

    private const int StromenVanEen = 4;
    private static readonly TimeSpan Hartslag = TimeSpan.FromSeconds(15), Langst = TimeSpan.FromMinutes(10),
        Rust = TimeSpan.FromSeconds(2);
    private static readonly ConcurrentDictionary<string, int> Open = new(StringComparer.Ordinal);

    internal static void MapNieuws(IEndpointRouteBuilder schermen)
    {
        schermen.MapGet("/{organisatie}/nieuws", VraagAsync);
        schermen.MapGet("/{organisatie}/nieuws/stroom", StroomAsync);
    }

    private static async Task<IResult> VraagAsync(string[] over, Scherm scherm, HttpContext context, Nieuwsstanden standen)
    {
        if (!Klopt(over)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var gevraagd = context.Request.Headers.IfNoneMatch.ToString().Trim('"');
        var (stand, fout) = await standen.VanAsync(over, scherm);
        if (stand is null) return Results.StatusCode(fout is null ? StatusCodes.Status404NotFound : Download.Page(fout));
        context.Response.Headers.ETag = $"\"{stand}\"";
        context.Response.Headers.CacheControl = "no-cache";
        return stand == gevraagd ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Text(stand);
    }

    private static async Task<IResult> StroomAsync(string[] over, Scherm scherm, HttpContext context, IHostApplicationLifetime leven)
    {
        if (!Klopt(over)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var (stand, fout) = await scherm.Zgw.Nieuws(over, scherm.Afgebroken);
        if (fout is not null) return Results.StatusCode(Download.Page(fout));
        // 204 tells a browser not to come back for the stream; it goes on asking.
        if (stand is null || scherm.Zgw.HeeftElders) return Results.NoContent();
        if (Open.AddOrUpdate(scherm.Eigenaar, 1, (_, n) => n + 1) > StromenVanEen)
        {
            Sluit(scherm.Eigenaar);
            return Results.NoContent();
        }
        var einde = CancellationTokenSource.CreateLinkedTokenSource(scherm.Afgebroken, leven.ApplicationStopping);
        context.Response.RegisterForDispose(einde);
        var van = new KeyValuePair<string, object?>("organisatie", scherm.Hier.Id);
        Stromen.Add(1, van);
        context.Response.OnCompleted(() =>
        {
            Stromen.Add(-1, van);
            Sluit(scherm.Eigenaar);
            return Task.CompletedTask;
        });
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Gebeurtenissen(scherm, over, stand, einde.Token));
    }

    // Begins with where it is: a page that was away meanwhile sees by that whether it missed something.
    private static async IAsyncEnumerable<SseItem<string>> Gebeurtenissen(Scherm scherm, string[] over, string stand,
        [EnumeratorCancellation] CancellationToken einde)
    {
        var begin = Stopwatch.GetTimestamp();
        yield return new(stand, "nieuws") { EventId = stand };
        while (Stopwatch.GetElapsedTime(begin) < Langst)
        {
            var (sinds, vorige) = (Stopwatch.GetTimestamp(), stand);
            try
            {
                if ((await scherm.Zgw.Nieuws(over, einde, vorige, Hartslag)).Stand is not { } nu) yield break;
                stand = nu;
            }
            catch (OperationCanceledException) { yield break; }
            // (A comment would do to keep the line open, but a page does not see comments, and is to know that the line works.)
            yield return stand != vorige ? new(stand, "nieuws") { EventId = stand } : new SseItem<string>("hart", "hart");
            // Where much happens, or where we may not wait, now and then is enough.
            if (Rust - Stopwatch.GetElapsedTime(sinds) is { Ticks: > 0 } rest)
                await Task.Delay(rest, einde).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Sluit(string wie)
    {
        if (Open.AddOrUpdate(wie, 0, (_, n) => n - 1) <= 0) Open.TryRemove(KeyValuePair.Create(wie, 0));
    }

    // A path of register, collection and identity, or the name of a kanaal.
    private static bool Klopt(string[] over) => over.Length is > 0 and <= 10 && over.All(o => o.Split('/') is [{ Length: > 0 }]
        or [{ Length: > 0 }, { Length: > 0 }, { Length: 36 }] && o.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-'));
}
