using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>What can happen to a report: the MT adopts it, the RvC has it, the members have it, anyone may read it,
/// or a new version is begun.</summary>
public enum Stapsoort { Vastgesteld, Rvc, Gedeeld, Openbaar, Herzien }

/// <summary>One step of a report on its way. Making one is taking the step; it is never undone.</summary>
public sealed record Rapportstap : Resource, IResource<Rapportstap>
{
    [Own] public required Ref<Kwartaalrapport> Rapport { get; set; }
    public required Stapsoort Soort { get; set; }
    public required DateOnly Datum { get; set; }

    /// <summary>The body or role that took it.</summary>
    [MaxLength(100)] public string Door { get; set; } = "";

    /// <summary>With whom it was shared; why a new version is begun.</summary>
    public List<string> GedeeldMet { get; set; } = [];
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    [Computed] public int Versie { get; set; }

    public static void Define(Definition<Rapportstap> d) => d
        .At("rapportstappen").With(Operation.List | Operation.Create | Operation.Read).PartOf(s => s.Rapport)
        .Allow(Operation.List | Operation.Read, Dashboard.Lezen)
        .Allow(Operation.Create, "rapportage.vaststellen")
        .Filter(s => s.Rapport).Filter(s => s.Soort)
        .ShownAs(s => EnumNames.Name(s.Soort))
        .Rule("k2-volgorde", Volgorde, "rapport", "soort")
        .Rule("g13-voor-vergadering", VoorDeVergadering, "rapport", "soort", "datum")
        .Rule("k5-toelichting", ZonderFouten, "rapport", "soort")
        .Effect("k2-stap", Neem);

    private static async ValueTask Volgorde(Change<Rapportstap> c)
    {
        if (await c.Lock(c.New.Rapport) is not { } rapport) return;
        c.New.Versie = rapport.Versie;
        var mag = (rapport.Status, c.New.Soort) switch
        {
            (Rapportstatus.Concept, Stapsoort.Vastgesteld) => true,
            (Rapportstatus.Vastgesteld, Stapsoort.Rvc) => true,
            (Rapportstatus.Rvc, Stapsoort.Gedeeld) => true,
            (Rapportstatus.Gedeeld, Stapsoort.Openbaar) => true,
            (not Rapportstatus.Concept, Stapsoort.Herzien) => true,
            _ => false,
        };
        if (!mag)
        {
            c.Fault("soort", "k2-volgorde",
                "Een rapport gaat van concept naar vastgesteld (MT), dan naar de RvC, en wordt dan gedeeld. "
                + $"Dit rapport is nu '{EnumNames.Name(rapport.Status)}'.");
        }
        if (c.New.Soort == Stapsoort.Herzien && string.IsNullOrWhiteSpace(c.New.Toelichting))
            c.Fault("toelichting", "required", "Zeg waarom er een nieuwe versie komt.");
        if (c.New.Soort == Stapsoort.Gedeeld && c.New.GedeeldMet.Count == 0)
            c.Fault("gedeeldMet", "required", "Noem met wie het rapport is gedeeld.");
    }

    private static async ValueTask VoorDeVergadering(Change<Rapportstap> c)
    {
        if (c.New.Soort == Stapsoort.Gedeeld && await c.Get(c.New.Rapport) is { Vergaderdatum: { } dag } && c.New.Datum >= dag)
            c.Fault("datum", "g13-voor-vergadering", "Het rapport hoort vóór de vergadering te worden gedeeld.");
    }

    // What was adopted elsewhere is taken as it is; its faults stay visible in the findings.
    private static async ValueTask ZonderFouten(Change<Rapportstap> c)
    {
        if (c.New.Soort != Stapsoort.Vastgesteld || await c.Get(c.New.Rapport) is not { Overgenomen: false } rapport) return;
        var lezing = await Lezing.Van(c.Session, rapport);
        foreach (var b in Controleur.Vaststelbaar(lezing))
            c.Fault("rapport", $"lint-{b.Regel.ToLowerInvariant()}", $"{b.Onderwerp}: {b.Uitleg}");
    }

    private static async ValueTask Neem(Change<Rapportstap> c)
    {
        var rapport = (await c.Get(c.New.Rapport))!;
        switch (c.New.Soort)
        {
            case Stapsoort.Vastgesteld:
                var lezing = await Lezing.Van(c.Session, rapport);
                foreach (var (o, meting) in lezing.Rijen)
                {
                    meting.Vastgelegd = new() { Naam = o.Naam, Eigenaar = o.Eigenaar, Doelstelling = o.Doelstelling, Wanneer = o.Wanneer };
                    await c.Keep(meting);
                }
                rapport.Status = Rapportstatus.Vastgesteld;
                rapport.VastgesteldOp = c.New.Datum;
                var inhoud = Dashboard.Momentopname(lezing);
                rapport.Sha256 = Convert.ToHexStringLower(SHA256.HashData(inhoud));
                using (var json = JsonDocument.Parse(inhoud))
                {
                    await c.Create(new Rapportversie
                    {
                        Rapport = c.New.Rapport,
                        Versie = rapport.Versie,
                        VastgesteldOp = c.New.Datum,
                        Sha256 = rapport.Sha256,
                        Inhoud = json.RootElement.Clone(),
                    });
                }
                break;
            case Stapsoort.Rvc: rapport.Status = Rapportstatus.Rvc; break;
            case Stapsoort.Openbaar:
                foreach (var versie in await c.Find<Rapportversie>(q => q.Is("rapport", rapport).Is("versie", rapport.Versie)))
                {
                    (versie.Openbaar, versie.OpenbaarOp) = (true, c.New.Datum);
                    await c.Save(versie);
                }
                return;
            case Stapsoort.Gedeeld: rapport.Status = Rapportstatus.Gedeeld; rapport.GedeeldOp = c.New.Datum; break;
            default:
                rapport.Status = Rapportstatus.Concept;
                rapport.Versie++;
                rapport.VastgesteldOp = rapport.GedeeldOp = null;
                rapport.Sha256 = "";
                break;
        }
        await c.Save(rapport);
    }
}
