using Microsoft.AspNetCore.Components;

namespace Brink.Design;

/// <summary>A link in the main menu. <paramref name="Current"/> marks the page that is open.</summary>
public sealed record NavLinkItem(string Text, string Href, bool Current = false);

/// <summary>A link in the breadcrumb; without <paramref name="Href"/> it is the page that is open.</summary>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>What the user must mend. <paramref name="FieldId"/> is the id of the field that the summary links to;
/// <paramref name="Href"/> is where it is to be mended when that is another page.</summary>
public sealed record FieldError(string FieldId, string Message, string? Href = null);

/// <summary>A choice in a <c>SelectField</c>.</summary>
public sealed record Choice(string Value, string Text);

/// <summary>How a badge or an alert is meant. The words always say it too: colour alone says nothing.</summary>
public enum Tone
{
    Neutral,
    Good,
    Attention,
    Fault,
}

/// <summary>How far a step of a process is.</summary>
public enum StepState
{
    Done,
    Current,
    Skipped,
    Ahead,
}

/// <summary>A step on the status line.</summary>
/// <param name="Name">What the step is called.</param>
/// <param name="State">How far it is.</param>
/// <param name="Detail">When it was reached, in words.</param>
public sealed record Step(string Name, StepState State, string? Detail = null);

/// <summary>A column of a <c>DataTable</c>.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Cell">What a row shows.</param>
/// <param name="RowHeader">True for the one column that names the row.</param>
/// <param name="Numeric">True when the values are figures, which line up at the end.</param>
public sealed record Column<TItem>(string Title, RenderFragment<TItem> Cell, bool RowHeader = false, bool Numeric = false);
