using System.Text;
using Brink.Engine;
using Brink.Registers.Berichten;
using Brink.Registers.Documenten;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>The notice of a meeting as members get it: agenda, papers and calendar file, to the address that each gave for it (BW 2:41);
/// and that it does not take place.</summary>
internal static class Oproepbericht
{
    public const string Soort = "oproep";

    /// <summary>Has the notice sent to all who gave an address. The members that gave none: theirs goes by post.</summary>
    public static async ValueTask<List<Ref<Lid>>> Verstuur(Session s, Vergadering v, IReadOnlyList<Agendapunt> punten)
    {
        var (stukken, regels) = await Stukken(s, punten);
        var adressen = await Vertegenwoordiging.Op(s, Nederlands.Vandaag(s.Now));
        var perPost = new List<Ref<Lid>>();
        var tekst = Tekst(v, punten, regels);
        foreach (var lid in await Vergadering.Leden(s))
        {
            if (adressen.GetValueOrDefault(lid.Uuid) is not { Emailadres.Length: > 0 } wie)
            {
                perPost.Add(Ref<Lid>.To(lid.Uuid));
                continue;
            }
            await Bericht.ZetKlaar(s, new()
            {
                Aan = wie.Emailadres,
                Hoedanigheid = Bericht.Regel($"{wie.Functie} van {lid.Naam}"),
                Onderwerp = Bericht.Regel($"Oproep: {v.Titel}, {Nederlands.Voluit(v.Datum)}"),
                Tekst = tekst,
                Bijlagen =
                [
                    new() { Naam = "vergadering.ics", Soort = "text/calendar; method=PUBLISH; charset=utf-8",
                        Inhoud = Agendabestand.Kalender(v, s.Organisatie, s.Now) },
                    .. stukken,
                ],
                Soort = Soort,
                GaatOver = Adres(v),
                Sleutel = $"oproep/{v.Uuid}/{lid.Uuid}",
                Uiterlijk = v.Begin ?? new DateTimeOffset(v.Datum.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            });
        }
        return perPost;
    }

    /// <summary>The notice as it would go out now, and to whom.</summary>
    public static async ValueTask<Oproepvoorbeeld> Voorbeeld(Session s, Vergadering v, IReadOnlyList<Agendapunt> punten)
    {
        var (_, waar) = await Stukken(s, punten);
        var adressen = await Vertegenwoordiging.Op(s, Nederlands.Vandaag(s.Now));
        var leden = (await Vergadering.Leden(s)).ToLookup(l => adressen.GetValueOrDefault(l.Uuid) is { Emailadres.Length: > 0 });
        return new()
        {
            Ingesteld = s.Organisatie.Mailt,
            PerMail = leden[true].Count(),
            PerPost = [.. leden[false].Select(l => l.Naam)],
            Tekst = Tekst(v, punten, waar)
        };
    }

    /// <summary>Tells everybody who got the notice that the meeting does not take place.
    /// A notice that did not leave yet does not leave any more.</summary>
    public static async ValueTask TrekIn(Session s, Vergadering v)
    {
        foreach (var oproep in await s.Find<Bericht>(q => q.Is("gaatOver", Adres(v)).Is("soort", Soort)))
        {
            if (await s.Lock(Ref<Bericht>.To(oproep.Uuid)) is not { } bericht) continue;
            if (bericht.Status != Berichtstatus.Verzonden && await s.TakeBack(Bericht.Job, bericht.Uuid.ToString()))
            {
                await s.Delete(bericht);
                continue;
            }
            await Bericht.ZetKlaar(s, new()
            {
                Aan = bericht.Aan,
                Hoedanigheid = bericht.Hoedanigheid,
                Onderwerp = Bericht.Regel($"Gaat niet door: {v.Titel}, {Nederlands.Voluit(v.Datum)}"),
                Tekst = $"Dit is een afzegging. De vergadering '{v.Titel}' van {Nederlands.Voluit(v.Datum)} gaat niet door.\n\nReden: "
                    + $"{v.Reden}\n\n"
                    + "In de bijlage staat de afzegging voor uw agenda. Staat de afspraak daarna nog in uw agenda? Verwijder haar dan "
                        + "zelf.\n",
                Bijlagen = [new() { Naam = "afzegging.ics", Soort = "text/calendar; method=CANCEL; charset=utf-8",
                    Inhoud = Agendabestand.Kalender(v, s.Organisatie, s.Now) }],
                Soort = "afzegging",
                GaatOver = Adres(v),
                Sleutel = $"afzegging/{v.Uuid}/{bericht.Uuid}",
            });
        }
    }

    /// <summary>Whether a meeting differs in what its notice told, as far as that may still change.</summary>
    public static bool Anders(Vergadering oud, Vergadering nieuw) =>
        (oud.Titel, oud.Locatie, oud.Einde) != (nieuw.Titel, nieuw.Locatie, nieuw.Einde);

    /// <summary>Tells everybody who got the notice what is otherwise now.</summary>
    public static async ValueTask MeldWijziging(Change<Vergadering> c)
    {
        var v = c.New;
        if (!c.Updating || v.Wijzigingen == c.Old!.Wijzigingen || v.Overgenomen || v.Status != Vergaderstatus.Opgeroepen) return;
        foreach (var oproep in await c.Find<Bericht>(q => q.Is("gaatOver", Adres(v)).Is("soort", Soort)))
        {
            await Bericht.ZetKlaar(c.Session, new()
            {
                Aan = oproep.Aan,
                Hoedanigheid = oproep.Hoedanigheid,
                Onderwerp = Bericht.Regel($"Gewijzigd: {v.Titel}, {Nederlands.Voluit(v.Datum)}"),
                Tekst = $"Dit is een wijziging. Er is iets veranderd aan de vergadering van {Nederlands.Voluit(v.Datum)}. Zo is het "
                    + $"nu:\n\nTitel: {v.Titel}\n"
                    + (Agendabestand.Tijd(v) is { Length: > 0 } tijd ? $"Tijd: {tijd}\n" : "")
                    + (v.Locatie.Length > 0 ? $"Plaats: {v.Locatie}\n" : "")
                        + "\nDe agenda blijft hetzelfde. In de bijlage staat de nieuwe afspraak. "
                    + "Die komt in de plaats van de eerdere afspraak. Staat de oude daarna nog in uw agenda? Verwijder haar dan zelf.\n",
                Bijlagen =
                [
                    new() { Naam = "vergadering.ics", Soort = "text/calendar; method=PUBLISH; charset=utf-8",
                        Inhoud = Agendabestand.Kalender(v, c.Session.Organisatie, c.Now) },
                ],
                Soort = "oproep-gewijzigd",
                GaatOver = Adres(v),
                Sleutel = $"gewijzigd/{v.Uuid}/{oproep.Uuid}/{v.Wijzigingen}",
                Uiterlijk = oproep.Uiterlijk,
            });
        }
        if ((await c.Find<Oproeping>(q => q.Is("vergadering", v))).Exists(o => o.PerPost.Count > 0))
            c.Warning = "oproep: leden zonder e-mailadres moeten deze wijziging per post krijgen";
    }

    private static string Adres(Vergadering v) => Ref<Vergadering>.To(v.Uuid).Value!;

    // Papers go along as long as the message stays small enough for any mail server, and only those that whoever convenes may read;
    // the text says of each where it is.
    private static async ValueTask<(List<Berichtbijlage> Bijlagen, Dictionary<Stuk, string> Waar)> Stukken(Session s,
        IReadOnlyList<Agendapunt> punten)
    {
        var (bijlagen, waar, ruimte) = (new List<Berichtbijlage>(), new Dictionary<Stuk, string>(ReferenceEqualityComparer.Instance),
            Bericht.MeesteBytes);
        var soort = s.Model.Of(typeof(Enkelvoudiginformatieobject));
        foreach (var stuk in punten.SelectMany(p => p.Stukken))
        {
            if (stuk.Document is not { IsEmpty: false } adres || await s.Get(adres) is not { } document
                || !s.Allowed(soort, document, "documenten.lezen"))
            {
                waar[stuk] = "op te vragen bij het secretariaat";
            }
            else if (document.Bestandsomvang is not { } bytes || bytes > ruimte)
            {
                waar[stuk] = "te groot voor mail; te vinden in Brink, of op te vragen bij het secretariaat";
            }
            else if (bijlagen.Exists(b => b.Document?.Uuid == document.Uuid))
            {
                waar[stuk] = "in de bijlage";
            }
            else
            {
                bijlagen.Add(Berichtbijlage.Van(document));
                ruimte -= bytes;
                waar[stuk] = "in de bijlage";
            }
        }
        return (bijlagen, waar);
    }

    private static string Tekst(Vergadering v, IReadOnlyList<Agendapunt> punten, Dictionary<Stuk, string> waar)
    {
        var t = new StringBuilder();
        void Regel(string tekst = "") => t.Append(tekst).Append('\n');
        Regel("Geacht lid,");
        Regel();
        Regel($"U bent uitgenodigd voor: {v.Titel}.");
        Regel();
        Regel($"Datum: {Nederlands.Voluit(v.Datum)}");
        if (Agendabestand.Tijd(v) is { Length: > 0 } tijd) Regel($"Tijd: {tijd}");
        if (v.Locatie.Length > 0) Regel($"Plaats: {v.Locatie}");
        Regel($"Vorm: {EnumNames.Name(v.Vorm)}");
        if (v.SpreektijdTot is { } tot)
            Regel($"Spreektijd aanvragen kan tot {Nederlands.Voluit(Nederlands.Vandaag(tot))}, {Nederlands.Tijd(tot)} uur.");
        Regel();
        Regel("Agenda");
        foreach (var p in punten)
        {
            Regel($"{p.Nummer}. {p.Titel} ({EnumNames.Name(p.Soort).Replace('_', ' ')})");
            if (p.GevraagdBesluit is { } besluit) Regel($"   Gevraagd besluit: {besluit.Tekst}");
            if (p.WoordelijkVoorstel.Length > 0) Regel($"   Woordelijk voorstel: {p.WoordelijkVoorstel}");
            foreach (var stuk in p.Stukken)
                Regel($"   Stuk: {(stuk.Bijlage.Length > 0 ? $"bijlage {stuk.Bijlage}, " : "")}{stuk.Titel} ({waar[stuk]})");
        }
        Regel();
        Regel("Kunt u niet komen? Dan kunt u een volmacht geven. Een volmacht zegt of iemand voor u mag spreken, stemmen, of allebei.");
        Regel("In de bijlage 'vergadering.ics' staat de afspraak voor uw agenda.");
        return Nederlands.Kort(t.ToString(), 50_000);
    }
}
