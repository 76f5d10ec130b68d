namespace Brink.Apps.Openbaar;

/// <summary>What anyone may see.</summary>
public static class Declaratie
{
    public static readonly App App = new("openbaar", typeof(Declaratie).Assembly)
    {
        Voordeur = "/openbaar",
        Tegels = [new(Vak.Werk, "", async scherm => new(await scherm.IsOpenbaarAsync(scherm.Hier)
            ? [new("Openbaar", "/openbaar",
                Uitleg: $"Wat iedereen kan zien van {(scherm.Hier.Vereniging ? "vergaderingen en besluiten" : "besluiten")}.")]
                : [], null))],
        Wegen = Openbaarheid.MapOpenbaar,
    };
}
