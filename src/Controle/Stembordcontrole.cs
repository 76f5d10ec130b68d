using System.Globalization;
using System.Text.Json;
using Org.BouncyCastle.Math;
using static Brink.Controle.Vorm;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Brink.Controle;

/// <summary>What a check came to: whether all holds, and what was seen in plain words.</summary>
/// <param name="Goed">Whether all holds.</param>
/// <param name="Bevindingen">What was seen.</param>
/// <param name="Regels">The lines that do not hold, in their order; the number that the next line would have,
/// when something is missing at the end. Not there: the file as a whole, or what was asked beside it.</param>
public sealed record Rapport(bool Goed, IReadOnlyList<string> Bevindingen, IReadOnlyList<int> Regels);

/// <summary>
/// Checks the published board of a secret vote, offline: the chain of lines, the keys, each ballot, the opening and the tally.
/// It is written from docs/stembord.md alone and uses nothing of the server; even the arithmetic of the curve is another implementation
/// (BouncyCastle's general one, where the server uses the one made for P-256).
/// </summary>
public sealed partial class Stembordcontrole
{
    private const string Formaat1 = "brink-stembord-1", Formaat2 = "brink-stembord-2";
    private const int KortsteCode = 48;
    private static readonly string[] Volgorde = ["instelling", "akkoord", "biljet", "geopend", "afsluiting", "deel", "uitslag"];
    private readonly List<string> goed = [];
    private readonly List<(int? Regel, string Wat)> fouten = [];

    private sealed record Regel(int Nr, string Soort, string Inhoud, string Hash, string Vorige, JsonElement Json);

    // Of format 2 there is a ceremony, k of the holders open the outcome, and all proofs name the first line;
    // of format 1 they name the vote and its key.
    private sealed record Vote(string Formaat, string Stemming, string Publiek, ECPoint Y, IReadOnlyList<string> Opties,
        IReadOnlyDictionary<string, string> Kiezers,
        IReadOnlyList<(string Naam, string Publiek)> Houders, string Begin, Ceremonieuitkomst? Ceremonie)
    {
        public int Nodig => Ceremonie?.K ?? Houders.Count;
        public int Eerste => Ceremonie is null ? 0 : 1;
    }

    /// <summary>Checks a board.</summary>
    /// <param name="json">The file, as <c>brink stemming export</c> writes it.</param>
    /// <param name="volgcode">The code of a voter's ballot, or its beginning (at least 48 signs); null: none. So for the others.</param>
    /// <param name="ontvangst">What a voter got when its ballot was cast: the number of the line, a colon,
    /// and its hash or the beginning of it.</param>
    /// <param name="eerder">An older copy of the board, which must be its beginning.</param>
    /// <param name="begin">The hash of line 0 as it was read out, or its beginning.</param>
    /// <param name="hoofd">The hash of the closing line as it was read out, or its beginning.</param>
    public static Rapport Controleer(string json, string? volgcode = null, string? ontvangst = null, string? eerder = null,
        string? begin = null, string? hoofd = null)
    {
        var controle = new Stembordcontrole();
        controle.Bij(null, () => controle.Alles(json, volgcode, ontvangst, eerder, begin, hoofd));
        return controle.Rapporteer();
    }

    private Rapport Rapporteer() => fouten.Count == 0 ? new(true, goed, [])
        : new(false, [.. fouten.OrderBy(f => f.Regel ?? -1).Select(f => f.Wat)],
            [.. fouten.Where(f => f.Regel is not null).Select(f => f.Regel!.Value).Distinct().Order()]);

    // What goes wrong in here, is wrong with this line.
    private bool Bij(int? regel, Action kijk)
    {
        try
        {
            kijk();
            return true;
        }
        catch (Exception e) when (e is Fout || Vormfout(e))
        {
            var waar = e is Fout { Regel: { } eigen } ? eigen : regel;
            var wat = e is Fout ? e.Message : "dit heeft niet de vorm van docs/stembord.md.";
            fouten.Add((waar, waar is null ? e is Fout ? wat
                : "Het bestand heeft niet de vorm van docs/stembord.md. Haal het bord opnieuw op." : $"Regel {waar}: {wat}"));
            return false;
        }
    }

    /// <summary>Checks a ballot that was made and not cast: does it hold what was chosen (Benaloh's challenge)?</summary>
    /// <param name="bord">The board, open or closed.</param>
    /// <param name="biljet">The ballot as <c>brink stemming biljet</c> writes it: with what opens it: <c>inhoud</c>, <c>volgcode</c>,
    /// <c>opening</c>.</param>
    /// <param name="volgcode">The code that was noted before the choice was made to open it, whole or its first 48 signs or more; null:
    /// none.</param>
    public static Rapport ControleerBiljet(string bord, string biljet, string? volgcode = null)
    {
        var controle = new Stembordcontrole();
        controle.Bij(null, () =>
        {
            using var document = JsonDocument.Parse(bord, Streng);
            var (regels, stemming) = controle.Begin(document.RootElement);
            using var eigen = JsonDocument.Parse(biljet, Streng);
            Velden(eigen.RootElement, "inhoud", "volgcode", "opening");
            var inhoud = Tekst(eigen.RootElement, "inhoud");
            using var json = JsonDocument.Parse(inhoud, Streng);
            if (Geschreven.Fout("biljet", inhoud, json.RootElement) is not null)
                throw new Fout("Het biljet is niet geschreven zoals het formaat het vraagt.");
            if (volgcode is not null && (Kort(volgcode) is not { } kort || !Sha256(inhoud).StartsWith(kort, StringComparison.Ordinal)))
                throw new Fout("Dit is niet het biljet waarvan u de volgcode hebt bewaard. De software heeft een ander biljet geopend.");
            if (Sha256(inhoud) != Tekst(eigen.RootElement, "volgcode")) throw new Fout("De volgcode is niet die van dit biljet.");
            if (BiljetFout(json.RootElement, stemming) is { } fout) throw new Fout($"Het biljet is niet geldig: {fout}");
            var opening = eigen.RootElement.GetProperty("opening");
            if (!Opent(json.RootElement, opening, stemming))
                throw new Fout("Het biljet bevat iets anders dan is gekozen. De software heeft gelogen.");
            if (regels.Any(r => r.Soort == "biljet" && r.Inhoud == inhoud))
                throw new Fout("Dit biljet is uitgebracht; nu het open is, is die stem niet meer geheim.");
            controle.goed.Add($"Het biljet bevat: {stemming.Opties[Geheel(opening.GetProperty("keuze"))]}. Gebruik het niet meer; maak een nieuw biljet om te stemmen.");
        });
        return controle.Rapporteer();
    }

    private void Alles(string json, string? volgcode, string? ontvangst, string? eerder, string? begin, string? hoofd)
    {
        using var document = JsonDocument.Parse(json, Streng);
        var (regels, stemming) = Begin(document.RootElement);
        if (stemming.Ceremonie is not null) Akkoorden(regels, stemming);
        var geldig = Biljetten(regels, stemming);
        var afsluiting = regels.Find(r => r.Soort == "afsluiting");
        if (afsluiting is null)
        {
            fouten.Add((regels.Count, "Het bord is niet afgesloten: er is nog niets te tellen."));
        }
        else
        {
            Bij(afsluiting.Nr, () =>
            {
                var genoemd = Geheel(afsluiting.Json.GetProperty("biljetten"));
                if (genoemd != geldig.Count) throw new Fout($"de afsluiting noemt {genoemd} biljetten en er staan er {geldig.Count}.");
            });
            if (fouten.Count == 0) Uitslag(regels, stemming, geldig, afsluiting.Hash);
        }
        if (eerder is not null) Vergelijk(stemming.Formaat, regels, eerder);
        if (ontvangst is not null) Vind(regels, ontvangst);
        if (volgcode is not null) Zoek(regels, geldig, volgcode);
        if (begin is not null) Voorgelezen("begin", stemming.Begin, begin);
        if (hoofd is not null) Voorgelezen("hoofd", afsluiting?.Hash, hoofd);
        if (begin is null && hoofd is null)
        {
            goed.Add("LET OP: u hebt niets vergeleken. Ook een bord dat iemand helemaal zelf verzon, ziet er zo uit. Vraag het begin en "
            + "het hoofd aan de voorzitter of "
                + "aan een sleutelhouder, of lees ze in de notulen, en typ ze erbij (--begin en --hoofd). Vraag ze niet aan wie u het "
                + "bestand gaf.");
        }
    }

    // --- the chain ---

    private (List<Regel> Regels, Vote Stemming) Begin(JsonElement bestand)
    {
        Velden(bestand, "formaat", "regels");
        var formaat = Tekst(bestand, "formaat");
        if (formaat is not (Formaat1 or Formaat2)) throw new Fout($"Dit is geen bestand van de vorm {Formaat1} of {Formaat2}.");
        var regels = Keten(bestand, formaat);
        Vote? stemming = null;
        if (!Bij(0, () => stemming = Instelling(regels, formaat)))
            throw new Fout("zonder een goede regel 0 is de rest niet na te kijken.", 0);
        if (stemming!.Ceremonie is not null) GenoegAkkoorden(regels, stemming);
        return (regels, stemming);
    }

    private List<Regel> Keten(JsonElement bestand, string formaat)
    {
        var regels = new List<Regel>();
        foreach (var r in bestand.GetProperty("regels").EnumerateArray())
        {
            try { regels.Add(Schakel(r, regels, formaat)); }
            catch (Exception e) when (e is Fout || Vormfout(e))
            {
                throw new Fout(e is Fout ? e.Message : "dit heeft niet de vorm van docs/stembord.md.", regels.Count);
            }
        }
        if (regels.Count == 0) throw new Fout("het bord is leeg.", 0);
        goed.Add($"De keten van {regels.Count} regels sluit; de laatste hash is {regels[^1].Hash}.");
        return regels;
    }

    // The line that follows those that were read.
    private static Regel Schakel(JsonElement r, List<Regel> regels, string formaat)
    {
        Velden(r, "nr", "soort", "inhoud", "vorige", "hash");
        var (soort, inhoud, hash, vorige) = (Tekst(r, "soort"), Tekst(r, "inhoud"), Tekst(r, "hash"),
            regels.Count == 0 ? "" : regels[^1].Hash);
        if (Geheel(r.GetProperty("nr")) is var nr && nr != regels.Count) throw new Fout("er is een regel weggehaald of verplaatst.");
        if (Tekst(r, "vorige") != vorige) throw new Fout("deze regel sluit niet aan op de regel ervoor.");
        if (Sha256($"{vorige}\n{nr.ToString(CultureInfo.InvariantCulture)}\n{soort}\n{inhoud}") != hash)
            throw new Fout("deze regel is veranderd: de hash is niet die van de inhoud.");
        if (!Volgorde.Contains(soort) || soort == Volgorde[0] != (nr == 0) || soort == "akkoord" && formaat == Formaat1)
            throw new Fout($"een regel van de soort '{soort}' hoort hier niet.");
        using var json = JsonDocument.Parse(inhoud, Streng);
        if ((nr > 0 || formaat != Formaat1) && Geschreven.Fout(soort, inhoud, json.RootElement) is { } anders)
            throw new Fout($"deze regel {anders}");
        // Ballots and opened ballots come in any order among themselves; all else in one order.
        var (hier, daarvoor) = (Plaats(soort), nr == 0 ? 0 : Plaats(regels[^1].Soort));
        if (hier < daarvoor) throw new Fout($"'{soort}' staat te laat: het bord was al verder.");
        if (hier == daarvoor && soort is "afsluiting" or "uitslag" && soort == regels[^1].Soort)
            throw new Fout($"'{soort}' staat er twee keer.");
        if (hier > Plaats("afsluiting") && daarvoor < Plaats("afsluiting"))
            throw new Fout($"'{soort}' staat te vroeg: het bord is nog niet afgesloten.");
        return new(nr, soort, inhoud, hash, vorige, json.RootElement.Clone());
    }

    private static int Plaats(string soort) => Array.IndexOf(Volgorde, soort == "geopend" ? "biljet" : soort);

    // --- the vote and its keys ---

    private Vote Instelling(List<Regel> regels, string formaat)
    {
        var i = regels[0].Json;
        var tweede = formaat == Formaat2;
        if (tweede)
        {
            Velden(i, "formaat", "stemming", "onderwerp", "besluit", "opties", "kiezers", "kiezersHash", "ceremonie", "k",
                "sleutelhouders", "publiek");
        }
        else
        {
            Velden(i, "stemming", "onderwerp", "opties", "kiezers", "sleutelhouders", "publiek");
        }
        if (tweede && Tekst(i, "formaat") != Formaat2) throw new Fout($"dit is geen bord van de vorm {Formaat2}.");
        if (!IsUuid(Tekst(i, "stemming"))) throw new Fout("de stemming heeft geen uuid.");
        var (onderwerp, geheel) = (Tekst(i, "onderwerp"), Tekst(i, "publiek"));
        var (houders, ceremonie) = tweede ? Ceremonie(i, geheel) : (Sleutels(i, geheel), null);
        var kiezers = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var k in i.GetProperty("kiezers").EnumerateArray())
        {
            Velden(k, "lid", "naam");
            if (!IsUuid(Tekst(k, "lid"))) throw new Fout("een lid op de lijst van stemgerechtigden heeft geen uuid.");
            if (!kiezers.TryAdd(Tekst(k, "lid"), Tekst(k, "naam")))
                throw new Fout($"{Tekst(k, "naam")} staat twee keer op de lijst van stemgerechtigden.");
        }
        var opties = i.GetProperty("opties").EnumerateArray().Select(o => o.GetString() ?? throw new Fout("een keuze is leeg.")).ToList();
        if (opties.Count < 2 || opties.Distinct(StringComparer.Ordinal).Count() != opties.Count)
            throw new Fout("er zijn geen twee verschillende keuzes.");
        if (ceremonie is not null)
        {
            _ = Tekst(i, "besluit");
            if (onderwerp.Length == 0 || opties.Contains("", StringComparer.Ordinal)) throw new Fout("het onderwerp of een keuze is leeg.");
            if (kiezers.Count == 0 || kiezers.Values.Contains("", StringComparer.Ordinal))
                throw new Fout("er is geen stemgerechtigde, of een zonder naam.");
            // Who looks the list over, sees names: two members with one name could stand in for each other.
            if (kiezers.Values.Distinct(StringComparer.Ordinal).Count() != kiezers.Count)
                throw new Fout("twee stemgerechtigden hebben dezelfde naam.");
            if (Tekst(i, "kiezersHash") != Lijsthash(kiezers))
                throw new Fout("de hash op regel 0 is niet die van de lijst van stemgerechtigden.");
            goed.Add($"Het begin (de hash van regel 0) is {regels[0].Hash}; de hash van de lijst van {kiezers.Count} stemgerechtigden is "
                + $"{Lijsthash(kiezers)}.");
        }
        return new(formaat, Tekst(i, "stemming"), geheel, Punt(geheel, "de sleutel"), opties, kiezers, houders, regels[0].Hash, ceremonie);
    }

    private List<(string Naam, string Publiek)> Sleutels(JsonElement i, string geheel)
    {
        var houders = new List<(string Naam, string Publiek)>();
        var samen = P256.Curve.Infinity;
        foreach (var h in i.GetProperty("sleutelhouders").EnumerateArray())
        {
            Velden(h, "naam", "publiek", "bewijs");
            Velden(h.GetProperty("bewijs"), "c", "z");
            var (naam, publiek) = (Tekst(h, "naam"), Tekst(h, "publiek"));
            var y = Punt(publiek, "een sleutel");
            var (c, z) = Bewijs(h.GetProperty("bewijs"));
            if (!Daag(Formaat1, "sleutel", Sha256(naam), publiek, Hex(Terug(P256.G, z, y, c))).Equals(c))
                throw new Fout($"Het bewijs bij de sleutel van {naam} klopt niet.");
            if (houders.Exists(x => x.Publiek == publiek)) throw new Fout($"De sleutel van {naam} staat er twee keer.");
            houders.Add((naam, publiek));
            samen = samen.Add(y);
        }
        if (houders.Count < 2) throw new Fout("Eén sleutelhouder zou alle biljetten kunnen lezen; er moeten er minstens twee zijn.");
        if (samen.IsInfinity || Hex(samen) != geheel)
            throw new Fout("De sleutel van de stemming is niet de som van de sleutels van de houders.");
        goed.Add($"Dit bord is van de oude vorm {Formaat1}: het is nagekeken met de regels van toen, die minder bewijzen "
            + $"(docs/stembord.md).");
        goed.Add($"{houders.Count} sleutelhouders hebben elk bewezen dat zij hun sleutel kennen: {string.Join(", ", houders.Select(h => h.Naam))}.");
        return houders;
    }

    private (List<(string Naam, string Publiek)> Houders, Ceremonieuitkomst Ceremonie) Ceremonie(JsonElement i, string geheel)
    {
        var c = Ceremoniecontrole.Klaar(i.GetProperty("ceremonie"));
        if (Geheel(i.GetProperty("k")) != c.K)
            throw new Fout("Regel 0 noemt een ander aantal houders dat samen de uitslag opent dan de ceremonie.");
        if (geheel != c.Publiek) throw new Fout("De sleutel van de stemming is niet die van de ceremonie.");
        var houders = new List<(string Naam, string Publiek)>();
        foreach (var h in i.GetProperty("sleutelhouders").EnumerateArray())
        {
            Velden(h, "naam", "publiek");
            houders.Add((Tekst(h, "naam"), Tekst(h, "publiek")));
        }
        if (!houders.SequenceEqual(c.Houders.Select(h => (h.Naam, h.Publiek))))
            throw new Fout("De sleutelhouders op regel 0 zijn niet die van de ceremonie.");
        goed.Add($"De ceremonie klopt: van {houders.Count} sleutelhouders openen er {c.K} samen de uitslag ({string.Join(", ", houders.Select(h => h.Naam))}).");
        return (houders, c);
    }

    private static string Lijsthash(IEnumerable<KeyValuePair<string, string>> leden) =>
        Sha256(string.Join('\n', leden.Select(k => $"{k.Key}|{Sha256(k.Value)}")));

    // Enough holders signed the first line before anyone voted.
    private static void GenoegAkkoorden(List<Regel> regels, Vote v)
    {
        var plaatsen = regels.Where(r => r.Soort == "akkoord").Select(r => Geheel(r.Json.GetProperty("houder")))
            .Where(l => l >= 1 && l <= v.Houders.Count).Distinct().Count();
        if (plaatsen < v.Nodig)
        {
            throw new Fout($"er tekenden {plaatsen} sleutelhouders voor deze stemming; er zijn er {v.Nodig} nodig voordat iemand stemt.",
            regels.FindIndex(1, r => r.Soort != "akkoord") is > 0 and var nr ? nr : regels.Count);
        }
    }

    private void Akkoorden(List<Regel> regels, Vote v)
    {
        var geweest = new List<int>();
        foreach (var r in regels.Where(r => r.Soort == "akkoord"))
        {
            Bij(r.Nr, () =>
            {
                var houder = v.Ceremonie!.Tekende(v.Begin, r.Inhoud, r.Json);
                if (houder == 0 || geweest.Contains(houder))
                    throw new Fout("dit akkoord is niet van een sleutelhouder, of van een die al tekende.");
                geweest.Add(houder);
            });
        }
        goed.Add($"Voor deze stemming tekenden: {string.Join(", ", geweest.Select(l => v.Houders[l - 1].Naam))}.");
    }

    // --- the ballots ---

    // What counts for each member: the last ballot, also when something is wrong with it, so that one wrong line is not told as many.
    private Dictionary<string, Regel> Biljetten(List<Regel> regels, Vote v)
    {
        var geldig = new Dictionary<string, Regel>(StringComparer.Ordinal);
        var lijst = regels.Where(r => r.Soort is "biljet" or "geopend").ToList();
        // Proofs take long, and are told of in the order of the lines.
        var wat = lijst.AsParallel().AsOrdered().Select(r => r.Soort == "biljet" ? BiljetFout(r.Json, v) : GeopendFout(r.Json, v)).ToList();
        var laatste = new Dictionary<string, string>(StringComparer.Ordinal);
        var (gestemd, getoond) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (r, fout) in lijst.Zip(wat))
        {
            var cijfers = Cijfers(r.Soort == "biljet" ? r.Json : r.Json.GetProperty("biljet"));
            void Mis(bool mis, string zin) { if (mis) fouten.Add((r.Nr, $"Regel {r.Nr}: {zin}")); }
            Mis(cijfers.Distinct(StringComparer.Ordinal).Count() != cijfers.Count, "een deel van dit biljet staat er twee keer in.");
            if (r.Soort == "geopend")
            {
                // Whose ballot it was, nothing proves: no name is told.
                Mis(fout is not null, $"een geopend biljet: {fout}");
                Mis(cijfers.Exists(gestemd.Contains), "een geopend biljet is ook als stem geteld; die stem is niet meer geheim.");
                getoond.UnionWith(cijfers);
                continue;
            }
            var lid = Tekst(r.Json, "lid");
            var bekend = v.Kiezers.TryGetValue(lid, out var naam);
            Mis(!bekend, "een biljet van iemand die niet op de lijst staat.");
            Mis(fout is not null, $"het biljet van {naam ?? lid}: {fout}");
            // Each ballot names the one before it of that member: none can be put in its place, left out or repeated.
            Mis(v.Ceremonie is not null
                && (!r.Json.TryGetProperty("vorige", out var eerder) || eerder.GetString() != laatste.GetValueOrDefault(lid, v.Begin)),
                "dit biljet volgt niet op het vorige van dit lid.");
            // A ballot that stands there again after another would count in its place.
            Mis(cijfers.Exists(gestemd.Contains), "dit biljet, of een deel ervan, stond al eerder op het bord.");
            Mis(cijfers.Exists(getoond.Contains), "dit biljet is eerder geopend; die stem is niet geheim.");
            gestemd.UnionWith(cijfers);
            laatste[lid] = r.Hash;
            geldig[lid] = r;
        }
        var stemden = v.Kiezers.Where(k => geldig.ContainsKey(k.Key)).ToList();
        var (biljetten, geopend) = (lijst.Count(r => r.Soort == "biljet"), lijst.Count(r => r.Soort == "geopend"));
        goed.Add($"{biljetten} biljetten zijn in orde; {geldig.Count} van {v.Kiezers.Count} leden hebben gestemd "
            + $"({biljetten - geldig.Count} vervangen, "
            + $"{geopend} geopend ter controle).");
        goed.Add($"Wie stemde: {(stemden.Count == 0 ? "niemand" : string.Join(", ", stemden.Select(k => k.Value)))}. De hash van die lijst is {Lijsthash(stemden)}. "
            + "Of een lid zelf stemde, bewijst het bord niet: vergelijk deze lijst met de presentielijst.");
        return geldig;
    }

    private static string? GeopendFout(JsonElement geopend, Vote v)
    {
        try
        {
            var biljet = geopend.GetProperty("biljet");
            if (!IsUuid(Tekst(biljet, "lid"))) return "het lid heeft geen uuid.";
            return BiljetFout(biljet, v)
                ?? (Opent(biljet, geopend.GetProperty("opening"), v) ? null
                : "het bevat iets anders dan was gekozen. De software heeft gelogen.");
        }
        catch (Fout f) { return f.Message; }
        catch (Exception e) when (Vormfout(e)) { return "het heeft niet de juiste vorm."; }
    }

    private static string? BiljetFout(JsonElement biljet, Vote v)
    {
        try
        {
            var opties = biljet.GetProperty("opties").EnumerateArray()
                .Select(o => (A: Tekst(o, "a"), B: Tekst(o, "b"), Bewijs: o.GetProperty("bewijs"))).ToList();
            if (opties.Count != v.Opties.Count) return "het heeft niet zoveel keuzes als de stemming.";
            if (biljet.TryGetProperty("vorige", out var vorige) != v.Ceremonie is not null || v.Ceremonie is not null
                && !IsHash(vorige.GetString()))
            {
                return "het heeft niet de juiste vorm.";
            }
            var cijfers = Sha256(string.Join('|', opties.SelectMany(o => (string[])[o.A, o.B])));
            string[] over = v.Ceremonie is null ? [v.Stemming, v.Publiek, Tekst(biljet, "lid"), cijfers]
                : [v.Begin, Tekst(biljet, "lid"), vorige.GetString()!, cijfers];
            ECPoint somA = P256.Curve.Infinity, somB = P256.Curve.Infinity;
            for (var i = 0; i < opties.Count; i++)
            {
                var (a, b) = (Punt(opties[i].A, "een cijfertekst"), Punt(opties[i].B, "een cijfertekst"));
                if (opties[i].Bewijs.GetArrayLength() != 2) return "een bewijs ontbreekt.";
                var (c0, z0) = Bewijs(opties[i].Bewijs[0]);
                var (c1, z1) = Bewijs(opties[i].Bewijs[1]);
                var een = b.Subtract(P256.G).Normalize();
                var c = Daag(v.Formaat, "optie",
                    [.. over, i.ToString(CultureInfo.InvariantCulture), Hex(Terug(P256.G, z0, a, c0)), Hex(Terug(v.Y, z0, b, c0)),
                    Hex(Terug(P256.G, z1, a, c1)), Hex(Terug(v.Y, z1, een, c1))]);
                if (!c.Equals(c0.Add(c1).Mod(P256.N))) return $"het bewijs bij keuze {i + 1} klopt niet.";
                (somA, somB) = (somA.Add(a), somB.Add(b));
            }
            var (cs, zs) = Bewijs(biljet.GetProperty("som"));
            if (!Daag(v.Formaat, "som", [.. over, Hex(Terug(P256.G, zs, somA, cs)), Hex(Terug(v.Y, zs, somB.Subtract(P256.G), cs))])
                .Equals(cs))
            {
                return "het bewijs dat er precies één keuze is gemaakt klopt niet.";
            }
            return null;
        }
        catch (Fout f) { return f.Message; }
        catch (Exception e) when (Vormfout(e)) { return "het heeft niet de juiste vorm."; }
    }

    private static List<string> Cijfers(JsonElement biljet) =>
        [.. biljet.GetProperty("opties").EnumerateArray().Select(o => Tekst(o, "a"))];

    private static bool Opent(JsonElement biljet, JsonElement opening, Vote v)
    {
        var keuze = Geheel(opening.GetProperty("keuze"));
        var geheimen = opening.GetProperty("geheimen").EnumerateArray().Select(g => Getal(g.GetString())).ToList();
        if (geheimen.Count != v.Opties.Count || keuze < 0 || keuze >= geheimen.Count) return false;
        return geheimen.Index().All(g =>
        {
            var optie = biljet.GetProperty("opties")[g.Index];
            var b = v.Y.Multiply(g.Item);
            if (g.Index == keuze) b = b.Add(P256.G);
            return Tekst(optie, "a") == Hex(P256.G.Multiply(g.Item)) && Tekst(optie, "b") == Hex(b);
        });
    }

    // --- the outcome ---

    private void Uitslag(List<Regel> regels, Vote v, Dictionary<string, Regel> geldig, string hoofd)
    {
        var sommen = v.Opties.Select((_, i) => geldig.Values.Select(r => r.Json.GetProperty("opties")[i])
            .Aggregate((A: P256.Curve.Infinity, B: P256.Curve.Infinity),
                (s, o) => (s.A.Add(Punt(Tekst(o, "a"), "")), s.B.Add(Punt(Tekst(o, "b"), ""))))).ToList();
        var delen = new List<(int Houder, List<ECPoint> D)>();
        foreach (var r in regels.Where(r => r.Soort == "deel"))
        {
            Bij(r.Nr, () =>
            {
                if (geldig.Count == 0) throw new Fout("er zijn geen biljetten, en dan is er niets te openen.");
                var deel = Deel(r, v, hoofd, sommen);
                if (delen.Exists(d => d.Houder == deel.Houder)) throw new Fout("een deel van een sleutelhouder die al een deel gaf.");
                if (v.Ceremonie is not null && delen.Count >= v.Nodig && !v.Opties.Index()
                    .All(o => Op(delen, v, o.Index, deel.Houder).Equals(deel.D[o.Index].Normalize())))
                {
                    throw new Fout("de delen van de sleutelhouders spreken elkaar tegen.");
                }
                delen.Add(deel);
            });
        }
        if (fouten.Count > 0) return;
        if (regels.Find(r => r.Soort == "uitslag") is not { } gezegd)
        {
            fouten.Add((regels.Count, "Er staat geen uitslag op het bord: niet genoeg sleutelhouders hebben hun deel gegeven."));
            return;
        }
        Bij(gezegd.Nr, () =>
        {
            var stemmen = gezegd.Json.GetProperty("stemmen").EnumerateArray().Select(Geheel).ToList();
            if (stemmen.Count != v.Opties.Count || stemmen.Sum() != geldig.Count)
                throw new Fout($"de uitslag telt op tot {stemmen.Sum()}, en er zijn {geldig.Count} geldige biljetten.");
            if (geldig.Count > 0 && delen.Count < v.Nodig)
            {
                throw new Fout(v.Ceremonie is null ? "het deel van een sleutelhouder ontbreekt."
                    : $"er zijn {delen.Count} delen; er zijn er {v.Nodig} nodig.");
            }
            if (geldig.Count > 0)
            {
                foreach (var (i, som) in sommen.Index())
                {
                    if (!P256.G.Multiply(BigInteger.ValueOf(stemmen[i])).Equals(som.B.Subtract(Op(delen, v, i)).Normalize()))
                        throw new Fout($"de uitslag klopt niet: voor '{v.Opties[i]}' zijn geen {stemmen[i]} stemmen uitgebracht.");
                }
            }
            goed.Add("De uitslag volgt uit de biljetten: " + string.Join(", ", v.Opties.Zip(stemmen, (o, n) => $"{o} {n}")) + ".");
        });
    }

    // What one holder computed, with the proof that it used its own key.
    private static (int Houder, List<ECPoint> D) Deel(Regel r, Vote v, string hoofd, List<(ECPoint A, ECPoint B)> sommen)
    {
        var houder = Geheel(r.Json.GetProperty("houder"));
        if (houder < v.Eerste || houder - v.Eerste >= v.Houders.Count) throw new Fout("een deel van een onbekende sleutelhouder.");
        var (naam, publiek) = v.Houders[houder - v.Eerste];
        var (eigen, delen) = (new List<ECPoint>(), r.Json.GetProperty("opties").EnumerateArray().ToList());
        if (delen.Count != v.Opties.Count) throw new Fout($"het deel van {naam} is niet volledig.");
        foreach (var (i, deel) in delen.Index())
        {
            var (d, (c, z)) = (Punt(Tekst(deel, "d"), "een deel"), Bewijs(deel.GetProperty("bewijs")));
            var a = sommen[i].A.Normalize();
            var t = Daag(v.Formaat, "deel", v.Ceremonie is null ? v.Stemming : v.Begin, hoofd,
                houder.ToString(CultureInfo.InvariantCulture), publiek,
                i.ToString(CultureInfo.InvariantCulture), Hex(a), Hex(d), Hex(Terug(P256.G, z, Punt(publiek, "een sleutel"), c)),
                Hex(Terug(a, z, d, c)));
            if (!t.Equals(c))
            {
                throw new Fout($"het deel van {naam} hoort niet bij dit bord: er is na de sluiting iets veranderd, of het deel is "
                + $"onjuist.");
            }
            eigen.Add(d);
        }
        return (houder, eigen);
    }

    // Of an old board all parts together; else what the first k of them say at a place (0: of the secret that opens the sums).
    private static ECPoint Op(List<(int Houder, List<ECPoint> D)> delen, Vote v, int optie, int plaats = 0)
    {
        if (v.Ceremonie is null) return delen.Aggregate(P256.Curve.Infinity, (som, d) => som.Add(d.D[optie]));
        var eerste = delen.Take(v.Nodig).ToList();
        return eerste.Aggregate(P256.Curve.Infinity,
            (som, d) => som.Add(d.D[optie].Multiply(Ceremoniecontrole.Gewicht(d.Houder, eerste.Select(e => e.Houder), plaats))))
                .Normalize();
    }
}
