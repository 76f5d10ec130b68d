namespace Brink.Client;

/// <summary>The cooperative of which an organisation is a member, as its apps reach it: over HTTP with a token of the member.</summary>
/// <param name="Naam">What it is called.</param>
/// <param name="Zgw">Its registers, on behalf of the member.</param>
/// <param name="Gebruiker">The user id by which the cooperative knows who represents the member.</param>
public sealed record Cooperatie(string Naam, ZgwClient Zgw, string Gebruiker);
