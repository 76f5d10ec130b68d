using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed partial record Zaak
{
    /// <summary>zrc-021: the archiefnominatie and archiefactiedatum that follow from the resultaat.
    /// What cannot be worked out stays as it was.</summary>
    private async ValueTask LeidArchiefAf(Change c)
    {
        if (await Resultaattype(c) is not { } type) return;
        Archiefnominatie ??= type.Archiefnominatie;
        ZetBrondatum(type, await Brondatum(c, type.BrondatumArchiefprocedure));
    }

    private void ZetBrondatum(Resultaattype type, DateOnly? brondatum)
    {
        // Only a file that is destroyed has a bewaartermijn that starts somewhere (zrc-026).
        if (Archiefnominatie == Registers.Archiefnominatie.BlijvendBewaren) StartdatumBewaartermijn = null;
        else if (Archiefnominatie is not null && brondatum is not null && type.Archiefactietermijn is not null)
            StartdatumBewaartermijn = brondatum;
        if (type.Archiefactietermijn is { } termijn && (brondatum ?? StartdatumBewaartermijn) is { } start)
            Archiefactiedatum = termijn.AfterOrNull(start);
    }

    /// <summary>zrc-021 for what comes to light after the closing: the dates of a closed zaak follow the source that its resultaattype
    /// names. (The standard says what happens at the closing; Open Zaak 1.27 and 1.28 do this too,
    /// and without it a file is destroyed on the wrong day, or never.)</summary>
    /// <param name="c">The change of the source.</param>
    /// <param name="zaak">The zaak.</param>
    /// <param name="isBron">Whether its dates follow from what changed.</param>
    /// <param name="hadDatum">Whether that had a date before: then a date that was worked out goes with it.
    /// What a person filled in stays.</param>
    internal static async ValueTask HerleidArchief(Change c, Ref<Zaak> zaak, Func<BrondatumArchiefprocedure, bool> isBron, bool hadDatum)
    {
        if (!zaak.IsLocal || c.Session.IsGone(zaak) || await c.Get(zaak) is not { Einddatum: not null }
            || await c.Lock(zaak) is not { Einddatum: not null } z)
        {
            return;
        }
        if (await z.Resultaattype(c) is not { BrondatumArchiefprocedure: { } procedure } type || !isBron(procedure)) return;
        var (was, brondatum) = ((z.StartdatumBewaartermijn, z.Archiefactiedatum), await z.Brondatum(c, procedure));
        if (brondatum is null && hadDatum) (z.StartdatumBewaartermijn, z.Archiefactiedatum) = (null, null);
        else if (brondatum is not null) z.ZetBrondatum(type, brondatum);
        if ((z.StartdatumBewaartermijn, z.Archiefactiedatum) != was) await c.Save(z);
    }

    // The end of a zaak is the source of the dates of its deelzaken and of the zaken that name it. Told when it is closed, opened again,
    // or closed on another day.
    private async ValueTask HerleidVerwanten(Change c, bool hadEinddatum)
    {
        var zelf = Ref<Zaak>.To(Uuid);
        foreach (var deelzaak in Deelzaken.ToList())
            await HerleidArchief(c, deelzaak, p => p.Afleidingswijze == Afleidingswijze.Hoofdzaak, hadEinddatum);
        foreach (var relatie in await c.Find<Zaakrelatie>(q => q.Is("andere", zelf)))
            await HerleidArchief(c, relatie.Zaak, p => p.Afleidingswijze == Afleidingswijze.GerelateerdeZaak, hadEinddatum);
    }

    // Another hoofdzaak or other related zaken are another source.
    private static async ValueTask HerleidNaWijziging(Change<Zaak> c)
    {
        if (!c.Updating || c.New.Einddatum is null) return;
        var (oud, nieuw) = (c.Old!, c.New);
        var (anderHoofd, anderen) = (oud.Hoofdzaak != nieuw.Hoofdzaak, !oud.RelevanteAndereZaken.SequenceEqual(nieuw.RelevanteAndereZaken));
        if (anderHoofd || anderen)
        {
            await HerleidArchief(c, c.Self,
                p => p.Afleidingswijze switch
                {
                    Afleidingswijze.Hoofdzaak => anderHoofd,
                    Afleidingswijze.GerelateerdeZaak => anderen,
                    _ => false
                },
                anderHoofd ? oud.Hoofdzaak is not null : oud.RelevanteAndereZaken.Count > 0);
        }
    }

    private async ValueTask<Resultaattype?> Resultaattype(Change c) =>
        Resultaat is { } r && await c.Get(r) is { } resultaat ? await c.Get(resultaat.Resultaattype) : null;

    private async ValueTask<DateOnly?> Brondatum(Change c, BrondatumArchiefprocedure? procedure) => procedure?.Afleidingswijze switch
    {
        Afleidingswijze.Afgehandeld => Einddatum,
        Afleidingswijze.Termijn => procedure.Procestermijn is { } termijn && Einddatum is { } einde ? termijn.AfterOrNull(einde) : null,
        Afleidingswijze.Hoofdzaak => Hoofdzaak is { } hoofdzaak ? (await c.Get(hoofdzaak))?.Einddatum : null,
        Afleidingswijze.GerelateerdeZaak => await LaatsteEinddatum(c),
        Afleidingswijze.Eigenschap => await LaatsteEigenschap(c, procedure.Datumkenmerk),
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

    private async ValueTask<DateOnly?> LaatsteEigenschap(Change c, string naam)
    {
        var zaak = this;
        return Eigenschappen.Count == 0 ? null
            : (await c.Find<Zaakeigenschap>(q => q.Is("zaak", zaak))).Where(e => e.Naam == naam && !c.IsGoing(e))
            .Max(e => Nederlands.Dag(e.Waarde));
    }

    private async ValueTask<List<Besluit>> Besluiten(Change c)
    {
        var zaak = this;
        List<Besluit> besluiten = [];
        foreach (var relatie in await c.Find<Zaakbesluit>(q => q.Is("zaak", zaak)))
            if (!c.IsGoing(relatie) && await c.Get(relatie.Besluit) is { } besluit) besluiten.Add(besluit);
        return besluiten;
    }

    private async ValueTask<DateOnly?> LaatsteObjectdatum(Change c, Objecttype? soort, string kenmerk)
    {
        if (Zaakobjecten.Count == 0 || kenmerk.Length == 0) return null;
        var zaak = this;
        DateOnly? laatste = null;
        foreach (var o in await c.Find<Zaakobject>(q => q.Is("zaak", zaak)))
        {
            if (soort is not null && o.ObjectType != soort || c.IsGoing(o)) continue;
            var json = o.Object.StartsWith("http", StringComparison.Ordinal) ? await c.Fetch(o.Object)
                : (o.ObjectIdentificatie as ObjectOverige)?.OverigeData;
            if (json is { ValueKind: JsonValueKind.Object } gegevens && gegevens.TryGetProperty(kenmerk, out var waarde)
                && waarde.ValueKind == JsonValueKind.String
                && Nederlands.Dag(waarde.GetString()) is { } datum && !(datum <= laatste))
            {
                laatste = datum;
            }
        }
        return laatste;
    }

    // The archiefactiedatum that could not be worked out at closing follows when the end of the procestermijn becomes known.
    private static async ValueTask BewaartermijnGeeftActiedatum(Change<Zaak> c)
    {
        var zaak = c.New;
        if (!c.Updating || zaak.Einddatum is null || zaak.Archiefactiedatum is not null || zaak.StartdatumBewaartermijn is not { } start
            || start == c.Old!.StartdatumBewaartermijn)
        {
            return;
        }
        if ((await zaak.Resultaattype(c))?.Archiefactietermijn is { } termijn) zaak.Archiefactiedatum = termijn.AfterOrNull(start);
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
