using System.Text.RegularExpressions;
using Brink.Engine;
using Brink.Registers.Besluitvorming;
using Brink.Registers.Portfolio;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// What the checklists say is so. Dossiers of every kind are made, good and bad, and all sentences are gathered:
/// one that is shown as in order is never shown as not in order, and a refusal says what is not so and what to do.
/// </summary>
public sealed partial class VoorwaardenTests
{
    private static readonly DateTimeOffset Nu = new(2026, 11, 30, 11, 0, 0, TimeSpan.Zero);

    private static IEnumerable<Voorwaarde> Alle()
    {
        var regels = new Regelset
        {
            Naam = "Regels",
            GeldigVanaf = new(2020, 1, 1),
            Meerderheden = [.. Enum.GetValues<Besluitsoort>()
                .Select(s => new Meerderheid { Soort = s, Teller = 1, Noemer = 2, MeerDan = true })],
            Vormen = [new() { Vorm = Vergadervorm.Fysiek, Grondslag = "BW 2:38" },
                new() { Vorm = Vergadervorm.Hybride, Onzeker = true, Waarschuwing = "Niet zeker." }],
            Modi = [.. Enum.GetValues<Stemmodus>().Where(m => m != Stemmodus.DigitaleVergadering)
                .Select(m => new Modusregel { Modus = m, Onzeker = m == Stemmodus.Geheim,
                Waarschuwing = m == Stemmodus.Geheim ? "Niet zeker." : "" })],
        };
        var lid = new Lid { Naam = "Deventer" };
        foreach (var goed in (bool[])[true, false])
        {
            foreach (var status in Enum.GetValues<Vergaderstatus>())
            {
                foreach (var vorm in Enum.GetValues<Vergadervorm>())
                {
                    foreach (var overgenomen in (bool[])[false, true])
                    {
                        foreach (var besluitsoort in Enum.GetValues<Besluitsoort>())
                        {
                            foreach (var puntsoort in Enum.GetValues<Puntsoort>())
                            {
                                var vergadering = new Vergadering
                                {
                                    Titel = "ALV",
                                    Datum = goed ? new(2026, 11, 30) : new(2027, 3, 1),
                                    Vorm = vorm,
                                    Status = status,
                                    Overgenomen = overgenomen,
                                    Locatie = goed ? "Stadhuis" : "",
                                    Begin = goed ? Nu.AddHours(1) : null,
                                    OpgeroepenOp = goed ? Nu.AddDays(-30) : overgenomen ? null : Nu.AddDays(100),
                                };
                                var punt = new Agendapunt
                                {
                                    Vergadering = new("~/besluitvorming/api/v1/vergaderingen/" + vergadering.Uuid),
                                    Nummer = 3,
                                    Titel = "Begroting",
                                    Soort = puntsoort,
                                    Besluitsoort = besluitsoort,
                                    GevraagdBesluit = goed ? new() { Soort = Vraagsoort.Vaststellen, Tekst = "Vast te stellen." } : null,
                                    Stukken = goed ? [] : [new() { Titel = "Nota", GevraagdBesluit = puntsoort == Puntsoort.TerInformatie
                                        ? new() { Soort = Vraagsoort.Instemmen, Tekst = "In te stemmen." } : null }],
                                    WoordelijkVoorstel = goed ? "Artikel 1" : "",
                                    TerInzageVanaf = goed ? new(2026, 11, 1) : overgenomen ? null : new(2027, 2, 28),
                                };
                                var stemming = new Stemming
                                {
                                    Onderwerp = "Begroting",
                                    Modus = Stemmodus.InDeVergadering,
                                    Status = goed ? Stemstatus.Vastgesteld : Stemstatus.Open
                                };
                                var uitslag = new Uitslag
                                {
                                    Agendapunt = new("~/besluitvorming/api/v1/agendapunten/" + punt.Uuid),
                                    Onderwerp = goed ? "Iets anders" : "Begroting",
                                    Uitkomst = goed ? Uitkomst.Aangenomen : Uitkomst.NietBindend
                                };
                                var dossier = new Vergaderdossier(vergadering, goed || vorm != Vergadervorm.Digitaal ? regels : null,
                                    !goed && status == Vergaderstatus.Concept && !overgenomen ? [] : [punt], [stemming], [uitslag],
                                    goed ? 6 : 0, goed ? 0 : 2, goed ? 0 : 1);
                                foreach (var v in dossier.Volgende(Nu)) yield return v;
                                foreach (var v in dossier.Oproepen(overgenomen ? null : goed ? Nu.AddDays(-30) : Nu.AddDays(100)))
                                    yield return v;
                                if (vorm != Vergadervorm.Fysiek || puntsoort == Puntsoort.Procedureel) continue;
                                foreach (var modus in Enum.GetValues<Stemmodus>())
                                {
                                    foreach (var soort in Enum.GetValues<Besluitsoort>())
                                    {
                                        foreach (var sleutel in goed ? [Sleutel(Ceremoniestatus.Klaar, 3)]
                                            : new[] { null, Sleutel(Ceremoniestatus.Mislukt, 2) })
                                        {
                                            foreach (var v in Stemvoorwaarden(dossier, punt, regels, lid, goed, modus, soort, sleutel))
                                                yield return v;
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static Ceremonie Sleutel(Ceremoniestatus status, int houders) => new()
    {
        Vergadering = new("~/besluitvorming/api/v1/vergaderingen/" + Guid.NewGuid()),
        Beheerder = "Het rekencentrum",
        Status = status,
        Houders = [.. Enumerable.Range(1, houders).Select(nr => new Ceremoniehouder
        {
            Nr = nr,
            Naam = $"houder {nr}",
            Gebruiker = "",
            Werkgever = "",
            Keuze = Houderkeuze.Aangewezen
        })],
    };

    private static IEnumerable<Voorwaarde> Stemvoorwaarden(Vergaderdossier agenda, Agendapunt punt, Regelset regels, Lid lid, bool goed,
        Stemmodus modus, Besluitsoort soort,
        Ceremonie? sleutel)
    {
        var stemming = new Stemming
        {
            Onderwerp = "Begroting",
            Modus = modus,
            Soort = soort,
            Besluittekst = goed ? "Vast te stellen." : "",
            Opent = goed ? Nu.AddDays(-1) : Nu.AddDays(1),
            Sluit = goed ? Nu.AddMinutes(30) : Nu.AddMinutes(-1),
            OpVerzoek = goed,
            Opties = goed ? ["Een", "Twee"] : [],
            VoorkennisBestuur = goed ? new(2026, 11, 1) : null,
            HoofdelijkGevraagd = !goed,
            Ceremonie = sleutel is null ? null : new("~/besluitvorming/api/v1/ceremonies/" + sleutel.Uuid),
        };
        var buiten = modus is Stemmodus.BuitenVergadering or Stemmodus.Peiling;
        var dossier = new Stemdossier(stemming, buiten ? null : punt, buiten ? null : agenda.Vergadering, buiten ? null : agenda,
            goed ? regels : agenda.Regels, goed ? [lid] : [],
            goed ? [new() { Stemming = new("~/besluitvorming/api/v1/stemmingen/" + stemming.Uuid), Moment = Nu.AddDays(-2),
                Gehouden = true }] : [],
            goed ? [] : [new() { Lid = new("~/portfolio/api/v1/leden/" + lid.Uuid), Tekst = "Waarom?" }], Nu, sleutel);
        return [.. dossier.Openen(), .. dossier.Sluiten(goed, goed ? 0 : 1, !goed),
            .. (stemming with { Sluit = Nu.AddDays(1) }) is var later
            ? (dossier with { Stemming = later }).Sluiten(false, 0, false) : [], .. dossier.Vaststellen(goed)];
    }

    [Fact]
    public void What_is_in_order_and_what_is_not_are_never_told_in_the_same_words()
    {
        var alle = Alle().ToList();
        var goed = alle.Where(v => v.Stand == Voorwaardestand.Klopt).Select(v => v.Wat).ToHashSet();
        var fout = alle.Where(v => v.Stand == Voorwaardestand.KloptNiet).DistinctBy(v => v.Wat).ToList();
        // There must be enough of both for this to mean anything.
        Assert.True(goed.Count > 25, $"only {goed.Count} sentences of what is in order");
        Assert.True(fout.Count > 25, $"only {fout.Count} sentences of what is not");
        Assert.Empty(fout.Where(v => goed.Contains(v.Wat)).Select(v => v.Wat));
        Assert.Empty(fout.Where(v => !Ontkent().IsMatch(v.Wat)).Select(v => v.Wat));
        Assert.DoesNotContain(goed,
            w => (Ontkent().IsMatch(w) && !w.StartsWith("Over dit punt is nog niet besloten", StringComparison.Ordinal)
            && !w.StartsWith("Er is geen hoofdelijke stemming", StringComparison.Ordinal)
                && !w.Contains("nog niet begonnen", StringComparison.Ordinal)));
        Assert.All(alle.Where(v => v.Stand is Voorwaardestand.KloptNiet or Voorwaardestand.LetOp), v => Assert.NotEqual("", v.Uitleg));
        Assert.All(alle.Where(v => v.Stand == Voorwaardestand.Klopt), v => Assert.Equal("", v.Uitleg));
    }

    [Fact]
    public void A_refusal_says_what_is_not_so_and_what_to_do()
    {
        foreach (var v in Alle().Where(v => v.Stand == Voorwaardestand.KloptNiet).DistinctBy(v => v.Wat))
            Assert.Equal($"{v.Wat}. {v.Uitleg}", Assert.Single(Voorwaarde.Fouten([v])).Reason);
        Assert.Empty(Voorwaarde.Fouten(Alle().Where(v => v.Stand != Voorwaardestand.KloptNiet)));
    }

    [Fact]
    public void No_condition_speaks_in_codes()
    {
        Assert.DoesNotContain(Alle().SelectMany(v => new[] { v.Wat, v.Uitleg, v.Grondslag }).Distinct(), t => Code().IsMatch(t));
    }

    [GeneratedRegex(@"\b(niet|geen|nog|al besloten|te laat|vroeg om)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ontkent();

    [GeneratedRegex(@"\bbron [0-9]|\b[MGLK][0-9]{1,2}\b|_|\b[a-z]+[A-Z]")]
    private static partial Regex Code();
}
