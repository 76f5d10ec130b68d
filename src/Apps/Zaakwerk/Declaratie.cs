using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Zaakwerk;

/// <summary>What every app on zaken has: the files of a zaak.</summary>
public static class Declaratie
{
    public static readonly App App = new("zaakwerk", typeof(Declaratie).Assembly, "zaakafhandeling")
    {
        Wegen = wegen =>
        wegen.MapGet(Zaakdocument.Weg, Zaakdocument.GetAsync)
    };
}
