namespace Brink.Apps.Catalogusbeheer;

/// <summary>A kind of type: what it is called and what can be filled in.</summary>
/// <param name="Pad">The collection in the Catalogi API.</param>
/// <param name="Een">One of them, without a capital.</param>
/// <param name="Meer">More of them, with a capital.</param>
/// <param name="IsDeel">Whether it is part of a zaaktype; otherwise it stands in a catalogus by itself.</param>
/// <param name="Uitleg">What it is for.</param>
/// <param name="Velden">The fields of its form, in order.</param>
public sealed record Soort(string Pad, string Een, string Meer, bool IsDeel, string Uitleg, IReadOnlyList<Bewerkveld> Velden)
{
    private static readonly Choice[] Vertrouwelijk = Keuzelijst.Van("Vertrouwelijkheidaanduiding");

    private static readonly Bewerkveld Begin = Moet("beginGeldigheid", "Geldig vanaf", Veldsoort.Datum, kop: "Geldigheid");
    private static readonly Bewerkveld Einde = Mag("eindeGeldigheid", "Geldig tot en met", Veldsoort.Datum,
        "Laat leeg als er geen einde is.");

    private static Bewerkveld Mag(string naam, string label, Veldsoort soort = Veldsoort.Tekst, string? hint = null, int lengte = 0,
        string? kop = null,
        IReadOnlyList<Choice>? keuzes = null, string? lijst = null) =>
            new(naam, label, soort, null, hint, lengte, keuzes) { Kop = kop, Lijst = lijst };

    private static Bewerkveld Moet(string naam, string label, Veldsoort soort = Veldsoort.Tekst, string? hint = null, int lengte = 0,
        string? kop = null,
        IReadOnlyList<Choice>? keuzes = null, string? lijst = null) =>
            new(naam, label, soort, $"Vul '{label}' in", hint, lengte, keuzes) { Kop = kop, Lijst = lijst };

    public static Soort Zaaktype { get; } = new("zaaktypen", "zaaktype", "Zaaktypen", false,
        "Een zaaktype zegt hoe een soort zaak verloopt.",
    [
        Moet("identificatie", "Identificatie", hint: "Een vast kenmerk. Alle versies van dit zaaktype hebben hetzelfde.", lengte: 50,
            kop: "Wat het is"),
        Moet("omschrijving", "Omschrijving", lengte: 80),
        Mag("omschrijvingGeneriek", "Omschrijving die elders hetzelfde is", lengte: 80),
        Moet("doel", "Doel", Veldsoort.Alinea, "Waarvoor behandelt u deze zaken?"),
        Moet("aanleiding", "Aanleiding", Veldsoort.Alinea, "Waardoor begint zo'n zaak?"),
        Moet("onderwerp", "Onderwerp", hint: "Waar gaan deze zaken over?", lengte: 80),
        Moet("handelingInitiator", "Wat de aanvrager doet", hint: "Eén werkwoord, zoals aanvragen of melden.", lengte: 20),
        Moet("handelingBehandelaar", "Wat de behandelaar doet", hint: "Eén werkwoord, zoals behandelen of uitvoeren.", lengte: 20),
        Moet("indicatieInternOfExtern", "Wie begint de zaak", Veldsoort.Keuze, keuzes: Keuzelijst.Van("IndicatieInternOfExtern")),
        Moet("vertrouwelijkheidaanduiding", "Vertrouwelijkheid", Veldsoort.Keuze,
            "Geldt voor elke zaak, tenzij een zaak zelf iets anders zegt.", keuzes: Vertrouwelijk),
        Moet("verantwoordelijke", "Verantwoordelijke", hint: "Wie over dit zaaktype gaat: een team of een rol.", lengte: 50),
        Mag("toelichting", "Toelichting", Veldsoort.Alinea),
        Mag("trefwoorden", "Trefwoorden", Veldsoort.Regels, "Eén per regel."),
        Moet("doorlooptijd", "Wettelijke termijn", Veldsoort.Duur, "Bijvoorbeeld: 8 weken.", kop: "Termijnen"),
        Mag("servicenorm", "Termijn die u zelf belooft", Veldsoort.Duur, "Bijvoorbeeld: 14 dagen."),
        Moet("opschortingEnAanhoudingMogelijk", "Mag een zaak stilstaan", Veldsoort.JaNee),
        Moet("verlengingMogelijk", "Mag de termijn langer worden", Veldsoort.JaNee),
        Mag("verlengingstermijn", "Hoeveel langer", Veldsoort.Duur, "Vul dit in als de termijn langer mag worden."),
        Moet("publicatieIndicatie", "Maakt u het begin van een zaak bekend", Veldsoort.JaNee, kop: "Bekendmaken en archief"),
        Mag("publicatietekst", "Tekst van de bekendmaking", Veldsoort.Alinea),
        Mag("selectielijstProcestype", "Procestype van de selectielijst", Veldsoort.Keuze,
            "Bepaalt uit welke resultaten van de selectielijst u kunt kiezen.", lijst: "procestypen"),
        Moet("referentieproces.naam", "Referentieproces", hint: "Het landelijke proces waarop dit zaaktype lijkt.", lengte: 80),
        Mag("referentieproces.link", "Adres van het referentieproces", lengte: 200),
        Mag("besluittypen", "Besluiten die in zo'n zaak kunnen worden genomen", Veldsoort.Meer, kop: "Wat erbij hoort",
            lijst: "besluittypen") with { Bron = "besluittypeOmschrijving" },
        Mag("productenOfDiensten", "Producten en diensten", Veldsoort.Regels, "Eén adres (URL) per regel."),
        Begin,
        Einde,
    ]);

    /// <summary>Every kind, the zaaktype first; those of a catalogus before the parts of a zaaktype.</summary>
    public static IReadOnlyList<Soort> Alle { get; } =
    [
        Zaaktype,
        new("informatieobjecttypen", "documenttype", "Documenttypen", false,
            "Een documenttype (informatieobjecttype) zegt wat voor documenten er zijn.",
        [
            Moet("omschrijving", "Omschrijving", lengte: 80),
            Moet("informatieobjectcategorie", "Categorie", hint: "Bijvoorbeeld brief of foto.", lengte: 80),
            Moet("vertrouwelijkheidaanduiding", "Vertrouwelijkheid", Veldsoort.Keuze, keuzes: Vertrouwelijk),
            Mag("trefwoord", "Trefwoorden", Veldsoort.Regels, "Eén per regel."),
            Begin,
            Einde,
        ]),
        new("besluittypen", "besluittype", "Besluittypen", false, "Een besluittype zegt wat voor besluiten er zijn.",
        [
            Moet("omschrijving", "Omschrijving", lengte: 80),
            Mag("omschrijvingGeneriek", "Omschrijving die elders hetzelfde is", lengte: 80),
            Mag("besluitcategorie", "Categorie", lengte: 40),
            Mag("reactietermijn", "Tijd om te reageren", Veldsoort.Duur, "Bijvoorbeeld: 6 weken."),
            Moet("publicatieIndicatie", "Maakt u het besluit bekend", Veldsoort.JaNee),
            Mag("publicatietekst", "Tekst van de bekendmaking", Veldsoort.Alinea),
            Mag("publicatietermijn", "Hoe lang het besluit openbaar ligt", Veldsoort.Duur),
            Mag("toelichting", "Toelichting", Veldsoort.Alinea),
            Mag("informatieobjecttypen", "Documenten waarin het besluit staat", Veldsoort.Meer,
                lijst: "informatieobjecttypen") with { Bron = "informatieobjecttypeOmschrijvingen" },
            Begin,
            Einde,
        ]),
        new("statustypen", "status", "Statussen", true, "De stappen van een zaak. De stap met het hoogste volgnummer sluit de zaak.",
        [
            Moet("omschrijving", "Omschrijving", lengte: 80),
            Moet("volgnummer", "Volgnummer", Veldsoort.Heel, "De stap met het hoogste nummer is de laatste."),
            Mag("omschrijvingGeneriek", "Omschrijving die elders hetzelfde is", lengte: 80),
            Mag("statustekst", "Wat u de aanvrager vertelt", Veldsoort.Alinea, lengte: 1000),
            Mag("informeren", "Krijgt de aanvrager bericht", Veldsoort.JaNee),
            Mag("doorlooptijd", "Hoe lang de stap mag duren", Veldsoort.Duur),
            Mag("toelichting", "Toelichting", Veldsoort.Alinea, lengte: 1000),
        ]),
        new("resultaattypen", "resultaat", "Resultaten", true, "Hoe een zaak kan eindigen, en hoe lang u het dossier dan bewaart.",
        [
            Moet("omschrijving", "Omschrijving", lengte: 30),
            Moet("resultaattypeomschrijving", "Naam die elders hetzelfde is", Veldsoort.Keuze, lijst: "resultaattypeomschrijvingen"),
            Moet("selectielijstklasse", "Resultaat in de selectielijst", Veldsoort.Keuze,
                "Alleen resultaten van het procestype van het zaaktype.", lijst: "resultaten"),
            Mag("archiefnominatie", "Wat er met het dossier gebeurt", Veldsoort.Keuze, "Laat leeg om de selectielijst te volgen.",
                kop: "Archief",
                keuzes: Keuzelijst.Van("Archiefnominatie", "Volgens de selectielijst")),
            Mag("archiefactietermijn", "Hoe lang u bewaart", Veldsoort.Duur, "Laat leeg om de selectielijst te volgen."),
            Mag("brondatumArchiefprocedure.afleidingswijze", "Vanaf welke dag de bewaartermijn loopt", Veldsoort.Keuze,
                keuzes: Keuzelijst.Van("Afleidingswijze", "Niet bepaald")),
            Mag("brondatumArchiefprocedure.procestermijn", "De vaste tijd", Veldsoort.Duur,
                "Alleen bij: een vaste tijd nadat de zaak klaar is."),
            Mag("brondatumArchiefprocedure.datumkenmerk", "Naam van de datum",
                hint: "Alleen bij een datum in een eigenschap, bij een object of in een ander register.", lengte: 80),
            Mag("brondatumArchiefprocedure.objecttype", "Soort object",
                hint: "Alleen bij een datum bij een object of in een ander register. Bijvoorbeeld: pand."),
            Mag("brondatumArchiefprocedure.registratie", "Het andere register", hint: "Alleen bij een datum in een ander register.",
                lengte: 80),
            Mag("toelichting", "Toelichting", Veldsoort.Alinea),
        ]),
        new("roltypen", "rol", "Rollen", true, "Wie bij een zaak betrokken kan zijn, en in welke rol.",
        [
            Moet("omschrijving", "Omschrijving", lengte: 100),
            Moet("omschrijvingGeneriek", "Soort rol", Veldsoort.Keuze, keuzes: Keuzelijst.Van("OmschrijvingGeneriek")),
        ]),
        new("eigenschappen", "eigenschap", "Eigenschappen", true, "Gegevens die u bij elke zaak van dit type vastlegt.",
        [
            Moet("naam", "Naam", lengte: 20),
            Moet("definitie", "Wat het betekent", Veldsoort.Alinea, lengte: 255),
            Moet("specificatie.formaat", "Soort waarde", Veldsoort.Keuze, keuzes: Keuzelijst.Van("Formaat")),
            Moet("specificatie.lengte", "Hoogste aantal tekens", hint: "Bij een datum altijd 8, bij een datum en tijd altijd 14.",
                lengte: 14),
            Moet("specificatie.kardinaliteit", "Hoe vaak een zaak het kan hebben", hint: "Een getal, of N voor vaker.", lengte: 3),
            Mag("specificatie.groep", "Groep", hint: "Eigenschappen met dezelfde groep horen bij elkaar.", lengte: 32),
            Mag("specificatie.waardenverzameling", "Waarden om uit te kiezen", Veldsoort.Regels,
                "Eén per regel. Schrijf een datum als JJJJMMDD. Leeg: elke waarde mag."),
            Mag("statustype", "Nodig voor deze status", Veldsoort.Keuze, "De zaak komt pas in deze status als de eigenschap is ingevuld.",
                lijst: "statustypen"),
            Mag("toelichting", "Toelichting", Veldsoort.Alinea, lengte: 1000),
        ]),
        new("zaaktype-informatieobjecttypen", "document bij de zaak", "Documenten bij de zaak", true,
            "Welke documenten bij een zaak horen.",
        [
            Moet("informatieobjecttype", "Documenttype", Veldsoort.Keuze, lijst: "informatieobjecttypen"),
            Moet("richting", "Richting", Veldsoort.Keuze,
                keuzes: [new("inkomend", "Komt binnen"), new("intern", "Blijft binnen"), new("uitgaand", "Gaat naar buiten")]),
            Moet("volgnummer", "Volgnummer", Veldsoort.Heel),
            Mag("statustype", "Nodig voor deze status", Veldsoort.Keuze, "De zaak komt pas in deze status als het document er is.",
                lijst: "statustypen"),
        ]),
    ];

    /// <summary>The kinds of which a zaaktype has parts.</summary>
    public static IReadOnlyList<Soort> Delen { get; } = [.. Alle.Where(s => s.IsDeel)];
}
