using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>A vote with all that its conditions look at, and the conditions themselves.</summary>
internal sealed record Stemdossier(Stemming Stemming, Agendapunt? Punt, Vergadering? Vergadering, Vergaderdossier? Agenda, Regelset? Regels,
    IReadOnlyList<Lid> Leden,
    IReadOnlyList<Bespreekmoment> Besproken, IReadOnlyList<Vraag> Vragen, DateTimeOffset Nu, Ceremonie? Ceremonie)
{
    public static async ValueTask<Stemdossier> Van(Session s, Stemming stemming, DateTimeOffset nu)
    {
        var punt = stemming.Agendapunt is { IsEmpty: false } p ? await s.Get(p) : null;
        var vergadering = punt is null ? null : await s.Get(punt.Vergadering);
        return new(stemming, punt, vergadering, vergadering is null ? null : await Vergaderdossier.Van(s, vergadering),
            await Regelset.Op(s, vergadering?.Datum ?? Nederlands.Vandaag(nu)),
            [.. (await Besluitvorming.Vergadering.Leden(s))
                .Where(l => stemming.Betrokkenen.Count == 0 || stemming.Betrokkenen.Exists(b => b.Uuid == l.Uuid))],
            await s.Find<Bespreekmoment>(q => q.Is("stemming", stemming)), await s.Find<Vraag>(q => q.Is("stemming", stemming)), nu,
            stemming.Ceremonie is { IsEmpty: false } ceremonie ? await s.Get(ceremonie) : null);
    }

    private DateOnly Dag => Vergadering?.Datum ?? Nederlands.Vandaag(Nu);
    public Modusregel? Modus => Regels?.Modus(Stemming.Modus, Dag);
    private bool Digitaal => Stemming.Modus is Stemmodus.VoorafElektronisch or Stemmodus.BuitenVergadering or Stemmodus.DigitaleVergadering;

    public List<Voorwaarde> Openen()
    {
        var (s, manier) = (Stemming, EnumNames.Name(Stemming.Modus).Replace('_', ' '));
        var uit = new List<Voorwaarde>
        {
            Voorwaarde.Eis("g15-regelset", Regels is not null, "Op deze dag gelden regels", "Op deze dag gelden nog geen regels",
                "Leg eerst regels vast die vóór deze dag ingaan."),
            Voorwaarde.Eis("g16", Modus is not null, $"Stemmen op deze manier ({manier}) mag op deze dag",
                $"Stemmen op deze manier ({manier}) mag niet op deze dag",
                "De regels die dan gelden, kennen deze manier van stemmen niet. Wijzig eerst de statuten, of kies een andere manier.",
                Modus?.Grondslag ?? ""),
            Voorwaarde.Eis("g2", Leden.Any(l => l.Status == Lidstatus.Lid), "Er zijn stemgerechtigde leden, met elk één stem",
                "Er zijn nog geen stemgerechtigde leden",
                "Leg eerst de leden vast in het register Portfolio.", "BW 2:38"),
            Tekst("Schrijf de tekst op waarover wordt gestemd."),
            Voorwaarde.Eis("venster", !(s.Sluit <= Nu), "Het einde van de stemming ligt in de toekomst",
                "Het einde van de stemming ligt niet in de toekomst", "Kies een later einde."),
            Voorwaarde.Eis("venster", !(s.Opent > Nu), "Het aangekondigde begin is bereikt", "Het aangekondigde begin is nog niet bereikt",
                "Open de stemming niet eerder dan is aangekondigd."),
        };
        if (s.Betrokkenen.Count > 0 && Regels is { } r) uit.AddRange(Betrokken(s, r));
        if (s.Uitstap is { } uitstap)
        {
            uit.Add(Voorwaarde.Eis("g212", uitstap.Tot > Dag, "Leden hebben na het besluit nog tijd om te melden dat zij niet meedoen",
                "Leden hebben na het besluit geen tijd om te melden dat zij niet meedoen",
                "Kies een dag na het besluit waarop leden dat uiterlijk melden."));
        }
        if (Modus is { Onzeker: true } onzeker)
        {
            uit.Add(new()
            {
                Code = "wet-onzeker",
                Wat = "Let op",
                Stand = Voorwaardestand.Onbekend,
                Uitleg = onzeker.Waarschuwing,
                Grondslag = onzeker.Grondslag,
                Onzeker = true
            });
        }
        if (Punt is { } p && Agenda is { } agenda)
        {
            uit.Add(Voorwaarde.Eis("g6", p.Soort is Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling
                || s.Modus is Stemmodus.Peiling,
                "Over dit agendapunt kan worden besloten", "Over dit agendapunt kan niet worden besloten",
                "Zet het bij een punt ter besluitvorming, of houd een peiling."));
            uit.Add(NietBesloten(p, agenda));
            uit.Add(Voorwaarde.Eis("g21-soort", p.Besluitsoort == Besluitsoort.Gewoon || s.Soort == p.Besluitsoort
                || s.Modus == Stemmodus.Peiling,
                "De stemming is van de soort van het agendapunt", "De stemming is niet van de soort van het agendapunt",
                "Over dit punt geldt een andere meerderheid. Kies bij de stemming dezelfde soort besluit als bij het agendapunt.",
                "BW 2:43"));
            if (s.Modus != Stemmodus.Peiling) uit.AddRange(agenda.Termijn(Vergadering!.OpgeroepenOp));
            uit.Add(s.Modus == Stemmodus.VoorafElektronisch
                ? Voorwaarde.Eis("vergadering-status", Vergadering!.Status == Vergaderstatus.Opgeroepen,
                    "Voor de vergadering is opgeroepen, en zij is nog niet begonnen",
                    Vergadering.Status == Vergaderstatus.Concept ? "Voor de vergadering is nog niet opgeroepen"
                        : "De vergadering komt niet meer: zij is begonnen of voorbij",
                    "Stem vooraf tussen de oproep en de vergadering.")
                : Voorwaarde.Eis("g10", Vergadering!.Status == Vergaderstatus.Geopend || s.Modus == Stemmodus.Peiling,
                    "De vergadering is geopend",
                    Vergadering.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken
                        ? "De vergadering is voorbij, of gaat niet door"
                        : "De vergadering is nog niet geopend",
                    Vergadering.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken
                        ? "Zet het onderwerp op de agenda van een volgende vergadering."
                        : "Open eerst de vergadering."));
        }
        if (s.Modus == Stemmodus.VoorafElektronisch && Regels is not null && Vergadering is not null)
        {
            uit.Add(Voorwaarde.Eis("wet-vooraf", Vergadering.Datum.DayNumber - Nederlands.Vandaag(Nu).DayNumber <= Regels.Voorafdagen,
                $"De stemming begint hoogstens {Regels.Voorafdagen} dagen voor de vergadering",
                $"De vergadering is nog niet binnen {Regels.Voorafdagen} dagen",
                "Open de stemming later.", "BW 2:38 lid 8"));
            uit.Add(Voorwaarde.Eis("wet-vooraf", Vergadering.Begin is { } begin && s.Sluit <= begin,
                "De stemming eindigt voordat de vergadering begint",
                "De stemming eindigt niet voordat de vergadering begint",
                "Laat de stemming eindigen voor het begin van de vergadering, en vul dat begin in.", "BW 2:38 lid 8"));
        }
        if (s.Modus == Stemmodus.DigitaleVergadering)
        {
            uit.Add(Voorwaarde.Eis("wet-vorm", Vergadering?.Vorm is Vergadervorm.Digitaal or Vergadervorm.Hybride,
                "De vergadering is (ook) digitaal",
                "De vergadering is niet digitaal",
                "Wie op afstand stemt, moet de vergadering kunnen volgen. Stem hoofdelijk, of roep op voor een digitale vergadering.",
                "BW 2:38 lid 6-7"));
        }
        if (s.Modus == Stemmodus.BuitenVergadering)
        {
            uit.Add(Voorwaarde.Eis("wet-voorkennis", s.VoorkennisBestuur is { } dag && dag <= Nederlands.Vandaag(Nu),
                "Het bestuur weet ervan",
                "Er is nog niet vastgelegd dat het bestuur ervan weet", "Leg vast wanneer het bestuur van dit voorstel wist.",
                "BW 2:40 lid 2"));
        }
        if (Digitaal && Regels is { BespreekmomentVerplicht: true })
        {
            var open = Vragen.Count(v => v.Status == Vraagstatus.Open);
            uit.Add(Voorwaarde.Eis("g17", Besproken.Any(b => b.Gehouden && b.Moment <= Nu), "Er is een bespreekmoment gehouden",
                "Er is nog geen bespreekmoment gehouden",
                "Houd eerst een bespreekmoment voor de coördinatoren.", Afspraak));
            uit.Add(Voorwaarde.Eis("g17", open == 0, "Alle vragen zijn beantwoord of afgehandeld",
                "Nog niet alle vragen zijn beantwoord of afgehandeld",
                open == 1 ? "Er staat nog 1 vraag open. Beantwoord die, of handel die af."
                    : $"Er staan nog {open} vragen open. Beantwoord die, of handel die af.", Afspraak));
        }
        if (s.Modus == Stemmodus.Geheim)
        {
            uit.Add(!s.MetCeremonie ? Voorwaarde.Eis("m3-ceremonie", false, "", "Er is nog geen sleutel uit een ceremonie",
                    "Maak eerst een ceremonie af, bij 'Sleutels van geheime stemmingen'. Kies daarna bij deze stemming de sleutel die "
                    + "daaruit komt.")
                : Voorwaarde.Eis("m3-ceremonie", Ceremonie?.Status == Ceremoniestatus.Klaar,
                    "De sleutel komt uit een ceremonie die klaar is: alle sleutelhouders hebben hem aanvaard",
                    "De sleutel is niet klaar, of niet meer te gebruiken",
                    "Maak eerst de ceremonie van deze sleutel af, of begin een nieuwe."));
        }
        if (s.Modus == Stemmodus.Geheim && Regels is not null)
        {
            uit.Add(Voorwaarde.Eis("m3", s.Soort == Besluitsoort.Personen || s.OpVerzoek, "Het gaat over personen, of een lid vroeg erom",
                "Het gaat niet over personen, en geen lid vroeg om een geheime stemming",
                "Stem openbaar, of leg vast dat een lid om een geheime stemming vroeg."));
            uit.Add(Voorwaarde.Eis("m3", s.Keuzes.Count >= 2, "Er is iets te kiezen", "Er is nog niets te kiezen",
                "Noem minstens één kandidaat."));
            uit.Add(Voorwaarde.Eis("m3-weinig", Leden.Count(l => l.Status == Lidstatus.Lid) >= Minste,
                $"Er zijn minstens {Minste} leden die stemmen",
                $"Er zijn geen {Minste} leden die stemmen", "Bij minder leden is te raden wie wat koos. Stem op papier, of openbaar."));
            if (Ceremonie is { Houders.Count: var n })
            {
                uit.Add(Voorwaarde.Eis("m3-sleutels", n >= Regels.Sleutelhouders,
                    $"Er zijn minstens {Regels.Sleutelhouders} sleutelhouders",
                    $"Er zijn geen {Regels.Sleutelhouders} sleutelhouders: het zijn er {n}",
                    "Maak een sleutel met meer houders, in een nieuwe ceremonie."));
            }
        }
        return uit;
    }

    private IEnumerable<Voorwaarde> Betrokken(Stemming s, Regelset r)
    {
        yield return Voorwaarde.Eis("g208", Leden.Count == s.Betrokkenen.Count, "Iedereen die het aangaat, is nu lid",
            "Niet iedereen die het aangaat, is nu lid",
            "Haal weg wie geen lid meer is.");
        yield return Voorwaarde.Eis("g208", r.BetrokkenenBijMeerderheid || s.Modus != Stemmodus.Acclamatie,
            "Elk lid dat het aangaat, zegt zelf wat het stemt",
            "Bij acclamatie zegt niet elk lid dat het aangaat zelf wat het stemt", "Zwijgen is geen afspraak. Stem hoofdelijk.");
        if (!r.BetrokkenenBijMeerderheid)
        {
            yield return new()
            {
                Code = "g208",
                Wat = "Let op",
                Stand = Voorwaardestand.Onbekend,
                Uitleg = Stemming.Betrokkenwaarschuwing,
                Onzeker = true
            };
        }
    }

    private const string Afspraak = "afspraak van de leden";

    private Voorwaarde Tekst(string doe) =>
        Voorwaarde.Eis("g11", Stemming.Modus == Stemmodus.Peiling || Stemming.Soort == Besluitsoort.Personen
        || Stemming.Besluittekst.Trim().Length > 0, "De tekst van het besluit staat er woordelijk",
        "De tekst van het besluit staat er nog niet", doe);

    private Voorwaarde NietBesloten(Agendapunt p, Vergaderdossier agenda) => Voorwaarde.Eis("g6",
        !agenda.Uitslagen.Any(u => u.Agendapunt?.Uuid == p.Uuid && u.Onderwerp == Stemming.Onderwerp
            && u.Uitkomst is (Uitkomst.Aangenomen or Uitkomst.Verworpen)
            && u.VervallenOp is null && u.Stemming.Uuid != Stemming.NieuweStemmingVan?.Uuid),
        "Over dit punt is nog niet besloten", "Over dit punt is al besloten", "Kies een ander onderwerp, of trek deze stemming in.");

    private const int Minste = Stembord.Nagekeken.MinsteBiljetten;

    /// <param name="allen">Whether all members voted.</param>
    /// <param name="gestemd">How many members did.</param>
    /// <param name="nietVoor">Of a decision outside a meeting: whether somebody did not vote in favour;
    /// null where that is not to be told.</param>
    public List<Voorwaarde> Sluiten(bool allen, int gestemd, bool? nietVoor = null) =>
    [
        // Of fewer ballots the holders of the keys open no sum: closed, it would never have an outcome.
        .. Stemming.Modus != Stemmodus.Geheim ? []
            : new[] { Voorwaarde.Eis("m3-weinig", gestemd == 0 || gestemd >= Minste, $"Er zijn genoeg biljetten: minstens {Minste}, of nul",
            $"Er {(gestemd == 1 ? "is nu 1 biljet" : $"zijn nu {gestemd} biljetten")}: nog niet genoeg",
            $"Bij minder dan {Minste} is te raden wie wat koos, en geven de sleutelhouders geen uitslag. "
            + "Wacht tot meer leden stemden, of trek de stemming in en stem op papier.") },
        Voorwaarde.Eis("venster", Tellen.VraagtAanwezigheid(Stemming.Modus) || Stemming.Modus == Stemmodus.Peiling || allen
            || Stemming.Sluit <= Nu,
            Stemming.Sluit <= Nu ? "Het einde is bereikt" : allen ? "Iedereen heeft gestemd" : "Deze stemming kan op elk moment dicht",
            "Het einde is nog niet bereikt, en nog niet iedereen heeft gestemd",
            "De leden mogen tot het aangekondigde einde stemmen en hun stem wijzigen."),
        .. Voorwaarde.Aandacht("wet-unaniem", nietVoor != true, "Zo komt er geen besluit: niet iedereen die stemde, is voor",
            "Buiten een vergadering moeten alle leden voor zijn. Leg het voor aan de ledenvergadering, of wacht: tot het einde kunnen "
            + "leden hun stem wijzigen.", "BW 2:40 lid 2"),
    ];

    /// <param name="geopend">Whether enough holders of the key gave their part.</param>
    public List<Voorwaarde> Vaststellen(bool geopend)
    {
        var uit = new List<Voorwaarde>
        {
            Tekst("Schrijf de tekst op waarover is gestemd."),
            Voorwaarde.Eis("g11", !Stemming.HoofdelijkGevraagd, "Er is geen hoofdelijke stemming gevraagd",
                "Een lid vroeg om een hoofdelijke stemming, en die is nog niet gehouden",
                "Houd een hoofdelijke stemming over dit punt."),
        };
        if (Stemming.Modus == Stemmodus.Geheim)
        {
            uit.Add(Ceremonie is { Drempel: var k }
                ? Voorwaarde.Eis("m3-sleutels", geopend, $"Minstens {k} sleutelhouders gaven hun deel van de uitslag",
                    $"Nog geen {k} sleutelhouders gaven hun deel van de uitslag",
                    "Wacht op hun deel. Zij maken het met het programma voor sleutelhouders, of met 'brink stemming ontcijfer'.")
                : Voorwaarde.Eis("m3-ceremonie", false, "", "Deze stemming is van de oude vorm: de sleutel komt niet uit een ceremonie",
                    "Er komt geen uitslag meer van. Trek haar in, of houd het agendapunt aan. Maak dan een ceremonie af, en stem "
                    + "opnieuw."));
        }
        if (Agenda is not null && Stemming.Modus != Stemmodus.Peiling)
        {
            // Another vote on it may have run beside this one.
            uit.Add(NietBesloten(Punt!, Agenda));
            uit.AddRange(Agenda.Termijn(Vergadering!.OpgeroepenOp));
        }
        if (Stemming.Modus == Stemmodus.VoorafElektronisch)
        {
            uit.Add(Voorwaarde.Eis("wet-vooraf", Vergadering!.Status is Vergaderstatus.Geopend or Vergaderstatus.Gesloten,
                "De vergadering is begonnen",
                "De vergadering is nog niet begonnen",
                "Vooraf uitgebrachte stemmen tellen als in de vergadering. Stel de uitslag daar vast.", "BW 2:38 lid 8"));
        }
        return uit;
    }
}
