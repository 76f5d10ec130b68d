using System.Collections.Frozen;

namespace Brink;

/// <summary>
/// The stem of a Dutch word: what its forms have in common, so that <c>verhuizen</c> finds <c>Verhuizing</c>. It is no word to be shown.
/// First the steps of the well-known Snowball stemmer; then what those leave apart: <c>advies</c> and <c>adviezen</c>,
/// <c>idee</c> and <c>ideeën</c>, <c>subsidie</c> and <c>subsidies</c>, <c>adres</c> and <c>adressen</c>.
/// </summary>
public static class Stam
{
    // Plurals that no rule makes.
    private static readonly FrozenDictionary<string, string> Onregelmatig = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["leden"] = "lid",
        ["steden"] = "stad",
        ["kinderen"] = "kind",
        ["kinder"] = "kind",
        ["eieren"] = "ei",
        ["schepen"] = "schip",
        ["kalveren"] = "kalf",
        ["musea"] = "museum",
        ["data"] = "datum",
        ["media"] = "medium",
        ["criteria"] = "criterium",
        ["goederen"] = "goed",
        ["volkeren"] = "volk",
        ["burgemeesteren"] = "burgemeester",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Words on -ien that are no plural of one on -ie.
    private static readonly string[] GeenMeervoud = ["zien", "dien", "tien", "schien", "kien", "wien", "lien"];

    /// <summary>The stem of a folded word (<see cref="Zoektaal.Vouw"/>).</summary>
    public static string Van(string woord)
    {
        if (woord.Length < 4 || woord.AsSpan().ContainsAnyExceptInRange('a', 'z')) return woord;
        if (Onregelmatig.TryGetValue(woord, out var vast)) return vast;
        if (woord.EndsWith("eeen", StringComparison.Ordinal) || woord.EndsWith("ieen", StringComparison.Ordinal))
        {
            woord = woord[..^2];
        }
        else if (woord.Length > 6 && woord.EndsWith("ien", StringComparison.Ordinal)
            && !Array.Exists(GeenMeervoud, einde => woord.EndsWith(einde, StringComparison.Ordinal)))
        {
            woord = woord[..^1];
        }
        var stam = Snowball(woord);
        return Gelijk(stam.Length > 6 && stam.EndsWith("ing", StringComparison.Ordinal) ? stam[..^3] : stam);
    }

    // Forms of one word that end differently after the steps end the same: one consonant, f and s for v and z, no s or e at the end,
    // one vowel.
    private static string Gelijk(string stam)
    {
        for (var voor = ""; voor != stam;)
        {
            voor = stam;
            if (stam.Length > 3 && stam[^1] == stam[^2] && !IsKlinker(stam[^1])) stam = stam[..^1];
            if (stam[^1] is 'v' or 'z') stam = stam[..^1] + (stam[^1] == 'v' ? 'f' : 's');
            if (stam.Length > 3 && stam[^1] is 's') stam = stam[..^1];
            if (stam.Length > 3 && stam[^1] is 'e') stam = stam[..^1];
            if (stam.Length > 3 && !IsKlinker(stam[^1]) && stam[^2] == stam[^3] && stam[^2] is 'a' or 'e' or 'o' or 'u'
                && !IsKlinker(stam[^4]))
            {
                stam = stam[..^2] + stam[^1];
            }
        }
        return stam;
    }

    private static bool IsKlinker(char teken) => teken is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    /// <summary>The stem by the steps of Snowball (its Dutch stemmer of before version 3) alone.</summary>
    internal static string Snowball(string woord)
    {
        var w = new Werk(woord);
        w.Ontdoe();
        return w.Klaar();
    }

    // The word while its endings are taken off. Capital I and Y are consonants.
    private ref struct Werk
    {
        private readonly char[] tekens;
        private readonly int r1, r2;
        private int eind;
        private bool eGevonden;

        public Werk(string woord)
        {
            tekens = woord.ToCharArray();
            eind = tekens.Length;
            if (eind > 0 && tekens[0] == 'y') tekens[0] = 'Y';
            for (var i = 0; i < eind - 1;)
            {
                if (!IsKlinker(tekens[i]))
                {
                    i++;
                }
                else if (tekens[i + 1] == 'y') { tekens[i + 1] = 'Y'; i += 2; }
                else if (tekens[i + 1] == 'i' && i + 2 < eind && IsKlinker(tekens[i + 2])) { tekens[i + 1] = 'I'; i += 2; }
                else
                {
                    i++;
                }
            }
            var na = Voorbij(0);
            r1 = na < eind + 1 ? Math.Max(na, 3) : int.MaxValue;
            na = na < eind + 1 ? Voorbij(na) : na;
            r2 = na < eind + 1 ? na : int.MaxValue;
        }

        // After the first consonant that follows a vowel; beyond the end when there is none.
        private readonly int Voorbij(int van)
        {
            while (van < eind && !IsKlinker(tekens[van])) van++;
            while (van < eind && IsKlinker(tekens[van])) van++;
            return van < eind ? van + 1 : eind + 1;
        }

        private readonly bool Op(string einde) => tekens.AsSpan(0, eind).EndsWith(einde, StringComparison.Ordinal);

        // Whether a vowel stands before so many letters from the end; false at the begin of the word.
        private readonly bool Medeklinker(int voor) => eind > voor && !IsKlinker(tekens[eind - voor - 1]);

        private void Enkel()
        {
            if (Op("kk") || Op("dd") || Op("tt")) eind--;
        }

        private void ZonderE()
        {
            eGevonden = false;
            if (!Op("e") || r1 > eind - 1 || !Medeklinker(1)) return;
            eind--;
            eGevonden = true;
            Enkel();
        }

        private void ZonderEn(int lang)
        {
            if (r1 > eind - lang || !Medeklinker(lang) || tekens.AsSpan(0, eind - lang).EndsWith("gem")) return;
            eind -= lang;
            Enkel();
        }

        public void Ontdoe()
        {
            if (Op("heden")) { if (r1 <= eind - 5) { eind--; tekens[eind - 2] = 'i'; tekens[eind - 1] = 'd'; } }
            else if (Op("ene"))
            {
                ZonderEn(3);
            }
            else if (Op("en"))
            {
                ZonderEn(2);
            }
            else if ((Op("se") ? 2 : Op("s") ? 1 : 0) is > 0 and var lang && r1 <= eind - lang && Medeklinker(lang)
                && tekens[eind - lang - 1] != 'j')
            {
                eind -= lang;
            }
            ZonderE();
            if (Op("heid") && r2 <= eind - 4 && !(eind > 4 && tekens[eind - 5] == 'c'))
            {
                eind -= 4;
                if (Op("en")) ZonderEn(2);
            }
            if (Op("end") || Op("ing"))
            {
                if (r2 <= eind - 3)
                {
                    eind -= 3;
                    if (Op("ig") && r2 <= eind - 2 && !(eind > 2 && tekens[eind - 3] == 'e')) eind -= 2;
                    else Enkel();
                }
            }
            else if (Op("lijk")) { if (r2 <= eind - 4) { eind -= 4; ZonderE(); } }
            else if (Op("baar")) { if (r2 <= eind - 4) eind -= 4; }
            else if (Op("bar")) { if (r2 <= eind - 3 && eGevonden) eind -= 3; }
            else if (Op("ig") && r2 <= eind - 2 && !(eind > 2 && tekens[eind - 3] == 'e'))
            {
                eind -= 2;
            }
            if (eind > 3 && !IsKlinker(tekens[eind - 1]) && tekens[eind - 1] != 'I' && tekens[eind - 2] == tekens[eind - 3]
                && tekens[eind - 2] is 'a' or 'e' or 'o' or 'u' && !IsKlinker(tekens[eind - 4]))
            {
                tekens[eind - 2] = tekens[eind - 1];
                eind--;
            }
        }

        public readonly string Klaar() => new string(tekens, 0, eind).ToLowerInvariant();
    }
}
