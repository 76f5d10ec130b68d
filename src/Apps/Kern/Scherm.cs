using System.Security.Claims;

namespace Brink.Apps.Kern;

/// <summary>What belongs to the screen that is being made: one per request.</summary>
public sealed class Scherm(IOmgeving omgeving, IZgwClients clients, TimeProvider klok, Huis huis, Formulierlade lade)
{
    private ZgwClient? client;
    private string? bewijs;
    private ZgwClient? anoniem;

    /// <summary>The organisation in the address, or null on the pages that are of none.</summary>
    public Organisatie? Organisatie { get; private set; }

    /// <summary>The organisation in the address, on a page that is of one.</summary>
    /// <exception cref="InvalidOperationException">The page is of no organisation.</exception>
    public Organisatie Hier => Organisatie ?? throw new InvalidOperationException("This page belongs to no organisation.");

    /// <summary>Tells what time it is.</summary>
    public TimeProvider Klok => klok;

    /// <summary>The app of this screen; null on what is of none, such as the start page.</summary>
    public App? App { get; internal set; }

    /// <summary>All apps.</summary>
    public Huis Huis => huis;

    /// <summary>Who looks.</summary>
    public ClaimsPrincipal Gebruiker { get; private set; } = new();

    /// <summary>The path of the request.</summary>
    public string Pad { get; private set; } = "/";

    /// <summary>Where a form of this page goes: here, without the part of the page to which somebody came.
    /// A page that keeps that part would land there again, and not at the message.</summary>
    public string Hierheen { get; private set; } = "/";

    /// <summary>
    /// The HTTP status of the page when it is not 200. Set here and not on the response: the renderer throws the body of a page away
    /// when it sees a 404 there.
    /// </summary>
    public int? Status { get; set; }

    /// <summary>What was sent to this page with a form, or typed on it before.</summary>
    public Formulier Form { get; internal set; } = new();

    /// <summary>The form that was sent was shown too long ago to be trusted; what was typed is.</summary>
    internal bool Verouderd { get; set; }

    /// <summary>Why the main thing of the page is not there.</summary>
    public Fout? Fout { get; set; }

    /// <summary>Whether the page has what it shows; a page is rendered once before that, for nobody.</summary>
    public bool Geladen { get; internal set; } = true;

    /// <summary>What the page keeps itself up to date with; null where it does not.</summary>
    public Nieuws? Nieuws { get; private set; }

    /// <summary>Has the page keep itself up to date with this: main objects (<c>besluitvorming/vergaderingen/{uuid}</c>) and kanalen.
    /// Called before what is shown is read, so that what changes meanwhile is news.</summary>
    public async Task VolgAsync(IReadOnlyList<string> over)
    {
        // (While something is wrong with a form, the page stays as it is.)
        if (over.Count == 0) return;
        Nieuws = Form.Mis || Form.Wat.Length > 0 && !Form.Klaar && !Form.Deels ? new(Hier.Id, over, null) { Stil = true }
            : new(Hier.Id, over, (await Zgw.Nieuws(over, Afgebroken)).Stand);
    }

    /// <summary>The forms that the page shows, by their ids.</summary>
    internal HashSet<string> Getoond { get; } = [];

    /// <summary>Who looks, for what is theirs only.</summary>
    internal string Eigenaar => WieIs(Organisatie?.Id, Gebruiker);

    /// <summary>Goes along with each form: who was shown it, and whether what is typed in it may be kept.</summary>
    internal string Bewijs(bool bewaart) => bewaart ? bewijs ??= lade.Bewijs(Eigenaar) : lade.Bewijs(Eigenaar, bewaart: false);

    internal static string WieIs(string? organisatie, ClaimsPrincipal gebruiker) =>
        $"{organisatie}\n{gebruiker.FindFirstValue(ClaimTypes.NameIdentifier)}";

    /// <summary>Cancelled when the browser no longer waits.</summary>
    public CancellationToken Afgebroken { get; private set; }

    /// <summary>True when people can step in as a persona.</summary>
    public bool Demo => omgeving.Personas.Count > 0;

    /// <summary>True when the user works for the organisation in the address.</summary>
    public bool MagErin => Organisatie is not null && Gebruiker.Identity?.IsAuthenticated == true
        && Gebruiker.Organisatie() == Organisatie.Id;

    /// <summary>The registers of this organisation, on behalf of this user.</summary>
    /// <exception cref="InvalidOperationException">The user does not work there.</exception>
    public ZgwClient Zgw => client ??= MagErin
        ? clients.For(Organisatie!.Id, Gebruiker).Voor(Activiteit, "Scherm" + Pad[(Organisatie.Id.Length + 1)..].Replace('/', ' '))
        : throw new InvalidOperationException("No client without a user of this organisation.");

    // The start page shows what there is to do, as those do who handle zaken.
    private string Activiteit => App?.Activiteit ?? "zaakafhandeling";

    /// <summary>Which registers did not answer for this page, in a sentence; empty when all did.</summary>
    public string Stil => (client?.Zwijgt ?? []).Concat(anoniem?.Zwijgt ?? []).Distinct(StringComparer.Ordinal).ToList() switch
    {
        [] => "",
        [var een] => $"Het register {een} van {Hier.Naam} antwoordt niet.",
        var meer => $"Deze registers van {Hier.Naam} antwoorden niet: {string.Join(", ", meer)}.",
    };

    /// <summary>The registers of this organisation as anyone sees them, whoever looks.</summary>
    public ZgwClient Publiek => anoniem ??= clients.Anoniem(Hier.Id);

    /// <summary>The address by which the world knows this server, without a slash at its end; null when no setting tells.</summary>
    public string? Adres => omgeving.Adres;

    /// <summary>The page is one that anyone may see.</summary>
    public bool IsPubliek { get; set; }

    /// <summary>Whether an organisation shows anything to anyone.</summary>
    public async Task<bool> IsOpenbaarAsync(Organisatie organisatie) => await clients.Anoniem(organisatie.Id)
        .IsOpenbaarAsync(organisatie.Vereniging, Afgebroken);

    /// <summary>The cooperative of which this organisation is a member, if any.</summary>
    public Cooperatie? Cooperatie => MagErin ? clients.Cooperatie(Organisatie!.Id, Gebruiker) : null;

    /// <summary>Starts the screen. Returns false when the address names an organisation that does not exist.</summary>
    public bool Begin(string? organisatie, ClaimsPrincipal gebruiker, string pad, string vraag, CancellationToken afgebroken)
    {
        Gebruiker = gebruiker;
        (Pad, Hierheen) = (pad, pad + vraag);
        Afgebroken = afgebroken;
        Organisatie = omgeving.Organisaties.FirstOrDefault(o => o.Id == organisatie);
        return organisatie is null || Organisatie is not null;
    }

    /// <summary>Starts a screen of the platform itself.</summary>
    internal void BeginPlatform(ClaimsPrincipal gebruiker, string pad, string vraag, CancellationToken afgebroken)
    {
        Begin(null, gebruiker, pad, vraag, afgebroken);
        Organisatie = Organisatie.Platform;
    }

    /// <summary>The screen is of the platform itself.</summary>
    public bool OpPlatform => Organisatie == Organisatie.Platform;

    /// <summary>What the platform tells everybody.</summary>
    public ZgwClient Iedereen => clients.Iedereen();

    /// <summary>What people of this organisation are told now of incidents and maintenance.</summary>
    public IReadOnlyList<Statusbericht> Berichten => Organisatie is null || OpPlatform ? [] : omgeving.Berichten(Organisatie.Id);

    /// <summary>How many seconds others may keep a page that anyone may see.</summary>
    public int Houdbaar { get; set; } = 60;
}
