using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>One version of a kind of besluit. Catalogi API 1.4, resource <c>besluittypen</c>.</summary>
public sealed record Besluittype : Resource, IResource<Besluittype>, IVersie
{
    [Own] public required Ref<Catalogus> Catalogus { get; set; }

    /// <summary>The zaaktypen that name this besluittype.</summary>
    [Computed, Unique] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Computed, Unique] public List<string> ZaaktypeIdentificaties { get; set; } = [];

    /// <summary>What all versions of the besluittype share, within its catalogus.</summary>
    [MaxLength(80)] public string Omschrijving { get; set; } = "";
    [MaxLength(80)] public string OmschrijvingGeneriek { get; set; } = "";
    [MaxLength(40)] public string Besluitcategorie { get; set; } = "";

    /// <summary>How long those concerned have to object.</summary>
    public Duur? Reactietermijn { get; set; }
    public required bool PublicatieIndicatie { get; set; }
    public string Publicatietekst { get; set; } = "";

    /// <summary>How long a besluit lies open to the public.</summary>
    public Duur? Publicatietermijn { get; set; }
    public string Toelichting { get; set; } = "";

    /// <summary>Sent as omschrijvingen, which are kept in <see cref="InformatieobjecttypeOmschrijvingen"/>;
    /// shown as the addresses of the versions of the day.</summary>
    [Unique, ByName] public required List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; }
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijvingen { get; set; } = [];
    public required DateOnly BeginGeldigheid { get; set; }
    public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    /// <summary>Whether the version is still being drawn up: no besluit can be of it.</summary>
    [Computed] public bool Concept { get; set; } = true;

    /// <summary>The results that go with a besluit of this type.</summary>
    [Computed, Unique] public List<Ref<Resultaattype>> Resultaattypen { get; set; } = [];
    [Computed, Unique] public List<string> ResultaattypenOmschrijving { get; set; } = [];

    /// <summary>The kinds of document in which a besluit is laid down, by name.</summary>
    [Computed, Unique] public List<string> VastgelegdIn { get; set; } = [];

    string IVersie.Naam => Omschrijving;
    static string IVersie.NaamKolom => "omschrijving";

    private sealed record Vraag
    {
        [ByName] public Ref<Zaaktype> Zaaktypen { get; set; }
        [ByName] public Ref<Informatieobjecttype> Informatieobjecttypen { get; set; }
    }

    public static void Define(Definition<Besluittype> d) => d
        .At("besluittypen").With(Operation.All).Rechten(deel: false).Notifies("besluittypen", "catalogus")
        .Filter(b => b.Catalogus).Filter(b => b.Omschrijving).FiltertVersies()
        .Key(b => b.Concept).Key(b => b.BeginGeldigheid).Key(b => b.EindeGeldigheid).Key(b => b.InformatieobjecttypeOmschrijvingen)
        .Filter("zaaktypen", Schema.Of<Vraag>().Field("zaaktypen"), VoorZaaktype)
        .Filter("informatieobjecttypen", Schema.Of<Vraag>().Field("informatieobjecttypen"), VoorInformatieobjecttype)
        .Index("catalogus", "omschrijving")
        .Expands("catalogus", "zaaktypen", "informatieobjecttypen", "resultaattypen")
        .ShownAs(b => b.Omschrijving)
        .Rule("ztc-relaties", Relaties, "catalogus", "informatieobjecttypen")
        .Rule("ztc-009", Publicatie.Versie, "catalogus", "beginGeldigheid", "eindeGeldigheid")
        .Rule("ztc-016", Publicatie.VolgtOp, "catalogus", "omschrijving", "beginGeldigheid", "eindeGeldigheid")
        .Rule("ztc-besluiten", HeeftGeenBesluiten)
        .Rule("ztc-009", Publicatie.Uitbreiding)
        .Derive(Vul)
        .Action(Publicatie.Publiceren<Besluittype>());

    private static async ValueTask Relaties(Change<Besluittype> c)
    {
        if (c.Deleting) return;
        if (c.Operation != Operation.Patch || c.Sent.Contains("informatieobjecttypen"))
        {
            c.New.InformatieobjecttypeOmschrijvingen = await Historiemodel.Namen(c, "informatieobjecttypen", c.New.Informatieobjecttypen,
                c.New.Catalogus);
        }
        c.New.Informatieobjecttypen = [];
        c.New.VastgelegdIn = [.. c.New.InformatieobjecttypeOmschrijvingen];
    }

    private static async ValueTask HeeftGeenBesluiten(Change<Besluittype> c)
    {
        if (c.Deleting && await c.Any<Besluiten.Besluit>(q => q.Is("besluittype", c.Self)))
            throw Session.Refuse(409, "in-use", "Er zijn besluiten van dit besluittype. Het kan niet worden verwijderd.");
    }

    private static void VoorZaaktype(Query q, object? gevraagd) => q.Exists(typeof(Zaaktype), "catalogus", "catalogus", z =>
        Gevraagd(z, gevraagd, "identificatie").BevatKolom(z.Col("besluittypeOmschrijving"), q.Col("omschrijving")));

    private static void VoorInformatieobjecttype(Query q, object? gevraagd) =>
        q.Exists(typeof(Informatieobjecttype), "catalogus", "catalogus", i =>
        Gevraagd(i, gevraagd, "omschrijving").BevatKolom(q.Col("informatieobjecttypeOmschrijvingen"), i.Col("omschrijving")));

    private static Query Gevraagd(Query q, object? gevraagd, string naamKolom) =>
        gevraagd is IRef r && Historiemodel.IsAdres(r.Value) ? q.Is("uuid", r) : q.Is(naamKolom, (gevraagd as IRef)?.Value);

    private static async ValueTask Vul(Derivation d, IReadOnlyList<Besluittype> besluittypen)
    {
        var catalogi = besluittypen.Select(b => b.Catalogus).Distinct().Cast<object>().ToList();
        var namen = besluittypen.Select(b => b.Omschrijving).Distinct().ToList();
        var documenten = await Historiemodel.Versies<Informatieobjecttype>(d,
            from b in besluittypen from naam in b.InformatieobjecttypeOmschrijvingen select (b.Catalogus, naam));
        var zaaktypen = await d.Find<Zaaktype>(q => q.In("catalogus", catalogi).BevatEen("besluittypeOmschrijving", namen));
        var resultaattypen = await d.Find<Resultaattype>(q => q.In("catalogus", catalogi).BevatEen("besluittypeOmschrijving", namen));
        var gepubliceerd = (await Historiemodel.Zaaktypen(d, resultaattypen)).Values.Where(z => !z.Concept).Select(z => z.Uuid).ToHashSet();
        foreach (var b in besluittypen)
        {
            b.Informatieobjecttypen = Historiemodel.Adressen(d, documenten, b, b.InformatieobjecttypeOmschrijvingen);
            var genoemdDoor = Historiemodel.KiesPerNaam(
                zaaktypen.Where(z => z.Catalogus == b.Catalogus && z.BesluittypeOmschrijving.Contains(b.Omschrijving)), b.Concept, d.Day);
            b.Zaaktypen = [.. genoemdDoor.Select(z => Historiemodel.Adres(d.Session, z))];
            b.ZaaktypeIdentificaties = [.. genoemdDoor.Select(z => z.Identificatie).Distinct()];
            var resultaten = resultaattypen.FindAll(r => r.Catalogus == b.Catalogus && r.BesluittypeOmschrijving.Contains(b.Omschrijving)
                && (b.Concept || gepubliceerd.Contains(r.Zaaktype.Uuid) && r.BeginGeldigheid <= d.Day
                    && (r.EindeGeldigheid ?? d.Day) >= d.Day));
            b.Resultaattypen = [.. resultaten.Select(r => Historiemodel.Adres(d.Session, r))];
            b.ResultaattypenOmschrijving = [.. resultaten.Select(r => r.Omschrijving).Distinct()];
        }
    }
}
