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
            ["vastgelegd"] = "Het is vastgelegd.",
            ["aangeboden"] = "De nota is aangeboden. Wie aan de beurt is, ziet haar nu.",
            ["afgesloten"] = "Het voorstel is afgesloten.",
            ["voorstel-ingetrokken"] = "Het voorstel is ingetrokken.",
            ["besluit-vastgelegd"] = "Het besluit is vastgelegd.",
            ["volmacht-gegeven"] = "De volmacht is gegeven.",
            ["nota-bewaard"] = "De nota is bewaard.",
            ["route-bewaard"] = "De route is bewaard.",
            ["stap-weg"] = "De stap is van de route gehaald.",
            ["openbaar-gemaakt"] = "Het besluit is openbaar.",
            ["bijlage"] = "De bijlage is toegevoegd.",
            ["overgenomen"] = "Wat u koos, is overgenomen.",
            ["voorstel-begonnen"] = "Het voorstel is begonnen.",
        },
    };
}
