using System.Security.Claims;
using System.Text.Json.Nodes;

namespace Brink.Apps.Vereniging;

/// <summary>What of the quarterly report waits for somebody: by role as the owner of subjects, by name as who asked.</summary>
internal static class Vragen
{
    public static string Gebruikersnaam(this Scherm scherm) => scherm.Gebruiker.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";

    /// <summary>Answers a question. Two owners may do that at once: the second is told, and sees what the first wrote.</summary>
    public static Handeling Antwoord(Scherm scherm) => new("antwoord", async form =>
    {
        var antwoord = form.Moet("antwoord", "Schrijf uw antwoord");
        if (form.Mis) return null;
        var vraag = await scherm.Zgw.Lees<Reactie>(form.Bij, scherm.Afgebroken);
        if (vraag.Waarde is { Antwoord.Length: > 0 } al)
        {
            form.Fout("", $"{al.BeantwoordDoor} heeft deze vraag intussen beantwoord: {al.Antwoord}");
        }
        else if ((vraag.Fout ?? (await scherm.Zgw.Bewaar<Reactie>(form.Bij, new JsonObject { ["antwoord"] = antwoord }, scherm.Afgebroken,
            vraag.Versie)).Fout) is { } fout)
        {
            form.Weiger(fout, "antwoord");
        }
        else
        {
            return "";
        }
        return null;
    })
    { Eerst = true };

    /// <summary>How many questions wait for who looks: to answer as owner, and answers to read as asker.
    /// None where they cannot be read.</summary>
    public static async Task<int> WachtAsync(Scherm scherm)
    {
        var (rol, wie) = (scherm.Gebruiker.Rol() ?? "", scherm.Gebruikersnaam());
        async Task<int> Tel(Vragenkeuze keuze) => (await scherm.Zgw.VragenAsync(keuze, 1, 1, scherm.Afgebroken)).Waarde?.Count ?? 0;
        return (rol.Length > 0 ? await Tel(new(Eigenaar: rol)) : 0) + (wie.Length > 0 ? await Tel(new(Vrager: wie)) : 0);
    }

    /// <summary>The next subject that still waits for the role of who looks, after this one and then from the beginning;
    /// of whoever owns none: the next of all.</summary>
    public static async Task<Dashboardrij?> VolgendAsync(Scherm scherm, Kwartaalrapport rapport, Onderwerp na)
    {
        var rol = scherm.Gebruiker.Rol() ?? "";
        async Task<List<Dashboardrij>> Open(string? eigenaar)
        {
            List<Dashboardrij> uit = [];
            foreach (var (dashboard, _) in Tekens.Dashboards)
            {
                if ((await scherm.Zgw.BladAsync(rapport, new(dashboard, Toon: "invullen", Eigenaar: eigenaar), scherm.Afgebroken))
                    .Gelukt(out var blad))
                {
                    uit.AddRange(blad.Rijen.Select(r => r.Rij));
                }
            }
            return uit;
        }
        var alle = na.Eigenaar.Equals(rol, StringComparison.OrdinalIgnoreCase) ? await Open(rol) : await Open(rol) is { Count: > 0 } mijn
            ? mijn : await Open(null);
        (int, string, int) Plaats(string dashboard, string sectie, int nummer) => (dashboard == "operatie" ? 0 : 1, sectie, nummer);
        var hier = Plaats(na.Dashboard, na.Sectie, na.Nummer);
        var verder = alle.Where(r => r.Code != na.Code).OrderBy(r => Plaats(r.Dashboard, r.Sectie, r.Nummer)).ToList();
        return verder.Find(r => Plaats(r.Dashboard, r.Sectie, r.Nummer).CompareTo(hier) > 0) ?? verder.FirstOrDefault();
    }
}
