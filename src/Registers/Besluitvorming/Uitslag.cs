using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>How one member voted in an open vote.</summary>
public sealed record Lidstem
{
    public required Ref<Lid> Lid { get; set; }
    public required string Naam { get; set; }
    public required Keuze Keuze { get; set; }
    public bool MetVolmacht { get; set; }
    public string Toelichting { get; set; } = "";
}

/// <summary>How often something was chosen in a secret vote.</summary>
public sealed record Optietelling
{
    public required string Optie { get; set; }
    public required int Stemmen { get; set; }
}

/// <summary>
/// What a vote came to, determined by the rules and by nobody else, with a signed record from which it can be computed again.
/// When something was decided, it is a besluit with a document as well. Made by the deed <c>vaststellen</c>; never changed.
/// </summary>
public sealed record Uitslag : Resource, IResource<Uitslag>
{
    [Computed, Own] public Ref<Stemming> Stemming { get; set; }
    [Computed, Own] public Ref<Agendapunt>? Agendapunt { get; set; }
    [Computed] public string Onderwerp { get; set; } = "";
    [Computed] public string Besluittekst { get; set; } = "";
    [Computed] public Uitkomst Uitkomst { get; set; }

    /// <summary>Why there is no decision; or what still must be done before it works.</summary>
    [Computed] public List<string> Redenen { get; set; } = [];
    [Computed] public string Grondslag { get; set; } = "";

    /// <summary>Null: not counted (acclamation), or secret.</summary>
    [Computed] public int? Voor { get; set; }
    [Computed] public int Tegen { get; set; }
    [Computed] public int Onthouding { get; set; }
    [Computed] public int Blanco { get; set; }
    [Computed] public int Stemgerechtigd { get; set; }
    [Computed] public int Aanwezig { get; set; }
    [Computed] public int QuorumNodig { get; set; }
    [Computed] public bool QuorumGehaald { get; set; }

    /// <summary>The sum that decided it, in whole numbers.</summary>
    [Computed] public string Berekening { get; set; } = "";
    [Computed] public List<Lidstem> PerLid { get; set; } = [];
    [Computed] public List<Optietelling> PerOptie { get; set; } = [];

    /// <summary>Who was chosen; empty when nobody has the majority.</summary>
    [Computed] public string Gekozen { get; set; } = "";
    /// <summary>What it decided on: the address of a begroting, kwartaalrapport or project.</summary>
    [Computed, Url] public string GaatOver { get; set; } = "";
    [Computed] public DateTimeOffset VastgesteldOp { get; set; }

    /// <summary>When it lost its effect, because it was contested at once and voted on anew (BW 2:13 lid 4); null: it holds.
    /// Not part of what is signed.</summary>
    [Computed] public DateTimeOffset? VervallenOp { get; set; }

    /// <summary>The members that it binds, where that is not all of them; and on which terms a member may stay out of it.</summary>
    [Computed] public List<Ref<Lid>> AlleenVoor { get; set; } = [];
    [Computed] public Uitstapregeling? Uitstap { get; set; }

    /// <summary>The role that declared it.</summary>
    [Computed] public string Door { get; set; } = "";
    [Computed] public Ref<Besluit>? Besluit { get; set; }
    [Computed] public Ref<Enkelvoudiginformatieobject>? Document { get; set; }

    /// <summary>The record as JSON, as a text: what is signed is what is written.</summary>
    [Computed] public string Verslag { get; set; } = "";
    [Computed] public string Sha256 { get; set; } = "";

    /// <summary>The signature (ECDSA on P-256, SHA-256, IEEE P1363) and the key that checks it (SubjectPublicKeyInfo), in base64.</summary>
    [Computed] public string Handtekening { get; set; } = "";
    [Computed] public string Sleutel { get; set; } = "";

    public static void Define(Definition<Uitslag> d) => Besluitvorming.Agendapunt.VanVergadering(d)
        .At("uitslagen").With(Operation.List | Operation.Read | Operation.Head).PartOf(u => u.Stemming).Rechten()
        .Filter(u => u.Stemming).Filter(u => u.Agendapunt).Filter(u => u.Uitkomst).Filter(u => u.GaatOver).Filter(u => u.Besluit)
            .Unique("stemming").Index("agendapunt")
        .Key("zoek", Kind.Text, u => Zoektaal.Vouw(u.Onderwerp, u.Besluittekst))
        .ShownAs(u => Nederlands.Kort($"{EnumNames.Name(u.Uitkomst).Replace('_', ' ')}: {u.Onderwerp}", 200))
        .Expands("stemming", "agendapunt", "besluit");

    private static Uitslag Begin(Stemming s, string adres) => new()
    {
        Stemming = new(adres),
        Agendapunt = s.Agendapunt,
        Onderwerp = s.Onderwerp,
        Besluittekst = s.Besluittekst,
        Grondslag = s.Grondslag,
        GaatOver = s.GaatOver,
        AlleenVoor = s.Betrokkenen.Count == 0 ? [] : [.. s.Kiezers.Select(k => k.Lid)],
        Uitstap = s.Uitstap,
    };

    /// <summary>The outcome of an open vote.</summary>
    internal static async ValueTask<Uitslag> Openbaar(Session session, Stemming s, string adres, Regelset regels, Vergadering? vergadering)
    {
        var stemmen = await session.Find<Stem>(q => q.Is("stemming", s));
        var leden = s.Kiezers.ToDictionary(k => k.Lid.Uuid.ToString());
        var machtigingen = new List<Tellen.Machtiging>();
        foreach (var v in stemmen.Select(x => x.Volmacht).OfType<Ref<Volmacht>>().DistinctBy(v => v.Uuid))
        {
            if (await session.Get(v) is { } m)
            {
                machtigingen.Add(new(m.Uuid.ToString(), m.Gever.Uuid.ToString(), m.Gemachtigde, m.Stemmen,
                    m.GeregistreerdOp ?? s.GeopendOp!.Value, m.IngetrokkenOp));
            }
        }
        var perioden = vergadering is null ? null : await Vergadering.Presentie(session, vergadering, s.Agendapunt);
        // A source that has no list of who was there leaves the quorum unknown; the votes it tells of count.
        if (vergadering is { Overgenomen: true } && perioden is { Count: 0 }) perioden = null;
        var allen = s.Betrokkenen.Count > 0 && (!regels.BetrokkenenBijMeerderheid || s.Modus == Stemmodus.BuitenVergadering);
        var rekenregels = Tellen.Van(regels, s.Soort) with { AllenVoor = allen };
        var telling = Tellen.Tel(new(s.Modus, rekenregels,
            [.. s.Kiezers.Select(k => new Tellen.Lidstand(k.Lid.Uuid.ToString(), k.Geschorst))], perioden,
            machtigingen,
            [.. stemmen.Select(x => new Tellen.Uitgebracht(x.Lid.Uuid.ToString(), x.Keuze!.Value, x.Moment!.Value,
                x.Volmacht?.Uuid.ToString()))], s.GeopendOp!.Value,
                s.GeslotenOp!.Value));
        var uitleg = stemmen.ToDictionary(x => x.Lid.Uuid.ToString(), x => x.Toelichting);
        var u = Begin(s, adres);
        (u.Uitkomst, u.Redenen, u.Berekening) = (telling.Uitkomst, [.. telling.Redenen], telling.Berekening);
        (u.Stemgerechtigd, u.Aanwezig, u.QuorumNodig, u.QuorumGehaald) = (telling.Stemgerechtigd, telling.Aanwezig, telling.QuorumNodig,
            telling.QuorumGehaald);
        u.Voor = s.Modus == Stemmodus.Acclamatie ? null : telling.Aantal(Keuze.Voor);
        (u.Tegen, u.Onthouding, u.Blanco) = (telling.Aantal(Keuze.Tegen), telling.Aantal(Keuze.Onthouding), telling.Aantal(Keuze.Blanco));
        u.PerLid = [.. telling.Geteld.Values.Select(x =>
            new Lidstem { Lid = leden[x.Lid].Lid, Naam = leden[x.Lid].Naam, Keuze = x.Keuze, MetVolmacht = x.Machtiging is not null,
            Toelichting = uitleg[x.Lid] }).OrderBy(x => x.Naam, StringComparer.Ordinal)];
        return u;
    }

    /// <summary>The outcome of a secret vote, out of its opened sums.</summary>
    internal static async ValueTask<Uitslag> Geheim(Session session, Stemming s, string adres, Regelset regels, Vergadering? vergadering,
        Stembord.Telling telling)
    {
        var keuzes = s.Keuzes;
        var m = regels.MeerderheidVoor(s.Soort);
        var u = Begin(s, adres);
        u.PerOptie = [.. keuzes.Zip(telling.Stemmen, (optie, aantal) => new Optietelling { Optie = optie, Stemmen = aantal })];
        u.Stemgerechtigd = s.Kiezers.Count(k => !k.Geschorst);
        var perioden = vergadering is null ? [] : await Vergadering.Presentie(session, vergadering, s.Agendapunt);
        u.Aanwezig = perioden.Where(p => p.Op(s.GeopendOp!.Value)).Select(p => p.Lid).Distinct()
            .Count(l => s.Kiezers.Exists(k => !k.Geschorst && k.Lid.Uuid.ToString() == l));
        u.QuorumNodig = Tellen.Quorum(u.Stemgerechtigd, regels.QuorumTeller, regels.QuorumNoemer);
        u.QuorumGehaald = u.Aanwezig >= u.QuorumNodig;
        // The last option is the blank one, or that of who abstains.
        u.Blanco = s.Soort == Besluitsoort.Personen ? telling.Stemmen[^1] : 0;
        u.Onthouding = s.Soort == Besluitsoort.Personen ? 0 : telling.Stemmen[^1];
        var van = m.VanAlleLeden ? u.Stemgerechtigd : telling.Stemmen.Sum() - (regels.OnthoudingTeltMee ? 0 : telling.Stemmen[^1]);
        var winnaar = s.Soort == Besluitsoort.Personen ? telling.Stemmen.Take(keuzes.Count - 1).Index().MaxBy(o => o.Item).Index : 0;
        var haalt = Tellen.Haalt(telling.Stemmen[winnaar], van, m.Teller, m.Noemer, m.MeerDan);
        u.Berekening = $"{keuzes[winnaar]}: {telling.Stemmen[winnaar]} van de {van} {(m.VanAlleLeden ? "leden" : van == 1 ? "stem" : "stemmen")}; "
            + $"nodig: {Tellen.Nodig(van, m.Teller, m.Noemer, m.MeerDan)}";
        if (s.Soort != Besluitsoort.Personen) (u.Voor, u.Tegen) = (telling.Stemmen[0], telling.Stemmen[1]);
        else if (haalt) u.Gekozen = keuzes[winnaar];
        u.Uitkomst = haalt ? Uitkomst.Aangenomen : Uitkomst.Verworpen;
        if (!u.QuorumGehaald)
        {
            (u.Uitkomst, u.Gekozen) = (Uitkomst.GeenBesluit, "");
            u.Redenen.Add($"g10: het quorum is niet gehaald: {u.Aanwezig} van de {u.QuorumNodig} die nodig zijn.");
        }
        u.Redenen.Add("m3: deze stemming was geheim. De software daarvoor is nog niet door anderen gekeurd.");
        if (telling.Stemmen.Count(n => n > 0) == 1)
            u.Redenen.Add("m3: alle uitgebrachte stemmen zijn gelijk; daardoor is van ieder die stemde bekend wat hij koos.");
        return u;
    }

    /// <summary>Signs the record, and makes the besluit and its document when something was decided. What is refused there is answered,
    /// and nothing is kept.</summary>
    internal async ValueTask<IReadOnlyList<Fault>> LegVast(ActionCall c, Stemming s, Regelset regels, Vergadering? vergadering)
    {
        if (Uitkomst == Uitkomst.Aangenomen && s.Soort == Besluitsoort.Statutenwijziging)
            Redenen.Add("wet-statuten: de wijziging werkt pas na de akte van de notaris (BW 2:43).");
        if (Uitkomst == Uitkomst.Aangenomen && AlleenVoor.Count > 0) Redenen.Add("g208: " + s.GeldtVoor);
        if (Uitkomst == Uitkomst.Aangenomen && Uitstap is { } regeling)
        {
            Redenen.Add($"g212: leden kunnen tot en met {Nederlands.Voluit(regeling.Tot)} melden dat zij niet meedoen. Dat gaat in op "
            + $"{Nederlands.Voluit(regeling.Ingang)}.");
        }
        var vandaag = Nederlands.Vandaag(c.Session.Now);
        var datum = vergadering is { } v && v.Datum < vandaag ? v.Datum : vergadering is null ? Nederlands.Vandaag(VastgesteldOp) : vandaag;
        if (Besluittekst.Length == 0 && Gekozen.Length > 0) Besluittekst = $"Gekozen is: {Gekozen}.";
        if (Uitkomst == Uitkomst.Aangenomen && regels is { Besluittype: { IsEmpty: false } type, Rsin.Length: > 0 })
        {
            var besluit = new Besluit
            {
                VerantwoordelijkeOrganisatie = regels.Rsin,
                Besluittype = type,
                Datum = datum,
                Ingangsdatum = datum,
                Publicatiedatum = datum,
                Bestuursorgaan = Nederlands.Kort(vergadering?.Orgaan ?? "Algemene Ledenvergadering", 50),
                Toelichting = string.Join("\n\n", new[]
                {
                    Besluittekst, AlleenVoor.Count > 0 ? s.GeldtVoor : "",
                    Uitstap is { } u ? $"Voorwaarden voor wie niet meedoet: {u.Voorwaarden}" : "",
                    GaatOver.Length > 0 ? $"Gaat over: {c.Session.ShownForm(GaatOver)}" : "",
                }.Where(t => t.Length > 0)),
            };
            if (await c.Make(besluit, "besluit") is { Count: > 0 } fouten) return fouten;
            Besluit = Ref<Besluit>.To(besluit.Uuid);
            if (regels.Informatieobjecttype is { IsEmpty: false } soort)
            {
                var bytes = Encoding.UTF8.GetBytes(Leesbaar(datum));
                var inhoud = c.Session.Outside($"besluit {Convert.ToHexStringLower(SHA256.HashData(bytes))}", async cancel =>
                {
                    using var stroom = new MemoryStream(bytes);
                    return await c.Session.Organisatie.Blobs.Put(stroom, cancel);
                });
                var document = new Enkelvoudiginformatieobject
                {
                    Bronorganisatie = regels.Rsin,
                    Creatiedatum = datum,
                    Titel = Nederlands.Kort($"Besluit: {Onderwerp}", 200),
                    Auteur = besluit.Bestuursorgaan,
                    Taal = "nld",
                    Informatieobjecttype = soort,
                    Formaat = "text/plain",
                    Bestandsnaam = $"besluit-{datum:yyyy-MM-dd}.txt",
                    IndicatieGebruiksrecht = false,
                    Status = Documentstatus.Definitief,
                };
                if (await c.Make(document, inhoud) is { Count: > 0 } wrong) return wrong;
                Document = Ref<Enkelvoudiginformatieobject>.To(document.Uuid);
                if (await c.Make(new Besluitinformatieobject { Besluit = Besluit.Value, Informatieobject = Document.Value },
                    "besluitinformatieobject") is { Count: > 0 } los)
                {
                    return los;
                }
            }
        }
        Verslag = Record(s, regels, vergadering);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Verslag)));
        (Handtekening, Sleutel) = await Ondertekensleutel.Teken(c.Session, Verslag);
        return [];
    }

    /// <summary>A reason as people read it: the code of its rule is for machines.</summary>
    internal static string Zin(string reden) => reden.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 20 and var dubbel
        && !reden[..dubbel].Contains(' ')
        ? char.ToUpperInvariant(reden[dubbel + 2]) + reden[(dubbel + 3)..] : reden;

    private string Leesbaar(DateOnly datum)
    {
        var t = new StringBuilder(
            $"Besluit van {Nederlands.Voluit(datum)}\n\n{Onderwerp}\n\n{Besluittekst}\n\nUitslag: "
            + $"{EnumNames.Name(Uitkomst).Replace('_', ' ')}.\n");
        if (PerOptie.Count > 0)
        {
            foreach (var o in PerOptie) t.Append(CultureInfo.InvariantCulture, $"{o.Optie}: {o.Stemmen}\n");
        }
        else
        {
            if (Voor is { } voor) t.Append(CultureInfo.InvariantCulture, $"Voor: {voor}. ");
            t.Append(CultureInfo.InvariantCulture, $"Tegen: {Tegen}. Onthouding: {Onthouding}.\n");
        }
        t.Append(CultureInfo.InvariantCulture, $"Berekening: {Berekening}.\nGrondslag: {Grondslag}.\n");
        foreach (var l in PerLid.Where(l => l.Keuze is not Keuze.Voor))
            t.Append(CultureInfo.InvariantCulture, $"{l.Naam}: {EnumNames.Name(l.Keuze)}. {l.Toelichting}\n");
        foreach (var r in Redenen) t.Append(CultureInfo.InvariantCulture, $"Let op: {Zin(r)}\n");
        return t.ToString();
    }

    // All that a count needs, in one text.
    private string Record(Stemming s, Regelset regels, Vergadering? vergadering) => JsonSerializer.Serialize(new
    {
        formaat = "brink-uitslag-1",
        stemming = s.Uuid,
        onderwerp = Onderwerp,
        besluittekst = Besluittekst,
        modus = EnumNames.Name(s.Modus),
        soort = EnumNames.Name(s.Soort),
        grondslag = Grondslag,
        regelset = new { uuid = regels.Uuid, naam = regels.Naam, geldigVanaf = regels.GeldigVanaf },
        geopendOp = Stored.KeyText(s.GeopendOp!.Value),
        geslotenOp = Stored.KeyText(s.GeslotenOp!.Value),
        // Of a meeting that was held before, what its source does not tell was taken as it was told.
        overgenomen = vergadering?.Overgenomen ?? false,
        kiezersSha256 = s.KiezersSha256,
        stemgerechtigd = Stemgerechtigd,
        aanwezig = Aanwezig,
        quorumNodig = QuorumNodig,
        perLid = PerLid.Select(l => new { lid = l.Lid.Uuid, naam = l.Naam, keuze = EnumNames.Name(l.Keuze), metVolmacht = l.MetVolmacht }),
        perOptie = PerOptie.Select(o => new { optie = o.Optie, stemmen = o.Stemmen }),
        alleenVoor = AlleenVoor.Select(l => l.Uuid),
        uitstap = Uitstap is { } u
            ? new { tot = u.Tot, ingang = u.Ingang, voorwaarden = u.Voorwaarden, nadereAfspraken = u.NadereAfspraken } : null,
        bordhoofd = s.Bordhoofd,
        berekening = Berekening,
        uitkomst = EnumNames.Name(Uitkomst),
        gekozen = Gekozen,
        redenen = Redenen,
        besluit = Besluit?.Uuid,
        vastgesteldOp = Stored.KeyText(VastgesteldOp),
        door = Door,
    }, Vast);

    private static readonly JsonSerializerOptions Vast = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
