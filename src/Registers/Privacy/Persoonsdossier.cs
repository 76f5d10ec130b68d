using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Klantinteracties;
using Brink.Registers.Zaken;
using Betrokkene = Brink.Registers.Klantinteracties.Betrokkene;
using Klantcontact = Brink.Registers.Klantinteracties.Klantcontact;
using Partijrelatie = Brink.Registers.Klantinteracties.Vertegenwoordiging;

namespace Brink.Registers.Privacy;

/// <summary>By what number somebody is known.</summary>
public sealed record Persoonsvraag
{
    /// <summary><c>BSN</c>, <c>A-nummer</c> or <c>ANP-identificatie</c>.</summary>
    [MaxLength(20)] public string Soort { get; set; } = "BSN";
    [MaxLength(20), NotBlank] public required string Nummer { get; set; }
    [Range(1, 10_000)] public int Pagina { get; set; } = 1;
}

/// <summary>One thing that a register holds about somebody.</summary>
public sealed record Persoonsgegeven
{
    public required string Register { get; set; }
    public required string Resource { get; set; }
    public required string Url { get; set; }

    /// <summary>Why it is here, in a sentence that a person understands.</summary>
    public required string Waarom { get; set; }

    /// <summary>Whether it may be erased when somebody asks for that (AVG, article 17): no law says to keep it.</summary>
    public bool Wisbaar { get; set; }
    public JsonElement? Gegevens { get; set; }
}

/// <summary>One page of all that the registers hold about somebody (AVG, article 15).</summary>
public sealed record Persoonsgegevens
{
    public required int Aantal { get; set; }
    public required int Paginas { get; set; }
    public required DateTimeOffset Moment { get; set; }

    /// <summary>The restriction that holds: then nothing may be erased (AVG, article 18).</summary>
    public Ref<Beperking>? Beperking { get; set; }
    public List<Persoonsgegeven> Gegevens { get; set; } = [];
}

/// <summary>
/// What the registers hold about one person. First what is about the person by its place: the rollen,
/// the zaken that they asked for with all that is in them, the partij with its addresses and contacts.
/// Then all else in any register that has the number in it, so that no register can be forgotten.
/// What is about other people in the same zaak or contact is left out (AVG, article 15, fourth paragraph).
/// </summary>
public static class Persoonsdossier
{
    private const int PerPagina = 200;
    private sealed record Deel(Definition Definition, Guid Uuid, string Waarom, bool Wisbaar = false);

    /// <summary>The deed <c>POST privacy/api/v1/persoonsgegevens</c>.</summary>
    internal static ResourceAction Daad => new("persoonsgegevens", ["persoonsgegevens.exporteren"], false, Toon, typeof(Persoonsvraag),
        typeof(Persoonsgegevens))
    { AtRoot = true };

    /// <summary>The uuids of what the registers hold about somebody by its place.</summary>
    public static async ValueTask<IReadOnlyCollection<Guid>> Objecten(Session s, string soort, string nummer) =>
        [.. (await Verzamel(s, soort, nummer)).Keys];

    private static async ValueTask<ActionResult> Toon(ActionCall c)
    {
        var vraag = (Persoonsvraag)c.Body!;
        var nummer = vraag.Nummer.Trim();
        if (Mis(vraag.Soort, nummer) is var (veld, zin)) return new(null, [new Fault(veld, "invalid", zin)]);
        var delen = await Verzamel(c.Session, vraag.Soort, nummer);
        foreach (var (d, uuid) in await c.Session.Mentioning(nummer))
            delen.TryAdd(uuid, new(d, uuid, "Het nummer van de persoon staat in deze gegevens."));
        var paginas = Math.Max(1, (delen.Count + PerPagina - 1) / PerPagina);
        if (vraag.Pagina > paginas) throw Session.Refuse(404, "not_found", "Deze pagina bestaat niet.");
        var beperking = await Beperking.Van(c.Session, vraag.Soort, nummer);
        var antwoord = new Persoonsgegevens { Aantal = delen.Count, Paginas = paginas, Moment = c.Session.Now };
        if (beperking is not null) antwoord.Beperking = Ref<Beperking>.To(beperking.Uuid);
        foreach (var deel in delen.Values.Skip((vraag.Pagina - 1) * PerPagina).Take(PerPagina))
        {
            if (await c.Session.DocumentOf(deel.Definition, deel.Uuid) is not { } document) continue;
            // As a reader gets it: with whole addresses.
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(document)
                .Replace("\"~/", "\"" + c.Session.Address, StringComparison.Ordinal)
                .Replace("\"~~", "\"~", StringComparison.Ordinal));
            antwoord.Gegevens.Add(new()
            {
                Register = deel.Definition.Register.Titel,
                Resource = deel.Definition.Path,
                Url = json.RootElement.TryGetProperty("url", out var url) ? url.GetString() ?? "" : "",
                Waarom = deel.Waarom,
                Wisbaar = deel.Wisbaar && beperking is null,
                Gegevens = json.RootElement.Clone(),
            });
        }
        return new(antwoord);
    }

    /// <summary>What is wrong with a number of a person: the field, and a sentence. Null when nothing is.</summary>
    internal static (string Veld, string Zin)? Mis(string soort, string nummer) => (soort, nummer) switch
    {
        (not ("BSN" or "A-nummer" or "ANP-identificatie"), _) => ("soort", "Kies uit: BSN, A-nummer, ANP-identificatie."),
        ("BSN", _) when !Binder.Elfproef(nummer) => ("nummer", "Een BSN bestaat uit negen cijfers die aan de elfproef voldoen."),
        (_, { Length: < 5 }) => ("nummer", "Dit nummer is te kort."),
        _ => null,
    };

    private static async ValueTask<Dictionary<Guid, Deel>> Verzamel(Session s, string soort, string nummer)
    {
        var dossier = new Dossier(s);
        await Zaken(dossier, soort switch { "BSN" => "inpBsn", "A-nummer" => "inpA_nummer", _ => "anpIdentificatie" }, nummer);
        if (soort == "BSN") await Klant(dossier, nummer);
        return dossier.Delen;
    }

    private static async ValueTask Zaken(Dossier d, string kolom, string nummer)
    {
        var rollen = await d.Bij<Rol>("De persoon heeft een rol in een zaak.", q => q.Is(kolom, nummer));
        foreach (var rol in rollen)
        {
            var eigen = rol.OmschrijvingGeneriek == "initiator";
            await d.Bij<Zaak>(eigen ? "De persoon begon deze zaak." : "De persoon is betrokken bij deze zaak.",
                q => q.Is("uuid", rol.Zaak.Uuid));
            // Of a zaak of somebody else only that they have a part in it.
            if (!eigen) continue;
            const string waarom = "Hoort bij een zaak van de persoon.";
            await d.Bij<Status>(waarom, q => q.Is("zaak", rol.Zaak));
            await d.Bij<Resultaat>(waarom, q => q.Is("zaak", rol.Zaak));
            await d.Bij<Zaakeigenschap>(waarom, q => q.Is("zaak", rol.Zaak));
            await d.Bij<Zaaknotitie>(waarom, q => q.Is("gerelateerdAan", rol.Zaak));
            await d.Bij<Besluit>(waarom, q => q.Is("zaak", rol.Zaak));
            foreach (var link in await d.Bij<Zaakinformatieobject>(waarom, q => q.Is("zaak", rol.Zaak)))
            {
                if (link.Informatieobject.IsLocal)
                {
                    await d.Bij<Enkelvoudiginformatieobject>("Document bij een zaak van de persoon.",
                        q => q.Is("uuid", link.Informatieobject.Uuid));
                }
            }
        }
    }

    // What the municipality keeps for its contacts; no law says to keep it when somebody does not want that.
    private static async ValueTask Klant(Dossier d, string bsn)
    {
        var nummers = await d.Bij<PartijIdentificator>("Het nummer waaronder de persoon als klant bekend is.",
            q => q.Is("objectId", bsn).Is("codeSoortObjectId", CodeSoortObjectId.Bsn), true);
        foreach (var partij in nummers.Select(n => n.IdentificeerdePartij).OfType<Ref<Partij>>().Distinct())
        {
            const string waarom = "Contactgegevens van de persoon als klant.";
            await d.Bij<DigitaalAdres>(waarom, q => q.Is("verstrektDoorPartij", partij), true);
            await d.Bij<Rekeningnummer>(waarom, q => q.Is("partij", partij), true);
            await d.Bij<CategorieRelatie>(waarom, q => q.Is("partij", partij), true);
            await d.Bij<Partijrelatie>("De persoon vertegenwoordigt iemand.", q => q.Is("vertegenwoordigendePartij", partij), true);
            await d.Bij<Partijrelatie>("De persoon wordt vertegenwoordigd.", q => q.Is("vertegenwoordigdePartij", partij), true);
            foreach (var betrokkene in await d.Bij<Betrokkene>("De persoon had contact met de gemeente.",
                q => q.Is("wasPartij", partij), true))
            {
                await d.Bij<DigitaalAdres>(waarom, q => q.Is("verstrektDoorBetrokkene", Ref<Betrokkene>.To(betrokkene.Uuid)), true);
                if (betrokkene.HadKlantcontact is { } contact)
                    await d.Bij<Klantcontact>("Een contact van de persoon met de gemeente.", q => q.Is("uuid", contact.Uuid));
            }
            await d.Bij<Partij>("De persoon als klant.", q => q.Is("uuid", partij.Uuid), true);
        }
    }

    private sealed class Dossier(Session session)
    {
        public Dictionary<Guid, Deel> Delen { get; } = [];

        public async ValueTask<List<T>> Bij<T>(string waarom, Action<Query> welke, bool wisbaar = false) where T : Resource
        {
            var gevonden = await session.Find<T>(welke);
            foreach (var r in gevonden) Delen.TryAdd(r.Uuid, new(session.Model.Of(typeof(T)), r.Uuid, waarom, wisbaar));
            return gevonden;
        }
    }
}
