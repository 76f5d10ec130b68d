using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>The kinds of line on the chain of a ceremony. The first is the server's, a complaint comes by <c>ceremonies/{uuid}/klagen</c>;
/// a holder adds the others.</summary>
public enum Ceremonieregelsoort { Ceremonie, Certificaat, Veelterm, Aanvaarding, Klacht }

/// <summary>
/// One line of the public chain of a ceremony: to it is only added, and each line holds the hash of the one before.
/// Each is judged before it is stored, so that what stands there holds. See docs/stembord.md.
/// </summary>
public sealed record Ceremonieregel : Resource, IResource<Ceremonieregel>
{
    [Own] public required Ref<Ceremonie> Ceremonie { get; set; }
    public required Ceremonieregelsoort Soort { get; set; }

    /// <summary>JSON as a text: what is hashed is what is written.</summary>
    [MaxLength(20_000), NotBlank] public required string Inhoud { get; set; }

    /// <summary>With the first line: the holder says that it is no candidate, and works neither for the office nor for who operates the
    /// server.</summary>
    public bool Verklaring { get; set; }
    [Computed] public int Nr { get; set; }
    [Computed] public string Vorige { get; set; } = "";
    [Computed] public string Hash { get; set; } = "";

    /// <summary>The place of the holder that added it; 0: the server.</summary>
    [Computed] public int Houder { get; set; }

    public static void Define(Definition<Ceremonieregel> d) => d
        .At("ceremonieregels").With(Operation.List | Operation.Create | Operation.Read | Operation.Head).PartOf(r => r.Ceremonie)
        .Allow(Operation.List | Operation.Read | Operation.Head, Besluitvorming.Ceremonie.Inzien)
            .Allow(Operation.Create, Besluitvormingsrechten.Ontsleutelen)
        .Filter(r => r.Ceremonie).Filter(r => r.Soort).Order(r => r.Nr).Unique("ceremonie", "nr").ShownAs(r => $"regel {r.Nr}")
        .Rule("c11-regel", Toelaten, "ceremonie", "soort", "inhoud")
        .Effect("c11-keten", Bijhouden);

    private static async ValueTask Toelaten(Change<Ceremonieregel> c)
    {
        var r = c.New;
        if (await c.Lock(r.Ceremonie) is not { } n) return;
        var houder = Beller(c.Session, c.Definition, n);
        if (n.Ronde == 0) throw Session.Refuse(409, "c11-ronde", "In deze ceremonie is nu geen ronde bezig.");
        if (r.Soort is Ceremonieregelsoort.Ceremonie or Ceremonieregelsoort.Klacht)
        {
            c.Fault("soort", "c11-regel", "Deze regel schrijft alleen de server. Een klacht dient u in met 'klagen'.");
            return;
        }
        if (r.Soort == Ceremonieregelsoort.Certificaat && !r.Verklaring)
        {
            c.Fault("verklaring", "c11-verklaring",
                "Verklaar dat u houder mag zijn: geen kandidaat, en niet in dienst van het bureau of van de beheerder van de server.");
        }
        var regels = await Regels(c.Session, n);
        var (fout, regel, publiek) = c.Session.Outside($"ceremonie {n.Uuid} {n.Hoofd} {Stembord.Bord.Volgcode(r.Inhoud)}",
            _ => Task.FromResult(Oordeel(regels, EnumNames.Name(r.Soort), r.Inhoud, houder.Nr)));
        if (fout is not null) c.Fault("inhoud", "c11-regel", fout);
        if (c.Faults.Count > 0) return;
        (r.Houder, r.Nr, r.Vorige, r.Hash) = (houder.Nr, regel!.Nr, regel.Vorige, regel.Hash);
        n.Publiek = publiek;
    }

    /// <summary>The holder that the caller is; refuses who is none, and who prepares or leads the meeting.</summary>
    internal static Ceremoniehouder Beller(Session s, Definition d, Ceremonie n)
    {
        var houder = n.Beller(s) ?? throw Session.Refuse(403, "c11-houder",
            "U bent geen sleutelhouder in deze ceremonie, of deze toepassing mag niet voor u handelen. Klopt dat niet? Vraag het aan het "
            + "secretariaat.");
        if (!s.Caller.All && s.Allowed(d, n, Besluitvormingsrechten.Bijwerken))
        {
            throw Session.Refuse(403, "c11-bureau",
                "Wie de vergadering voorbereidt of leidt, is geen sleutelhouder. Vraag het secretariaat om een ander aan te wijzen.");
        }
        return houder;
    }

    // Why the line may not stand there; else the line, and the key when it is the last.
    private static (string? Fout, Stembord.Regel? Regel, string Publiek) Oordeel(List<Stembord.Regel> regels, string soort,
        string inhoud, int houder)
    {
        try
        {
            var voor = Stembord.Ceremonie.Van(regels);
            var na = voor.Met(soort, inhoud);
            return !voor.Wacht.Contains(houder) || na.Fase == voor.Fase && na.Wacht.Contains(houder)
                ? ("Deze regel is van een andere sleutelhouder, of u gaf hem al. U geeft alleen uw eigen regels.", null, "")
                : (null, na.Regels[^1], na.Fase == Stembord.Ceremoniefase.Klaar ? na.Publiek : "");
        }
        catch (FormatException e) { return (e.Message, null, ""); }
    }

    /// <summary>The lines of a ceremony, in their order.</summary>
    internal static async ValueTask<List<Stembord.Regel>> Regels(Session session, Ceremonie n) =>
        [.. (await session.Find<Ceremonieregel>(q => { q.Is("ceremonie", n); q.OrderBy = "t.\"nr\""; })).Select(r =>
            new Stembord.Regel(r.Nr, EnumNames.Name(r.Soort), r.Inhoud, r.Vorige, r.Hash))];

    private static async ValueTask Bijhouden(Change<Ceremonieregel> c)
    {
        var n = (await c.Get(c.New.Ceremonie))!;
        (n.Regels, n.Hoofd) = (c.New.Nr + 1, c.New.Hash);
        n.Houders[c.New.Houder - 1].Rondes++;
        await n.Verder(c.Session);
        await c.Save(n);
    }

    /// <summary>Adds a line that the server writes: the first, or a complaint that was judged.</summary>
    internal static async ValueTask Voeg(Session session, Ceremonie n, string adres, Stembord.Regel regel, int houder = 0)
    {
        await session.Create(new Ceremonieregel
        {
            Ceremonie = new(adres),
            Soort = Enum.GetValues<Ceremonieregelsoort>().Single(k => EnumNames.Name(k) == regel.Soort),
            Inhoud = regel.Inhoud,
            Houder = houder,
            Nr = regel.Nr,
            Vorige = regel.Vorige,
            Hash = regel.Hash,
        });
        (n.Regels, n.Hoofd) = (regel.Nr + 1, regel.Hash);
    }

    /// <summary>The first line: for which meeting, by whom, and how many open an outcome.</summary>
    internal static async ValueTask Begin(Session session, Ceremonie n, string adres)
    {
        var vergadering = (await session.Get(n.Vergadering))!;
        var begin = new Stembord.Ceremoniebegin
        {
            Ceremonie = n.Uuid.ToString(),
            Vergadering = $"{vergadering.Titel}, {Nederlands.Voluit(vergadering.Datum)}",
            K = n.Drempel,
            Houders = [.. n.Houders.Select(h => new Stembord.Deelnemer { Naam = h.Naam, Werkgever = h.Werkgever })],
        };
        await Voeg(session, n, adres, Stembord.Ceremonie.Nieuw(begin).Regels[0]);
    }
}
