using System.ComponentModel.DataAnnotations;
using System.Text;
using Brink.Engine;
using Brink.Registers.Berichten;

namespace Brink.Registers.Besluitvorming;

/// <summary>Which holder, by its place; without it the holder that asks.</summary>
public sealed record Houdervraag
{
    [Range(1, Stembord.Ceremonie.MeesteHouders)] public int? Houder { get; set; }
}

/// <summary>Why a ceremony is held anew, and which holders drop out.</summary>
public sealed record Opnieuwvraag
{
    [MaxLength(1000), NotBlank] public required string Reden { get; set; }

    /// <summary>The places of the holders that are no holder in the new one. Who was found at fault and who lost its part drop out by
    /// themselves.</summary>
    public List<int> Zonder { get; set; } = [];
}

/// <summary>A vote of which a ceremony made the key: what its holders need to know of it.</summary>
public sealed record Sleutelstemming
{
    [Own] public required Ref<Stemming> Stemming { get; init; }
    public required string Onderwerp { get; init; }
    public required Stemstatus Status { get; init; }
    public DateTimeOffset? GeslotenOp { get; init; }
}

/// <summary>Who was reminded, and who has no address.</summary>
public sealed record Herinnerd
{
    public List<string> PerMail { get; init; } = [];

    /// <summary>Those that the office must tell itself: no address is known, or a message went today.</summary>
    public List<string> Zelf { get; init; } = [];
}

// The rounds, and what ends a ceremony: all accepted, a complaint that is right, too many losses, destruction.
public sealed partial record Ceremonie
{
    private static async ValueTask<ActionResult> Lijst(ActionCall c) => new(await ((Ceremonie)c.Subject!).Voorwaarden(c.Session));

    /// <summary>What must be so before the first round begins.</summary>
    private async ValueTask<List<Voorwaarde>> Voorwaarden(Session s)
    {
        if (Status != Ceremoniestatus.Opgezet) return [];
        var (n, bureau) = (Houders.Count, s.Organisatie.Naam);
        var fouten = Houderfouten(await Kandidaten(s, this), bureau).Select(f => f.Waarom).Distinct().ToList();
        return
        [
            Voorwaarde.Eis("c11-houder", Aangewezen.Count > 0, "De houders van buiten zijn aangewezen", "Er is nog niemand aangewezen",
                "Wijs de notaris en een lid van de RvC aan."),
            Voorwaarde.Eis("c11-loten", Lotplaatsen == 0 || Houders.Count(h => h.Keuze == Houderkeuze.Geloot) == Lotplaatsen,
                "Er is geloot onder de leden",
                "Nog niet alle plaatsen van de leden zijn door loting bezet",
                "Laat in een vergadering een waarde voorlezen, en loot daarmee."),
            Voorwaarde.Eis("c11-aantal", n is >= 3 and <= Stembord.Ceremonie.MeesteHouders, $"Er zijn {n} sleutelhouders",
                n < 3 ? "Er zijn nog geen 3 sleutelhouders" : $"Er zijn meer dan {Stembord.Ceremonie.MeesteHouders} sleutelhouders",
                n < 3 ? "Wijs er meer aan, of verloot meer plaatsen." : "Wijs er minder aan, of verloot minder plaatsen."),
            Voorwaarde.Eis("c11-drempel", Drempel * 2 > n && Drempel <= n,
                $"Een uitslag openen {Drempel} van de {n} houders: meer dan de helft",
                $"Met {n} houders past een drempel van {Drempel} niet",
                $"Kies een drempel van {n / 2 + 1} tot en met {n}: meer dan de helft, "
                    + "zodat geen kleine groep het alleen kan."),
            Voorwaarde.Eis("c11-houder", fouten.Count == 0, "Iedere houder mag houder zijn", "Niet iedere houder mag houder zijn",
                string.Join(" ", fouten)),
            .. Voorwaarde.Aandacht("c11-speling", n == 0 || Drempel < n, "Er mag geen enkele houder wegvallen",
                "Raakt één houder zijn woorden kwijt, dan komt er geen uitslag. Kies liever een lagere drempel."),
        ];
    }

    private static async ValueTask<ActionResult> Begin(ActionCall c)
    {
        var n = (Ceremonie)c.Subject!;
        if (n.Status != Ceremoniestatus.Opgezet) throw Session.Refuse(409, "c11-vast", "Deze ceremonie is al begonnen.");
        if (Voorwaarde.Fouten(await n.Voorwaarden(c.Session)) is { Count: > 0 } fouten) return new(null, fouten);
        (n.Status, n.BegonnenOp) = (Ceremoniestatus.Ronde1, c.Session.Now);
        await Ceremonieregel.Begin(c.Session, n, c.Definition.Address(n));
        await n.MeldBeurt(c.Session);
        await c.Save(n);
        return new(n);
    }

    private static async ValueTask<ActionResult> Herinner(ActionCall c)
    {
        var n = (Ceremonie)c.Subject!;
        if (n.Ronde == 0) throw Session.Refuse(409, "c11-ronde", "Er is nu geen ronde bezig; niemand is aan de beurt.");
        return new(await n.MeldBeurt(c.Session,
            Nederlands.Vandaag(c.Session.Now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Rondezin(int ronde) => ronde switch
    {
        1 => "U maakt uw sleutel en bewaart 24 woorden in een envelop. Neem pen en papier mee. Dit duurt vijf minuten.",
        2 => "U leest met de andere houders een code aan elkaar voor, en uw computer maakt uw deel voor ieder van hen. Houd uw 24 "
            + "woorden of uw sleutelbestand bij de hand.",
        _ => "Uw computer kijkt na wat u van de anderen kreeg. Klopt het, dan aanvaardt u de sleutel. Houd uw 24 woorden of uw "
            + "sleutelbestand bij de hand.",
    };

    /// <summary>Tells those who have to do something in this round; once per round, and as a reminder once a day.</summary>
    internal async ValueTask<Herinnerd> MeldBeurt(Session s, string dag = "")
    {
        var (vergadering, uit) = ((await s.Get(Vergadering))!, new Herinnerd());
        foreach (var h in AanDeBeurt)
        {
            var gestuurd = h.Emailadres.Length > 0 && await Bericht.ZetKlaar(s, new()
            {
                Aan = h.Emailadres,
                Hoedanigheid = Bericht.Regel($"sleutelhouder: {h.Naam}"),
                Onderwerp = Bericht.Regel(
                    $"Sleutel van de geheime stemming: {(dag.Length > 0 ? "herinnering " : "")}ronde {Ronde} van {Rondes}"),
                Tekst = $"Geachte sleutelhouder,\n\nU bent sleutelhouder voor: {vergadering.Titel}, "
                    + $"{Nederlands.Voluit(vergadering.Datum)}. "
                    + $"Ronde {Ronde} van {Rondes} wacht op u.\n\n"
                    + $"{Rondezin(Ronde)}\n\nLog in bij Brink, en ga naar Vereniging, Sleutelhouders. Typ het adres zelf, of gebruik uw "
                        + $"eigen snelkoppeling.\n\n"
                    + "Niemand heeft uw 24 woorden nodig, ook het secretariaat en de notaris niet. Vraagt iemand erom? Geef ze niet, en "
                        + "bel de voorzitter.\n",
                Soort = "sleutelhouder",
                GaatOver = Ref<Ceremonie>.To(Uuid).Value!,
                Sleutel = $"ceremonie/{Uuid}/{h.Nr}/{Ronde}{(dag.Length > 0 ? "/" + dag : "")}",
                Uiterlijk = Herinnerdag.Einde(vergadering.Datum) is var einde && einde > s.Now ? einde : s.Now.AddDays(1),
            });
            (gestuurd ? uit.PerMail : uit.Zelf).Add(h.Naam);
        }
        return uit;
    }

    /// <summary>Called when a line stands on the chain: where the ceremony is now.</summary>
    internal async ValueTask Verder(Session s)
    {
        if (Ronde == 0 || AanDeBeurt.Any()) return;
        if (Status == Ceremoniestatus.Ronde1) Ronde1Hoofd = Hoofd;
        Status++;
        if (Status == Ceremoniestatus.Klaar) KlaarOp = s.Now;
        else await MeldBeurt(s);
    }

    // A holder speaks for itself only; the office for all.
    private Ceremoniehouder Wie(ActionCall c)
    {
        var nr = ((Houdervraag)c.Body!).Houder;
        var zelf = Beller(c.Session);
        var h = nr is null ? zelf : Houders.Find(x => x.Nr == nr);
        if (h is null || h != zelf && !c.Session.Allowed(c.Definition, this, Besluitvormingsrechten.Bijwerken))
        {
            throw Session.Refuse(403, "c11-houder",
                "U bent geen houder in deze ceremonie, of niet deze. Iedere houder meldt dit zelf, of het secretariaat doet het.");
        }
        return h;
    }

    // Before all accepted there is no key, and each is needed; after that some may be missed.
    private static async ValueTask<ActionResult> Verlies(ActionCall c)
    {
        var n = (Ceremonie)c.Subject!;
        var h = n.Wie(c);
        if (n.Ronde == 0 && n.Status != Ceremoniestatus.Klaar)
        {
            throw Session.Refuse(409, "c11-ronde",
                "In deze ceremonie is er nu niets te verliezen: zij is niet begonnen, of voorbij.");
        }
        if (h.VerlorenOp is not null)
            throw Session.Refuse(409, "c11-verlies", $"Dit staat er al: {h.Naam} is woorden en sleutelbestand kwijt.");
        h.VerlorenOp = c.Session.Now;
        var over = n.Houders.Count(x => x.VerlorenOp is null);
        if (n.Ronde > 0) n.Mislukt($"{h.Naam} is woorden en sleutelbestand kwijt voordat de sleutel klaar was.");
        else if (over < n.Drempel) n.Mislukt($"Er zijn nog {over} houders met hun deel; voor een uitslag zijn er {n.Drempel} nodig.");
        await c.Save(n);
        return new(n);
    }

    internal void Mislukt(string reden) => (Status, Reden) = (Ceremoniestatus.Mislukt, reden);

    // The holders that stay keep their place in the new one; a place of the lot goes to the next in its order,
    // so that nobody chooses who it will be.
    private static async ValueTask<ActionResult> Opnieuw(ActionCall c)
    {
        var (n, vraag) = ((Ceremonie)c.Subject!, (Opnieuwvraag)c.Body!);
        if (n.Opvolger is not null) throw Session.Refuse(409, "c11-opnieuw", "Er is al een nieuwe ceremonie.");
        if (n.Status is Ceremoniestatus.Opgezet or Ceremoniestatus.Vernietigd)
        {
            throw Session.Refuse(409, "c11-opnieuw", n.Status == Ceremoniestatus.Opgezet
                ? "Deze ceremonie is nog niet begonnen. Wijzig haar."
                : "Deze ceremonie is afgerond. Zet een nieuwe op.");
        }
        if (await c.Session.Any<Stemming>(q => q.Is("ceremonie", n).In("status", [Stemstatus.Open, Stemstatus.Gesloten])))
        {
            throw Session.Refuse(409, "c11-opnieuw",
                "Met deze sleutel loopt een stemming. Wacht op de uitslag, of trek die stemming eerst in.");
        }
        if (vraag.Zonder.Exists(z => n.Houders.TrueForAll(h => h.Nr != z)))
            return new(null, [new Fault("zonder", "c11-opnieuw", "Zo'n houder is er niet.")]);
        if (n.Status != Ceremoniestatus.Mislukt) n.Mislukt(vraag.Reden);
        var weg = n.Houders.Where(h => vraag.Zonder.Contains(h.Nr) || h.VerlorenOp is not null
            || n.Klachten.Exists(k => h.Nr == (k.Terecht ? k.Over : k.Klager)))
            .Select(h => h.Gebruiker).ToHashSet(StringComparer.Ordinal);
        var blijven = n.Houders.FindAll(h => !weg.Contains(h.Gebruiker));
        var nieuw = new Ceremonie
        {
            Vergadering = n.Vergadering,
            Drempel = n.Drempel,
            Lotplaatsen = n.Lotplaatsen,
            Beheerder = n.Beheerder,
            Beschikbaar = [.. n.Beschikbaar],
            Aangewezen = n.Aangewezen.FindAll(a => !weg.Contains(a.Gebruiker)),
            Loting = n.Loting is null ? null : n.Loting with { Volgorde = [.. n.Loting.Volgorde.Select(p => p with { })] },
            Voorganger = new(c.Definition.Address(n)),
        };
        nieuw.Plaats([.. blijven.Where(h => h.Keuze == Houderkeuze.Geloot)
            .Select(h => h with { Rondes = 0, VerlorenOp = null, VernietigdOp = null })]);
        if (nieuw.Loting is { Waarde.Length: > 0 }) await nieuw.VulAan(c.Session);
        await c.Session.Create(nieuw);
        n.Opvolger = Ref<Ceremonie>.To(nieuw.Uuid);
        await c.Save(n);
        return new(n);
    }

    /// <summary>The date on which each holder destroyed its words and file; the last of them ends the ceremony,
    /// and the minutes tell it.</summary>
    private static async ValueTask<ActionResult> Vernietig(ActionCall c)
    {
        var n = (Ceremonie)c.Subject!;
        var h = n.Wie(c);
        if (n.Status is not (Ceremoniestatus.Klaar or Ceremoniestatus.Mislukt))
        {
            throw Session.Refuse(409, "c11-vernietigen", n.Status == Ceremoniestatus.Vernietigd
            ? "Alles is al vernietigd." : "Deze ceremonie is nog bezig. Bewaar uw woorden en uw sleutelbestand.");
        }
        // What is still to be opened would be lost for ever.
        if ((await c.Session.Find<Stemming>(q => q.Is("ceremonie", n)))
            .Find(s => s.Status is Stemstatus.Concept or Stemstatus.Open or Stemstatus.Gesloten) is { } bezig)
        {
            throw Session.Refuse(409, "c11-vernietigen",
                $"De uitslag van '{Nederlands.Kort(bezig.Onderwerp, 100)}' is nog niet vastgesteld. "
                + "Bewaar uw woorden en uw sleutelbestand tot dan.");
        }
        if (h.VernietigdOp is not null)
            throw Session.Refuse(409, "c11-vernietigen", $"Dit staat er al: {h.Naam} heeft woorden en sleutelbestand vernietigd.");
        h.VernietigdOp = c.Session.Now;
        if (n.Houders.TrueForAll(x => x.VernietigdOp is not null || x.VerlorenOp is not null))
        {
            n.VernietigdOp = c.Session.Now;
            // Of what failed it stays to be seen that it failed.
            if (n.Status == Ceremoniestatus.Klaar) n.Status = Ceremoniestatus.Vernietigd;
            await Notulen.Vernietigd(c.Session, n);
        }
        await c.Save(n);
        return new(n);
    }

    /// <summary>The ceremony of a vote, after those that failed before it; none when its key was made in none.</summary>
    internal static async ValueTask<List<Ceremonie>> Van(Session s, Stemming stemming)
    {
        var uit = new List<Ceremonie>();
        for (var verwijzing = stemming.Ceremonie; verwijzing is { IsEmpty: false } v && await s.Get(v) is { } c; verwijzing = c.Voorganger)
            uit.Insert(0, c);
        return uit;
    }

    /// <summary>What the minutes say of it.</summary>
    internal string Notulenzin()
    {
        var zin = new StringBuilder(
            $"Sleutel van de geheime stemming: {Drempel} van de {Houders.Count} houders openen de uitslag. Houders: ");
        zin.Append(string.Join(", ", Houders.Select(h => $"{h.Naam} ({(h.Keuze == Houderkeuze.Geloot ? "door loting" : "aangewezen")})")))
            .Append('.');
        if (Loting is { Waarde.Length: > 0 } lot)
        {
            zin.Append($" Geloot op {Nederlands.Voluit(Nederlands.Vandaag(lot.GelootOp!.Value))} met de voorgelezen waarde "
            + $"'{lot.Waarde}'.");
        }
        if (Ronde1Hoofd.Length > 0) zin.Append($" De houders lazen elkaar voor: {Stembord.Nagekeken.InVieren(Ronde1Hoofd)}.");
        foreach (var k in Klachten)
        {
            var (klager, over) = (Houders[k.Klager - 1].Naam, Houders[k.Over - 1].Naam);
            zin.Append(k.Terecht ? $" De klacht van {klager} over {over} was terecht."
                : $" De klacht van {klager} over {over} was niet terecht.");
        }
        foreach (var h in Houders.Where(h => h.VerlorenOp is not null)) zin.Append($" {h.Naam} raakte woorden en sleutelbestand kwijt.");
        if (Status == Ceremoniestatus.Mislukt) zin.Append($" Deze sleutel is niet gebruikt: {Reden}");
        if (VernietigdOp is { } op) zin.Append($" {Vernietigzin(op)}");
        return zin.ToString();
    }

    internal static string Vernietigzin(DateTimeOffset op) =>
        $"Op {Nederlands.Voluit(Nederlands.Vandaag(op))} hadden alle houders die hun woorden en sleutelbestand nog hadden, deze "
            + $"vernietigd.";
}
