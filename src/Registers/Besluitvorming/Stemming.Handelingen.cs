using System.Security.Cryptography;
using System.Text;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

// What is done with a vote: opened, closed, its outcome determined; converted or withdrawn.
public sealed partial record Stemming
{
    private static async ValueTask<ActionResult> Lijst(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        var dossier = await Stemdossier.Van(c.Session, s, c.Session.Now);
        return new(s.Status switch
        {
            Stemstatus.Concept => dossier.Openen(),
            Stemstatus.Open => await Gestemd(c.Session, s) is var gestemd
                ? dossier.Sluiten(await Allen(c.Session, s, gestemd), gestemd.Count, await NietVoor(c, s)) : [],
            Stemstatus.Gesloten => dossier.Vaststellen(s.Modus != Stemmodus.Geheim || await Ontcijferd(c.Session, s) is not null),
            _ => new List<Voorwaarde>(),
        });
    }

    // Outside a meeting one vote that is not in favour ends it (BW 2:40 lid 2). Who gave it stays hidden; that it is so,
    // the office must know.
    private static async ValueTask<bool?> NietVoor(ActionCall c, Stemming s) =>
        s.Modus != Stemmodus.BuitenVergadering || !c.Session.Allowed(c.Definition, s, Besluitvormingsrechten.Bijwerken) ? null
        : (await c.Session.Find<Stem>(q => q.Is("stemming", s))).Exists(x => x.Keuze is not Keuze.Voor);

    internal static async ValueTask<HashSet<Guid>> Gestemd(Session s, Stemming stemming) => stemming.Modus == Stemmodus.Geheim
        ? [.. (await s.Find<Bordregel>(q => q.Is("stemming", stemming).Is("soort", Regelsoort.Biljet))).Select(r => r.Lid!.Value.Uuid)]
        : [.. (await s.Find<Stem>(q => q.Is("stemming", stemming))).Select(x => x.Lid.Uuid)];

    /// <summary>Who of the electorate votes: a suspended member only where all members must agree,
    /// and the rules count it (BW 2:40 lid 2).</summary>
    internal static async ValueTask<List<Stemgerechtigde>> Stemmend(Session s, Stemming stemming)
    {
        var ook = stemming.Modus == Stemmodus.BuitenVergadering && stemming.Regelset is { } regels
            && await s.Get(regels) is { GeschorsteTeltMee: true };
        return stemming.Kiezers.FindAll(k => !k.Geschorst || ook);
    }

    private static async ValueTask<bool> Allen(Session s, Stemming stemming, HashSet<Guid> gestemd) =>
        (await Stemmend(s, stemming)).TrueForAll(k => gestemd.Contains(k.Lid.Uuid));

    private static async ValueTask<ActionResult> Opkomst(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        var (gestemd, stemmend) = (await Gestemd(c.Session, s), await Stemmend(c.Session, s));
        return new(new Opkomststand
        {
            Stemgerechtigd = stemmend.Count,
            Gestemd = gestemd.Count,
            NogNiet = [.. stemmend.Where(k => !gestemd.Contains(k.Lid.Uuid)).Select(k => k.Naam)],
        });
    }

    private static DateTimeOffset Moment(ActionCall c, Vergadering? v) =>
        v is null ? c.Session.Now : v.Wanneer(c.Session, ((Handeling)c.Body!).Moment);

    private static async ValueTask<Vergadering?> VergaderingVan(Session s, Stemming stemming) =>
        stemming.Agendapunt is { IsEmpty: false } p && await s.Get(p) is { } punt ? await s.Get(punt.Vergadering) : null;

    private static async ValueTask<ActionResult> Open(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        if (s.Status != Stemstatus.Concept) throw Session.Refuse(409, "stemming-status", "Deze stemming is al geopend of voorbij.");
        var moment = Moment(c, await VergaderingVan(c.Session, s));
        var dossier = await Stemdossier.Van(c.Session, s, moment);
        if (Voorwaarde.Fouten(dossier.Openen()) is { Count: > 0 } fouten) return new(null, fouten);
        var (regels, modus) = (dossier.Regels!, dossier.Modus!);
        s.Regelset = Ref<Regelset>.To(regels.Uuid);
        s.Grondslag = s.Betrokkenen.Count == 0 ? modus.Grondslag : regels.BetrokkenenBijMeerderheid ? BetrokkengrondStatuten
            : Betrokkengrond;
        s.Waarschuwing = s.Betrokkenen.Count > 0 && !regels.BetrokkenenBijMeerderheid ? Betrokkenwaarschuwing
            : modus.Onzeker ? modus.Waarschuwing : s.Modus == Stemmodus.Peiling ? "Niet bindend: dit is een peiling en geen besluit." : "";
        s.Kiezers = [.. dossier.Leden.Select(l =>
            new Stemgerechtigde { Lid = Ref<Lid>.To(l.Uuid), Naam = l.Naam, Geschorst = l.Status == Lidstatus.Geschorst })];
        s.KiezersSha256 = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', s.Kiezers.Select(k => $"{k.Lid.Uuid}|{k.Naam}|{k.Geschorst}")))));
        (s.Status, s.GeopendOp) = (Stemstatus.Open, moment);
        if (s.Modus == Stemmodus.Geheim) await Bordregel.Begin(c.Session, s, c.Definition.Address(s));
        await c.Save(s);
        return new(s);
    }

    private static async ValueTask<ActionResult> Beeindig(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        if (s.Status != Stemstatus.Open) throw Session.Refuse(409, "stemming-status", "Deze stemming is niet open.");
        var moment = Moment(c, await VergaderingVan(c.Session, s));
        var gestemd = await Gestemd(c.Session, s);
        var dossier = await Stemdossier.Van(c.Session, s, moment);
        if (Voorwaarde.Fouten(dossier.Sluiten(await Allen(c.Session, s, gestemd), gestemd.Count)) is { Count: > 0 } fouten)
            return new(null, fouten);
        (s.Status, s.GeslotenOp) = (Stemstatus.Gesloten, s.Sluit < moment ? s.Sluit.Value : moment);
        if (s.Modus == Stemmodus.Geheim)
        {
            await Bordregel.Voeg(c.Session, s, c.Definition.Address(s), Regelsoort.Afsluiting,
                Stembord.Bord.Schrijf(new Stembord.Afsluiting
                {
                    GeslotenOp = Stored.KeyText(s.GeslotenOp.Value),
                    Biljetten = gestemd.Count
                }));
        }
        await c.Save(s);
        return new(s);
    }

    private static async ValueTask<ActionResult> StelVast(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        if (s.Status != Stemstatus.Gesloten)
        {
            throw Session.Refuse(409, "stemming-status", s.Status == Stemstatus.Open ? "Sluit eerst de stemming."
                : "Er is hier geen uitslag vast te stellen.");
        }
        var vergadering = await VergaderingVan(c.Session, s);
        var moment = Moment(c, vergadering);
        var geheim = s.Modus == Stemmodus.Geheim ? await Ontcijferd(c.Session, s) : null;
        var dossier = await Stemdossier.Van(c.Session, s, moment);
        if (Voorwaarde.Fouten(dossier.Vaststellen(s.Modus != Stemmodus.Geheim || geheim is not null)) is { Count: > 0 } fouten)
            return new(null, fouten);
        if (geheim is not null && await Nagerekend(c.Session, s, geheim) is { Count: > 0 } afgekeurd) return new(null, afgekeurd);
        var regels = (await c.Session.Get(s.Regelset!.Value))!;
        var uitslag = geheim is null ? await Uitslag.Openbaar(c.Session, s, c.Definition.Address(s), regels, vergadering)
            : await Uitslag.Geheim(c.Session, s, c.Definition.Address(s),
            regels, vergadering, geheim);
        uitslag.VastgesteldOp = moment;
        uitslag.Door = c.Session.Caller.UserWeergave;
        if (geheim is not null)
            await Bordregel.Voeg(c.Session, s, c.Definition.Address(s), Regelsoort.Uitslag, Stembord.Bord.Schrijf(geheim));
        s.Status = Stemstatus.Vastgesteld;
        if (await uitslag.LegVast(c, s, regels, vergadering) is { Count: > 0 } wrong) return new(null, wrong);
        await c.Session.Create(uitslag);
        if (s.NieuweStemmingVan is { } eerder) await LaatVervallen(c, eerder, moment, Nederlands.Vandaag(moment));
        await c.Save(s);
        return new(uitslag, Location: c.Session.Model.Of(typeof(Uitslag)).Address(uitslag));
    }

    private static async ValueTask<bool> StemtVoorIemand(Session session, Stemming s)
    {
        var (vergadering, punt) = await Stem.Bij(session, s);
        var dag = vergadering?.Datum ?? Nederlands.Vandaag(session.Now);
        foreach (var kiezer in await Stemmend(session, s))
        {
            if ((await Mandaat.Van(session, kiezer.Lid, dag, v => v.Dekt(punt?.Vergadering, s.Agendapunt, s.Uuid), stemmen: true)).Mag)
                return true;
        }
        return false;
    }

    // G11: any member may ask for a roll call. The acclamation lapses; who abstained or opposed so far stays visible.
    private static async ValueTask<ActionResult> Hoofdelijk(ActionCall c)
    {
        var s = (Stemming)c.Subject!;
        if (s.Modus != Stemmodus.Acclamatie || s.Status is not (Stemstatus.Open or Stemstatus.Gesloten))
        {
            throw Session.Refuse(409, "stemming-status",
                "Een hoofdelijke stemming vraagt u bij een besluit bij acclamatie, voordat het is vastgesteld.");
        }
        if (!c.Session.Allowed(c.Definition, s, Besluitvormingsrechten.Bijwerken) && !await StemtVoorIemand(c.Session, s))
        {
            throw Session.Refuse(403, "geen-mandaat",
                "Alleen een lid vraagt om een hoofdelijke stemming. U vertegenwoordigt geen lid, en hebt geen volmacht om te stemmen.");
        }
        (s.HoofdelijkGevraagd, s.Status, s.Reden) = (true, Stemstatus.Vervallen, "Een lid vroeg om een hoofdelijke stemming.");
        await c.Save(s);
        return new(s);
    }

    // G18: what was voted so far lapses, visibly.
    private static async ValueTask<ActionResult> NaarAlv(ActionCall c)
    {
        var (s, doe) = ((Stemming)c.Subject!, (Omzetting)c.Body!);
        if (s.Status is not (Stemstatus.Open or Stemstatus.Gesloten) || Tellen.VraagtAanwezigheid(s.Modus))
            throw Session.Refuse(409, "stemming-status", "Alleen een lopende digitale stemming kan naar de ALV.");
        var punt = doe.Agendapunt.IsLocal ? await c.Session.Get(doe.Agendapunt) : null;
        var vergadering = punt is null ? null : await c.Session.Get(punt.Vergadering);
        if (punt is null) return new(null, [new Fault("agendapunt", "does_not_exist", "Dit agendapunt bestaat niet.")]);
        if (punt.Soort != Puntsoort.TerBesluitvorming || vergadering!.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken)
            return new(null, [new Fault("agendapunt", "g18", "Kies een punt ter besluitvorming van een vergadering die nog komt.")]);
        (s.Status, s.VervangenDoor, s.Reden) = (Stemstatus.Vervallen, doe.Agendapunt, doe.Reden);
        await c.Save(s);
        return new(s);
    }

    private static async ValueTask<ActionResult> TrekIn(ActionCall c)
    {
        var (s, doe) = ((Stemming)c.Subject!, (Handeling)c.Body!);
        if (s.Status is Stemstatus.Vastgesteld or Stemstatus.Vervallen or Stemstatus.Ingetrokken)
            throw Session.Refuse(409, "stemming-status", "Deze stemming is al voorbij.");
        // With the parts anyone can work the outcome out: it is not made undone because somebody does not like it.
        if (s.Modus == Stemmodus.Geheim && await c.Session.Any<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Deel)))
        {
            throw Session.Refuse(409, "m3-deel", "Een sleutelhouder gaf al een deel van de uitslag. Intrekken kan dan niet meer. "
                + "Komt een deel nooit? Houd het agendapunt aan, en stem opnieuw.");
        }
        if (s.NieuweStemmingVan is not null)
            throw Session.Refuse(409, "bw-2-13", $"Deze stemming is door de leden verlangd ({Betwistgrond}). Houd haar.");
        if (string.IsNullOrWhiteSpace(doe.Reden))
            return new(null, [new Fault("reden", "required", "Zeg waarom de stemming wordt ingetrokken.")]);
        (s.Status, s.Reden) = (Stemstatus.Ingetrokken, doe.Reden);
        await c.Save(s);
        return new(s);
    }
}
