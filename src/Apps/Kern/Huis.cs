using System.Globalization;
using System.Reflection;

namespace Brink.Apps.Kern;

/// <summary>All apps together, for whatever asks which of them has something to show.</summary>
public sealed class Huis
{
    private readonly Dictionary<string, Schermadres> adressen = [];

    /// <param name="apps">The apps, in the order in which people see them.</param>
    /// <exception cref="InvalidOperationException">Two apps say the same of themselves.</exception>
    public Huis(IReadOnlyList<App> apps)
    {
        Apps = apps;
        Eenmaal(apps.Select(a => a.Naam), "app");
        Eenmaal(apps.SelectMany(a => a.Menu).Select(m => m.Pad), "menu");
        Eenmaal(apps.SelectMany(a => a.Adres).Select(a => a.Soort), "adres");
        Eenmaal(apps.SelectMany(a => a.OpStuk).Select(s => s.Bestandsnaam), "stuk");
        Eenmaal(apps.Where(a => a.Voordeur is not null).Select(_ => "voordeur"), "voordeur");
        Voordeur = apps.FirstOrDefault(a => a.Voordeur is not null)?.Voordeur ?? "";
        foreach (var adres in apps.SelectMany(a => a.Adres)) adressen.Add(adres.Soort, adres);
    }

    public IReadOnlyList<App> Apps { get; }

    /// <summary>Where somebody begins who is not logged in, after the address of the organisation; empty when no app has such a screen,
    /// and then it is the start page.</summary>
    public string Voordeur { get; }

    /// <summary>What is offered to who looks: nobody is offered what would be refused.</summary>
    /// <param name="scherm">The screen on which it stands.</param>
    /// <param name="welke">The part of the menu that is asked for.</param>
    public async Task<IReadOnlyList<Menupunt>> MenuAsync(Scherm scherm, Func<Menupunt, bool> welke)
    {
        var rechten = await scherm.Zgw.RechtenAsync(scherm.Afgebroken);
        List<Menupunt> menu = [];
        foreach (var punt in Apps.SelectMany(a => a.Menu).Where(m => welke(m) && m.Voor(scherm.Hier, rechten)))
            if (punt.Mits is not { } mits || await mits(scherm)) menu.Add(punt);
        return menu;
    }

    /// <summary>Where the search box sends what is typed, after the address of the organisation; empty where no app searches for somebody
    /// with these rights.</summary>
    public string Zoekt(Organisatie organisatie, MijnRechten rechten) =>
        Apps.FirstOrDefault(a => a.Zoekt.Length > 0 && a.Menu.Any(m => m.Voor(organisatie, rechten)))?.Zoekt ?? "";

    /// <summary>The screen of which this is a part, when it has parts; null when there is none.</summary>
    /// <param name="pad">An address after that of the organisation.</param>
    public Menupunt? Geheel(string pad)
    {
        var punten = Apps.SelectMany(a => a.Menu).ToList();
        return punten.Find(m => punten.Exists(o => o.Onder == m.Pad) && (pad + "/")
            .StartsWith(m.Pad + "/", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What apps show of their own on the page of a zaak.</summary>
    public IReadOnlyList<Zaakblok> OpZaak(string? zaaktype) => [.. Apps.SelectMany(a => a.OpZaak).Where(b => b.Zaaktype == zaaktype)];

    /// <summary>What shows a file with this name; null when no app does.</summary>
    public Stukblok? OpStuk(string bestandsnaam) => Apps.SelectMany(a => a.OpStuk).FirstOrDefault(s => s.Bestandsnaam == bestandsnaam);

    /// <summary>The address of the screen about a resource, after that of the organisation; null when no app has one,
    /// or when only <see cref="NaarAsync"/> knows it.</summary>
    /// <param name="url">The address of the resource, whole or from its register on.</param>
    public string? Pad(string url) => Van(url) is var (adres, sleutel) && adres is { Noem: null }
        ? string.Format(CultureInfo.InvariantCulture, adres.Pad, sleutel) : null;

    /// <summary>The address of the screen about a resource, after that of the organisation; null when no app has one.</summary>
    /// <param name="soort">Register and collection.</param>
    /// <param name="sleutel">The key of the resource.</param>
    public string? Pad(string soort, Guid sleutel) =>
        adressen.TryGetValue(soort, out var adres) && adres.Noem is null
            ? string.Format(CultureInfo.InvariantCulture, adres.Pad, sleutel) : null;

    /// <summary>The address of the screen that lists such resources, after that of the organisation; null when no app has one.</summary>
    /// <param name="soort">Register and collection.</param>
    public string? Lijst(string soort) => adressen.TryGetValue(soort, out var adres) ? adres.Pad.Replace("/{0}", "", StringComparison.Ordinal) : null;

    /// <summary>The screen about a resource for who looks, and what it is called; null when there is none,
    /// or when the user may not see it.</summary>
    public async Task<Verwijzing?> NaarAsync(Scherm scherm, string url) =>
        Van(url) is var (adres, sleutel) && adres?.Noem is { } noem && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && await noem(scherm, uri) is var (naam, anders)
            ? new($"/{scherm.Hier.Id}" + string.Format(CultureInfo.InvariantCulture, adres.Pad, anders ?? sleutel), naam) : null;

    /// <summary>The app of a page.</summary>
    internal App? Van(Assembly schermen) => Apps.FirstOrDefault(a => a.Schermen == schermen);

    // https://…/besluitvorming/api/v1/vergaderingen/<uuid>, as every register writes its addresses.
    private (Schermadres? Adres, string Sleutel) Van(string url) =>
        url.Split('/') is [.., var register, "api", _, var collectie, { Length: 36 } sleutel]
        && Guid.TryParse(sleutel, out _) && adressen.TryGetValue($"{register}/{collectie}", out var adres) ? (adres, sleutel) : (null, "");

    private static void Eenmaal(IEnumerable<string> namen, string wat)
    {
        if (namen.GroupBy(n => n).FirstOrDefault(g => g.Skip(1).Any()) is { } dubbel)
            throw new InvalidOperationException($"Two apps have the same {wat}: {dubbel.Key}.");
    }
}
