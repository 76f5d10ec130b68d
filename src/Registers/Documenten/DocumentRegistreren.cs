using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Zaken;

namespace Brink.Registers.Documenten;

// What Open Zaak added to the Documenten API: a document with its zaak at once, and numbers that are kept for documents.

/// <summary>A document and the zaak that it belongs to: all of it, or nothing.</summary>
public sealed record DocumentRegistreren
{
    [Describes(typeof(Enkelvoudiginformatieobject), Whole = true)] public required JsonElement Enkelvoudiginformatieobject { get; set; }
    [Describes(typeof(Zaakinformatieobject))] public required JsonElement Zaakinformatieobject { get; set; }

    internal static async ValueTask<ActionResult> Registreer(ActionCall call)
    {
        var wens = (DocumentRegistreren)call.Body!;
        var fouten = new List<Fault>();
        // Without the document there is nothing to attach.
        if (await call.Make<Enkelvoudiginformatieobject>(wens.Enkelvoudiginformatieobject, "enkelvoudiginformatieobject", fouten,
            call.Upload) is not { } document)
        {
            return new ActionResult(null, fouten);
        }
        var adres = call.Definition.Address(document);
        if (await call.Make<Zaakinformatieobject>(wens.Zaakinformatieobject, "zaakinformatieobject", fouten, null,
            ("informatieobject", call.Session.ShownForm(adres)))
            is not { } relatie)
        {
            return new ActionResult(null, fouten);
        }
        await call.Show(document);
        return new ActionResult(new GeregistreerdDocument { Enkelvoudiginformatieobject = document, Zaakinformatieobject = relatie },
            Location: adres);
    }
}

/// <summary>What <c>document_registreren</c> has made.</summary>
public sealed record GeregistreerdDocument
{
    public required Enkelvoudiginformatieobject Enkelvoudiginformatieobject { get; set; }
    public required Zaakinformatieobject Zaakinformatieobject { get; set; }
}

/// <summary>A request for numbers that no other document will get.</summary>
public sealed record DocumentnummerReservering
{
    [MaxLength(9), MinLength(9), Rsin] public required string Bronorganisatie { get; set; }

    /// <summary>How many; at most 10,000 at a time, so that one request cannot fill the memory.</summary>
    [Range(1, 10_000)] public int Aantal { get; set; } = 1;

    /// <summary>As <see cref="Aantal"/>, as Open Zaak calls it.</summary>
    [Range(1, 10_000)] public int? Amount { get; set; }

    internal static async ValueTask<ActionResult> Reserveer(ActionCall call)
    {
        var vraag = (DocumentnummerReservering)call.Body!;
        var nummers = await Documenten.Enkelvoudiginformatieobject.NieuweNummers(call.Session, vraag.Bronorganisatie,
            vraag.Amount ?? vraag.Aantal);
        List<GereserveerdDocumentnummer> antwoord = [.. nummers.Select(n => new GereserveerdDocumentnummer { Documentnummer = n })];
        return new ActionResult(antwoord.Count == 1 ? antwoord[0] : antwoord);
    }
}

/// <summary>A number kept for a document that is made with it later.</summary>
public sealed record GereserveerdDocumentnummer
{
    [Computed] public string Documentnummer { get; set; } = "";
}

public sealed partial record Enkelvoudiginformatieobject
{
    /// <summary>Numbers that no document of this bronorganisatie has and that are never given again.</summary>
    internal static async ValueTask<IReadOnlyList<string>> NieuweNummers(Session session, string bronorganisatie, int aantal)
    {
        // Documents that were brought in from elsewhere may have numbers of the same form: then the counter jumps, ever further.
        var jaar = session.Today.Year;
        for (var sprong = 1; ; sprong = Math.Min(sprong * 2, 1 << 20))
        {
            var eerste = await session.Next($"document-{jaar}", aantal);
            string Nummer(long n) => string.Create(CultureInfo.InvariantCulture, $"DOCUMENT-{jaar}-{n:D10}");
            var (van, tot) = (Nummer(eerste), Nummer(eerste + aantal - 1));
            if (!await session.Any<Enkelvoudiginformatieobject>(q => q.Compares("identificatie", ">=", van)
                .Compares("identificatie", "<=", tot)
                .Is("bronorganisatie", bronorganisatie)))
            {
                return [.. Enumerable.Range(0, aantal).Select(i => Nummer(eerste + i))];
            }
            await session.Next($"document-{jaar}", sprong);
        }
    }
}
