using System.Globalization;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed partial record Zaak
{
    /// <summary>zrc-021: the archiefnominatie and archiefactiedatum that follow from the resultaat. What cannot be worked out stays as it was.</summary>
    private async ValueTask LeidArchiefAf(Change c)
    {
        if (await Resultaattype(c) is not { } type) return;
        Archiefnominatie ??= type.Archiefnominatie;
        if (type.Archiefactietermijn is not { } termijn) return;
        if (await Brondatum(c, type.BrondatumArchiefprocedure) is { } bron)
        {
            // Only a file that is destroyed has a bewaartermijn that starts somewhere (zrc-026).
            if (Archiefnominatie == Registers.Archiefnominatie.Vernietigen) StartdatumBewaartermijn = bron;
            Archiefactiedatum = termijn.After(bron);
        }
        else if (StartdatumBewaartermijn is { } start) Archiefactiedatum = termijn.After(start);
    }

    private async ValueTask<Resultaattype?> Resultaattype(Change c) =>
        Resultaat is { } r && await c.Get(r) is { } resultaat ? await c.Get(resultaat.Resultaattype) : null;

    private async ValueTask<DateOnly?> Brondatum(Change c, BrondatumArchiefprocedure? procedure) => procedure?.Afleidingswijze switch
    {
        Afleidingswijze.Afgehandeld => Einddatum,
        Afleidingswijze.Termijn => procedure.Procestermijn is { } termijn && Einddatum is { } einde ? termijn.After(einde) : null,
        Afleidingswijze.Hoofdzaak => Hoofdzaak is { } hoofdzaak ? (await c.Get(hoofdzaak))?.Einddatum : null,
        Afleidingswijze.GerelateerdeZaak => await LaatsteEinddatum(c),
        Afleidingswijze.Eigenschap => Datum(await Eigenschapswaarde(c, procedure.Datumkenmerk)),
        Afleidingswijze.Zaakobject => await LaatsteObjectdatum(c, procedure.Objecttype, procedure.Datumkenmerk),
        Afleidingswijze.IngangsdatumBesluit => (await Besluiten(c)).Max(b => (DateOnly?)b.Ingangsdatum),
        Afleidingswijze.VervaldatumBesluit => (await Besluiten(c)).Max(b => b.Vervaldatum),
        _ => null, // ander_datumkenmerk: a person finds the date
    };

    // As long as one of them is open, it is not known which one ends last.
    private async ValueTask<DateOnly?> LaatsteEinddatum(Change c)
    {
        DateOnly? laatste = null;
        foreach (var relatie in RelevanteAndereZaken)
        {
            if ((await c.Get(relatie.Url))?.Einddatum is not { } einde) return null;
            if (laatste is null || einde > laatste) laatste = einde;
        }
        return laatste;
    }

    private async ValueTask<string?> Eigenschapswaarde(Change c, string naam)
    {
        var zaak = this;
        return Eigenschappen.Count == 0 ? null : (await c.Find<Zaakeigenschap>(q => q.Is("zaak", zaak))).Find(e => e.Naam == naam)?.Waarde;
    }

    private async ValueTask<List<Besluit>> Besluiten(Change c)
    {
        var zaak = this;
        List<Besluit> besluiten = [];
        foreach (var relatie in await c.Find<Zaakbesluit>(q => q.Is("zaak", zaak)))
            if (await c.Get(relatie.Besluit) is { } besluit) besluiten.Add(besluit);
        return besluiten;
    }

    private async ValueTask<DateOnly?> LaatsteObjectdatum(Change c, Objecttype? soort, string kenmerk)
    {
        if (Zaakobjecten.Count == 0 || kenmerk.Length == 0) return null;
        var zaak = this;
        DateOnly? laatste = null;
        foreach (var o in await c.Find<Zaakobject>(q => q.Is("zaak", zaak)))
        {
            if (soort is not null && o.ObjectType != soort) continue;
            var json = o.Object.StartsWith("http", StringComparison.Ordinal) ? await c.Fetch(o.Object) : (o.ObjectIdentificatie as ObjectOverige)?.OverigeData;
            if (json is { ValueKind: JsonValueKind.Object } gegevens && gegevens.TryGetProperty(kenmerk, out var waarde) && waarde.ValueKind == JsonValueKind.String
                && Datum(waarde.GetString()) is { } datum && !(datum <= laatste)) laatste = datum;
        }
        return laatste;
    }

    // People and other registers write a date with or without hyphens, or with a time after it.
    private static DateOnly? Datum(string? tekst)
    {
        var dag = tekst is { Length: > 10 } && tekst[10] is 'T' or ' ' ? tekst[..10] : tekst;
        return DateOnly.TryParseExact(dag, ["yyyy-MM-dd", "yyyyMMdd", "dd-MM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var datum) ? datum : null;
    }

    // The archiefactiedatum that could not be worked out at closing follows when the end of the procestermijn becomes known.
    private static async ValueTask BewaartermijnGeeftActiedatum(Change<Zaak> c)
    {
        var zaak = c.New;
        if (!c.Updating || zaak.Einddatum is null || zaak.Archiefactiedatum is not null || zaak.StartdatumBewaartermijn is not { } start
            || start == c.Old!.StartdatumBewaartermijn) return;
        if ((await zaak.Resultaattype(c))?.Archiefactietermijn is { } termijn) zaak.Archiefactiedatum = termijn.After(start);
    }

    private static async ValueTask ArchiefstatusKan(Change<Zaak> c)
    {
        var zaak = c.New;
        if (c.Deleting || zaak.Archiefstatus == Archiefstatus.NogTeArchiveren) return;
        if (zaak.Archiefnominatie is null)
            c.Fault("archiefnominatie", "archiefnominatie-not-set", "Vul de archiefnominatie voordat u de zaak archiveert.");
        if (zaak.Archiefactiedatum is null)
            c.Fault("archiefactiedatum", "archiefactiedatum-not-set", "Vul de archiefactiedatum voordat u de zaak archiveert.");
        if (zaak.Archiefstatus == c.Old?.Archiefstatus || zaak.Zaakinformatieobjecten.Count == 0) return;
        foreach (var relatie in await c.Find<Zaakinformatieobject>(q => q.Is("zaak", zaak)))
        {
            if (await c.Get(relatie.Informatieobject) is null or { Status: Documentstatus.Gearchiveerd }) continue;
            c.Fault("archiefstatus", "documents-not-archived", "Archiveer eerst alle documenten van de zaak (status gearchiveerd).");
            return;
        }
    }
}
