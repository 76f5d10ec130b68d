namespace Brink.Apps.Zaakafhandeling;

/// <summary>Zaken: finding them, and following each.</summary>
public static class Declaratie
{
    public static readonly App App = new("zaakafhandeling", typeof(Declaratie).Assembly, "zaakafhandeling")
    {
        Menu =
        [
            new("/zaken", "Zaken", "zrc:zaken.lezen"), new("/zaken/nieuw", "Nieuwe zaak", Zakenstand.Aanmaken) { Mits = Zakenstand.KanBeginnenAsync },
            new("/zaken/persoon", "Zoeken op persoon", "zrc:zaken.lezen"),
        ],
        Gedaan = new Dictionary<string, string>
        {
            ["nieuwe-zaak"] = "De zaak is begonnen. Hieronder ziet u wanneer zij uiterlijk klaar is.",
            ["zoek"] = ""
        },
        Tegels = [new(Vak.Werk, "zrc:zaken.lezen", Zakenstand.LeesAsync) { Blok = typeof(Recent) }],
        Adres = [new("zaken/zaken", "/zaken/{0}")],
    };
}
