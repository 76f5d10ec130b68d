using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Catalogusbeheer;

/// <summary>The types of zaken, documents and decisions, and their versions.</summary>
public static class Declaratie
{
    public static readonly App App = new("catalogusbeheer", typeof(Declaratie).Assembly)
    {
        Menu = [new("/beheer/catalogi", "Zaaktypen", "ztc:catalogi.schrijven", Onder: "Beheer")],
        Bundel = [new("catalogi", "Catalogi met alle typen", "ztc:catalogi.lezen")],
        Gedaan = new Dictionary<string, string>
        {
            ["overnemen"] = "Het bestand is overgenomen. Alles staat er als concept. Controleer het en publiceer het daarna.",
            ["type"] = "Opgeslagen.",
            ["einde"] = "Opgeslagen.",
            ["publiceer"] = "Het is gepubliceerd.",
            ["versie"] = "De nieuwe versie staat klaar als concept. Wijzig wat anders moet en publiceer haar daarna.",
            ["verwijder"] = "Het is verwijderd.",
        },
        Wegen = wegen => wegen.MapGet("/{organisatie}/beheer/catalogusbestand/{soort}/{uuid:guid}", Catalogusbestand.GetAsync),
    };
}
