using Brink.Apps.Kern;

namespace Brink.Host;

/// <summary>
/// Keeps for a day what was sent with forms and what was typed in them, for all nodes: with what stands above organisations, and on SQLite
/// in the file <c>formulieren.db</c>. What is kept here is no record, and belongs in no back-up.
/// That a form was done once must outlive the process, not the power.
/// </summary>
/// <param name="settings">Where the data are.</param>
/// <param name="clock">Tells what is old.</param>
public sealed class Formulierkast(Settings settings, TimeProvider clock) : IFormulierkast
{
    private static readonly TimeSpan Bewaartermijn = TimeSpan.FromDays(1);
    private readonly Platformdata data = Platformdata.Vluchtig(settings, "formulieren.db", """
        CREATE TABLE IF NOT EXISTS verzonden (sleutel text PRIMARY KEY, afdruk text NOT NULL, naar text, sinds bigint NOT NULL);
        CREATE INDEX IF NOT EXISTS verzonden_sinds ON verzonden (sinds);
        CREATE TABLE IF NOT EXISTS getypt (naam text PRIMARY KEY, inhoud {bytes} NOT NULL, sinds bigint NOT NULL);
        CREATE INDEX IF NOT EXISTS getypt_sinds ON getypt (sinds);
        """);

    private long swept;

    /// <inheritdoc/>
    public async Task<Eerder?> NeemAsync(string sleutel, string afdruk, CancellationToken cancel)
    {
        await Sweep();
        // The same key with other content is another deed: somebody went back to the page and typed something else.
        var mine = await data.DoeAsync("""
            INSERT INTO verzonden (sleutel, afdruk, naar, sinds) VALUES (@sleutel, @afdruk, NULL, @nu)
            ON CONFLICT (sleutel) DO UPDATE SET afdruk = excluded.afdruk, naar = NULL, sinds = excluded.sinds
                WHERE verzonden.afdruk <> excluded.afdruk
            """, ("@sleutel", sleutel), ("@afdruk", afdruk), ("@nu", Now));
        if (mine == 1) return null;
        var eerder = await data.LeesAsync("SELECT naar FROM verzonden WHERE sleutel = @sleutel AND afdruk = @afdruk",
            r => r.IsDBNull(0) ? null : r.GetString(0), ("@sleutel", sleutel), ("@afdruk", afdruk));
        return new(eerder.FirstOrDefault());
    }

    /// <inheritdoc/>
    public Task KlaarAsync(string sleutel, string afdruk, string? naar) => naar is null
        ? data.DoeAsync("DELETE FROM verzonden WHERE sleutel = @sleutel AND afdruk = @afdruk", ("@sleutel", sleutel), ("@afdruk", afdruk))
        : data.DoeAsync("UPDATE verzonden SET naar = @naar WHERE sleutel = @sleutel AND afdruk = @afdruk", ("@sleutel", sleutel),
            ("@afdruk", afdruk), ("@naar", naar));

    /// <inheritdoc/>
    public Task BewaarAsync(string naam, byte[] inhoud) => data.DoeAsync(
        "INSERT INTO getypt (naam, inhoud, sinds) VALUES (@naam, @inhoud, @nu)", ("@naam", naam), ("@inhoud", inhoud), ("@nu", Now));

    /// <inheritdoc/>
    public async Task<byte[]?> HaalAsync(string naam) => (await data.LeesAsync(
        "SELECT inhoud FROM getypt WHERE naam = @naam AND sinds > @oud", r => (byte[])r[0], ("@naam", naam), ("@oud", Old))).FirstOrDefault();

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private long Old => Now - (long)Bewaartermijn.TotalSeconds;

    // Once a minute at most: the day after, nothing of it is left.
    private async Task Sweep()
    {
        var (now, last) = (Now, Interlocked.Read(ref swept));
        if (now - last < 60 || Interlocked.CompareExchange(ref swept, now, last) != last) return;
        foreach (var table in (string[])["verzonden", "getypt"]) await data.DoeAsync($"DELETE FROM {table} WHERE sinds <= @oud", ("@oud", Old));
    }
}
