using System.Text.Json;

namespace Brink.Client;

/// <summary>How far work is.</summary>
/// <param name="Gedaan">How many of <paramref name="Totaal"/> are done.</param>
/// <param name="Totaal">How many there are; 0: nobody knows.</param>
/// <param name="Wat">Of what, such as <c>zaken</c>.</param>
public sealed record Jobvoortgang(long Gedaan, long Totaal, string Wat);

/// <summary>Work that is done in the background, as Brink tells its administrators (<c>beheer/jobs</c>).</summary>
/// <param name="Id">By which it is started again, stopped or dropped.</param>
/// <param name="Soort">The name of its kind.</param>
/// <param name="Titel">What it is, in words.</param>
/// <param name="Stand"><c>geparkeerd</c> (failed too often), <c>bezig</c>, <c>wacht</c> or <c>gepland</c> (returns by a schedule).</param>
/// <param name="Voor">For whom, where that can be said: the address that a notification goes to.</param>
/// <param name="Sinds">Since when it is parked, or being done.</param>
/// <param name="VolgendePoging">When it is done (again); null when it is not by itself, or being done.</param>
/// <param name="Pogingen">How often it was tried.</param>
/// <param name="Fout">Why it failed the last time.</param>
/// <param name="Erachter">How much waits for it, about the same.</param>
/// <param name="WordtGestopt">Somebody asked for an end to it.</param>
/// <param name="Voortgang">How far it is; null when it does not say so.</param>
/// <param name="Inhoud">What it needs to know.</param>
public sealed record Job(long Id, string Soort, string Titel, string Stand, string Voor, DateTimeOffset? Sinds,
    DateTimeOffset? VolgendePoging, int Pogingen, string Fout, int Erachter, bool WordtGestopt, Jobvoortgang? Voortgang,
    JsonElement? Inhoud)
{
    /// <summary>The announcement, of work that delivers one; null of other work.</summary>
    public Notificatie? Notificatie => Soort == "notificatie" ? Inhoud?.Deserialize<Notificatie>(JsonSerializerOptions.Web) : null;
}
