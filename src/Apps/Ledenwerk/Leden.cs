using System.Security.Claims;

namespace Brink.Apps.Ledenwerk;

/// <summary>Members, and for which of them somebody acts.</summary>
public static class Leden
{
    /// <summary>The screen of which all screens for members are a part, as their declarations name it.</summary>
    public const string Geheel = "/vereniging";

    /// <summary>The user as tokens name it.</summary>
    public static string Wie(this Scherm scherm) => scherm.Gebruiker.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";

    /// <summary>The members, also those who are suspended.</summary>
    public static async Task<IReadOnlyList<Lid>> LedenAsync(this Scherm scherm) =>
        (await scherm.Zgw.Lijst<Lid>(scherm.Afgebroken)).Gelukt(out var leden)
            ? [.. leden.Results.Where(l => l.Status is "lid" or "geschorst")] : [];

    /// <summary>The members that the user represents on a day.</summary>
    public static async Task<IReadOnlyList<Vertegenwoordiging>> VertegenwoordigtAsync(this Scherm scherm, DateOnly dag)
    {
        if (scherm.Wie().Length == 0) return [];
        var antwoord = await scherm.Zgw.Lijst<Vertegenwoordiging>(scherm.Afgebroken, ("gebruiker", scherm.Wie()));
        return antwoord.Gelukt(out var lijst) ? [.. lijst.Results.Where(v => v.GeldigVan <= dag && !(v.GeldigTot < dag))] : [];
    }
}
