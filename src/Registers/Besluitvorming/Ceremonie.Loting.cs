using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>What was read aloud, and decides the draw together with what bound the server before.</summary>
public sealed record Lotvraag
{
    [MaxLength(200), NotBlank] public required string Waarde { get; set; }
}

/// <summary>A member in the order of the draw.</summary>
public sealed record Lotplaats
{
    public required Ref<Lid> Lid { get; set; }
    public required string Naam { get; set; }

    /// <summary>SHA-256 by which it stands where it stands, in hexadecimals.</summary>
    public required string Getal { get; set; }
    public required bool Geloot { get; set; }

    /// <summary>Why it was passed over though it was its turn.</summary>
    public string Overgeslagen { get; set; } = "";
}

/// <summary>
/// A draw that nobody steers and everybody can repeat. The server binds itself to a secret and to the members in the draw before it knows
/// what will be read aloud; whoever reads aloud does not know the secret. The order is that of <c>SHA-256("brink-loting-1\n" + ceremonie +
/// "\n" + geheim + "\n" + waarde + "\n" + lid)</c>.
/// </summary>
public sealed record Loting
{
    /// <summary>SHA-256 of <c>geheim + "\n"</c> and the uuids of the members in the draw, in their order,
    /// each followed by <c>"\n"</c>.</summary>
    public required string Vastlegging { get; set; }
    public required DateTimeOffset VastgelegdOp { get; set; }

    /// <summary>The uuid of the ceremony for which it was drawn; of a later one that took its holders over, that of the first.</summary>
    public required string Ceremonie { get; set; }

    /// <summary>The server's half, shown after the draw.</summary>
    public string Geheim { get; set; } = "";
    public string Waarde { get; set; } = "";
    public DateTimeOffset? GelootOp { get; set; }

    /// <summary>All members in the draw, in the order that it gave: who drops out is followed by the next.</summary>
    public List<Lotplaats> Volgorde { get; set; } = [];
}

// The draw of the holders that come from the members.
public sealed partial record Ceremonie
{
    private static string Sha256(string tekst) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tekst)));

    private void LegLotVast(Session s, DateTimeOffset nu)
    {
        var geheim = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Lotgeheim = s.Protect(geheim);
        Loting = new()
        {
            Vastlegging = Sha256(geheim + "\n" + string.Concat(Beschikbaar.Select(l => l.Uuid + "\n"))),
            VastgelegdOp = nu,
            Ceremonie = Uuid.ToString(),
        };
    }

    private static async ValueTask<ActionResult> Loot(ActionCall c)
    {
        var (n, waarde) = ((Ceremonie)c.Subject!, ((Lotvraag)c.Body!).Waarde.Trim());
        if (n.Status != Ceremoniestatus.Opgezet) throw Session.Refuse(409, "c11-vast", "Deze ceremonie is al begonnen.");
        if (n.Loting is not { Waarde: "" } loting)
            throw Session.Refuse(409, "c11-geloot", "Er is al geloot. Opnieuw loten kan niet: dan koos u zelf wie het wordt.");
        if (n.Lotplaatsen == 0) return new(null, [new Fault("waarde", "c11-loten", "Er zijn geen plaatsen om te verloten.")]);
        if (n.Beschikbaar.Count < n.Lotplaatsen)
        {
            return new(null, [new Fault("waarde", "c11-loten",
                $"Er zijn {n.Lotplaatsen} plaatsen, en {n.Beschikbaar.Count} leden om uit te loten. Voeg eerst leden toe.")]);
        }
        if (waarde.Length < 4)
            return new(null, [new Fault("waarde", "c11-loten", "Neem wat is voorgelezen helemaal over: minstens 4 tekens.")]);
        var geheim = c.Session.Reveal(n.Lotgeheim);
        var namen = (await Besluitvorming.Vergadering.Leden(c.Session)).ToDictionary(l => l.Uuid, l => l.Naam);
        (loting.Geheim, loting.Waarde, loting.GelootOp, n.Lotgeheim) = (geheim, waarde, c.Session.Now, "");
        loting.Volgorde =
        [
            .. n.Beschikbaar.Select(l => new Lotplaats
            {
                Lid = Ref<Lid>.To(l.Uuid),
                Naam = namen.GetValueOrDefault(l.Uuid, ""),
                Getal = Sha256($"brink-loting-1\n{loting.Ceremonie}\n{geheim}\n{waarde}\n{l.Uuid}"),
                Geloot = false,
            }).OrderBy(p => p.Getal, StringComparer.Ordinal),
        ];
        if (await n.VulAan(c.Session) is { } tekort) return new(null, [new Fault("waarde", "c11-loten", tekort)]);
        await c.Save(n);
        return new(n);
    }

    // The next members in the order of the draw take the places that are open. Null, or why not all are taken.
    private async ValueTask<string?> VulAan(Session s)
    {
        var vergadering = (await s.Get(Vergadering))!;
        var (wie, kandidaten) = (await Vertegenwoordiging.Op(s, vergadering.Datum), await Kandidaten(s, this));
        var leden = (await Besluitvorming.Vergadering.Leden(s)).Where(l => l.Status == Lidstatus.Lid).Select(l => l.Uuid).ToHashSet();
        var geloot = Houders.FindAll(h => h.Keuze == Houderkeuze.Geloot);
        foreach (var plaats in Loting!.Volgorde)
        {
            if (geloot.Count == Lotplaatsen) break;
            if (plaats.Geloot || plaats.Overgeslagen.Length > 0) continue;
            var vertegenwoordiger = wie.GetValueOrDefault(plaats.Lid.Uuid);
            plaats.Overgeslagen = !leden.Contains(plaats.Lid.Uuid) ? "Is geen lid meer."
                : vertegenwoordiger is null ? "Heeft op de dag van de vergadering geen vertegenwoordiger."
                : Geweerd(plaats.Naam, plaats.Naam, kandidaten, s.Organisatie.Naam)
                    ?? (Houders.Exists(h => Kaal(h.Werkgever) == Kaal(plaats.Naam)) ? "Er is al een houder van dezelfde werkgever."
                    : Houders.Exists(h => h.Gebruiker == vertegenwoordiger.Gebruiker)
                        || geloot.Exists(h => h.Gebruiker == vertegenwoordiger.Gebruiker)
                        ? "De vertegenwoordiger is al houder." : "");
            if (plaats.Overgeslagen.Length > 0) continue;
            plaats.Geloot = true;
            geloot.Add(new()
            {
                Nr = 0,
                Naam = plaats.Naam,
                Gebruiker = vertegenwoordiger!.Gebruiker,
                Werkgever = plaats.Naam,
                Emailadres = vertegenwoordiger.Emailadres,
                Toepassingen = vertegenwoordiger.Toepassingen,
                Keuze = Houderkeuze.Geloot,
                Lid = plaats.Lid,
            });
        }
        Plaats(geloot);
        return geloot.Count == Lotplaatsen ? null
            : $"Maar {geloot.Count} van de {Lotplaatsen} plaatsen kunnen worden bezet: de andere leden mogen of kunnen geen houder zijn. "
            + $"Voeg leden toe waaruit wordt geloot.";
    }
}
