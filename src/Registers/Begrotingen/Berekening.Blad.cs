namespace Brink.Registers.Begrotingen;

public static partial class Berekening
{
    private sealed partial class Blad
    {
        /// <summary>The figures of the budget in the order in which one would work them out by hand.</summary>
        public List<Cijfer> Alles()
        {
            if (gegevens.Regels.Count == 0) return cijfers;
            var omzet = Som("som-omzet", Regelsoort.Omzet, "Omzet");
            var productkosten = Som("som-productkosten", Regelsoort.Productkosten, "Productkosten");
            var brutoregel = SubtotaalNa(Subtotaal(Regelsoort.Productkosten)) is { } b
                && b.Volgnummer < (Regels(Regelsoort.Bedrijfskosten).FirstOrDefault()?.Volgnummer ?? 0) ? b : null;
            var bruto = Zet("bruto", brutoregel?.Omschrijving ?? "Bruto resultaat", omzet.Exact - productkosten.Exact,
                $"{Tekst(omzet.Exact)} − {Tekst(productkosten.Exact)}",
                [Uit(omzet), Uit(productkosten)], brutoregel?.Bedrag, [brutoregel?.Bronregel]);
            var bedrijfskosten = Som("som-bedrijfskosten", Regelsoort.Bedrijfskosten, "Bedrijfskosten");
            var financieel = Regels(Regelsoort.Financieel).Where(r => r.Bedrag is not null).ToList();
            var slot = Subtotaal(Regelsoort.Financieel);
            Zet("resultaat", slot?.Omschrijving ?? "Resultaat", bruto.Exact - bedrijfskosten.Exact + financieel.Sum(r => r.Bedrag!.Value),
                $"{Tekst(bruto.Exact)} − {Tekst(bedrijfskosten.Exact)} + {Tekst(financieel.Sum(r => r.Bedrag!.Value))}",
                [Uit(bruto), Uit(bedrijfskosten), .. financieel.Select(Bedrag)], slot?.Bedrag,
                [financieel.FirstOrDefault()?.Bronregel, slot?.Bronregel],
                "Een verschil van 1 kan komen van centen die de bron niet toont.");

            var (product, bedrijf) = Verschillen(null);
            var behoefteProduct = Behoefte("verschil-productkosten", "Verschil productkosten", product,
                Subtotaal(Regelsoort.Productkosten));
            var behoefteBedrijf = Behoefte("verschil-bedrijfskosten", "Verschil bedrijfskosten", bedrijf,
                Subtotaal(Regelsoort.Bedrijfskosten));
            var omzettotaal = Subtotaal(Regelsoort.Omzet);
            var behoefte = Zet("totaal-benodigd", "Totaal benodigd", behoefteProduct.Exact + behoefteBedrijf.Exact,
                $"{Tekst(behoefteProduct.Exact)} + {Tekst(behoefteBedrijf.Exact)}",
                [Uit(behoefteProduct), Uit(behoefteBedrijf)], omzettotaal?.GedruktVerschil, [omzettotaal?.Bronregel],
                "Onafgeronde bedragen opgeteld; de twee afgeronde subtotalen kunnen samen 1 euro meer of minder zijn.");
            Zet("verschil-bruto", "Verschil bruto resultaat", behoefte.Exact - behoefteProduct.Exact,
                $"{Tekst(behoefte.Exact)} − {Tekst(behoefteProduct.Exact)}",
                [Uit(behoefte), Uit(behoefteProduct)], brutoregel?.GedruktVerschil, [brutoregel?.Bronregel]);

            if (omzet.Exact != 0) Tarieven(omzet, behoefte);
            Opbouw(omzet, behoefte, product, bedrijf, behoefteBedrijf);
            foreach (var g in begroting.GenoemdeBedragen)
            {
                if (cijfers.Find(c => c.Id == g.Cijfer) is { } bron && g.Op > 0)
                {
                    Zet(g.Naam, $"Genoemd als {Tekst(g.Bedrag)}: {bron.Omschrijving.ToLowerInvariant()}",
                        Afgerond(bron.Exact / g.Op) * g.Op,
                        $"{Tekst(bron.Berekend)} afgerond op {Tekst(g.Op)}", [Uit(bron)], g.Bedrag, g.Bronregels.Select(r => (int?)r));
                }
            }
            return cijfers;
        }

        private void Tarieven(Cijfer omzet, Cijfer behoefte)
        {
            Zet("percentage", "Benodigde verhoging", behoefte.Exact * 100 / omzet.Exact, $"{Tekst(behoefte.Exact)} ÷ {Tekst(omzet.Exact)}",
                [Uit(behoefte), Uit(omzet)],
                toelichting: "De breuk blijft een breuk: regels rekenen met teller en noemer, niet met dit percentage.", decimalen: 4,
                eenheid: "procent");
            var regels = Regels(Regelsoort.Omzet).Where(r => r.Bedrag is not null).ToList();
            var effecten = Omzetregels("", regels, r => r.Bedrag!.Value * behoefte.Exact / omzet.Exact,
                r => $"{Tekst(r.Bedrag!.Value)} × {Tekst(behoefte.Exact)} ÷ {Tekst(omzet.Exact)}", [Uit(behoefte), Uit(omzet)], true);
            var som = Zet("som-omzetverschillen", "Som van de afgeronde omzetverschillen", effecten.Sum(e => e.Berekend),
                "som van de afgeronde regels",
                effecten.Select(e => Uit(e, true)), Subtotaal(Regelsoort.Omzet)?.GedruktVerschil,
                [regels.FirstOrDefault()?.Bronregel, Subtotaal(Regelsoort.Omzet)?.Bronregel]);
            Zet("afrondingsrest", "Afrondingsrest", som.Berekend - behoefte.Berekend, $"{Tekst(som.Berekend)} − {Tekst(behoefte.Berekend)}",
                [Uit(som, true), Uit(behoefte, true)],
                toelichting: "Wat het afronden per regel meer of minder geeft dan het afgeronde totaal.");
            AndereRekenregels(omzet, behoefte, regels);
            if (begroting.BeslotenPercentage is not { } besloten) return;
            var nominaal = Zet($"tarief-{Tekst(besloten)}-nominaal", $"Opbrengst bij precies {Tekst(besloten)}%",
                omzet.Exact * besloten / 100,
                $"{Tekst(omzet.Exact)} × {Tekst(besloten)}%",
                [Uit(omzet), Gegeven("besloten percentage", besloten)], Subtotaal(Regelsoort.Omzet)?.GedruktVerschil,
                [Subtotaal(Regelsoort.Omzet)?.Bronregel],
                "Vergelijkt het besloten percentage met de gedrukte behoefte.");
            Zet("verschil-nominaal", "Meer opbrengst dan nodig door het afgeronde percentage", nominaal.Exact - behoefte.Exact,
                $"{Tekst(nominaal.Exact)} − {Tekst(behoefte.Exact)}",
                [Uit(nominaal), Uit(behoefte)]);
            foreach (var t in gegevens.Tarieven)
            {
                if (gegevens.Regels.FirstOrDefault(r => r.Uuid == t.Regel.Uuid) is { } regel)
                {
                    Zet($"tarief-{t.Uuid}", $"Verhoging per lid: {regel.Omschrijving}", t.Bedrag * besloten / 100,
                        $"{Tekst(t.Bedrag)} × {Tekst(besloten)}%",
                        [Gegeven("tarief", t.Bedrag), Gegeven("besloten percentage", besloten)], decimalen: 2);
                }
            }
        }

        private List<Cijfer> Omzetregels(string achter, List<Begrotingsregel> regels, Func<Begrotingsregel, decimal> waarde,
            Func<Begrotingsregel, string> formule,
            Invoer[] invoer, bool gedrukt) =>
                [.. regels.Select(r => Zet($"omzet-{Sleutel(r)}{achter}", r.Omschrijving, waarde(r), formule(r), [Bedrag(r), .. invoer],
                gedrukt && scenario is null ? r.GedruktVerschil : null, [r.Bronregel]))];

        // What other ways of rounding the rate would have given: only the fraction with its cents gives all that was printed.
        private void AndereRekenregels(Cijfer omzet, Cijfer behoefte, List<Begrotingsregel> regels)
        {
            var percentage = behoefte.Exact * 100 / omzet.Exact;
            (string Achter, decimal Teller, decimal Noemer)[] wijzen =
            [
                ("-afgeronde-teller", behoefte.Berekend, omzet.Exact),
                ("-drie-decimalen", Afgerond(percentage, 3), 100),
                ("-twee-decimalen", Afgerond(percentage, 2), 100),
                ("-besloten", begroting.BeslotenPercentage ?? Afgerond(percentage, 1), 100),
            ];
            foreach (var (achter, teller, noemer) in wijzen)
            {
                var rijen = Omzetregels(achter, regels, r => r.Bedrag!.Value * teller / noemer,
                    r => $"{Tekst(r.Bedrag!.Value)} × {Tekst(teller)} ÷ {Tekst(noemer)}",
                    [Gegeven("teller", teller), Gegeven("noemer", noemer)], false);
                Zet("som-omzetverschillen" + achter, "Som van de afgeronde omzetverschillen", rijen.Sum(r => r.Berekend),
                    "som van de afgeronde regels", rijen
                    .Select(r => Uit(r, true)));
            }
        }

        private void Opbouw(Cijfer omzet, Cijfer behoefte, List<(Begrotingsregel Regel, Cijfer Cijfer)> product,
            List<(Begrotingsregel Regel, Cijfer Cijfer)> bedrijf,
            Cijfer behoefteBedrijf)
        {
            var eerste = gegevens.Opbouw.Where(o => o.Tabel == Opbouwtabel.Doorbelasting).OrderBy(o => o.Soort).ToList();
            var delen = eerste.Where(o => o.Soort != Opbouwsoort.Totaal).ToList();
            if (delen.Count > 0)
            {
                var totaal = eerste.Find(o => o.Soort == Opbouwsoort.Totaal);
                var som = Zet("opbouw-som", "Opbouw doorbelasting: totaal", delen.Sum(o => o.Bedrag), "som",
                    delen.Select(o => Gegeven(o.Onderdeel, o.Bedrag,
                    o.Bronregel)), totaal?.Bedrag,
                    [delen[0].Bronregel, totaal?.Bronregel]);
                foreach (var o in delen)
                {
                    if (som.Exact != 0)
                    {
                        Zet($"aandeel-{o.Bronregel ?? (int)o.Soort}", $"Aandeel {o.Onderdeel}", o.Bedrag * 100 / som.Exact,
                            $"{Tekst(o.Bedrag)} ÷ {Tekst(som.Exact)}",
                            [Gegeven(o.Onderdeel, o.Bedrag, o.Bronregel), Uit(som)], o.GedruktAandeel, [o.Bronregel], decimalen: 1,
                            eenheid: "procent");
                    }
                }
            }
            var tweede = gegevens.Opbouw.Where(o => o.Tabel == Opbouwtabel.Begrotingsdelen).ToDictionary(o => o.Soort);
            if (tweede.Count == 0) return;
            decimal? Gedrukt(Opbouwsoort soort) => tweede.GetValueOrDefault(soort)?.GedruktRisico;
            int? Bronregel(Opbouwsoort soort) => tweede.GetValueOrDefault(soort)?.Bronregel;
            List<Cijfer> Met(Kostensoort soort) =>
                [.. product.Concat(bedrijf).Where(v => v.Regel.VerschilTeltMee && v.Regel.Kostensoort == soort).Select(v => v.Cijfer)];
            List<Cijfer> leverancier = Met(Kostensoort.Leverancier), projecten = Met(Kostensoort.Projecten);
            var risicoLeverancier = Zet("risico-leverancier", "Inflatierisico leverancierskosten", leverancier.Sum(c => c.Exact),
                "som van de verschillen van leverancierskosten",
                leverancier.Select(c => Uit(c)), Gedrukt(Opbouwsoort.Leverancierskosten), [Bronregel(Opbouwsoort.Leverancierskosten)]);
            if (Factor() is not null && tweede.GetValueOrDefault(Opbouwsoort.Leverancierskosten) is { } deel)
            {
                var grondslag = product.Where(v => v.Regel.Kostensoort == Kostensoort.Leverancier).Sum(v => v.Regel.Bedrag ?? 0);
                var anders = Zet("risico-leverancier-alt", $"Ter vergelijking: over {Tekst(deel.Bedrag)}",
                    risicoLeverancier.Exact * deel.Bedrag / grondslag,
                    $"{Tekst(deel.Bedrag)} × {Tekst(risicoLeverancier.Exact)} ÷ {Tekst(grondslag)}",
                    [Gegeven(deel.Onderdeel, deel.Bedrag, deel.Bronregel), Gegeven("grondslag van de berekening", grondslag),
                        Uit(risicoLeverancier)],
                    Gedrukt(Opbouwsoort.Leverancierskosten), [deel.Bronregel],
                    "De regel noemt een ander bedrag dan waarover het risico is berekend.");
                Zet("dubbeltelling", "Mogelijke dubbeltelling: uren in de productkosten", risicoLeverancier.Exact - anders.Exact,
                    $"{Tekst(risicoLeverancier.Exact)} − {Tekst(anders.Exact)}",
                    [Uit(risicoLeverancier), Uit(anders), Gegeven("uren in de grondslag", grondslag - deel.Bedrag)], null, [deel.Bronregel],
                    "Uren van eigen mensen lijken hier met de leveranciersindex te stijgen, terwijl de personeelskosten ze al dekken. "
                        + "Niet zeker.");
                var zonder = Zet("totaal-benodigd-zonder-dubbeltelling", "Totaal benodigd zonder de mogelijke dubbeltelling",
                    behoefte.Exact - risicoLeverancier.Exact + anders.Exact,
                    $"{Tekst(behoefte.Exact)} − {Tekst(risicoLeverancier.Exact)} + {Tekst(anders.Exact)}",
                    [Uit(behoefte), Uit(risicoLeverancier), Uit(anders)], decimalen: 2);
                if (omzet.Exact != 0)
                {
                    Zet("percentage-zonder-dubbeltelling", "Benodigde verhoging zonder de mogelijke dubbeltelling",
                    zonder.Exact * 100 / omzet.Exact,
                    $"{Tekst(zonder.Exact)} ÷ {Tekst(omzet.Exact)}", [Uit(zonder), Uit(omzet)], decimalen: 4, eenheid: "procent");
                }
            }
            var risicoPersoneel = Zet("risico-personeel", "Inflatierisico personeels- en bedrijfskosten", behoefteBedrijf.Exact,
                "= verschil bedrijfskosten",
                [Uit(behoefteBedrijf)],
                Gedrukt(Opbouwsoort.PersoneelEnBedrijf), [Bronregel(Opbouwsoort.PersoneelEnBedrijf)]);
            var risicoProjecten = Zet("risico-projecten", "Inflatierisico projecten", projecten.Sum(c => c.Exact),
                "som van de verschillen van projecten", projecten
                .Select(c => Uit(c)),
                Gedrukt(Opbouwsoort.Projecten), [Bronregel(Opbouwsoort.Projecten)],
                "De grondslag is de kostenregel, niet het omzetbedrag in dezelfde rij.");
            Cijfer[] risicos = [risicoLeverancier, risicoPersoneel, risicoProjecten];
            Zet("risico-totaal", "Som van de afgeronde inflatierisico's", risicos.Sum(r => r.Berekend),
                string.Join(" + ", risicos.Select(r => Tekst(r.Berekend))),
                risicos.Select(r => Uit(r, true)), Gedrukt(Opbouwsoort.Totaal),
                [Bronregel(Opbouwsoort.Leverancierskosten), Bronregel(Opbouwsoort.Totaal)]);
            if (omzet.Exact != 0)
            {
                Zet("gemiddeld", "Gewogen gemiddelde", behoefte.Exact * 1000 / omzet.Exact,
                $"{Tekst(behoefte.Exact)} ÷ {Tekst(omzet.Exact)}, in promille",
                [Uit(behoefte), Uit(omzet)], tweede.GetValueOrDefault(Opbouwsoort.Totaal)?.GedruktGemiddelde * 10,
                [Bronregel(Opbouwsoort.Totaal)], eenheid: "promille");
            }
        }

        // The suppliers' part that members are charged for, as a share of the cost rows that bear the suppliers' index.
        private decimal? Factor()
        {
            var deel = gegevens.Opbouw.FirstOrDefault(o =>
                o.Tabel == Opbouwtabel.Begrotingsdelen && o.Soort == Opbouwsoort.Leverancierskosten)
                ?? gegevens.Opbouw.FirstOrDefault(o => o.Soort == Opbouwsoort.Leverancierskosten);
            var grondslag = Regels(Regelsoort.Productkosten).Where(r => r.Kostensoort == Kostensoort.Leverancier).Sum(r => r.Bedrag ?? 0);
            return deel is null || grondslag == 0 || deel.Bedrag == grondslag ? null : deel.Bedrag / grondslag;
        }

        /// <summary>Need, rate and rows of revenue under a scenario.</summary>
        public List<Cijfer> Scenariocijfers()
        {
            var s = scenario!;
            var factor = s.Grondslag == Begrotingen.Grondslag.ZonderUren ? Factor() : null;
            var omzet = Som("som-omzet", Regelsoort.Omzet, "Omzet");
            var (product, bedrijf) = Verschillen(factor);
            var behoefteProduct = Behoefte("verschil-productkosten", "Verschil productkosten", product, null);
            var behoefteBedrijf = Behoefte("verschil-bedrijfskosten", "Verschil bedrijfskosten", bedrijf, null);
            var bruto = Zet("totaal-benodigd", "Totaal benodigd", behoefteProduct.Exact + behoefteBedrijf.Exact,
                $"{Tekst(behoefteProduct.Exact)} + {Tekst(behoefteBedrijf.Exact)}",
                [Uit(behoefteProduct), Uit(behoefteBedrijf)]);
            var reserve = s.Rekenwijze == Rekenwijze.Reserve ? bruto.Exact : s.UitReserve;
            var behoefte = Zet("door-te-belasten", "Door te belasten aan de leden", bruto.Exact - reserve,
                $"{Tekst(bruto.Exact)} − {Tekst(reserve)}",
                [Uit(bruto), Gegeven("uit de reserve", reserve)]);
            if (omzet.Exact == 0) return cijfers;
            var regels = Regels(Regelsoort.Omzet).Where(r => r.Bedrag is not null).ToList();
            var besloten = s.Percentage ?? begroting.BeslotenPercentage ?? 0;
            List<Cijfer> rijen = s.Rekenwijze switch
            {
                Rekenwijze.Nominaal => Omzetregels("", regels, r => r.Bedrag!.Value * besloten / 100,
                    r => $"{Tekst(r.Bedrag!.Value)} × {Tekst(besloten)}%",
                    [Gegeven("percentage", besloten)], false),
                Rekenwijze.Herbouw => Herbouw(regels, omzet, behoefte, product),
                _ => Omzetregels("", regels, r => r.Bedrag!.Value * behoefte.Exact / omzet.Exact,
                    r => $"{Tekst(r.Bedrag!.Value)} × {Tekst(behoefte.Exact)} ÷ {Tekst(omzet.Exact)}",
                    [Uit(behoefte), Uit(omzet)], false),
            };
            var opbrengst = Zet("opbrengst", "Opbrengst van de verhoging", rijen.Sum(r => r.Exact), "som van de onafgeronde regels",
                rijen.Select(r => Uit(r)));
            Zet("percentage", "Verhoging gemiddeld", opbrengst.Exact * 100 / omzet.Exact,
                $"{Tekst(opbrengst.Exact)} ÷ {Tekst(omzet.Exact)}", [Uit(opbrengst),
                Uit(omzet)], decimalen: 4, eenheid: "procent");
            Zet("afrondingsrest", "Afrondingsrest", rijen.Sum(r => r.Berekend) - opbrengst.Berekend,
                "som van de afgeronde regels − afgeronde opbrengst", [Uit(opbrengst, true)]);
            Zet("over", "Meer of minder dan nodig", opbrengst.Exact - behoefte.Exact, $"{Tekst(opbrengst.Exact)} − {Tekst(behoefte.Exact)}",
                [Uit(opbrengst), Uit(behoefte)]);
            return cijfers;
        }

        // Rebuilt: a product bears the rise of its own costs; what belongs to no product is spread by revenue.
        private List<Cijfer> Herbouw(List<Begrotingsregel> regels, Cijfer omzet, Cijfer behoefte,
            List<(Begrotingsregel Regel, Cijfer Cijfer)> product)
        {
            var eigen = regels.ToDictionary(r => r.Uuid, r => product.Where(v => v.Regel.VerschilTeltMee && Zelfde(v.Regel, r))
                .Select(v => v.Cijfer).ToList());
            var rest = Zet("gedeeld", "Verschil dat bij geen product hoort", behoefte.Exact - eigen.Values.SelectMany(c => c)
                .Sum(c => c.Exact),
                "door te belasten − verschillen van producten", [Uit(behoefte), .. eigen.Values.SelectMany(c => c).Select(c => Uit(c))]);
            return [.. regels.Select(r =>
                Zet($"omzet-{Sleutel(r)}", r.Omschrijving, eigen[r.Uuid].Sum(c => c.Exact) + r.Bedrag!.Value * rest.Exact / omzet.Exact,
                $"{Tekst(eigen[r.Uuid].Sum(c => c.Exact))} + {Tekst(r.Bedrag!.Value)} × {Tekst(rest.Exact)} ÷ {Tekst(omzet.Exact)}",
                [Bedrag(r), .. eigen[r.Uuid].Select(c => Uit(c)), Uit(rest), Uit(omzet)], null, [r.Bronregel]))];
        }

        private static bool Zelfde(Begrotingsregel kosten, Begrotingsregel omzet) => kosten.Component is { } a && omzet.Component is { } b
            ? a.Uuid == b.Uuid
            : Kern(kosten.Omschrijving) == Kern(omzet.Omschrijving);

        private static string Kern(string omschrijving) => omschrijving.Replace("Kosten ", "", StringComparison.OrdinalIgnoreCase)
            .Replace("Omzet ", "",
            StringComparison.OrdinalIgnoreCase).Trim();
    }
}
