using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Brink.Engine;

/// <summary>What the engine measures of itself, for who listens: nobody listens, nothing is measured. No measurement names a resource,
/// an address or a person.</summary>
internal static class Meters
{
    private static readonly Meter Engine = new(Api.Telemetry);

    /// <summary>How long a change waited before it began: for its turn (SQLite) or for a connection (PostgreSQL).</summary>
    private static readonly Histogram<double> Wait = Engine.CreateHistogram<double>("brink.store.wait", "s",
        "How long a change waited before it began");

    private static readonly Histogram<double> Job = Engine.CreateHistogram<double>("brink.job.duration", "s",
        "How long an attempt at work for later took");

    private static readonly Counter<long> Written = Engine.CreateCounter<long>("brink.blob.written", "By",
        "Content that was taken in");

    private static readonly Counter<long> Opened = Engine.CreateCounter<long>("brink.blob.opened", "{blob}", "Content that was opened to be read");

    private static readonly UpDownCounter<long> Waiting = Engine.CreateUpDownCounter<long>("brink.news.waiting", "{request}",
        "Requests that wait for news");

    /// <summary>The moment at which a change begins to wait; 0 when nobody measures it.</summary>
    public static long Begin() => Wait.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A change that waited since <paramref name="begun"/> begins.</summary>
    public static void Began(long begun, string organisatie)
    {
        if (begun != 0) Wait.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("organisatie", organisatie));
    }

    /// <summary>An attempt at work ended.</summary>
    /// <param name="begun">Since when it was done.</param>
    /// <param name="organisatie">For whom.</param>
    /// <param name="kind">The kind of work.</param>
    /// <param name="outcome">What came of it: <c>gelukt</c>, <c>mislukt</c> or <c>gestopt</c>.</param>
    public static void Done(long begun, string organisatie, string kind, string outcome)
    {
        if (!Job.Enabled) return;
        Job.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new TagList
        {
            { "organisatie", organisatie },
            { "soort", kind },
            { "uitkomst", outcome },
        });
    }

    public static void Took(long bytes) => Written.Add(bytes);

    public static void Read() => Opened.Add(1);

    public static void Waits(string organisatie, int more) => Waiting.Add(more, new KeyValuePair<string, object?>("organisatie", organisatie));
}
