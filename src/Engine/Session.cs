using System.Text.Json;

namespace Brink.Engine;

/// <summary>One unit of work on one organisation's data, for one caller: all of it is kept, or nothing.</summary>
public sealed partial class Session
{
    public required Model Model { get; init; }
    public required Caller Caller { get; init; }
    public required Organisatie Organisatie { get; init; }

    /// <summary>The address of the organisation as this request names it, ending in a slash.</summary>
    public required string Address { get; init; }
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;
}
