using Brink.Engine;
using Xunit;

namespace Brink.Tests;

/// <summary>Terms: counted on the calendar, kept as they were written. Libraries differ on each of these rows (see
/// <c>findings/</c>).</summary>
public sealed class DuurTests
{
    [Theory]
    [InlineData("P6W", "2026-01-31", "2026-03-14")]
    [InlineData("P42D", "2026-01-31", "2026-03-14")]
    [InlineData("P1M", "2026-01-31", "2026-02-28")]
    [InlineData("P1M", "2028-01-31", "2028-02-29")]
    [InlineData("P1M1D", "2026-01-31", "2026-03-01")]
    [InlineData("P1Y", "2028-02-29", "2029-02-28")]
    [InlineData("P1Y6M", "2026-01-31", "2027-07-31")]
    [InlineData("P40D", "2026-03-20", "2026-04-29")] // over the night that is an hour short
    public void A_term_ends_on_a_day_of_the_calendar(string term, string from, string until)
    {
        Assert.True(Duur.TryParse(term, out var duur));
        var here = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(until, duur.After(DateOnly.Parse(from, here)).ToString("yyyy-MM-dd", here));
        Assert.Equal(term, duur.ToString());
    }
}
