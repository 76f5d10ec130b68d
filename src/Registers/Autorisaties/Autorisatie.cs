using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Autorisaties;

/// <summary>
/// Scopes in one component. In the registers of zaken, documenten and besluiten they hold for one type, there up to a level of confidentiality;
/// the standard gives each component a shape of its own, which comes down to these fields, shown where the component has them.
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

    /// <summary>Keeps of the fields those that the component has, and fills in its name.</summary>
    internal void Vormgeven()
    {
        ComponentWeergave = Component switch
        {
            Component.Ac => "Autorisaties API",
            Component.Nrc => "Notificaties API",
            Component.Zrc => "Zaken API",
            Component.Ztc => "Catalogi API",
            Component.Drc => "Documenten API",
            Component.Pfl => "Portfolio API",
            Component.Bgr => "Begroting API",
            Component.Rap => "Rapportage API",
            Component.Bvm => "Besluitvorming API",
            Component.Ber => "Berichten API",
            Component.Avg => "Privacy API",
            _ => "Besluiten API",
        };
        Zaaktype = Component == Component.Zrc ? Zaaktype ?? "" : null;
        Informatieobjecttype = Component == Component.Drc ? Informatieobjecttype ?? "" : null;
        Besluittype = Component == Component.Brc ? Besluittype ?? "" : null;
        if (Component is not (Component.Zrc or Component.Drc)) MaxVertrouwelijkheidaanduiding = null;
    }

    /// <summary>What the component asks for with these scopes (ac-003). The standard names no codes; these are those of the published test collection.</summary>
    internal void Controleer(int plaats, Action<string, string, string> fout)
    {
        if (Scopes.Count == 0) { fout($"autorisaties.{plaats}.scopes", "empty", "Noem minstens één scope."); return; }
        bool Over(string onderwerp) => Scopes.Exists(s => s.StartsWith(onderwerp + ".", StringComparison.Ordinal));
        var (voorType, type, veld) = Component switch
        {
            Component.Zrc => (Over("zaken"), Zaaktype, "Zaaktype"),
            Component.Drc => (Over("documenten"), Informatieobjecttype, "Informatieobjecttype"),
            Component.Brc => (Over("besluiten"), Besluittype, "Besluittype"),
            _ => (false, null, ""),
        };
        if (!voorType) return;
        if (Component != Component.Brc && MaxVertrouwelijkheidaanduiding is null)
            fout("MaxVertrouwelijkheidaanduiding", "invalid", $"Geef bij autorisatie {plaats + 1} de hoogste vertrouwelijkheidaanduiding waarvoor de scopes gelden.");
        if (string.IsNullOrEmpty(type)) fout(veld, "invalid", $"Geef bij autorisatie {plaats + 1} het {veld.ToLowerInvariant()} waarvoor de scopes gelden.");
    }
}

/// <summary>The standard's components by their abbreviation, and those of the registers that Brink adds: portfolio, begroting, rapportage, besluitvorming,
/// berichten, privacy.</summary>
public enum Component { Ac, Nrc, Zrc, Ztc, Drc, Brc, Pfl, Bgr, Rap, Bvm, Ber, Avg }
