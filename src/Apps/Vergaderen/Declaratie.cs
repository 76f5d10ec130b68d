using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Vergaderen;

/// <summary>Meetings of the members: agenda, votes, proxies, minutes.</summary>
public static class Declaratie
{
    private const string Geheel = "/vereniging";

    public static readonly App App = new("vergaderen", typeof(Declaratie).Assembly, "vereniging")
    {
        Menu = [new("/vereniging/vergaderingen", "Vergaderingen", "bvm", Waar.Vereniging, Geheel), new("/vereniging/stemmingen", "Stemmingen", "bvm", Waar.Vereniging, Geheel)],
        Tegels = [new(Vak.Wacht, "bvm:besluitvorming.stemmen", Mijnwerk.StemmenAsync), new(Vak.Vergaderingen, "bvm", Mijnwerk.VergaderingenAsync)],
        Adres = [new("besluitvorming/vergaderingen", "/vereniging/vergaderingen/{0}"), new("besluitvorming/stemmingen", "/vereniging/stemmingen/{0}")],
        Wegen = Vergaderwegen.MapVergaderen,
    };
}
