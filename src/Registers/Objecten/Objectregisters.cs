using Brink.Engine;

namespace Brink.Registers.Objecten;

/// <summary>One store of objects and their types. Types are seen at two addresses: newer clients call the Objecten API for them,
/// older ones the Objecttypen API.</summary>
public static class Objectregisters
{
    public static Register Objecten { get; } = new Register("objecten", "objecten", "2.7.0", "Objecten API")
    { Pad = "v2", Takes = Schemes.Both, IgnoresUnknown = true, RefusesNull = true }
        .Add<Objecttype>()
        .Add<Objecttypeversie>()
        .Add<Dataobject>()
        .Add<Objectrecord>();

    public static Register Objecttypen { get; } = new Register("objecttypen", "objecttypen", "2.2.2", "Objecttypen API")
    { Pad = "v2", Takes = Schemes.Both, IgnoresUnknown = true, RefusesNull = true }
        .Shows(Objecten, typeof(Objecttype), typeof(Objecttypeversie));
}
