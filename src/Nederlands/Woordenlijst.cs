using System.Collections.Frozen;

namespace Brink;

/// <summary>
/// The one wording of each value of an enumeration: what screens and documents show for it,
/// and what the OpenAPI documents say that it means. An enumeration has the name of its type;
/// where two registers have one of the same name, that of its room before it. A value that is not in the list is worded as it is written:
/// <c>niet_gestart</c> is "Niet gestart".
/// </summary>
public static class Woordenlijst
{
    private static readonly FrozenDictionary<string, (string Waarde, string Woord)[]> Opsommingen =
        new Dictionary<string, (string, string)[]>(StringComparer.Ordinal)
        {
            // Case handling and its types
            ["Vertrouwelijkheidaanduiding"] = Als("openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk", "vertrouwelijk",
            "confidentieel", "geheim", "zeer_geheim"),
            ["IndicatieInternOfExtern"] = [("extern", "Iemand van buiten"), ("intern", "De organisatie zelf")],
            ["Archiefnominatie"] = Als("vernietigen", "blijvend_bewaren"),
            ["Afleidingswijze"] =
        [
            ("afgehandeld", "De dag waarop de zaak klaar is"), ("termijn", "Een vaste tijd nadat de zaak klaar is"),
            ("eigenschap", "Een datum in een eigenschap van de zaak"),
            ("hoofdzaak", "De dag waarop de hoofdzaak klaar is"), ("gerelateerde_zaak", "De dag waarop een andere zaak klaar is"),
            ("zaakobject", "Een datum bij een object van de zaak"),
            ("ander_datumkenmerk", "Een datum in een ander register"), ("ingangsdatum_besluit", "De dag waarop een besluit ingaat"),
            ("vervaldatum_besluit", "De dag waarop een besluit vervalt"),
        ],
            ["OmschrijvingGeneriek"] =
        [
            ("initiator", "Aanvrager"), ("behandelaar", "Behandelaar"), ("belanghebbende", "Belanghebbende"), ("beslisser", "Beslisser"),
            ("adviseur", "Adviseur"),
            ("klantcontacter", "Klantcontactmedewerker"), ("zaakcoordinator", "Zaakcoördinator"), ("mede_initiator", "Mede-aanvrager"),
        ],
            ["Formaat"] = [("tekst", "Tekst"), ("getal", "Getal"), ("datum", "Datum"), ("datum_tijd", "Datum en tijd")],
            ["BetrokkeneType"] =
        [
            ("natuurlijk_persoon", "Persoon"), ("niet_natuurlijk_persoon", "Organisatie"), ("vestiging", "Vestiging van een bedrijf"),
            ("organisatorische_eenheid", "Afdeling of team"), ("medewerker", "Medewerker"),
        ],
            ["Betalingsindicatie"] = [("nvt", "Geen kosten"), ("nog_niet", "Nog niet betaald"), ("gedeeltelijk", "Voor een deel betaald"),
            ("geheel", "Helemaal betaald")],
            // Portfolio
            ["Laag"] = Als("interactie", "proces", "integratie", "diensten", "gegevens"),
            ["Levensloop"] = [.. Als("idee", "ontwikkeling", "invoering", "beheer", "uitfasering"), ("beeindigd", "Beëindigd"),
            ("onbekend", "Onbekend")],
            ["Funnelfase"] = [.. Als("pitch", "verkenning", "voorbereiding", "realisatie"), ("overdracht", "Overdracht aan beheer"),
            .. Als("gerealiseerd", "afgewezen")],
            ["Klasse"] = Als("klein", "midden", "groot"),
            ["Afhankelijkheidsoort"] = [("gebruikt", "Gebruikt"), ("onderdeel_van", "Is onderdeel van"), ("vervangt", "Vervangt"),
            ("levert", "Levert aan")],
            ["Lidstatus"] = [("lid", "Lid"), ("aspirant", "Aspirant-lid"), .. Als("geschorst", "opgezegd", "geen_lid", "onbekend")],
            ["Gebruikstand"] = [("instap", "Instap"), ("invoering", "Invoering"), ("productie", "In productie"), ("uitfasering", "Uitfasering"),
            ("geen", "Gebruikt het niet")],
            // Budgets
            ["Begrotingen.Regelsoort"] =
        [
            ("omzet", "Omzet"), ("productkosten", "Kosten van producten"), ("bedrijfskosten", "Bedrijfskosten"),
            ("financieel", "Financieel"),
            ("subtotaal", "Totaal zoals de bron het drukt"),
        ],
            ["Kostensoort"] = [("leverancier", "Leveranciers"),
            .. Als("uren", "salarissen", "bedrijfskosten", "projecten", "innovatie", "transitie")],
            ["Opbouwtabel"] = [("doorbelasting", "Waaruit de doorbelasting bestaat"), ("begrotingsdelen", "Inflatierisico per deel")],
            ["Opbouwsoort"] =
        [
            ("leverancierskosten", "Kosten van leveranciers"), ("directe_uren", "Directe uren"),
            ("personeel_en_bedrijf", "Personeel en bedrijf"),
            ("projecten", "Projecten"), ("totaal", "Totaal"),
        ],
            ["Tariefmethode"] = [("opgebouwd", "Opgebouwd uit de kosten"), ("vast_percentage", "Vast percentage")],
            ["Rekenwijze"] =
        [
            ("exact", "Precies wat nodig is"), ("nominaal", "Een vast percentage"), ("herbouw", "Elk product draagt zijn eigen kosten"),
            ("reserve", "Alles uit de reserve"),
        ],
            ["Begrotingen.Grondslag"] = [("met_uren", "Over alle productkosten, met uren"),
            ("zonder_uren", "Alleen over het deel van leveranciers")],
            // Reports
            ["Uitvoering"] = Als("niet_gestart", "gestart", "in_uitvoering", "gereed"),
            ["Rapportstatus"] = [("concept", "Concept"), ("vastgesteld", "Vastgesteld door het MT"), ("rvc", "Bij de RvC"),
            ("gedeeld", "Gedeeld met de leden")],
            ["Stapsoort"] = [("vastgesteld", "Vastgesteld"), ("rvc", "Naar de RvC"), ("gedeeld", "Gedeeld"), ("openbaar", "Openbaar gemaakt"),
            ("herzien", "Nieuwe versie begonnen")],
            ["Reactiesoort"] = [("vraag", "Een vraag"), ("opmerking", "Een opmerking")],
            ["Ernst"] = Als("fout", "waarschuwing", "aanwijzing"),
            ["Dashboardsoort"] = Als("operatie", "doelstellingen"),
            // Meetings and votes
            ["Vergadervorm"] = [("fysiek", "Fysiek"), ("hybride", "Hybride: in de zaal en digitaal"), ("digitaal", "Digitaal")],
            ["Puntsoort"] = Als("procedureel", "ter_vaststelling", "ter_informatie", "ter_besluitvorming"),
            ["Besluitsoort"] = [("gewoon", "Gewoon besluit"), ("statutenwijziging", "Statutenwijziging"), ("personen", "Over personen")],
            ["Vraagsoort"] = [.. Als("kennisnemen", "instemmen", "vaststellen"), ("opdracht", "Opdracht geven"),
            ("volmacht", "Volmacht geven")],
            ["Stemmodus"] =
        [
            ("in_de_vergadering", "Hoofdelijk, in de vergadering"), ("acclamatie", "Bij acclamatie: wie is tegen?"), ("geheim", "Geheim"),
            ("vooraf_elektronisch", "Digitaal, vóór de vergadering"),
            ("buiten_vergadering", "Digitaal, buiten de vergadering: alle leden"), ("digitale_vergadering", "In een digitale vergadering"),
            ("peiling", "Peiling: bindt niemand"),
        ],
            ["Besluitvorming.Keuze"] = Als("voor", "tegen", "onthouding", "blanco"),
            ["Hoedanigheid"] = [("bestuurder", "Bestuurder"), ("afgevaardigde", "Afgevaardigde"), ("gemachtigde", "Gemachtigde, met volmacht")],
            ["Inbreng"] = Als("vraag", "opmerking", "verklaring"),
            ["Toezeggingsoort"] = Als("actie", "toezegging", "verzoek", "afspraak"),
            ["Vergaderstatus"] = [("concept", "In voorbereiding"), ("opgeroepen", "Opgeroepen"), ("geopend", "Bezig"), ("gesloten", "Gesloten"),
            ("ingetrokken", "Gaat niet door")],
            ["Stemstatus"] =
        [
            ("concept", "Nog niet geopend"), ("open", "Open: er kan worden gestemd"), ("gesloten", "Gesloten, nog niet vastgesteld"),
            .. Als("vastgesteld", "vervallen", "ingetrokken"),
        ],
            ["Uitkomst"] = [.. Als("aangenomen", "verworpen", "geen_besluit"), ("niet_bindend", "Niet bindend")],
            ["Notulenstatus"] = [("concept", "Concept"), ("voorgesteld", "Voorgesteld aan de leden"), ("vastgesteld", "Vastgesteld")],
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The enumerations that have words of their own.</summary>
    public static IEnumerable<string> Namen => Opsommingen.Keys;

    /// <summary>The values of an enumeration with their words, in the order in which they are offered.</summary>
    /// <exception cref="ArgumentException">The list has no such enumeration.</exception>
    public static IReadOnlyList<(string Waarde, string Woord)> Van(string opsomming) =>
        Opsommingen.TryGetValue(opsomming, out var waarden) ? waarden
            : throw new ArgumentException($"De woordenlijst kent '{opsomming}' niet.", nameof(opsomming));

    /// <summary>The word of a value; empty where there is no value.</summary>
    /// <exception cref="ArgumentException">The list has no such enumeration.</exception>
    public static string Woord(string opsomming, string? waarde) => string.IsNullOrEmpty(waarde) ? ""
        : Van(opsomming).FirstOrDefault(w => w.Waarde == waarde).Woord ?? Gewoon(waarde);

    /// <summary>The word of a value of an enumeration by its type, whether the list has it or not.</summary>
    public static string Woord(Type opsomming, string waarde) =>
        (Opsommingen.GetValueOrDefault($"{opsomming.Namespace?.Split('.')[^1]}.{opsomming.Name}")
            ?? Opsommingen.GetValueOrDefault(opsomming.Name))?
            .FirstOrDefault(w => w.Waarde == waarde).Woord ?? Gewoon(waarde);

    private static (string, string)[] Als(params string[] waarden) => [.. waarden.Select(w => (w, Gewoon(w)))];

    private static string Gewoon(string waarde) => waarde.Length == 0 ? "" : char.ToUpperInvariant(waarde[0]) + waarde[1..]
        .Replace('_', ' ');
}
