using Ical.Net;
using Ical.Net.CalendarComponents;
using Xunit;

namespace Brink.Tests;

/// <summary>The calendar file of a meeting, as another program (Ical.Net) reads it: who invites, from when to when,
/// and which of two is the newer.</summary>
public sealed class AfspraakTests
{
    private static (string Methode, CalendarEvent Afspraak) Lees(string ics)
    {
        var kalender = Calendar.Load(ics)!;
        var een = Assert.Single(kalender.Events);
        Assert.StartsWith("mailto:", een.Organizer!.Value!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Testgemeente", een.Organizer.CommonName);
        Assert.True(een.DtEnd!.AsUtc > een.DtStart!.AsUtc, ics);
        return (kalender.Method!, een);
    }

    [Theory]
    [InlineData("13:00:00Z", "15:30:00Z", 2.5, "")]
    [InlineData("13:00:00Z", null, 3, "Het einde is nog niet bekend. In de agenda staat daarom 3 uur.")]
    [InlineData(null, null, 24, "Het begin is nog niet bekend.")]
    public async Task It_has_an_end_and_says_where_that_is_a_guess(string? begin, string? einde, double uren, string uitleg)
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(1);
        string? Om(string? klok) => klok is null ? null : $"{Alv.Vandaag(21)}T{klok}";
        var vergadering = await alv.Maak("vergaderingen", new
        {
            titel = "ALV; de tweede, \"extra\"",
            datum = Alv.Vandaag(21),
            begin = Om(begin),
            einde = Om(einde),
            vorm = "fysiek",
        });
        await alv.Maak("agendapunten", new { vergadering, nummer = 1, titel = "Opening", soort = "procedureel" });
        await alv.Doe(vergadering, "oproepen");
        var (methode, afspraak) = Lees(await p.Beheerder.GetStringAsync(vergadering + "/kalender", TestContext.Current.CancellationToken));
        Assert.Equal(("PUBLISH", uren, "ALV; de tweede, \"extra\"", uitleg),
            (methode, (afspraak.DtEnd!.AsUtc - afspraak.DtStart!.AsUtc).TotalHours, afspraak.Summary,
            afspraak.Description ?? ""));
        Assert.Equal(begin is not null, afspraak.DtStart.HasTime);
        Assert.True(string.IsNullOrEmpty(afspraak.Location));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_comes_later_is_newer_in_number_and_moment(string store)
    {
        var klok = new Clock(new DateTimeOffset(2031, 3, 3, 9, 0, 0, TimeSpan.Zero));
        await using var p = await Platform.Start(store, klok: klok);
        var alv = await new Alv(p).Met(1);
        await p.Send(HttpMethod.Patch, (string)(await p.Get(Alv.Root + "vertegenwoordigingen"))["results"]![0]!["url"]!,
            new { emailadres = "lid@gemeente.example" });
        var vergadering = await alv.Maak("vergaderingen",
            new { titel = "ALV", datum = "2031-03-31", begin = "2031-03-31T12:00:00Z", vorm = "fysiek" });
        await alv.Maak("agendapunten", new { vergadering, nummer = 1, titel = "Opening", soort = "procedureel" });
        await alv.Doe(vergadering, "oproepen");
        foreach (var plaats in (string[])["Deventer", "Raalte"])
        {
            klok.Now += TimeSpan.FromHours(1);
            Assert.Equal(200, (await p.Send(HttpMethod.Patch, vergadering, new { locatie = plaats })).Status);
            // Who downloads it later gets what was sent last, never something that looks older.
            var nu = Lees(await p.Beheerder.GetStringAsync(vergadering + "/kalender", TestContext.Current.CancellationToken)).Afspraak;
            Assert.Equal(plaats, nu.Location);
        }
        klok.Now += TimeSpan.FromHours(1);
        await using var server = new Smtp();
        var post = new BerichtenTests.Post(p, BerichtenTests.Post.Naar(server), klok);
        Assert.Equal(3, await post.Ronde());
        await alv.Doe(vergadering, "intrekken", new { reden = "Te weinig leden." });
        var berichten = (await p.Get("berichten/api/v1/berichten?pageSize=100"))["results"]!.AsArray()
            .OrderBy(b => (string)b!["gemaakt"]!, StringComparer.Ordinal).ToList();
        Assert.Equal(["oproep", "oproep-gewijzigd", "oproep-gewijzigd", "afzegging"], berichten.Select(b => (string)b!["soort"]!));
        var afspraken = berichten.Select(b => Lees((string)b!["bijlagen"]![0]!["inhoud"]!)).ToList();
        Assert.Equal(["PUBLISH", "PUBLISH", "PUBLISH", "CANCEL"], afspraken.Select(a => a.Methode));
        Assert.Equal([0, 1, 2, 3], afspraken.Select(a => a.Afspraak.Sequence));
        foreach (var (eerder, later) in afspraken.Zip(afspraken.Skip(1)))
            Assert.True(later.Afspraak.DtStamp!.AsUtc > eerder.Afspraak.DtStamp!.AsUtc);
        Assert.Single(afspraken.Select(a => a.Afspraak.Uid).Distinct());
        Assert.Equal(("CANCELLED",
            "Deze vergadering gaat niet door. Te weinig leden. Het einde is nog niet bekend. In de agenda staat daarom 3 uur."),
            (afspraken[3].Afspraak.Status, afspraken[3].Afspraak.Description));
        // The words of the mail say it too, for who does not open the file.
        foreach (var (bericht, woord) in berichten
            .Zip((string[])["U bent uitgenodigd", "Dit is een wijziging.", "Dit is een wijziging.", "Dit is een afzegging."]))
        {
            Assert.Contains(woord, (string)bericht!["tekst"]!, StringComparison.Ordinal);
        }
    }
}
