using System.Globalization;
using System.Text.Json;

namespace Brink.Apps.Zaakwerk;

/// <summary>Zaken in plain Dutch: their properties, who has a part in them, and what they are about.</summary>
public static class Zaakwoorden
{
    /// <summary>The value of a property; a date, which the standard keeps as eight digits, in words.</summary>
    /// <param name="eigenschap">The property.</param>
    /// <param name="formaten">The format of each kind of property, by its key.</param>
    public static string Waarde(ZaakEigenschap eigenschap, IReadOnlyDictionary<string, string> formaten) =>
        formaten.GetValueOrDefault(Woorden.Sleutel(eigenschap.Eigenschap)) is "datum" or "datum_tijd"
        && eigenschap.Waarde is { Length: >= 8 } tekst
        && DateOnly.TryParseExact(tekst[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var datum)
            ? Tijd.Voluit(datum) + (tekst.Length >= 12 ? $" om {tekst[8..10]}:{tekst[10..12]} uur" : "")
            : eigenschap.Waarde ?? "";

    /// <summary>What happens to the file of a zaak in the end.</summary>
    public static string Archief(Zaak zaak) => zaak.Archiefnominatie switch
    {
        "vernietigen" => zaak.Archiefactiedatum is { } d ? $"Vernietigen op {Tijd.Voluit(d)}" : "Vernietigen, datum nog niet bekend",
        "blijvend_bewaren" => zaak.Archiefactiedatum is { } d ? $"Blijvend bewaren, overdragen op {Tijd.Voluit(d)}" : "Blijvend bewaren",
        _ => "",
    };

    /// <summary>The name of somebody who has a part in a zaak.</summary>
    public static string Naam(Rol rol)
    {
        if (rol.AfwijkendeNaamBetrokkene.Length > 0) return rol.AfwijkendeNaamBetrokkene;
        var b = rol.BetrokkeneIdentificatie;
        var naam = rol.BetrokkeneType switch
        {
            _ when b is null => "",
            "natuurlijk_persoon" => Samen(string.IsNullOrEmpty(b.Voornamen) ? b.Voorletters : b.Voornamen, b.VoorvoegselGeslachtsnaam,
                b.Geslachtsnaam),
            "medewerker" => Samen(b.Voorletters, b.VoorvoegselAchternaam, b.Achternaam) is { Length: > 0 } naamMedewerker ? naamMedewerker
                : b.Identificatie ?? "",
            "organisatorische_eenheid" => string.IsNullOrEmpty(b.Naam) ? b.Identificatie ?? "" : b.Naam,
            "niet_natuurlijk_persoon" => b.StatutaireNaam ?? "",
            "vestiging" => b.Handelsnaam?.FirstOrDefault(n => n.Length > 0) ?? "",
            _ => "",
        };
        return naam.Length > 0 ? naam : "Naam niet bekend";
    }

    /// <summary>The number by which somebody is known, with its kind; empty when there is none.</summary>
    public static string Nummer(Rol rol) => (rol.BetrokkeneType, rol.BetrokkeneIdentificatie) switch
    {
        ("natuurlijk_persoon", { InpBsn.Length: > 0 } b) => "Burgerservicenummer " + b.InpBsn,
        ("niet_natuurlijk_persoon", { InnNnpId.Length: > 0 } b) => "RSIN " + b.InnNnpId,
        (_, { KvkNummer.Length: > 0 } b) => "KVK-nummer " + b.KvkNummer,
        ("vestiging", { VestigingsNummer.Length: > 0 } b) => "Vestigingsnummer " + b.VestigingsNummer,
        _ => "",
    };

    /// <summary>What kind of party this is.</summary>
    public static string Soort(Rol rol) => Woordenlijst.Woord("BetrokkeneType", rol.BetrokkeneType);

    /// <summary>The part that somebody has.</summary>
    public static string RolNaam(Rol rol) => rol.Omschrijving.Length > 0 ? rol.Omschrijving
        : Woordenlijst.Woord("OmschrijvingGeneriek", rol.OmschrijvingGeneriek);

    /// <summary>What a zaak is about, in one line.</summary>
    public static string Object(ZaakObject zaakobject)
    {
        if (zaakobject.ObjectIdentificatie is not { ValueKind: JsonValueKind.Object } data) return zaakobject.Object?.ToString() ?? "";
        if (zaakobject.ObjectType == "adres")
        {
            return $"{Tekst(data, "gorOpenbareRuimteNaam")} {Tekst(data, "huisnummer")}{Tekst(data, "huisletter")} {Tekst(data, "huisnummertoevoeging")}".Trim()
                + $", {Tekst(data, "postcode")} {Tekst(data, "wplWoonplaatsNaam")}".Replace(",  ", ", ", StringComparison.Ordinal);
        }

        var values = data.TryGetProperty("overigeData", out var other) && other.ValueKind == JsonValueKind.Object ? other : data;
        return string.Join("; ", values.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && p.Value.ToString().Length > 0)
            .Where(p => !p.Value.ToString().StartsWith("http", StringComparison.Ordinal)) // an address is for programs
            .Select(p => $"{Woorden.Veldnaam(p.Name)}: {p.Value}"));
    }

    /// <summary>What kind of thing a zaak is about.</summary>
    public static string ObjectSoort(ZaakObject zaakobject) =>
        Woorden.Gewoon(zaakobject.ObjectType == "overige" && !string.IsNullOrEmpty(zaakobject.ObjectTypeOverige)
            ? zaakobject.ObjectTypeOverige : zaakobject.ObjectType);

    private static string Tekst(JsonElement data, string name) => data.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    private static string Samen(params string?[] delen) => string.Join(' ', delen.Where(d => !string.IsNullOrWhiteSpace(d)));
}
