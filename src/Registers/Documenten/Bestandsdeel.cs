using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>
/// One of the parts in which the content of a large document is sent, in any order and again if need be, until the document is unlocked.
/// Documenten API 1.7, resource <c>bestandsdelen</c>.
/// </summary>
public sealed record Bestandsdeel : Resource, IResource<Bestandsdeel>
{
    /// <summary>The largest part that can have been asked for, with what a form puts around it.</summary>
    private const long GrootsteBericht = (1L << 30) + 64 * 1024;

    [Internal, Computed] public Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }

    /// <summary>The hash of the part's content; null as long as it is not in.</summary>
    [Internal, Computed] public string? Sha256 { get; set; }
    [Computed] public int Volgnummer { get; set; }

    /// <summary>The size that the part must have, in bytes.</summary>
    [Computed] public int Omvang { get; set; }

    /// <summary>Sent as the bytes of the part. A part by itself cannot be downloaded, so nothing stands here in an answer.</summary>
    [Computed, Url, Absent, Deprecated] public string? Inhoud { get; set; }

    /// <summary>Whether the part is in.</summary>
    [Computed] public bool Voltooid { get; set; }

    /// <summary>The value that the lock on the document was given.</summary>
    [NotBlank] public required string Lock { get; set; }

    public static void Define(Definition<Bestandsdeel> d) => d
        .At("bestandsdelen").With(Operation.Put).Silent() // the document tells when all parts are in
        .PartOf(b => b.Informatieobject)
        .Allow(Operation.Put, "documenten.bijwerken")
        .Uploads(b => b.Inhoud, Opruiming.Verwerp, inForm: true).BodyUpTo(GrootsteBericht)
        .Key(b => b.Volgnummer).Key(b => b.Sha256).Index("sha256") // whether content is still referred to
        .Derive((_, _) => default)
        .Rule("drc-009", AlleenMetLock)
        .Rule("file-size", OmvangKlopt)
        .Effect("bestandsdelen", NeemOp);

    private static async ValueTask AlleenMetLock(Change<Bestandsdeel> c)
    {
        if (!c.Updating) return;
        var slot = await Documentslot.Van(c.Session, c.New.Informatieobject);
        if (slot is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(slot.Lock), Encoding.UTF8.GetBytes(c.New.Lock)))
            c.Fault("nonFieldErrors", "incorrect-lock-id", "Dit is niet de waarde die bij het vergrendelen is gegeven.");
    }

    private static ValueTask OmvangKlopt(Change<Bestandsdeel> c)
    {
        if (!c.Updating || c.Upload is not { Blob: { } inhoud }) return default;
        if (inhoud.Length != c.New.Omvang)
        {
            c.Fault("nonFieldErrors", "file-size",
                $"Dit bestandsdeel moet {c.New.Omvang} bytes groot zijn, en is {inhoud.Length} bytes groot.");
        }
        (c.New.Sha256, c.New.Voltooid) = (inhoud.Sha256, true);
        return default;
    }

    private static async ValueTask NeemOp(Change<Bestandsdeel> c)
    {
        if (c.Old?.Sha256 is { } eerder && (c.Deleting || eerder != c.New.Sha256)) await Opruiming.Overweeg(c.Session, eerder);
        if (c.Deleting || c.Upload is not { Blob: { } inhoud }) return;
        await Opruiming.Behoud(c.Session, inhoud);
        var document = await c.Get(c.New.Informatieobject) ?? throw Session.Refuse(404, "not_found", "Niet gevonden.");
        foreach (var vermelding in document.Bestandsdelen.Where(v => v.Volgnummer == c.New.Volgnummer)) vermelding.Voltooid = true;
        await c.Keep(document);
    }

    /// <summary>The parts that a document waits for, in order.</summary>
    public static async ValueTask<List<Bestandsdeel>> Van(Session session, Ref<Enkelvoudiginformatieobject> document)
    {
        var delen = await session.Find<Bestandsdeel>(q => q.Is("informatieobject", document));
        delen.Sort((a, b) => a.Volgnummer.CompareTo(b.Volgnummer));
        return delen;
    }

    /// <summary>Removes the parts that a document waits for; their content, unless it serves elsewhere, is cleaned up.</summary>
    public static async ValueTask Verwijder(Session session, Ref<Enkelvoudiginformatieobject> document)
    {
        foreach (var deel in await Van(session, document))
        {
            if (deel.Sha256 is { } sha256) await Opruiming.Overweeg(session, sha256);
            await session.Delete(deel);
        }
    }

    /// <summary>How content of <paramref name="omvang"/> bytes is divided: all parts of the same size, but the last.</summary>
    public static List<Deelvermelding> Verdeel(Session session, long omvang)
    {
        var (grootte, d) = (session.Organisatie.Deelgrootte, session.Model.Of(typeof(Bestandsdeel)));
        var delen = new List<Deelvermelding>();
        for (long begin = 0; begin < omvang; begin += grootte)
        {
            delen.Add(new Deelvermelding
            {
                Url = $"~/{d.Register.Root}/{d.Path}/{Guid.CreateVersion7()}",
                Volgnummer = delen.Count + 1,
                Omvang = (int)Math.Min(grootte, omvang - begin),
                Lock = "",
            });
        }
        return delen;
    }
}

/// <summary>A part as the document lists it.</summary>
public sealed record Deelvermelding
{
    /// <summary>Where the part is to be sent.</summary>
    [Computed, Url, MaxLength(1000)] public string Url { get; set; } = "";
    [Computed] public int Volgnummer { get; set; }

    /// <summary>The size of the part in bytes.</summary>
    [Computed] public int Omvang { get; set; }
    [Computed] public bool Voltooid { get; set; }

    /// <summary>The value that the lock on the document was given; shown to who may change the document.</summary>
    public required string Lock { get; set; }
}
