using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>The kinds of line on the board of a secret vote. A client adds signatures of holders, ballots,
/// opened ballots and parts of the outcome; the rest is the server's.</summary>
public enum Regelsoort { Instelling, Akkoord, Biljet, Geopend, Afsluiting, Deel, Uitslag }

/// <summary>
/// One line of the public board of a secret vote: to it is only added, and each line holds the hash of the one before.
/// What a ballot chose is nowhere in it that one holder of a key could read. See docs/stembord.md.
/// </summary>
public sealed record Bordregel : Resource, IResource<Bordregel>
{
    [Own] public required Ref<Stemming> Stemming { get; set; }
    public required Regelsoort Soort { get; set; }

    /// <summary>JSON as a text: what is hashed is what is written.</summary>
    [MaxLength(200_000), NotBlank] public required string Inhoud { get; set; }
    [Computed] public int Nr { get; set; }
    [Computed] public string Vorige { get; set; } = "";
    [Computed] public string Hash { get; set; } = "";

    /// <summary>By which a voter finds its ballot back: the hash of <see cref="Inhoud"/>.</summary>
    [Computed] public string Volgcode { get; set; } = "";

    /// <summary>Of a ballot, cast or opened: the member for which it was made.</summary>
    [Computed, Own] public Ref<Lid>? Lid { get; set; }

    /// <summary>Of a ballot: the user that sent it, and whether with a proxy. For the rules only; the board does not tell it.</summary>
    [Internal] public string Inzender { get; set; } = "";
    [Internal] public bool MetVolmacht { get; set; }

    /// <summary>A holder of a key signs a board and opens its outcome: it reads boards, and nothing else of a vote.</summary>
    internal static readonly string[] Inzien = Besluitvorming.Ceremonie.Inzien;

    public static void Define(Definition<Bordregel> d) => d
        .At("bordregels").With(Operation.List | Operation.Create | Operation.Read | Operation.Head).PartOf(r => r.Stemming)
        .Allow(Operation.List | Operation.Read | Operation.Head, Inzien).Allow(Operation.Create, Besluitvormingsrechten.Ontsleutelen)
        .Filter(r => r.Stemming).Filter(r => r.Soort).Filter(r => r.Volgcode).Filter(r => r.Lid).Order(r => r.Nr)
        .Unique("stemming", "nr").Unique("stemming", "volgcode").ShownAs(r => $"regel {r.Nr}")
        .Rule("m3-bord", Toelaten, "stemming", "soort", "inhoud")
        .Effect("m3-keten", Bijhouden);

    private static async ValueTask Toelaten(Change<Bordregel> c)
    {
        var r = c.New;
        if (await c.Lock(r.Stemming) is not { } s) return;
        if (s.Modus != Stemmodus.Geheim) { c.Fault("stemming", "m3", "Alleen een geheime stemming heeft een bord."); return; }
        if (s.Bordregels == 0) throw Session.Refuse(409, "stemming-dicht", "Deze stemming is nog niet geopend.");
        if (!s.MetCeremonie)
        {
            throw Session.Refuse(409, "m3-ceremonie", "Deze stemming is van de oude vorm: de sleutel komt niet uit een ceremonie. "
            + "Op dit bord komt niets meer. Vraag het secretariaat om een nieuwe stemming.");
        }
        try
        {
            switch (r.Soort)
            {
                case Regelsoort.Biljet or Regelsoort.Geopend when !c.Allowed(Besluitvormingsrechten.Meedoen):
                    throw Session.Refuse(403, "permission_denied", "U geeft als sleutelhouder alleen uw deel van de uitslag.");
                case Regelsoort.Akkoord: await Akkoord(c, s); break;
                case Regelsoort.Biljet: await Biljet(c, s); break;
                case Regelsoort.Geopend: await Geopend(c, s); break;
                case Regelsoort.Deel: await Deel(c, s); break;
                default: c.Fault("soort", "m3-bord", "Deze regel schrijft alleen de server."); return;
            }
        }
        catch (FormatException) { c.Fault("inhoud", "m3-bord", "De inhoud heeft niet de vorm van docs/stembord.md."); }
        if (c.Faults.Count == 0) Vul(s, r);
    }

    // A holder signs the first line before anyone votes: these are the keys, and this is what is voted on.
    private static async ValueTask Akkoord(Change<Bordregel> c, Stemming s)
    {
        if (!s.NeemtStemmen(c.Now)) throw Session.Refuse(409, "stemming-dicht", "Deze stemming is niet (meer) open.");
        if (await c.Any<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Biljet))
            || await c.Any<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Geopend)))
        {
            throw Session.Refuse(409, "m3-akkoord", "Er is al gestemd. Een sleutelhouder tekent voordat iemand stemt.");
        }
        var instelling = await Instelling(c.Session, s);
        var houder = c.Session.Outside($"akkoord {instelling.Begin} {Stembord.Bord.Volgcode(c.New.Inhoud)}",
            _ => Task.FromResult(Tekende(instelling, c.New.Inhoud)));
        if (houder is null) throw new FormatException("akkoord");
        if (houder == 0)
        {
            c.Fault("inhoud", "m3-bewijs", "Dit is geen akkoord van een sleutelhouder met deze stemming.");
        }
        else if ((await c.Find<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Akkoord))).Exists(r =>
            Stembord.Bord.LeesRegel<Stembord.Akkoord>(r.Inhoud).Houder == houder))
        {
            c.Fault("inhoud", "m3-herhaald", "Deze sleutelhouder heeft al getekend.");
        }
    }

    // The place of the holder who signed; 0: nobody did; null: it is not written as it must be.
    private static int? Tekende(Stembord.Instelling instelling, string inhoud)
    {
        try { return Stembord.Nagekeken.Getekend(Stembord.Ceremonie.Van(instelling.Ceremonie!), instelling.Begin, inhoud); }
        catch (FormatException) { return null; }
    }

    /// <summary>Whether enough holders signed; without that no ballot is taken.</summary>
    private static async ValueTask Getekend(Change<Bordregel> c, Stemming s, Stembord.Instelling instelling)
    {
        var getekend = (await c.Find<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Akkoord))).Count;
        if (getekend < instelling.K)
        {
            throw Session.Refuse(409, "m3-akkoord",
                $"Nog niet genoeg sleutelhouders hebben getekend: {getekend} van {instelling.K}. Daarna kunt u stemmen.");
        }
    }

    /// <summary>The hash of the line with the last ballot of a member; null: it cast none.</summary>
    internal static async ValueTask<string?> VorigBiljet(Session session, Stemming s, Ref<Lid> lid) =>
        (await session.Find<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Biljet).Is("lid", lid))).MaxBy(r => r.Nr)?.Hash;

    private static async ValueTask Biljet(Change<Bordregel> c, Stemming s)
    {
        if (!s.NeemtStemmen(c.Now)) throw Session.Refuse(409, "stemming-dicht", "Deze stemming is niet (meer) open.");
        var biljet = Stembord.Bord.LeesRegel<Stembord.Biljet>(c.New.Inhoud);
        var instelling = await Instelling(c.Session, s);
        await Getekend(c, s, instelling);
        var (mag, volmacht) = await Mag(c, s, biljet.Lid);
        if (!mag) return;
        var volgcode = Stembord.Bord.Volgcode(c.New.Inhoud);
        if (await c.Any<Bordregel>(q => q.Is("stemming", s).Is("volgcode", volgcode)))
        {
            c.Fault("inhoud", "m3-herhaald", "Dit biljet staat al op het bord."); return;
        }
        // Also of a part of it: no checker would take the board any more.
        if (await AlGebruikt(c.Session, s, biljet))
        {
            c.Fault("inhoud", "m3-herhaald", "Een deel van dit biljet staat al op het bord. Maak een nieuw biljet.");
            return;
        }
        if ((await c.Find<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Geopend))).Exists(g =>
            Stembord.Bord.LeesRegel<Stembord.Geopend>(g.Inhoud).Biljet.Opties.Exists(o => biljet.Opties.Exists(b => b.A == o.A))))
        {
            c.Fault("inhoud", "m3-geopend", "Dit biljet is ter controle geopend en is niet meer geheim. Maak een nieuw biljet.");
            return;
        }
        if (biljet.Vorige != (await VorigBiljet(c.Session, s, c.New.Lid!.Value) ?? instelling.Begin))
        {
            c.Fault("inhoud", "m3-vorige",
                "Dit biljet volgt niet op het laatste biljet van dit lid: er is intussen een ander biljet uitgebracht. Maak een nieuw "
                + "biljet.");
            return;
        }
        if (!await Klopt(c, s, volgcode, i => biljet.Klopt(i)))
        {
            c.Fault("inhoud", "m3-bewijs", "Dit is geen geldig biljet voor deze stemming en dit lid."); return;
        }
        if (volmacht is null) return;
        if (await c.Lock(Ref<Volmacht>.To(volmacht.Uuid)) is not { IngetrokkenOp: null } vers)
        {
            c.Fault("inhoud", "g4-ingetrokken", "Deze volmacht is ingetrokken.");
            return;
        }
        vers.GebruiktOp ??= c.Now;
        await c.Save(vers);
    }

    /// <summary>How many ballots one user can cast and open for one member in one vote: enough for who is in doubt,
    /// and too few to flood the board. Counted per user, or the holder of a proxy could shut the member itself out.</summary>
    private const int MeestePerInzender = 50;

    // Whether the caller may do something for the member that a ballot names.
    private static async ValueTask<(bool Mag, Volmacht? Volmacht)> Mag(Change<Bordregel> c, Stemming s, string tekst)
    {
        if (!Guid.TryParseExact(tekst, "D", out var uuid) || tekst != uuid.ToString()) throw new FormatException("lid");
        c.New.Lid = Ref<Lid>.To(uuid);
        var (vergadering, punt) = await Stem.Bij(c.Session, s);
        var (fout, volmacht, _) = await Stem.Toegang(c, s, c.New.Lid.Value, vergadering, punt, c.Now);
        (c.New.Inzender, c.New.MetVolmacht) = (c.Session.Caller.UserId, volmacht is not null);
        var eerder = fout is null ? await c.Find<Bordregel>(q => q.Is("stemming", s).Is("lid", c.New.Lid)) : [];
        if (fout is not null)
        {
            c.Fault("inhoud", fout.Code, fout.Reason);
        }
        else if (volmacht is not null && c.New.Soort == Regelsoort.Biljet
            && eerder.Exists(r => r is { Soort: Regelsoort.Biljet, MetVolmacht: false }))
        {
            c.Fault("inhoud", "g4-eigen", "Dit lid heeft zelf gestemd. Dat biljet gaat voor uw volmacht.");
        }
        else if (eerder.Count(r => r.Inzender == c.New.Inzender) >= MeestePerInzender)
        {
            c.Fault("inhoud", "m3-veel", $"U kunt voor een lid hoogstens {MeestePerInzender} biljetten op het bord zetten.");
        }
        return (c.Faults.Count == 0, volmacht);
    }

    private static async ValueTask Geopend(Change<Bordregel> c, Stemming s)
    {
        if (!s.NeemtStemmen(c.Now)) throw Session.Refuse(409, "stemming-dicht", "Deze stemming is niet (meer) open.");
        var geopend = Stembord.Bord.LeesRegel<Stembord.Geopend>(c.New.Inhoud);
        await Getekend(c, s, await Instelling(c.Session, s));
        if (!(await Mag(c, s, geopend.Biljet.Lid)).Mag) return;
        if (await AlGebruikt(c.Session, s, geopend.Biljet))
        {
            c.Fault("inhoud", "m3-geopend", "Dit biljet is al uitgebracht; openen zou laten zien wat er is gekozen.");
            return;
        }
        if (!await Klopt(c, s, Stembord.Bord.Volgcode(c.New.Inhoud),
            i => geopend.Biljet.Klopt(i) && geopend.Opening.Klopt(i, geopend.Biljet)))
        {
            c.Fault("inhoud", "m3-bewijs", "Het biljet bevat iets anders dan de opening zegt.");
        }
    }

    /// <summary>Whether a ballot, or a part of it, was cast already.</summary>
    internal static async ValueTask<bool> AlGebruikt(Session session, Stemming s, Stembord.Biljet biljet) =>
        (await session.Find<Bordregel>(q => q.Is("stemming", s).Is("soort", Regelsoort.Biljet)))
            .Exists(r => Stembord.Bord.LeesRegel<Stembord.Biljet>(r.Inhoud).Opties.Exists(o => biljet.Opties.Exists(b => b.A == o.A)));

    private static async ValueTask Deel(Change<Bordregel> c, Stemming s)
    {
        if (s.Status != Stemstatus.Gesloten)
        {
            throw Session.Refuse(409, "stemming-status",
            "De uitslag wordt geopend nadat de stemming is gesloten, en voordat zij is vastgesteld.");
        }
        var deel = Stembord.Bord.LeesRegel<Stembord.Ontcijferdeel>(c.New.Inhoud);
        var regels = await Regels(c.Session, s);
        if (regels.Where(r => r.Soort == Stembord.Bord.Naam(Stembord.Regelsoort.Deel))
            .Any(r => Stembord.Bord.LeesRegel<Stembord.Ontcijferdeel>(r.Inhoud).Houder == deel.Houder))
        {
            c.Fault("inhoud", "m3-herhaald", "Deze sleutelhouder heeft zijn deel al gegeven.");
        }
        else if (!c.Session.Outside($"deel {s.Uuid} {Stembord.Bord.Volgcode(c.New.Inhoud)}",
            _ => Task.FromResult(deel.Klopt(Stembord.Bord.Gesloten(regels)))))
        {
            c.Fault("inhoud", "m3-bewijs", "Dit deel is niet met de sleutel van deze houder gemaakt, of hoort niet bij dit bord.");
        }
    }

    // Proofs take long, and nobody's unit of work waits for them; what they are about was fixed when the vote was opened.
    private static async ValueTask<bool> Klopt(Change c, Stemming s, string volgcode, Func<Stembord.Instelling, bool> klopt)
    {
        var instelling = await Instelling(c.Session, s);
        return c.Session.Outside($"biljet {s.Uuid} {volgcode}", _ => Task.FromResult(klopt(instelling)));
    }

    internal static async ValueTask<Stembord.Instelling> Instelling(Session session, Stemming s) =>
        Stembord.Bord.LeesEerste((await session.Find<Bordregel>(q => q.Is("stemming", s).Is("nr", 0))).Single().Inhoud);

    /// <summary>The lines of a vote, in their order.</summary>
    internal static async ValueTask<List<Stembord.Regel>> Regels(Session session, Stemming s) =>
        [.. (await session.Find<Bordregel>(q => { q.Is("stemming", s); q.OrderBy = "t.\"nr\""; })).Select(r =>
            new Stembord.Regel(r.Nr, EnumNames.Name(r.Soort), r.Inhoud, r.Vorige, r.Hash))];

    private static void Vul(Stemming s, Bordregel r)
    {
        var vorige = s.Bordregels == 0 ? null : new Stembord.Regel(s.Bordregels - 1, "", "", "", s.Bordhoofd);
        var regel = Stembord.Bord.Volgende(vorige, (Stembord.Regelsoort)r.Soort, r.Inhoud);
        (r.Nr, r.Vorige, r.Hash, r.Volgcode) = (regel.Nr, regel.Vorige, regel.Hash, Stembord.Bord.Volgcode(r.Inhoud));
    }

    private static async ValueTask Bijhouden(Change<Bordregel> c)
    {
        var s = (await c.Get(c.New.Stemming))!;
        (s.Bordregels, s.Bordhoofd) = (c.New.Nr + 1, c.New.Hash);
        await c.Keep(s);
    }

    /// <summary>Adds a line of the server's own.</summary>
    internal static async ValueTask Voeg(Session session, Stemming s, string adres, Regelsoort soort, string inhoud)
    {
        var regel = new Bordregel { Stemming = new(adres), Soort = soort, Inhoud = inhoud };
        Vul(s, regel);
        await session.Create(regel);
        (s.Bordregels, s.Bordhoofd) = (regel.Nr + 1, regel.Hash);
    }

    /// <summary>The first line: what is voted on, by whom, with which keys.</summary>
    internal static async ValueTask Begin(Session session, Stemming s, string adres)
    {
        var kiezers = Stembord.Kiezer.Lijst(s.Kiezers.Where(k => !k.Geschorst).Select(k => (k.Lid.Uuid, k.Naam)));
        var regels = await Ceremonieregel.Regels(session, (await session.Get(s.Ceremonie!.Value))!);
        var instelling = session.Outside($"begin {s.Uuid} {regels[^1].Hash} {s.KiezersSha256}", _ => Task.FromResult(
            Stembord.Instelling.Van(Stembord.Ceremonie.Van(regels), s.Uuid.ToString(), s.Onderwerp, s.Besluittekst, s.Keuzes, kiezers)));
        await Voeg(session, s, adres, Regelsoort.Instelling, Stembord.Bord.Schrijf(instelling));
    }
}
