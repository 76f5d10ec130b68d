namespace Brink.Apps.Openbaar;

/// <summary>What anyone may see.</summary>
public static class Declaratie
{
    public static readonly App App = new("openbaar", typeof(Declaratie).Assembly) { Wegen = Openbaarheid.MapOpenbaar };
}
