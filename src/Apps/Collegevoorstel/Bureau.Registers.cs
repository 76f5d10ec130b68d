using System.Text.Json.Nodes;

namespace Brink.Apps.Collegevoorstel;

/// <summary>How the deeds write to the registers: types are found by their names,
/// so the same app works with every catalogus that has them.</summary>
public sealed partial class Bureau
{
    /// <summary>The version of the zaaktype that holds today; null when there is none.</summary>
    public async Task<Zaaktypeversie?> ZaaktypeAsync() => (await zgw.Lijst<Zaaktypeversie>(cancel, ("status", "alles")))
        .Gelukt(out var alle)
        ? alle.Results.Where(t => t.Identificatie == Zaaktype && t.Geldt(Vandaag)).MaxBy(t => t.BeginGeldigheid) : null;

    private bool Geldt(JsonObject type) => type["concept"]?.GetValue<bool>() != true
        && string.CompareOrdinal(Tekst(type, "beginGeldigheid"), Dag(Vandaag)) <= 0 && (Tekst(type, "eindeGeldigheid") is "" or null
            || string.CompareOrdinal(Tekst(type, "eindeGeldigheid"), Dag(Vandaag)) >= 0); // (the last day counts)

    private static string? Tekst(JsonObject type, string veld) =>
        type[veld] is JsonValue waarde && waarde.TryGetValue<string>(out var tekst) ? tekst : null;

    private async Task<IReadOnlyList<Statustype>> StatustypenAsync(Uri zaaktype) =>
        (await zgw.Lijst<Statustype>(cancel, ("zaaktype", zaaktype), ("status", "alles"))).Gelukt(out var typen)
            ? [.. typen.Results.OrderBy(s => s.Volgnummer)] : [];

    // The types of a zaaktype, or of its catalogus, are fetched once.
    private async Task<Uri?> TypeAsync(Dossier d, string soort, string naam, string bij = "zaaktype")
    {
        if (!typen.TryGetValue(soort, out var lijst))
        {
            var van = d.Zaak.Zaaktype;
            if (bij == "catalogus")
            {
                if (!(await zgw.Lees<JsonObject>(van, cancel)).Gelukt(out var zaaktype)) return null;
                van = Adres(zaaktype["catalogus"]!);
            }
            if (!(await zgw.TypenAsync(soort, bij, van, cancel)).Gelukt(out var gevonden)) return null;
            typen[soort] = lijst = gevonden.Results;
        }
        var type = lijst.Where(t => Tekst(t, soort == "eigenschappen" ? "naam" : "omschrijving") == naam && (bij == "zaaktype" || Geldt(t)))
            .OrderByDescending(t => Tekst(t, "beginGeldigheid"), StringComparer.Ordinal).FirstOrDefault();
        return type is null ? null : Adres(type["url"]!);
    }

    private static Fout Mist(string wat, string naam) =>
        Nee("catalogus", $"Het zaaktype collegevoorstel heeft geen {wat} '{naam}'. Vraag het uw functioneel beheerder.");

    // What a deed writes is gathered in a bundle, and done as one: these add to it, or say what is missing for it.
    private async Task<Fout?> DoeAsync(Bundel bundel) => (await zgw.Samen(bundel, cancel)).Fout;

    private Fout? Status(Bundel bundel, Dossier d, string naam, string toelichting = "")
    {
        if (d.Statustypen.FirstOrDefault(s => s.Omschrijving == naam) is not { } type) return Mist("statustype", naam);
        // (two statuses of one zaak never have the same moment)
        Zaakbegin.Status(bundel, d.Adres, type.Url, Moment(bundel.Aantal), toelichting);
        return null;
    }

    private async Task<Fout?> ResultaatAsync(Bundel bundel, Dossier d, string naam, string toelichting)
    {
        if (d.Zaak.Resultaat is not null) return null;
        if (await TypeAsync(d, "resultaattypen", naam) is not { } type) return Mist("resultaattype", naam);
        bundel.Maak("zaken/resultaten",
            new() { ["zaak"] = d.Adres, ["resultaattype"] = type.ToString(), ["toelichting"] = Tekens.Kort(toelichting, 990) });
        return null;
    }

    private async Task<Fout?> RolAsync(Bundel bundel, Dossier d, string naam)
    {
        if (await TypeAsync(d, "roltypen", naam) is not { } type) return Mist("roltype", naam);
        Zaakbegin.Rol(bundel, d.Adres, type.ToString(), "medewerker", wie.Rol,
            new() { ["identificatie"] = Medewerker, ["achternaam"] = wie.Naam });
        return null;
    }

    // Whoever took a step has a part in the zaak, so that other apps know too. It is no reason to refuse the step:
    // a catalogus may do without these roltypen.
    private async Task BetrekAsync(Bundel bundel, Dossier d, Stap stap)
    {
        if (!(await zgw.Lijst<Rol>(cancel, ("zaak", d.Zaak.Url))).Gelukt(out var rollen)
            || rollen.Results.Any(r => r.BetrokkeneIdentificatie?.Identificatie == Medewerker
            && r.Roltoelichting == wie.Rol))
        {
            return;
        }
        foreach (var naam in (string[])[stap.Rol, stap.Soort == "akkoord" ? "Portefeuillehouder" : "Parafeerder"])
        {
            if (await TypeAsync(d, "roltypen", naam) is not null)
            {
                await RolAsync(bundel, d, naam);
                return;
            }
        }
    }

    private string Medewerker => wie.Id[..Math.Min(24, wie.Id.Length)];

    // What other apps show and search by, follows the nota.
    private async Task EigenschappenAsync(Bundel bundel, Dossier d, Nota oud, Nota nieuw)
    {
        await EigenschapAsync(bundel, d, "Portefeuille", oud.Portefeuillehouder, nieuw.Portefeuillehouder);
        await EigenschapAsync(bundel, d, "Vergaderdatum", Cijfers(oud.Collegedatum), Cijfers(nieuw.Collegedatum));
    }

    private static string Cijfers(DateOnly? dag) => Dag(dag)?.Replace("-", "", StringComparison.Ordinal) ?? "";

    private async Task EigenschapAsync(Bundel bundel, Dossier d, string naam, string oud, string nieuw)
    {
        // A catalogus may do without; then other apps do not see it in the list.
        if (oud == nieuw || await TypeAsync(d, "eigenschappen", naam) is not { } type) return;
        var bestaand = d.Zaak.Uuid != Guid.Empty
            && (await zgw.Lees<ZaakEigenschap[]>(Plek.Van<Zaak>(d.Zaak.Uuid, "zaakeigenschappen"), cancel)).Gelukt(out var alle)
            ? alle.FirstOrDefault(e => e.Eigenschap == type)?.Url : null;
        if (bestaand is not null && nieuw.Length == 0)
        {
            bundel.Verwijder(bestaand.ToString());
        }
        else if (bestaand is not null)
        {
            bundel.Wijzig(bestaand.ToString(), new() { ["waarde"] = nieuw });
        }
        else if (nieuw.Length > 0)
        {
            bundel.Maak($"{d.Adres}/zaakeigenschappen", new() { ["zaak"] = d.Adres, ["eigenschap"] = type.ToString(), ["waarde"] = nieuw },
            new([], ["eigenschap", "waarde"]));
        }
    }

    private static JsonObject Inhoud(byte[] inhoud, JsonObject velden, DateOnly dag)
    {
        velden["inhoud"] = Convert.ToBase64String(inhoud);
        velden["bestandsomvang"] = inhoud.Length;
        velden["integriteit"] = new JsonObject { ["algoritme"] = "sha_256", ["waarde"] = Nota.Hash(inhoud), ["datum"] = Dag(dag) };
        return velden;
    }

    /// <summary>Makes a document and hangs it on the zaak. What stands for its address in the steps after it.</summary>
    private async Task<Antwoord<string>> StukAsync(Bundel bundel, Dossier d, string soort, string titel, string bestandsnaam,
        string formaat, byte[] inhoud, string niveau,
        string status, string beschrijving)
    {
        if (await TypeAsync(d, "informatieobjecttypen", soort, "catalogus") is not { } type)
            return new(null, Mist("informatieobjecttype", soort));
        // By these names nota, decision and public versions are found back: nobody's paper takes their place.
        if (soort == "Bijlage" && (bestandsnaam is Nota.Bestandsnaam or Besluitbestand
            || bestandsnaam.StartsWith("openbare-nota.", StringComparison.Ordinal)))
        {
            bestandsnaam = "bijlage-" + bestandsnaam;
        }
        var velden = Inhoud(
            inhoud,
            new()
            {
                ["bronorganisatie"] = d.Zaak.Bronorganisatie,
                ["informatieobjecttype"] = type.ToString(),
                ["titel"] = Tekens.Kort(titel, 195),
                ["creatiedatum"] = Dag(Vandaag),
                ["auteur"] = wie.Rol,
                ["taal"] = "nld",
                ["status"] = status,
                ["indicatieGebruiksrecht"] = false,
                ["bestandsnaam"] = bestandsnaam,
                ["formaat"] = formaat,
                ["beschrijving"] = Tekens.Kort(beschrijving, 990),
            },
            Vandaag);
        if (niveau.Length > 0) velden["vertrouwelijkheidaanduiding"] = niveau;
        // The key of the step, where a step can be done twice: the same paper of the same zaak.
        var sleutel = Nota.Hash(System.Text.Encoding.UTF8.GetBytes($"{d.Zaak.Url} {soort} {bestandsnaam} {Nota.Hash(inhoud)}"))[..32];
        var terug = new Terug(["identificatie", "bronorganisatie"], Sleutel: new() { ["identificatie"] = sleutel });
        string document;
        // A large file goes by itself, before the rest: a document of which nobody makes anything is seen by nobody.
        if (bundel.Omvang + inhoud.Length / 3 * 4 > Bundel.Grens)
        {
            var eerst = new Bundel { Los = true };
            eerst.Maak(Informatieobject.Pad, velden, zgw.HeeftElders ? terug : null);
            var antwoord = await zgw.Samen(eerst, cancel);
            if (!antwoord.Gelukt(out var gemaakt)) return new(null, antwoord.Fout);
            document = gemaakt[0]!.ToString();
        }
        else
        {
            document = bundel.Maak(Informatieobject.Pad, velden, terug);
        }
        bundel.Maak(ZaakInformatieobject.Pad,
            new() { ["zaak"] = d.Adres, ["informatieobject"] = document, ["titel"] = Tekens.Kort(titel, 195) },
            new(["zaak", "informatieobject"]));
        return new(document, null);
    }
}
