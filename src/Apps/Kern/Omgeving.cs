using System.Security.Claims;

namespace Brink.Apps.Kern;

/// <summary>An organisation as the screens know it.</summary>
/// <param name="Id">The first part of its addresses, such as <c>deventer</c>.</param>
/// <param name="Naam">Its name in the header.</param>
/// <param name="Opmaak">The name of its look; the house look when null or unknown.</param>
/// <param name="Vereniging">Whether it is a cooperative, whose members share a report, a budget and a portfolio.</param>
public sealed record Organisatie(string Id, string Naam, string? Opmaak = null, bool Vereniging = false)
{
    /// <summary>The platform itself: a place beside the organisations, with people of its own, who see nothing of what is in any of
    /// them.</summary>
    public static readonly Organisatie Platform = new("platform", "Het platform");
}

/// <summary>What everybody in an organisation is told above each page.</summary>
/// <param name="Onderhoud">Whether it is maintenance; else it is an incident.</param>
/// <param name="Titel">What it is.</param>
/// <param name="Begin">Since when, or from when on.</param>
/// <param name="Einde">Until when; null when nobody knows.</param>
public sealed record Statusbericht(bool Onderhoud, string Titel, DateTimeOffset Begin, DateTimeOffset? Einde);

/// <summary>Somebody to step in as while the platform is demonstrated.</summary>
/// <param name="Id">A stable name, unique over all organisations.</param>
/// <param name="Organisatie">The <see cref="Organisatie.Id"/> where this person works.</param>
/// <param name="Naam">The person's name.</param>
/// <param name="Rol">What the person does, in a few words. The host ties authorisations to it.</param>
/// <param name="Omschrijving">What one can try as this person, in a sentence.</param>
public sealed record Persona(string Id, string Organisatie, string Naam, string Rol, string Omschrijving)
{
    /// <summary>The signed-in user that this persona becomes.</summary>
    public ClaimsPrincipal AlsGebruiker() => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, Id),
            new(ClaimTypes.Name, Naam),
            new(Gebruiker.OrganisatieClaim, Organisatie),
            new(Gebruiker.RolClaim, Rol),
        ],
        "persona"));
}

/// <summary>What the screens must know about where they run. The host implements it.</summary>
public interface IOmgeving
{
    /// <summary>The organisations, in the order in which they are listed.</summary>
    IReadOnlyList<Organisatie> Organisaties { get; }

    /// <summary>The personas of a demonstration. Empty when this is no demonstration, and then nobody can step in.</summary>
    IReadOnlyList<Persona> Personas { get; }

    /// <summary>The address by which the world knows this server, without a slash at its end; null when no setting tells.</summary>
    string? Adres { get; }

    /// <summary>What people of an organisation are told now of incidents and maintenance. At once: it is asked for each page.</summary>
    IReadOnlyList<Statusbericht> Berichten(string organisatie) => [];
}

/// <summary>The claims by which the screens know a user.</summary>
public static class Gebruiker
{
    /// <summary>The id of the organisation that the user works for. A user sees no other.</summary>
    public const string OrganisatieClaim = "organisatie";

    /// <summary>What the user does there, in words.</summary>
    public const string RolClaim = "rol";

    /// <summary>The organisation that the user works for, or null.</summary>
    public static string? Organisatie(this ClaimsPrincipal user) => user.FindFirstValue(OrganisatieClaim);

    /// <summary>What the user does, in words, or null.</summary>
    public static string? Rol(this ClaimsPrincipal user) => user.FindFirstValue(RolClaim);
}
