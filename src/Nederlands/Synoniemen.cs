using System.Collections.Frozen;

namespace Brink;

/// <summary>Words that municipalities and residents use for the same thing: who looks for one finds the others too.</summary>
public static class Synoniemen
{
    // One group of words on each line; between words a comma.
    private static readonly string[] Groepen =
    [
        "verhuizing, verhuizen, adreswijziging", "trouwen, huwelijk", "echtscheiding, scheiden", "afval, vuilnis, huisvuil",
        "kliko, container, afvalbak", "bijstand, bijstandsuitkering, participatiewet", "vog, verklaring omtrent gedrag",
        "ozb, onroerendezaakbelasting, onroerende zaakbelasting", "paspoort, reisdocument",
        "identiteitskaart, id kaart, identiteitsbewijs", "brp, basisregistratie personen", "bsn, burgerservicenummer",
        "wmo, maatschappelijke ondersteuning", "woo, wob, wet open overheid", "avg, gegevensbescherming",
        "kap, kappen, vellen", "schutting, erfafscheiding", "uitrit, inrit, oprit", "bezwaar, bezwaarschrift",
        "alv, ledenvergadering, algemene vergadering", "rvc, raad van commissarissen", "college, burgemeester en wethouders",
        "lantaarnpaal, lichtmast", "stoep, trottoir, voetpad", "begrafenis, uitvaart", "schuldhulp, schuldsanering",
        "offerte, prijsopgave", "overeenkomst, contract",
    ];

    private static readonly Lazy<FrozenDictionary<string, string[]>> PerStam = new(() =>
    {
        var uit = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var groep in Groepen)
        {
            var woorden = groep.Split(", ");
            foreach (var woord in woorden.Where(w => !w.Contains(' ')))
            {
                if (!uit.TryGetValue(Stam.Van(woord), out var anders)) uit[Stam.Van(woord)] = anders = new(StringComparer.Ordinal);
                anders.UnionWith(woorden.Where(w => Stam.Van(w) != Stam.Van(woord)));
            }
        }
        return uit.ToFrozenDictionary(p => p.Key, p => p.Value.ToArray());
    });

    /// <summary>What is said as well for a word, by its stem; none when there is nothing else.</summary>
    public static IReadOnlyList<string> Van(string stam) => PerStam.Value.GetValueOrDefault(stam) ?? [];
}
