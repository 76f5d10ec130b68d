using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;

namespace Brink.Registers.Archieven;

/// <summary>
/// Values that stand in for those of persons: of the same kind, and the same for the same value, so that who was one person stays one. The
/// key is drawn for one copy and kept nowhere: nobody can work a value back.
/// </summary>
internal sealed class Pseudoniemen
{
    private static readonly string[] Achternamen = [.. ("Akkerman Bakker Blok Boer Bos Brouwer Dekker Dijk Dijkstra Drost Geerts Groot Haan "
        + "Hendriks Hoekstra Hofman Jacobs Jansen Kok Koning Kuiper Kuipers Maas Meijer Mulder Peeters Peters Postma Prins Schouten Smit "
        + "Smits Veenstra Verhoeven Vermeulen Visser Vos Willems Wolters Zijlstra").Split(' ')];
    private static readonly string[] Voornamen = [.. ("Anna Bas Bram Carla Daan Dirk Els Emma Eva Floor Frans Gijs Hanna Henk Ilse Jaap Jan Julia "
        + "Karin Kees Koen Lars Lisa Lotte Maud Mees Nina Noor Olga Paul Piet Rik Roos Ruud Sam Sanne Sofie Teun Tim Wim").Split(' ')];
    private static readonly string[] Straten = [.. ("Beukenlaan Dorpsstraat Eikenlaan Gasthuisstraat Hoofdweg Kerkstraat Kastanjelaan Lindelaan "
        + "Markt Molenweg Nieuwstraat Oranjestraat Parklaan Schoolstraat Stationsweg Voorstraat Wilgenlaan").Split(' ')];
    private static readonly string[] Plaatsen = [.. "Beekdorp Duinstad Heideveld Kleistad Meerdam Polderdijk Rivierwijk Zandoord".Split(' ')];
    private static readonly string[] Woorden = [.. ("bericht tekst voorbeeld aanvraag regel deel vraag antwoord stuk gegeven kort lang nieuw ander "
        + "eerste tweede werk dag week plan punt lijst beeld zin woord").Split(' ')];
    private static readonly HashSet<string> Voorvoegsels = [.. "de den der het 't in van ter ten te op la le el von di da".Split(' ')];
    private readonly byte[] sleutel = RandomNumberGenerator.GetBytes(32);

    /// <summary>A number that follows from a value, below a limit.</summary>
    private uint Getal(string soort, string waarde, uint grens) =>
        BitConverter.ToUInt32(HMACSHA256.HashData(sleutel, Encoding.UTF8.GetBytes($"{soort}:{waarde.Trim().ToLowerInvariant()}"))) % grens;

    private string Uit(string[] lijst, string soort, string waarde) => lijst[Getal(soort, waarde, (uint)lijst.Length)];

    public string Persoonlijk(Persoonssoort soort, string waarde) => soort switch
    {
        Persoonssoort.Naam => Naam(waarde),
        Persoonssoort.Voornaam => Vervang(waarde, w => w.Contains('.', StringComparison.Ordinal) ? Vorm(w) : Uit(Voornamen, "voornaam", w)),
        Persoonssoort.Voorvoegsel => Uit(["van", "de", "van de", "ten", "van der"], "voorvoegsel", waarde),
        Persoonssoort.Voorletters => Vorm(waarde),
        Persoonssoort.Straat => Uit(Straten, "straat", waarde),
        Persoonssoort.Plaats => Uit(Plaatsen, "plaats", waarde),
        Persoonssoort.Huisnummer => (1 + Getal("huisnummer", waarde, 200)).ToString(CultureInfo.InvariantCulture),
        Persoonssoort.Geboortedatum => Dag(waarde),
        Persoonssoort.Email => Mail(waarde),
        _ => Vulling(waarde),
    };

    // A name in one field: what stands before a surname stays, so that the name keeps its form.
    private string Naam(string waarde)
    {
        var delen = waarde.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', delen.Select((deel, i) => Voorvoegsels.Contains(deel.ToLowerInvariant()) ? deel
            : i == delen.Length - 1 ? Uit(Achternamen, "achternaam", deel)
            : deel.Contains('.', StringComparison.Ordinal) ? Vorm(deel) : Uit(Voornamen, "voornaam", deel)));
    }

    private static string Vervang(string waarde, Func<string, string> elk) =>
        string.Join(' ', waarde.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(elk));

    public string Mail(string waarde) =>
        $"persoon-{Getal("mail", waarde, uint.MaxValue):x8}{Getal("mail2", waarde, ushort.MaxValue):x4}@voorbeeld.test";

    /// <summary>A value of the same form: each digit another digit, each letter another letter.</summary>
    public string Vorm(string waarde)
    {
        var uit = new StringBuilder(waarde.Length);
        var hash = HMACSHA256.HashData(sleutel, Encoding.UTF8.GetBytes("vorm:" + waarde));
        for (var i = 0; i < waarde.Length; i++)
        {
            var (teken, n) = (waarde[i], hash[i % hash.Length] ^ (i / hash.Length * 37));
            uit.Append(teken switch
            {
                '0' => '0', // (also the first of a number stays what it was: none, or some)
                >= '1' and <= '9' => (char)('1' + n % 9),
                >= 'A' and <= 'Z' => (char)('A' + n % 26),
                _ when char.IsLetter(teken) => (char)('a' + n % 26),
                _ => teken,
            });
        }
        return uit.ToString();
    }

    /// <summary>The year stays, so that who is a child is one; the day is another.</summary>
    public string Dag(string waarde)
    {
        var (maand, dag) = (1 + Getal("maand", waarde, 12), 1 + Getal("dag", waarde, 28));
        return waarde.Length switch
        {
            10 when waarde[4] == '-' => string.Create(CultureInfo.InvariantCulture, $"{waarde[..4]}-{maand:D2}-{dag:D2}"),
            8 when waarde.All(char.IsAsciiDigit) => string.Create(CultureInfo.InvariantCulture, $"{waarde[..4]}{maand:D2}{dag:D2}"),
            _ => waarde.Length >= 4 ? waarde[..4] : waarde,
        };
    }

    /// <summary>Text of the same length that says nothing.</summary>
    public string Vulling(string waarde)
    {
        var uit = new StringBuilder(waarde.Length + 12);
        for (var i = 0; uit.Length < waarde.Length; i++)
        {
            if (uit.Length > 0) uit.Append(' ');
            uit.Append(Uit(Woorden, $"woord{i % 200}", waarde));
        }
        var tekst = uit.ToString(0, waarde.Length).TrimEnd();
        return tekst.Length == 0 ? waarde.Length == 0 ? "" : "x" : char.ToUpperInvariant(tekst[0]) + tekst[1..];
    }

    public static bool IsBsn(string waarde) =>
        waarde.Length == 9 && waarde.All(char.IsAsciiDigit) && waarde.AsSpan(0, 8).IndexOfAnyExcept('0') >= 0
        && Cijfer(int.Parse(waarde.AsSpan(0, 8), CultureInfo.InvariantCulture)) == waarde[8] - '0';

    /// <summary>Another BSN: no two persons get the same one. The numbers are shuffled, by rounds that each can be undone, until one comes
    /// up that passes the test.</summary>
    public string Bsn(string waarde)
    {
        var getal = long.Parse(waarde.AsSpan(0, 8), CultureInfo.InvariantCulture);
        do getal = Geschud(getal, 8); while (getal == 0 || Cijfer((int)getal) > 9);
        return string.Create(CultureInfo.InvariantCulture, $"{getal:D8}{Cijfer((int)getal)}");
    }

    /// <summary>Another number of as many digits, that begins with a nought when this one does: no two become one.</summary>
    public string Nummer(string waarde)
    {
        if (waarde.Length is < 2 or > 18) return Vorm(waarde);
        var nieuw = waarde;
        do
        {
            nieuw = Geschud(long.Parse(nieuw, CultureInfo.InvariantCulture), waarde.Length)
                .ToString(CultureInfo.InvariantCulture).PadLeft(waarde.Length, '0');
        }
        while (nieuw[0] == '0' != (waarde[0] == '0'));
        return nieuw;
    }

    private long Geschud(long getal, int cijfers)
    {
        var (links, rechts) = ((uint)Math.Pow(10, cijfers / 2), (uint)Math.Pow(10, cijfers - cijfers / 2));
        var (l, r) = (getal / rechts, getal % rechts);
        for (var ronde = 0; ronde < 4; ronde++)
        {
            l = (l + Getal($"links{cijfers}{ronde}", r.ToString(CultureInfo.InvariantCulture), links)) % links;
            r = (r + Getal($"rechts{cijfers}{ronde}", l.ToString(CultureInfo.InvariantCulture), rechts)) % rechts;
        }
        return l * rechts + r;
    }

    // The ninth digit; 10 when none passes.
    private static int Cijfer(int acht)
    {
        var som = 0;
        for (var (i, rest) = (2, acht); i <= 9; i++, rest /= 10) som += rest % 10 * i;
        return som % 11;
    }
}
