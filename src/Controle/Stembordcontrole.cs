using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Math;
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
    private const string Formaat = "brink-stembord-1";
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters P256 = Org.BouncyCastle.Asn1.X9.X962NamedCurves.GetByName("prime256v1");
    private const int KortsteCode = 32;

    // A field that is there twice is one thing to this reader and another to the next.
    private static readonly JsonDocumentOptions Streng = new() { AllowDuplicateProperties = false };
    private static readonly string[] Volgorde = ["instelling", "biljet", "geopend", "afsluiting", "deel", "uitslag"];
    private readonly List<string> goed = [];
    private readonly List<string> fouten = [];

    private sealed record Regel(int Nr, string Soort, string Inhoud, string Hash, JsonElement Json);
    private sealed record Vote(string Stemming, string Publiek, ECPoint Y, IReadOnlyList<string> Opties, IReadOnlyDictionary<string, string> Kiezers,
        IReadOnlyList<(string Naam, string Publiek)> Houders);

    private sealed class Fout(string wat) : Exception(wat);

    /// <summary>Checks a board.</summary>
    /// <param name="json">The file, as <c>brink stemming export</c> writes it.</param>
    /// <param name="volgcode">The code of a voter's ballot (or its beginning, at least 32 signs) that must be among those that count; null: none.</param>
    public static Rapport Controleer(string json, string? volgcode = null)
    {
        var controle = new Stembordcontrole();
        try
        {
            controle.Alles(json, volgcode);
        }
        catch (Exception e) when (e is Fout || Vormfout(e))
        {
            controle.fouten.Add(e is Fout ? e.Message : $"Het bestand heeft niet de vorm van {Formaat}. Haal het bord opnieuw op.");
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
            var regels = controle.Keten(document.RootElement);
            var stemming = controle.Instelling(regels);
            using var eigen = JsonDocument.Parse(biljet, Streng);
            Velden(eigen.RootElement, "inhoud", "volgcode", "opening");
            var inhoud = Tekst(eigen.RootElement, "inhoud");
            using var json = JsonDocument.Parse(inhoud, Streng);
            if (Gelezen("biljet", inhoud, json.RootElement) is not null) throw new Fout("Het biljet is niet geschreven zoals het formaat het vraagt.");
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

    private void Alles(string json, string? volgcode)
    {
        using var document = JsonDocument.Parse(json, Streng);
        var regels = Keten(document.RootElement);
        var stemming = Instelling(regels);
        var geldig = Biljetten(regels, stemming);
        var afsluiting = regels.Where(r => r.Soort == "afsluiting").ToList();
        if (afsluiting.Count != 1) throw new Fout("Het bord is niet (precies één keer) afgesloten: er is nog niets te tellen.");
        if (afsluiting[0].Json.GetProperty("biljetten").GetInt32() != geldig.Count)
            fouten.Add($"De afsluiting noemt {afsluiting[0].Json.GetProperty("biljetten").GetInt32()} biljetten en er staan er {geldig.Count}.");
        if (volgcode is not null) Zoek(regels, geldig, volgcode);
        if (fouten.Count > 0) return;
        Uitslag(regels, stemming, geldig, afsluiting[0].Hash);
    }

    // --- the chain ---

    private List<Regel> Keten(JsonElement bestand)
    {
        if (Tekst(bestand, "formaat") != Formaat) throw new Fout($"Dit is geen bestand van de vorm {Formaat}.");
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
            if ((plaats == 2 ? 1 : plaats) < soort) throw new Fout($"Regel {regel.Nr} ('{regel.Soort}') staat te laat: het bord was al verder.");
            soort = plaats == 2 ? 1 : plaats;
            vorige = regel.Hash;
            using var inhoud = JsonDocument.Parse(regel.Inhoud, Streng);
            if (plaats > 0 && Gelezen(regel.Soort, regel.Inhoud, inhoud.RootElement) is { } anders) throw new Fout($"Regel {regel.Nr} {anders}");
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
        Velden(i, "stemming", "onderwerp", "opties", "kiezers", "sleutelhouders", "publiek");
        _ = Tekst(i, "onderwerp");
        var houders = new List<(string, string)>();
        var samen = P256.Curve.Infinity;
        foreach (var h in i.GetProperty("sleutelhouders").EnumerateArray())
        {
            Velden(h, "naam", "publiek", "bewijs");
            Velden(h.GetProperty("bewijs"), "c", "z");
            var (naam, publiek) = (Tekst(h, "naam"), Tekst(h, "publiek"));
            var y = Punt(publiek, "een sleutel");
            var (c, z) = Bewijs(h.GetProperty("bewijs"));
            if (!Daag("sleutel", Sha256(naam), publiek, Hex(Begin(P256.G, z, y, c))).Equals(c)) throw new Fout($"Het bewijs bij de sleutel van {naam} klopt niet.");
            if (houders.Any(x => x.Item2 == publiek)) throw new Fout($"De sleutel van {naam} staat er twee keer.");
            houders.Add((naam, publiek));
            samen = samen.Add(y);
        }
        if (houders.Count < 2) throw new Fout("Eén sleutelhouder zou alle biljetten kunnen lezen; er moeten er minstens twee zijn.");
        var geheel = Tekst(i, "publiek");
        if (samen.IsInfinity || Hex(samen) != geheel) throw new Fout("De sleutel van de stemming is niet de som van de sleutels van de houders.");
        var kiezers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var k in i.GetProperty("kiezers").EnumerateArray())
        {
            Velden(k, "lid", "naam");
            if (!kiezers.TryAdd(Tekst(k, "lid"), Tekst(k, "naam"))) throw new Fout($"{Tekst(k, "naam")} staat twee keer op de lijst van stemgerechtigden.");
        }
        var opties = i.GetProperty("opties").EnumerateArray().Select(o => o.GetString() ?? throw new Fout("Een keuze is leeg.")).ToList();
        if (opties.Count < 2 || opties.Distinct().Count() != opties.Count) throw new Fout("Er zijn geen twee verschillende keuzes.");
        goed.Add($"{houders.Count} sleutelhouders hebben elk bewezen dat zij hun sleutel kennen: {string.Join(", ", houders.Select(h => h.Item1))}.");
        return new(Tekst(i, "stemming"), geheel, Punt(geheel, "de sleutel"), opties, kiezers, houders);
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
        return geldig;
    }

    private static string? BiljetFout(JsonElement biljet, Vote v)
    {
        try
        {
            var opties = biljet.GetProperty("opties").EnumerateArray().Select(o => (A: Tekst(o, "a"), B: Tekst(o, "b"), Bewijs: o.GetProperty("bewijs"))).ToList();
            if (opties.Count != v.Opties.Count) return "het heeft niet zoveel keuzes als de stemming.";
            string[] over = [v.Stemming, v.Publiek, Tekst(biljet, "lid"), Sha256(string.Join('|', opties.SelectMany(o => (string[])[o.A, o.B])))];
            ECPoint somA = P256.Curve.Infinity, somB = P256.Curve.Infinity;
            for (var i = 0; i < opties.Count; i++)
            {
                var (a, b) = (Punt(opties[i].A, "een cijfertekst"), Punt(opties[i].B, "een cijfertekst"));
                if (opties[i].Bewijs.GetArrayLength() != 2) return "een bewijs ontbreekt.";
                var (c0, z0) = Bewijs(opties[i].Bewijs[0]);
                var (c1, z1) = Bewijs(opties[i].Bewijs[1]);
                var een = b.Subtract(P256.G).Normalize();
                var c = Daag("optie", [.. over, i.ToString(CultureInfo.InvariantCulture), Hex(Begin(P256.G, z0, a, c0)), Hex(Begin(v.Y, z0, b, c0)),
                    Hex(Begin(P256.G, z1, a, c1)), Hex(Begin(v.Y, z1, een, c1))]);
                if (!c.Equals(c0.Add(c1).Mod(P256.N))) return $"het bewijs bij keuze {i + 1} klopt niet.";
                (somA, somB) = (somA.Add(a), somB.Add(b));
            }
            var (cs, zs) = Bewijs(biljet.GetProperty("som"));
            if (!Daag("som", [.. over, Hex(Begin(P256.G, zs, somA, cs)), Hex(Begin(v.Y, zs, somB.Subtract(P256.G), cs))]).Equals(cs))
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
        string.Concat(volgcode.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToLowerInvariant() is { Length: >= KortsteCode } kort ? kort : null;

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
            var geweest = new HashSet<int>();
            foreach (var r in regels.Where(r => r.Soort == "deel"))
            {
                var houder = r.Json.GetProperty("houder").GetInt32();
                if (houder < 0 || houder >= v.Houders.Count || !geweest.Add(houder)) throw new Fout($"Regel {r.Nr}: een deel van een onbekende sleutelhouder, of een tweede.");
                var (naam, publiek) = v.Houders[houder];
                var delen = r.Json.GetProperty("opties").EnumerateArray().ToList();
                if (delen.Count != v.Opties.Count) throw new Fout($"Regel {r.Nr}: het deel van {naam} is niet volledig.");
                foreach (var (i, deel) in delen.Index())
                {
                    var (d, (c, z)) = (Punt(Tekst(deel, "d"), "een deel"), Bewijs(deel.GetProperty("bewijs")));
                    var a = sommen[i].A.Normalize();
                    var t = Daag("deel", v.Stemming, hoofd, houder.ToString(CultureInfo.InvariantCulture), publiek, i.ToString(CultureInfo.InvariantCulture), Hex(a), Hex(d),
                        Hex(Begin(P256.G, z, Punt(publiek, "een sleutel"), c)), Hex(Begin(a, z, d, c)));
                    if (!t.Equals(c)) throw new Fout($"Het deel van {naam} hoort niet bij dit bord: er is na de sluiting iets veranderd, of het deel is onjuist.");
                    resten[i] = resten[i].Subtract(d);
                }
            }
            if (geweest.Count != v.Houders.Count) throw new Fout("Het deel van een sleutelhouder ontbreekt.");
            foreach (var (i, rest) in resten.Index())
                if (!P256.G.Multiply(BigInteger.ValueOf(stemmen[i])).Equals(rest.Normalize()))
                    throw new Fout($"De uitslag klopt niet: voor '{v.Opties[i]}' zijn geen {stemmen[i]} stemmen uitgebracht.");
        }
        goed.Add("De uitslag volgt uit de biljetten: " + string.Join(", ", v.Opties.Zip(stemmen, (o, n) => $"{o} {n}")) + ".");
    }

    // --- how a line is written ---

    // Why the content of a line is not written in the one way that there is; null when it is.
    private static string? Gelezen(string soort, string inhoud, JsonElement json)
    {
        try { return inhoud.All(c => c is >= ' ' and <= '~' and not '\\') && Schrijf(soort, json) == inhoud ? null : "is niet geschreven zoals het formaat het vraagt."; }
        catch (Exception e) when (e is Fout || Vormfout(e)) { return "heeft niet de vorm van haar soort."; }
    }

    private static string Schrijf(string soort, JsonElement e) => soort switch
    {
        "biljet" => $"{{\"lid\":{Aan(e, "lid")},\"opties\":{Lijst(e, "opties", o => $"{{\"a\":{Aan(o, "a")},\"b\":{Aan(o, "b")},\"bewijs\":{Lijst(o, "bewijs", Bewijstekst)}}}")},"
            + $"\"som\":{Bewijstekst(e.GetProperty("som"))}}}",
        "geopend" => $"{{\"biljet\":{Schrijf("biljet", e.GetProperty("biljet"))},\"opening\":{Openingtekst(e.GetProperty("opening"))}}}",
        "afsluiting" => $"{{\"geslotenOp\":{Aan(e, "geslotenOp")},\"biljetten\":{Geheel(e.GetProperty("biljetten"))}}}",
        "deel" => $"{{\"houder\":{Geheel(e.GetProperty("houder"))},\"opties\":"
            + $"{Lijst(e, "opties", o => $"{{\"d\":{Aan(o, "d")},\"bewijs\":{Bewijstekst(o.GetProperty("bewijs"))}}}")}}}",
        "uitslag" => $"{{\"stemmen\":{Lijst(e, "stemmen", Geheel)}}}",
        _ => throw new Fout("een onbekende soort"),
    };

    private static string Bewijstekst(JsonElement e) => $"{{\"c\":{Aan(e, "c")},\"z\":{Aan(e, "z")}}}";
    private static string Openingtekst(JsonElement e) => $"{{\"keuze\":{Geheel(e.GetProperty("keuze"))},\"geheimen\":{Lijst(e, "geheimen", g => $"\"{g.GetString()}\"")}}}";
    private static string Aan(JsonElement e, string veld) => $"\"{Tekst(e, veld)}\"";
    private static string Geheel(JsonElement e) => e.GetInt32().ToString(CultureInfo.InvariantCulture);
    private static string Lijst(JsonElement e, string veld, Func<JsonElement, string> een) => $"[{string.Join(',', e.GetProperty(veld).EnumerateArray().Select(een))}]";

    // Where more than one way of writing is allowed, the fields are still these and no others.
    private static void Velden(JsonElement e, params string[] namen)
    {
        if (!e.EnumerateObject().Select(v => v.Name).Order(StringComparer.Ordinal).SequenceEqual(namen.Order(StringComparer.Ordinal)))
            throw new Fout($"Het bestand heeft niet de vorm van {Formaat}: hier horen {string.Join(", ", namen)}, en niets anders.");
    }

    // --- what the format is made of ---

    private static string Tekst(JsonElement e, string veld) => e.GetProperty(veld).GetString() ?? throw new Fout($"'{veld}' is leeg.");
    private static string Sha256(string tekst) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tekst)));
    private static string Hex(ECPoint p) => Convert.ToHexStringLower(p.Normalize().GetEncoded(true));

    private static BigInteger Daag(string soort, params string[] delen) =>
        new BigInteger(1, SHA512.HashData(Encoding.UTF8.GetBytes($"{Formaat}|{soort}|{string.Join('|', delen)}"))).Mod(P256.N);

    // z·P - c·Q
    private static ECPoint Begin(ECPoint p, BigInteger z, ECPoint q, BigInteger c) =>
        Org.BouncyCastle.Math.EC.ECAlgorithms.SumOfTwoMultiplies(p, z, q, P256.N.Subtract(c));

    private static (BigInteger C, BigInteger Z) Bewijs(JsonElement e) => (Getal(Tekst(e, "c")), Getal(Tekst(e, "z")));

    private static BigInteger Getal(string? tekst)
    {
        if (tekst is not { Length: 64 } || !tekst.All(Klein)) throw new Fout("een getal heeft niet de juiste vorm.");
        var getal = new BigInteger(tekst, 16);
        return getal.CompareTo(P256.N) < 0 ? getal : throw new Fout("een getal is te groot.");
    }

    private static ECPoint Punt(string tekst, string wat)
    {
        if (tekst.Length != 66 || !tekst.All(Klein)) throw new Fout($"{wat} heeft niet de juiste vorm.");
        try
        {
            var punt = P256.Curve.DecodePoint(Convert.FromHexString(tekst));
            if (!punt.IsInfinity && punt.IsValid()) return punt;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or FormatException) { }
        throw new Fout($"{wat} ligt niet op de kromme.");
    }

    // What reading JSON of another shape throws.
    private static bool Vormfout(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
        or IndexOutOfRangeException or OverflowException;

    private static bool Klein(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f';
}
