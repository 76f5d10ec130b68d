using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Documenten;

// The content of a document and its versions.
public sealed partial record Enkelvoudiginformatieobject
{
    private static ValueTask NieuweVersie(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return default;
        c.New.Versie = (c.Old?.Versie ?? 0) + 1;
        c.New.BeginRegistratie = c.Now;
        return default;
    }

    // What the client sent says what becomes of the content: left out is as it was, null is none, text is new.
    private static async ValueTask InhoudKlopt(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return;
        var e = c.New;
        var soort = Gestuurd(c);
        if (soort is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String) || soort == JsonValueKind.String && c.Upload?.Blob is null)
        {
            c.Fault("inhoud", "invalid", "Stuur de inhoud als tekst in base64.");
            return;
        }
        if (soort == JsonValueKind.String || c.Updating && soort == JsonValueKind.Undefined)
        {
            var omvang = soort == JsonValueKind.String ? c.Upload!.Blob!.Length : c.Old!.Bestandsomvang;
            if (c.Has(x => x.Bestandsomvang) && e.Bestandsomvang is { } genoemd && genoemd != omvang)
                c.Fault("nonFieldErrors", "file-size", $"De bestandsomvang ({genoemd}) is niet die van de inhoud ({omvang ?? 0} bytes).");
            e.Bestandsomvang = omvang;
        }
        else if (e.Bestandsomvang > 0)
            c.Fault("nonFieldErrors", "file-size", "Stuur de inhoud mee: deze server neemt een bestand niet in delen aan.");
        var versie = await BlobVan(c);
        e.Inhoud = versie is null ? null : $"{c.Self.Value}/download?versie={e.Versie}";
    }

    private static JsonValueKind Gestuurd(Change c) => c.Body.ValueKind == JsonValueKind.Object && c.Body.TryGetProperty("inhoud", out var inhoud) ? inhoud.ValueKind
        : JsonValueKind.Undefined;

    // The hash of the content that the new version has; null when it has none.
    private static async ValueTask<string?> BlobVan(Change<Enkelvoudiginformatieobject> c) => Gestuurd(c) switch
    {
        JsonValueKind.String => c.Upload?.Blob is { Length: > 0 } nieuw ? nieuw.Sha256 : null,
        JsonValueKind.Undefined when c.Updating => (await Documentversie.Van(c.Session, c.Self, c.Old!.Versie))?.Sha256,
        _ => null,
    };

    private static async ValueTask IntegriteitKlopt(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting || c.New.Integriteit is not { } integriteit || await BlobVan(c) is not { } blob) return;
        if (integriteit == c.Old?.Integriteit && Gestuurd(c) == JsonValueKind.Undefined) return;
        using var inhoud = c.Session.Organisatie.Blobs.Open(blob);
        if (await Controlegetal(integriteit.Algoritme, inhoud) is { } waar && !waar.Equals(integriteit.Waarde, StringComparison.OrdinalIgnoreCase))
            c.Fault("integriteit.waarde", "invalid", $"Dit is niet het controlegetal ({EnumNames.Name(integriteit.Algoritme)}) van de inhoud. Is het bestand heel aangekomen?");
    }

    // In hexadecimals; null for the algorithms that leave something open (a key, a polynomial), which are kept as they were given.
    private static async ValueTask<string?> Controlegetal(Algoritme algoritme, Stream inhoud)
    {
        switch (algoritme)
        {
#pragma warning disable CA5350, CA5351 // The client chose the algorithm; it guards against accidents here, not against people.
            case Algoritme.Md5: return Convert.ToHexString(await MD5.HashDataAsync(inhoud));
            case Algoritme.Sha1: return Convert.ToHexString(await SHA1.HashDataAsync(inhoud));
#pragma warning restore CA5350, CA5351
            case Algoritme.Sha256: return Convert.ToHexString(await SHA256.HashDataAsync(inhoud));
            case Algoritme.Sha512: return Convert.ToHexString(await SHA512.HashDataAsync(inhoud));
            case Algoritme.Crc32:
                var crc = new Crc32();
                await crc.AppendAsync(inhoud);
                return crc.GetCurrentHashAsUInt32().ToString("X8");
            default: return null;
        }
    }

    private static async ValueTask BewaarVersie(Change<Enkelvoudiginformatieobject> c)
    {
        if (c.Deleting) return;
        var blob = await BlobVan(c);
        if (c.Updating && await Documentversie.Van(c.Session, c.Self, c.Old!.Versie) is { } vorige)
        {
            vorige.Document = c.Old;
            await c.Keep(vorige);
        }
        await c.Create(new Documentversie { Informatieobject = c.Self, Versie = c.New.Versie, BeginRegistratie = c.New.BeginRegistratie, Sha256 = blob });
        if (c.Creating) c.Answer("lock", "");
    }

    private static async ValueTask<ActionResult> Download(ActionCall call)
    {
        var document = (Enkelvoudiginformatieobject)call.Subject!;
        var self = new Ref<Enkelvoudiginformatieobject>(call.Definition.Address(document));
        var versie = call.Parameters.Count == 0 ? await Documentversie.Van(call.Session, self, document.Versie) : await Documentversie.Zoek(call.Session, self, call.Parameters);
        if (versie is null) throw Session.Refuse(404, "not_found", "Deze versie van het document bestaat niet.");
        if (versie.Sha256 is not { } blob) throw Session.Refuse(404, "not_found", "Deze versie van het document heeft geen inhoud.");
        var getoond = versie.Document ?? document;
        Documentversie.MagLezen(call.Session, getoond);
        var naam = getoond.Bestandsnaam.Length > 0 ? getoond.Bestandsnaam : getoond.Titel;
        return new ActionResult(null, Blob: call.Session.Organisatie.Blobs.Answer(blob, naam));
    }
}
