using System.Numerics;
using Brink.Registers.Besluitvorming;
using CsCheck;
using Xunit;
using static Brink.Registers.Besluitvorming.Tellen;

namespace Brink.Tests;

/// <summary>Counting: the anchors of the source, and for everything else a second count that was written otherwise.</summary>
public sealed class TellenTests
{
    private static readonly DateTimeOffset Nul = new(2022, 12, 7, 18, 0, 0, TimeSpan.Zero);
    private static readonly Regels Gewoon = new(0, 1, 1, 2, true, false, false, null, true);
    private static readonly Regels TweeDerde = Gewoon with { Teller = 2, Noemer = 3, MeerDan = false };

    private static Opgave Stemming(Stemmodus modus, Regels regels, int leden, params (int Aantal, Keuze Keuze)[] stemmen)
    {
        var namen = Enumerable.Range(0, leden).Select(i => $"{i}").ToList();
        var keuzes = stemmen.SelectMany(s => Enumerable.Repeat(s.Keuze, s.Aantal)).ToList();
        return new(modus, regels, [.. namen.Select(n => new Lidstand(n))], null, [],
            [.. keuzes.Index().Select(k => new Uitgebracht(namen[k.Index], k.Item, Nul))], Nul,
            Nul.AddHours(1));
    }

    [Fact]
    public void Outside_a_meeting_one_missing_vote_is_no_decision()
    {
        var mist = Tel(Stemming(Stemmodus.BuitenVergadering, Gewoon, 40, (39, Keuze.Voor)));
        Assert.Equal(Uitkomst.GeenBesluit, mist.Uitkomst);
        Assert.Contains("wet-unaniem", Assert.Single(mist.Redenen));
        Assert.Equal(Uitkomst.GeenBesluit,
            Tel(Stemming(Stemmodus.BuitenVergadering, Gewoon, 40, (39, Keuze.Voor), (1, Keuze.Onthouding))).Uitkomst);
        Assert.Equal(Uitkomst.GeenBesluit,
            Tel(Stemming(Stemmodus.BuitenVergadering, Gewoon, 40, (39, Keuze.Voor), (1, Keuze.Tegen))).Uitkomst);
        Assert.Equal(Uitkomst.Aangenomen, Tel(Stemming(Stemmodus.BuitenVergadering, Gewoon, 40, (40, Keuze.Voor))).Uitkomst);
    }

    [Theory]
    [InlineData(26, 13, Uitkomst.Aangenomen)] // 78 >= 78
    [InlineData(25, 13, Uitkomst.Verworpen)]  // 75 < 76
    public void Two_thirds_is_exact(int voor, int tegen, Uitkomst verwacht) =>
        Assert.Equal(verwacht, Tel(Stemming(Stemmodus.InDeVergadering, TweeDerde, 40, (voor, Keuze.Voor), (tegen, Keuze.Tegen))).Uitkomst);

    [Fact]
    public void A_tie_is_rejected_and_abstentions_are_not_cast()
    {
        Assert.Equal(Uitkomst.Verworpen,
            Tel(Stemming(Stemmodus.InDeVergadering, Gewoon, 40, (10, Keuze.Voor), (10, Keuze.Tegen), (5, Keuze.Onthouding))).Uitkomst);
        var aan = Tel(Stemming(Stemmodus.InDeVergadering, Gewoon, 40, (11, Keuze.Voor), (10, Keuze.Tegen), (19, Keuze.Onthouding)));
        Assert.Equal((Uitkomst.Aangenomen, 19), (aan.Uitkomst, aan.Aantal(Keuze.Onthouding)));
        Assert.Equal(Uitkomst.Verworpen,
            Tel(Stemming(Stemmodus.InDeVergadering, Gewoon with { OnthoudingTeltMee = true }, 40, (11, Keuze.Voor), (10, Keuze.Tegen),
            (19, Keuze.Onthouding))).Uitkomst);
        Assert.Equal(Uitkomst.Aangenomen,
            Tel(Stemming(Stemmodus.InDeVergadering, Gewoon with { MeerDan = false }, 40, (10, Keuze.Voor), (10, Keuze.Tegen))).Uitkomst);
        Assert.Equal(Uitkomst.Verworpen,
            Tel(Stemming(Stemmodus.InDeVergadering, Gewoon with { MeerDan = false }, 40, (4, Keuze.Onthouding))).Uitkomst);
    }

    [Fact]
    public void Acclamation_with_an_opponent_and_a_poll_decide_nothing()
    {
        Assert.Equal(Uitkomst.GeenBesluit, Tel(Stemming(Stemmodus.Acclamatie, Gewoon, 40, (1, Keuze.Tegen))).Uitkomst);
        Assert.Equal(Uitkomst.Aangenomen, Tel(Stemming(Stemmodus.Acclamatie, Gewoon, 40, (2, Keuze.Onthouding))).Uitkomst);
        Assert.Equal(Uitkomst.GeenBesluit, Tel(Stemming(Stemmodus.Acclamatie, Gewoon, 40) with { Perioden = [] }).Uitkomst); // nobody came
        Assert.Equal(Uitkomst.NietBindend, Tel(Stemming(Stemmodus.Peiling, Gewoon, 40, (40, Keuze.Voor))).Uitkomst);
    }

    [Fact]
    public void Who_left_counts_no_more_and_the_quorum_is_that_of_the_moment()
    {
        var opgave = Stemming(Stemmodus.InDeVergadering, Gewoon with { QuorumTeller = 1, QuorumNoemer = 2 }, 4, (2, Keuze.Voor)) with
        {
            Perioden = [new("0", Nul.AddHours(-1)), new("1", Nul.AddHours(-1), Nul)], // the second leaves as the vote is opened
        };
        var telling = Tel(opgave);
        Assert.Equal((Uitkomst.GeenBesluit, 1, 2, 1), (telling.Uitkomst, telling.Aanwezig, telling.QuorumNodig, telling.Geteld.Count));
        Assert.Contains("g10", telling.Redenen[0]);
        Assert.Equal(Uitkomst.Aangenomen,
            Tel(opgave with { Perioden = [new("0", Nul.AddHours(-1)), new("1", Nul.AddHours(-1), Nul.AddMinutes(1))] }).Uitkomst);
    }

    [Fact]
    public void A_proxy_to_speak_does_not_vote()
    {
        var opgave = Stemming(Stemmodus.VoorafElektronisch, Gewoon, 2) with
        {
            Stemmen = [new("0", Keuze.Voor, Nul, "v")],
            Machtigingen = [new("v", "0", "h", Stemmen: false, Nul)]
        };
        Assert.Empty(Tel(opgave).Geteld);
        Assert.Single(Tel(opgave with { Machtigingen = [new("v", "0", "h", Stemmen: true, Nul)] }).Geteld);
        Assert.Empty(Tel(opgave with { Machtigingen = [new("v", "0", "h", Stemmen: true, Nul.AddHours(-1), Nul)] }).Geteld); // revoked
        Assert.Empty(Tel(opgave with { Machtigingen = [new("v", "1", "h", Stemmen: true, Nul)] }).Geteld); // of another member
    }

    private static readonly Gen<DateTimeOffset> Tijd = Gen.Int[-5, 25].Select(m => Nul.AddMinutes(m));
    private static readonly Gen<string> EenLid = Gen.Int[0, 7].Select(i => $"{i}");
    private static readonly Gen<Opgave> Opgaven = Gen.Select(
        Gen.Enum<Stemmodus>(),
        Gen.Select(Gen.Int[0, 3], Gen.Int[3, 5], Gen.Int[1, 3], Gen.Int[3, 4], Gen.Bool, Gen.Bool, Gen.Bool,
            Gen.Select(Gen.Int[0, 3], Gen.Bool)).Select((a, b, c, d, e, f, g, h) =>
            new Regels(a, b, c, d, e && c < d, f, g, h.Item1 == 0 ? null : h.Item1, h.Item2)),
        Gen.Select(Gen.Int[0, 7], Gen.Bool).Array[1, 8]
            .Select(l => (IReadOnlyList<Lidstand>)[.. l.DistinctBy(x => x.Item1).Select(x => new Lidstand($"{x.Item1}", x.Item2))]),
        Gen.Select(EenLid, Tijd, Gen.Int[1, 20], Gen.Bool).Array[0, 14]
            .Select(p => (IReadOnlyList<Periode>)[.. p.Select(x => new Periode(x.Item1, x.Item2,
            x.Item4 ? x.Item2.AddMinutes(x.Item3) : null))]),
        Gen.Select(EenLid, Gen.Int[0, 2], Gen.Bool, Tijd, Gen.Int[0, 20], Gen.Bool).Array[0, 8]
            .Select(m => (IReadOnlyList<Machtiging>)[.. m.Index().Select(x =>
            new Machtiging($"v{x.Index}", x.Item.Item1, $"h{x.Item.Item2}", x.Item.Item3, x.Item.Item4,
                x.Item.Item6 ? x.Item.Item4.AddMinutes(x.Item.Item5) : null))]),
        Gen.Select(EenLid, Gen.Enum<Keuze>(), Tijd, Gen.Int[-8, 9]).Array[0, 30].Select(s => (IReadOnlyList<Uitgebracht>)[.. s.Select(x =>
            new Uitgebracht(x.Item1, x.Item2, x.Item3, x.Item4 < 0 ? null : $"v{x.Item4}"))]),
        (modus, regels, leden, perioden, machtigingen, stemmen) =>
            new Opgave(modus, regels, leden, perioden, machtigingen, stemmen, Nul, Nul.AddMinutes(20)));

    [Fact]
    public void A_second_count_comes_to_the_same()
    {
        var uitkomsten = new HashSet<Uitkomst>();
        Opgaven.Sample(o =>
        {
            var (telling, ander) = (Tel(o), TweedeTelling.Tel(o));
            uitkomsten.Add(telling.Uitkomst);
            Assert.Equal(ander.Keuzes.Order(), telling.Geteld.Select(g => (g.Key, g.Value.Keuze)).Order());
            Assert.Equal((ander.Uitkomst, ander.Aanwezig, ander.Quorum), (telling.Uitkomst, telling.Aanwezig, telling.QuorumNodig));
            // Whoever votes once more, or is not entitled, changes nothing in how many are counted.
            Assert.True(telling.Geteld.Count <= o.Leden.Count);
        }, iter: 20_000, threads: 1);
        Assert.Equal(4, uitkomsten.Count); // each outcome came by
    }

    /// <summary>The second count: a clock that ticks through all events and keeps what holds at each,
    /// where the first looks back from each vote.</summary>
    private static class TweedeTelling
    {
        public static (List<(string, Keuze)> Keuzes, Uitkomst Uitkomst, int Aanwezig, int Quorum) Tel(Opgave o)
        {
            var kiezers = new SortedSet<string>(from l in o.Leden
                                                where !l.Geschorst || (o.Modus == Stemmodus.BuitenVergadering && o.Regels.GeschorsteTeltMee)
                                                select l.Lid);
            var zaal = o.Modus is Stemmodus.InDeVergadering or Stemmodus.Acclamatie or Stemmodus.Geheim;
            var gebeurtenissen = new List<(DateTimeOffset Tijd, int Rang, int Nr, Action Doe)>();
            var erbij = o.Leden.Select(l => l.Lid).Concat(o.Perioden!.Select(p => p.Lid)).Distinct().ToDictionary(l => l, _ => 0);
            var geldig = new Dictionary<string, Machtiging>();
            var stem = new Dictionary<string, Keuze>();
            var gebruikt = new Dictionary<string, SortedSet<string>>();
            var aanwezig = 0;
            foreach (var p in o.Perioden!)
            {
                gebeurtenissen.Add((p.In, 0, 0, () => erbij[p.Lid]++));
                if (p.Uit is { } uit) gebeurtenissen.Add((uit, 1, 0, () => erbij[p.Lid]--));
            }
            foreach (var m in o.Machtigingen)
            {
                gebeurtenissen.Add((m.Van, 0, 0, () => geldig[m.Id] = m));
                if (m.Ingetrokken is { } weg) gebeurtenissen.Add((weg, 1, 0, () => geldig.Remove(m.Id)));
            }
            gebeurtenissen.Add((o.Opent, 2, 0, () => aanwezig = kiezers.Count(k => erbij.GetValueOrDefault(k) > 0)));
            foreach (var (nr, s) in o.Stemmen.Index())
            {
                gebeurtenissen.Add((s.Moment, 3, nr, () =>
                {
                    if (s.Moment < o.Opent || s.Moment > o.Sluit || !kiezers.Contains(s.Lid)) return;
                    if (zaal && (stem.ContainsKey(s.Lid) || erbij.GetValueOrDefault(s.Lid) == 0)) return;
                    if (s.Machtiging is not null)
                    {
                        if (!geldig.TryGetValue(s.Machtiging, out var m) || !m.Stemmen || m.Gever != s.Lid) return;
                        if (!gebruikt.TryGetValue(m.Houder, out var gevers)) gebruikt.Add(m.Houder, gevers = []);
                        if (o.Regels.VolmachtenPerHouder is { } meest && gevers.Count == meest && !gevers.Contains(s.Lid)) return;
                        gevers.Add(s.Lid);
                    }
                    stem[s.Lid] = s.Keuze;
                }
                ));
            }
            foreach (var g in gebeurtenissen.OrderBy(g => g.Tijd).ThenBy(g => g.Rang).ThenBy(g => g.Nr)) g.Doe();
            if (!zaal) aanwezig = stem.Count;
            // The quorum by trying numbers, the majority by fractions of whole numbers.
            var quorum = Enumerable.Range(0, kiezers.Count + 1)
                .First(n => (BigInteger)n * o.Regels.QuorumNoemer >= (BigInteger)kiezers.Count * o.Regels.QuorumTeller);
            var voor = stem.Values.Count(k => k == Keuze.Voor);
            var geheel = o.Regels.VanAlleLeden ? kiezers.Count
                : stem.Values.Count(k => o.Regels.OnthoudingTeltMee || k is Keuze.Voor or Keuze.Tegen);
            var verschil = new BigInteger(voor) * o.Regels.Noemer - new BigInteger(geheel) * o.Regels.Teller;
            var haalt = voor != 0 && (verschil.Sign > 0 || verschil.IsZero && !o.Regels.MeerDan);
            var uitkomst = o.Modus switch
            {
                Stemmodus.Peiling => Uitkomst.NietBindend,
                _ when aanwezig < quorum => Uitkomst.GeenBesluit,
                Stemmodus.BuitenVergadering => voor == kiezers.Count && voor > 0 ? Uitkomst.Aangenomen : Uitkomst.GeenBesluit,
                Stemmodus.Acclamatie => stem.ContainsValue(Keuze.Tegen) || aanwezig == 0 ? Uitkomst.GeenBesluit : Uitkomst.Aangenomen,
                _ => haalt ? Uitkomst.Aangenomen : Uitkomst.Verworpen,
            };
            return ([.. stem.Select(s => (s.Key, s.Value))], uitkomst, aanwezig, quorum);
        }
    }
}
