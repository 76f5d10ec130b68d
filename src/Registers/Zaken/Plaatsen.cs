using System.Globalization;

namespace Brink.Registers.Zaken;

/// <summary>The places that a zaak is about, as words to find it by. Persons, and where they live, are no part of that.</summary>
internal static class Plaatsen
{
    /// <summary>The address or the name of the place that an object is; nothing when it is no place.</summary>
    internal static IEnumerable<string> Van(object? identificatie) => identificatie switch
    {
        ObjectAdres a => [Adres(a.GorOpenbareRuimteNaam, a.Huisnummer, a.Huisletter, a.Huisnummertoevoeging), a.Postcode,
            a.WplWoonplaatsNaam],
        ObjectTerreinGebouwdObject { AdresAanduidingGrp: { } a } =>
            [Adres(a.GorOpenbareRuimteNaam, a.AoaHuisnummer, a.AoaHuisletter, a.AoaHuisnummertoevoeging), a.AoaPostcode,
                a.WplWoonplaatsNaam, a.OgoLocatieAanduiding],
        ObjectWozObject { AanduidingWozObject: { } a } =>
            [Adres(a.GorOpenbareRuimteNaam, a.AoaHuisnummer, a.AoaHuisletter, a.AoaHuisnummertoevoeging), a.AoaPostcode,
                a.WplWoonplaatsNaam, a.LocatieOmschrijving],
        ObjectWozDeelobject { IsOnderdeelVan: { } o } => Van(o),
        ObjectWozWaarde { IsVoor: { } o } => Van(o),
        ObjectOpenbareRuimte o => [o.GorOpenbareRuimteNaam, o.WplWoonplaatsNaam],
        ObjectGemeentelijkeOpenbareRuimte o => [o.OpenbareRuimteNaam],
        ObjectWoonplaats w => [w.WoonplaatsNaam],
        ObjectBuurt b => [b.BuurtNaam],
        ObjectWijk w => [w.WijkNaam],
        ObjectGemeente g => [g.GemeenteNaam],
        ObjectKadastraleOnroerendeZaak k => [k.KadastraleAanduiding],
        ObjectInrichtingselement i => [i.Naam],
        ObjectKunstwerkdeel k => [k.Naam],
        ObjectSpoorbaandeel s => [s.Naam],
        ObjectTerreindeel t => [t.Naam],
        ObjectWaterdeel w => [w.Naam],
        ObjectWegdeel w => [w.Naam],
        _ => [],
    };

    private static string Adres(string straat, int nummer, string letter, string toevoeging) =>
        string.Create(CultureInfo.InvariantCulture, $"{straat} {nummer} {(letter.Length > 0 ? $"{nummer}{letter}" : "")} {toevoeging}");
}
