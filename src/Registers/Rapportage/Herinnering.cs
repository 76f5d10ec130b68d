using System.Security.Cryptography;
using System.Text;
using Brink.Engine;
using Brink.Registers.Berichten;

namespace Brink.Registers.Rapportage;

/// <summary>Reminds the owners of subjects that are not filled in while their report must be handed in:
/// each address once per report and moment, with all its subjects.</summary>
public static class Herinnering
{
    /// <summary>Makes what is due; how many.</summary>
    public static async ValueTask<int> Rapporten(Session s, IReadOnlyCollection<int> dagen)
    {
        var (vandaag, gemaakt) = (Nederlands.Vandaag(s.Now), 0);
        foreach (var rapport in await s.Find<Kwartaalrapport>(q => q.Is("status", Rapportstatus.Concept)))
        {
            if (rapport.InleverenVoor is not { } dag || dag < vandaag || Herinnerdag.Nu(dagen, d => vandaag >= dag.AddDays(-d))
                is not { } voor)
            {
                continue;
            }
            var open = (await Lezing.Van(s, rapport))
                .Rijen.Where(r => r.Onderwerp.Emailadres.Length > 0 && (!r.Meting.Ingevuld || Meting.MistToelichting(r.Meting)));
            foreach (var groep in open.GroupBy(r => r.Onderwerp.Emailadres, StringComparer.OrdinalIgnoreCase))
            {
                var datum = Nederlands.Voluit(dag);
                var adres = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(groep.Key.ToLowerInvariant())))[..16];
                if (await Bericht.ZetKlaar(s, new()
                {
                    Aan = groep.Key,
                    Hoedanigheid = groep.First().Onderwerp.Eigenaar,
                    Onderwerp = $"Vul in voor {datum}: {rapport.Periode}",
                    Tekst = $"In het kwartaalrapport over {rapport.Periode} zijn deze onderwerpen nog niet klaar:\n\n"
                        + string.Concat(groep.Take(100).Select(r => $"- {r.Onderwerp.Sectie}{r.Onderwerp.Nummer}. {r.Onderwerp.Naam}: "
                            + $"{(Meting.MistToelichting(r.Meting) ? "schrijf een toelichting" : "kijk het na en meld het gereed")}\n"))
                                + $"\nDoe dit voor {datum}.\n",
                    Soort = "herinnering-rapport",
                    GaatOver = Ref<Kwartaalrapport>.To(rapport.Uuid).Value!,
                    Sleutel = $"rapport/{rapport.Uuid}/{rapport.Versie}/{dag:yyyy-MM-dd}/{adres}/{voor}",
                    Uiterlijk = Herinnerdag.Einde(dag),
                }))
                {
                    gemaakt++;
                }
            }
        }
        return gemaakt;
    }
}
