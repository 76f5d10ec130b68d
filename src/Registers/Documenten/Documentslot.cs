using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>That a document is locked, and the value that opens it (drc-009). Apart from the document,
/// which shows only that it is locked.</summary>
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

    /// <summary>Locks a document with a value that nobody can guess.</summary>
    internal static async ValueTask<Documentslot> Maak(Session session, Ref<Enkelvoudiginformatieobject> document)
    {
        var slot = new Documentslot { Informatieobject = document, Lock = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)) };
        await session.Create(slot);
        return slot;
    }

    internal static async ValueTask<ActionResult> Sluit(ActionCall call)
    {
        var document = (Enkelvoudiginformatieobject)call.Subject!;
        if (document.Locked) return Fout("existing-lock", "Dit document is al vergrendeld.");
        var slot = await Maak(call.Session, new(call.Definition.Address(document)));
        document.Locked = true;
        await call.Save(document);
        return new ActionResult(new Sleutel { Lock = slot.Lock });
    }

    internal static async ValueTask<ActionResult> Open(ActionCall call)
    {
        var document = (Enkelvoudiginformatieobject)call.Subject!;
        var self = new Ref<Enkelvoudiginformatieobject>(call.Definition.Address(document));
        var slot = await Van(call.Session, self);
        var gegeven = ((Teruggave?)call.Body)?.Lock ?? "";
        var past = CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(slot?.Lock ?? ""),
            System.Text.Encoding.UTF8.GetBytes(gegeven));
        var geforceerd = !past && gegeven.Length == 0 && call.Session.Allowed(call.Definition, document, "documenten.geforceerd-unlock");
        if (!past && !geforceerd) return Fout("incorrect-lock-id", "Dit is niet de waarde die bij het vergrendelen is gegeven.");

        var delen = await Bestandsdeel.Van(call.Session, self);
        if (delen.Count > 0)
        {
            var fout = delen.TrueForAll(d => d.Voltooid) ? await Enkelvoudiginformatieobject.VoegSamen(call, document, delen)
                : new Fault("nonFieldErrors", "incomplete-upload",
                    $"Nog niet alle bestandsdelen zijn gestuurd ({delen.Count(d => d.Voltooid)} van {delen.Count}).");
            if (fout is not null && !geforceerd) return new ActionResult(null, [fout]);
            if (fout is not null) // what was to come will not come
            {
                (document.Bestandsomvang, document.Bestandsdelen) = (null, []);
                await Bestandsdeel.Verwijder(call.Session, self);
            }
        }
        if (slot is not null) await call.Session.Delete(slot);
        if (document.Locked)
        {
            document.Locked = false;
            await call.Save(document);
        }
        return new ActionResult(null);
    }

    private static ActionResult Fout(string code, string reden) => new(null, [new Fault("nonFieldErrors", code, reden)]);
}
