using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>A member that contests an outcome, and wants a new vote.</summary>
public sealed record Betwistvraag
{
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(1000)] public string Reden { get; set; } = "";

    /// <summary>When, in a meeting that was taken over.</summary>
    public DateTimeOffset? Moment { get; set; }
}

/// <summary>That a member contested the outcome, right after it was declared.</summary>
public sealed record Betwisting
{
    public required Ref<Lid> Lid { get; set; }
    public required string Naam { get; set; }
    public required DateTimeOffset Op { get; set; }
    public string Reden { get; set; } = "";

    /// <summary>The chair wrote down what was said in the meeting.</summary>
    public bool Genoteerd { get; set; }
}

// BW 2:13 lid 4: when the outcome that the chair declares is contested at once,
// a new vote is held if the majority of the meeting wants it or, where the first was neither by roll call nor in writing,
// one member that is present and may vote. By the new vote the first one loses its effect.
public sealed partial record Stemming
{
    internal const string Betwistgrond = "BW 2:13 lid 4";

    private static async ValueTask<ActionResult> Betwist(ActionCall c)
    {
        var (s, vraag) = ((Stemming)c.Subject!, (Betwistvraag)c.Body!);
        if (s.Status != Stemstatus.Vastgesteld || BuitenVergadering(s.Modus) || await VergaderingVan(c.Session, s) is not { } vergadering)
        {
            throw Session.Refuse(409, "stemming-status",
                "Betwisten kan alleen een uitslag die de voorzitter net in de vergadering heeft vastgesteld.");
        }
        if (s.NieuweStemming is not null) throw Session.Refuse(409, "bw-2-13", "Er komt al een nieuwe stemming.");
        var moment = vergadering.Wanneer(c.Session, vraag.Moment);
        var uitslag = (await c.Session.Find<Uitslag>(q => q.Is("stemming", s))).Single();
        if (await IsVerder(c.Session, s, vergadering, uitslag, moment))
        {
            throw Session.Refuse(409, "bw-2-13",
                $"Betwisten kan alleen meteen na de uitspraak van de voorzitter ({Betwistgrond}). De vergadering is al verder.");
        }
        var aanwezig = (await Besluitvorming.Vergadering.Presentie(c.Session, vergadering, s.Agendapunt)).Where(a => a.Op(moment))
            .Select(a => a.Lid).ToHashSet();
        aanwezig.IntersectWith((await Stemmend(c.Session, s)).Select(k => k.Lid.Uuid.ToString()));
        if (s.Kiezers.Find(k => k.Lid.Uuid == vraag.Lid.Uuid) is not { } kiezer || !aanwezig.Contains(kiezer.Lid.Uuid.ToString()))
            return new(null, [new Fault("lid", "g10", "Alleen een lid dat nu aanwezig is en mag stemmen, betwist een uitslag.")]);
        var mandaat = await Mandaat.Van(c.Session, vraag.Lid, vergadering.Datum,
            v => v.Dekt(Ref<Vergadering>.To(vergadering.Uuid), s.Agendapunt, s.Uuid), stemmen: true);
        var genoteerd = !mandaat.Mag && c.Session.Allowed(c.Definition, s, Besluitvormingsrechten.Leiden);
        if (!mandaat.Mag && !genoteerd) return new(null, [new Fault("lid", mandaat.Code, mandaat.Waarom)]);
        if (s.Betwistingen.Exists(b => b.Lid.Uuid == vraag.Lid.Uuid))
            return new(null, [new Fault("lid", "unique", "Dit lid heeft de uitslag al betwist.")]);
        s.Betwistingen.Add(new() { Lid = vraag.Lid, Naam = kiezer.Naam, Op = moment, Reden = vraag.Reden, Genoteerd = genoteerd });
        s.BetwistingenNodig = s.Modus == Stemmodus.Acclamatie ? 1 : aanwezig.Count / 2 + 1;
        if (s.Betwistingen.Count(b => aanwezig.Contains(b.Lid.Uuid.ToString())) >= s.BetwistingenNodig)
        {
            var nieuw = s.Opnieuw(c.Definition.Address(s));
            await c.Session.Create(nieuw);
            s.NieuweStemming = Ref<Stemming>.To(nieuw.Uuid);
        }
        await c.Save(s);
        return new(s);
    }

    // At once: the meeting is still at the item, and nothing was put to the vote since.
    private static async ValueTask<bool> IsVerder(Session session, Stemming s, Vergadering vergadering, Uitslag uitslag,
        DateTimeOffset moment)
    {
        if (vergadering.Status != Vergaderstatus.Geopend || moment < uitslag.VastgesteldOp || vergadering.Punt is { } nu
            && nu.Uuid != s.Agendapunt?.Uuid)
        {
            return true;
        }
        var punten = await session.Find<Agendapunt>(q => q.Is("vergadering", vergadering));
        return (await session.Find<Stemming>(q => q.In("agendapunt", punten)))
            .Exists(a => a.Uuid != s.Uuid && a.GeopendOp > uitslag.VastgesteldOp);
    }

    // The same text and the same members; each says aloud what it votes,
    // unless the vote is secret. Single holders of keys are asked anew: theirs were used. The key of a ceremony
    // is that of the meeting.
    private Stemming Opnieuw(string adres) => new()
    {
        Agendapunt = Agendapunt,
        Onderwerp = Onderwerp,
        Modus = Modus == Stemmodus.Geheim ? Modus : Stemmodus.InDeVergadering,
        Soort = Soort,
        Besluittekst = Besluittekst,
        Opties = [.. Opties],
        OpVerzoek = OpVerzoek,
        Stukken = [.. Stukken],
        Ceremonie = Ceremonie,
        GaatOver = GaatOver,
        Bronregels = [.. Bronregels],
        Betrokkenen = [.. Betrokkenen],
        RedenBetrokkenen = RedenBetrokkenen,
        Uitstap = Uitstap,
        NieuweStemmingVan = new(adres),
    };

    /// <summary>By the new vote the first outcome loses its effect, whatever the new one came to; its besluit ends.</summary>
    private static async ValueTask LaatVervallen(ActionCall c, Ref<Stemming> eerder, DateTimeOffset moment, DateOnly dag)
    {
        if (await c.Session.Lock(eerder) is not { } s) return;
        (s.Status, s.Reden) = (Stemstatus.Vervallen,
            $"De uitslag is meteen betwist. Er is opnieuw gestemd; de eerste uitslag is vervallen ({Betwistgrond}).");
        await c.Save(s);
        foreach (var uitslag in await c.Session.Find<Uitslag>(q => q.Is("stemming", s)))
        {
            uitslag.VervallenOp = moment;
            await c.Save(uitslag);
            if (uitslag.Besluit is not { IsEmpty: false } genomen || await c.Session.Lock(genomen) is not { } besluit) continue;
            (besluit.Vervaldatum, besluit.Vervalreden) = (dag, Vervalreden.IngetrokkenOverheid);
            besluit.VervalredenWeergave = "Besluit ingetrokken door overheid";
            await c.Save(besluit);
        }
    }

    private static void BlijftHetzelfde(Change<Stemming> c)
    {
        if (c.Creating || c.Old!.NieuweStemmingVan is null) return;
        if (c.Deleting) throw Session.Refuse(409, "bw-2-13", $"Deze stemming is door de leden verlangd ({Betwistgrond}). Houd haar.");
        c.MayNotChange(s => s.Agendapunt);
        c.MayNotChange(s => s.Onderwerp);
        c.MayNotChange(s => s.Modus);
        c.MayNotChange(s => s.Soort);
        c.MayNotChange(s => s.Besluittekst);
        c.MayNotChange(s => s.Uitstap);
        if (!c.Old.Opties.SequenceEqual(c.New.Opties) || !c.Old.Betrokkenen.Select(b => b.Uuid)
            .SequenceEqual(c.New.Betrokkenen.Select(b => b.Uuid)))
        {
            c.Fault("betrokkenen", "wijzigen-niet-toegelaten",
                "Over wie wordt gestemd en wie stemmen, blijft zoals bij de eerste stemming.");
        }
    }
}
