using System.Text;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;

namespace Brink.Host;

/// <summary>
/// <c>brink stemming</c>: what holders of keys, voters and checkers of a secret vote do on their own computer. Status 0 is good,
/// 1 is refused or wrong, 2 is a mistake in the command. The check itself is <see cref="Stembordcontrole"/>,
/// which shares nothing with the server.
/// </summary>
public static partial class Stemmen
{
    /// <summary>What the command line says about it.</summary>
    public const string Gebruik = """
          brink stemming export --organisatie ID --data MAP [--stemming UUID] BESTAND   schrijft het bord van een geheime stemming
          brink stemming verify BESTAND [--begin HASH] [--hoofd HASH] [--volgcode CODE|BESTAND] [--ontvangst REGEL:HASH|BESTAND] [--eerder BESTAND]
            gaat na of bord en uitslag kloppen, en of het is wat is voorgelezen
          brink stemming ceremonie nakijken BESTAND                                     gaat na of een ceremonie klopt, en wie aan de beurt is
          brink stemming ceremonie certificaat --ceremonie BESTAND --houder NAAM --sleutel BESTAND --uit BESTAND
          brink stemming ceremonie veelterm --ceremonie BESTAND --sleutel BESTAND --hoofd HOOFD --uit BESTAND
          brink stemming ceremonie aanvaarding --ceremonie BESTAND --sleutel BESTAND --uit BESTAND
                                                                                        de drie rondes van een sleutelhouder
          brink stemming akkoord --bord BESTAND --sleutel BESTAND --uit BESTAND         kijkt regel 0 na en tekent haar, voordat iemand stemt
          brink stemming ontcijfer --sleutel BESTAND --bord BESTAND --hoofd HOOFD --presentie --uit BESTAND
                        (--presentie: de lijst van wie stemde is vergeleken)            kijkt het bord na en maakt het deel van een sleutelhouder
                        In plaats van --sleutel kan --woorden: u typt dan uw 24 woorden. Anders typt u de wachtzin van het sleutelbestand.
          brink stemming biljet --bord BESTAND --lid UUID --keuze KEUZE --uit BESTAND   maakt een versleuteld biljet
          brink stemming open BILJET --bord BESTAND [--volgcode CODE|BESTAND]           controleert een biljet dat niet is uitgebracht
        """;

    // The end of the name of the file that says what is in a ballot.
    private const string Geheim = ".geheim";
    private static readonly string[] Opties = ["organisatie", "data", "stemming", "volgcode", "uit", "sleutel", "bord", "hoofd", "lid",
        "keuze", "ceremonie", "houder",
        "ontvangst", "eerder", "begin"];

    /// <summary>Runs the command that follows <c>stemming</c>.</summary>
    /// <param name="args">The words after <c>stemming</c>.</param>
    /// <param name="uit">Where the answer goes.</param>
    /// <param name="fout">Where questions and what is wrong go.</param>
    /// <param name="invoer">Where a passphrase or 24 words are typed; null: the console.</param>
    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout, TextReader? invoer = null)
    {
        if (Opdracht.Lees(args, Opties, ["woorden", "presentie"], out var mis) is not var (woorden, opties)) return await Mis(fout, mis);
        string? Mist(params string[] nodig) => nodig.FirstOrDefault(n => !opties.ContainsKey(n)) is { } naam ? $"Noem --{naam}." : null;
        try
        {
            switch (woorden)
            {
                case ["export", var bestand]:
                    if (Mist("organisatie", "data") is { } export) return await Mis(fout, export);
                    return await Opdracht.Doe("stemming", opties, Gebruik, fout,
                        o => Exporteer(o.Http, opties.GetValueOrDefault("stemming"), bestand, uit, fout));
                case ["verify", var bestand]:
                    var (code, ontvangst) = (await Getypt(opties, "volgcode"), await Getypt(opties, "ontvangst"));
                    var (begin, hoofd) = (await Getypt(opties, "begin"), await Getypt(opties, "hoofd"));
                    if (new[] { code, begin, hoofd }.Any(c => c is not null && !Stembordcontrole.IsCode(c)) || ontvangst is not null
                        && !Stembordcontrole.IsOntvangst(ontvangst))
                    {
                        return await Mis(fout, TeKort);
                    }
                    var oud = opties.TryGetValue("eerder", out var eerder) ? await Lees(eerder) : null;
                    return await Meld(Stembordcontrole.Controleer(await Lees(bestand), code, ontvangst, oud, begin, hoofd),
                        "Het bord klopt.", "Het bord klopt niet:", uit, fout);
                case ["open", var biljet]:
                    if (Mist("bord") is { } open) return await Mis(fout, open);
                    if (await Getypt(opties, "volgcode") is var eigen && eigen is not null && !Stembordcontrole.IsCode(eigen))
                        return await Mis(fout, TeKort);
                    return await Meld(Stembordcontrole.ControleerBiljet(await Lees(opties["bord"]),
                        await Lees(File.Exists(biljet + Geheim) ? biljet + Geheim : biljet), eigen),
                        "Het biljet klopt.", "Het biljet klopt niet:", uit, fout);
                case ["ontcijfer"]:
                    if (Mist("bord", "uit") is { } ontcijfer) return await Mis(fout, ontcijfer);
                    return await Ontcijfer(opties, uit, fout, invoer ?? Console.In);
                case ["akkoord"]:
                    if (Mist("bord", "uit") is { } akkoord) return await Mis(fout, akkoord);
                    return await Teken(opties, uit, fout, invoer ?? Console.In);
                case ["ceremonie", "nakijken", var bestand]:
                    await Toon(Ceremonie.LeesBestand(await Lees(bestand)), uit);
                    return 0;
                case ["ceremonie", "certificaat" or "veelterm" or "aanvaarding"]:
                    if (Mist("ceremonie", "uit") is { } ronde) return await Mis(fout, ronde);
                    return await Ronde(woorden[1], opties, uit, fout, invoer ?? Console.In);
                case ["biljet"]:
                    if (Mist("bord", "lid", "keuze", "uit") is { } maak) return await Mis(fout, maak);
                    return await Maak(opties, uit, fout);
                default:
                    return await Mis(fout, "Kies export, verify, ceremonie, akkoord, ontcijfer, biljet of open.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            await fout.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static Task<int> Mis(TextWriter fout, string wat) => Opdracht.Mis(fout, wat, Gebruik);

    private static async Task<int> Meld(Rapport rapport, string goed, string anders, TextWriter uit, TextWriter fout)
    {
        var naar = rapport.Goed ? uit : fout;
        await naar.WriteLineAsync(rapport.Goed ? goed : anders);
        foreach (var wat in rapport.Bevindingen) await naar.WriteLineAsync($"  {wat}");
        return rapport.Goed ? 0 : 1;
    }

    private static readonly string TeKort =
        $"Een code of een hash heeft {Nagekeken.KortsteCode} tot 64 tekens: cijfers en de letters a tot en met f. "
        + "Een ontvangstbewijs is het nummer van de regel, een dubbele punt, en zo'n code.";

    // A code is long: it may be in the file that the booth let keep.
    private static async Task<string?> Getypt(Dictionary<string, string> opties, string naam) =>
        opties.GetValueOrDefault(naam) is { } code && File.Exists(code) ? await Lees(code) : opties.GetValueOrDefault(naam);

    // What is no UTF-8, or begins with the mark of another writing, one reader would pass over, and another would not.
    private static async Task<string> Lees(string pad)
    {
        try { return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await File.ReadAllBytesAsync(pad)); }
        catch (DecoderFallbackException e) { throw new FormatException($"{pad} is geen tekst in UTF-8.", e); }
    }

    private static async Task<int> Ontcijfer(Dictionary<string, string> opties, TextWriter uit, TextWriter fout, TextReader invoer)
    {
        var bord = Nagekeken.Van(Bord.LeesBestand(await Lees(opties["bord"])));
        var (instelling, geldig) = (bord.Stand.Instelling, bord.Stand.Geldig);
        await uit.WriteLineAsync($"""
            Het bord klopt tot en met de sluiting.
              Onderwerp: {instelling.Onderwerp}
              Keuzes: {string.Join(", ", instelling.Opties)}
              Biljetten: {geldig.Count}, van {instelling.Kiezers.Count} leden
              Wie stemde ({geldig.Count}): {string.Join(", ", instelling.Kiezers.Where(k => geldig.ContainsKey(k.Lid)).Select(k => k.Naam))}
            """);
        // The server can make up a ballot for a member that was not there: only who was there, shows it.
        if (!opties.ContainsKey("presentie"))
        {
            return await Mis(fout, "Vergelijk eerst wie stemde met de presentielijst van de vergadering: hetzelfde aantal, en geen lid "
            + "dat er niet was. "
                + "Klopt het niet? Geef geen deel, en bel de voorzitter. Klopt het, geef dan de opdracht opnieuw, met --presentie erbij.");
        }
        // The head is not printed before it is given: who only copies it from here checks nothing.
        if (!opties.TryGetValue("hoofd", out var hoofd))
        {
            return await Mis(fout, $"Noem --hoofd: minstens {Nagekeken.KortsteCode} tekens van het hoofd zoals de voorzitter het voorlas. "
                + "Neem het niet over van wie u het bord gaf.");
        }
        var (zaad, bestand) = await Zaad(opties, fout, invoer);
        var (deel, gebruikt) = Houder.Ontcijfer(zaad, bord, hoofd, bestand?.Gebruikt ?? []);
        // First what the key was used for: a part that is out cannot be taken back.
        if (bestand is not null)
        {
            await Vervang(opties["sleutel"],
                Bord.Schrijf(bestand with { Gebruikt = [.. (bestand.Gebruikt ?? []).Where(g => g != gebruikt), gebruikt] }));
        }
        await File.WriteAllTextAsync(opties["uit"], Bord.Schrijf(deel));
        await uit.WriteLineAsync(
            $"  Hoofd: {bord.Stand.Hoofd}\nHet deel van {instelling.Sleutelhouders[deel.Houder - 1].Naam} staat in {opties["uit"]}. "
            + "Geef dit aan het secretariaat; uw sleutel en uw woorden geeft u niet.");
        return 0;
    }

    private static async Task<int> Maak(Dictionary<string, string> opties, TextWriter uit, TextWriter fout)
    {
        // The whole first line is checked: a ballot is closed with the key that is on it.
        var regels = Bord.LeesBestand(await Lees(opties["bord"]));
        var (instelling, _) = Nagekeken.Begin(regels);
        var keuze = instelling.Opties.IndexOf(opties["keuze"]);
        if (keuze < 0) { await fout.WriteLineAsync($"Kies uit: {string.Join(", ", instelling.Opties)}."); return 1; }
        if (instelling.Kiezers.Find(k => k.Lid == opties["lid"] || k.Naam == opties["lid"]) is not { } kiezer)
        {
            await fout.WriteLineAsync($"'{opties["lid"]}' staat niet op de lijst van stemgerechtigden.");
            return 1;
        }
        var (biljet, opening) = Biljet.Maak(instelling, kiezer.Lid, keuze, Bord.VorigBiljet(regels, kiezer.Lid));
        var inhoud = Bord.Schrijf(biljet);
        // What may be sent stands apart from what opens it: a file that is sent as a whole tells nothing.
        var biljetbestand = new JsonObject { ["inhoud"] = inhoud, ["volgcode"] = Bord.Volgcode(inhoud) };
        await SchrijfGeheim(opties["uit"], biljetbestand.ToJsonString());
        biljetbestand["opening"] = JsonNode.Parse(Bord.Schrijf(opening));
        await SchrijfGeheim(opties["uit"] + Geheim, biljetbestand.ToJsonString());
        await uit.WriteLineAsync($"Volgcode: {Bord.Volgcode(inhoud)}");
        await uit.WriteLineAsync($"Begin (vergelijk met wat de voorzitter voorlas): {instelling.Begin}");
        await fout.WriteLineAsync(
            $"Schrijf de volgcode op. Controleer het biljet (brink stemming open) en gooi het weg, of breng {opties["uit"]} uit en wis "
            + $"{opties["uit"]}{Geheim}: wie dat bestand heeft, kan zien wat u koos.");
        return 0;
    }

    private static async Task Vervang(string pad, string inhoud)
    {
        File.Delete(pad + ".nieuw");
        await SchrijfGeheim(pad + ".nieuw", inhoud);
        File.Move(pad + ".nieuw", pad, overwrite: true);
    }

    // Only for who made it.
    private static async Task SchrijfGeheim(string pad, string inhoud)
    {
        var opties = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) opties.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var bestand = new FileStream(pad, opties);
        await bestand.WriteAsync(Encoding.UTF8.GetBytes(inhoud));
    }

    private static async Task<int> Exporteer(HttpClient http, string? stemming, string bestand, TextWriter uit, TextWriter fout)
    {
        if (stemming is null)
        {
            var gesloten = (await Vereniging.Alles(http, "besluitvorming/api/v1/stemmingen"))
                .Where(s => (string?)s["modus"] == "geheim" && (string?)s["geslotenOp"] is not null);
            stemming = gesloten.MaxBy(s => (string)s["geslotenOp"]!, StringComparer.Ordinal)?["url"]?.GetValue<string>()[^36..];
            if (stemming is null) { await fout.WriteLineAsync("Er is nog geen geheime stemming gesloten."); return 1; }
        }
        if (!Guid.TryParseExact(stemming, "D", out _)) { await fout.WriteLineAsync($"'{stemming}' is geen uuid."); return 1; }
        using var antwoord = await http.GetAsync($"besluitvorming/api/v1/stemmingen/{stemming}/stembord");
        if (!antwoord.IsSuccessStatusCode)
        {
            await fout.WriteLineAsync($"Stemming {stemming} bestaat niet, of heeft geen bord.");
            return 1;
        }
        await File.WriteAllBytesAsync(bestand, await antwoord.Content.ReadAsByteArrayAsync());
        await uit.WriteLineAsync($"Het bord van stemming {stemming} staat in {bestand}.");
        return 0;
    }
}
