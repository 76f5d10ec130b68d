using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Brink.Apps.Kern;

/// <summary>What the platform keeps of forms for a day, for all nodes: what came of what was sent, and text that was typed and not sent.
/// The host has the store.</summary>
public interface IFormulierkast
{
    /// <summary>Claims a form that was sent. Null: it is for the caller to do. Else it was sent before, and this came of it.</summary>
    /// <param name="sleutel">Who sent it, and the key of the form.</param>
    /// <param name="afdruk">What was sent.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<Eerder?> NeemAsync(string sleutel, string afdruk, CancellationToken cancel);

    /// <summary>Says what came of it: the page to go on to, or null when it was not done and may be sent again.</summary>
    Task KlaarAsync(string sleutel, string afdruk, string? naar);

    /// <summary>Keeps bytes under a name.</summary>
    Task BewaarAsync(string naam, byte[] inhoud);

    /// <summary>What was kept; null when there is nothing, or no longer.</summary>
    Task<byte[]?> HaalAsync(string naam);
}

/// <summary>What came of the same form when it was sent before.</summary>
/// <param name="Naar">The page that followed; null while it is still being done.</param>
public sealed record Eerder(string? Naar);

/// <summary>The same for one user on one page. Text is enciphered for its owner: nobody else can have it shown,
/// and who reads the store reads nothing.</summary>
public sealed class Formulierlade(IFormulierkast kast, IDataProtectionProvider sleutels)
{
    /// <summary>The parameter of an address under which a page finds text that was kept; or <see cref="Niet"/>.</summary>
    public const string Vraag = "tekst";

    /// <summary>What was typed is about a person, and was not kept.</summary>
    internal const string Niet = "niet";

    private const string Doel = "formulier";
    private static readonly TimeSpan Geduld = TimeSpan.FromSeconds(20), Pauze = TimeSpan.FromMilliseconds(100);

    // How much text is kept of one page, in bytes.
    private const int Meest = 1_000_000;

    /// <summary>Tells the server who was shown a form, and whether what is typed in it may be kept;
    /// also when the session is over by the time it is sent.</summary>
    public string Bewijs(string wie, bool bewaart = true) => sleutels.CreateProtector(Doel).Protect((bewaart ? "+" : "-") + wie);

    /// <summary>Who was shown a form; null when it is none of ours.</summary>
    public string? Wie(string bewijs) => Gelezen(bewijs)?[1..];

    /// <summary>Whether what was typed in a form may be kept. Of a form that is none of ours nothing is.</summary>
    public bool Bewaart(string bewijs) => Gelezen(bewijs) is ['+', ..];

    private string? Gelezen(string bewijs)
    {
        try
        {
            return bewijs.Length is 0 or > 2000 ? null : sleutels.CreateProtector(Doel).Unprotect(bewijs);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Keeps what was typed and may be kept; when it was done, only what stands in the other forms of the page.</summary>
    public Task<string?> BewaarAsync(string wie, string pad, Formulier form, bool gedaan) =>
        BewaarAsync(wie, pad, form.Tekst(gedaan, Bewaart));

    /// <summary>Keeps text for its owner, and says where: the value of <see cref="Vraag"/>. Null when there is none, or too much.</summary>
    public async Task<string?> BewaarAsync(string wie, string pad, byte[]? tekst)
    {
        if (tekst is null || tekst.Length > Meest) return null;
        var naam = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await kast.BewaarAsync(naam, Van(wie, pad).Protect(tekst));
        return naam;
    }

    /// <summary>Text that its owner typed on a page; null when there is none, or when it is somebody else's.</summary>
    public async Task<byte[]?> HaalAsync(string wie, string pad, string? naam)
    {
        if (naam is not { Length: 32 } || await kast.HaalAsync(naam) is not { } inhoud) return null;
        try
        {
            return Van(wie, pad).Unprotect(inhoud);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Does what was sent, once: who sends the same form again gets what came of the first.</summary>
    /// <returns>Where to go on, and whether it was done before; null when it was refused.</returns>
    public async Task<string?> EenmaalAsync(string wie, Formulier form, Func<Task<string?>> doe, CancellationToken cancel)
    {
        if (form.Sleutel is not { } eigen) return await doe();
        var (sleutel, afdruk) = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{wie}\n{eigen}"))), form.Afdruk());
        for (var wacht = TimeSpan.Zero; await kast.NeemAsync(sleutel, afdruk, cancel) is { } eerder; wacht += Pauze)
        {
            if (eerder.Naar is not null) return eerder.Naar;
            if (wacht > Geduld)
            {
                form.Fout("", "U hebt dit al verstuurd, maar wij weten niet of het is gelukt. Kijk eerst of het er staat. Staat het er "
                    + "niet, verstuur het dan opnieuw.");
                return null;
            }
            await Task.Delay(Pauze, cancel);
        }
        string? naar = null;
        try
        {
            naar = await doe();
        }
        finally
        {
            await kast.KlaarAsync(sleutel, afdruk, naar);
        }
        return naar;
    }

    private IDataProtector Van(string wie, string pad) => sleutels.CreateProtector(Doel, wie, pad);
}
