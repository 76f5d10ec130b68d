using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Brink.Engine;

/// <summary>The data of an organisation cannot be used. The message is for the administrator: it names the file or the server.</summary>
public sealed class UnavailableException(string why) : Exception(why);

/// <summary>The data of an organisation that could not be opened: whatever is asked of it is refused,
/// and the other organisations are served.</summary>
/// <param name="why">Why, for the administrator.</param>
public sealed class ClosedStore(string why) : Store
{
    public string Why { get; } = why;
    public override ValueTask<TResult> Read<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default) =>
        throw new UnavailableException(Why);
    public override ValueTask<TResult> Write<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default) =>
        throw new UnavailableException(Why);
    public override ValueTask<TResult> Snapshot<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default) =>
        throw new UnavailableException(Why);
    public override Task Prepare(Model model) => throw new UnavailableException(Why);
    public override ValueTask DisposeAsync() => default;
}

/// <summary>What a failure of database or disk means to who asked: not their mistake and not ours, so they may try again.</summary>
internal static class Storing
{
    private const int NoSpaceOnUnix = 28, NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>The status and a sentence; null when it is a failure of another kind.</summary>
    public static (int Status, string Detail)? Of(Exception e) => e switch
    {
        UnavailableException => (503,
            "De gegevens van deze organisatie zijn niet beschikbaar. De beheerder vindt de oorzaak in het logboek en op /health/ready."),
        SqliteException { SqliteErrorCode: 13 } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Full,
        IOException { InnerException: SqliteException inner } => Of(inner),
        IOException io when (io.HResult & 0xffff) == NoSpaceOnUnix || io.HResult == NoSpaceOnWindows => Full,
        // busy, locked, read-only, io, corrupt, cannot open, not a database
        SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 11 or 14 or 26 } => Away,
        PostgresException { SqlState: var state } => state[..2] is "08" or "53" or "57" or "58" or "XX" ? Away : null,
        NpgsqlException or TimeoutException => Away,
        DbException { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    private static readonly (int, string) Away = (503, "De database is even niet bereikbaar. Probeer het over enkele seconden opnieuw.");
    private static readonly (int, string) Full =
        (507, "De schijf van de server is vol, dus er is niets vastgelegd. Probeer het later opnieuw, of waarschuw de beheerder.");
}
