namespace Brink.Client;

/// <summary>An organisation as everybody may know it.</summary>
/// <param name="Id">The first part of its addresses.</param>
/// <param name="Naam">What it is called.</param>
/// <param name="Stand"><c>werkt</c>, <c>traag</c>, <c>weg</c>, <c>storing</c> or <c>onderhoud</c>.</param>
public sealed record Statusregel(string Id, string Naam, string Stand);

/// <summary>What was told of an incident or of maintenance at a moment.</summary>
/// <param name="Moment">When.</param>
/// <param name="Tekst">What.</param>
/// <param name="Door">Who told it; an operator sees that, others do not.</param>
public sealed record Platformstap(DateTimeOffset Moment, string Tekst, string? Door);

/// <summary>An incident, or planned maintenance.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Soort"><c>storing</c> or <c>onderhoud</c>.</param>
/// <param name="Titel">What it is, in a few words.</param>
/// <param name="Organisaties">Of whom: their names for everybody, what their addresses begin with for an operator; empty: of all.</param>
/// <param name="Begin">Since when, or from when on.</param>
/// <param name="Einde">Until when; null while nobody knows.</param>
/// <param name="Vanzelf">The platform saw it by itself.</param>
/// <param name="Knoop">The node that saw it by itself; for an operator.</param>
/// <param name="Vervallen">It was planned, and is not done.</param>
/// <param name="Stappen">What was told of it, the oldest first.</param>
public sealed record Platformmelding(Guid Id, string Soort, string Titel, IReadOnlyList<string> Organisaties, DateTimeOffset Begin,
    DateTimeOffset? Einde, bool Vanzelf, string? Knoop, bool Vervallen, IReadOnlyList<Platformstap> Stappen)
{
    public bool IsOnderhoud => Soort == "onderhoud";
}

/// <summary>How the platform is, for everybody (<c>platform/status</c>).</summary>
public sealed record Platformstatus(DateTimeOffset Moment, IReadOnlyList<Statusregel> Organisaties, IReadOnlyList<Platformmelding> Nu,
    IReadOnlyList<Platformmelding> Gepland, IReadOnlyList<Platformmelding> Voorbij);

/// <summary>How requests went of late; times in milliseconds.</summary>
public sealed record Platformverkeer(long Aantal, long Fouten, long Binnen, long Langst);

/// <summary>An organisation as its operator sees it.</summary>
/// <param name="Stand"><c>werkt</c>, <c>traag</c>, <c>weg</c> or <c>onbekend</c>, as the servers see it.</param>
/// <param name="Gemeld">The same as everybody is told it: also <c>storing</c> or <c>onderhoud</c>.</param>
/// <param name="Werkscherm">Where its own administrator sees the work in the background.</param>
/// <param name="Geschat">Whether the rows are reckoned by the database, and not counted.</param>
/// <param name="Ketenfouten">How many faults were found in the chain of its log.</param>
/// <param name="Archief">When its last archive was made, or failed; null: never.</param>
/// <param name="Archiefbytes">How large that is.</param>
/// <param name="Archieffout">Why it failed; empty when it did not.</param>
public sealed record Platformorganisatie(string Id, string Naam, string Stand, DateTimeOffset? Sinds, string Waarom, string Gemeld,
    long Wacht, long Geparkeerd, string Werkscherm, Platformverkeer Verkeer, DateTimeOffset? Gemeten, long? Rijen,
    bool Geschat, long? Bytes,
    DateTimeOffset? Nagekeken, int? Ketenfouten, long? Bestanden, long? Bestandsbytes, DateTimeOffset? Archief, long? Archiefbytes,
    string Archieffout = "");

/// <summary>A server on which Brink runs.</summary>
public sealed record Platformknoop(string Naam, DateTimeOffset Begonnen, DateTimeOffset Gezien, string Brink, string Dotnet, string Opslag,
    int Indeling, long SchijfVrij, long SchijfGrootte);

/// <summary>A route that takes long.</summary>
public sealed record Platformroute(string Organisatie, string Route, Platformverkeer Verkeer);

/// <summary>A fault of Brink's own, and how often it was there of late.</summary>
public sealed record Platformfout(string Organisatie, string Route, int Status, int Aantal, DateTimeOffset Laatst);

/// <summary>How the platform is, for its operator (<c>platform/stand</c>).</summary>
public sealed record Platformstand(DateTimeOffset Moment, IReadOnlyList<Platformorganisatie> Organisaties,
    IReadOnlyList<Platformknoop> Knopen, IReadOnlyList<Platformroute> Traag, IReadOnlyList<Platformfout> Fouten);

/// <summary>What was told of incidents and maintenance, for an operator (<c>platform/meldingen</c>).</summary>
public sealed record Platformmeldingen(IReadOnlyList<Platformmelding> Results);
