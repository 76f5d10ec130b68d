using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>The vote of one member in an open vote: one per member (G2). Outside the meeting it can be changed until the vote closes;
/// the last counts.</summary>
public sealed record Stem : Resource, IResource<Stem>
{
    [Own] public required Ref<Stemming> Stemming { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }

    /// <summary>Hidden to all but the member itself, until the vote is closed, also where it is said aloud; with acclamation,
    /// who objects is heard at once.</summary>
    [Blank] public Keuze? Keuze { get; set; }

    /// <summary>Why: with an abstention (G8), or as a statement.</summary>
    [MaxLength(2000)] public string Toelichting { get; set; } = "";

    /// <summary>When it was cast: now, or what the chair tells of a meeting that was taken over.</summary>
    public DateTimeOffset? Moment { get; set; }
    [Computed, Own] public Ref<Volmacht>? Volmacht { get; set; }

    /// <summary>The chair wrote down what was said in the meeting.</summary>
    [Computed] public bool Genoteerd { get; set; }

    /// <summary>The holder of the proxy voted other than told. Only the member itself sees it.</summary>
    [Computed] public bool? WijktAf { get; set; }
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Stem> d) =>
        Besluitvorming.Agendapunt.VanVergadering(d, new Step(typeof(Stemming), "uuid", "stemming"))
        .At("stemmen").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Patch).PartOf(s => s.Stemming)
        .Rechten(Besluitvormingsrechten.Meedoen)
        .Filter(s => s.Stemming).Filter(s => s.Lid).Unique("stemming", "lid").ShownAs(_ => "Stem").Expands("lid")
        .Derive(Verberg)
        .Rule("g2-stem", Toelaten, "stemming", "lid")
        .Effect("g4-gebruikt", MerkVolmacht);

    private static async ValueTask Toelaten(Change<Stem> c)
    {
        var stem = c.New;
        c.MayNotChange(s => s.Stemming);
        c.MayNotChange(s => s.Lid);
        if (stem.Keuze is null) c.Fault("keuze", "required", "Kies voor, tegen of onthouding.");
        if (await c.Lock(stem.Stemming) is not { } s) return;
        if (s.Modus == Stemmodus.Geheim) throw Session.Refuse(409, "m3", "Deze stemming is geheim. Breng een versleuteld biljet uit.");
        var (vergadering, punt) = await Bij(c.Session, s);
        if (c.Creating && stem.Moment is null || c.Updating) stem.Moment = c.Now;
        if (stem.Moment != c.Now && (vergadering is null || vergadering.Wanneer(c.Session, stem.Moment) < s.GeopendOp))
            c.Fault("moment", "moment", "De stem is niet uitgebracht terwijl de stemming open was.");
        if (!s.NeemtStemmen(stem.Moment!.Value)) throw Session.Refuse(409, "stemming-dicht", "Deze stemming is niet (meer) open.");
        if (c.Updating && Tellen.VraagtAanwezigheid(s.Modus)) c.Fault("keuze", "g2", "In de vergadering stemt een lid één keer.");
        if (s.Modus == Stemmodus.Acclamatie && stem.Keuze is Besluitvorming.Keuze.Voor)
        {
            c.Fault("keuze", "g11",
                "Bij acclamatie laat alleen wie tegen is of zich onthoudt dat vastleggen.");
        }
        if (c.Creating && await c.Any<Stem>(q => q.Is("stemming", stem.Stemming).Is("lid", stem.Lid)))
        {
            c.Fault("lid", "g2", Tellen.VraagtAanwezigheid(s.Modus) ? "Dit lid heeft al gestemd."
                : "Dit lid heeft al gestemd. Wijzig die stem als dat nodig is.");
        }
        var toegang = await Toegang(c, s, stem.Lid, vergadering, punt, stem.Moment.Value);
        if (toegang.Fout is { } fout) c.Faults.Add(fout);
        if (c.Updating && toegang.Volmacht is not null && c.Old!.Volmacht is null)
            c.Fault("keuze", "g4-eigen", "Dit lid heeft zelf gestemd. Die stem gaat voor uw volmacht.");
        if (c.Updating && c.Old!.Keuze == stem.Keuze) stem.Moment = c.Old.Moment; // nothing was said anew
        stem.Genoteerd = toegang.Genoteerd;
        stem.Volmacht = toegang.Volmacht is { } v ? Ref<Volmacht>.To(v.Uuid) : null;
        stem.WijktAf = toegang.Volmacht?.Instructies.Find(i => i.Agendapunt.Uuid == s.Agendapunt?.Uuid) is { } instructie
            ? instructie.Keuze != stem.Keuze : null;
    }

    internal static async ValueTask<(Vergadering? Vergadering, Agendapunt? Punt)> Bij(Session session, Stemming s)
    {
        if (s.Agendapunt is not { IsEmpty: false } p || await session.Get(p) is not { } punt) return (null, null);
        return (await session.Get(punt.Vergadering), punt);
    }

    /// <summary>Whether the caller may vote for a member at a moment, and how: as its representative, by a proxy,
    /// or as the chair who writes down what is said.</summary>
    internal static async ValueTask<(Fault? Fout, Volmacht? Volmacht, bool Genoteerd)> Toegang(Change c, Stemming s, Ref<Lid> lid,
        Vergadering? vergadering, Agendapunt? punt,
        DateTimeOffset moment)
    {
        if (s.Kiezers.Find(k => k.Lid.Uuid == lid.Uuid) is not { } kiezer)
            return (new("lid", "g2", "Dit lid staat niet op de lijst van stemgerechtigden."), null, false);
        if (kiezer.Geschorst && !(await Besluitvorming.Stemming.Stemmend(c.Session, s)).Contains(kiezer))
            return (new("lid", "g2", "Dit lid is geschorst en stemt niet mee."), null, false);
        var dag = vergadering?.Datum ?? Nederlands.Vandaag(moment);
        var mandaat = await Mandaat.Van(c.Session, lid, dag, v => v.Dekt(punt?.Vergadering, s.Agendapunt, s.Uuid), stemmen: true);
        var genoteerd = !mandaat.Mag && s.Modus is (Stemmodus.InDeVergadering or Stemmodus.Acclamatie)
            && c.Allowed(Besluitvormingsrechten.Leiden);
        if (!mandaat.Mag && !genoteerd) return (new("lid", mandaat.Code, mandaat.Waarom), null, false);
        if (Tellen.VraagtAanwezigheid(s.Modus) && vergadering is not null
            && !(await Besluitvorming.Vergadering.Presentie(c.Session, vergadering, s.Agendapunt))
            .Exists(a => a.Lid == lid.Uuid.ToString() && a.Op(moment)))
        {
            return (new("lid", "g10", "Dit lid is nu niet aanwezig, of alleen vertegenwoordigd met een volmacht om te spreken."),
                null, false);
        }
        return (null, mandaat.Volmacht, genoteerd);
    }

    private static async ValueTask MerkVolmacht(Change<Stem> c)
    {
        if (c.New.Volmacht is not { } reference || await c.Lock(reference) is not { } volmacht) return;
        // Read again under the lock: it may have been revoked just before.
        if (volmacht.IngetrokkenOp is not null) throw Session.Refuse(409, "g4-ingetrokken", "Deze volmacht is ingetrokken.");
        volmacht.GebruiktOp ??= c.Now;
        await c.Save(volmacht);
    }

    private static async ValueTask Verberg(Derivation lezing, IReadOnlyList<Stem> stemmen)
    {
        var (wie, vandaag) = (lezing.Session.Caller.UserId, Nederlands.Vandaag(lezing.Session.Now));
        foreach (var groep in stemmen.GroupBy(s => s.Stemming))
        {
            var stemming = await lezing.Get(groep.Key);
            foreach (var stem in groep)
            {
                var eigen = wie.Length > 0 && await Mandaat.Vertegenwoordigt(lezing.Session, stem.Lid, wie, vandaag,
                    lezing.Session.Caller.ClientId);
                if (!eigen) stem.WijktAf = null;
                // What was withdrawn never came out: whoever withdraws a vote does not get to see it either.
                if (eigen || stemming is { Status: not (Stemstatus.Open or Stemstatus.Ingetrokken) } or { Modus: Stemmodus.Acclamatie })
                    continue;
                (stem.Keuze, stem.Toelichting) = (null, "");
            }
        }
    }
}
