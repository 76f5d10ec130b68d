namespace Brink.Apps.Kern;

/// <summary>A deed that a page takes from a form (<c>Doe.razor</c>). It stays there when the form is not:
/// what comes too late is refused in words.</summary>
/// <param name="Wat">Its name, unique on the page.</param>
/// <param name="Doe">Does what was sent. Null when it was refused, or when something is asked first; else where to go on,
/// empty for the page itself, with the message that says what was done (<see cref="App.Gedaan"/>).</param>
public sealed record Handeling(string Wat, Func<Formulier, Task<string?>> Doe)
{
    /// <summary>It needs nothing of what the page reads, so the page reads only what is shown afterwards.</summary>
    public bool Eerst { get; init; }

    /// <summary>The page itself is the answer, and not an address that follows: it is shown with what was sent (such as a number of a
    /// person, which may stand in no address), or with what came of it. It is done once all the same;
    /// what it shows must come from what was sent, for who sends it twice.</summary>
    public bool Blijft { get; init; }
}
