using System.Reflection;
using Microsoft.AspNetCore.Routing;

namespace Brink.Apps.Kern;

/// <summary>In which organisations something is there.</summary>
public enum Waar
{
    /// <summary>In all of them.</summary>
    Overal,

    /// <summary>Not in a cooperative.</summary>
    Gemeente,

    /// <summary>In a cooperative only.</summary>
    Vereniging,
}

/// <summary>A screen that people find in the navigation.</summary>
/// <param name="Pad">Its address after that of the organisation.</param>
/// <param name="Naam">What it is called.</param>
/// <param name="Mag">Who is offered it: a scope (<c>zrc:zaken.lezen</c>) or a register (<c>rap</c>); of several, separated by spaces,
/// one is enough; empty for everyone.</param>
/// <param name="Waar">In which organisations.</param>
/// <param name="Onder">Where it stands: empty for the top of each page, the address of another screen for the navigation of that part,
/// else a heading of the start page.</param>
public sealed record Menupunt(string Pad, string Naam, string Mag = "", Waar Waar = Waar.Overal, string Onder = "")
{
    /// <summary>How many things wait there for who looks.</summary>
    public Func<Scherm, Task<int>>? Wacht { get; init; }

    /// <summary>What else must be so for who looks, where a right does not say it all; asked only of who has the right.</summary>
    public Func<Scherm, Task<bool>>? Mits { get; init; }

    /// <summary>Whether it is offered to somebody with these rights.</summary>
    public bool Voor(Organisatie organisatie, MijnRechten rechten) => Recht.Is(Waar, organisatie) && Recht.Geldt(Mag, rechten);
}

/// <summary>Rights as declarations write them.</summary>
internal static class Recht
{
    public static bool Is(Waar waar, Organisatie organisatie) => waar switch
    {
        Waar.Gemeente => !organisatie.Vereniging,
        Waar.Vereniging => organisatie.Vereniging,
        _ => true,
    };

    public static bool Geldt(string mag, MijnRechten rechten) =>
        mag.Length == 0 || mag.Split(' ')
            .Any(recht => recht.Contains(':', StringComparison.Ordinal) ? rechten.Mag(recht) : rechten.In(recht));
}

/// <summary>A part of the start page.</summary>
public enum Vak
{
    /// <summary>What waits for who looks.</summary>
    Wacht,

    /// <summary>Meetings to come.</summary>
    Vergaderingen,

    /// <summary>What there is to work on.</summary>
    Werk,
}

/// <summary>A line of the start page.</summary>
/// <param name="Tekst">What it is.</param>
/// <param name="Pad">The screen for it, after the address of the organisation.</param>
/// <param name="Aantal">How many there are, where that is what it tells.</param>
/// <param name="Uitleg">What helps to choose, such as until when.</param>
public sealed record Werk(string Tekst, string Pad, int? Aantal = null, string Uitleg = "");

/// <summary>What an app has on the start page for who looks.</summary>
/// <param name="Vak">The part of the page.</param>
/// <param name="Mag">For whom, as with <see cref="Menupunt"/>: whoever may not, is not shown it and costs no request.</param>
/// <param name="Lees">What there is now; nothing when there is nothing.</param>
/// <param name="Waar">In which organisations.</param>
public sealed record Tegel(Vak Vak, string Mag, Func<Scherm, Task<Antwoord<IReadOnlyList<Werk>>>> Lees, Waar Waar = Waar.Overal)
{
    /// <summary>A component below it, that shows more.</summary>
    public Type? Blok { get; init; }

    public bool Voor(Organisatie organisatie, MijnRechten rechten) => Recht.Is(Waar, organisatie) && Recht.Geldt(Mag, rechten);

    /// <summary>Screens to begin with, that are always there.</summary>
    public static Tegel Vast(string mag, Werk werk, Waar waar = Waar.Overal) =>
        new(Vak.Werk, mag, _ => Task.FromResult(new Antwoord<IReadOnlyList<Werk>>([werk], null)), waar);
}

/// <summary>What an app shows of its own on the page of a zaak.</summary>
/// <param name="Zaaktype">The identification of the zaaktype.</param>
/// <param name="Blok">A component with a parameter <c>Zaak</c>.</param>
/// <param name="Objectsoorten">The kinds of zaakobject in which the app keeps what it shows itself; the page leaves those out.</param>
public sealed record Zaakblok(string Zaaktype, Type Blok, params IReadOnlyList<string> Objectsoorten);

/// <summary>A file that an app can show where it is published.</summary>
/// <param name="Bestandsnaam">The name of such a file.</param>
/// <param name="Blok">A component with a parameter <c>Inhoud</c>: the file.</param>
public sealed record Stukblok(string Bestandsnaam, Type Blok);

/// <summary>Configuration of an app that moves between organisations.</summary>
/// <param name="Deel">The part of a bundle, as its register calls it: <c>regelsets</c>.</param>
/// <param name="Naam">What people call it.</param>
/// <param name="Mag">Who is offered it, as with <see cref="Menupunt"/>.</param>
public sealed record Bundeldeel(string Deel, string Naam, string Mag)
{
    /// <summary>Whether it is offered to somebody with these rights.</summary>
    public bool Voor(MijnRechten rechten) => Recht.Geldt(Mag, rechten);
}

/// <summary>A screen about something, and what that is called.</summary>
public sealed record Verwijzing(string Href, string Tekst);

/// <summary>How links, mail and search find the screen about a resource.</summary>
/// <param name="Soort">Register and collection: <c>besluitvorming/vergaderingen</c>.</param>
/// <param name="Pad">Its address after that of the organisation; <c>{0}</c> is the key of the resource. Without it, it is the address of the
/// screen that lists them.</param>
public sealed record Schermadres(string Soort, string Pad)
{
    /// <summary>Reads what the resource is called, and what stands for the key where that is not in its address;
    /// null when it cannot be seen.</summary>
    public Func<Scherm, Uri, Task<(string Naam, string? Sleutel)?>>? Noem { get; init; }
}

/// <summary>
/// An app, as all that is not the app knows it. The host lists the apps; navigation, start page, the page of a zaak,
/// mail and links read what they declare.
/// </summary>
/// <param name="Naam">A short name, unique among the apps.</param>
/// <param name="Schermen">Where its pages are.</param>
/// <param name="Activiteit">The code of the processing activity that its screens serve;
/// it goes along with every request to a register.</param>
public sealed record App(string Naam, Assembly Schermen, string Activiteit = "beheer")
{
    public IReadOnlyList<Menupunt> Menu { get; init; } = [];

    public IReadOnlyList<Tegel> Tegels { get; init; } = [];

    public IReadOnlyList<Zaakblok> OpZaak { get; init; } = [];

    public IReadOnlyList<Stukblok> OpStuk { get; init; } = [];

    public IReadOnlyList<Schermadres> Adres { get; init; } = [];

    /// <summary>Where somebody begins who is not logged in, after the address of the organisation; of one app only.</summary>
    public string? Voordeur { get; init; }

    /// <summary>Where the search box of the frame sends what is typed (a form field <c>zoek</c>), after the address of the organisation;
    /// empty for an app that does not search. The box is there for who is offered the app in a menu.</summary>
    public string Zoekt { get; init; } = "";

    /// <summary>What was just done, in a sentence, by the word in the address (<c>?gedaan=…</c>).</summary>
    public IReadOnlyDictionary<string, string> Gedaan { get; init; } = new Dictionary<string, string>();

    /// <summary>Its configuration that moves between organisations.</summary>
    public IReadOnlyList<Bundeldeel> Bundel { get; init; } = [];

    /// <summary>Maps what of it is no page: files, and forms that go to an address of their own.</summary>
    public Action<IEndpointRouteBuilder>? Wegen { get; init; }
}
