using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Where minutes are: written, sent along with the next agenda, adopted there.</summary>
public enum Notulenstatus { Concept, Voorgesteld, Vastgesteld }

/// <summary>What a paragraph of the minutes tells of.</summary>
public enum Bloksoort { Aanwezigheid, Verslag, Inbreng, Antwoord, Verklaring, Stemming, Besluit, Actie }

/// <summary>A paragraph of the minutes, with the event it came from.</summary>
public sealed record Blok
{
    [Range(0, 999)] public int Agendapunt { get; set; }
    [MaxLength(300)] public string Kop { get; set; } = "";
    public required Bloksoort Soort { get; set; }
    public required string Tekst { get; set; }

    /// <summary>The resource that it was written from; empty when it was written by hand.</summary>
    [Url, MaxLength(1000)] public string Bron { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];
}

/// <summary>
/// The minutes of a meeting. A draft is written from what was recorded: each item has its paragraphs, none is left out.
/// They are corrected by hand, sent along with a next agenda, and adopted by a decision there (G7); from then on they never change.
/// </summary>
public sealed record Notulen : Resource, IResource<Notulen>
{
    [Own] public required Ref<Vergadering> Vergadering { get; set; }

    /// <summary>Left out when they are made: then they are written from the events.</summary>
    public List<Blok> Blokken { get; set; } = [];
    [Computed] public Notulenstatus Status { get; set; }
    [Computed] public int Versie { get; set; } = 1;

    /// <summary>The decision by which they were adopted.</summary>
    [Computed, Own] public Ref<Uitslag>? VastgesteldBij { get; set; }
    [Computed] public DateTimeOffset? VastgesteldOp { get; set; }

    /// <summary>The hash over the adopted paragraphs.</summary>
    [Computed] public string Sha256 { get; set; } = "";

    public static void Define(Definition<Notulen> d) => d
        .At("notulen").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Update | Operation.AuditTrail).Rechten()
        .Filter(n => n.Vergadering).Filter(n => n.Status).Unique("vergadering").Notifies("besluitvorming", "vergadering")
            .ShownAs(n => $"Notulen, versie {n.Versie}")
        .Rule("g7-notulen", Schrijf, "vergadering")
        .Action(new ResourceAction("voorstellen", Besluitvormingsrechten.Bijwerken, true, Stel) { AnswersResource = true })
        .Action(new ResourceAction("vaststellen", Besluitvormingsrechten.Leiden, true, StelVast) { AnswersResource = true });

    private static async ValueTask Schrijf(Change<Notulen> c)
    {
        var n = c.New;
        c.MayNotChange(x => x.Vergadering);
        if (c.Updating && c.Old!.Status == Notulenstatus.Vastgesteld)
            throw Session.Refuse(409, "g7", "Deze notulen zijn vastgesteld en veranderen niet meer.");
        if (c.Updating) (n.Versie, n.Status) = (c.Old!.Versie + 1, Notulenstatus.Concept);
        if (!c.Creating || await c.Get(n.Vergadering) is not { } v) return;
        if (v.Status is not (Vergaderstatus.Gesloten or Vergaderstatus.Geopend))
            c.Fault("vergadering", "g7-notulen", "Notulen zijn er van een vergadering die is gehouden.");
        if (await c.Any<Notulen>(q => q.Is("vergadering", n.Vergadering)))
            c.Fault("vergadering", "unique", "Van deze vergadering zijn er al notulen.");
        if (n.Blokken.Count == 0) n.Blokken = await Ontwerp(c.Session, v);
    }

    private static async ValueTask<ActionResult> Stel(ActionCall c)
    {
        var n = (Notulen)c.Subject!;
        if (n.Status != Notulenstatus.Concept) throw Session.Refuse(409, "g7", "Deze notulen zijn al voorgesteld.");
        n.Status = Notulenstatus.Voorgesteld;
        await c.Save(n);
        return new(n);
    }

    // Adoption is a decision itself: of an item, in a later meeting, that is about these minutes.
    private static async ValueTask<ActionResult> StelVast(ActionCall c)
    {
        var n = (Notulen)c.Subject!;
        if (n.Status != Notulenstatus.Voorgesteld)
            throw Session.Refuse(409, "g7", "Stel de notulen eerst voor, bij de stukken van de volgende vergadering.");
        foreach (var punt in await c.Session.Find<Agendapunt>(q => q.Is("notulen", n)))
        {
            if ((await c.Session.Find<Uitslag>(q => q.Is("agendapunt", punt).Is("uitkomst", Uitkomst.Aangenomen)))
                .Find(u => u.VervallenOp is null) is { } uitslag)
            {
                (n.Status, n.VastgesteldOp, n.VastgesteldBij) = (Notulenstatus.Vastgesteld, uitslag.VastgesteldOp,
                    Ref<Uitslag>.To(uitslag.Uuid));
                n.Sha256 = Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes(
                    string.Join('\n', n.Blokken.Select(b => $"{b.Agendapunt}|{b.Soort}|{b.Tekst}")))));
                await c.Save(n);
                return new(n);
            }
        }
        return new(null, [new Fault("vergadering", "g7",
            "Er is nog geen besluit van een volgende vergadering waarmee deze notulen zijn vastgesteld.")]);
    }

    /// <summary>Writes a draft from what was recorded of a meeting.</summary>
    private static async ValueTask<List<Blok>> Ontwerp(Session s, Vergadering v)
    {
        var namen = (await s.Find<Lid>(_ => { })).ToDictionary(l => l.Uuid, l => l.Naam);
        var punten = await s.Find<Agendapunt>(q => { q.Is("vergadering", v); q.OrderBy = "t.\"nummer\""; });
        var blokken = new List<Blok>();
        var sleutels = new HashSet<Guid>();
        var aanwezig = await s.Find<Aanwezigheid>(q => q.Is("vergadering", v));
        string Naam(Ref<Lid> lid) => namen.GetValueOrDefault(lid.Uuid, "onbekend lid");
        void Schrijf(Agendapunt? p, Bloksoort soort, string tekst, Resource? bron, List<int>? regels = null) => blokken.Add(new()
        {
            Agendapunt = p?.Nummer ?? 0,
            Kop = p is null ? "" : Nederlands.Kort($"{p.Nummer}. {p.Titel}", 300),
            Soort = soort,
            Tekst = tekst,
            Bron = bron is null ? "" : s.Model.Of(bron.GetType()).Address(bron),
            Bronregels = regels ?? [],
        });
        if (aanwezig.Count > 0)
        {
            Schrijf(null, Bloksoort.Aanwezigheid,
                "Aanwezig: " + string.Join(", ", aanwezig.GroupBy(a => a.Lid.Uuid).Select(g => g.First()).OrderBy(a => Naam(a.Lid),
                StringComparer.Ordinal)
                .Select(a => $"{Naam(a.Lid)}{(a.Functie.Length > 0 ? $" ({a.Functie})" : "")}")) + ".", v);
        }
        foreach (var p in punten)
        {
            var begin = blokken.Count;
            foreach (var alinea in p.Verslag) Schrijf(p, Bloksoort.Verslag, alinea, p);
            foreach (var spreker in (await s.Find<Spreekverzoek>(q => { q.Is("agendapunt", p); q.OrderBy = "t.\"volgorde\""; }))
                .Where(x => x.Status == Spreekstatus.Gesproken))
            {
                Schrijf(p, Bloksoort.Inbreng, $"{Naam(spreker.Lid)} spreekt over: {spreker.Onderwerp}. {spreker.Verslag}".Trim(), spreker);
            }
            foreach (var vraag in await s.Find<Vraag>(q => q.Is("agendapunt", p)))
            {
                Schrijf(p, Bloksoort.Inbreng, $"{Naam(vraag.Lid)} ({EnumNames.Name(vraag.Soort)}): {vraag.Tekst}", vraag, vraag.Bronregels);
                if (vraag.Antwoord.Length > 0)
                    Schrijf(p, Bloksoort.Antwoord, $"Antwoord aan {Naam(vraag.Lid)}: {vraag.Antwoord}", vraag, vraag.Bronregels);
            }
            foreach (var stemming in await s.Find<Stemming>(q => q.Is("agendapunt", p)))
            {
                foreach (var c in await Ceremonie.Van(s, stemming))
                    if (sleutels.Add(c.Uuid)) Schrijf(p, Bloksoort.Verslag, c.Notulenzin(), c);
                if (stemming.Status == Stemstatus.Vervallen && stemming.NieuweStemming is null)
                    Schrijf(p, Bloksoort.Stemming, $"De stemming '{stemming.Onderwerp}' is vervallen. {stemming.Reden}", stemming);
                foreach (var verklaring in await s.Find<Stemverklaring>(q => q.Is("stemming", stemming)))
                {
                    Schrijf(p, Bloksoort.Verklaring, $"Stemverklaring van {Naam(verklaring.Lid)}: {verklaring.Tekst}", verklaring,
                        verklaring.Bronregels);
                }
                foreach (var uitslag in await s.Find<Uitslag>(q => q.Is("stemming", stemming)))
                {
                    foreach (var lid in uitslag.PerLid.Where(l => l.Keuze is Keuze.Onthouding or Keuze.Tegen))
                    {
                        Schrijf(p, Bloksoort.Stemming,
                            $"{lid.Naam} {(lid.Keuze == Keuze.Tegen ? "is tegen" : "onthoudt zich van stemming")}. {lid.Toelichting}".Trim(), uitslag,
                            stemming.Bronregels);
                    }
                    Schrijf(p, Bloksoort.Stemming, Stemzin.Uitslag(stemming, uitslag), uitslag, stemming.Bronregels);
                    if (Stemzin.Betwist(stemming, uitslag) is { Length: > 0 } betwist)
                        Schrijf(p, Bloksoort.Stemming, betwist, uitslag, stemming.Bronregels);
                    if (uitslag is not { Uitkomst: Uitkomst.Aangenomen, VervallenOp: null }) continue;
                    Schrijf(p, Bloksoort.Besluit, uitslag.Besluittekst, uitslag, stemming.Bronregels);
                    if (uitslag.Uitstap is { } uitstap)
                        Schrijf(p, Bloksoort.Besluit, Stemzin.Uitstap(uitstap), uitslag, stemming.Bronregels);
                }
            }
            foreach (var a in aanwezig.Where(a => a.Agendapunt?.Uuid == p.Uuid && a.Uit is not null))
            {
                Schrijf(p, Bloksoort.Aanwezigheid,
                    $"{Naam(a.Lid)} verlaat de vergadering om {Klok(a.Uit!.Value)}.{(a.Reden.Length > 0 ? $" Reden: {a.Reden}." : "")}", a,
                    a.Bronregels);
            }
            foreach (var t in await s.Find<Toezegging>(q => q.Is("agendapunt", p)))
            {
                Schrijf(p, Bloksoort.Actie,
                    $"{EnumNames.Name(t.Soort)}: {t.Wat}{(t.Wie.Length > 0 ? $" ({t.Wie})" : "")}{(t.Termijn.Length > 0 ? $", {t.Termijn}" : "")}.", t,
                    t.Bronregels);
            }
            if (p.Aangehouden) Schrijf(p, Bloksoort.Verslag, "Dit punt is aangehouden.", p);
            // No item is left out, also when nothing was said of it.
            if (blokken.Count == begin) Schrijf(p, Bloksoort.Verslag, "Over dit punt is niets vastgelegd.", p);
        }
        return blokken;
    }

    /// <summary>Adds to minutes that are still a draft that a key was destroyed after they were written.
    /// What the members have already seen stays as they saw it.</summary>
    internal static async ValueTask Vernietigd(Session s, Ceremonie c)
    {
        var bron = s.Model.Of(typeof(Ceremonie)).Address(c);
        foreach (var n in await s.Find<Notulen>(q => q.Is("vergadering", c.Vergadering).Is("status", Notulenstatus.Concept)))
        {
            if (n.Blokken.Find(b => b.Bron == bron) is not { } blok) continue;
            blok.Tekst += " " + Ceremonie.Vernietigzin(c.VernietigdOp!.Value);
            n.Versie++;
            await s.Save(n);
        }
    }

    private static string Klok(DateTimeOffset t) => Nederlands.Klok(t).ToString("HH:mm", CultureInfo.InvariantCulture) + " uur";
}
