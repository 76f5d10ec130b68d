using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Collegevoorstel;

/// <summary>Proposals to the college, from nota to decision.</summary>
public static class Declaratie
{
    public static readonly App App = new("collegevoorstel", typeof(Declaratie).Assembly, "bestuurlijke-besluitvorming")
    {
        Menu = [new("/collegevoorstellen", "College", "zrc:zaken.lezen", Waar.Gemeente)],
        Tegels = [new(Vak.Wacht, "zrc:zaken.lezen", Voorstellen.WachtAsync, Waar.Gemeente)],
        OpZaak = [new(Bureau.Zaaktype, typeof(Voorstelverwijzing), Stap.Objectsoort, Dossier.Volmachtsoort)],
        OpStuk = [new(Nota.Openbaarbestand, typeof(Openbarenota))],
        Wegen = wegen => wegen.MapGet("/{organisatie}/collegevoorstellen/{sleutel:guid}/nota.pdf", Voorstellen.PdfAsync),
        Gedaan = new Dictionary<string, string>
        {
            ["begin"] = "Het voorstel is begonnen.",
            ["nota"] = "De nota is bewaard.",
            ["eigen"] = "De bijlage is toegevoegd.",
            ["overnemen"] = "De agenda en de stukken die u koos, zijn overgenomen.",
            ["aanbieden"] = "De nota is aangeboden. Wie aan de beurt is, ziet haar nu.",
            ["zet"] = "Het is vastgelegd.",
            ["route-stap"] = "De stap is gewijzigd.",
            ["route-weg"] = "De stap is van de route gehaald.",
            ["route-erbij"] = "De stap staat op de route.",
            ["raadsstuk"] = "Het stuk is gemaakt. De portefeuillehouder geeft eerst akkoord; daarna gaat het naar de griffie.",
            ["raadsstap"] = "De stap is gezet.",
            ["raadsuitkomst"] = "De uitkomst van de raad staat erbij.",
            ["besluit"] = "Het besluit is vastgelegd.",
            ["openbaar"] = "De nota is openbaar.",
            ["volmacht"] = "De volmacht is gegeven.",
            ["sluiten"] = "Het voorstel is afgesloten.",
            ["intrekken"] = "Het voorstel is ingetrokken.",
        },
    };
}
