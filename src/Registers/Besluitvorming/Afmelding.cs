using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Where it is that a member does not take part.</summary>
public enum Afmeldstatus { Gemeld, AfsprakenGemaakt, Ingetrokken }

/// <summary>What was agreed with a member that does not take part.</summary>
public sealed record Nadereafspraak
{
    [MaxLength(8000), NotBlank] public required string Tekst { get; set; }
}

/// <summary>
/// That a member does not take part in what was decided, on the terms of that decision (line 212).
/// It is told by the member itself until the day that the decision names, and taken back until then;
/// separate terms are written down by the office.
/// </summary>
public sealed record Afmelding : Resource, IResource<Afmelding>
{
    [Own] public required Ref<Stemming> Stemming { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(2000)] public string Reden { get; set; } = "";

    /// <summary>The member wants separate terms for what it goes on using.</summary>
    public bool WilAfspraken { get; set; }
    [Computed] public Afmeldstatus Status { get; set; }
    [Computed] public DateTimeOffset? GemeldOp { get; set; }

    /// <summary>From when on the decision does not apply to the member; and the terms as they were decided.</summary>
    [Computed] public DateOnly? Ingang { get; set; }
    [Computed] public string Voorwaarden { get; set; } = "";

    /// <summary>What was agreed.</summary>
    [Computed] public string Afspraken { get; set; } = "";
    [Computed] public DateTimeOffset? IngetrokkenOp { get; set; }

    /// <summary>The action to make those agreements.</summary>
    [Computed, Own] public Ref<Toezegging>? Toezegging { get; set; }

    public static void Define(Definition<Afmelding> d) => d
        .At("afmeldingen").With(Operation.List | Operation.Create | Operation.Read | Operation.Head).PartOf(a => a.Stemming)
        .Rechten(Besluitvormingsrechten.Meedoen)
        .Filter(a => a.Stemming).Filter(a => a.Lid).Filter(a => a.Status).ShownAs(_ => "Afmelding").Expands("lid")
        .Rule("g212-afmelding", MeldAf, "stemming", "lid")
        .Effect("g212-actie", MaakActie)
        .Action(new ResourceAction("afspraken", Besluitvormingsrechten.Bijwerken, true, SpreekAf,
            typeof(Nadereafspraak))
        { AnswersResource = true })
        .Action(new ResourceAction("intrekken", Besluitvormingsrechten.Meedoen, true, TrekIn) { AnswersResource = true });

    private static async ValueTask MeldAf(Change<Afmelding> c)
    {
        var a = c.New;
        if (await c.Lock(a.Stemming) is not { } s) return;
        if (s.Uitstap is not { } regeling)
        {
            c.Fault("stemming", "g212", "Dit besluit geldt voor alle leden die erover gaan. Niet meedoen kan niet.");
            return;
        }
        var uitslag = (await c.Find<Uitslag>(q => q.Is("stemming", s))).FirstOrDefault();
        if (s.Status != Stemstatus.Vastgesteld || uitslag is not { Uitkomst: Uitkomst.Aangenomen, VervallenOp: null })
            c.Fault("stemming", "g212", "Niet meedoen kan pas als het besluit is genomen.");
        if (Nederlands.Vandaag(c.Now) > regeling.Tot)
            c.Fault("stemming", "g212-termijn", $"Melden dat u niet meedoet, kon tot en met {Nederlands.Voluit(regeling.Tot)}.");
        if (!s.Kiezers.Exists(k => k.Lid.Uuid == a.Lid.Uuid)) c.Fault("lid", "g212", "Dit besluit geldt niet voor dit lid.");
        if (!c.Allowed(Besluitvormingsrechten.Bijwerken)
            && !await Mandaat.Vertegenwoordigt(c.Session, a.Lid, c.Session.Caller.UserId, Nederlands.Vandaag(c.Now),
                c.Session.Caller.ClientId))
        {
            c.Fault("lid", "geen-mandaat", "Alleen wie dit lid vertegenwoordigt, meldt dat het niet meedoet.");
        }
        if (a.WilAfspraken && !regeling.NadereAfspraken) c.Fault("wilAfspraken", "g212", "Het besluit laat geen nadere afspraken toe.");
        if ((await c.Find<Afmelding>(q => q.Is("stemming", a.Stemming).Is("lid", a.Lid))).Exists(x => x.Status != Afmeldstatus.Ingetrokken))
            c.Fault("lid", "unique", "Van dit lid is al bekend dat het niet meedoet.");
        (a.GemeldOp, a.Ingang, a.Voorwaarden) = (c.Now, regeling.Ingang, regeling.Voorwaarden);
    }

    // Line 594 of the source: with who wants to go on using something, agreements must be made.
    private static async ValueTask MaakActie(Change<Afmelding> c)
    {
        if (!c.New.WilAfspraken || await c.Get(c.New.Stemming) is not { Agendapunt: { IsEmpty: false } punt } s
            || await c.Get(c.New.Lid) is not { } lid)
        {
            return;
        }
        var actie = new Toezegging
        {
            Agendapunt = punt,
            Soort = Toezeggingsoort.Actie,
            Wat = Nederlands.Kort($"Nadere afspraken maken met {lid.Naam}, dat niet meedoet aan: {s.Onderwerp}", 1000),
            Wie = "secretariaat",
            Voor = c.New.Ingang,
        };
        await c.Create(actie);
        c.New.Toezegging = Ref<Toezegging>.To(actie.Uuid);
        await c.Keep(c.New);
    }

    private static async ValueTask<ActionResult> SpreekAf(ActionCall c)
    {
        var a = (Afmelding)c.Subject!;
        if (a.Status == Afmeldstatus.Ingetrokken) throw Session.Refuse(409, "g212", "Dit lid doet toch mee.");
        if (!a.WilAfspraken) throw Session.Refuse(409, "g212", "Dit lid vroeg niet om nadere afspraken.");
        (a.Status, a.Afspraken) = (Afmeldstatus.AfsprakenGemaakt, ((Nadereafspraak)c.Body!).Tekst);
        if (a.Toezegging is { } actie && await c.Session.Lock(actie) is { } toezegging)
        {
            (toezegging.Gereed, toezegging.Bewijs) = (true, Nederlands.Kort(a.Afspraken, 2000));
            await c.Save(toezegging);
        }
        await c.Save(a);
        return new(a);
    }

    private static async ValueTask<ActionResult> TrekIn(ActionCall c)
    {
        var a = (Afmelding)c.Subject!;
        if (!c.Session.Allowed(c.Definition, a, Besluitvormingsrechten.Bijwerken)
            && !await Mandaat.Vertegenwoordigt(c.Session, a.Lid, c.Session.Caller.UserId, Nederlands.Vandaag(c.Session.Now),
                c.Session.Caller.ClientId))
        {
            throw Session.Refuse(403, "geen-mandaat", "Alleen wie dit lid vertegenwoordigt, zegt dat het toch meedoet.");
        }
        if (a.Status == Afmeldstatus.Ingetrokken) throw Session.Refuse(409, "g212", "Dit lid doet al mee.");
        if ((await c.Session.Get(a.Stemming))?.Uitstap is { } regeling && Nederlands.Vandaag(c.Session.Now) > regeling.Tot)
        {
            throw Session.Refuse(409, "g212-termijn",
                $"Terugkomen op niet meedoen kon tot en met {Nederlands.Voluit(regeling.Tot)}. Vraag het aan de vergadering.");
        }
        (a.Status, a.IngetrokkenOp) = (Afmeldstatus.Ingetrokken, c.Session.Now);
        if (a.Toezegging is { } actie && await c.Session.Lock(actie) is { Gereed: false } toezegging)
        {
            (toezegging.Gereed, toezegging.Bewijs) = (true, "Het lid doet toch mee.");
            await c.Save(toezegging);
        }
        await c.Save(a);
        return new(a);
    }
}
