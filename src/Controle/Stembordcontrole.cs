using System.Globalization;
using System.Text.Json;
using Org.BouncyCastle.Math;
using static Brink.Controle.Vorm;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Brink.Controle;

/// <summary>What a check came to: whether all holds, and what was seen in plain words.</summary>
public sealed record Rapport(bool Goed, IReadOnlyList<string> Bevindingen);

/// <summary>
/// Checks the published board of a secret vote, offline: the chain of lines, the keys, each ballot, the opening and the tally. It is written from docs/stembord.md alone
/// and uses nothing of the server; even the arithmetic of the curve is another implementation (BouncyCastle's general one, where the server uses the one made for P-256).
/// </summary>
public sealed class Stembordcontrole
{
    private const string Formaat1 = "brink-stembord-1", Formaat2 = "brink-stembord-2";
    private const int KortsteCode = 32;
    private static readonly string[] Volgorde = ["instelling", "akkoord", "biljet", "geopend", "afsluiting", "deel", "uitslag"];
    private readonly List<string> goed = [];
    private readonly List<string> fouten = [];

    private sealed record Regel(int Nr, string Soort, string Inhoud, string Hash, JsonElement Json);

    // Of format 2 there is a ceremony, k of the holders open the outcome, and all proofs name the first line; of format 1 they name the vote and its key.
    private sealed record Vote(string Formaat, string Stemming, string Publiek, ECPoint Y, IReadOnlyList<string> Opties, IReadOnlyDictionary<string, string> Kiezers,
        IReadOnlyList<(string Naam, string Publiek)> Houders, string Begin, Ceremonieuitkomst? Ceremonie)
    {
        public int Nodig => Ceremonie?.K ?? Houders.Count;
        public int Eerste => Ceremonie is null ? 0 : 1;
    }

    /// <summary>Checks a board.</summary>
    /// <param name="json">The file, as <c>brink stemming export</c> writes it.</param>
    /// <param name="volgcode">The code of a voter's ballot (or its beginning, at least 32 signs) that must be among those that count; null: none.</param>
    /// <param name="ontvangst">What a voter got when its ballot was cast: the number of the line, a colon, and its hash (or 32 signs of it); null: none.</param>
    /// <param name="eerder">An older copy of the board, which must be its beginning; null: none.</param>
    public static Rapport Controleer(string json, string? volgcode = null, string? ontvangst = null, string? eerder = null)
    {
        var controle = new Stembordcontrole();
        try
        {
            controle.Alles(json, volgcode, ontvangst, eerder);
        }
        catch (Exception e) when (e is Fout || Vormfout(e))
        {
            controle.fouten.Add(e is Fout ? e.Message : "Het bestand heeft niet de vorm van docs/stembord.md. Haal het bord opnieuw op.");
        }
        return controle.fouten.Count == 0 ? new(true, controle.goed) : new(false, controle.fouten);
    }

    /// <summary>Checks a ballot that was made and not cast: does it hold what was chosen (Benaloh's challenge)?</summary>
    /// <param name="bord">The board, open or closed.</param>
    /// <param name="biljet">The ballot as <c>brink stemming biljet</c> writes it: with what opens it: <c>inhoud</c>, <c>volgcode</c>, <c>opening</c>.</param>
    /// <param name="volgcode">The code that was noted before the choice was made to open it, whole or its first 32 signs or more; null: none.</param>
    public static Rapport ControleerBiljet(string bord, string biljet, string? volgcode = null)
    {
        var controle = new Stembordcontrole();
        try
        {
            using var document = JsonDocument.Parse(bord, Streng);
            var (regels, stemming) = controle.Begin(document.RootElement);
            using var eigen = JsonDocument.Parse(biljet, Streng);
            Velden(eigen.RootElement, "inhoud", "volgcode", "opening");
            var inhoud = Tekst(eigen.RootElement, "inhoud");
            using var json = JsonDocument.Parse(inhoud, Streng);
            if (Geschreven.Fout("biljet", inhoud, json.RootElement) is not null) throw new Fout("Het biljet is niet geschreven zoals het formaat het vraagt.");
            if (volgcode is not null && (Kort(volgcode) is not { } kort || !Sha256(inhoud).StartsWith(kort, StringComparison.Ordinal)))
                throw new Fout("Dit is niet het biljet waarvan u de volgcode hebt bewaard. De software heeft een ander biljet geopend.");
            if (Sha256(inhoud) != Tekst(eigen.RootElement, "volgcode")) throw new Fout("De volgcode is niet die van dit biljet.");
            if (BiljetFout(json.RootElement, stemming) is { } fout) throw new Fout($"Het biljet is niet geldig: {fout}");
            var opening = eigen.RootElement.GetProperty("opening");
            if (!Opent(json.RootElement, opening, stemming)) throw new Fout("Het biljet bevat iets anders dan is gekozen. De software heeft gelogen.");
            if (regels.Any(r => r.Soort == "biljet" && r.Inhoud == inhoud)) throw new Fout("Dit biljet is uitgebracht; nu het open is, is die stem niet meer geheim.");
            controle.goed.Add($"Het biljet bevat: {stemming.Opties[opening.GetProperty("keuze").GetInt32()]}. Gebruik het niet meer; maak een nieuw biljet om te stemmen.");
        }
        catch (Exception e) when (e is Fout || Vormfout(e))
        {
            controle.fouten.Add(e is Fout ? e.Message : $"Het bestand heeft niet de juiste vorm: {e.Message}");
        }
        return controle.fouten.Count == 0 ? new(true, controle.goed) : new(false, controle.fouten);
    }

    private void Alles(string json, string? volgcode, string? ontvangst, string? eerder)
    {
        using var document = JsonDocument.Parse(json, Streng);
        var (regels, stemming) = Begin(document.RootElement);
        if (stemming.Ceremonie is not null) Akkoorden(regels, stemming);
        var geldig = Biljetten(regels, stemming);
        var afsluiting = regels.Where(r => r.Soort == "afsluiting").ToList();
        if (afsluiting.Count != 1) throw new Fout("Het bord is niet (precies één keer) afgesloten: er is nog niets te tellen.");
        if (afsluiting[0].Json.GetProperty("biljetten").GetInt32() != geldig.Count)
            fouten.Add($"De afsluiting noemt {afsluiting[0].Json.GetProperty("biljetten").GetInt32()} biljetten en er staan er {geldig.Count}.");
        if (eerder is not null) Vergelijk(regels, eerder);
        if (ontvangst is not null) Vind(regels, ontvangst);
        if (volgcode is not null) Zoek(regels, geldig, volgcode);
        if (fouten.Count > 0) return;
        Uitslag(regels, stemming, geldig, afsluiting[0].Hash);
    }

    // --- the chain ---

    private (List<Regel> Regels, Vote Stemming) Begin(JsonElement bestand)
    {
        var formaat = Tekst(bestand, "formaat");
        if (formaat is not (Formaat1 or Formaat2)) throw new Fout($"Dit is geen bestand van de vorm {Formaat1} of {Formaat2}.");
        var regels = Keten(bestand);
        var stemming = Instelling(regels);
        if (stemming.Formaat != formaat) throw new Fout($"Dit is geen bestand van de vorm {formaat}.");
        if (stemming.Ceremonie is null && regels.Exists(r => r.Soort == "akkoord")) throw new Fout("In dit formaat tekenen sleutelhouders niet.");
        return (regels, stemming);
    }

    private List<Regel> Keten(JsonElement bestand)
    {
        Velden(bestand, "formaat", "regels");
        var regels = new List<Regel>();
        var (vorige, soort) = ("", 0);
        foreach (var r in bestand.GetProperty("regels").EnumerateArray())
        {
            Velden(r, "nr", "soort", "inhoud", "vorige", "hash");
            var regel = new Regel(r.GetProperty("nr").GetInt32(), Tekst(r, "soort"), Tekst(r, "inhoud"), Tekst(r, "hash"), default);
            if (regel.Nr != regels.Count) throw new Fout($"Regel {regels.Count} ontbreekt: er is een regel weggehaald of verplaatst.");
            if (Tekst(r, "vorige") != vorige) throw new Fout($"Regel {regel.Nr} sluit niet aan op de regel ervoor.");
            if (Sha256($"{vorige}\n{regel.Nr.ToString(CultureInfo.InvariantCulture)}\n{regel.Soort}\n{regel.Inhoud}") != regel.Hash)
                throw new Fout($"Regel {regel.Nr} is veranderd: de hash is niet die van de inhoud.");
            var plaats = Array.IndexOf(Volgorde, regel.Soort);
            if (plaats < 0 || plaats == 0 != (regel.Nr == 0)) throw new Fout($"Regel {regel.Nr} is van een soort ('{regel.Soort}') die daar niet hoort.");
            // Ballots and opened ballots come in any order among themselves; all else in one order.
            if ((plaats == 3 ? 2 : plaats) < soort) throw new Fout($"Regel {regel.Nr} ('{regel.Soort}') staat te laat: het bord was al verder.");
            soort = plaats == 3 ? 2 : plaats;
            vorige = regel.Hash;
            using var inhoud = JsonDocument.Parse(regel.Inhoud, Streng);
            if (plaats > 0 && Geschreven.Fout(regel.Soort, regel.Inhoud, inhoud.RootElement) is { } anders) throw new Fout($"Regel {regel.Nr} {anders}");
            regels.Add(regel with { Json = inhoud.RootElement.Clone() });
        }
        if (regels.Count == 0) throw new Fout("Het bord is leeg.");
        goed.Add($"De keten van {regels.Count} regels sluit; de laatste hash is {vorige}.");
        return regels;
    }

    // --- the vote and its keys ---

    private Vote Instelling(List<Regel> regels)
    {
        var i = regels[0].Json;
        var tweede = i.TryGetProperty("formaat", out _);
        if (tweede) Velden(i, "formaat", "stemming", "onderwerp", "besluit", "opties", "kiezers", "kiezersHash", "ceremonie", "k", "sleutelhouders", "publiek");
        else Velden(i, "stemming", "onderwerp", "opties", "kiezers", "sleutelhouders", "publiek");
        _ = Tekst(i, "onderwerp");
        if (tweede && Tekst(i, "formaat") != Formaat2) throw new Fout($"Dit is geen bord van de vorm {Formaat2}.");
        var geheel = Tekst(i, "publiek");
        var (houders, ceremonie) = tweede ? Ceremonie(i, geheel) : (Sleutels(i, geheel), null);
        var kiezers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var k in i.GetProperty("kiezers").EnumerateArray())
        {
            Velden(k, "lid", "naam");
            if (!kiezers.TryAdd(Tekst(k, "lid"), Tekst(k, "naam"))) throw new Fout($"{Tekst(k, "naam")} staat twee keer op de lijst van stemgerechtigden.");
        }
        var opties = i.GetProperty("opties").EnumerateArray().Select(o => o.GetString() ?? throw new Fout("Een keuze is leeg.")).ToList();
        if (opties.Count < 2 || opties.Distinct().Count() != opties.Count) throw new Fout("Er zijn geen twee verschillende keuzes.");
        if (ceremonie is not null)
        {
            _ = Tekst(i, "besluit");
            if (Tekst(i, "kiezersHash") != Lijsthash(kiezers)) throw new Fout("De hash op regel 0 is niet die van de lijst van stemgerechtigden.");
            goed.Add($"Het begin (de hash van regel 0) is {regels[0].Hash}; de hash van de lijst van {kiezers.Count} stemgerechtigden is {Lijsthash(kiezers)}.");
        }
        return new(tweede ? Formaat2 : Formaat1, Tekst(i, "stemming"), geheel, Punt(geheel, "de sleutel"), opties, kiezers, houders, regels[0].Hash, ceremonie);
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
            if (!Daag(Formaat1, "sleutel", Sha256(naam), publiek, Hex(Terug(P256.G, z, y, c))).Equals(c)) throw new Fout($"Het bewijs bij de sleutel van {naam} klopt niet.");
            if (houders.Exists(x => x.Publiek == publiek)) throw new Fout($"De sleutel van {naam} staat er twee keer.");
            houders.Add((naam, publiek));
            samen = samen.Add(y);
        }
        if (houders.Count < 2) throw new Fout("Eén sleutelhouder zou alle biljetten kunnen lezen; er moeten er minstens twee zijn.");
        if (samen.IsInfinity || Hex(samen) != geheel) throw new Fout("De sleutel van de stemming is niet de som van de sleutels van de houders.");
        goed.Add($"Dit bord is van de oude vorm {Formaat1}: het is nagekeken met de regels van toen, die minder bewijzen (docs/stembord.md).");
        goed.Add($"{houders.Count} sleutelhouders hebben elk bewezen dat zij hun sleutel kennen: {string.Join(", ", houders.Select(h => h.Naam))}.");
        return houders;
    }

    private (List<(string Naam, string Publiek)> Houders, Ceremonieuitkomst Ceremonie) Ceremonie(JsonElement i, string geheel)
    {
        var c = Ceremoniecontrole.Klaar(i.GetProperty("ceremonie"));
        if (i.GetProperty("k").GetInt32() != c.K) throw new Fout("Regel 0 noemt een ander aantal houders dat samen de uitslag opent dan de ceremonie.");
        if (geheel != c.Publiek) throw new Fout("De sleutel van de stemming is niet die van de ceremonie.");
        var houders = new List<(string Naam, string Publiek)>();
        foreach (var h in i.GetProperty("sleutelhouders").EnumerateArray())
        {
            Velden(h, "naam", "publiek");
            houders.Add((Tekst(h, "naam"), Tekst(h, "publiek")));
        }
        if (!houders.SequenceEqual(c.Houders.Select(h => (h.Naam, h.Publiek)))) throw new Fout("De sleutelhouders op regel 0 zijn niet die van de ceremonie.");
        goed.Add($"De ceremonie klopt: van {houders.Count} sleutelhouders openen er {c.K} samen de uitslag ({string.Join(", ", houders.Select(h => h.Naam))}).");
        return (houders, c);
    }

    private static string Lijsthash(IEnumerable<KeyValuePair<string, string>> leden) => Sha256(string.Join('\n', leden.Select(k => $"{k.Key}|{Sha256(k.Value)}")));

    // Enough holders signed the first line before anyone voted.
    private void Akkoorden(List<Regel> regels, Vote v)
    {
        var geweest = new List<int>();
        foreach (var r in regels.Where(r => r.Soort == "akkoord"))
        {
            var houder = v.Ceremonie!.Tekende(v.Begin, r.Inhoud, r.Json);
            if (houder == 0 || geweest.Contains(houder)) throw new Fout($"Regel {r.Nr}: dit akkoord is niet van een sleutelhouder, of van een die al tekende.");
            geweest.Add(houder);
        }
        if (geweest.Count < v.Nodig) throw new Fout($"Er tekenden {geweest.Count} sleutelhouders voor deze stemming; er zijn er {v.Nodig} nodig voordat iemand stemt.");
        goed.Add($"Voor deze stemming tekenden: {string.Join(", ", geweest.Select(l => v.Houders[l - 1].Naam))}.");
    }

    // --- the ballots ---

    private Dictionary<string, Regel> Biljetten(List<Regel> regels, Vote v)
    {
        var geldig = new Dictionary<string, Regel>(StringComparer.Ordinal);
        var biljetten = regels.Where(r => r.Soort == "biljet").ToList();
        var wat = biljetten.AsParallel().AsOrdered().Select(r => BiljetFout(r.Json, v)).ToList();
        foreach (var (r, fout) in biljetten.Zip(wat))
        {
            var lid = Tekst(r.Json, "lid");
            if (!v.Kiezers.TryGetValue(lid, out var naam)) fouten.Add($"Regel {r.Nr}: een biljet van iemand die niet op de lijst staat.");
            else if (fout is not null) fouten.Add($"Regel {r.Nr}, het biljet van {naam}: {fout}");
            else geldig[lid] = r;
        }
        // Each ballot names the one before it of that member: none can be put in its place, left out or repeated.
        var laatste = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var r in v.Ceremonie is null ? [] : biljetten)
        {
            var (lid, vorige) = (Tekst(r.Json, "lid"), r.Json.TryGetProperty("vorige", out var eerder) ? eerder.GetString() : null);
            if (vorige != laatste.GetValueOrDefault(lid, v.Begin)) fouten.Add($"Regel {r.Nr}: dit biljet volgt niet op het vorige van dit lid.");
            laatste[lid] = r.Hash;
        }
        // A ballot that stands there again after another would count in its place.
        var cijfers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var r in biljetten)
            if (!Cijfers(r.Json).TrueForAll(cijfers.Add)) fouten.Add($"Regel {r.Nr}: dit biljet, of een deel ervan, stond al eerder op het bord.");
        var geopend = regels.Where(r => r.Soort == "geopend").ToList();
        foreach (var r in geopend)
        {
            var biljet = r.Json.GetProperty("biljet");
            if (BiljetFout(biljet, v) is { } fout) fouten.Add($"Regel {r.Nr}, een geopend biljet: {fout}");
            else if (!Opent(biljet, r.Json.GetProperty("opening"),
                v)) fouten.Add($"Regel {r.Nr}: het geopende biljet bevat iets anders dan was gekozen. De software heeft gelogen.");
            if (Cijfers(biljet).Exists(cijfers.Contains))
                fouten.Add($"Regel {r.Nr}: een geopend biljet is ook als stem geteld; die stem is niet meer geheim.");
        }
        goed.Add($"{biljetten.Count} biljetten zijn in orde; {geldig.Count} van {v.Kiezers.Count} leden hebben gestemd ({biljetten.Count - geldig.Count} vervangen, "
            + $"{geopend.Count} geopend ter controle).");
        var stemden = v.Kiezers.Where(k => geldig.ContainsKey(k.Key)).ToList();
        goed.Add($"Wie stemde: {(stemden.Count == 0 ? "niemand" : string.Join(", ", stemden.Select(k => k.Value)))}. De hash van die lijst is {Lijsthash(stemden)}.");
        return geldig;
    }

    private static string? BiljetFout(JsonElement biljet, Vote v)
    {
        try
        {
            var opties = biljet.GetProperty("opties").EnumerateArray().Select(o => (A: Tekst(o, "a"), B: Tekst(o, "b"), Bewijs: o.GetProperty("bewijs"))).ToList();
            if (opties.Count != v.Opties.Count) return "het heeft niet zoveel keuzes als de stemming.";
            if (biljet.TryGetProperty("vorige", out var vorige) != v.Ceremonie is not null || v.Ceremonie is not null && !IsHash(vorige.GetString()))
                return "het heeft niet de juiste vorm.";
            var cijfers = Sha256(string.Join('|', opties.SelectMany(o => (string[])[o.A, o.B])));
            string[] over = v.Ceremonie is null ? [v.Stemming, v.Publiek, Tekst(biljet, "lid"), cijfers] : [v.Begin, Tekst(biljet, "lid"), vorige.GetString()!, cijfers];
            ECPoint somA = P256.Curve.Infinity, somB = P256.Curve.Infinity;
            for (var i = 0; i < opties.Count; i++)
            {
                var (a, b) = (Punt(opties[i].A, "een cijfertekst"), Punt(opties[i].B, "een cijfertekst"));
                if (opties[i].Bewijs.GetArrayLength() != 2) return "een bewijs ontbreekt.";
                var (c0, z0) = Bewijs(opties[i].Bewijs[0]);
                var (c1, z1) = Bewijs(opties[i].Bewijs[1]);
                var een = b.Subtract(P256.G).Normalize();
                var c = Daag(v.Formaat, "optie", [.. over, i.ToString(CultureInfo.InvariantCulture), Hex(Terug(P256.G, z0, a, c0)), Hex(Terug(v.Y, z0, b, c0)),
                    Hex(Terug(P256.G, z1, a, c1)), Hex(Terug(v.Y, z1, een, c1))]);
                if (!c.Equals(c0.Add(c1).Mod(P256.N))) return $"het bewijs bij keuze {i + 1} klopt niet.";
                (somA, somB) = (somA.Add(a), somB.Add(b));
            }
            var (cs, zs) = Bewijs(biljet.GetProperty("som"));
            if (!Daag(v.Formaat, "som", [.. over, Hex(Terug(P256.G, zs, somA, cs)), Hex(Terug(v.Y, zs, somB.Subtract(P256.G), cs))]).Equals(cs))
                return "het bewijs dat er precies één keuze is gemaakt klopt niet.";
            return null;
        }
        catch (Fout f) { return f.Message; }
        catch (Exception e) when (Vormfout(e)) { return "het heeft niet de juiste vorm."; }
    }

    private static List<string> Cijfers(JsonElement biljet) => [.. biljet.GetProperty("opties").EnumerateArray().Select(o => Tekst(o, "a"))];

    private static bool Opent(JsonElement biljet, JsonElement opening, Vote v)
    {
        var keuze = opening.GetProperty("keuze").GetInt32();
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

    // To a board is only added: an older copy is its beginning.
    private void Vergelijk(List<Regel> regels, string eerder)
    {
        List<(string Inhoud, string Hash)> oud;
        try
        {
            using var document = JsonDocument.Parse(eerder, Streng);
            oud = [.. document.RootElement.GetProperty("regels").EnumerateArray().Select(r => (Tekst(r, "inhoud"), Tekst(r, "hash")))];
        }
        catch (Exception e) when (e is Fout || Vormfout(e)) { fouten.Add("Het bestand dat u eerder bewaarde, is geen bord."); return; }
        var anders = oud.Index().Where(o => o.Index >= regels.Count || regels[o.Index].Hash != o.Item.Hash || regels[o.Index].Inhoud != o.Item.Inhoud).Select(o => o.Index)
            .FirstOrDefault(-1);
        if (oud.Count == 0 || anders >= 0)
            fouten.Add($"Dit bord is niet het vervolg van het bord dat u eerder bewaarde: regel {Math.Max(anders, 0)} is veranderd of weg.");
        else goed.Add($"De {oud.Count} regels van het bord dat u eerder bewaarde, staan er nog precies zo.");
    }

    // The line that a voter was told of when the ballot was cast.
    private void Vind(List<Regel> regels, string ontvangst)
    {
        var delen = ontvangst.Split(':', 2);
        if (delen.Length != 2 || !int.TryParse(delen[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var nr) || Kort(delen[1]) is not { } kort)
            fouten.Add($"Een ontvangstbewijs is het nummer van de regel, een dubbele punt, en minstens {KortsteCode} tekens van haar hash.");
        else if (nr >= regels.Count || regels[nr].Soort != "biljet" || !regels[nr].Hash.StartsWith(kort, StringComparison.Ordinal))
            fouten.Add($"Regel {nr} is niet het biljet van uw ontvangstbewijs. Het bord is veranderd nadat u stemde.");
        else goed.Add($"Regel {nr} is het biljet van uw ontvangstbewijs.");
    }

    private void Zoek(List<Regel> regels, Dictionary<string, Regel> geldig, string volgcode)
    {
        if (Kort(volgcode) is not { } kort) { fouten.Add($"Een volgcode heeft minstens {KortsteCode} tekens. Neem haar over uit het bestand dat u bewaarde."); return; }
        if (regels.LastOrDefault(r => r.Soort == "biljet" && Sha256(r.Inhoud).StartsWith(kort, StringComparison.Ordinal)) is not { } gevonden)
            fouten.Add($"Er staat geen biljet met volgcode {kort} op het bord.");
        else if (!geldig.ContainsValue(gevonden)) fouten.Add($"Het biljet met volgcode {kort} is later door een ander biljet vervangen, of ongeldig.");
        else goed.Add($"Het biljet met volgcode {kort} staat op regel {gevonden.Nr} en telt mee.");
    }

    // Two ballots with the same short beginning are found in seconds; with these many signs nobody finds them.
    private static string? Kort(string volgcode) =>
        string.Concat(volgcode.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToLowerInvariant() is { Length: >= KortsteCode and <= 64 } kort ? kort : null;

    // --- the outcome ---

    private void Uitslag(List<Regel> regels, Vote v, Dictionary<string, Regel> geldig, string hoofd)
    {
        var gezegd = regels.Where(r => r.Soort == "uitslag").ToList();
        if (gezegd.Count != 1) throw new Fout("Er staat geen uitslag op het bord: niet alle sleutelhouders hebben hun deel gegeven.");
        var stemmen = gezegd[0].Json.GetProperty("stemmen").EnumerateArray().Select(s => s.GetInt32()).ToList();
        if (stemmen.Count != v.Opties.Count || stemmen.Any(s => s < 0) || stemmen.Sum() != geldig.Count)
            throw new Fout($"De uitslag telt op tot {stemmen.Sum()}, en er zijn {geldig.Count} geldige biljetten.");
        if (geldig.Count > 0)
        {
            var sommen = v.Opties.Select((_, i) => geldig.Values.Select(r => r.Json.GetProperty("opties")[i])
                .Aggregate((A: P256.Curve.Infinity, B: P256.Curve.Infinity), (s, o) => (s.A.Add(Punt(Tekst(o, "a"), "")), s.B.Add(Punt(Tekst(o, "b"), ""))))).ToList();
            var resten = sommen.Select(s => s.B).ToList();
            var geweest = new List<(int Houder, List<ECPoint> D)>();
            foreach (var r in regels.Where(r => r.Soort == "deel"))
            {
                var houder = r.Json.GetProperty("houder").GetInt32();
                var plaats = houder - v.Eerste;
                if (plaats < 0 || plaats >= v.Houders.Count || geweest.Exists(g => g.Houder == houder))
                    throw new Fout($"Regel {r.Nr}: een deel van een onbekende sleutelhouder, of een tweede.");
                var (naam, publiek) = v.Houders[plaats];
                var eigen = new List<ECPoint>();
                var delen = r.Json.GetProperty("opties").EnumerateArray().ToList();
                if (delen.Count != v.Opties.Count) throw new Fout($"Regel {r.Nr}: het deel van {naam} is niet volledig.");
                foreach (var (i, deel) in delen.Index())
                {
                    var (d, (c, z)) = (Punt(Tekst(deel, "d"), "een deel"), Bewijs(deel.GetProperty("bewijs")));
                    var a = sommen[i].A.Normalize();
                    var t = Daag(v.Formaat, "deel", v.Ceremonie is null ? v.Stemming : v.Begin, hoofd, houder.ToString(CultureInfo.InvariantCulture), publiek,
                        i.ToString(CultureInfo.InvariantCulture), Hex(a), Hex(d), Hex(Terug(P256.G, z, Punt(publiek, "een sleutel"), c)), Hex(Terug(a, z, d, c)));
                    if (!t.Equals(c)) throw new Fout($"Het deel van {naam} hoort niet bij dit bord: er is na de sluiting iets veranderd, of het deel is onjuist.");
                    eigen.Add(d);
                }
                geweest.Add((houder, eigen));
            }
            if (geweest.Count < v.Nodig) throw new Fout(v.Ceremonie is null ? "Het deel van een sleutelhouder ontbreekt."
                : $"Er zijn {geweest.Count} delen; er zijn er {v.Nodig} nodig.");
            foreach (var i in Enumerable.Range(0, resten.Count)) resten[i] = resten[i].Subtract(Samen(geweest, v, i));
            foreach (var (i, rest) in resten.Index())
                if (!P256.G.Multiply(BigInteger.ValueOf(stemmen[i])).Equals(rest.Normalize()))
                    throw new Fout($"De uitslag klopt niet: voor '{v.Opties[i]}' zijn geen {stemmen[i]} stemmen uitgebracht.");
        }
        goed.Add("De uitslag volgt uit de biljetten: " + string.Join(", ", v.Opties.Zip(stemmen, (o, n) => $"{o} {n}")) + ".");
    }

    // All parts together, or what the first k of them say; those on top must say the same.
    private static ECPoint Samen(List<(int Houder, List<ECPoint> D)> delen, Vote v, int optie)
    {
        if (v.Ceremonie is null) return delen.Aggregate(P256.Curve.Infinity, (som, d) => som.Add(d.D[optie]));
        var eerste = delen.Take(v.Nodig).ToList();
        ECPoint Op(int plaats) => eerste.Aggregate(P256.Curve.Infinity,
            (som, d) => som.Add(d.D[optie].Multiply(Ceremoniecontrole.Gewicht(d.Houder, eerste.Select(e => e.Houder), plaats)))).Normalize();
        if (delen.Skip(v.Nodig).Any(d => !Op(d.Houder).Equals(d.D[optie].Normalize()))) throw new Fout("De delen van de sleutelhouders spreken elkaar tegen.");
        return Op(0);
    }
}
