namespace Brink.Apps.Catalogusbeheer;

/// <summary>How a field of a type is filled in.</summary>
public enum Invoer
{
    Tekst,
    Lang,
    Getal,
    Datum,
    Duur,
    JaNee,
    Keuze,

    /// <summary>A list of texts, one per line.</summary>
    Regels,

    /// <summary>Several out of a list.</summary>
    Vinkjes,
}

/// <summary>Where the choices of a field come from when they are no fixed list.</summary>
public enum Bron
{
    Vast,
    Procestypen,
    Selectielijstklassen,
    Resultaattypeomschrijvingen,
    Statustypen,
    Informatieobjecttypen,
    Besluittypen,
}

/// <summary>One field of a form.</summary>
/// <param name="Naam">The name in the standard; a dot goes into a group: <c>specificatie.formaat</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Invoer">How it is filled in.</param>
/// <param name="Hint">What to fill in, in a sentence.</param>
public sealed record Veld(string Naam, string Label, Invoer Invoer = Invoer.Tekst, string? Hint = null)
{
    public int? Lengte { get; init; }
    public bool Verplicht { get; init; }
    public Bron Bron { get; init; }
    public IReadOnlyList<Choice> Keuzes { get; init; } = [];

    /// <summary>The heading under which it stands, with those after it.</summary>
    public string? Kop { get; init; }
    public string Id => Naam.Replace('.', '-');
}

/// <summary>A kind of type: what it is called and what can be filled in.</summary>
/// <param name="Pad">The collection in the Catalogi API.</param>
/// <param name="Een">One of them, without a capital.</param>
/// <param name="Meer">More of them, with a capital.</param>
/// <param name="IsDeel">Whether it is part of a zaaktype; otherwise it stands in a catalogus by itself.</param>
/// <param name="Uitleg">What it is for.</param>
/// <param name="Velden">The fields of its form, in order.</param>
public sealed record Soort(string Pad, string Een, string Meer, bool IsDeel, string Uitleg, IReadOnlyList<Veld> Velden)
{
    private static readonly Choice[] Vertrouwelijk = Keuzelijst.Van("Vertrouwelijkheidaanduiding");

    private static readonly Veld Begin = new("beginGeldigheid", "Geldig vanaf", Invoer.Datum) { Verplicht = true, Kop = "Geldigheid" };
    private static readonly Veld Einde = new("eindeGeldigheid", "Geldig tot en met", Invoer.Datum, "Laat leeg als er geen einde is.");

    public static Soort Zaaktype { get; } = new("zaaktypen", "zaaktype", "Zaaktypen", false, "Een zaaktype zegt hoe een soort zaak verloopt.",
    [
        new("identificatie", "Identificatie", Hint: "Een vast kenmerk. Alle versies van dit zaaktype hebben hetzelfde.") { Lengte = 50, Verplicht = true, Kop = "Wat het is" },
        new("omschrijving", "Omschrijving") { Lengte = 80, Verplicht = true },
        new("omschrijvingGeneriek", "Omschrijving die elders hetzelfde is") { Lengte = 80 },
        new("doel", "Doel", Invoer.Lang, "Waarvoor behandelt u deze zaken?") { Verplicht = true },
        new("aanleiding", "Aanleiding", Invoer.Lang, "Waardoor begint zo'n zaak?") { Verplicht = true },
        new("onderwerp", "Onderwerp", Hint: "Waar gaan deze zaken over?") { Lengte = 80, Verplicht = true },
        new("handelingInitiator", "Wat de aanvrager doet", Hint: "Eén werkwoord, zoals aanvragen of melden.") { Lengte = 20, Verplicht = true },
        new("handelingBehandelaar", "Wat de behandelaar doet", Hint: "Eén werkwoord, zoals behandelen of uitvoeren.") { Lengte = 20, Verplicht = true },
        new("indicatieInternOfExtern", "Wie begint de zaak", Invoer.Keuze)
        {
            Keuzes = Keuzelijst.Van("IndicatieInternOfExtern"),
            Verplicht = true,
        },
        new("vertrouwelijkheidaanduiding", "Vertrouwelijkheid", Invoer.Keuze, "Geldt voor elke zaak, tenzij een zaak zelf iets anders zegt.")
        {
            Keuzes = Vertrouwelijk,
            Verplicht = true,
        },
        new("verantwoordelijke", "Verantwoordelijke", Hint: "Wie over dit zaaktype gaat: een team of een rol.") { Lengte = 50, Verplicht = true },
        new("toelichting", "Toelichting", Invoer.Lang),
        new("trefwoorden", "Trefwoorden", Invoer.Regels, "Eén per regel."),
        new("doorlooptijd", "Wettelijke termijn", Invoer.Duur, "Bijvoorbeeld: 8 weken.") { Verplicht = true, Kop = "Termijnen" },
        new("servicenorm", "Termijn die u zelf belooft", Invoer.Duur, "Bijvoorbeeld: 14 dagen."),
        new("opschortingEnAanhoudingMogelijk", "Mag een zaak stilstaan", Invoer.JaNee) { Verplicht = true },
        new("verlengingMogelijk", "Mag de termijn langer worden", Invoer.JaNee) { Verplicht = true },
        new("verlengingstermijn", "Hoeveel langer", Invoer.Duur, "Vul dit in als de termijn langer mag worden."),
        new("publicatieIndicatie", "Maakt u het begin van een zaak bekend", Invoer.JaNee) { Verplicht = true, Kop = "Bekendmaken en archief" },
        new("publicatietekst", "Tekst van de bekendmaking", Invoer.Lang),
        new("selectielijstProcestype", "Procestype van de selectielijst", Invoer.Keuze, "Bepaalt uit welke resultaten van de selectielijst u kunt kiezen.")
        {
            Bron = Bron.Procestypen,
        },
        new("referentieproces.naam", "Referentieproces", Hint: "Het landelijke proces waarop dit zaaktype lijkt.") { Lengte = 80, Verplicht = true },
        new("referentieproces.link", "Adres van het referentieproces") { Lengte = 200 },
        new("besluittypen", "Besluiten die in zo'n zaak kunnen worden genomen", Invoer.Vinkjes) { Bron = Bron.Besluittypen, Kop = "Wat erbij hoort" },
        new("productenOfDiensten", "Producten en diensten", Invoer.Regels, "Eén adres (URL) per regel."),
        Begin,
        Einde,
    ]);

    /// <summary>Every kind, the zaaktype first; those of a catalogus before the parts of a zaaktype.</summary>
    public static IReadOnlyList<Soort> Alle { get; } =
    [
        Zaaktype,
        new("informatieobjecttypen", "documenttype", "Documenttypen", false, "Een documenttype (informatieobjecttype) zegt wat voor documenten er zijn.",
        [
            new("omschrijving", "Omschrijving") { Lengte = 80, Verplicht = true },
            new("informatieobjectcategorie", "Categorie", Hint: "Bijvoorbeeld brief of foto.") { Lengte = 80, Verplicht = true },
            new("vertrouwelijkheidaanduiding", "Vertrouwelijkheid", Invoer.Keuze) { Keuzes = Vertrouwelijk, Verplicht = true },
            new("trefwoord", "Trefwoorden", Invoer.Regels, "Eén per regel."),
            Begin,
            Einde,
        ]),
        new("besluittypen", "besluittype", "Besluittypen", false, "Een besluittype zegt wat voor besluiten er zijn.",
        [
            new("omschrijving", "Omschrijving") { Lengte = 80, Verplicht = true },
            new("omschrijvingGeneriek", "Omschrijving die elders hetzelfde is") { Lengte = 80 },
            new("besluitcategorie", "Categorie") { Lengte = 40 },
            new("reactietermijn", "Tijd om te reageren", Invoer.Duur, "Bijvoorbeeld: 6 weken."),
            new("publicatieIndicatie", "Maakt u het besluit bekend", Invoer.JaNee) { Verplicht = true },
            new("publicatietekst", "Tekst van de bekendmaking", Invoer.Lang),
            new("publicatietermijn", "Hoe lang het besluit openbaar ligt", Invoer.Duur),
            new("toelichting", "Toelichting", Invoer.Lang),
            new("informatieobjecttypen", "Documenten waarin het besluit staat", Invoer.Vinkjes) { Bron = Bron.Informatieobjecttypen },
            Begin,
            Einde,
        ]),
        new("statustypen", "status", "Statussen", true, "De stappen van een zaak. De stap met het hoogste volgnummer sluit de zaak.",
        [
            new("omschrijving", "Omschrijving") { Lengte = 80, Verplicht = true },
            new("volgnummer", "Volgnummer", Invoer.Getal, "De stap met het hoogste nummer is de laatste.") { Verplicht = true },
            new("omschrijvingGeneriek", "Omschrijving die elders hetzelfde is") { Lengte = 80 },
            new("statustekst", "Wat u de aanvrager vertelt", Invoer.Lang) { Lengte = 1000 },
            new("informeren", "Krijgt de aanvrager bericht", Invoer.JaNee),
            new("doorlooptijd", "Hoe lang de stap mag duren", Invoer.Duur),
            new("toelichting", "Toelichting", Invoer.Lang) { Lengte = 1000 },
        ]),
        new("resultaattypen", "resultaat", "Resultaten", true, "Hoe een zaak kan eindigen, en hoe lang u het dossier dan bewaart.",
        [
            new("omschrijving", "Omschrijving") { Lengte = 30, Verplicht = true },
            new("resultaattypeomschrijving", "Naam die elders hetzelfde is", Invoer.Keuze) { Bron = Bron.Resultaattypeomschrijvingen, Verplicht = true },
            new("selectielijstklasse", "Resultaat in de selectielijst", Invoer.Keuze, "Alleen resultaten van het procestype van het zaaktype.")
            {
                Bron = Bron.Selectielijstklassen,
                Verplicht = true,
            },
            new("archiefnominatie", "Wat er met het dossier gebeurt", Invoer.Keuze, "Laat leeg om de selectielijst te volgen.")
            {
                Keuzes = Keuzelijst.Van("Archiefnominatie", "Volgens de selectielijst"),
                Kop = "Archief",
            },
            new("archiefactietermijn", "Hoe lang u bewaart", Invoer.Duur, "Laat leeg om de selectielijst te volgen."),
            new("brondatumArchiefprocedure.afleidingswijze", "Vanaf welke dag de bewaartermijn loopt", Invoer.Keuze)
            {
                Keuzes = Keuzelijst.Van("Afleidingswijze", "Niet bepaald"),
            },
            new("brondatumArchiefprocedure.procestermijn", "De vaste tijd", Invoer.Duur, "Alleen bij: een vaste tijd nadat de zaak klaar is."),
            new("brondatumArchiefprocedure.datumkenmerk", "Naam van de datum", Hint: "Alleen bij een datum in een eigenschap, bij een object of in een ander register.")
            {
                Lengte = 80,
            },
            new("brondatumArchiefprocedure.objecttype", "Soort object", Hint: "Alleen bij een datum bij een object of in een ander register. Bijvoorbeeld: pand."),
            new("brondatumArchiefprocedure.registratie", "Het andere register", Hint: "Alleen bij een datum in een ander register.") { Lengte = 80 },
            new("toelichting", "Toelichting", Invoer.Lang),
        ]),
        new("roltypen", "rol", "Rollen", true, "Wie bij een zaak betrokken kan zijn, en in welke rol.",
        [
            new("omschrijving", "Omschrijving") { Lengte = 100, Verplicht = true },
            new("omschrijvingGeneriek", "Soort rol", Invoer.Keuze)
            {
                Keuzes = Keuzelijst.Van("OmschrijvingGeneriek"),
                Verplicht = true,
            },
        ]),
        new("eigenschappen", "eigenschap", "Eigenschappen", true, "Gegevens die u bij elke zaak van dit type vastlegt.",
        [
            new("naam", "Naam") { Lengte = 20, Verplicht = true },
            new("definitie", "Wat het betekent", Invoer.Lang) { Lengte = 255, Verplicht = true },
            new("specificatie.formaat", "Soort waarde", Invoer.Keuze)
            {
                Keuzes = Keuzelijst.Van("Formaat"),
                Verplicht = true,
            },
            new("specificatie.lengte", "Hoogste aantal tekens", Hint: "Bij een datum altijd 8, bij een datum en tijd altijd 14.") { Lengte = 14, Verplicht = true },
            new("specificatie.kardinaliteit", "Hoe vaak een zaak het kan hebben", Hint: "Een getal, of N voor vaker.") { Lengte = 3, Verplicht = true },
            new("specificatie.groep", "Groep", Hint: "Eigenschappen met dezelfde groep horen bij elkaar.") { Lengte = 32 },
            new("specificatie.waardenverzameling", "Waarden om uit te kiezen", Invoer.Regels, "Eén per regel. Schrijf een datum als JJJJMMDD. Leeg: elke waarde mag."),
            new("statustype", "Nodig voor deze status", Invoer.Keuze, "De zaak komt pas in deze status als de eigenschap is ingevuld.") { Bron = Bron.Statustypen },
            new("toelichting", "Toelichting", Invoer.Lang) { Lengte = 1000 },
        ]),
        new("zaaktype-informatieobjecttypen", "document bij de zaak", "Documenten bij de zaak", true, "Welke documenten bij een zaak horen.",
        [
            new("informatieobjecttype", "Documenttype", Invoer.Keuze) { Bron = Bron.Informatieobjecttypen, Verplicht = true },
            new("richting", "Richting", Invoer.Keuze)
            {
                Keuzes = [new("inkomend", "Komt binnen"), new("intern", "Blijft binnen"), new("uitgaand", "Gaat naar buiten")],
                Verplicht = true,
            },
            new("volgnummer", "Volgnummer", Invoer.Getal) { Verplicht = true },
            new("statustype", "Nodig voor deze status", Invoer.Keuze, "De zaak komt pas in deze status als het document er is.") { Bron = Bron.Statustypen },
        ]),
    ];

    /// <summary>The kinds of which a zaaktype has parts.</summary>
    public static IReadOnlyList<Soort> Delen { get; } = [.. Alle.Where(s => s.IsDeel)];
}
