using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>A vote with all that its conditions look at, and the conditions themselves.</summary>
internal sealed record Stemdossier(Stemming Stemming, Agendapunt? Punt, Vergadering? Vergadering, Vergaderdossier? Agenda, Regelset? Regels, IReadOnlyList<Lid> Leden,
    IReadOnlyList<Bespreekmoment> Besproken, IReadOnlyList<Vraag> Vragen, DateTimeOffset Nu, bool Demonstratie)
{
    public static async ValueTask<Stemdossier> Van(Session s, Stemming stemming, DateTimeOffset nu)
    {
        var punt = stemming.Agendapunt is { IsEmpty: false } p ? await s.Get(p) : null;
        var vergadering = punt is null ? null : await s.Get(punt.Vergadering);
        return new(stemming, punt, vergadering, vergadering is null ? null : await Vergaderdossier.Van(s, vergadering),
            await Regelset.Op(s, vergadering?.Datum ?? Nederlands.Vandaag(nu)), await Besluitvorming.Vergadering.Leden(s),
            await s.Find<Bespreekmoment>(q => q.Is("stemming", stemming)), await s.Find<Vraag>(q => q.Is("stemming", stemming)), nu, s.Organisatie.Demonstratie);
    }

    private DateOnly Dag => Vergadering?.Datum ?? Nederlands.Vandaag(Nu);
    public Modusregel? Modus => Regels?.Modus(Stemming.Modus, Dag);
    private bool Digitaal => Stemming.Modus is Stemmodus.VoorafElektronisch or Stemmodus.BuitenVergadering or Stemmodus.DigitaleVergadering;

    /// <summary>The conditions of the next deed.</summary>
    public List<Voorwaarde> Volgende() => Stemming.Status switch
    {
        Stemstatus.Concept => Openen(),
        Stemstatus.Open => Sluiten(false),
        Stemstatus.Gesloten => Vaststellen(true),
        _ => [],
    };

    public List<Voorwaarde> Openen()
    {
        var s = Stemming;
        var uit = new List<Voorwaarde>
        {
            Voorwaarde.Eis("g15-regelset", "Er geldt een regelset", Regels is not null, "Maak eerst een regelset die vóór deze dag ingaat."),
            Voorwaarde.Eis("g16", $"Stemmen op deze manier ({EnumNames.Name(s.Modus).Replace('_', ' ')}) mag op deze dag", Modus is not null,
                "De regels die dan gelden, kennen deze manier van stemmen niet. Wijzig eerst de statuten, of kies een andere manier.", Modus?.Grondslag ?? ""),
            Voorwaarde.Eis("g2", "Er zijn stemgerechtigde leden, met elk één stem", Leden.Any(l => l.Status == Lidstatus.Lid),
                "Leg eerst de leden vast in het register Portfolio.", "bron 49; BW 2:38"),
            Voorwaarde.Eis("g11", "De tekst van het besluit staat er woordelijk", s.Modus == Stemmodus.Peiling || s.Soort == Besluitsoort.Personen
                || s.Besluittekst.Trim().Length > 0,
                "Schrijf de tekst op waarover wordt gestemd."),
            Voorwaarde.Eis("venster", "Het einde van de stemming ligt in de toekomst", !(s.Sluit <= Nu), "Kies een later einde."),
            Voorwaarde.Eis("venster", "Het begin is bereikt", !(s.Opent > Nu), "Open de stemming niet eerder dan is aangekondigd."),
        };
        if (Modus is { Onzeker: true } onzeker)
            uit.Add(new() { Code = "wet-onzeker", Wat = "Let op", Stand = Voorwaardestand.Onbekend, Uitleg = onzeker.Waarschuwing, Grondslag = onzeker.Grondslag, Onzeker = true });
        if (Punt is { } p && Agenda is { } agenda)
        {
            uit.Add(Voorwaarde.Eis("g6", "Over dit agendapunt kan worden besloten", p.Soort is Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling
                || s.Modus is Stemmodus.Peiling, "Over een punt ter informatie wordt niet gestemd."));
            uit.Add(NietBesloten(p, agenda));
            uit.Add(Voorwaarde.Eis("g21-soort", "De stemming is van de soort van het agendapunt", p.Besluitsoort == Besluitsoort.Gewoon || s.Soort == p.Besluitsoort
                || s.Modus == Stemmodus.Peiling, "Over dit punt geldt een andere meerderheid. Kies bij de stemming dezelfde soort besluit als bij het agendapunt.", "BW 2:43"));
            if (s.Modus != Stemmodus.Peiling) uit.AddRange(agenda.Termijn(Vergadering!.OpgeroepenOp));
            uit.Add(s.Modus == Stemmodus.VoorafElektronisch
                ? Voorwaarde.Eis("vergadering-status", "Voor de vergadering is opgeroepen", Vergadering!.Status == Vergaderstatus.Opgeroepen,
                    "Stem vooraf tussen de oproep en de vergadering.")
                : Voorwaarde.Eis("g10", "De vergadering is geopend", Vergadering!.Status == Vergaderstatus.Geopend || s.Modus == Stemmodus.Peiling, "Open eerst de vergadering."));
        }
        if (s.Modus == Stemmodus.VoorafElektronisch && Regels is not null && Vergadering is not null)
        {
            uit.Add(Voorwaarde.Eis("wet-vooraf", $"De stemming begint hoogstens {Regels.Voorafdagen} dagen voor de vergadering",
                Vergadering.Datum.DayNumber - Nederlands.Vandaag(Nu).DayNumber <= Regels.Voorafdagen, "Open de stemming later.", "BW 2:38 lid 8"));
            uit.Add(Voorwaarde.Eis("wet-vooraf", "De stemming eindigt voordat de vergadering begint", Vergadering.Begin is { } begin && s.Sluit <= begin,
                "Laat de stemming eindigen voor het begin van de vergadering, en vul dat begin in.", "BW 2:38 lid 8"));
        }
        if (s.Modus == Stemmodus.DigitaleVergadering)
            uit.Add(Voorwaarde.Eis("wet-vorm", "De vergadering is (ook) digitaal", Vergadering?.Vorm is Vergadervorm.Digitaal or Vergadervorm.Hybride,
                "Wie op afstand stemt, moet de vergadering kunnen volgen. Stem hoofdelijk, of roep op voor een digitale vergadering.", "BW 2:38 lid 6-7"));
        if (s.Modus == Stemmodus.BuitenVergadering)
            uit.Add(Voorwaarde.Eis("wet-voorkennis", "Het bestuur weet ervan", s.VoorkennisBestuur is { } dag && dag <= Nederlands.Vandaag(Nu),
                "Leg vast wanneer het bestuur van dit voorstel wist.", "BW 2:40 lid 2"));
        if (Digitaal && Regels is { BespreekmomentVerplicht: true })
        {
            uit.Add(Voorwaarde.Eis("g17", "Er is een bespreekmoment gehouden", Besproken.Any(b => b.Gehouden && b.Moment <= Nu),
                "Houd eerst een bespreekmoment voor de coördinatoren.", "bron 1262"));
            uit.Add(Voorwaarde.Eis("g17", "Alle vragen zijn beantwoord of afgehandeld", Vragen.All(v => v.Status != Vraagstatus.Open),
                $"Er staan nog {Vragen.Count(v => v.Status == Vraagstatus.Open)} vragen open.", "bron 1262"));
        }
        // Its scheme was found wanting: until that is mended and looked at again, nothing may be decided by it.
        if (s.Modus == Stemmodus.Geheim)
            uit.Add(Voorwaarde.Eis("m3-dicht", "Geheim stemmen kan met deze versie", Demonstratie, "In de beveiliging zijn fouten gevonden die nog niet allemaal zijn hersteld. "
                + "Stem geheim op papier, onder toezicht van de voorzitter of een notaris, of stem openbaar. Geheim stemmen kan nu alleen in de demonstratie."));
        if (s.Modus == Stemmodus.Geheim && Regels is not null)
        {
            uit.Add(Voorwaarde.Eis("m3", "Het gaat over personen, of een lid vroeg erom", s.Soort == Besluitsoort.Personen || s.OpVerzoek,
                "Stem openbaar, of leg vast dat een lid om een geheime stemming vroeg."));
            uit.Add(Voorwaarde.Eis("m3", "Er is iets te kiezen", s.Keuzes.Count >= 2, "Noem minstens één kandidaat."));
            uit.Add(Voorwaarde.Eis("m3-sleutels", $"Er zijn minstens {Regels.Sleutelhouders} sleutelhouders", s.Sleutelhouders.Count >= Regels.Sleutelhouders,
                "Vraag elke sleutelhouder om het publieke deel van een eigen sleutel ('brink stemming sleutel')."));
        }
        return uit;
    }

    private Voorwaarde NietBesloten(Agendapunt p, Vergaderdossier agenda) => Voorwaarde.Eis("g6", "Over dit punt is nog niet besloten",
        !agenda.Uitslagen.Any(u => u.Agendapunt?.Uuid == p.Uuid && u.Onderwerp == Stemming.Onderwerp && u.Uitkomst is (Uitkomst.Aangenomen or Uitkomst.Verworpen)),
        "Dit besluit is al genomen.");

    /// <param name="allen">Whether all members voted.</param>
    public List<Voorwaarde> Sluiten(bool allen) =>
    [
        Voorwaarde.Eis("venster", "Het einde is bereikt, of iedereen heeft gestemd", Tellen.VraagtAanwezigheid(Stemming.Modus) || Stemming.Modus == Stemmodus.Peiling || allen
            || Stemming.Sluit <= Nu,
            "De leden mogen tot het aangekondigde einde stemmen en hun stem wijzigen."),
    ];

    /// <param name="geopend">Whether all holders of keys gave their part.</param>
    public List<Voorwaarde> Vaststellen(bool geopend)
    {
        var uit = new List<Voorwaarde>
        {
            Voorwaarde.Eis("g11", "De tekst van het besluit staat er woordelijk", Stemming.Modus == Stemmodus.Peiling || Stemming.Soort == Besluitsoort.Personen
                || Stemming.Besluittekst.Trim().Length > 0, "Schrijf de tekst op waarover is gestemd."),
            Voorwaarde.Eis("g11", "Er is geen hoofdelijke stemming gevraagd", !Stemming.HoofdelijkGevraagd, "Houd een hoofdelijke stemming over dit punt."),
            Voorwaarde.Eis("m3-sleutels", "Alle sleutelhouders gaven hun deel van de uitslag", geopend, "Wacht op het deel van elke sleutelhouder ('brink stemming ontcijfer')."),
        };
        if (Agenda is not null && Stemming.Modus != Stemmodus.Peiling)
        {
            // Another vote on it may have run beside this one.
            uit.Add(NietBesloten(Punt!, Agenda));
            uit.AddRange(Agenda.Termijn(Vergadering!.OpgeroepenOp));
        }
        if (Stemming.Modus == Stemmodus.VoorafElektronisch)
            uit.Add(Voorwaarde.Eis("wet-vooraf", "De vergadering is begonnen", Vergadering!.Status is Vergaderstatus.Geopend or Vergaderstatus.Gesloten,
                "Vooraf uitgebrachte stemmen tellen als in de vergadering. Stel de uitslag daar vast.", "BW 2:38 lid 8"));
        return uit;
    }
}
