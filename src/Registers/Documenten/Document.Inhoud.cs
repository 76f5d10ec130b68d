using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Documenten;

// The content of a document and its versions.
public sealed partial record Enkelvoudiginformatieobject
{
    /// <summary>In how many parts content may come.</summary>
    private const int MeesteDelen = 1000;

    private static ValueTask NieuweVersie(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return default;
        c.New.Versie = (c.Old?.Versie ?? 0) + 1;
        c.New.BeginRegistratie = c.Now;
        return default;
    }

    /// <summary>What becomes of the content.</summary>
    private enum Herkomst { Geen, Gestuurd, Zelfde, Delen }

    // What the client sent says it: text is new content, null is none. Left out it stays as it was;
    // but when there is to be content of some size and none is here or sent, it comes in parts.
    private static Herkomst Van(Change<Enkelvoudiginformatieobject> c)
    {
        var gestuurd = Gestuurd(c);
        if (gestuurd == JsonValueKind.String) return Herkomst.Gestuurd;
        if (gestuurd == JsonValueKind.Undefined && c.Old is { } oud)
        {
            var omvang = c.Has(e => e.Bestandsomvang) ? c.New.Bestandsomvang ?? (oud.Inhoud is null ? null : oud.Bestandsomvang)
                : oud.Bestandsomvang;
            if (omvang == oud.Bestandsomvang || oud.Inhoud is not null && c.Operation == Operation.Patch) return Herkomst.Zelfde;
        }
        return c.New.Bestandsomvang > 0 ? Herkomst.Delen : Herkomst.Geen;
    }

    private static async ValueTask InhoudKlopt(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return;
        var e = c.New;
        if (Gestuurd(c) is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String)
            || Gestuurd(c) == JsonValueKind.String && c.Upload?.Blob is null)
        {
            c.Fault("inhoud", "invalid", "Stuur de inhoud als tekst in base64.");
            return;
        }
        var herkomst = Van(c);
        if (herkomst is Herkomst.Gestuurd or Herkomst.Zelfde)
        {
            var omvang = herkomst == Herkomst.Gestuurd ? c.Upload!.Blob!.Length : c.Old!.Bestandsomvang;
            if (c.Has(x => x.Bestandsomvang) && e.Bestandsomvang is { } genoemd && genoemd != omvang)
                c.Fault("nonFieldErrors", "file-size", $"De bestandsomvang ({genoemd}) is niet die van de inhoud ({omvang ?? 0} bytes).");
            e.Bestandsomvang = omvang;
        }
        var meest = (long)c.Session.Organisatie.Deelgrootte * MeesteDelen;
        if (herkomst == Herkomst.Delen && e.Bestandsomvang > meest)
            c.Fault("bestandsomvang", "max_value", $"Een bestand mag hier hoogstens {meest} bytes groot zijn.");
        else if (herkomst == Herkomst.Delen) e.Bestandsdelen = Bestandsdeel.Verdeel(c.Session, e.Bestandsomvang!.Value);
        else if (herkomst != Herkomst.Zelfde) e.Bestandsdelen = [];
        if (c.Creating) e.Locked = herkomst == Herkomst.Delen;
        e.Inhoud = await BlobVan(c) is null ? null : Downloadadres(c.Self, e.Versie);
    }

    private static string Downloadadres(Ref<Enkelvoudiginformatieobject> document, int versie) =>
        $"{document.Value}/download?versie={versie}";

    // (Who sends back what it read, sends the address of the content that is here: that is no new content.)
    private static JsonValueKind Gestuurd(Change<Enkelvoudiginformatieobject> c) =>
        c.Body.ValueKind != JsonValueKind.Object || !c.Body.TryGetProperty("inhoud", out var inhoud) || c.Upload?.Text is { } adres
            && c.Old?.Inhoud is { } hier
            && c.Session.StoredForm(adres) == hier ? JsonValueKind.Undefined : inhoud.ValueKind;

    // The hash of the content that the new version has; null when it has none.
    private static async ValueTask<string?> BlobVan(Change<Enkelvoudiginformatieobject> c) => Van(c) switch
    {
        Herkomst.Gestuurd => c.Upload?.Blob is { Length: > 0 } nieuw ? nieuw.Sha256 : null,
        Herkomst.Zelfde => (await Documentversie.Van(c.Session, c.Self, c.Old!.Versie))?.Sha256,
        _ => null,
    };

    // Content that comes in parts is checked when all of it is there: at the unlock.
    private static async ValueTask IntegriteitKlopt(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting || c.New.Integriteit is not { } integriteit || await BlobVan(c) is not { } blob) return;
        if (integriteit == c.Old?.Integriteit && Van(c) == Herkomst.Zelfde) return;
        if (OnjuisteIntegriteit(c.Session, integriteit, blob) is { } fout) c.Faults.Add(fout);
    }

    /// <summary>The fault when a checksum is not that of the content; null when it is, or cannot be told.
    /// The content is read outside the unit of work.</summary>
    internal static Fault? OnjuisteIntegriteit(Session session, Integriteit integriteit, string blob)
    {
        var blobs = session.Organisatie.Blobs;
        var waar = session.Outside($"controlegetal {integriteit.Algoritme} {blob}", async cancel =>
        {
            await using var inhoud = await blobs.Open(blob, cancel);
            return await Controlegetal(integriteit.Algoritme, inhoud, cancel);
        });
        return waar is null || waar.Equals(integriteit.Waarde, StringComparison.OrdinalIgnoreCase) ? null
            : new Fault("integriteit.waarde", "invalid",
            $"Dit is niet het controlegetal ({EnumNames.Name(integriteit.Algoritme)}) van de inhoud. Is het bestand heel aangekomen?");
    }

    // In hexadecimals; null for the algorithms that leave something open (a key, a polynomial), which are kept as they were given.
    private static async ValueTask<string?> Controlegetal(Algoritme algoritme, Stream inhoud, CancellationToken cancel)
    {
        switch (algoritme)
        {
#pragma warning disable CA5350, CA5351 // The client chose the algorithm; it guards against accidents here, not against people.
            case Algoritme.Md5: return Convert.ToHexString(await MD5.HashDataAsync(inhoud, cancel));
            case Algoritme.Sha1: return Convert.ToHexString(await SHA1.HashDataAsync(inhoud, cancel));
#pragma warning restore CA5350, CA5351
            case Algoritme.Sha256: return Convert.ToHexString(await SHA256.HashDataAsync(inhoud, cancel));
            case Algoritme.Sha512: return Convert.ToHexString(await SHA512.HashDataAsync(inhoud, cancel));
            case Algoritme.Crc32:
                var crc = new Crc32();
                await crc.AppendAsync(inhoud, cancel);
                return crc.GetCurrentHashAsUInt32().ToString("X8");
            default: return null;
        }
    }

    private static async ValueTask BewaarVersie(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return;
        var (herkomst, blob) = (Van(c), await BlobVan(c));
        if (herkomst == Herkomst.Gestuurd && blob is not null) await Opruiming.Behoud(c.Session, c.Upload!.Blob!);
        if (c.Updating && await Documentversie.Van(c.Session, c.Self, c.Old!.Versie) is { } vorige)
        {
            vorige.Document = c.Old;
            await c.Keep(vorige);
        }
        await c.Create(new Documentversie
        {
            Informatieobject = c.Self,
            Versie = c.New.Versie,
            BeginRegistratie = c.New.BeginRegistratie,
            Sha256 = blob
        });
        if (herkomst != Herkomst.Zelfde) await Bestandstekst.Volg(c.Session, c.Self, blob);
        if (c.Updating && herkomst != Herkomst.Zelfde) await Bestandsdeel.Verwijder(c.Session, c.Self);
        if (herkomst == Herkomst.Delen)
        {
            foreach (var deel in c.New.Bestandsdelen)
            {
                await c.Create(new Bestandsdeel
                {
                    Uuid = new Guid(deel.Url[^36..]),
                    Informatieobject = c.Self,
                    Volgnummer = deel.Volgnummer,
                    Omvang = deel.Omvang,
                    Lock = ""
                });
            }
        }
        if (c.Creating) c.Answer("lock", herkomst == Herkomst.Delen ? (await Documentslot.Maak(c.Session, c.Self)).Lock : "");
    }

    // The lock stands in the list of parts for who may use it; nobody else gets to see it, and it is not kept there.
    private static async ValueTask ToonLock(Derivation lezing, IReadOnlyList<Enkelvoudiginformatieobject> documenten)
    {
        var d = lezing.Session.Model.Of(typeof(Enkelvoudiginformatieobject));
        foreach (var document in documenten)
        {
            if (document.Bestandsdelen.Count == 0 || !lezing.Session.Allowed(d, document, "documenten.bijwerken",
                "documenten.geforceerd-bijwerken", "documenten.lock"))
            {
                continue;
            }
            if (await Documentslot.Van(lezing.Session, new(d.Address(document))) is not { } slot) continue;
            foreach (var deel in document.Bestandsdelen) deel.Lock = slot.Lock;
        }
    }

    /// <summary>All parts are in: they become the content of the newest version.</summary>
    internal static async ValueTask<Fault?> VoegSamen(ActionCall call, Enkelvoudiginformatieobject document,
        IReadOnlyList<Bestandsdeel> delen)
    {
        var self = new Ref<Enkelvoudiginformatieobject>(call.Definition.Address(document));
        var (stukken, blobs) = (delen.Select(d => d.Sha256!).ToList(), call.Session.Organisatie.Blobs);
        var inhoud = call.Session.Outside($"samenvoegen {string.Join(' ', stukken)}", cancel => blobs.Join(stukken, cancel));
        if (inhoud.Length != document.Bestandsomvang)
        {
            return new Fault("nonFieldErrors", "file-size",
                $"De bestandsdelen zijn samen {inhoud.Length} bytes groot, en de bestandsomvang is {document.Bestandsomvang ?? 0} bytes.");
        }
        if (document.Integriteit is { } integriteit && OnjuisteIntegriteit(call.Session, integriteit, inhoud.Sha256) is { } fout)
            return fout;
        await Opruiming.Behoud(call.Session, inhoud);
        var versie = await Documentversie.Van(call.Session, self, document.Versie)
            ?? throw Session.Refuse(404, "not_found", "Deze versie van het document bestaat niet.");
        versie.Sha256 = inhoud.Sha256;
        await call.Session.Keep(versie);
        await Bestandstekst.Volg(call.Session, self, inhoud.Sha256);
        (document.Inhoud, document.Bestandsdelen) = (Downloadadres(self, document.Versie), []);
        await Bestandsdeel.Verwijder(call.Session, self);
        return null;
    }

    private static async ValueTask<ActionResult> Download(ActionCall call)
    {
        var document = (Enkelvoudiginformatieobject)call.Subject!;
        var self = new Ref<Enkelvoudiginformatieobject>(call.Definition.Address(document));
        var versie = call.Parameters.Count == 0 ? await Documentversie.Van(call.Session, self, document.Versie)
            : await Documentversie.Zoek(call.Session, self, call.Parameters);
        if (versie is null) throw Session.Refuse(404, "not_found", "Deze versie van het document bestaat niet.");
        var getoond = versie.Document ?? document;
        Documentversie.MagLezen(call.Session, getoond);
        if (versie.Sha256 is null && getoond.Bestandsomvang != 0)
            throw Session.Refuse(404, "not_found", "Deze versie van het document heeft geen inhoud.");
        return new ActionResult(null,
            Blob: new Blob(versie.Sha256, getoond.Bestandsnaam.Length > 0 ? getoond.Bestandsnaam : getoond.Titel));
    }
}
