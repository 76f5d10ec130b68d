using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Brink.Registers.Berichten;
using Microsoft.Extensions.Logging;
using MimeKit;
using Xunit;

namespace Brink.Tests;

/// <summary>Messages: made with the deed that causes them, and sent by SMTP at least once.</summary>
public sealed class BerichtenTests
{
    private const string Berichten = "berichten/api/v1/berichten";
    public static TheoryData<string> Alle => Stores.All;

    private static object Body(string aan = "griffie@gemeente.example", string onderwerp = "Vergadering", object? bijlagen = null,
        string sleutel = "",
        string? uiterlijk = null) => new
        {
            aan,
            onderwerp,
            tekst = "Geacht lid,\n\nDit is een bericht: één regel, en een €.\n",
            soort = "proef",
            bijlagen = bijlagen ?? Array.Empty<object>(),
            sleutel,
            uiterlijk,
        };

    /// <summary>The deliverer of one platform, on a clock that the test sets.</summary>
    internal sealed class Post(Platform p, MailSettings mail, Clock klok)
    {
        public ConcurrentQueue<string> Log { get; } = new();

        // (its store is that of the platform, which closes it)
        private Tenant Hier => new(p.Tenant.Organisatie with { Afzender = mail.Afzender }, p.Tenant.Store);

        public Task<int> Ronde() => new JobRunner(
            p.Settings with
            {
                Jobs = [new Postbode(new Settings { Mail = mail, Adres = "https://brink.example" }, klok, new(Bovenlaag.Apps),
                    new Keep<Postbode>(Log)).Job],
            },
            new Dictionary<string, Tenant> { [p.Name] = Hier }, new Keep<JobRunner>(Log), klok).Round(Hier, Bericht.Job);

        public static MailSettings Naar(Smtp server) => new()
        {
            Server = "127.0.0.1",
            Poort = server.Port,
            Tls = "geen",
            Afzender = "secretariaat@dimpact.example",
            Pauzes = [10, 60],
            Tijdslimiet = 5,
        };

        private sealed class Keep<T>(ConcurrentQueue<string> log) : ILogger<T>
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(LogLevel logLevel) => true;
            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter) =>
                log.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    private static string Tekst(MimeMessage m) => m.TextBody!.ReplaceLineEndings("\n");

    [Theory, MemberData(nameof(Alle))]
    public async Task A_message_is_sent_once_with_its_attachments(string store)
    {
        await using var p = await Platform.Start(store);
        await using var server = new Smtp { User = "brink:geheim van de post" };
        var mail = Post.Naar(server);
        (mail.Gebruiker, mail.Geheim) = ("brink", "geheim van de post");
        var post = new Post(p, mail, new Clock(DateTimeOffset.UtcNow.AddSeconds(5)));
        var document = await new Cast(p).Document();
        var made = await p.Post(Berichten, Body(bijlagen: new object[]
        {
            new { naam = "vergadering.ics", soort = "text/calendar; method=PUBLISH; charset=utf-8",
                inhoud = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
            new { naam = "stuk.txt", document },
        }));
        Assert.Equal(("klaargezet", 0), ((string)made["status"]!, (int)made["pogingen"]!));
        Assert.Equal(1, await post.Ronde());
        Assert.Equal(0, await post.Ronde());
        var m = Assert.Single(server.Got);
        Assert.Equal(("secretariaat@dimpact.example", "griffie@gemeente.example", "Vergadering"),
            (m.From.Mailboxes.Single().Address, m.To.Mailboxes.Single().Address, m.Subject));
        Assert.Equal($"{((string)made["url"]!)[^36..]}@dimpact.example", m.MessageId);
        Assert.Equal("auto-generated", m.Headers[HeaderId.AutoSubmitted]);
        Assert.StartsWith("Geacht lid,\n\nDit is een bericht: één regel, en een €.\n", Tekst(m), StringComparison.Ordinal);
        var delen = m.Attachments.Cast<MimePart>().ToList();
        Assert.Equal(["vergadering.ics", "stuk.txt"], delen.Select(d => d.FileName));
        Assert.Equal("PUBLISH", delen[0].ContentType.Parameters["method"]);
        using var inhoud = new MemoryStream();
        delen[1].Content!.DecodeTo(inhoud, TestContext.Current.CancellationToken);
        Assert.Equal(await p.Beheerder.GetByteArrayAsync(document + "/download", TestContext.Current.CancellationToken), inhoud.ToArray());

        var na = await p.Get((string)made["url"]!);
        Assert.Equal(("verzonden", 1, ""), ((string)na["status"]!, (int)na["pogingen"]!, (string)na["fout"]!));
        Assert.NotNull(na["verzondenOp"]);
        // Being sent is a change like any other: it is in the audit trail, and who did it.
        var spoor = (await p.Get((string)made["url"]! + "/audittrail")).AsArray();
        Assert.Equal(["create", "partial_update"], spoor.Select(r => (string)r!["actie"]!));
        Assert.DoesNotContain(post.Log, regel => regel.Contains("griffie", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_fails_is_tried_again_after_growing_pauses_and_parked_in_the_end(string store)
    {
        await using var p = await Platform.Start(store);
        await using var server = new Smtp { Recipient = _ => "451 later" };
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var post = new Post(p, Post.Naar(server), klok);
        var url = (string)(await p.Post(Berichten, Body()))["url"]!;
        foreach (var (pauze, pogingen) in ((int, int)[])[(10, 1), (60, 2)])
        {
            Assert.Equal(1, await post.Ronde());
            var wacht = await p.Get(url);
            Assert.Equal(("klaargezet", pogingen), ((string)wacht["status"]!, (int)wacht["pogingen"]!));
            Assert.Contains("neemt dit adres niet aan (451)", (string)wacht["fout"]!, StringComparison.Ordinal);
            klok.Now += TimeSpan.FromSeconds(pauze - 1);
            Assert.Equal(0, await post.Ronde()); // not before the pause is over
            klok.Now += TimeSpan.FromSeconds(2);
        }
        Assert.Equal(1, await post.Ronde());
        Assert.Equal(("mislukt", 3), ((string)(await p.Get(url))["status"]!, (int)(await p.Get(url))["pogingen"]!));
        klok.Now += TimeSpan.FromDays(2);
        Assert.Equal(0, await post.Ronde()); // parked: not by itself any more
        Assert.Contains(post.Log, regel => regel.Contains("1 jobs of bericht", StringComparison.Ordinal));
        Assert.Equal(1, (int)(await p.Get(Berichten + "/stand"))["mislukt"]!);

        // Whoever may has it sent again; the others are refused and nothing changes.
        var lezer = await p.WithRights("lezer", new { component = "ber", scopes = new[] { "berichten.lezen" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Post, url + "/opnieuw", null, lezer)).Status);
        Assert.Equal("mislukt", (string)(await p.Get(url, lezer))["status"]!);
        server.Recipient = _ => "250 ok";
        Assert.Equal(200, (await p.Send(HttpMethod.Post, url + "/opnieuw")).Status);
        klok.Now += TimeSpan.FromDays(1); // the clock of the platform itself is the real one
        Assert.Equal(1, await post.Ronde());
        Assert.Single(server.Got);
        Assert.Equal(409, (await p.Send(HttpMethod.Post, url + "/opnieuw")).Status);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task An_address_that_is_refused_for_good_is_parked_at_once_and_holds_up_no_other(string store)
    {
        await using var p = await Platform.Start(store);
        await using var server = new Smtp { Recipient = aan => aan.StartsWith("weg", StringComparison.Ordinal) ? "550 unknown" : "250 ok" };
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var post = new Post(p, Post.Naar(server), klok);
        var weg = (string)(await p.Post(Berichten, Body("weg@gemeente.example")))["url"]!;
        await p.Post(Berichten, Body("er@gemeente.example"));
        var laat = (string)(await p.Post(Berichten, Body(uiterlijk: DateTimeOffset.UtcNow.AddSeconds(-1).ToString("O"))))["url"]!;
        await post.Ronde();
        Assert.Equal("er@gemeente.example", Assert.Single(server.Got).To.Mailboxes.Single().Address);
        Assert.Equal(("mislukt", 1), ((string)(await p.Get(weg))["status"]!, (int)(await p.Get(weg))["pogingen"]!));
        // What came too late does not go any more.
        Assert.Contains("is voorbij", (string)(await p.Get(laat))["fout"]!, StringComparison.Ordinal);
        Assert.Equal(409, (await p.Send(HttpMethod.Post, laat + "/opnieuw")).Status);
        Assert.DoesNotContain(post.Log, regel => regel.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_and_a_message_never_go_over_a_line_that_is_not_safe()
    {
        await using var p = await Platform.Start("sqlite");
        await using var server = new Smtp { User = "brink:geheim" };
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var url = (string)(await p.Post(Berichten, Body()))["url"]!;
        var mail = Post.Naar(server);
        (mail.Tls, mail.Gebruiker, mail.Geheim) = ("starttls", "brink", "geheim"); // which the server does not offer
        Assert.Equal(1, await new Post(p, mail, klok).Ronde());
        Assert.Contains("geen veilige verbinding", (string)(await p.Get(url))["fout"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, c => c is "AUTH" or "MAIL" or "DATA");

        // A wrong secret is not the message's fault: it is tried again.
        (mail.Tls, mail.Geheim) = ("geen", "een ander");
        klok.Now += TimeSpan.FromSeconds(11);
        var post = new Post(p, mail, klok);
        Assert.Equal(1, await post.Ronde());
        var na = await p.Get(url);
        Assert.Equal(("klaargezet", "de mailserver neemt gebruiker en geheim niet aan"), ((string)na["status"]!, (string)na["fout"]!));
        Assert.DoesNotContain(post.Log, regel => regel.Contains("een ander", StringComparison.Ordinal));
        Assert.Empty(server.Got);

        // Nor is a server that is away.
        mail.Poort = 1;
        klok.Now += TimeSpan.FromSeconds(61);
        Assert.Equal(1, await new Post(p, mail, klok).Ronde());
        Assert.Contains("geen verbinding", (string)(await p.Get(url))["fout"]!, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_node_that_dies_while_sending_holds_nothing_up_and_the_message_keeps_its_identity(string store)
    {
        await using var p = await Platform.Start(store);
        // The server took the message, and the connection broke before it could say so: as far as the sender knows it failed.
        await using var server = new Smtp { Hangs = true };
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var post = new Post(p, Post.Naar(server), klok);
        var url = (string)(await p.Post(Berichten, Body()))["url"]!;
        Assert.Equal(1, await post.Ronde());
        Assert.Equal("klaargezet", (string)(await p.Get(url))["status"]!);
        server.Hangs = false;

        // A node takes it and dies: nobody else sends it as long as its lease runs, and then it goes out.
        klok.Now += TimeSpan.FromSeconds(11);
        var genomen = Assert.Single(await p.Store.Write(db => Jobs.Take(db, Bericht.Job, "dode-knoop", klok.Now.ToUnixTimeMilliseconds(),
            klok.Now.AddSeconds(20).ToUnixTimeMilliseconds(), 10)));
        Assert.Equal(0, await post.Ronde());
        klok.Now += TimeSpan.FromSeconds(21);
        Assert.Equal(1, await post.Ronde());
        Assert.Equal("verzonden", (string)(await p.Get(url))["status"]!);
        Assert.Equal(2, server.Got.Count);
        Assert.Single(server.Got.Select(m => m.MessageId).Distinct());

        // Had it lived after all, what it writes down does not undo that.
        Assert.False(await p.Store.Write(db => Jobs.Mine(db, genomen.Id, "dode-knoop")));
        Assert.Equal("verzonden", (string)(await p.Get(url))["status"]!);
    }

    [Fact]
    public async Task A_paper_that_cannot_be_read_is_not_the_mail_servers_fault()
    {
        await using var p = await Platform.Start("sqlite");
        await using var server = new Smtp();
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var url = (string)(await p.Post(Berichten,
            Body(bijlagen: new object[] { new { naam = "stuk.txt", document = await new Cast(p).Document() } })))["url"]!;
        await p.Post(Berichten, Body("ander@gemeente.example"));
        var weg = Path.Combine(p.Folder, "elders");
        var inhoud = Directory.EnumerateFiles(p.Folder, "*", SearchOption.AllDirectories).Single();
        File.Move(inhoud, weg);
        var post = new Post(p, Post.Naar(server), klok);
        Assert.Equal(2, await post.Ronde());
        Assert.Equal(("klaargezet", "een bijlage is niet te lezen"),
            ((string)(await p.Get(url))["status"]!, (string)(await p.Get(url))["fout"]!));
        Assert.Single(server.Got); // the other one did go
        File.Move(weg, inhoud);
        klok.Now += TimeSpan.FromSeconds(11);
        Assert.Equal(1, await post.Ronde());
        Assert.Equal(2, server.Got.Count);
    }

    [Fact]
    public async Task Two_nodes_at_once_send_each_message_once()
    {
        await using var p = await Platform.Start("postgres");
        await using var server = new Smtp();
        var post = new Post(p, Post.Naar(server), new Clock(DateTimeOffset.UtcNow.AddSeconds(60)));
        for (var i = 0; i < 30; i++) await p.Post(Berichten, Body(onderwerp: $"Bericht {i}"));
        while ((await Task.WhenAll(post.Ronde(), post.Ronde(), post.Ronde())).Sum() > 0) { }
        Assert.Equal(30, server.Got.Count);
        Assert.Equal(30, server.Got.Select(m => m.Subject).Distinct().Count());
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Without_a_mail_server_messages_wait_and_can_be_sent_by_hand(string store)
    {
        await using var p = await Platform.Start(store);
        var url = (string)(await p.Post(Berichten, Body()))["url"]!;
        var stand = await p.Get(Berichten + "/stand");
        Assert.Equal((false, 1), ((bool)stand["ingesteld"]!, (int)stand["klaargezet"]!));
        var gezien = await p.Rows("inzage");
        using var antwoord = await p.Beheerder.GetAsync(url + "/eml", TestContext.Current.CancellationToken);
        Assert.Equal("message/rfc822", antwoord.Content.Headers.ContentType!.MediaType);
        using var bytes = new MemoryStream(await antwoord.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        // By the letter of RFC 5322: each line ends in CRLF and is not too long, and somebody is said to send it,
        // here an address that cannot exist.
        var ruw = System.Text.Encoding.UTF8.GetString(bytes.ToArray());
        Assert.Equal(ruw.Split("\r\n").Length, ruw.Split('\n').Length);
        Assert.EndsWith("\r\n", ruw, StringComparison.Ordinal);
        Assert.All(ruw.Split("\r\n"), regel => Assert.InRange(regel.Length, 0, 998));
        Assert.Single(ruw.Split("\r\n\r\n")[0].Split("\r\n"), regel => regel.StartsWith("From: ", StringComparison.Ordinal));
        var streng = new ParserOptions
        {
            AddressParserComplianceMode = RfcComplianceMode.Strict,
            ParameterComplianceMode = RfcComplianceMode.Strict,
            Rfc2047ComplianceMode = RfcComplianceMode.Strict
        };
        var eml = await MimeMessage.LoadAsync(streng, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(("1", "griffie@gemeente.example", $"{p.Name}@brink.invalid"),
            (eml.Headers["X-Unsent"], eml.To.Mailboxes.Single().Address, eml.From.Mailboxes.Single().Address));
        Assert.Equal("Geacht lid,\n\nDit is een bericht: één regel, en een €.\n", Tekst(eml));
        // Who looked at it is known, as of all that is about a person.
        Assert.Equal(gezien + 1, await p.Rows("inzage"));
        Assert.Equal(200, (await p.Send(HttpMethod.Post, url + "/zelf-verzonden")).Status);
        Assert.True((bool)(await p.Get(url))["zelfVerzonden"]!);
        await using var server = new Smtp();
        Assert.Equal(0, await new Post(p, Post.Naar(server), new Clock(DateTimeOffset.UtcNow.AddDays(1))).Ronde());
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_was_sent_is_removed_after_the_days_that_the_settings_say(string store)
    {
        await using var p = await Platform.Start(store);
        var oud = (string)(await p.Post(Berichten, Body()))["url"]!;
        await p.Post(Berichten, Body()); // waits
        Assert.Equal(200, (await p.Send(HttpMethod.Post, oud + "/zelf-verzonden")).Status);
        async Task<long> Na(int bewaren, int dagen)
        {
            await p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow.AddDays(dagen),
                s => Bericht.Opruimjob(bewaren).Inside!(s, new Brink.Engine.Job(0, "", "", [], 0)));
            return await p.Rows("ber_bericht");
        }
        Assert.Equal(2, await Na(0, 4000));
        Assert.Equal(2, await Na(90, 89));
        Assert.Equal(1, await Na(90, 91));
        Assert.Equal(404, (await p.Send(HttpMethod.Get, oud)).Status);
        // By the notice of a meeting that is still to come one knows whom to tell of a change.
        var komend = (string)(await p.Post(Berichten, Body(uiterlijk: DateTimeOffset.UtcNow.AddDays(100).ToString("O"))))["url"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Post, komend + "/zelf-verzonden")).Status);
        Assert.Equal(2, await Na(90, 95));
        Assert.Equal(1, await Na(90, 101));
    }

    /// <summary>Texts that look like an address, a name or a type and are something else: each is refused,
    /// or goes out as one message to one address.</summary>
    [Theory, MemberData(nameof(Alle))]
    public async Task Strange_addresses_names_and_texts_make_one_message_or_none(string store)
    {
        await using var p = await Platform.Start(store);
        await using var server = new Smtp();
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var post = new Post(p, Post.Naar(server), klok);
        string[] adressen = ["a,b@x.example", "<a@x.example>", "a>,<b@x.example", "a;b@x.example", "\"a\"@x.example", "a\u0000b@x.example",
            "a\u0007@x.example", "a(b)@x.example",
            "jürgen@x.example", "a@bücher.example", "a@" + new string('b', 80) + ".example", "a@[127.0.0.1]", "a:b@x.example",
            "groep:a@x.example;", "a@x.example>", "😀@x.example",
            "\u202e@x.example", "a@x..example", "a\\@x.example", "@@x", "a@x.example\r\nBcc: b@x.example", "a%0d%0aBcc@x.example"];
        var (gemaakt, buitenAscii) = (0, 0);
        foreach (var aan in adressen)
        {
            var (status, json) = await p.Send(HttpMethod.Post, Berichten, Body(aan: aan));
            Assert.True(status is 201 or 400, $"{aan}: {status} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
            // What is not ASCII before the @ only a server that says SMTPUTF8 can take, and this one does not.
            if (status == 201 && aan[..Math.Max(0, aan.LastIndexOf('@'))].Any(teken => teken > 127)) buitenAscii++;
            else if (status == 201) gemaakt++;
        }
        Assert.True(buitenAscii > 0, "There must be such an address for this to mean anything.");
        (string, string)[] bijlagen = [("a\"; filename=\"b.exe", "text/plain"), ("😀 ü.txt", "text/plain"), ("a\u0000.txt", "text/plain"),
            ("..", "multipart/mixed; boundary=x"),
            ("x", "message/rfc822"), ("y", "text/plain; charset=bestaat-niet")];
        foreach (var (naam, soort) in bijlagen)
        {
            var body = Body(onderwerp: "Bijlage \u202e😀 =?utf-8?q?x?= \u0007",
                bijlagen: new object[] { new { naam, soort, inhoud = "\r\n.\r\nQUIT\r\n" } });
            if ((await p.Send(HttpMethod.Post, Berichten, body)).Status == 201) gemaakt++;
        }
        await p.Post(Berichten, Body(aan: "laatste@x.example"));
        for (var i = 0; i < 4; i++, klok.Now += TimeSpan.FromMinutes(5)) while (await post.Ronde() > 0) { }
        Assert.Contains(server.Got, m => m.To.Mailboxes.Any(a => a.Address == "laatste@x.example"));
        Assert.All(server.Got, m => Assert.Equal((1, 0, 0), (m.To.Count, m.Cc.Count, m.Bcc.Count)));
        Assert.All(server.Got, m => Assert.Single(m.To.Mailboxes));
        Assert.All(server.Got.SelectMany(m => m.Attachments).OfType<TextPart>(), deel => Assert.Equal("utf-8", deel.ContentType.Charset));
        var stand = await p.Get(Berichten + "/stand");
        Assert.Equal((gemaakt + 1, buitenAscii, 0), ((int)stand["verzonden"]!, (int)stand["mislukt"]!, (int)stand["klaargezet"]!));
        foreach (var b in (await p.Get(Berichten + "?pageSize=100"))["results"]!.AsArray())
            Assert.Equal(200, (int)(await p.Beheerder.GetAsync((string)b!["url"]! + "/eml")).StatusCode);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_message_that_is_wrong_is_refused(string store)
    {
        await using var p = await Platform.Start(store);
        // No message can be made to these: they would be found out only when it is to leave.
        foreach (var adres in (string[])["geen adres", "een..twee@gemeente.example", "een.@gemeente.example", "een,twee@gemeente.example",
            "<een>@gemeente.example",
            "een@gemeente"])
        {
            Assert.Equal(["aan:invalid"], await p.Faults(HttpMethod.Post, Berichten, Body(adres)));
        }
        await p.Post(Berichten, Body("wé.twee+post@gemeente.example"));
        Assert.Equal(["onderwerp:invalid"],
            await p.Faults(HttpMethod.Post, Berichten, Body(onderwerp: "Regel\r\nBcc: iemand@gemeente.example")));
        await p.Post(Berichten, Body(sleutel: "een"));
        Assert.Equal(["sleutel:unique"], await p.Faults(HttpMethod.Post, Berichten, Body(sleutel: "een")));
        Assert.Equal(["bijlagen.0.naam:invalid"],
            await p.Faults(HttpMethod.Post, Berichten, Body(bijlagen: new[] { new { naam = "../a", inhoud = "x" } })));
        // A document goes to nobody through somebody who may not read it himself.
        var document = await new Cast(p).Document();
        var verzender = await p.WithRights("verzender", new { component = "ber", scopes = new[] { "berichten.versturen" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Berichten, Body(bijlagen: new[] { new { naam = "stuk.txt", document } }),
            verzender)).Status);
        Assert.Equal(201, (await p.Send(HttpMethod.Post, Berichten, Body(), verzender)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Berichten, null, verzender)).Status);
        Assert.Equal(3, await p.Rows("ber_bericht"));
    }

    [Fact]
    public void Settings_that_cannot_work_are_told_at_the_start()
    {
        Settings.Organisation[] geen = [];
        Assert.Empty(new MailSettings().Faults(geen));
        Assert.Empty(new MailSettings
        {
            Server = "smtp.gemeente.example",
            Afzender = "brink@gemeente.example",
            Gebruiker = "brink",
            Geheim = "x"
        }.Faults(geen));
        Assert.Contains(new MailSettings { Geheim = "x" }.Faults(geen), f => f.Contains("Server", StringComparison.Ordinal));
        Assert.Contains(new MailSettings { Server = "smtp.x.example", Afzender = "nergens" }.Faults(geen),
            f => f.Contains("Afzender", StringComparison.Ordinal));
        Assert.Contains(new MailSettings { Server = "smtp://x:25", Afzender = "a@b.example" }.Faults(geen),
            f => f.Contains("Server", StringComparison.Ordinal));
        Assert.Contains(new MailSettings { Server = "smtp.x.example", Afzender = "a@b.example", Tls = "ssl" }.Faults(geen),
            f => f.Contains("Tls", StringComparison.Ordinal));
        Assert.Contains(new MailSettings
        {
            Server = "smtp.x.example",
            Afzender = "a@b.example",
            Tls = "geen",
            Gebruiker = "a",
            Geheim = "b"
        }.Faults(geen),
            f => f.Contains("leesbaar", StringComparison.Ordinal));
        Assert.Contains(new MailSettings().Faults([new() { Id = "x", Afzender = "x" }]), f => f.Contains("'x'", StringComparison.Ordinal));
        Assert.Equal((587, 465, 25),
            (new MailSettings().OpPoort, new MailSettings { Tls = "tls" }.OpPoort, new MailSettings { Tls = "geen" }.OpPoort));
        Assert.Single(new ReminderSettings { Rapport = [100] }.Faults());
    }

    /// <summary><c>kill -9</c> of the host while it sends: every message that was answered for comes,
    /// and none comes with two identities.</summary>
    [Theory, MemberData(nameof(Alle))]
    public async Task Killing_the_host_loses_no_message(string store)
    {
        Assert.SkipWhen(store == "postgres" && Stores.Postgres is null,
            "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        var name = "b" + Guid.NewGuid().ToString("N")[..20];
        var folder = Directory.CreateTempSubdirectory("brink-mail-").FullName;
        await using var server = new Smtp { Message = _ => { Thread.Sleep(30); return "250 ok"; } };
        await using var host = new HostProcess(store, name, folder, ("Brink__Mail__Server", "127.0.0.1"),
            ("Brink__Mail__Poort", $"{server.Port}"), ("Brink__Mail__Tls", "geen"),
            ("Brink__Mail__Afzender", "brink@dimpact.example"), ("Brink__Mail__Tijdslimiet", "1"),
            ("Brink__Mail__Pauzes__0", "0.5"),
            ("Brink__Mail__Pauzes__1", "0.5"));
        try
        {
            await host.Start();
            const int aantal = 40;
            using (var http = host.Client())
                for (var i = 0; i < aantal; i++) await HostProcess.Post(http, Berichten, Body(onderwerp: $"Bericht {i}"));
            await Until(() => server.Got.Count > 3, "nothing was sent");
            await host.Kill();
            var voor = server.Got.Count;
            Assert.True(voor < aantal, "all was sent before the kill");
            await host.Start();
            await Until(() => server.Got.Select(m => m.Subject).Distinct().Count() == aantal, "not every message came");
            Assert.Equal(aantal, server.Got.Select(m => m.MessageId).Distinct().Count());
            Assert.InRange(server.Got.Count, aantal, aantal + 2); // at most what was under way twice
        }
        finally
        {
            await host.Kill();
            Directory.Delete(folder, true);
            if (store == "postgres") await HostProcess.DropSchema(name);
        }
    }

    private static async Task Until(Func<bool> done, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!done())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(40), what);
            await Task.Delay(20);
        }
    }
}
