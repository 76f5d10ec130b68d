namespace Brink.Apps.Kern;

/// <summary>Anyone may see this page, without saying who it is. Whatever has no such mark is closed.
/// It shows only what the registers give to nobody in particular.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PubliekAttribute : Attribute;

/// <summary>This page is of the platform itself and not of an organisation: only its operators see it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperatorAttribute : Attribute;
