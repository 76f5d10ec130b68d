using System.Globalization;
using System.Text;
using System.Xml;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;
using Brink.Registers.Referentielijsten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Archieven;

/// <summary>
/// Zaken, documents and files in the words of MDTO (Metagegevens voor Duurzaam Toegankelijke Overheidsinformatie), version 1.0: XML by the
/// schema MDTO-XML1.0.1. A zaak is a <c>dossier</c>, a document an <c>archiefstuk</c>, the content of each version a <c>bestand</c>.
/// The elements stand in the order that the schema asks for.
/// </summary>
internal static class Mdto
{
    /// <summary>The version of the schema.</summary>
    public const string Versie = "MDTO 1.0 (MDTO-XML1.0.1)";
    private const string Ruimte = "https://www.nationaalarchief.nl/mdto";
    private const int OpEenKeer = 200, MeesteTypen = 5000;
    private static readonly XmlWriterSettings Opmaak = new() { Indent = true, Encoding = new UTF8Encoding(false) };

    /// <summary>Describes all zaken, documents and files.</summary>
    public static async ValueTask Beschrijf(Db db, Organisatie organisatie, Action<string, byte[]> geef, Func<ValueTask> adem)
    {
        var model = Onderlaag.Model;
        var maker = new Maker(db, model, organisatie);
        await foreach (var zaak in Alle<Zaak>(db, model, adem)) geef($"mdto/zaken/{zaak.Uuid}.mdto.xml", await maker.Dossier(zaak));
        await foreach (var document in Alle<Enkelvoudiginformatieobject>(db, model, adem))
        {
            var versies = await maker.Versies(document);
            geef($"mdto/documenten/{document.Uuid}.mdto.xml", await maker.Archiefstuk(document, versies));
            foreach (var (versie, van) in versies)
                geef($"mdto/bestanden/{document.Uuid}-v{versie.Versie}.bestand.mdto.xml", maker.Bestand(document, versie, van));
        }
    }

    private static async IAsyncEnumerable<T> Alle<T>(Db db, Model model, Func<ValueTask> adem) where T : Resource
    {
        var d = model.Of(typeof(T));
        for (long laatste = 0; ;)
        {
            var rijen = await db.Rows($"SELECT id, doc FROM {d.Table} WHERE id > $1 ORDER BY id LIMIT {OpEenKeer}", [laatste],
                r => (Id: r.GetInt64(0), Doc: r.GetBytes(1)));
            foreach (var rij in rijen) yield return (T)Documents.Read(d, rij.Doc);
            if (rijen.Count < OpEenKeer) yield break;
            laatste = rijen[^1].Id;
            await adem();
        }
    }

    private sealed class Maker(Db db, Model model, Organisatie organisatie)
    {
        private readonly Dictionary<Guid, Resource?> typen = [];
        private string Bron => $"Brink, {organisatie.Naam}";

        public async ValueTask<byte[]> Dossier(Zaak z)
        {
            var type = await Type(z.Zaaktype);
            var resultaat = z.Resultaat is { } r ? await Type(r, bewaar: false) : null;
            var resultaattype = resultaat is null ? null : await Type(resultaat.Resultaattype);
            var klasse = resultaattype is { Selectielijstklasse.Length: > 0 } ? resultaattype.Selectielijstklasse : z.Selectielijstklasse;
            var selectie = await Type(new Ref<Selectielijstresultaat>(klasse));
            var documenten = await Delen<Zaakinformatieobject>("zaak", z.Uuid);
            return Xml("informatieobject", w =>
            {
                Identificatie(w, "identificatie", z.Identificatie, Bron);
                Identificatie(w, "identificatie", z.Uuid.ToString(), $"{Bron} (uuid)");
                w.WriteElementString("naam", Ruimte, Tekst(z.Omschrijving.Length > 0 ? z.Omschrijving : z.Identificatie));
                Begrip(w, "aggregatieniveau", "Dossier", "Begrippenlijst Aggregatieniveaus MDTO");
                if (type is not null) Begrip(w, "classificatie", type.Omschrijving, "Zaaktypen", type.Identificatie);
                if (z.Toelichting.Length > 0) w.WriteElementString("omschrijving", Ruimte, Tekst(z.Toelichting));
                Gebeurtenis(w, "Creatie", Dag(z.Registratiedatum));
                if (z.Einddatum is { } einde) Gebeurtenis(w, "Afsluiting", Dag(einde));
                Waardering(w, z.Archiefnominatie);
                Bewaartermijn(w, z.StartdatumBewaartermijn, resultaattype?.Archiefactietermijn?.Text, z.Archiefactiedatum);
                if (selectie is not null) Begrip(w, "informatiecategorie", selectie.Naam, "Selectielijst", selectie.VolledigNummer);
                else if (klasse.Length > 0) Begrip(w, "informatiecategorie", "Resultaat van de selectielijst", "Selectielijst", klasse);
                if (z.Hoofdzaak is { IsEmpty: false } hoofd) Verwijzing(w, "isOnderdeelVan", "Hoofdzaak", Kenmerk(hoofd.Value), Bron);
                foreach (var deel in z.Deelzaken) Verwijzing(w, "bevatOnderdeel", "Deelzaak", Kenmerk(deel.Value), Bron);
                foreach (var d in documenten)
                    Verwijzing(w, "bevatOnderdeel", d.Titel.Length > 0 ? d.Titel : "Document", Kenmerk(d.Informatieobject.Value), Bron);
                foreach (var ander in z.RelevanteAndereZaken)
                {
                    Groep(w, "gerelateerdInformatieobject", () =>
                    {
                        Verwijzing(w, "gerelateerdInformatieobjectVerwijzing", "Zaak", Kenmerk(ander.Url.Value), Bron);
                        Begrip(w, "gerelateerdInformatieobjectTypeRelatie", EnumNames.Name(ander.AardRelatie), "Zaken API 1.7, aardRelatie");
                    });
                }
                Archiefvormer(w, z.VerantwoordelijkeOrganisatie);
                Beperking(w, z.Vertrouwelijkheidaanduiding);
            });
        }

        public async ValueTask<byte[]> Archiefstuk(Enkelvoudiginformatieobject e,
            List<(Documentversie, Enkelvoudiginformatieobject)> versies)
        {
            var type = await Type(e.Informatieobjecttype);
            var zaken = new List<Zaak>();
            foreach (var deel in await Delen<Zaakinformatieobject>("informatieobject", e.Uuid))
                if (await Type(deel.Zaak, bewaar: false) is { } zaak) zaken.Add(zaak);
            // It is kept as long as the zaak that is kept longest.
            var langst = zaken.OrderByDescending(z => z.Archiefnominatie == Archiefnominatie.BlijvendBewaren)
                .ThenByDescending(z => z.Archiefactiedatum).FirstOrDefault();
            return Xml("informatieobject", w =>
            {
                Identificatie(w, "identificatie", e.Identificatie, Bron);
                Identificatie(w, "identificatie", e.Uuid.ToString(), $"{Bron} (uuid)");
                w.WriteElementString("naam", Ruimte, Tekst(e.Titel));
                Begrip(w, "aggregatieniveau", "Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO");
                if (type is not null) Begrip(w, "classificatie", type.Omschrijving, "Informatieobjecttypen");
                foreach (var woord in e.Trefwoorden) w.WriteElementString("trefwoord", Ruimte, Tekst(woord));
                if (e.Beschrijving.Length > 0) w.WriteElementString("omschrijving", Ruimte, Tekst(e.Beschrijving));
                w.WriteElementString("taal", Ruimte, e.Taal.Length > 0 && e.Taal.All(char.IsAsciiLetter) ? e.Taal : "und");
                Gebeurtenis(w, "Creatie", Dag(e.Creatiedatum));
                if (e.Ontvangstdatum is { } ontvangen) Gebeurtenis(w, "Ontvangst", Dag(ontvangen));
                if (e.Verzenddatum is { } verzonden) Gebeurtenis(w, "Verzending", Dag(verzonden));
                Gebeurtenis(w, "Registratie", Stored.Text(e.BeginRegistratie));
                Waardering(w, langst?.Archiefnominatie);
                Bewaartermijn(w, langst?.StartdatumBewaartermijn, null, langst?.Archiefactiedatum);
                foreach (var zaak in zaken) Verwijzing(w, "isOnderdeelVan", zaak.Identificatie, zaak.Uuid.ToString(), Bron);
                foreach (var (versie, van) in versies)
                    Verwijzing(w, "heeftRepresentatie", Bestandsnaam(van), $"{e.Uuid}-v{versie.Versie}", Bron);
                Archiefvormer(w, e.Bronorganisatie);
                Beperking(w, e.Vertrouwelijkheidaanduiding ?? Vertrouwelijkheidaanduiding.ZeerGeheim);
            });
        }

        public byte[] Bestand(Enkelvoudiginformatieobject e, Documentversie versie, Enkelvoudiginformatieobject van) => Xml("bestand", w =>
        {
            Identificatie(w, "identificatie", $"{e.Uuid}-v{versie.Versie}", Bron);
            w.WriteElementString("naam", Ruimte, Tekst(Bestandsnaam(van)));
            w.WriteElementString("omvang", Ruimte, (van.Bestandsomvang ?? 0).ToString(CultureInfo.InvariantCulture));
            Begrip(w, "bestandsformaat", van.Formaat.Length > 0 ? van.Formaat : "application/octet-stream", "IANA Media Types");
            Groep(w, "checksum", () =>
            {
                Begrip(w, "checksumAlgoritme", "SHA256", "Begrippenlijst ChecksumAlgoritme MDTO");
                w.WriteElementString("checksumWaarde", Ruimte, versie.Sha256);
                w.WriteElementString("checksumDatum", Ruimte, Stored.Text(versie.BeginRegistratie));
            });
            // Where it lies in the archive.
            w.WriteElementString("URLBestand", Ruimte, $"bestanden/{versie.Sha256![..2]}/{versie.Sha256}");
            Verwijzing(w, "isRepresentatieVan", e.Titel, e.Uuid.ToString(), Bron);
        });

        /// <summary>The versions of a document that have content, each with the document as it was.</summary>
        public async ValueTask<List<(Documentversie, Enkelvoudiginformatieobject)>> Versies(Enkelvoudiginformatieobject e) =>
            [.. (await Delen<Documentversie>("informatieobject", e.Uuid)).Where(v => v.Sha256 is not null).Select(v => (v, v.Document ?? e))];

        private async ValueTask<List<T>> Delen<T>(string kolom, Guid van) where T : Resource
        {
            var d = model.Of(typeof(T));
            return await db.Rows($"SELECT doc FROM {d.Table} WHERE \"{kolom}\" = $1 ORDER BY id", [van.ToString()],
                r => (T)Documents.Read(d, r.GetBytes(0)));
        }

        // What a reference points to, when it is here; types are remembered.
        private async ValueTask<T?> Type<T>(Ref<T> verwijzing, bool bewaar = true) where T : Resource
        {
            if (!verwijzing.IsLocal) return null;
            if (bewaar && typen.TryGetValue(verwijzing.Uuid, out var bekend)) return bekend as T;
            var d = model.Of(typeof(T));
            var gevonden = await db.First(d.Sql.Get, [verwijzing.Uuid.ToString()], r => (T?)Documents.Read(d, r.GetBytes(0)));
            if (bewaar && typen.Count < MeesteTypen) typen[verwijzing.Uuid] = gevonden;
            return gevonden;
        }
    }

    private static byte[] Xml(string soort, Action<XmlWriter> inhoud)
    {
        var uit = new MemoryStream();
        using (var w = XmlWriter.Create(uit, Opmaak))
        {
            w.WriteStartElement("MDTO", Ruimte);
            Groep(w, soort, () => inhoud(w));
            w.WriteEndElement();
        }
        return uit.ToArray();
    }

    private static void Groep(XmlWriter w, string naam, Action inhoud)
    {
        w.WriteStartElement(naam, Ruimte);
        inhoud();
        w.WriteEndElement();
    }

    private static void Identificatie(XmlWriter w, string naam, string kenmerk, string bron) => Groep(w, naam, () =>
    {
        w.WriteElementString("identificatieKenmerk", Ruimte, Tekst(kenmerk));
        w.WriteElementString("identificatieBron", Ruimte, Tekst(bron));
    });

    private static void Begrip(XmlWriter w, string naam, string label, string lijst, string? code = null) => Groep(w, naam, () =>
    {
        w.WriteElementString("begripLabel", Ruimte, Tekst(label));
        if (!string.IsNullOrEmpty(code)) w.WriteElementString("begripCode", Ruimte, Tekst(code));
        Groep(w, "begripBegrippenlijst", () => w.WriteElementString("verwijzingNaam", Ruimte, lijst));
    });

    private static void Verwijzing(XmlWriter w, string naam, string wat, string kenmerk, string bron) => Groep(w, naam, () =>
    {
        w.WriteElementString("verwijzingNaam", Ruimte, Tekst(wat));
        Identificatie(w, "verwijzingIdentificatie", kenmerk, bron);
    });

    private static void Gebeurtenis(XmlWriter w, string wat, string wanneer) => Groep(w, "event", () =>
    {
        Begrip(w, "eventType", wat, "Begrippenlijst EventTypeLijst MDTO");
        w.WriteElementString("eventTijd", Ruimte, wanneer);
    });

    private static void Waardering(XmlWriter w, Archiefnominatie? nominatie)
    {
        const string lijst = "Begrippenlijst Waarderingen MDTO";
        if (nominatie == Archiefnominatie.BlijvendBewaren) Begrip(w, "waardering", "Blijvend te bewaren", lijst, "B");
        else if (nominatie == Archiefnominatie.Vernietigen) Begrip(w, "waardering", "Tijdelijk te bewaren", lijst, "V");
        else Begrip(w, "waardering", "Nog niet bepaald", "Brink"); // a zaak that is open has no result yet
    }

    private static void Bewaartermijn(XmlWriter w, DateOnly? begin, string? duur, DateOnly? einde)
    {
        if (begin is null && duur is null && einde is null) return;
        Groep(w, "bewaartermijn", () =>
        {
            if (begin is { } b) w.WriteElementString("termijnStartdatumLooptijd", Ruimte, Dag(b));
            // (Weeks are no duration in XML Schema.)
            if (duur is not null && !duur.Contains('W', StringComparison.Ordinal)) w.WriteElementString("termijnLooptijd", Ruimte, duur);
            if (einde is { } e) w.WriteElementString("termijnEinddatum", Ruimte, Dag(e));
        });
    }

    private static void Archiefvormer(XmlWriter w, string rsin) => Verwijzing(w, "archiefvormer", $"Organisatie met RSIN {rsin}", rsin, "RSIN");

    private static void Beperking(XmlWriter w, Vertrouwelijkheidaanduiding aanduiding) => Groep(w, "beperkingGebruik", () =>
        Begrip(w, "beperkingGebruikType", EnumNames.Name(aanduiding), "ZGW, vertrouwelijkheidaanduiding"));

    private static string Bestandsnaam(Enkelvoudiginformatieobject e) => e.Bestandsnaam.Length > 0 ? e.Bestandsnaam : e.Titel;
    private static string Dag(DateOnly dag) => Stored.Text(dag);
    private static string Kenmerk(string? adres) => adres is null ? "" : adres.StartsWith("~/", StringComparison.Ordinal)
        ? adres[(adres.LastIndexOf('/') + 1)..] : adres;

    // XML has no control signs, and no halves of a sign.
    private static string Tekst(string tekst) => tekst.All(XmlConvert.IsXmlChar) ? tekst
        : string.Concat(tekst.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or '\r'
            || r.Value >= 0x20 && r.Value is not (0xFFFE or 0xFFFF) && r != Rune.ReplacementChar));
}
