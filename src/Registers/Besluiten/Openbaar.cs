using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Besluiten;

/// <summary>Which document of a decision is asked for.</summary>
public sealed record Stukvraag
{
    public Guid? Document { get; set; }
}

/// <summary>A document of a decision that anyone may have.</summary>
public sealed record OpenbaarStuk
{
    public required Guid Uuid { get; init; }
    public required string Titel { get; init; }
    public required string Bestandsnaam { get; init; }
    public required string Formaat { get; init; }
    public long? Bestandsomvang { get; init; }
    public required string Beschrijving { get; init; }
}

/// <summary>A decision that was published, as anyone may read it.</summary>
public sealed record OpenbaarBesluit
{
    public required Guid Uuid { get; init; }
    public required string Identificatie { get; init; }

    /// <summary>That of its oldest public document; empty when it has none.</summary>
    public required string Titel { get; init; }
    public required string Besluittype { get; init; }
    public required string Bestuursorgaan { get; init; }
    public required DateOnly Datum { get; init; }
    public required DateOnly Ingangsdatum { get; init; }
    public DateOnly? Vervaldatum { get; init; }
    public required DateOnly Publicatiedatum { get; init; }
    public DateOnly? UiterlijkeReactiedatum { get; init; }
    public required string Toelichting { get; init; }
    public required List<OpenbaarStuk> Stukken { get; init; }
}

/// <summary>How many decisions meet a question.</summary>
public sealed record OpenbaarAantal
{
    public required int Aantal { get; init; }
}

/// <summary>
/// Decisions for anyone: those with a day of publication that has come, of the types that the organisation gave to the client
/// <c>anoniem</c>, with their documents that are not confidential. All of it by conditions on the queries.
/// </summary>
internal static class Openbaar
{
    /// <summary>Reads what was published, and nothing else.</summary>
    public const string Publiek = "besluiten.openbaar";
    private static readonly string[] Lezen = [Publiek, "besluiten.lezen"];

    public static Definition<Besluit> Openbaarheid(this Definition<Besluit> d) => d
        .Key(b => b.Datum).Key(b => b.Publicatiedatum).Index("publicatiedatum")
        // Kept of what is published only: nothing else is looked for in this way.
        .Key("zoek", Kind.Text, b => b.Publicatiedatum is null ? null : Zoektaal.Vouw(b.Toelichting, b.Bestuursorgaan, b.Identificatie))
        .Action(new ResourceAction("openbaar", Lezen, false, Lijst, Answer: typeof(OpenbaarBesluit))
        { Method = "GET", AnswersList = true, Parameters = Openbaarvraag.Parameters("jaar", "zoek", "pagina", "aantal") })
        .Action(new ResourceAction("openbaar-aantal", Lezen, false, Aantal, Answer: typeof(OpenbaarAantal))
        { Method = "GET", Parameters = Openbaarvraag.Parameters("jaar", "zoek") })
        .Action(new ResourceAction("openbaar", Lezen, true, Een, Answer: typeof(OpenbaarBesluit)) { Method = "GET" })
        .Action(new ResourceAction("stuk", Lezen, true, Stuk)
        {
            Method = "GET",
            Parameters = [("document", Schema.Of<Stukvraag>().Field("document"))]
        });

    private static void Gepubliceerd(Query q, Session session, Openbaarkeus keus)
    {
        q.Within(session.Caller.For("brc", Lezen)).Compares("publicatiedatum", "<=", Nederlands.Vandaag(session.Now));
        if (keus.Jaar is { } j) q.Compares("datum", ">=", new DateOnly(j, 1, 1)).Compares("datum", "<=", new DateOnly(j, 12, 31));
        foreach (var woord in keus.Woorden)
        {
            q.Either(b => b.ContainsText("zoek", woord),
                b => b.Exists(typeof(Besluitinformatieobject), "besluit", "uuid",
                    s => s.Exists(typeof(Enkelvoudiginformatieobject), "uuid", "informatieobject",
                    d => d.Is("niveau", (int)Vertrouwelijkheidaanduiding.Openbaar).ContainsText("zoek", woord))));
        }
    }

    private static async ValueTask<List<OpenbaarBesluit>> Vind(Session session, Openbaarkeus keus, Guid? een = null)
    {
        var besluiten = await session.Find<Besluit>(q =>
        {
            Gepubliceerd(q, session, keus);
            if (een is { } uuid) q.Is("uuid", uuid);
            (q.OrderBy, q.Part) = ("t.\"publicatiedatum\" DESC, t.id DESC", keus.Deel);
        });
        if (besluiten.Count == 0) return [];
        var koppelingen = await session.Find<Besluitinformatieobject>(q => q.In("besluit", besluiten));
        var stukken = await Enkelvoudiginformatieobject.VoorIedereen(session, koppelingen.Select(k => k.Informatieobject));
        var soorten = new Dictionary<string, string>();
        foreach (var soort in besluiten.Select(b => b.Besluittype).DistinctBy(b => b.Value))
            soorten[soort.Value ?? ""] = (await session.Get(soort))?.Omschrijving ?? "";
        return [.. besluiten.Select(b => Van(b, soorten[b.Besluittype.Value ?? ""],
            [.. koppelingen.Where(k => k.Besluit.Uuid == b.Uuid).Select(k => stukken.GetValueOrDefault(k.Informatieobject.Uuid))
                .OfType<Enkelvoudiginformatieobject>()]))];
    }

    private static OpenbaarBesluit Van(Besluit b, string soort, List<Enkelvoudiginformatieobject> stukken) => new()
    {
        Uuid = b.Uuid,
        Identificatie = b.Identificatie,
        Titel = stukken.Count > 0 ? stukken[0].Titel : "",
        Besluittype = soort,
        Bestuursorgaan = b.Bestuursorgaan,
        Datum = b.Datum,
        Ingangsdatum = b.Ingangsdatum,
        Vervaldatum = b.Vervaldatum,
        Publicatiedatum = b.Publicatiedatum!.Value,
        UiterlijkeReactiedatum = b.UiterlijkeReactiedatum,
        Toelichting = b.Toelichting,
        Stukken = [.. stukken.Select(d => new OpenbaarStuk
        {
            Uuid = d.Uuid, Titel = d.Titel, Bestandsnaam = d.Downloadnaam, Formaat = d.Formaat, Bestandsomvang = d.Bestandsomvang,
            Beschrijving = d.Beschrijving,
        })],
    };

    private static async ValueTask<ActionResult> Lijst(ActionCall c) => new(await Vind(c.Session, Openbaarkeus.Van(c)));

    private static async ValueTask<ActionResult> Aantal(ActionCall c)
    {
        var keus = Openbaarkeus.Van(c);
        return new(new OpenbaarAantal
        {
            Aantal = (await c.Session.Tally<Besluit>(q => Gepubliceerd(q, c.Session, keus)))
            .Sum(t => t.Aantal)
        });
    }

    private static async ValueTask<ActionResult> Een(ActionCall c) =>
        new((await Vind(c.Session, Openbaarkeus.Alles(), c.Subject!.Uuid)).FirstOrDefault() ?? throw Onbekend());

    private static async ValueTask<ActionResult> Stuk(ActionCall c)
    {
        if (c.Parameters.GetValueOrDefault("document") is not Guid gevraagd) throw Onbekend();
        var document = Ref<Enkelvoudiginformatieobject>.To(gevraagd);
        if ((await Vind(c.Session, Openbaarkeus.Alles(), c.Subject!.Uuid)).FirstOrDefault() is not { } besluit
            || besluit.Stukken.All(s => s.Uuid != gevraagd))
        {
            throw Onbekend();
        }
        var stukken = await Enkelvoudiginformatieobject.VoorIedereen(c.Session, [document]);
        return stukken.TryGetValue(gevraagd, out var stuk) && await stuk.Download(c.Session) is { } blob ? new(null, Blob: blob)
            : throw Onbekend();
    }

    private static Exception Onbekend() => Session.Refuse(404, "not_found", "Niet gevonden.");
}
