using System.Text.Json.Nodes;
using Brink.Apps.Zgw;

namespace Brink.Apps.Collegevoorstel;

/// <summary>How the deeds write to the registers: types are found by their names, so the same app works with every catalogus that has them.</summary>
public sealed partial class Bureau
{
    /// <summary>The version of the zaaktype that holds today; null when there is none.</summary>
    public async Task<Zaaktypeversie?> ZaaktypeAsync() => (await zgw.ZaaktypeversiesAsync(cancel)).Gelukt(out var alle)
        ? alle.Results.Where(t => t.Identificatie == Zaaktype && !t.Concept && t.BeginGeldigheid <= Vandaag && !(t.EindeGeldigheid <= Vandaag)).MaxBy(t => t.BeginGeldigheid)
            : null;

    private bool Geldt(JsonObject type) => type["concept"]?.GetValue<bool>() != true
        && string.CompareOrdinal(Tekst(type, "beginGeldigheid"), Dag(Vandaag)) <= 0 && (Tekst(type, "eindeGeldigheid") is "" or null
            || string.CompareOrdinal(Tekst(type, "eindeGeldigheid"), Dag(Vandaag)) > 0);

    private static string? Tekst(JsonObject type, string veld) => type[veld] is JsonValue waarde && waarde.TryGetValue<string>(out var tekst) ? tekst : null;

    private async Task<IReadOnlyList<Statustype>> StatustypenAsync(Uri zaaktype) =>
        (await zgw.StatustypenAsync(zaaktype, cancel)).Gelukt(out var typen) ? [.. typen.Results.OrderBy(s => s.Volgnummer)] : [];

    // The types of a zaaktype, or of its catalogus, are fetched once.
    private async Task<Uri?> TypeAsync(Dossier d, string soort, string naam, string bij = "zaaktype")
    {
        if (!typen.TryGetValue(soort, out var lijst))
        {
            var van = d.Zaak.Zaaktype;
            if (bij == "catalogus")
            {
                if (!(await zgw.LeesAsync<JsonObject>(van, cancel)).Gelukt(out var zaaktype)) return null;
                van = Adres(zaaktype["catalogus"]!);
            }
            if (!(await zgw.TypenAsync(soort, bij, van, cancel)).Gelukt(out var gevonden)) return null;
            typen[soort] = lijst = gevonden.Results;
        }
        var type = lijst.Where(t => Tekst(t, soort == "eigenschappen" ? "naam" : "omschrijving") == naam && (bij == "zaaktype" || Geldt(t)))
            .OrderByDescending(t => Tekst(t, "beginGeldigheid"), StringComparer.Ordinal).FirstOrDefault();
        return type is null ? null : Adres(type["url"]!);
    }

    private static Fout Mist(string wat, string naam) => Nee("catalogus", $"Het zaaktype collegevoorstel heeft geen {wat} '{naam}'. Vraag het uw functioneel beheerder.");

    private async Task<Fout?> StatusAsync(Dossier d, string naam, string toelichting = "")
    {
        if (d.Statustypen.FirstOrDefault(s => s.Omschrijving == naam) is not { } type) return Mist("statustype", naam);
        return (await zgw.MaakAsync<JsonObject>(
            "zaken/api/v1/statussen",
            new() { ["zaak"] = d.Zaak.Url.ToString(), ["statustype"] = type.Url.ToString(), ["datumStatusGezet"] = Nu, ["statustoelichting"] = toelichting },
            cancel)).Fout;
    }

    private async Task<Fout?> ResultaatAsync(Dossier d, string naam, string toelichting)
    {
        if (d.Zaak.Resultaat is not null) return null;
        if (await TypeAsync(d, "resultaattypen", naam) is not { } type) return Mist("resultaattype", naam);
        return (await zgw.MaakAsync<JsonObject>(
            "zaken/api/v1/resultaten",
            new() { ["zaak"] = d.Zaak.Url.ToString(), ["resultaattype"] = type.ToString(), ["toelichting"] = Vereniging.Tekens.Kort(toelichting, 990) }, cancel)).Fout;
    }

    private async Task<Fout?> RolAsync(Dossier d, string naam)
    {
        if (await TypeAsync(d, "roltypen", naam) is not { } type) return Mist("roltype", naam);
        return (await zgw.MaakAsync<JsonObject>(
            "zaken/api/v1/rollen",
            new()
            {
                ["zaak"] = d.Zaak.Url.ToString(),
                ["roltype"] = type.ToString(),
                ["betrokkeneType"] = "medewerker",
                ["roltoelichting"] = wie.Rol,
                ["betrokkeneIdentificatie"] = new JsonObject { ["identificatie"] = Medewerker, ["achternaam"] = wie.Naam },
            },
            cancel)).Fout;
    }

    // Whoever took a step has a part in the zaak, so that other apps know too. It is no reason to refuse the step: a catalogus may do without these roltypen.
    private async Task BetrekAsync(Dossier d, Stap stap)
    {
        if (!(await zgw.RollenAsync(d.Zaak, cancel)).Gelukt(out var rollen) || rollen.Results.Any(r => r.BetrokkeneIdentificatie?.Identificatie == Medewerker
            && r.Roltoelichting == wie.Rol)) return;
        foreach (var naam in (string[])[stap.Rol, stap.Soort == "akkoord" ? "Portefeuillehouder" : "Parafeerder"])
            if (await TypeAsync(d, "roltypen", naam) is not null)
            {
                await RolAsync(d, naam);
                return;
            }
    }

    private string Medewerker => wie.Id[..Math.Min(24, wie.Id.Length)];

    // What other apps show and search by, follows the nota.
    private async Task<Fout?> EigenschappenAsync(Dossier d, Nota oud, Nota nieuw) =>
        await EigenschapAsync(d, "Portefeuille", oud.Portefeuillehouder, nieuw.Portefeuillehouder)
            ?? await EigenschapAsync(d, "Vergaderdatum", Cijfers(oud.Collegedatum), Cijfers(nieuw.Collegedatum));

    private static string Cijfers(DateOnly? dag) => Dag(dag)?.Replace("-", "", StringComparison.Ordinal) ?? "";

    private async Task<Fout?> EigenschapAsync(Dossier d, string naam, string oud, string nieuw)
    {
        // A catalogus may do without; then other apps do not see it in the list.
        if (oud == nieuw || await TypeAsync(d, "eigenschappen", naam) is not { } type) return null;
        var bestaand = (await zgw.EigenschappenAsync(d.Zaak.Uuid, cancel)).Gelukt(out var alle) ? alle.FirstOrDefault(e => e.Eigenschap == type)?.Url : null;
        if (nieuw.Length == 0) return bestaand is null ? null : await zgw.VerwijderAsync(bestaand, cancel);
        var velden = new JsonObject { ["zaak"] = d.Zaak.Url.ToString(), ["eigenschap"] = type.ToString(), ["waarde"] = nieuw };
        return bestaand is null ? (await zgw.MaakAsync<JsonObject>($"zaken/api/v1/zaken/{d.Zaak.Uuid}/zaakeigenschappen", velden, cancel)).Fout
            : (await zgw.WijzigAsync(bestaand, new() { ["waarde"] = nieuw }, cancel)).Fout;
    }

    private static JsonObject Inhoud(byte[] inhoud, JsonObject velden, DateOnly dag)
    {
        velden["inhoud"] = Convert.ToBase64String(inhoud);
        velden["bestandsomvang"] = inhoud.Length;
        velden["integriteit"] = new JsonObject { ["algoritme"] = "sha_256", ["waarde"] = Nota.Hash(inhoud), ["datum"] = Dag(dag) };
        return velden;
    }

    /// <summary>Makes a document and hangs it on the zaak.</summary>
    private async Task<Antwoord<Informatieobject>> StukAsync(Dossier d, string soort, string titel, string bestandsnaam, string formaat, byte[] inhoud, string niveau,
        string status, string beschrijving)
    {
        if (await TypeAsync(d, "informatieobjecttypen", soort, "catalogus") is not { } type) return new(null, Mist("informatieobjecttype", soort));
        // By these names nota, decision and public versions are found back: nobody's paper takes their place.
        if (soort == "Bijlage" && (bestandsnaam is Nota.Bestandsnaam or Besluitbestand || bestandsnaam.StartsWith("openbare-nota.", StringComparison.Ordinal)))
            bestandsnaam = "bijlage-" + bestandsnaam;
        var velden = Inhoud(
            inhoud,
            new()
            {
                ["bronorganisatie"] = d.Zaak.Bronorganisatie,
                ["informatieobjecttype"] = type.ToString(),
                ["titel"] = Vereniging.Tekens.Kort(titel, 195),
                ["creatiedatum"] = Dag(Vandaag),
                ["auteur"] = wie.Rol,
                ["taal"] = "nld",
                ["status"] = status,
                ["indicatieGebruiksrecht"] = false,
                ["bestandsnaam"] = bestandsnaam,
                ["formaat"] = formaat,
                ["beschrijving"] = Vereniging.Tekens.Kort(beschrijving, 990),
            },
            Vandaag);
        if (niveau.Length > 0) velden["vertrouwelijkheidaanduiding"] = niveau;
        var antwoord = await zgw.MaakAsync<Informatieobject>("documenten/api/v1/enkelvoudiginformatieobjecten", velden, cancel);
        if (!antwoord.Gelukt(out var document)) return antwoord;
        var koppeling = await zgw.MaakAsync<JsonObject>(
            "zaken/api/v1/zaakinformatieobjecten",
            new() { ["zaak"] = d.Zaak.Url.ToString(), ["informatieobject"] = document.Url!.ToString(), ["titel"] = Vereniging.Tekens.Kort(titel, 195) }, cancel);
        return koppeling.Fout is { } fout ? new(null, fout) : antwoord;
    }
}
