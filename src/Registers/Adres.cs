using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers;

/// <summary>Where someone can be visited or written to: by its number in the BAG, as a Dutch address without one,
/// or in free lines.</summary>
public sealed record Adres
{
    [MaxLength(16), RegularExpression("^[0-9]{16}$")] public string NummeraanduidingId { get; set; } = "";
    [Persoonlijk(Persoonssoort.Straat), MaxLength(255)] public string Straatnaam { get; set; } = "";
    [Persoonlijk(Persoonssoort.Huisnummer), Range(1, 99999)] public int? Huisnummer { get; set; }
    [MaxLength(20)] public string Huisnummertoevoeging { get; set; } = "";
    [MaxLength(7), RegularExpression("^[1-9][0-9]{3} [A-Z]{2}$")] public string Postcode { get; set; } = "";
    [Persoonlijk(Persoonssoort.Plaats), MaxLength(255)] public string Stad { get; set; } = "";
    [MaxLength(80)] public string Adresregel1 { get; set; } = "";
    [MaxLength(80)] public string Adresregel2 { get; set; } = "";
    [MaxLength(80)] public string Adresregel3 { get; set; } = "";

    /// <summary>The country as two letters of ISO 3166, where it is not the Netherlands.</summary>
    [StringLength(2, MinimumLength = 2)] public string Land { get; set; } = "";

    /// <summary>Reports a country that ISO 3166 does not know.</summary>
    internal static ValueTask BestaandLand(Change c, string veld, Adres? adres)
    {
        if (adres is { Land.Length: 2 } && !Landen.Contains(adres.Land))
            c.Fault(veld + ".land", "invalid", $"'{adres.Land}' is geen landcode van ISO 3166.");
        return default;
    }

    private static readonly HashSet<string> Landen = [.. (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG "
        + "CH CI CK CL CM CN CO CR CU CV CW "
        + "CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK "
            + "HM HN HR HT HU ID IE IL IM IN "
        + "IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN "
            + "MO MP MQ MR MS MT MU MV MW MX "
        + "MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH "
            + "SI SJ SK SL SM SN SO SR SS ST "
        + "SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW")
            .Split(' ')];
}
