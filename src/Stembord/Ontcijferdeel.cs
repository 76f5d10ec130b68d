using System.Text.Json.Serialization;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>A holder of a key, and the public half of what it holds.</summary>
public sealed record Sleutelhouder
{
    public string Naam { get; init; } = "";
    public string Publiek { get; init; } = "";

    /// <summary>On an old board: that the holder knew the other half. Now the ceremony proves more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Bewijs? Bewijs { get; init; }
}

/// <summary>Of which board a key opened the sums: the vote, and the hash of its closing line.</summary>
public sealed record Gebruik
{
    public string Stemming { get; init; } = "";
    public string Hoofd { get; init; } = "";
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
    /// <summary>The place of the holder, from 1 on.</summary>
    public int Houder { get; init; } = -1;
    public List<Optiedeel> Opties { get; init; } = [];

    internal static string[] Over(Stand stand, int houder, string publiek, int optie, ECPoint a, string d) =>
        [stand.Instelling.Begin, stand.Hoofd, $"{houder}", publiek, $"{optie}", Groep.Tekst(a), d];

    public bool Klopt(Stand stand)
    {
        var houders = stand.Instelling.Sleutelhouders;
        if (stand.Instelling.Formaat is null || Houder < 1 || Houder > houders.Count || Opties.Count != stand.Sommen.Count) return false;
        var publiek = houders[Houder - 1].Publiek;
        return Groep.Punt(publiek, out var y) && Opties.Index()
            .All(o => Groep.Punt(o.Item.D, out var d) && o.Item.Bewijs.IsGelijk(y, stand.Sommen[o.Index].A, d,
            "deel", Over(stand, Houder, publiek, o.Index, stand.Sommen[o.Index].A, o.Item.D)));
    }
}
