using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Documenten;

namespace Brink.Registers.Berichten;

/// <summary>Where a message is: waiting to be sent (again), sent, or given up and parked.</summary>
public enum Berichtstatus { Klaargezet, Verzonden, Mislukt }

/// <summary>What goes along with a message: a document, or a small file that was made for it.</summary>
public sealed record Berichtbijlage
{
    [MaxLength(150), NotBlank, RegularExpression(@"^[^\r\n\/\\]*$")] public required string Naam { get; set; }

    /// <summary>The media type of <see cref="Inhoud"/>, such as <c>text/calendar; method=CANCEL</c>.</summary>
    [MaxLength(100), RegularExpression(@"^[a-z]+\/[a-z0-9.+-]+(; *[a-z]+=[A-Za-z0-9-]+)*$")]
    public string Soort
    {
        get; set;
    } = "text/plain; charset=utf-8";

    /// <summary>The text of a file that was made for this message; empty for a document.</summary>
    [MaxLength(100_000)] public string Inhoud { get; set; } = "";
    [Own] public Ref<Enkelvoudiginformatieobject>? Document { get; set; }

    /// <summary>The version of the document as it was when the message was made.</summary>
    [Computed] public int? Versie { get; set; }

    /// <summary>A document as an attachment, in the version that it has now.</summary>
    internal static Berichtbijlage Van(Enkelvoudiginformatieobject document) => new()
    {
        Naam = Naamgeving(document.Bestandsnaam.Length > 0 ? document.Bestandsnaam : document.Titel),
        Document = Ref<Enkelvoudiginformatieobject>.To(document.Uuid),
        Versie = document.Versie,
    };

    private static string Naamgeving(string naam) =>
        Nederlands.Kort(string.Concat(naam.Select(t => char.IsControl(t) || t is '/' or '\\' ? '-' : t)), 150);
}

/// <summary>How things stand with the messages of an organisation.</summary>
public sealed record Berichtenstand
{
    /// <summary>Whether mail goes out by itself; without it messages wait, and whoever may can send them by hand.</summary>
    public required bool Ingesteld { get; init; }
    public required int Klaargezet { get; init; }
    public required int Verzonden { get; init; }
    public required int Mislukt { get; init; }
}

/// <summary>
/// A message by e-mail to one address. It is made in the unit of work of the deed that causes it,
/// so that there is no deed without its message and no message without its deed; the host sends it afterwards,
/// at least once and each time with the same Message-ID (docs/beheer.md, Mail).
/// </summary>
public sealed partial record Bericht : Resource, IResource<Bericht>
{
    /// <summary>How large the attachments of one message may be together, in bytes: larger ones are refused by many mail servers.</summary>
    public const long MeesteBytes = 8 * 1024 * 1024;

    [MaxLength(254), EmailAddress, NotBlank] public required string Aan { get; set; }

    /// <summary>In which capacity: <c>portefeuillehouder van Deventer</c>; never a name.</summary>
    [MaxLength(200)] public string Hoedanigheid { get; set; } = "";
    [MaxLength(200), NotBlank, RegularExpression(@"^[^\r\n]*$")] public required string Onderwerp { get; set; }
    [MaxLength(50_000), NotBlank] public required string Tekst { get; set; }
    public List<Berichtbijlage> Bijlagen { get; set; } = [];

    /// <summary>Why it is sent, in one word: <c>oproep</c>, <c>herinnering-stemming</c>.</summary>
    [MaxLength(50), NotBlank, RegularExpression("^[a-z0-9-]+$")] public required string Soort { get; set; }

    /// <summary>What it is about: the address of a vergadering, a stemming, a rapport.</summary>
    [Url, MaxLength(1000)] public string GaatOver { get; set; } = "";

    /// <summary>Two messages never have the same key: whoever sends the same again names the same key.
    /// Given by itself when absent.</summary>
    [MaxLength(200)] public string Sleutel { get; set; } = "";

    /// <summary>After this moment it makes no sense any more, and is not sent.</summary>
    public DateTimeOffset? Uiterlijk { get; set; }
    [Computed] public Berichtstatus Status { get; set; }
    [Computed] public DateTimeOffset? Gemaakt { get; set; }
    [Computed] public int Pogingen { get; set; }

    /// <summary>When it is tried (again).</summary>
    [Computed] public DateTimeOffset? VolgendePoging { get; set; }
    [Computed] public DateTimeOffset? VerzondenOp { get; set; }

    /// <summary>Somebody sent it by hand.</summary>
    [Computed] public bool ZelfVerzonden { get; set; }

    /// <summary>Why it was not sent; no addresses and no secrets.</summary>
    [Computed] public string Fout { get; set; } = "";

    internal static readonly string[] Beheren = ["berichten.beheren"];
    internal static readonly string[] Versturen = ["berichten.versturen", .. Beheren];
    internal static readonly string[] Lezen = ["berichten.lezen", .. Beheren];

    public static void Define(Definition<Bericht> d) => d
        .At("berichten").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Delete | Operation.AuditTrail).Personal()
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Lezen).Allow(Operation.Create, Versturen)
            .Allow(Operation.Delete, Beheren)
        .Filter(b => b.Status).Filter(b => b.Soort).Filter(b => b.GaatOver).Filter(b => b.Sleutel)
            .Filter(b => b.Gemaakt, Compare.Gte | Compare.Lte)
        .Key(b => b.VerzondenOp).Key(b => b.Uiterlijk).Index("status").Index("gaatOver")
            .Unique("sleutel").ListsNewestFirst()
        .ShownAs(b => b.Soort)
        .Rule("ber-nieuw", Aanmaken)
        .Effect("ber-weg", c =>
        {
            if (c.Deleting) c.Session.Drop(Job, c.New.Uuid.ToString());
            return ValueTask.CompletedTask;
        })
        .Action(new ResourceAction("stand", Lezen, false, Stand, Answer: typeof(Berichtenstand)) { Method = "GET", ShowsNobody = true })
        .Action(new ResourceAction("eml", Lezen, true, Eml) { Method = "GET" })
        .Action(new ResourceAction("opnieuw", Beheren, true, Opnieuw) { AnswersResource = true })
        .Action(new ResourceAction("zelf-verzonden", Beheren, true, Verzonden) { AnswersResource = true });

    private static async ValueTask Aanmaken(Change<Bericht> c)
    {
        if (!c.Creating) return;
        var b = c.New;
        if (b.Sleutel.Length > 0 && await c.Any<Bericht>(q => q.Is("sleutel", b.Sleutel)))
            c.Fault("sleutel", "unique", "Er is al een bericht met deze sleutel.");
        long bytes = 0;
        foreach (var (i, bijlage) in b.Bijlagen.Index())
        {
            bytes += bijlage.Inhoud.Length;
            if (bijlage.Document is not { IsEmpty: false } adres || await c.Get(adres) is not { } document) continue;
            if (bijlage.Inhoud.Length > 0)
                c.Fault($"bijlagen.{i}.inhoud", "ber-bijlage", "Een bijlage is een document of een gemaakte tekst, niet allebei.");
            // Who sends a document to somebody must be allowed to read it.
            Documentversie.MagLezen(c.Session, document);
            bijlage.Versie = document.Versie;
            bytes += document.Bestandsomvang ?? 0;
        }
        if (bytes > MeesteBytes)
            c.Fault("bijlagen", "ber-omvang", $"De bijlagen zijn samen te groot. Het mag hoogstens {MeesteBytes / (1024 * 1024)} MB zijn.");
        b.Begin(c.Session);
    }

    /// <summary>A text as the subject of a message, or as the capacity of who gets it: one line, cut off where it is too long.</summary>
    internal static string Regel(string tekst) => Nederlands.Kort(string.Concat(tekst.Select(c => char.IsControl(c) ? ' ' : c)), 200);

    private void Begin(Session s)
    {
        if (Sleutel.Length == 0) Sleutel = Guid.CreateVersion7().ToString();
        if (Uuid == Guid.Empty) Uuid = Guid.CreateVersion7();
        (Gemaakt, VolgendePoging) = (s.Now, s.Now);
        Verstuur(s);
    }

    /// <summary>Has a message sent, along with this unit of work. False: there is one with its key already.</summary>
    internal static async ValueTask<bool> ZetKlaar(Session s, Bericht bericht)
    {
        if (bericht.Sleutel.Length > 0 && await s.Any<Bericht>(q => q.Is("sleutel", bericht.Sleutel))) return false;
        bericht.Begin(s);
        await s.Create(bericht);
        return true;
    }

    private static async ValueTask<ActionResult> Stand(ActionCall c)
    {
        var aantal = (await c.Session.Tally<Bericht>(_ => { }, "status")).ToDictionary(t => t.Van[0] ?? "", t => t.Aantal);
        int Van(Berichtstatus status) => aantal.GetValueOrDefault(EnumNames.Name(status));
        return new(new Berichtenstand
        {
            Ingesteld = c.Session.Organisatie.Mailt,
            Klaargezet = Van(Berichtstatus.Klaargezet),
            Verzonden = Van(Berichtstatus.Verzonden),
            Mislukt = Van(Berichtstatus.Mislukt),
        });
    }

    private static async ValueTask<ActionResult> Opnieuw(ActionCall c)
    {
        var b = (Bericht)c.Subject!;
        if (b.Status == Berichtstatus.Verzonden) throw Session.Refuse(409, "ber-verzonden", "Dit bericht is al verzonden.");
        if (b.Uiterlijk <= c.Session.Now)
            throw Session.Refuse(409, "ber-te-laat", "Het moment waarvoor dit bericht was bedoeld, is voorbij.");
        (b.Status, b.Pogingen, b.Fout, b.VolgendePoging) = (Berichtstatus.Klaargezet, 0, "", c.Session.Now);
        if (!await c.Session.Again(Job, b.Uuid.ToString())) b.Verstuur(c.Session);
        await c.Save(b);
        return new(b);
    }

    private static async ValueTask<ActionResult> Verzonden(ActionCall c)
    {
        var b = (Bericht)c.Subject!;
        if (b.Status == Berichtstatus.Verzonden) throw Session.Refuse(409, "ber-verzonden", "Dit bericht is al verzonden.");
        (b.Status, b.VerzondenOp, b.ZelfVerzonden, b.VolgendePoging, b.Fout) = (Berichtstatus.Verzonden, c.Session.Now, true, null, "");
        c.Session.Drop(Job, b.Uuid.ToString());
        await c.Save(b);
        return new(b);
    }
}
