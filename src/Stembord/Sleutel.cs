using System.Text.Json.Serialization;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>What a holder of a key publishes: the public half, and the proof that it knows the other (so that no key is made out of those of others).</summary>
public sealed record Sleutelhouder
{
    public string Naam { get; init; } = "";
    public string Publiek { get; init; } = "";

    /// <summary>In format 2 it is not there: the ceremony proves more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Bewijs? Bewijs { get; init; }

    public bool Klopt() => Bewijs is not null && Groep.Punt(Publiek, out var y) && Bewijs.Lees(out var c, out var z)
        && c.Equals(Groep.Uitdaging("sleutel", Groep.Hash(Naam), Publiek, Groep.Tekst(Groep.Terug(Groep.G, z, y, c))));

    /// <summary>The key with which ballots are encrypted: the sum of the public halves. Only all holders together can open what it closes.</summary>
    public static string Samen(IEnumerable<Sleutelhouder> houders) => Groep.Tekst(houders.Select(h => Groep.Punt(h.Publiek, out var y) ? y
        : throw new FormatException($"De sleutel van {h.Naam} is geen punt.")).Aggregate((a, b) => a.Add(b)).Normalize());
}

/// <summary>Of which board a key opened the sums: the vote, and the hash of its closing line.</summary>
public sealed record Gebruik
{
    public string Stemming { get; init; } = "";
    public string Hoofd { get; init; } = "";
}

/// <summary>What a holder keeps in a file of its own, and gives to nobody.</summary>
public sealed record Sleutel
{
    public string Formaat { get; init; } = Groep.Formaat;
    public string Naam { get; init; } = "";
    public string Geheim { get; init; } = "";

    /// <summary>The boards for which it was used: of one vote never a second.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public List<Gebruik>? Gebruikt { get; init; }

    public static Sleutel Nieuw(string naam) => new() { Naam = naam, Geheim = Groep.Tekst(Groep.Geheim()) };

    private BigInteger X => Groep.Getal(Geheim, out var x) && x.SignValue > 0 ? x : throw new FormatException("Dit is geen sleutelbestand.");

    /// <summary>The half that may be seen by all.</summary>
    public Sleutelhouder Publiek()
    {
        var (x, w) = (X, Groep.Geheim());
        var publiek = Groep.Tekst(Groep.G.Multiply(x).Normalize());
        var c = Groep.Uitdaging("sleutel", Groep.Hash(Naam), publiek, Groep.Tekst(Groep.G.Multiply(w).Normalize()));
        return new() { Naam = Naam, Publiek = publiek, Bewijs = new() { C = Groep.Tekst(c), Z = Groep.Tekst(w.Add(c.Multiply(x)).Mod(Groep.Orde)) } };
    }

    /// <summary>This holder's part of opening the sums of a closed vote; bound to the last line of its board. Throws <see cref="FormatException"/> with the reason when it
    /// refuses.</summary>
    /// <param name="bord">The board, checked.</param>
    /// <param name="hoofd">The hash of the closing line as it was read out in the meeting, or its first 32 characters or more; blanks and hyphens do not count.</param>
    /// <returns>The part, and the key as it is to be kept from now on: it remembers for which board it was used.</returns>
    public (Ontcijferdeel Deel, Sleutel Na) Ontcijfer(Nagekeken bord, string hoofd)
    {
        var (stand, publiek) = (bord.Stand, Groep.Tekst(Groep.G.Multiply(X).Normalize()));
        var houder = stand.Instelling.Formaat is null ? stand.Instelling.Sleutelhouders.FindIndex(h => h.Publiek == publiek) : -1;
        if (houder < 0) throw new FormatException("Deze sleutel hoort niet bij deze stemming.");
        var nu = bord.MagOpen(hoofd, Gebruikt ?? []);
        var deel = new Ontcijferdeel { Houder = houder, Opties = [.. stand.Sommen.Select((som, i) => Deel(stand, houder, publiek, i, som.A))] };
        return (deel, this with { Gebruikt = [.. (Gebruikt ?? []).Where(g => g != nu), nu] });
    }

    private Optiedeel Deel(Stand stand, int houder, string publiek, int optie, ECPoint a)
    {
        var d = Groep.Tekst(a.Multiply(X).Normalize());
        return new() { D = d, Bewijs = Bewijs.Gelijk(Groep.Formaat, X, a, "deel", Ontcijferdeel.Over(stand, houder, publiek, optie, a, d)) };
    }
}

/// <summary>What one holder computed for one option.</summary>
public sealed record Optiedeel
{
    public string D { get; init; } = "";
    public Bewijs Bewijs { get; init; } = new();
}

/// <summary>One holder's part of opening the result, with the proof that it used the key that belongs to it.</summary>
public sealed record Ontcijferdeel
{
    /// <summary>The place of the holder: in format 1 from 0 on, in format 2 from 1 on.</summary>
    public int Houder { get; init; } = -1;
    public List<Optiedeel> Opties { get; init; } = [];

    internal static string[] Over(Stand stand, int houder, string publiek, int optie, ECPoint a, string d) =>
        [stand.Instelling.Formaat is null ? stand.Instelling.Stemming : stand.Instelling.Begin, stand.Hoofd, $"{houder}", publiek, $"{optie}", Groep.Tekst(a), d];

    public bool Klopt(Stand stand)
    {
        var (instelling, plaats) = (stand.Instelling, Houder - stand.Instelling.Eerste);
        if (plaats < 0 || plaats >= instelling.Sleutelhouders.Count || Opties.Count != stand.Sommen.Count) return false;
        var publiek = instelling.Sleutelhouders[plaats].Publiek;
        return Groep.Punt(publiek, out var y) && Opties.Index().All(o => Groep.Punt(o.Item.D, out var d) && o.Item.Bewijs.IsGelijk(instelling.Vorm, y, stand.Sommen[o.Index].A, d,
            "deel", Over(stand, Houder, publiek, o.Index, stand.Sommen[o.Index].A, o.Item.D)));
    }
}
