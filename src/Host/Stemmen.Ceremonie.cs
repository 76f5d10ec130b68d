using Brink.Stembord;

namespace Brink.Host;

// What a holder does in a ceremony, and before a vote. The page sleutelhouder.html does the same.
public static partial class Stemmen
{
    private static async Task Toon(Ceremonie c, TextWriter uit)
    {
        await uit.WriteLineAsync($"""
            De ceremonie klopt tot hier.
              Vergadering: {c.Begin.Vergadering}
              Sleutelhouders: {string.Join(", ", c.Begin.Houders.Select(h => $"{h.Naam} ({h.Werkgever})"))}
              Samen openen de uitslag: {c.Begin.K} van de {c.Begin.Houders.Count}
              Stand: {c.Fase switch
        {
            Ceremoniefase.Certificaten => "ronde 1",
            Ceremoniefase.Veeltermen => "ronde 2",
            Ceremoniefase.Aanvaardingen => "ronde 3",
            Ceremoniefase.Klaar => "klaar",
            _ => $"mislukt: de klacht over {c.Naam(c.Klacht!.Over)} is gegrond",
        }}
              Wacht op: {(c.Wacht.Count == 0 ? "niemand" : string.Join(", ", c.Wacht.Select(c.Naam)))}
            """);
        if (c.Fase == Ceremoniefase.Klaar) await uit.WriteLineAsync($"  Sleutel: {c.Publiek}");
    }

    private static async Task<int> Ronde(string soort, Dictionary<string, string> opties, TextWriter uit, TextWriter fout,
        TextReader invoer)
    {
        var c = Ceremonie.LeesBestand(await Lees(opties["ceremonie"]));
        await Toon(c, uit);
        string inhoud;
        if (soort == Ceremonie.Ronde1)
        {
            if (!opties.TryGetValue("houder", out var naam) || !opties.TryGetValue("sleutel", out var sleutelbestand))
                return await Mis(fout, "Noem --houder (uw naam in de ceremonie) en --sleutel.");
            var plaats = c.Plaatsen.FirstOrDefault(l => c.Naam(l) == naam);
            if (plaats == 0)
                throw new FormatException($"'{naam}' doet niet mee. Kies uit: {string.Join(", ", c.Begin.Houders.Select(h => h.Naam))}.");
            var zaad = opties.ContainsKey("woorden") ? await Getypt(fout, invoer) : Woorden.NieuwZaad();
            inhoud = Bord.Schrijf(Houder.Certificaat(zaad, c, plaats));
            c.Met(soort, inhoud);
            await fout.WriteLineAsync("Kies een wachtzin voor het sleutelbestand: minstens 16 tekens, bijvoorbeeld vier woorden.");
            var bestand = Sleutelbestand.Sluit(zaad, await invoer.ReadLineAsync() ?? "", c.Begin.Ceremonie, plaats);
            await SchrijfGeheim(sleutelbestand, Bord.Schrijf(bestand));
            await uit.WriteLineAsync("Schrijf deze 24 woorden op, in deze volgorde, en sluit ze in een envelop:");
            foreach (var (i, woord) in Woorden.Van(zaad).Index()) await uit.WriteLineAsync($"  {i + 1}. {woord}");
        }
        else
        {
            if (soort == Ceremonie.Ronde2)
            {
                // Who sees other certificates than the others has another head; one comparison aloud finds it.
                if (c.Fase != Ceremoniefase.Veeltermen) throw new FormatException("De ceremonie is niet bij ronde 2.");
                await uit.WriteLineAsync($"Lees dit voor aan de anderen: {Nagekeken.InVieren(c.Hoofd1)}");
                if (!opties.TryGetValue("hoofd", out var gehoord))
                {
                    return await Mis(fout, $"Noem --hoofd: minstens {Nagekeken.KortsteCode} tekens zoals een andere houder ze u "
                    + $"voorleest.");
                }
                if (Nagekeken.Kort(gehoord) is not { } getypt || !c.Hoofd1.StartsWith(getypt, StringComparison.Ordinal))
                {
                    throw new FormatException(
                        $"De ander heeft iets anders op het scherm dan u, of u typte minder dan {Nagekeken.KortsteCode} tekens. "
                        + "Ga niet verder, en bel de voorzitter.");
                }
            }
            var (zaad, _) = await Zaad(opties, fout, invoer);
            if (soort == Ceremonie.Ronde2)
            {
                inhoud = Bord.Schrijf(Houder.Veelterm(zaad, c));
            }
            else
            {
                var (aanvaarding, klacht) = Houder.Ronde3(zaad, c);
                soort = klacht is null ? soort : Ceremonie.Bezwaar;
                inhoud = klacht is null ? Bord.Schrijf(aanvaarding) : Bord.Schrijf(klacht);
                if (klacht is not null)
                {
                    await fout.WriteLineAsync(
                    $"Het deel van {c.Naam(klacht.Over)} past niet. Er is een klacht gemaakt; ieder kan zien dat zij klopt.");
                }
            }
            c.Met(soort, inhoud);
        }
        await File.WriteAllTextAsync(opties["uit"], inhoud);
        await uit.WriteLineAsync(
            $"De regel ({soort}) staat in {opties["uit"]}. Geef haar aan het secretariaat; uw sleutel en uw woorden geeft u aan niemand.");
        return 0;
    }

    private static async Task<int> Teken(Dictionary<string, string> opties, TextWriter uit, TextWriter fout, TextReader invoer)
    {
        var regels = Bord.LeesBestand(await Lees(opties["bord"]));
        var (i, _) = Nagekeken.Begin(regels);
        await uit.WriteLineAsync($"""
            Regel 0 van het bord klopt.
              Onderwerp: {i.Onderwerp}
              Besluit: {i.Besluit}
              Keuzes: {string.Join(", ", i.Opties)}
              Stemgerechtigd: {string.Join(", ", i.Kiezers.Select(k => k.Naam))}
              Hash van die lijst: {i.KiezersHash}
              Sleutelhouders: {string.Join(", ", i.Sleutelhouders.Select(h => h.Naam))}; {i.K} samen openen de uitslag
              Begin (lees het voor): {Nagekeken.InVieren(i.Begin)}
              Het hele begin: {i.Begin}
            Klopt dit niet met wat u in de vergadering hoorde? Geef de handtekening dan niet, en bel de voorzitter.
            """);
        var (zaad, _) = await Zaad(opties, fout, invoer);
        var akkoord = Houder.Akkoord(zaad, regels);
        await File.WriteAllTextAsync(opties["uit"], Bord.Schrijf(akkoord));
        await uit.WriteLineAsync($"De handtekening van {i.Sleutelhouders[akkoord.Houder - 1].Naam} staat in {opties["uit"]}.");
        return 0;
    }

    // The seed of a holder: out of its file with the passphrase, or out of the words that it typed.
    // Neither is ever an argument of a command, where others can see it.
    private static async Task<(string Zaad, Sleutelbestand? Bestand)> Zaad(Dictionary<string, string> opties, TextWriter fout,
        TextReader invoer)
    {
        if (opties.ContainsKey("woorden")) return (await Getypt(fout, invoer), null);
        if (!opties.TryGetValue("sleutel", out var pad)) throw new FormatException("Noem --sleutel, of --woorden.");
        var bestand = Bord.Lees<Sleutelbestand>(await File.ReadAllTextAsync(pad));
        await fout.WriteLineAsync("Typ de wachtzin van uw sleutelbestand.");
        return (bestand.Zaad(await invoer.ReadLineAsync() ?? ""), bestand);
    }

    private static async Task<string> Getypt(TextWriter fout, TextReader invoer)
    {
        await fout.WriteLineAsync("Typ uw 24 woorden, met een spatie ertussen, op één regel.");
        return Woorden.Zaad(await invoer.ReadLineAsync() ?? "");
    }
}
