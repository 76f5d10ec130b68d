using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Begrotingen;
using Brink.Registers.Documenten;

namespace Brink.Registers.Besluitvorming;

/// <summary>What can happen at an item (G6).</summary>
public enum Puntsoort { Procedureel, TerVaststelling, TerInformatie, TerBesluitvorming }

/// <summary>What a paper asks of the meeting.</summary>
public enum Vraagsoort { Kennisnemen, Instemmen, Vaststellen, Opdracht, Volmacht }

/// <summary>What is asked, in the paper's own words.</summary>
public sealed record GevraagdBesluit
{
    public required Vraagsoort Soort { get; set; }
    [MaxLength(4000), NotBlank] public required string Tekst { get; set; }
    public int? Regel { get; set; }
}

/// <summary>A paper at an item; the document itself is in the Documenten API.</summary>
public sealed record Stuk
{
    [MaxLength(300), NotBlank] public required string Titel { get; set; }
    [MaxLength(20)] public string Bijlage { get; set; } = "";
    [Own] public Ref<Enkelvoudiginformatieobject>? Document { get; set; }

    /// <summary>The role it comes from.</summary>
    [MaxLength(100)] public string Van { get; set; } = "";
    public DateOnly? Datum { get; set; }

    /// <summary>Where the paper asks for something itself; it may not differ from what the item asks (G21).</summary>
    public GevraagdBesluit? GevraagdBesluit { get; set; }
}

/// <summary>An item on the agenda of a meeting.</summary>
public sealed record Agendapunt : Resource, IResource<Agendapunt>
{
    [Own] public required Ref<Vergadering> Vergadering { get; set; }
    [Range(1, 999)] public required int Nummer { get; set; }
    [MaxLength(300), NotBlank] public required string Titel { get; set; }
    public required Puntsoort Soort { get; set; }
    public List<string> Onderdelen { get; set; } = [];
    public List<Stuk> Stukken { get; set; } = [];
    public GevraagdBesluit? GevraagdBesluit { get; set; }
    public Besluitsoort Besluitsoort { get; set; }

    /// <summary>A change of statutes: the literal text, and since when it can be inspected.</summary>
    public string WoordelijkVoorstel { get; set; } = "";
    public DateOnly? TerInzageVanaf { get; set; }

    /// <summary>The minutes that are adopted at this item (G7).</summary>
    [Own] public Ref<Notulen>? Notulen { get; set; }

    /// <summary>What it decides on: the address of a begroting, kwartaalrapport or project.</summary>
    [Url, MaxLength(1000)] public string GaatOver { get; set; } = "";

    /// <summary>The bodies that handled it before, in their order (G20).</summary>
    public List<Trajectstap> Traject { get; set; } = [];

    /// <summary>What was said: the paragraphs of the chair and the presenters.</summary>
    public List<string> Verslag { get; set; } = [];

    /// <summary>Not for the public: the item, its papers, its votes and what the minutes say of it. Members see it as any.</summary>
    public bool Vertrouwelijk { get; set; }

    /// <summary>Put off to a later meeting; no result is needed now.</summary>
    public bool Aangehouden { get; set; }
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Agendapunt> d) => d
        .At("agendapunten").With(Operation.All).PartOf(a => a.Vergadering).Rechten()
        .Filter(a => a.Vergadering).Filter(a => a.Soort).Filter(a => a.Notulen).Filter(a => a.GaatOver).Filter(a => a.Vertrouwelijk)
            .Order(a => a.Nummer).Unique("vergadering",
            "nummer")
        .Key("zoek", Kind.Text, a => Zoektaal.Vouw([a.Titel, .. a.Onderdelen]))
        .ShownAs(a => Nederlands.Kort($"{a.Nummer}. {a.Titel}", 200)).Expands("vergadering")
        .Zoek("agendapunt", "Agendapunten", a => a.Titel, a => $"Agendapunt {a.Nummer}", a => a.Onderdelen, toont: a => a.Vergadering.Value)
        .Rule("agenda-nummer", Nummering, "vergadering", "nummer")
        .Rule("g21-opgeroepen", NaDeOproep)
        .Action(new ResourceAction("stuk", Besluitvormingsrechten.Openbaar, true, Openbaar.Stuk)
        { Method = "GET", Parameters = [("document", Schema.Of<Stukvraag>().Field("document"))] })
        .Action(new ResourceAction("behandelen", Besluitvormingsrechten.Leiden, true, Behandel) { AnswersResource = true });

    /// <summary>A filter on what hangs on items: all of one meeting.</summary>
    internal static Definition<T> VanVergadering<T>(Definition<T> d, params Step[] weg) where T : Resource => d.FilterVia(
        string.Concat(weg.Select(s => s.OwnColumn + "__")) + "agendapunt__vergadering", Schema.Of<Agendapunt>().Field("vergadering"),
        "vergadering", Compare.Equal,
        [.. weg, new Step(typeof(Agendapunt), "uuid", "agendapunt")]);

    // Everybody sees where the meeting is.
    private static async ValueTask<ActionResult> Behandel(ActionCall c)
    {
        var punt = (Agendapunt)c.Subject!;
        var v = (await c.Session.Get(punt.Vergadering))!;
        if (v.Status != Vergaderstatus.Geopend) throw Session.Refuse(409, "vergadering-status", "Open eerst de vergadering.");
        v.Punt = Ref<Agendapunt>.To(punt.Uuid);
        await c.Session.Keep(v);
        return new(punt);
    }

    private static async ValueTask Nummering(Change<Agendapunt> c)
    {
        if (c.Deleting) return;
        c.MayNotChange(a => a.Vergadering);
        if (await c.Any<Agendapunt>(q => q.Is("vergadering", c.New.Vergadering).Is("nummer", c.New.Nummer)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("nummer", "unique", "Dit nummer staat al op de agenda.");
        }
    }

    private static async ValueTask NaDeOproep(Change<Agendapunt> c)
    {
        if (await c.Get(c.New.Vergadering) is not { } v || v.Status == Vergaderstatus.Concept) return;
        if (v.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken && !AlleenVertrouwelijk(c))
            throw Session.Refuse(409, "vergadering-vast", "Deze vergadering is voorbij. Verbeter zo nodig de notulen.");
        if (c.Deleting || c.Creating && c.New.Soort is (Puntsoort.TerBesluitvorming or Puntsoort.TerVaststelling))
        {
            throw Session.Refuse(409, "g21-opgeroepen",
                "De leden hebben de agenda al. Een besluit dat er niet op stond, hoort op een volgende agenda.");
        }
        if (c.Creating) return;
        c.MayNotChange(a => a.Soort, "g21-opgeroepen");
        // By its number the notice, the papers and the paragraphs of the minutes name it.
        c.MayNotChange(a => a.Nummer, "g21-opgeroepen");
        // Members prepared what they were sent.
        c.MayNotChange(a => a.GevraagdBesluit, "g21-opgeroepen");
        c.MayNotChange(a => a.WoordelijkVoorstel, "g21-opgeroepen");
        c.MayNotChange(a => a.Besluitsoort, "g21-opgeroepen");
        if (c.New.Stukken.Exists(s =>
            !c.Old!.Stukken.Exists(o => (o.Titel, o.Bijlage, o.Document?.Uuid) == (s.Titel, s.Bijlage, s.Document?.Uuid))))
        {
            c.Warning = "g13: stuk toegevoegd na verzending van de oproep";
        }
    }

    // What turns out to be confidential is taken away from the public at any time, also long after the meeting.
    private static bool AlleenVertrouwelijk(Change<Agendapunt> c)
    {
        if (!c.Updating) return false;
        var d = c.Session.Model.Of(typeof(Agendapunt));
        return Documents.Write(d, c.Old! with { Vertrouwelijk = c.New.Vertrouwelijk }).AsSpan().SequenceEqual(Documents.Write(d, c.New));
    }
}
