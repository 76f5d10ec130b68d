using System.Globalization;
using System.Text.Json.Nodes;

namespace Brink.Apps.Zaakwerk;

/// <summary>Who asked for a zaak: a person by number, or an organisation by name.</summary>
/// <param name="Bsn">The number of a person; null for an organisation.</param>
/// <param name="Bedrijf">The name of an organisation.</param>
public sealed record Aanvrager(string? Bsn, string Bedrijf);

/// <summary>
/// How a zaak begins, over the standard APIs only: the zaak, who asked for it, and its first status, as one where the register can do that.
/// Where it is at another server the steps go one after the other, and whoever does the same again with the same key finds what was made
/// and makes it no second time.
/// </summary>
/// <param name="zgw">The registers.</param>
/// <param name="klok">Tells when.</param>
/// <param name="cancel">When nobody waits any more.</param>
public sealed class Zaakbegin(ZgwClient zgw, TimeProvider klok, CancellationToken cancel)
{
    /// <summary>The versions of zaaktypen of which a zaak can begin today, by name.</summary>
    public static async Task<Antwoord<IReadOnlyList<Zaaktypeversie>>> TypenAsync(ZgwClient zgw, DateOnly vandaag, CancellationToken cancel)
    {
        var antwoord = await zgw.Lijst<Zaaktypeversie>(cancel, ("status", "definitief"));
        return antwoord.Gelukt(out var alle)
            ? new([.. alle.Results.Where(t => t.Geldt(vandaag)).OrderBy(t => t.Omschrijving, StringComparer.OrdinalIgnoreCase)], null)
            : new(null, antwoord.Fout);
    }

    /// <summary>Begins a zaak, and gives its address. The register computes when it must be done.</summary>
    /// <param name="type">Its zaaktype.</param>
    /// <param name="velden">What is filled in: <c>omschrijving</c>, <c>toelichting</c>, <c>startdatum</c>.</param>
    /// <param name="aanvrager">Who asked for it; null when nobody is named.</param>
    /// <param name="sleutel">The key of the form: the same form begins the same zaak once.</param>
    public async Task<Antwoord<Uri>> BeginAsync(Zaaktypeversie type, JsonObject velden, Aanvrager? aanvrager, string sleutel)
    {
        var catalogus = await zgw.Lees<Typecatalogus>(type.Catalogus, cancel);
        if (!catalogus.Gelukt(out var eigenaar)) return new(null, catalogus.Fout);
        var stappen = await zgw.Lijst<Statustype>(cancel, ("zaaktype", type.Url), ("status", "alles"));
        if (!stappen.Gelukt(out var statustypen)) return new(null, stappen.Fout);
        if (statustypen.Results.MinBy(s => s.Volgnummer) is not { } eerste)
        {
            return new(null, Nee("zaaktype",
                "Dit zaaktype heeft nog geen status. Dan kan er geen zaak beginnen. Vraag het uw functioneel beheerder."));
        }

        var bundel = new Bundel();
        var zaak = Zaak(bundel, type.Url, eigenaar.Rsin, velden, sleutel);
        if (aanvrager is not null && await AanvragerAsync(bundel, zaak, type.Url, aanvrager) is { } fout) return new(null, fout);
        Status(bundel, zaak, eerste.Url, Moment(klok, 0));
        var gedaan = await zgw.Samen(bundel, cancel);
        return gedaan.Gelukt(out var adressen) ? new(adressen[0], null) : new(null, gedaan.Fout);
    }

    private async Task<Fout?> AanvragerAsync(Bundel bundel, string zaak, Uri zaaktype, Aanvrager wie)
    {
        var rollen = await zgw.TypenAsync("roltypen", "zaaktype", zaaktype, cancel);
        if (!rollen.Gelukt(out var typen)) return rollen.Fout;
        if (typen.Results.FirstOrDefault(t => t["omschrijvingGeneriek"]?.ToString() == "initiator") is not { } type)
            return Nee("aanvrager", "Dit zaaktype kent geen aanvrager. Laat de aanvrager leeg, of vraag het uw functioneel beheerder.");
        Rol(bundel, zaak, type["url"]!.ToString(), wie.Bsn is null ? "niet_natuurlijk_persoon" : "natuurlijk_persoon",
            type["omschrijving"]?.ToString() ?? "",
            wie.Bsn is null ? new() { ["statutaireNaam"] = wie.Bedrijf } : new() { ["inpBsn"] = wie.Bsn });
        return null;
    }

    /// <summary>Adds to a bundle that a zaak is made. What stands for its address in the steps after it.</summary>
    /// <param name="bundel">The bundle.</param>
    /// <param name="zaaktype">Its zaaktype.</param>
    /// <param name="rsin">The organisation.</param>
    /// <param name="velden">The other fields, with <c>startdatum</c>.</param>
    /// <param name="sleutel">By which it is found back where steps go one by one; empty when it is not.</param>
    public static string Zaak(Bundel bundel, Uri zaaktype, string rsin, JsonObject velden, string sleutel)
    {
        velden["zaaktype"] = zaaktype.ToString();
        velden["bronorganisatie"] = rsin;
        velden["verantwoordelijkeOrganisatie"] = rsin;
        return bundel.Maak(Client.Zaak.Pad, velden, sleutel.Length == 0 ? null : new(["zaaktype", "startdatum"], ["kenmerken"],
            new() { ["kenmerken"] = new JsonArray(new JsonObject { ["kenmerk"] = sleutel, ["bron"] = "formulier" }) }));
    }

    /// <summary>Adds to a bundle that somebody has a part in a zaak.</summary>
    public static void Rol(Bundel bundel, string zaak, string roltype, string soort, string toelichting, JsonObject wie) =>
        bundel.Maak(Client.Rol.Pad, new()
        {
            ["zaak"] = zaak,
            ["roltype"] = roltype,
            ["betrokkeneType"] = soort,
            ["roltoelichting"] = toelichting,
            ["betrokkeneIdentificatie"] = wie,
        }, new(["zaak", "roltype"], ["betrokkeneIdentificatie", "roltoelichting"]));

    /// <summary>Adds to a bundle that a zaak reaches a status.</summary>
    public static void Status(Bundel bundel, string zaak, Uri statustype, string moment, string toelichting = "") =>
        bundel.Maak(Client.Status.Pad,
        new()
        {
            ["zaak"] = zaak,
            ["statustype"] = statustype.ToString(),
            ["datumStatusGezet"] = moment,
            ["statustoelichting"] = toelichting
        },
        new(["zaak", "statustype", "indicatieLaatstGezetteStatus"], ["statustoelichting"]));

    /// <summary>Now, as registers take it; two statuses of one zaak never have the same moment, so each step has its own.</summary>
    public static string Moment(TimeProvider klok, int stap) =>
        klok.GetUtcNow().AddMicroseconds(stap).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static Fout Nee(string veld, string zin) => new(409, veld, zin, [new(veld, veld, zin)]);
}
