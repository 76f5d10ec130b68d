using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>That a document is locked, and the value that opens it (drc-009). Apart from the document, which shows only that it is locked.</summary>
public sealed record Documentslot : Resource, IResource<Documentslot>
{
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    public required string Lock { get; set; }

    public static void Define(Definition<Documentslot> d) => d.At("documentsloten").Internal().PartOf(s => s.Informatieobject);

    /// <summary>What locking answers.</summary>
    public sealed record Sleutel { [Computed] public string Lock { get; set; } = ""; }

    /// <summary>What unlocking takes; without the value the lock is forced.</summary>
    public sealed record Teruggave { [MaxLength(100)] public string Lock { get; set; } = ""; }

    /// <summary>The lock on a document; null when it is open.</summary>
    public static async ValueTask<Documentslot?> Van(Session session, Ref<Enkelvoudiginformatieobject> document) =>
        (await session.Find<Documentslot>(q => q.Is("informatieobject", document))).FirstOrDefault();

    internal static async ValueTask<ActionResult> Sluit(ActionCall call)
    {
        var document = (Enkelvoudiginformatieobject)call.Subject!;
        if (document.Locked) return new ActionResult(null, [new Fault("nonFieldErrors", "existing-lock", "Dit document is al vergrendeld.")]);
        var slot = new Documentslot { Informatieobject = new(call.Definition.Address(document)), Lock = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)) };
        await call.Session.Create(slot);
        document.Locked = true;
        await call.Save(document);
        return new ActionResult(new Sleutel { Lock = slot.Lock });
    }

    internal static async ValueTask<ActionResult> Open(ActionCall call)
    {
        var document = (Enkelvoudiginformatieobject)call.Subject!;
        var slot = await Van(call.Session, new(call.Definition.Address(document)));
        var gegeven = ((Teruggave?)call.Body)?.Lock ?? "";
        var past = slot is not null && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(slot.Lock), System.Text.Encoding.UTF8.GetBytes(gegeven));
        if (slot is not null && !past && !(gegeven.Length == 0 && call.Session.Allowed(call.Definition, document, "documenten.geforceerd-unlock")))
            return new ActionResult(null, [new Fault("nonFieldErrors", "incorrect-lock-id", "Dit is niet de waarde die bij het vergrendelen is gegeven.")]);
        if (slot is not null) await call.Session.Delete(slot);
        if (document.Locked)
        {
            document.Locked = false;
            await call.Save(document);
        }
        return new ActionResult(null);
    }
}
