using Brink.Engine;
using Brink.Registers.Documenten;
using MimeKit;

namespace Brink.Registers.Berichten;

/// <summary>A message to send, with the contents of its attachments (null: made for the message, or gone).</summary>
public sealed record Zending(Bericht Bericht, IReadOnlyList<string?> Inhouden);

// How a message leaves the house: as a job, whose key is the message. A node that dies holds nothing up for longer than its lease;
// what it had sent and not yet written down goes out again with the same Message-ID.
public sealed partial record Bericht
{
    /// <summary>The name of the kind of job that sends a message.</summary>
    public const string Job = "bericht";

    /// <summary>The kind of job that sends messages.</summary>
    /// <param name="stuur">Sends one; null where no mail goes out by itself: then they wait.</param>
    /// <param name="bezorgen">How often it is tried, and how long it may take.</param>
    /// <param name="begin">Makes what the messages that are sent after each other share: a connection.</param>
    public static JobKind Soortjob(Func<JobRun, Zending, Task<JobOutcome>>? stuur, DeliverySettings bezorgen, Func<object> begin) =>
        new(Job, "Bericht versturen")
        {
            Scope = "ber:berichten.beheren",
            Pauses = bezorgen.Pauses,
            Limit = bezorgen.Limit,
            Most = 20,
            Beside = 1,
            Begin = (_, _) => ValueTask.FromResult<object?>(begin()),
            Outside = stuur is null ? null : run => Stuur(run, stuur),
            Ended = Gedaan,
        };

    private void Verstuur(Session s) => s.Later(Job, Uuid.ToString(), new { bericht = Ref<Bericht>.To(Uuid).Value });

    private static async Task<JobOutcome> Stuur(JobRun run, Func<JobRun, Zending, Task<JobOutcome>> stuur)
    {
        var zending = await run.Work(async s =>
            await s.Get(Ref<Bericht>.To(Guid.Parse(run.Job.Lane))) is { Status: not Berichtstatus.Verzonden } b
                ? new Zending(b, await b.Inhouden(s)) : null);
        if (zending is null) return JobOutcome.Done; // deleted, or sent by hand meanwhile
        return zending.Bericht.Uiterlijk <= run.Now ? new("Het moment waarvoor dit bericht was bedoeld, is voorbij.", true)
            : await stuur(run, zending);
    }

    // How it stands is also with the message itself, for whoever looks after messages.
    private static async ValueTask Gedaan(Session s, Job job, JobState stand)
    {
        // Sent by hand or deleted meanwhile: that holds.
        if (await s.Lock(Ref<Bericht>.To(Guid.Parse(job.Lane))) is not { Status: not Berichtstatus.Verzonden } b) return;
        if (stand.Fault is null)
        {
            (b.Status, b.VerzondenOp, b.VolgendePoging, b.Fout, b.Pogingen) = (Berichtstatus.Verzonden, s.Now, null, "", b.Pogingen + 1);
        }
        else
        {
            (b.Status, b.VolgendePoging, b.Fout, b.Pogingen) = (stand.Parked ? Berichtstatus.Mislukt : Berichtstatus.Klaargezet, stand.Next,
                stand.Fault, b.Pogingen + 1);
        }
        if (b.Status == Berichtstatus.Klaargezet) await s.Keep(b); else await s.Save(b);
    }

    /// <summary>The kind of job that removes messages that were kept long enough, and sees that what waits has a job
    /// (before there were jobs it had none).</summary>
    /// <param name="dagen">For how many days what was sent is kept; 0: for ever.</param>
    public static JobKind Opruimjob(int dagen) => new("berichten-opruimen", "Verzonden berichten opruimen")
    {
        Schedule = "50 2 * * *",
        AtStart = true,
        Scope = "ber:berichten.beheren",
        Beside = 1,
        Inside = async (s, _) =>
        {
            foreach (var b in await s.Find<Bericht>(q => q.Is("status", Berichtstatus.Klaargezet))) b.Verstuur(s);
            return dagen > 0 ? await Ruim(s, s.Now.AddDays(-dagen)) : 0;
        },
    };

    /// <summary>Removes what was sent long enough ago, some at a time; how many. The notice of a meeting that is still to come stays:
    /// by it one knows whom to tell of a change.</summary>
    public static async ValueTask<int> Ruim(Session s, DateTimeOffset grens)
    {
        var oud = await s.Find<Bericht>(q =>
        {
            q.Is("status", Berichtstatus.Verzonden).Compares("verzondenOp", "<", grens)
                .Either(altijd => altijd.IsNull("uiterlijk"), voorbij => voorbij.Compares("uiterlijk", "<", s.Now));
            (q.OrderBy, q.Part) = ("t.id", (500, 0));
        });
        foreach (var bericht in oud) await s.Delete(bericht);
        return oud.Count;
    }

    private async ValueTask<List<string?>> Inhouden(Session s)
    {
        var uit = new List<string?>();
        foreach (var b in Bijlagen)
        {
            uit.Add(b.Document is { IsEmpty: false } document && b.Versie is { } versie
                ? (await Documentversie.Van(s, document, versie))?.Sha256 : null);
        }
        return uit;
    }

    /// <summary>The message as mail programs read it. The same message has the same Message-ID each time.</summary>
    /// <param name="zending">The message with the contents of its attachments.</param>
    /// <param name="van">Who sends it.</param>
    /// <param name="voet">What is put below the text.</param>
    /// <param name="nu">The moment of sending.</param>
    /// <param name="concept">It is a draft, that somebody sends by hand.</param>
    public static async Task<MimeMessage> Mime(Zending zending, Organisatie van, string voet, DateTimeOffset nu, CancellationToken cancel,
        bool concept = false)
    {
        var (b, blobs) = (zending.Bericht, van.Blobs);
        var afzender = new MailboxAddress(Regel(van.Naam), Adres(van));
        var mime = new MimeMessage { Subject = b.Onderwerp, Date = nu, MessageId = $"{b.Uuid}@{afzender.Domain}" };
        mime.From.Add(afzender);
        if (concept) mime.Headers.Add("X-Unsent", "1");
        mime.To.Add(new MailboxAddress("", b.Aan));
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        var delen = new Multipart("mixed") { new TextPart("plain") { Text = (b.Tekst + voet).ReplaceLineEndings("\r\n") } };
        foreach (var (bijlage, sha256) in b.Bijlagen.Zip(zending.Inhouden))
        {
            MimePart deel;
            if (bijlage.Document is not { IsEmpty: false })
            {
                deel = new MimePart(Soortvan(bijlage.Soort))
                {
                    Content = new MimeContent(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(bijlage.Inhoud)))
                };
                if (deel.ContentType.IsMimeType("text", "*"))
                    deel.ContentType.Charset = "utf-8"; // that is what is written, whatever was said
            }
            else if (sha256 is null)
            {
                continue; // the document was deleted since; what the text says of it still holds
            }
            else
            {
                var (inhoud, soort) = await blobs.OpenTyped(sha256, cancel);
                await using (inhoud)
                {
                    var kopie = new MemoryStream();
                    await inhoud.CopyToAsync(kopie, cancel);
                    deel = new MimePart(Soortvan(soort)) { Content = new MimeContent(kopie) };
                }
            }
            deel.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment);
            deel.ContentTransferEncoding = ContentEncoding.Base64;
            deel.FileName = bijlage.Naam;
            delen.Add(deel);
        }
        mime.Body = delen.Count == 1 ? delen[0] : delen;
        return mime;
    }

    // What holds parts of its own may not be encoded (RFC 2045, 6.4), and goes along as bytes.
    private static ContentType Soortvan(string soort) =>
        ContentType.Parse(soort) is var gelezen && (gelezen.IsMimeType("multipart", "*") || gelezen.IsMimeType("message", "*"))
        ? new("application", "octet-stream") : gelezen;

    /// <summary>The address of who sends: every message and invitation has one (RFC 5322 3.6.2, RFC 5546 3.2).
    /// Where none is set it is one that cannot exist (RFC 2606), so that no answer goes to a stranger.</summary>
    internal static string Adres(Organisatie van) => van.Afzender.Length > 0 ? van.Afzender : $"{van.Id}@brink.invalid";

    private static async ValueTask<ActionResult> Eml(ActionCall c)
    {
        var b = (Bericht)c.Subject!;
        using var mime = await Mime(new(b, await b.Inhouden(c.Session)), c.Session.Organisatie, "", c.Session.Now, CancellationToken.None,
            concept: true);
        using var uit = new MemoryStream();
        // Lines of a message end in CRLF, whatever the machine that writes it is used to.
        var vorm = FormatOptions.Default.Clone();
        (vorm.NewLineFormat, vorm.EnsureNewLine) = (NewLineFormat.Dos, true);
        await mime.WriteToAsync(vorm, uit);
        return new(null, Blob: Blob.Of(uit.ToArray(), "message/rfc822", $"bericht-{b.Uuid}.eml"));
    }
}
