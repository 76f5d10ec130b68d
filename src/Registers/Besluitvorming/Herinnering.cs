using Brink.Engine;
using Brink.Registers.Berichten;

namespace Brink.Registers.Besluitvorming;

/// <summary>Reminders around meetings and votes. Each has a key that names its subject and moment, so that it is made once,
/// however often is looked.</summary>
public static class Herinnering
{
    /// <summary>
    /// Members that did not vote yet in a digital vote that closes soon. Who voted what is not looked at.
    /// Of a secret vote it says no more than its public board does: for whom there is no ballot yet.
    /// </summary>
    public static async ValueTask<int> Stemmingen(Session s, IReadOnlyCollection<int> dagen)
    {
        var gemaakt = 0;
        foreach (var stemming in await s.Find<Stemming>(q => q.Is("status", Stemstatus.Open).Compares("sluit", ">", s.Now)))
        {
            var (sluit, geopend) = (stemming.Sluit!.Value, stemming.GeopendOp!.Value);
            if (Herinnerdag.Nu(dagen, d => s.Now >= sluit.AddDays(-d) && sluit.AddDays(-d) > geopend) is not { } voor) continue;
            var gestemd = await Stemming.Gestemd(s, stemming);
            var wie = await Vertegenwoordiging.Op(s, Nederlands.Vandaag(s.Now));
            foreach (var kiezer in (await Stemming.Stemmend(s, stemming)).Where(k => !gestemd.Contains(k.Lid.Uuid)))
            {
                if (wie.GetValueOrDefault(kiezer.Lid.Uuid) is { Emailadres.Length: > 0 } v && await Bericht.ZetKlaar(s, new()
                {
                    Aan = v.Emailadres,
                    Hoedanigheid = Bericht.Regel($"{v.Functie} van {kiezer.Naam}"),
                    Onderwerp = Bericht.Regel($"Stem vóór {Nederlands.Voluit(Nederlands.Vandaag(sluit))}: {stemming.Onderwerp}"),
                    Tekst = $"Geacht lid,\n\n{kiezer.Naam} heeft nog niet gestemd over: {stemming.Onderwerp}.\n\nStemmen kan tot "
                        + $"{Nederlands.Voluit(Nederlands.Vandaag(sluit))}, "
                        + $"{Nederlands.Tijd(sluit)} uur. Hebt u intussen gestemd, of stemt uw gemachtigde? Dan hoeft u niets te doen.\n",
                    Soort = "herinnering-stemming",
                    GaatOver = Ref<Stemming>.To(stemming.Uuid).Value!,
                    Sleutel = $"stemming/{stemming.Uuid}/{kiezer.Lid.Uuid}/{voor}",
                    Uiterlijk = sluit,
                }))
                {
                    gemaakt++;
                }
            }
        }
        return gemaakt;
    }

    /// <summary>Whoever promised something that must be done soon.</summary>
    public static async ValueTask<int> Toezeggingen(Session s, IReadOnlyCollection<int> dagen)
    {
        var (vandaag, gemaakt) = (Nederlands.Vandaag(s.Now), 0);
        var meest = dagen.DefaultIfEmpty(0).Max();
        foreach (var t in await s.Find<Toezegging>(q => q.Is("gereed", false).Compares("voor", ">=", vandaag)
            .Compares("voor", "<=", vandaag.AddDays(meest))))
        {
            var dag = t.Voor!.Value;
            if (t.Emailadres.Length == 0 || Herinnerdag.Nu(dagen, d => vandaag >= dag.AddDays(-d)) is not { } voor) continue;
            if (await Bericht.ZetKlaar(s, new()
            {
                Aan = t.Emailadres,
                Hoedanigheid = t.Wie,
                Onderwerp = Bericht.Regel($"Klaar op {Nederlands.Voluit(dag)}: {t.Wat}"),
                Tekst = $"In de vergadering is afgesproken ({EnumNames.Name(t.Soort)}):\n\n{t.Wat}\n\nDit moet klaar zijn op "
                    + $"{Nederlands.Voluit(dag)}. "
                    + "Is het gedaan? Meld dan bij het secretariaat waaraan dat te zien is.\n",
                Soort = "herinnering-toezegging",
                GaatOver = Ref<Toezegging>.To(t.Uuid).Value!,
                Sleutel = $"toezegging/{t.Uuid}/{dag:yyyy-MM-dd}/{voor}",
                Uiterlijk = Herinnerdag.Einde(dag),
            }))
            {
                gemaakt++;
            }
        }
        return gemaakt;
    }
}
