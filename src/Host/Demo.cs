using Brink.Apps.Huis;
using Brink.Engine;

namespace Brink.Host;

/// <summary>The demonstration: its personas and its data.</summary>
public static class Demo
{
    public static IReadOnlyList<Persona> Personas(Settings settings) => [];
    public static Task Import(Settings settings, Apps.Zgw.IZgwClients clients, Api api, OwnClients own) => Task.CompletedTask;
}
