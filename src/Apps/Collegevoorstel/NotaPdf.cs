namespace Brink.Apps.Collegevoorstel;

/// <summary>The nota as a tagged PDF, with a page that lists the initials: who, when, and under which version.</summary>
internal static class NotaPdf
{
    /// <summary>Makes the file.</summary>
    /// <param name="d">The proposal; it has a nota.</param>
    /// <param name="openbaar">True: names are left out.</param>
    /// <param name="besloten">The day of the decision, when there is one.</param>
    public static byte[] Maak(Dossier d, bool openbaar, DateOnly? besloten)
    {
        var nota = openbaar ? Lak.Openbaar(d.Nota!.Inhoud) : d.Nota!.Inhoud.Met(Lak.Intern);
        using var blad = new Pdfblad($"Nota {nota.Notanummer}: {nota.Onderwerp}",
            $"Nota {nota.Notanummer}{(openbaar ? ", openbare versie" : "")}");
        blad.Kop(1, nota.Onderwerp);
        blad.Alinea($"Nota voor het {nota.Bestuursorgaan}.");
        blad.Tabel([("Gegeven", 0.35), ("Waarde", 0.65)], [.. Gegevens(nota).Select(g => (string[])[g.Naam, g.Waarde])]);
        if (openbaar && Lak.Lakt(d.Nota.Inhoud))
            blad.Alinea($"Namen van personen zijn weggelakt of vervangen door hun functie. Reden: {nota.RedenLakken}.", klein: true);
        blad.Kop(2, "Besluit");
        blad.Opsomming([.. nota.Besluit.Select(b =>
            $"{b.Tekst} ({Notawoorden.Woord(Notawoorden.Besluitsoorten, b.Soort).ToLowerInvariant()}"
            + (b.Agendapunt is { } punt ? $", agendapunt {punt})" : ")"))], genummerd: true);
        if (d.Besluitstap is { Uitkomst.Length: > 0 } stap && Route.Besloten(stap))
        {
            blad.Alinea($"{Route.Stand(stap, d.Sha256, d.Versie)}{(besloten is { } dag ? $" op {Tijd.Voluit(dag)}" : "")}."
                + (stap.Opmerking.Length > 0 ? " " + (openbaar ? Lak.Openbaar(stap.Opmerking) : Lak.Intern(stap.Opmerking)) : "")
                + (stap.Definitief is { } akkoord ? $" Definitief akkoord op {Tijd.Voluit(akkoord)}." : ""));
        }
        foreach (var kop in Nota.Koppen.Where(k => nota.Tekst(k.Id).Length > 0))
        {
            blad.Kop(2, kop.Titel);
            foreach (var alinea in Tekens.Regels(nota.Tekst(kop.Id))) blad.Alinea(alinea);
        }
        blad.Kop(2, "Openbaarmaking");
        blad.Alinea(nota.Openbaar ? "De nota en het besluit worden openbaar."
            : $"De nota en het besluit worden niet openbaar. Reden: {nota.RedenNietOpenbaar}");
        if (nota.Standpunten.Any(s => s.Positie.Length > 0 || s.Opmerking.Length > 0))
        {
            blad.Kop(2, "Ons standpunt bij " + nota.Vergadering?.Titel);
            blad.Tabel([("Agendapunt", 0.4), ("Standpunt", 0.2), ("Opmerking", 0.4)],
                [.. nota.Standpunten.Where(s => s.Positie.Length > 0 || s.Opmerking.Length > 0)
                    .Select(s => (string[])[$"{s.Nummer}. {s.Titel}",
                        s.Positie.Length > 0 ? Notawoorden.Woord(Notawoorden.Posities, s.Positie) : "", s.Opmerking])]);
        }
        if (nota.Bijlagen.Count > 0)
        {
            blad.Kop(2, "Bijlagen");
            blad.Opsomming([.. nota.Bijlagen.Select(b => $"{(b.Nummer.Length > 0 ? $"Bijlage {b.Nummer}: " : "")}{b.Titel}")]);
        }
        if (d.Stappen.Count > 0)
        {
            blad.Kop(2, "Parafering en agendering");
            // Roles only: who it was is known inside.
            blad.Tabel([("Stap", 0.34), ("Door", 0.24), ("Wanneer", 0.18), ("Uitkomst", 0.24)],
                [.. d.Stappen.Select(s => (string[])[s.Naam, Door(s, openbaar), Tijd.Dag(s.Op), Route.Stand(s, d.Sha256, d.Versie)])]);
        }
        blad.Alinea($"Versie {d.Versie} van de nota. Controlegetal (SHA-256): {d.Sha256[..32]} {d.Sha256[32..]}", klein: true);
        return blad.Klaar();
    }

    private static string Door(Stap s, bool openbaar) => s.Door is not { } door ? s.Rol
        : (openbaar ? door.Rol : $"{door.Naam}, {door.Rol}") + (door.Rol != s.Rol ? $", voor {s.Rol}" : "");

    /// <summary>What stands above the nota, empty values left out.</summary>
    public static IReadOnlyList<(string Naam, string Waarde)> Gegevens(Nota nota) =>
    [
        .. new (string Naam, string Waarde)[] { ("Notanummer", nota.Notanummer), ("Team", nota.Team), ("Programma", nota.Programma),
            ("Portefeuillehouder",
            nota.Portefeuillehouder),
            ("Bestuursorgaan", nota.Bestuursorgaan), ("Vergadering van het college", Tijd.Voluit(nota.Collegedatum)),
            ("Bereidt voor", nota.Vergadering is { } v ? $"{v.Titel}" : ""),
            ("Volmacht", nota.Volmacht is { } w ? $"{w.Functie}: {Notawoorden.Strekking(w.Spreken, w.Stemmen)}" : "") }.Where(g =>
                g.Waarde.Length > 0),
    ];
}
