namespace Brink.Apps.Vereniging;

/// <summary>
/// The report as a PDF for everyone: tagged, titled, in Dutch, in reading order. Overview and explanations come from the same rows,
/// so they cannot differ.
/// </summary>
internal static class RapportPdf
{
    /// <summary>Makes the file.</summary>
    public static byte[] Maak(string organisatie, Kwartaalrapport rapport, IReadOnlyList<Dashboardrij> rijen)
    {
        using var blad = new Pdfblad($"Kwartaalrapport {Tekens.Kwartaal(rapport.Periode)} van {organisatie}", organisatie);
        blad.Kop(1, $"Kwartaalrapport {Tekens.Kwartaal(rapport.Periode)}");
        blad.Alinea($"{organisatie}. {Woordenlijst.Woord("Rapportstatus", rapport.Status)}, versie {rapport.Versie}"
            + (rapport.VastgesteldOp is { } vast ? $", vastgesteld op {Tijd.Voluit(vast)}" : "")
            + (rapport.Vergaderdatum is { } dag ? $". Voor de vergadering van {Tijd.Voluit(dag)}" : "") + ".");
        if (rapport.Sha256.Length > 0)
            blad.Alinea($"Controlegetal van deze versie (SHA-256): {rapport.Sha256[..32]} {rapport.Sha256[32..]}", klein: true);
        foreach (var alinea in Tekens.Regels(rapport.Inleiding)) blad.Alinea(alinea);
        blad.Kop(2, "Zo leest u dit rapport");
        blad.Opsomming(
        [
            "● Onder controle: het onderwerp loopt zoals afgesproken.", "▲ Aandacht vereist: er is een zorg, met toelichting.",
                "◆ Maatregelen vereist: er moet iets gebeuren, met toelichting.",
            "↗ Verbeterd, → gelijk gebleven of ↘ verslechterd: vergeleken met het vorige kwartaal.",
            "✓ Afgerond: blijft met zijn toelichting staan tot het eind van het jaar.",
        ]);
        foreach (var (dashboard, titel) in Tekens.Dashboards)
        {
            var hier = rijen.Where(r => r.Dashboard == dashboard).ToList();
            if (hier.Count == 0) continue;
            blad.Kop(2, titel);
            foreach (var groep in hier.GroupBy(r => (r.Sectie, r.Sectienaam)))
            {
                blad.Kop(3, $"{groep.Key.Sectie}. {groep.Key.Sectienaam}");
                if (dashboard == "operatie")
                {
                    blad.Tabel([("Onderwerp", 0.5), ("Indicator", 0.27), ("Voortgang", 0.23)],
                        [.. groep.Select(r => (string[])[$"{r.Nummer}. {r.Naam}", Stand(r), Voortgang(r)])]);
                }
                else
                {
                    blad.Tabel([("Wat zou het mooi zijn als …", 0.4), ("Wanneer", 0.15), ("Indicator", 0.24), ("Voortgang", 0.21)],
                        [.. groep.Select(r => (string[])[$"{r.Nummer}. {r.Naam}",
                            $"{Tekens.Kwartaal(r.Wanneer)} {Woordenlijst.Woord("Uitvoering", r.Uitvoering).ToLowerInvariant()}".Trim(),
                            Stand(r),
                            Voortgang(r)])]);
                }
                foreach (var r in groep.Where(r => r.Toelichting.Length > 0 || r.VraagtToelichting || r.Acties.Count > 0))
                    Toelichting(blad, r, rapport.Periode);
            }
        }
        return blad.Klaar();
    }

    private static void Toelichting(Pdfblad blad, Dashboardrij r, string periode)
    {
        blad.Kop(4, $"{r.Sectie}{r.Nummer}. {Tekens.Kort(r.Naam, 160)}");
        blad.Alinea($"{Stand(r)}, {Voortgang(r)}");
        if (r.Toelichting.Length == 0) blad.Alinea("De toelichting ontbreekt.");
        foreach (var alinea in Tekens.Regels(r.Toelichting)) blad.Alinea(alinea);
        if (r.ToelichtingUit.Length > 0 && r.ToelichtingUit != periode)
            blad.Alinea($"Toegelicht in {Tekens.Kwartaal(r.ToelichtingUit)}.", klein: true);
        if (r.Acties.Count > 0)
        {
            blad.Opsomming([.. r.Acties.Select(a => "Actie: " + string.Join(", ", new[] { a.Wat, a.Wie, a.Termijn, a.Gereed ? "klaar" : "" }
            .Where(d => !string.IsNullOrEmpty(d))))]);
        }
    }

    private static string Stand(Dashboardrij r) => Tekens.Stand(r.Indicator, r.Stand).Samen;
    private static string Voortgang(Dashboardrij r) => Tekens.Voortgang(r.Voortgang).Samen;
}
