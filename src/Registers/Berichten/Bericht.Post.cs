using Brink.Engine;
using Brink.Registers.Documenten;
using MimeKit;

namespace Brink.Registers.Berichten;

/// <summary>A message that a node took to send, with the contents of its attachments (null: made for the message, or gone).</summary>
public sealed record Zending(Bericht Bericht, IReadOnlyList<string?> Inhouden);

/// <summary>What came of an attempt. Without <paramref name="Fout"/> it was taken;
/// <paramref name="Voorgoed"/> says that trying again helps nothing.</summary>
public sealed record Bezorging(string? Fout, bool Voorgoed = false);

// How a message leaves the house: a node takes it for a while, sends it, and writes down what came of it.
// A node that dies holds nothing up for longer than its lease; what it had sent and not yet written down goes out again with the same
// Message-ID.
public sealed partial record Bericht
{
    /// <summary>Whether there is something to send now.</summary>
    public static async ValueTask<bool> Wacht(Tenant tenant, Model model, DateTimeOffset nu)
    {
        var d = model.Of(typeof(Bericht));
        var q = Klaar(new Query(d, model), nu);
        return await tenant.Store.Read(db => db.Number($"SELECT 1 FROM {d.Table} t WHERE {q.Where} LIMIT 1", q.Parameters)) == 1;
    }

    private static Query Klaar(Query q, DateTimeOffset nu) => q.Is("status", Berichtstatus.Klaargezet).Compares("volgendePoging", "<=", nu);

    /// <summary>Takes messages to send, the oldest first, until a moment. What came too late is parked instead.</summary>
    public static ValueTask<List<Zending>> Neem(Tenant tenant, Model model, string knoop, DateTimeOffset nu, DateTimeOffset tot,
        int meeste) =>
        tenant.Work(model, nu, async s =>
        {
            var uit = new List<Zending>();
            foreach (var gevonden in await s.Find<Bericht>(q =>
                { Klaar(q, nu).OrderBy = "t.\"volgendePoging\", t.id"; q.Part = (meeste, 0); }))
            {
                // On PostgreSQL another node may have been first; then it is seen here as that node left it.
                if (await s.Lock(Ref<Bericht>.To(gevonden.Uuid)) is not { Status: Berichtstatus.Klaargezet } b || b.VolgendePoging > nu)
                    continue;
                if (b.Uiterlijk <= nu)
                {
                    b.Parkeer("Het moment waarvoor dit bericht was bedoeld, is voorbij.");
                    await s.Save(b);
                    continue;
                }
                (b.Door, b.VolgendePoging) = (knoop, tot);
                await s.Keep(b);
                uit.Add(new(b, await b.Inhouden(s)));
            }
            return uit;
        });

    /// <summary>Writes down what came of a message that this node took; null: it was not tried, and another may take it at once.</summary>
    /// <returns>Whether it was parked.</returns>
    public static ValueTask<bool> Schrijf(Tenant tenant, Model model, Zending zending, string knoop, Bezorging? uitkomst,
        IReadOnlyList<TimeSpan> pauzes, DateTimeOffset nu) =>
        tenant.Work(model, nu, async s =>
        {
            // Taken over by another node, sent by hand or deleted meanwhile: that holds.
            if (await s.Lock(Ref<Bericht>.To(zending.Bericht.Uuid)) is not { Status: Berichtstatus.Klaargezet } b || b.Door != knoop)
                return false;
            b.Door = "";
            if (uitkomst is null)
            {
                b.VolgendePoging = nu;
            }
            else if (uitkomst.Fout is null)
            {
                (b.Status, b.VerzondenOp, b.VolgendePoging, b.Fout, b.Pogingen) = (Berichtstatus.Verzonden, nu, null, "", b.Pogingen + 1);
            }
            else
            {
                (b.Pogingen, b.Fout) = (b.Pogingen + 1, uitkomst.Fout);
                if (uitkomst.Voorgoed || b.Pogingen > pauzes.Count) b.Parkeer(uitkomst.Fout);
                else b.VolgendePoging = nu + pauzes[b.Pogingen - 1];
            }
            if (b.Status == Berichtstatus.Klaargezet) await s.Keep(b); else await s.Save(b);
            return b.Status == Berichtstatus.Mislukt;
        });

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

    private void Parkeer(string waarom) => (Status, Fout, VolgendePoging, Door) = (Berichtstatus.Mislukt, waarom, null, "");

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
