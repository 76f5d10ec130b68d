using Brink.Apps.Kern;

namespace Brink.Host;

/// <summary>The apps, in the order in which people see them. A new app is a line here.</summary>
internal static class Bovenlaag
{
    public static IReadOnlyList<App> Apps { get; } =
    [
        Brink.Apps.Vergaderen.Declaratie.App,
        Brink.Apps.Vereniging.Declaratie.App,
        Brink.Apps.Collegevoorstel.Declaratie.App,
        Brink.Apps.Zaakafhandeling.Declaratie.App,
        Brink.Apps.Zaakwerk.Declaratie.App,
        Brink.Apps.Openbaar.Declaratie.App,
        Brink.Apps.Beheer.Declaratie.App,
        Brink.Apps.Catalogusbeheer.Declaratie.App,
        Brink.Apps.Privacy.Declaratie.App,
        Brink.Apps.Zoeken.Declaratie.App,
        Brink.Apps.Operatie.Declaratie.App,
    ];
}
