using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Autorisaties;

/// <summary>
/// Scopes in one component. In the registers of zaken, documenten and besluiten they hold for one type,
/// there up to a level of confidentiality; the standard gives each component a shape of its own, which comes down to these fields,
/// shown where the component has them.
/// </summary>
public sealed record Autorisatie
{
    public required Component Component { get; set; }
    [Computed] public string ComponentWeergave { get; set; } = "";
    [MaxLength(100), MinLength(1), Unique] public required List<string> Scopes { get; set; }

    /// <summary>The zaaktype for which the scopes hold; only in <c>zrc</c>.</summary>
    [Absent, Url, MaxLength(1000)] public string? Zaaktype { get; set; }

    /// <summary>The informatieobjecttype for which the scopes hold; only in <c>drc</c>.</summary>
    [Absent, Url, MaxLength(1000)] public string? Informatieobjecttype { get; set; }

    /// <summary>The besluittype for which the scopes hold; only in <c>brc</c>.</summary>
    [Absent, Url, MaxLength(1000)] public string? Besluittype { get; set; }

    /// <summary>The highest level of confidentiality for which the scopes hold (inclusive); only in <c>zrc</c> and <c>drc</c>.</summary>
    [Absent] public Vertrouwelijkheidaanduiding? MaxVertrouwelijkheidaanduiding { get; set; }

    /// <summary>Keeps of the fields those that the component has, and fills in its name: that of the register.</summary>
    internal void Vormgeven(Model model)
    {
        ComponentWeergave = model.Registers.First(r => r.Component == EnumNames.Name(Component)).Titel;
        Zaaktype = Component == Component.Zrc ? Zaaktype ?? "" : null;
        Informatieobjecttype = Component == Component.Drc ? Informatieobjecttype ?? "" : null;
        Besluittype = Component == Component.Brc ? Besluittype ?? "" : null;
        if (Component is not (Component.Zrc or Component.Drc)) MaxVertrouwelijkheidaanduiding = null;
    }

    /// <summary>What the component asks for with these scopes (ac-003). The standard names no codes;
    /// these are those of the published test collection.</summary>
    internal void Controleer(int plaats, Action<string, string, string> fout)
    {
        if (Scopes.Count == 0) { fout($"autorisaties.{plaats}.scopes", "empty", "Noem minstens één scope."); return; }
        bool Over(string onderwerp) => Scopes.Exists(s => s.StartsWith(onderwerp + ".", StringComparison.Ordinal));
        var (voorType, type, veld) = Component switch
        {
            Component.Zrc => (Over("zaken"), Zaaktype, "zaaktype"),
            Component.Drc => (Over("documenten"), Informatieobjecttype, "informatieobjecttype"),
            Component.Brc => (Over("besluiten"), Besluittype, "besluittype"),
            _ => (false, null, ""),
        };
        if (!voorType) return;
        if (Component != Component.Brc && MaxVertrouwelijkheidaanduiding is null)
        {
            fout($"autorisaties.{plaats}.maxVertrouwelijkheidaanduiding", "invalid",
                "Geef de hoogste vertrouwelijkheidaanduiding waarvoor de scopes gelden.");
        }
        if (string.IsNullOrEmpty(type)) fout($"autorisaties.{plaats}.{veld}", "invalid", $"Geef het {veld} waarvoor de scopes gelden.");
    }
}

/// <summary>The registers by their abbreviation: the standard's components, those of the other APIs here,
/// and those that Brink adds.</summary>
public enum Component { Ac, Nrc, Zrc, Ztc, Drc, Brc, Kic, Cgc, Rl, Objecten, Objecttypen, Ctb, Pfl, Bgr, Rap, Bvm, Ber, Avg, Zoek, Bdl }
