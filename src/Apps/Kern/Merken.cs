namespace Brink.Apps.Kern;

/// <summary>Anyone may see this page, without saying who it is. Whatever has no such mark is closed.
/// It shows only what the registers give to nobody in particular.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PubliekAttribute : Attribute;

/// <summary>This page runs a program of our own in the browser; every other page runs none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MetProgrammaAttribute : Attribute
{
    /// <summary>The program asks this server again whether the page has changed.</summary>
    public bool Ververst { get; set; }
}
