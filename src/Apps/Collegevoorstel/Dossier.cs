using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Apps.Collegevoorstel;

/// <summary>The nota as it is now: its content, and which version that is.</summary>
public sealed record Notastuk(Nota Inhoud, Uri Document, int Versie, string Sha256);

/// <summary>The proxy that followed from the decision: a zaakobject (<c>volmacht</c>) with its address at the cooperative.</summary>
public sealed record Gegeven(string Url, string Functie, string Strekking, DateTimeOffset Op);

/// <summary>Everything that one proposal is made of. All of it is in the standard registers: nothing is kept anywhere else.</summary>
public sealed record Dossier
{
    /// <summary>The kind of zaakobject that holds the address of a proxy.</summary>
    public const string Volmachtsoort = "volmacht";

    public required Zaak Zaak { get; init; }
    public IReadOnlyList<Statustype> Statustypen { get; init; } = [];

    /// <summary>Null: the proposal was not made with this app.</summary>
    public Notastuk? Nota { get; init; }
    public IReadOnlyList<Stap> Stappen { get; init; } = [];
    public IReadOnlyList<ZaakInformatieobject> Stukken { get; init; } = [];
    public IReadOnlyList<Besluit> Besluiten { get; init; } = [];
    public IReadOnlyList<Gegeven> Volmachten { get; init; } = [];

    /// <summary>What went to the council, the oldest first.</summary>
    public IReadOnlyList<Raadsstuk> Raadsstukken { get; init; } = [];
    public Rol? Steller { get; init; }

    /// <summary>The address of the zaak; what stands for it while the zaak is still to be made,
    /// along with the rest (<see cref="Bundel"/>).</summary>
    public string Adres { get => field ?? Zaak.Url.ToString(); init; }

    public Guid Sleutel => Zaak.Uuid;
    public string Sha256 => Nota?.Sha256 ?? "";
    public int Versie => Nota?.Versie ?? 0;
    public bool Open => Zaak.Einddatum is null;
    public string Status => Zaak.Expand?.Status?.Expand?.Statustype?.Omschrijving ?? "";
    public string Resultaat => Zaak.Expand?.Resultaat?.Expand?.Resultaattype?.Omschrijving ?? "";
    public Stap? Besluitstap => Stappen.FirstOrDefault(s => s.Soort == "besluit");
    public bool Besloten => Stappen.Any(Route.Besloten);

    /// <summary>The decision of the college; those of the council stand at what was laid before it.</summary>
    public Besluit? Besluit =>
        Besluiten.FirstOrDefault(b => Raadsstukken.All(r => r.Besluit != b.Url)
        && b.Expand?.Besluittype?.Omschrijving != Raadsstuk.Besluittype);
    public IReadOnlyList<Stap> AanDeBeurt => Gestart && Open && !Besloten ? Route.AanDeBeurt(Stappen, Sha256) : [];
    public IReadOnlyList<Bevinding> Bevindingen => Nota is { } n ? Notacontrole.Van(n.Inhoud, Besluitstap?.Definitief) : [];

    /// <summary>The day of the last initial on the nota as it is; null when there is none.</summary>
    public DateOnly? LaatstGetekend => Stappen.Where(s => s.Soort != "besluit" && s.Uitkomst == "akkoord" && s.Sha256 == Sha256)
        .Max(s => Tijd.DagVan(s.Op));

    /// <summary>Whether the nota goes round.</summary>
    public bool Gestart => Status is not ("" or Statussen.Nieuw or Statussen.InBehandeling or Statussen.Aanvulling or Statussen.Ingetrokken
        or Statussen.Archiveren);

    /// <summary>The public versions that were made of the nota.</summary>
    public IReadOnlyList<ZaakInformatieobject> Openbaar =>
        [.. Stukken.Where(s => s.Expand?.Informatieobject is { Vertrouwelijkheidaanduiding: "openbaar" } i
            && i.Bestandsnaam.StartsWith("openbare-nota.",
            StringComparison.Ordinal))];

    /// <summary>Whether somebody writes the nota: who began it, or a colleague in the same role.</summary>
    public bool MagSchrijven(Wie wie) =>
        Steller is { } s && (s.BetrokkeneIdentificatie?.Identificatie == wie.Id || wie.Rol.Length > 0 && s.Roltoelichting == wie.Rol);

    /// <summary>Whether somebody may change the route: the writer, and whoever puts the proposal on the agenda.</summary>
    public bool MagSturen(Wie wie) => MagSchrijven(wie) || Stappen.Any(s => s.Soort is "agendering" or "besluit" && s.Mag(wie));

    /// <summary>Fetches a proposal, within what the user may see.</summary>
    public static async Task<Antwoord<Dossier>> HaalAsync(ZgwClient zgw, Guid uuid, CancellationToken cancel)
    {
        var antwoord = await zgw.ZaakAsync(uuid, cancel);
        if (!antwoord.Gelukt(out var zaak)) return new(null, antwoord.Fout);
        if (zaak.Expand?.Zaaktype?.Identificatie is { } soort && soort != Bureau.Zaaktype) return new(null, new(404, "", "", []));
        var typen = zgw.Lijst<Statustype>(cancel, ("zaaktype", zaak.Zaaktype), ("status", "alles"));
        var objecten = zgw.Lijst<ZaakObject>(cancel, ("zaak", zaak.Url));
        var stukken = zgw.ZaakinformatieobjectenAsync(zaak, cancel);
        var rollen = zgw.Lijst<Rol>(cancel, ("zaak", zaak.Url));
        var besluiten = zgw.BesluitenAsync(zaak, cancel);
        // What somebody may not see is not there; what cannot be read now must not look like nothing: a route would be made twice.
        if (new[] { (await typen).Fout, (await objecten).Fout, (await stukken).Fout, (await rollen).Fout,
            (await besluiten).Fout }.FirstOrDefault(f => f is { IsVerboden: false })
            is { } mis)
        {
            return new(null, mis);
        }
        var zaakobjecten = (await objecten).Gelukt(out var o) ? o.Results : [];
        var documenten = (await stukken).Gelukt(out var d) ? d : [];
        var dossier = new Dossier
        {
            Zaak = zaak,
            Statustypen = (await typen).Gelukt(out var t) ? [.. t.Results.OrderBy(s => s.Volgnummer)] : [],
            Stappen = Route.InVolgorde(zaakobjecten.Select(Stap.Van).OfType<Stap>()),
            Volmachten = [.. zaakobjecten.Select(Volmacht).OfType<Gegeven>()],
            Raadsstukken = [.. zaakobjecten.Select(Raadsstuk.Van).OfType<Raadsstuk>()],
            Stukken = [.. documenten.OrderBy(s => s.Registratiedatum)],
            Besluiten = (await besluiten).Gelukt(out var b) ? b.Results : [],
            Steller = (await rollen).Gelukt(out var r) ? r.Results.FirstOrDefault(x => x.OmschrijvingGeneriek == "initiator") : null,
        };
        if (documenten.Select(s => s.Expand?.Informatieobject).FirstOrDefault(i => i?.Bestandsnaam == Collegevoorstel.Nota.Bestandsnaam)
            is not { Url: { } url } info)
        {
            return new(dossier, null);
        }
        var inhoud = await zgw.InhoudAsync(url, info.Versie, Bureau.Grootst, cancel);
        return !inhoud.Gelukt(out var bytes) ? new(null, inhoud.Fout)
            : new(Collegevoorstel.Nota.Lees(bytes) is { } nota
                ? dossier with { Nota = new(nota, url, info.Versie, Collegevoorstel.Nota.Hash(bytes)) } : dossier, null);
    }

    private static Gegeven? Volmacht(ZaakObject o)
    {
        if (o is not
            {
                ObjectType: "overige", ObjectTypeOverige: Volmachtsoort,
                ObjectIdentificatie: { ValueKind: JsonValueKind.Object } json
            }
            || !json.TryGetProperty("overigeData", out var data) || data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        string Tekst(string naam) => data.TryGetProperty(naam, out var waarde) && waarde.ValueKind == JsonValueKind.String
            ? waarde.GetString() ?? "" : "";
        return new(Tekst("url"), Tekst("functie"), Tekst("strekking"),
            DateTimeOffset.TryParse(Tekst("op"), System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal, out var op) ? op
                : default);
    }
}

/// <summary>The names of the statuses that municipalities use for what goes to the college.</summary>
public static class Statussen
{
    public const string Nieuw = "Nieuw", InBehandeling = "In behandeling", Aanvulling = "Aanvulling vereist",
    Wacht = "Wachten op ambtelijk akkoord", Akkoord = "Ambtelijk akkoord",
        Voorlopig = "Voorlopig geagendeerd", Definitief = "Definitief geagendeerd", Aangenomen = "Aangenomen door college",
        Gewijzigd = "Gewijzigd aangenomen door college",
        Niet = "Niet aangenomen door college", Ingetrokken = "Ingetrokken", Archiveren = "Archiveren";
}
