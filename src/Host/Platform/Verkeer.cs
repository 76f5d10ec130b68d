using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Brink.Host;

/// <summary>How the requests of an organisation, or of one of its routes, went of late.</summary>
/// <param name="Aantal">How many there were.</param>
/// <param name="Fouten">How many of those were answered with a fault of ours (5xx).</param>
/// <param name="Binnen">In how many milliseconds 95 of 100 were answered, rounded up to a round number.</param>
/// <param name="Langst">How many milliseconds the slowest took.</param>
public sealed record Tellingen(long Aantal, long Fouten, long Binnen, long Langst);

/// <summary>A fault of ours of late: where and when, and nothing of what was asked.</summary>
public sealed record Misgegaan(DateTimeOffset Moment, string Organisatie, string Route, int Status);

/// <summary>
/// What passed here in the last minutes, counted per organisation and per pattern of a route: never an address, a query or an identity,
/// so nothing personal is in it. It is in memory only. Counting costs a look-up and a few additions.
/// </summary>
/// <param name="organisaties">The organisations; what is of none is not counted.</param>
/// <param name="klok">Tells when a count begins anew.</param>
public sealed class Verkeer(IEnumerable<string> organisaties, TimeProvider klok)
{
    /// <summary>Counts are of this and the period before.</summary>
    public static readonly TimeSpan Periode = TimeSpan.FromMinutes(5);

    private const int MeesteRoutes = 5_000, MeesteFouten = 40;
    private static readonly int[] Grenzen = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000, int.MaxValue];
    private readonly HashSet<string> bekend = [.. organisaties];
    private readonly ConcurrentQueue<Misgegaan> fouten = new();
    private readonly long begin = klok.GetTimestamp();
    private Vensters vensters = new(0, new(), new());

    private sealed record Vensters(long Nummer, ConcurrentDictionary<(string Organisatie, string Route), Teller> Nu,
        ConcurrentDictionary<(string Organisatie, string Route), Teller> Vorig);

    private sealed class Teller
    {
        private readonly long[] vakken = new long[Grenzen.Length];
        private long fouten, langst;

        public void Tel(long duur, bool fout)
        {
            var vak = 0;
            while (duur > Grenzen[vak]) vak++;
            Interlocked.Increment(ref vakken[vak]);
            if (fout) Interlocked.Increment(ref fouten);
            for (var was = Volatile.Read(ref langst); duur > was;)
            {
                var nu = Interlocked.CompareExchange(ref langst, duur, was);
                if (nu == was) break;
                was = nu;
            }
        }

        public static Tellingen Samen(IEnumerable<Teller> tellers)
        {
            var (vakken, fouten, langst) = (new long[Grenzen.Length], 0L, 0L);
            foreach (var teller in tellers)
            {
                for (var i = 0; i < vakken.Length; i++) vakken[i] += Volatile.Read(ref teller.vakken[i]);
                fouten += Volatile.Read(ref teller.fouten);
                langst = Math.Max(langst, Volatile.Read(ref teller.langst));
            }
            var (aantal, gezien, vak) = (vakken.Sum(), 0L, 0);
            for (; vak < vakken.Length - 1 && (gezien += vakken[vak]) * 100 < aantal * 95; vak++) { }
            return new(aantal, fouten, Math.Min(Grenzen[vak], langst), langst);
        }
    }

    /// <summary>Stands around all that answers requests.</summary>
    public async Task Meet(HttpContext http, RequestDelegate verder)
    {
        var (sinds, methode) = (klok.GetTimestamp(), http.Request.Method);
        var organisatie = Van(http.Request.Path.Value!);
        if (organisatie.Length > 0)
            http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("organisatie", organisatie));
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await verder(http);
            status = http.Response.StatusCode;
        }
        finally
        {
            // What waits for news takes as long as there is none: that says nothing.
            if (organisatie.Length > 0 && http.GetEndpoint()?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route is { } route
                && !route.Contains("/nieuws", StringComparison.Ordinal))
            {
                Tel(organisatie, $"{methode} {route}", klok.GetElapsedTime(sinds), status);
            }
        }
    }

    /// <summary>Counts a request.</summary>
    /// <param name="organisatie">Of whom.</param>
    /// <param name="route">The method and the pattern of the route.</param>
    /// <param name="duur">How long it took.</param>
    /// <param name="status">How it was answered.</param>
    internal void Tel(string organisatie, string route, TimeSpan duur, int status)
    {
        var nu = Actueel();
        if (nu.Nu.Count >= MeesteRoutes && !nu.Nu.ContainsKey((organisatie, route))) route = "(overig)";
        nu.Nu.GetOrAdd((organisatie, route), _ => new()).Tel((long)Math.Ceiling(duur.TotalMilliseconds), status >= 500);
        if (status < 500) return;
        fouten.Enqueue(new(klok.GetUtcNow(), organisatie, route, status));
        while (fouten.Count > MeesteFouten) fouten.TryDequeue(out _);
    }

    /// <summary>How the requests of each organisation went; who had none is not there.</summary>
    public Dictionary<string, Tellingen> PerOrganisatie() =>
        Alle().GroupBy(t => t.Key.Organisatie).ToDictionary(g => g.Key, g => Teller.Samen(g.Select(t => t.Value)));

    /// <summary>The routes that took longest, of those that were asked for more than once.</summary>
    public IReadOnlyList<(string Organisatie, string Route, Tellingen Tellingen)> Traagste(int aantal) =>
        [.. Alle().GroupBy(t => t.Key).Select(g => (g.Key.Organisatie, g.Key.Route, Tellingen: Teller.Samen(g.Select(t => t.Value))))
            .Where(t => t.Tellingen.Aantal > 1).OrderByDescending(t => t.Tellingen.Binnen).ThenByDescending(t => t.Tellingen.Langst)
            .Take(aantal)];

    /// <summary>The faults of late, the newest first.</summary>
    public IReadOnlyList<Misgegaan> Fouten() => [.. fouten.Where(f => f.Moment > klok.GetUtcNow() - 12 * Periode).Reverse()];

    private IEnumerable<KeyValuePair<(string Organisatie, string Route), Teller>> Alle() => Actueel() is var v ? v.Vorig.Concat(v.Nu) : [];

    private Vensters Actueel()
    {
        var nummer = klok.GetElapsedTime(begin).Ticks / Periode.Ticks;
        var oud = Volatile.Read(ref vensters);
        if (oud.Nummer == nummer) return oud;
        var nieuw = new Vensters(nummer, new(), oud.Nummer == nummer - 1 ? oud.Nu : new());
        var was = Interlocked.CompareExchange(ref vensters, nieuw, oud);
        return ReferenceEquals(was, oud) ? nieuw : was;
    }

    private string Van(string pad)
    {
        if (pad.Length < 2) return "";
        var einde = pad.IndexOf('/', 1);
        return bekend.TryGetValue(einde < 0 ? pad[1..] : pad[1..einde], out var id) ? id : "";
    }
}
