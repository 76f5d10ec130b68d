using System.Globalization;
using System.Text.Json;
using Org.BouncyCastle.Math;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;
using static Brink.Controle.Vorm;

namespace Brink.Controle;

/// <summary>What a ceremony came to: who holds, which k of them open, the key, and with what each signs.</summary>
internal sealed record Ceremonieuitkomst(string Cer, int K,
    IReadOnlyList<(string Naam, string Publiek, ECPoint Teken, string Tekentekst)> Houders, string Publiek)
{
    /// <summary>The place of the holder who signed line 0 of a vote; 0: nobody did.</summary>
    public int Tekende(string begin, string inhoud, JsonElement akkoord)
    {
        var plaats = Geheel(akkoord.GetProperty("houder"));
        if (plaats < 1 || plaats > Houders.Count) return 0;
        var (_, _, teken, tekst) = Houders[plaats - 1];
        return Ceremoniecontrole.Kent(akkoord.GetProperty("handtekening"), teken, tekst, "handtekening", "akkoord", Cer, begin,
            Sha256(Ceremoniecontrole.Kaal(inhoud)))
            ? plaats : 0;
    }
}

/// <summary>Checks the chain of a ceremony (docs/stembord.md, the ceremony): that each round is as it must be,
/// and which key follows from it.</summary>
public sealed class Ceremoniecontrole
{
    private const string Formaat = "brink-ceremonie-1";
    private const int MeesteHouders = 15;
    private readonly Dictionary<int, JsonElement> certificaten = [];
    private readonly Dictionary<int, List<ECPoint>> veeltermen = [];
    private readonly HashSet<int> aanvaard = [];
    private readonly Dictionary<(int Van, int Naar), (string E, string V)> delen = [];
    private readonly List<string> hashes = [];
    private readonly List<string> namen = [];
    private int k;
    private bool klacht;

    private int N => namen.Count;
    private string Cer => hashes[0];
    private string Hoofd1 => hashes[N];
    private string Hoofd2 => hashes[2 * N];

    /// <summary>Checks a file; null when it holds, else what is wrong.</summary>
    public static string? WaaromNiet(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Streng);
            Velden(document.RootElement, "formaat", "regels");
            if (Tekst(document.RootElement, "formaat") != Formaat) return $"Dit is geen bestand van de vorm {Formaat}.";
            new Ceremoniecontrole().Lees(document.RootElement.GetProperty("regels"));
            return null;
        }
        catch (Exception e) when (e is Fout || Vormfout(e)) { return e is Fout ? e.Message : "Het bestand heeft niet de juiste vorm."; }
    }

    /// <summary>Checks the lines of a ceremony that must be done.</summary>
    internal static Ceremonieuitkomst Klaar(JsonElement regels)
    {
        var c = new Ceremoniecontrole();
        c.Lees(regels);
        if (c.klacht || c.aanvaard.Count < c.N) throw new Fout("De ceremonie op regel 0 is niet afgemaakt.");
        return new(c.Cer, c.k, [.. Enumerable.Range(1, c.N)
            .Select(l => (c.namen[l - 1], Hex(c.Publiek(l)), Punt(Tekst(c.certificaten[l], "teken"), "een sleutel"),
            Tekst(c.certificaten[l], "teken")))], Hex(c.Samen()));
    }

    private void Lees(JsonElement regels)
    {
        var vorige = "";
        foreach (var (nr, r) in regels.EnumerateArray().Index())
        {
            Velden(r, "nr", "soort", "inhoud", "vorige", "hash");
            var (soort, tekst) = (Tekst(r, "soort"), Tekst(r, "inhoud"));
            Eis(Geheel(r.GetProperty("nr")) == nr && Tekst(r, "vorige") == vorige
                && Tekst(r, "hash") == Sha256($"{vorige}\n{nr.ToString(CultureInfo.InvariantCulture)}\n{soort}\n{tekst}"),
                $"Regel {nr} van de ceremonie ontbreekt of is veranderd.");
            using var inhoud = JsonDocument.Parse(tekst, Streng);
            if (nr == 0) Begin(soort, inhoud.RootElement);
            Eis(Geschreven.Fout(soort, tekst, inhoud.RootElement) is null,
                $"Regel {nr} van de ceremonie is niet geschreven zoals het formaat het vraagt.");
            if (nr > 0) Regel(soort, tekst, inhoud.RootElement.Clone());
            vorige = Tekst(r, "hash");
            hashes.Add(vorige);
        }
        Eis(hashes.Count > 0, "De ceremonie is leeg.");
    }

    private void Begin(string soort, JsonElement i)
    {
        Eis(soort == "ceremonie", "De ceremonie begint niet met regel 0.");
        Velden(i, "formaat", "ceremonie", "vergadering", "k", "houders");
        Eis(Tekst(i, "formaat") == Formaat, $"Dit is geen ceremonie van de vorm {Formaat}.");
        Eis(IsUuid(Tekst(i, "ceremonie")), "De ceremonie heeft geen uuid.");
        Eis(Tekst(i, "vergadering").Length > 0, "De ceremonie noemt geen vergadering.");
        k = Geheel(i.GetProperty("k"));
        var werkgevers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var h in i.GetProperty("houders").EnumerateArray())
        {
            Velden(h, "naam", "werkgever");
            Eis(Tekst(h, "naam").Length > 0 && Tekst(h, "werkgever").Length > 0, "Een sleutelhouder heeft geen naam, of geen werkgever.");
            Eis(!namen.Contains(Tekst(h, "naam"), StringComparer.Ordinal) && werkgevers.Add(Tekst(h, "werkgever")),
                "Een sleutelhouder of een werkgever staat er twee keer.");
            namen.Add(Tekst(h, "naam"));
        }
        Eis(N is >= 2 and <= MeesteHouders && k <= N && 2 * k > N,
            "Het aantal houders, of het aantal dat samen de uitslag opent, kan niet.");
    }

    private void Regel(string soort, string tekst, JsonElement r)
    {
        Eis(soort is "certificaat" or "veelterm" or "aanvaarding" or "klacht",
            $"Een regel van de soort '{soort}' hoort niet in een ceremonie.");
        var houder = Geheel(r.GetProperty("houder"));
        Eis(houder >= 1 && houder <= N, "Deze sleutelhouder doet niet mee aan de ceremonie.");
        var ronde = klacht || aanvaard.Count == N ? "" : certificaten.Count < N ? "certificaat" : veeltermen.Count < N ? "veelterm"
            : "aanvaarding";
        Eis(soort == ronde || soort == "klacht" && ronde == "aanvaarding", $"Een regel van de soort '{soort}' hoort niet in deze ronde.");
        Eis(!(ronde switch
        {
            "certificaat" => certificaten.ContainsKey(houder),
            "veelterm" => veeltermen.ContainsKey(houder),
            _ => aanvaard.Contains(houder)
        }),
            $"{namen[houder - 1]} gaf deze regel al.");
        var waarop = ronde switch { "certificaat" => Cer, "veelterm" => Hoofd1, _ => Hoofd2 };
        switch (soort)
        {
            case "certificaat": Certificaat(houder, r); break;
            case "veelterm": Veelterm(houder, r); break;
            case "aanvaarding": Aanvaarding(houder, r); break;
            default: Klacht(houder, r); break;
        }
        var teken = Tekst(soort == "certificaat" ? r : certificaten[houder], "teken");
        Eis(Kent(r.GetProperty("handtekening"), Punt(teken, "een sleutel"), teken, "handtekening", soort, Cer, waarop, Sha256(Kaal(tekst))),
            "Een handtekening klopt niet.");
        switch (soort)
        {
            case "certificaat": certificaten[houder] = r; break;
            case "aanvaarding": aanvaard.Add(houder); break;
            case "klacht": klacht = true; break;
        }
    }

    private void Certificaat(int houder, JsonElement r)
    {
        var ontvang = Tekst(r, "ontvang");
        Eis(IsHash(Tekst(r, "vastlegging")), "De vastlegging in een certificaat is geen hash.");
        Eis(Kent(r.GetProperty("bewijsOntvang"), Punt(ontvang, "een sleutel"), ontvang, "ontvang", Cer, Cijfer(houder)),
            "Het bewijs in een certificaat klopt niet.");
    }

    private void Veelterm(int houder, JsonElement r)
    {
        var tekst = r.GetProperty("c").EnumerateArray().Select(c => c.GetString() ?? "").ToList();
        Eis(tekst.Count == k, $"Een veelterm heeft geen {k} punten.");
        var punten = tekst.Select(c => Punt(c, "een punt van een veelterm")).ToList();
        var vastlegging = Sha256(string.Join('|', tekst));
        Eis(vastlegging == Tekst(certificaten[houder], "vastlegging"), "Dit is niet de veelterm die in het certificaat is vastgelegd.");
        Eis(Kent(r.GetProperty("bewijs"), punten[0], tekst[0], "veelterm", Cer, Hoofd1, Cijfer(houder), vastlegging),
            "Het bewijs bij een veelterm klopt niet.");
        var gestuurd = r.GetProperty("delen").EnumerateArray()
            .Select(d => (Naar: Geheel(d.GetProperty("naar")), E: Tekst(d, "e"), V: Tekst(d, "v"))).ToList();
        Eis(gestuurd.Select(d => d.Naar).SequenceEqual(Enumerable.Range(1, N).Where(l => l != houder)),
            "Er is niet voor elke andere sleutelhouder precies één deel, op volgorde.");
        foreach (var d in gestuurd)
        {
            (_, _) = (Punt(d.E, "een deel"), Getal(d.V));
            delen[(houder, d.Naar)] = (d.E, d.V);
        }
        veeltermen[houder] = punten;
        if (veeltermen.Count == N)
        {
            Eis(!Samen().IsInfinity && Enumerable.Range(1, N).All(l => !Publiek(l).IsInfinity),
            "De sleutel die hieruit volgt, is geen sleutel.");
        }
    }

    private void Aanvaarding(int houder, JsonElement r)
    {
        var publiek = Tekst(r, "publiek");
        var y = Punt(publiek, "een sleutel");
        Eis(Hex(Publiek(houder)) == publiek, "De sleutel in een aanvaarding volgt niet uit de veeltermen.");
        Eis(Kent(r.GetProperty("bewijs"), y, publiek, "aanvaarding", Cer, Hoofd2, Cijfer(houder)),
            "Het bewijs in een aanvaarding klopt niet.");
    }

    private void Klacht(int houder, JsonElement r)
    {
        var over = Geheel(r.GetProperty("over"));
        Eis(over >= 1 && over <= N && over != houder, "Een klacht gaat over een andere sleutelhouder.");
        var ((e, v), ontvang, gedeeld) = (delen[(over, houder)], Tekst(certificaten[houder], "ontvang"), Tekst(r, "gedeeld"));
        var ((c, z), s) = (Bewijs(r.GetProperty("bewijs")), Punt(gedeeld, "wat is gedeeld"));
        Eis(Daag(Formaat, "klacht", Cer, Hoofd2, Cijfer(houder), Cijfer(over), ontvang, e, gedeeld,
            Hex(Terug(P256.G, z, Punt(ontvang, ""), c)),
            Hex(Terug(Punt(e, ""), z, s, c))).Equals(c), "Het bewijs bij een klacht klopt niet.");
        var deel = Getal(v).Subtract(Daag(Formaat, "masker", Hoofd1, Cijfer(over), Cijfer(houder), e, gedeeld)).Mod(P256.N);
        Eis(!P256.G.Multiply(deel).Equals(Waarde(veeltermen[over], houder)), "Een klacht is ongegrond: het deel past bij de veelterm.");
    }

    private ECPoint Samen() => veeltermen.Values.Aggregate(P256.Curve.Infinity, (som, v) => som.Add(v[0])).Normalize();
    private ECPoint Publiek(int plaats) => veeltermen.Values.Aggregate(P256.Curve.Infinity, (som, v) => som.Add(Waarde(v, plaats)))
        .Normalize();

    // C₀ + plaats·C₁ + plaats²·C₂ + …
    private static ECPoint Waarde(List<ECPoint> punten, int plaats)
    {
        var (som, macht) = (P256.Curve.Infinity, BigInteger.One);
        foreach (var p in punten) (som, macht) = (som.Add(p.Multiply(macht)), macht.Multiply(BigInteger.ValueOf(plaats)).Mod(P256.N));
        return som.Normalize();
    }

    /// <summary>How much the value at a place weighs among those at other places, for the value at <paramref name="op"/>.</summary>
    internal static BigInteger Gewicht(int plaats, IEnumerable<int> plaatsen, int op)
    {
        var (teller, noemer) = (BigInteger.One, BigInteger.One);
        foreach (var m in plaatsen.Where(m => m != plaats))
        {
            (teller, noemer) = (teller.Multiply(BigInteger.ValueOf(op - m)).Mod(P256.N), noemer.Multiply(BigInteger.ValueOf(plaats - m))
                .Mod(P256.N));
        }
        return teller.Multiply(noemer.ModInverse(P256.N)).Mod(P256.N);
    }

    /// <summary>That somebody knows the logarithm of a point (Schnorr).</summary>
    internal static bool Kent(JsonElement bewijs, ECPoint punt, string tekst, string soort, params string[] over)
    {
        var (c, z) = Bewijs(bewijs);
        return Daag(Formaat, soort, [.. over, tekst, Hex(Terug(P256.G, z, punt, c))]).Equals(c);
    }

    /// <summary>What is signed: the content without its last field.</summary>
    internal static string Kaal(string inhoud) => inhoud[..inhoud.LastIndexOf(",\"handtekening\":", StringComparison.Ordinal)] + "}";

    private static string Cijfer(int getal) => getal.ToString(CultureInfo.InvariantCulture);

    private static void Eis(bool goed, string anders)
    {
        if (!goed) throw new Fout(anders);
    }
}
