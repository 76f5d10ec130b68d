using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Zaken;

/// <summary>The value that a zaak has for an eigenschap of its zaaktype. Zaken API 1.7,
/// resource <c>zaken/{uuid}/zaakeigenschappen</c>.</summary>
public sealed record Zaakeigenschap : Resource, IResource<Zaakeigenschap>
{
    public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Eigenschap> Eigenschap { get; set; }

    /// <summary>The name of the eigenschap when the value was given.</summary>
    [Computed] public string Naam { get; set; } = "";
    public required string Waarde { get; set; }

    public static void Define(Definition<Zaakeigenschap> d) => d
        .Under(e => e.Zaak, "zaakeigenschappen").Personal().WithUuid().Unpaged().ListedIn<Zaak>(z => z.Eigenschappen)
        .ShownAs(e => e.Naam)
        .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Expands("zaak", "eigenschap")
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, c.New.Zaak))
        .Rule("zrc-018", HoortBijZaaktype, "eigenschap")
        .Rule("specificatie", VoldoetAanSpecificatie, "eigenschap", "waarde")
        .Effect("zrc-021", HerleidArchief);

    private static ValueTask HerleidArchief(Change<Zaakeigenschap> c) => Zaken.Zaak.HerleidArchief(c, c.New.Zaak,
        p => p.Afleidingswijze == Afleidingswijze.Eigenschap && p.Datumkenmerk == c.New.Naam,
        c.Old is { } oud && Nederlands.Dag(oud.Waarde) is not null);

    private static async ValueTask HoortBijZaaktype(Change<Zaakeigenschap> c)
    {
        if (c.Updating) c.MayNotChange(e => e.Eigenschap);
        if (!c.Creating || await c.Get(c.New.Eigenschap) is not { } eigenschap) return;
        c.New.Naam = eigenschap.Naam;
        await Zaken.Zaak.HoortBijZaaktype(c, c.New.Zaak, eigenschap.Zaaktype, "eigenschap");
    }

    // The standard keeps such a value all the same, with a warning beside the answer.
    private static async ValueTask VoldoetAanSpecificatie(Change<Zaakeigenschap> c)
    {
        if (c.Deleting || await c.Get(c.New.Eigenschap) is not { Specificatie: { } s }) return;
        var waarde = c.New.Waarde;
        var mis = s.Waardenverzameling.Count > 0 && !s.Waardenverzameling.Contains(waarde) ? "staat niet in de waardenverzameling"
            : !HeeftFormaat(waarde, s.Formaat) ? $"is geen {EnumNames.Name(s.Formaat)}"
            : !PastIn(waarde, s) ? $"is langer dan {s.Lengte}" : null;
        if (mis is not null) c.Warning = $"De waarde voldoet niet aan de specificatie van de eigenschap: ze {mis}.";
    }

    private static bool HeeftFormaat(string waarde, Formaat formaat) => formaat switch
    {
        Formaat.Getal => decimal.TryParse(waarde.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out _),
        Formaat.Datum => waarde.Length is 8 or 10 && Nederlands.Dag(waarde) is not null,
        Formaat.DatumTijd => Nederlands.Dag(waarde) is not null,
        _ => true,
    };

    // For a number with decimals the length is written as digits before and after the comma, such as 14,2.
    private static bool PastIn(string waarde, EigenschapSpecificatie s)
    {
        if (s.Formaat is Formaat.Datum or Formaat.DatumTijd) return true;
        var lengte = s.Lengte.Split(',', '.');
        if (!int.TryParse(lengte[0], CultureInfo.InvariantCulture, out var heel)) return true;
        if (s.Formaat != Formaat.Getal) return waarde.Length <= heel;
        var delen = waarde.TrimStart('-', '+').Split(',', '.');
        var fractie = lengte.Length > 1 && int.TryParse(lengte[1], CultureInfo.InvariantCulture, out var f) ? f : 0;
        return delen[0].Length <= heel && (delen.Length == 1 || delen[1].Length <= fractie);
    }
}
