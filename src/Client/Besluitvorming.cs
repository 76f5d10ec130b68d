namespace Brink.Client;

/// <summary>A meeting. Besluitvorming API 1.0, Brink's own.</summary>
public sealed record Vergadering : IBron
{
    public static string Pad => "besluitvorming/vergaderingen";
    public required Uri Url { get; init; }
    public string Titel { get; init; } = "";
    public string Orgaan { get; init; } = "";
    public DateOnly Datum { get; init; }
    public DateTimeOffset? Begin { get; init; }
    public DateTimeOffset? Einde { get; init; }
    public string Locatie { get; init; } = "";

    /// <summary><c>fysiek</c>, <c>hybride</c> or <c>digitaal</c>.</summary>
    public string Vorm { get; init; } = "";
    public string Congres { get; init; } = "";
    public DateTimeOffset? SpreektijdTot { get; init; }
    public bool Overgenomen { get; init; }
    public string Toelichting { get; init; } = "";

    /// <summary><c>concept</c>, <c>opgeroepen</c>, <c>geopend</c>, <c>gesloten</c> or <c>ingetrokken</c>.</summary>
    public string Status { get; init; } = "";
    public DateTimeOffset? OpgeroepenOp { get; init; }
    public DateTimeOffset? GeopendOp { get; init; }
    public DateTimeOffset? GeslotenOp { get; init; }
    public Uri? Punt { get; init; }
    public string Reden { get; init; } = "";
}

/// <summary>The notice as it would go out now: whether there is a server for mail, how many members get it by mail,
/// and who by post.</summary>
public sealed record Oproepvoorbeeld(bool Ingesteld, int PerMail, IReadOnlyList<string> PerPost, string Tekst);

/// <summary>What is asked of the meeting: <c>kennisnemen</c>, <c>instemmen</c>, <c>vaststellen</c>,
/// <c>opdracht</c> or <c>volmacht</c>.</summary>
public sealed record GevraagdBesluit(string Soort, string Tekst, int? Regel = null);

/// <summary>A paper at an item or a vote.</summary>
public sealed record Stuk(string Titel, string? Bijlage = null, Uri? Document = null, string? Van = null, DateOnly? Datum = null,
    GevraagdBesluit? GevraagdBesluit = null);

/// <summary>A body that handled an item before.</summary>
public sealed record Trajectdeel(DateOnly Datum, string Gremium, string? Wat);

/// <summary>An item on the agenda.</summary>
public sealed record Agendapunt : IBron
{
    public static string Pad => "besluitvorming/agendapunten";
    public required Uri Url { get; init; }
    public required Uri Vergadering { get; init; }
    public int Nummer { get; init; }
    public string Titel { get; init; } = "";
    public string Soort { get; init; } = "";
    public IReadOnlyList<string> Onderdelen { get; init; } = [];
    public IReadOnlyList<Stuk> Stukken { get; init; } = [];
    public GevraagdBesluit? GevraagdBesluit { get; init; }
    public string Besluitsoort { get; init; } = "";
    public string WoordelijkVoorstel { get; init; } = "";
    public DateOnly? TerInzageVanaf { get; init; }
    public Uri? Notulen { get; init; }
    public string GaatOver { get; init; } = "";
    public IReadOnlyList<Trajectdeel> Traject { get; init; } = [];
    public IReadOnlyList<string> Verslag { get; init; } = [];
    public bool Aangehouden { get; init; }

    /// <summary>Not for the public.</summary>
    public bool Vertrouwelijk { get; init; }
}

/// <summary>A member that may vote, as it was when the vote was opened.</summary>
public sealed record Stemgerechtigde(Uri Lid, string Naam, bool Geschorst);

/// <summary>Until when a member says that it does not take part, from when on, and on which terms.</summary>
public sealed record Uitstapregeling(DateOnly Tot, DateOnly Ingang, string Voorwaarden, bool NadereAfspraken);

/// <summary>That a member contested an outcome.</summary>
public sealed record Betwisting(Uri Lid, string Naam, DateTimeOffset Op, string? Reden, bool Genoteerd);

/// <summary>That a member does not take part: <c>gemeld</c>, <c>afspraken_gemaakt</c> or <c>ingetrokken</c>.</summary>
public sealed record Afmelding : IBron
{
    public static string Pad => "besluitvorming/afmeldingen";
    public required Uri Url { get; init; }
    public required Uri Stemming { get; init; }
    public required Uri Lid { get; init; }
    public string Reden { get; init; } = "";
    public bool WilAfspraken { get; init; }
    public string Status { get; init; } = "";
    public DateTimeOffset? GemeldOp { get; init; }
    public string Afspraken { get; init; } = "";
}

/// <summary>A vote, at an item or outside a meeting.</summary>
public sealed record Stemming : IBron
{
    public static string Pad => "besluitvorming/stemmingen";
    public required Uri Url { get; init; }
    public Uri? Agendapunt { get; init; }
    public string Onderwerp { get; init; } = "";
    public string Modus { get; init; } = "";
    public string Soort { get; init; } = "";
    public string Besluittekst { get; init; } = "";
    public IReadOnlyList<string> Opties { get; init; } = [];
    public DateTimeOffset? Opent { get; init; }
    public DateTimeOffset? Sluit { get; init; }
    public DateOnly? VoorkennisBestuur { get; init; }
    public IReadOnlyList<Stuk> Stukken { get; init; } = [];
    public string GaatOver { get; init; } = "";

    /// <summary><c>concept</c>, <c>open</c>, <c>gesloten</c>, <c>vastgesteld</c>, <c>vervallen</c> or <c>ingetrokken</c>.</summary>
    public string Status { get; init; } = "";
    public string Grondslag { get; init; } = "";
    public string Waarschuwing { get; init; } = "";
    public DateTimeOffset? GeopendOp { get; init; }
    public DateTimeOffset? GeslotenOp { get; init; }
    public IReadOnlyList<Stemgerechtigde> Kiezers { get; init; } = [];

    /// <summary>Of a secret vote: where its key was made.</summary>
    public Uri? Ceremonie { get; init; }
    public Uri? VervangenDoor { get; init; }
    public string Reden { get; init; } = "";
    public bool HoofdelijkGevraagd { get; init; }

    /// <summary>The members that it concerns; empty: all.</summary>
    public IReadOnlyList<Uri> Betrokkenen { get; init; } = [];
    public string RedenBetrokkenen { get; init; } = "";
    public Uitstapregeling? Uitstap { get; init; }
    public IReadOnlyList<Betwisting> Betwistingen { get; init; } = [];
    public int BetwistingenNodig { get; init; }
    public Uri? NieuweStemming { get; init; }
    public Uri? NieuweStemmingVan { get; init; }
    public int Bordregels { get; init; }
    public string Bordhoofd { get; init; } = "";
    public bool IsGeheim => Modus == "geheim";

    /// <summary>Cast by who is there, once.</summary>
    public bool InDeZaal => Modus is "in_de_vergadering" or "acclamatie" or "geheim";
}

/// <summary>A member's vote; its choice is null while it is hidden.</summary>
public sealed record Stem(Uri Url, Uri Stemming, Uri Lid, string? Keuze, string? Toelichting, DateTimeOffset? Moment, Uri? Volmacht,
    bool Genoteerd, bool? WijktAf) : IBron
{
    public static string Pad => "besluitvorming/stemmen";
}

/// <summary>What a member says with its vote.</summary>
public sealed record Stemverklaring(Uri Url, Uri Stemming, Uri Lid, string Tekst, Uri? Toezegging) : IBron
{
    public static string Pad => "besluitvorming/stemverklaringen";
}

/// <summary>How a member voted in an open vote.</summary>
public sealed record Lidstem(Uri Lid, string Naam, string Keuze, bool MetVolmacht, string? Toelichting);

/// <summary>How often something was chosen in a secret vote.</summary>
public sealed record Optietelling(string Optie, int Stemmen);

/// <summary>What a vote came to.</summary>
public sealed record Uitslag : IBron
{
    public static string Pad => "besluitvorming/uitslagen";
    public required Uri Url { get; init; }
    public required Uri Stemming { get; init; }
    public Uri? Agendapunt { get; init; }
    public string Onderwerp { get; init; } = "";
    public string Besluittekst { get; init; } = "";

    /// <summary><c>aangenomen</c>, <c>verworpen</c>, <c>geen_besluit</c> or <c>niet_bindend</c>.</summary>
    public string Uitkomst { get; init; } = "";
    public IReadOnlyList<string> Redenen { get; init; } = [];
    public string Grondslag { get; init; } = "";
    public int? Voor { get; init; }
    public int Tegen { get; init; }
    public int Onthouding { get; init; }
    public int Blanco { get; init; }
    public int Stemgerechtigd { get; init; }
    public int Aanwezig { get; init; }
    public int QuorumNodig { get; init; }
    public bool QuorumGehaald { get; init; }
    public string Berekening { get; init; } = "";
    public IReadOnlyList<Lidstem> PerLid { get; init; } = [];
    public IReadOnlyList<Optietelling> PerOptie { get; init; } = [];
    public string Gekozen { get; init; } = "";
    public string GaatOver { get; init; } = "";
    public DateTimeOffset VastgesteldOp { get; init; }

    /// <summary>When it lost its effect by a new vote; null: it holds.</summary>
    public DateTimeOffset? VervallenOp { get; init; }

    /// <summary>What it is worth now: its outcome, or <c>vervallen</c>.</summary>
    public string Stand => VervallenOp is null ? Uitkomst : "vervallen";
    public string Door { get; init; } = "";
    public Uri? Besluit { get; init; }
    public Uri? Document { get; init; }
    public string Verslag { get; init; } = "";
    public string Sha256 { get; init; } = "";
    public string Handtekening { get; init; } = "";
    public string Sleutel { get; init; } = "";
}

/// <summary>That a member was at a meeting, from a moment until another.</summary>
public sealed record Aanwezigheid(Uri Url, Uri Vergadering, Uri Lid, string? Functie, string Hoedanigheid, Uri? Volmacht, DateTimeOffset In,
    DateTimeOffset? Uit, string? Reden)
    : IBron
{
    public static string Pad => "besluitvorming/aanwezigheden";
}

/// <summary>That a member wants to speak.</summary>
public sealed record Spreekverzoek(Uri Url, Uri Agendapunt, Uri Lid, string Onderwerp, int Duur, string Status,
    DateTimeOffset? GesprokenVan, DateTimeOffset? GesprokenTot,
    string? Verslag,
    bool Vooraf, int Volgorde) : IBron
{
    public static string Pad => "besluitvorming/spreekverzoeken";
    public bool Wacht => Status == "aangevraagd" && GesprokenVan is null;
    public bool IsNu => Status == "aangevraagd" && GesprokenVan is not null;
}

/// <summary>A question or remark, with its answer.</summary>
public sealed record Vraag(Uri Url, Uri? Agendapunt, Uri? Stemming, Uri Lid, string Soort, string Tekst, string? Antwoord,
    string? Afgehandeld, string Status) : IBron
{
    public static string Pad => "besluitvorming/vragen";
}

/// <summary>What someone will do.</summary>
public sealed record Toezegging(Uri Url, Uri Agendapunt, string Soort, string Wat, string? Wie, string? Termijn, DateOnly? Voor,
    bool Gereed, string? Bewijs) : IBron
{
    public static string Pad => "besluitvorming/toezeggingen";
}

/// <summary>What a member tells its proxy to do at an item.</summary>
public sealed record Instructie(Uri Agendapunt, string Keuze);

/// <summary>That a member lets someone else act for it.</summary>
public sealed record Volmacht : IBron
{
    public static string Pad => "besluitvorming/volmachten";
    public required Uri Url { get; init; }
    public required Uri Gever { get; init; }
    public string Gemachtigde { get; init; } = "";
    public string Functie { get; init; } = "";
    public Uri? Namens { get; init; }
    public Uri? Vergadering { get; init; }
    public Uri? Stemming { get; init; }
    public IReadOnlyList<Uri> Agendapunten { get; init; } = [];
    public bool Spreken { get; init; }
    public bool Stemmen { get; init; }
    public IReadOnlyList<Instructie> Instructies { get; init; } = [];
    public Uri? Formulier { get; init; }
    public string FormulierSha256 { get; init; } = "";

    /// <summary>The address of the decision by which the member gave it, in the member's own registers.</summary>
    public string Besluit { get; init; } = "";
    public DateTimeOffset? GeregistreerdOp { get; init; }
    public DateTimeOffset? IngetrokkenOp { get; init; }
    public DateTimeOffset? GebruiktOp { get; init; }
}

/// <summary>Who acts for a member; the notice goes to its e-mail address, or by post when it gave none.</summary>
public sealed record Vertegenwoordiging(Uri Url, Uri Lid, string Gebruiker, string Functie, DateOnly GeldigVan, DateOnly? GeldigTot,
    string? Emailadres = null) : IBron
{
    public static string Pad => "besluitvorming/vertegenwoordigingen";
    /// <summary>The clients that may act for it.</summary>
    public IReadOnlyList<string> Toepassingen { get; init; } = [];
}

/// <summary>A moment to discuss a digital vote.</summary>
public sealed record Bespreekmoment(Uri Url, Uri Stemming, DateTimeOffset Moment, bool Gehouden, int Deelnemers, string? Verslag) : IBron
{
    public static string Pad => "besluitvorming/bespreekmomenten";
}

/// <summary>That members were called to a meeting.</summary>
/// <param name="Url">Its address.</param>
/// <param name="VerzondenOp">When.</param>
/// <param name="Kanaal">How.</param>
/// <param name="Leden">Whom.</param>
/// <param name="PerPost">Those of them without an e-mail address.</param>
/// <param name="AgendaSha256">The hash over the agenda as it was sent.</param>
public sealed record Oproeping(Uri Url, DateTimeOffset? VerzondenOp, string? Kanaal, IReadOnlyList<Uri> Leden, IReadOnlyList<Uri>? PerPost,
    string? AgendaSha256) : IBron
{
    public static string Pad => "besluitvorming/oproepingen";
}

/// <summary>A paragraph of the minutes.</summary>
public sealed record Blok(int Agendapunt, string? Kop, string Soort, string Tekst, string? Bron, IReadOnlyList<int>? Bronregels);

/// <summary>The minutes of a meeting.</summary>
public sealed record Notulen(Uri Url, Uri Vergadering, IReadOnlyList<Blok> Blokken, string Status, int Versie, Uri? VastgesteldBij,
    DateTimeOffset? VastgesteldOp,
    string? Sha256) : IBron
{ public static string Pad => "besluitvorming/notulen"; }

/// <summary>A line of a checklist: <c>klopt</c>, <c>klopt_niet</c> or <c>onbekend</c>.</summary>
public sealed record Voorwaarde(string Code, string Wat, string Stand, string? Uitleg, string? Grondslag, bool Onzeker);

/// <summary>Who is there now, and whether that is enough.</summary>
public sealed record Quorumstand(int Stemgerechtigd, int Aanwezig, int Nodig, bool Gehaald);

/// <summary>How many voted.</summary>
public sealed record Opkomststand(int Stemgerechtigd, int Gestemd, IReadOnlyList<string> NogNiet);

/// <summary>A majority, as a fraction.</summary>
public sealed record Meerderheid(string Soort, int Teller, int Noemer, bool MeerDan, bool VanAlleLeden);

/// <summary>A form of meeting or a way of voting that is allowed in a period.</summary>
public sealed record Toegestaan(string? Vorm, string? Modus, DateOnly? Van, DateOnly? Tot, string? Grondslag, bool Onzeker,
    string? Waarschuwing);

/// <summary>Where a rule comes from.</summary>
public sealed record Regelbron(string Regel, string Bron, string? Toelichting, bool Onzeker);

/// <summary>Statutes and law as rules, from a day.</summary>
public sealed record Regelset : IBron
{
    public static string Pad => "besluitvorming/regelsets";
    public required Uri Url { get; init; }
    public string Naam { get; init; } = "";
    public DateOnly GeldigVanaf { get; init; }
    public string Toelichting { get; init; } = "";
    public int StemmenPerLid { get; init; }
    public int QuorumTeller { get; init; }
    public int QuorumNoemer { get; init; }
    public IReadOnlyList<Meerderheid> Meerderheden { get; init; } = [];
    public bool OnthoudingTeltMee { get; init; }
    public int Oproepdagen { get; init; }
    public int OproepdagenStatuten { get; init; }
    public int TerInzagedagen { get; init; }
    public int Voorafdagen { get; init; }
    public int? VolmachtenPerHouder { get; init; }
    public bool GemachtigdeIsStemgerechtigd { get; init; }
    public IReadOnlyList<string> Vertegenwoordigers { get; init; } = [];
    public int VergaderingenPerJaar { get; init; }
    public bool GeschorsteTeltMee { get; init; }
    public bool BetrokkenenBijMeerderheid { get; init; }
    public int Sleutelhouders { get; init; }
    public bool BespreekmomentVerplicht { get; init; }
    public IReadOnlyList<Toegestaan> Vormen { get; init; } = [];
    public IReadOnlyList<Toegestaan> Modi { get; init; } = [];
    public IReadOnlyList<Regelbron> Bronnen { get; init; } = [];
    public Uri? Informatieobjecttype { get; init; }
    public string Rsin { get; init; } = "";
}
