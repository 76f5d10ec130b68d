using System.Security.Claims;

namespace Brink.Client;

/// <summary>
/// Gives the client that acts for a user at an organisation. The host decides where the registers are and which token goes along:
/// in this process by an in-memory handler, or at another server.
/// </summary>
public interface IZgwClients
{
    /// <summary>The client of <paramref name="gebruiker"/> at <paramref name="organisatie"/>.</summary>
    ZgwClient For(string organisatie, ClaimsPrincipal gebruiker);

    /// <summary>The client of nobody in particular: it sends no token, and sees what <paramref name="organisatie"/> shows to
    /// anyone.</summary>
    ZgwClient Anoniem(string organisatie);

    /// <summary>The same at the platform itself, beside the organisations.</summary>
    ZgwClient Iedereen();

    /// <summary>The cooperative of which <paramref name="organisatie"/> is a member, reached with the member's own token;
    /// null when no setting names one.</summary>
    Cooperatie? Cooperatie(string organisatie, ClaimsPrincipal gebruiker);
}
