using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Catalogusbeheer;

/// <summary>The types of zaken, documents and decisions, and their versions.</summary>
public static class Declaratie
{
    public static readonly App App = new("catalogusbeheer", typeof(Declaratie).Assembly)
    {
        Menu = [new("/beheer/catalogi", "Zaaktypen", "ztc:catalogi.schrijven", Onder: "Beheer")],
        Wegen = wegen => wegen.MapGet("/{organisatie}/beheer/catalogusbestand/{soort}/{uuid:guid}", Catalogusbestand.GetAsync),
    };
}
