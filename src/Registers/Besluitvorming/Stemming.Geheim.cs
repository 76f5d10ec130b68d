using System.ComponentModel.DataAnnotations;
using System.Text;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>For whom a ballot is made on the server, and what it chooses.</summary>
public sealed record Biljetvraag
{
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(200), NotBlank] public required string Keuze { get; set; }
}

/// <summary>A ballot that was made on the server: to be cast as a <see cref="Bordregel"/>, or to be opened and thrown away.</summary>
public sealed record Biljetantwoord
{
    public required string Inhoud { get; init; }
    public required string Volgcode { get; init; }

    /// <summary>With this the server opens the ballot again; protected, so that nobody else can.</summary>
    public required string Opening { get; init; }
}

/// <summary>Asks to open a ballot that was made on the server.</summary>
public sealed record Biljetcontrole
{
    [MaxLength(200_000), NotBlank] public required string Inhoud { get; set; }
    [MaxLength(20_000), NotBlank] public required string Opening { get; set; }
}

/// <summary>What was in the ballot, and the secrets with which anyone can see that for itself.</summary>
public sealed record Biljetopening
{
    public required string Keuze { get; init; }
    public required string Volgcode { get; init; }

    /// <summary>The line that is now on the board: ballot and opening.</summary>
    public required string Bordinhoud { get; init; }
}

// The secret vote: the board as a file, and ballots for who has no program of its own to make them.
public sealed partial record Stemming
{
    private static async ValueTask<ActionResult> ToonBord(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        if (s.Modus != Stemmodus.Geheim || s.Bordregels == 0) throw Session.Refuse(404, "not_found", "Deze stemming heeft geen bord.");
        if (!c.Session.Allowed(c.Definition, s, Bordregel.Inzien)) await Openbaar.Mag(c, o => o.Bord(s));
        return new(null, Blob: Blob.Of(Encoding.UTF8.GetBytes(Stembord.Bord.Bestand(await Bordregel.Regels(c.Session, s))),
            "application/json", "stembord.json"));
    }

    /// <summary>The tally, when enough holders gave their part; null when not yet, or when the key came from no ceremony.</summary>
    private static async ValueTask<Stembord.Telling?> Ontcijferd(Session session, Stemming s)
    {
        if (!s.MetCeremonie) return null;
        var regels = await Bordregel.Regels(session, s);
        var delen = regels.Where(r => r.Soort == Stembord.Bord.Naam(Stembord.Regelsoort.Deel))
            .Select(r => Stembord.Bord.LeesRegel<Stembord.Ontcijferdeel>(r.Inhoud)).ToList();
        return Stembord.Bord.Tel(Stembord.Bord.Gesloten(regels), delen);
    }

    // The program that anyone can run, which shares nothing with this server, finds that the outcome follows from the board:
    // else it is not determined.
    private static async ValueTask<IReadOnlyList<Fault>> Nagerekend(Session session, Stemming s, Stembord.Telling telling)
    {
        var regels = await Bordregel.Regels(session, s);
        regels.Add(Stembord.Bord.Volgende(regels[^1], Stembord.Regelsoort.Uitslag, Stembord.Bord.Schrijf(telling)));
        var bord = Stembord.Bord.Bestand(regels);
        var rapport = session.Outside($"controle {s.Uuid} {regels[^1].Hash}",
            _ => Task.FromResult(Controle.Stembordcontrole.Controleer(bord)));
        return rapport.Goed ? []
            : [.. rapport.Bevindingen.Select(b => new Fault("stembord", "m3-controle", $"Het controleprogramma keurt het bord af: {b}"))];
    }

    // On a page without a program of its own the server encrypts. It then sees the choice while it does so; it keeps nothing of it.
    private static async ValueTask<ActionResult> MaakBiljet(ActionCall c)
    {
        var (s, vraag) = ((Stemming)c.Subject!, (Biljetvraag)c.Body!);
        if (s.Modus != Stemmodus.Geheim || !s.NeemtStemmen(c.Session.Now))
            throw Session.Refuse(409, "stemming-dicht", "Deze stemming is niet (meer) open.");
        var keuze = s.Keuzes.IndexOf(vraag.Keuze);
        if (keuze < 0) return new(null, [new Fault("keuze", "invalid_choice", $"Kies uit: {string.Join(", ", s.Keuzes)}.")]);
        var instelling = await Bordregel.Instelling(c.Session, s);
        var vorige = await Bordregel.VorigBiljet(c.Session, s, Ref<Lid>.To(vraag.Lid.Uuid));
        var (biljet, opening) = c.Session.Outside("biljet maken",
            _ => Task.FromResult(Stembord.Biljet.Maak(instelling, vraag.Lid.Uuid.ToString(), keuze, vorige)));
        var inhoud = Stembord.Bord.Schrijf(biljet);
        var volgcode = Stembord.Bord.Volgcode(inhoud);
        return new(new Biljetantwoord
        {
            Inhoud = inhoud,
            Volgcode = volgcode,
            Opening = c.Session.Protect($"{volgcode}|{Stembord.Bord.Schrijf(opening)}")
        });
    }

    private static async ValueTask<ActionResult> OpenBiljet(ActionCall c)
    {
        var (s, vraag) = ((Stemming)c.Subject!, (Biljetcontrole)c.Body!);
        var volgcode = Stembord.Bord.Volgcode(vraag.Inhoud);
        Fault Fout(string veld, string waarom) => new(veld, "m3-geopend", waarom);
        string open;
        try { open = c.Session.Reveal(vraag.Opening); }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or FormatException or ArgumentException)
        {
            return new(null,
            [Fout("opening", "Dit is geen opening van deze server.")]);
        }
        if (!open.StartsWith(volgcode + "|", StringComparison.Ordinal))
            return new(null, [Fout("opening", "Deze opening hoort bij een ander biljet.")]);
        var opening = Stembord.Bord.Lees<Stembord.Opening>(open[65..]);
        var inhoud = Stembord.Bord.Schrijf(new Stembord.Geopend
        {
            Biljet = Stembord.Bord.LeesRegel<Stembord.Biljet>(vraag.Inhoud),
            Opening = opening
        });
        var regel = new Bordregel { Stemming = new(c.Definition.Address(s)), Soort = Regelsoort.Geopend, Inhoud = inhoud };
        if (await c.Make(regel, "bordregel") is { Count: > 0 } fouten) return new(null, fouten);
        return new(new Biljetopening { Keuze = s.Keuzes[opening.Keuze], Volgcode = volgcode, Bordinhoud = inhoud });
    }
}
