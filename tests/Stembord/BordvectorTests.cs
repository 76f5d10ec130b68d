using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Host;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Boards of both formats, good and bad, by all who read them: the server (as a holder reads it), the check, the browser,
/// and a program in Python that somebody wrote from docs/stembord.md who knew nothing else. Each names the line that is wrong,
/// and no other. Each finding of the cryptographer is among the bad ones.
/// </summary>
public sealed class BordvectorTests
{
    private static readonly string Map = Path.Combine(Source.Root, "tests/Stembord");
    private static readonly Lazy<JsonNode> Vectoren = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(Map, "vectoren-bord.json")))!);
    private static JsonNode V => Vectoren.Value;

    private static List<(string Soort, string Inhoud)> Rij(string naam, int aantal = int.MaxValue) =>
        [.. V[naam]!.AsArray().Take(aantal).Select(r => ((string)r![0]!, (string)r[1]!))];

    // A number is that line of another board, [number, old, new] that line with the first `old` replaced, [kind, content] itself.
    private static List<(string Soort, string Inhoud)> Rij(string van, JsonNode rij)
    {
        var goed = Rij(van);
        return [.. rij.AsArray()
            .Select(r => r is JsonValue nr ? goed[(int)nr] : r![0]!.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? (goed[(int)r[0]!].Soort, Vervang(goed[(int)r[0]!].Inhoud, (string)r[1]!, (string)r[2]!)) : ((string)r[0]!, (string)r[1]!))];
    }

    private static string Vervang(string tekst, string oud, string nieuw) =>
        tekst.IndexOf(oud, StringComparison.Ordinal) is >= 0 and var waar ? tekst[..waar] + nieuw + tekst[(waar + oud.Length)..]
            : throw new ArgumentException(oud);

    private static string FormaatVan(string naam) => naam == "oud" ? Groep.OudFormaat : Groep.Formaat2;

    private static readonly System.Text.Json.JsonSerializerOptions Ruim =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // By hand, so that nothing of what is tested decides how it is written.
    private static string Bestand(List<(string Soort, string Inhoud)> rij, string formaat)
    {
        var (regels, vorige) = (new JsonArray(), "");
        foreach (var (nr, (soort, inhoud)) in rij.Index())
        {
            var hash = Groep.Hash($"{vorige}\n{nr.ToString(CultureInfo.InvariantCulture)}\n{soort}\n{inhoud}");
            regels.Add(new JsonObject { ["nr"] = nr, ["soort"] = soort, ["inhoud"] = inhoud, ["vorige"] = vorige, ["hash"] = hash });
            vorige = hash;
        }
        return new JsonObject { ["formaat"] = formaat, ["regels"] = regels }.ToJsonString(Ruim);
    }

    private static string Goed(int regels = int.MaxValue) => Bestand(Rij("goed", regels), Groep.Formaat2);

    private static async Task Python(string programma, params string[] rest)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-B", Path.Combine(Map, programma), .. rest])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var fout = python.StandardError.ReadToEndAsync();
        var uit = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, uit + await fout);
    }

    // Which line the server names: of a board as a holder reads it, and of what is tallied after that. Null: none.
    private static int? Server(List<(string Soort, string Inhoud)> rij)
    {
        try
        {
            var regels = Bord.LeesBestand(Bestand(rij, Groep.Formaat2));
            var stand = Nagekeken.Van(regels).Stand;
            var (delen, nr) = (new List<Ontcijferdeel>(), -1);
            foreach (var r in regels.Where(r => r.Soort == "deel"))
            {
                var deel = Bord.LeesRegel<Ontcijferdeel>(r.Inhoud);
                if (nr < 0 && (!deel.Klopt(stand) || delen.Exists(d => d.Houder == deel.Houder))) nr = r.Nr;
                delen.Add(deel);
            }
            if (nr >= 0) return nr;
            if (regels.Find(r => r.Soort == "uitslag") is not { } uitslag) return regels.Count;
            return Bord.Tel(stand, delen) is { } telling && telling.Stemmen.SequenceEqual(Bord.LeesRegel<Telling>(uitslag.Inhoud).Stemmen)
                ? null : uitslag.Nr;
        }
        catch (Bordfout e) { return e.Regel; }
        catch (FormatException) { return 0; } // line 0 does not say what the file says: nothing is read
    }

    [Fact]
    public async Task All_who_read_name_the_same_line_of_every_board()
    {
        List<(string Wat, string Van, List<(string Soort, string Inhoud)> Rij, int? Regel, bool Meer)> borden =
            [.. new[] { "goed", "leeg", "oud" }.Select(n => (n, n, Rij(n), (int?)null, false))];
        foreach (var lijst in (string[])["ook", "fout", "aanval"])
        {
            foreach (var f in V[lijst]!.AsArray())
                borden.Add(((string)f!["wat"]!, (string)f["van"]!, Rij((string)f["van"]!, f["rij"]!), (int?)f["regel"], lijst == "aanval"));
        }
        Assert.True(borden.Count(b => b.Regel is not null) >= 165);
        var browser = await StemhokjeTests.Browser(
            [.. borden.Select(b => new object?[] { "controleer", Bestand(b.Rij, FormaatVan(b.Van)), null })]);
        foreach (var (i, (wat, van, rij, regel, meer)) in borden.Index())
        {
            var rapport = Stembordcontrole.Controleer(Bestand(rij, FormaatVan(van)));
            var pagina = browser[i]!["regels"]!.AsArray().Select(r => (int)r!).ToList();
            int[] moet = regel is { } nr ? [nr] : [];
            // Who changed more than one line, is found by the first.
            Assert.True(moet.SequenceEqual(meer ? rapport.Regels.Take(1) : rapport.Regels),
                $"{wat}: check {string.Join(',', rapport.Regels)}: {string.Join(' ', rapport.Bevindingen)}");
            Assert.True(moet.SequenceEqual(meer ? pagina.Take(1) : pagina), $"{wat}: browser {browser[i]!["bevindingen"]}");
            Assert.Equal((regel is null, regel is null), (rapport.Goed, (bool)browser[i]!["goed"]!));
            // The server makes nothing of old boards, and reads them no more.
            if (van != "oud") Assert.True(Server(rij) == regel, $"{wat}: server {Server(rij)}");
        }
        // The page for holders reads a board as the check does; some of them show that it is so.
        var houder = await StemhokjeTests.Browser(
            [.. borden.Where(b => b.Van == "goed" && b.Regel <= 12).Index().Where(b => b.Index % 8 == 0)
            .Select(b => new object?[] { "deel", Bestand(b.Item.Rij, Groep.Formaat2), CeremonieTests.Gezaaid[2], (string)V["hoofd"]!,
                Array.Empty<object>() })]);
        Assert.All(houder, h => Assert.True(h is JsonValue, "the page would make a part"));
        var c = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Map, "vectoren-ceremonie.json")))!;
        foreach (var naam in c.AsObject().Where(k => k.Value is JsonObject && k.Value["regels"] is not null).Select(k => k.Key))
            Assert.Null(Ceremoniecontrole.WaaromNiet(c[naam]!.ToJsonString()));
        foreach (var (goed, f) in c["fout"]!.AsArray().Select(f => (false, f)).Concat(c["ook"]!.AsArray().Select(f => (true, f))))
        {
            var rij = c[(string)f!["van"]!]!["regels"]!.AsArray().Take((int)f["regels"]!)
                .Select(r => ((string)r!["soort"]!, (string)r["inhoud"]!)).ToList();
            rij.Add(((string)f["soort"]!, (string)f["inhoud"]!));
            Assert.True(goed == Ceremoniecontrole.WaaromNiet(Bestand(rij, Ceremonie.Formaat)) is null, (string)f["wat"]!);
        }
    }

    [Fact]
    public async Task All_who_read_a_file_read_the_same_and_answer_what_is_typed_the_same()
    {
        var map = Directory.CreateTempSubdirectory("brink-vector-").FullName;
        try
        {
            var bestanden = V["bestanden"]!.AsArray().Select((b, i) =>
            {
                var tekst = (string?)b!["tekst"] ?? Bestand(Rij((string)b["van"]!), Groep.Formaat2);
                foreach (var w in b["vervang"]!.AsArray()) tekst = Vervang(tekst, (string)w![0]!, (string)w[1]!);
                byte[] Los(string veld) => Convert.FromHexString((string?)b[veld] ?? "");
                File.WriteAllBytes(Path.Combine(map, $"{i}.json"),
                    [.. Los("ervoor"), .. System.Text.Encoding.UTF8.GetBytes(tekst), .. Los("erna")]);
                return ((string)b["wat"]!, (bool)b["goed"]!, Path.Combine(map, $"{i}.json"));
            }).ToList();
            var browser = await StemhokjeTests.Browser([.. bestanden.Select(b => new object?[] { "bestand", b.Item3 })]);
            foreach (var (i, (wat, goed, pad)) in bestanden.Index())
            {
                Assert.Equal((wat, goed ? 0 : 1), (wat, (await Opdracht("verify", pad)).Status));
                Assert.Equal((wat, goed), (wat, (bool)browser[i]!));
                // A holder's program reads the file before anything on it.
                var (status, zin) = await Opdracht("akkoord", "--bord", pad, "--woorden", "--uit", Path.Combine(map, "uit"));
                Assert.True(status == 1 && goed == zin.Contains("Regel 0 van het bord klopt", StringComparison.Ordinal), $"{wat}: {zin}");
            }
            var bord = Path.Combine(map, "bord.json");
            await File.WriteAllTextAsync(bord, Goed());
            foreach (var g in V["getypt"]!.AsArray())
            {
                var (vraag, waarde) = ((string)g!["vraag"]!, g["waarde"]!);
                var typ = waarde is JsonObject ? Path.Combine(map, "eerder.json") : (string)waarde!;
                if (waarde is JsonObject)
                    await File.WriteAllTextAsync(typ, Bestand(Rij((string)waarde["van"]!, waarde["rij"]!), (string)waarde["formaat"]!));
                Assert.Equal((vraag, (string)g["wat"]!, (int)g["einde"]!),
                    (vraag, (string)g["wat"]!, (await Opdracht("verify", bord, "--" + vraag, typ)).Status));
                var tekst = waarde is JsonObject ? await File.ReadAllTextAsync(typ) : typ;
                object?[] pagina = vraag == "volgcode" ? ["controleer", Goed(), tekst]
                    : ["controleer", Goed(), null, new Dictionary<string, string> { [vraag] = tekst }];
                Assert.Equal(((string)g["wat"]!, (int)g["einde"]! == 0),
                    ((string)g["wat"]!, (bool)(await StemhokjeTests.Browser(pagina))[0]!["goed"]!));
            }
        }
        finally { Directory.Delete(map, true); }
    }

    private static async Task<(int Status, string Tekst)> Opdracht(params string[] args)
    {
        using var uit = new StringWriter();
        using var invoer = new StringReader("");
        return (await Stemmen.Run(args, uit, uit, invoer), uit.ToString());
    }

    [Fact]
    public void Members_with_one_name_get_a_name_of_their_own_on_the_list()
    {
        (Guid, string)[] leden = [(new Guid(1, 0, 0, new byte[8]), "A"), (new Guid(2, 0, 0, new byte[8]), "A"),
            (new Guid(3, 0, 0, new byte[8]), "B"),
            (new Guid(2, 1, 0, new byte[8]), "A"), (new Guid(4, 0, 0, new byte[8]), "A (00000001)")];
        var namen = Kiezer.Lijst(leden).Select(k => k.Naam).ToList();
        Assert.Equal(namen.Count, namen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("B", namen[2]);
        Assert.All(namen, n => Assert.StartsWith(n[..1], n, StringComparison.Ordinal));
    }

    [Fact]
    public Task The_program_that_was_written_from_the_page_alone_says_the_same() => Python("controle.py", "--vectoren", Map);

    [Fact]
    public Task Every_check_of_that_program_is_needed_for_a_vector() => Python("mutatie.py");

    [Fact]
    public async Task The_check_names_who_voted_finds_a_receipt_and_an_older_copy_and_marks_an_old_board()
    {
        var (goed, eerder, code, ontvangst) = (Goed(), Goed(9), (string)V["volgcode"]!, (string)V["ontvangst"]!);
        var anders = Bestand([.. Rij("goed").Where((_, nr) => nr != 8)], Groep.Formaat2);
        (string? Code, string? Ontvangst, string? Eerder, bool Goed)[] vragen =
        [
            (code, ontvangst, eerder, true), (code[..48], ontvangst[..50], null, true), (null, null, goed, true),
            (null, "7" + ontvangst[1..], null, false), (null, ontvangst[..20], null, false),
            (null, "0:" + (string)V["begin"]!, null, false), (null, "x", null, false),
            (null, null, anders, false), (null, null, "{}", false),
            (null, null, Bestand([.. Rij("goed"), Rij("goed")[^1]], Groep.Formaat2), false),
            (code[..47], null, null, false), (code + "0", null, null, false),
        ];
        var browser = await StemhokjeTests.Browser(
            [.. vragen.Select(v => new object?[] { "controleer", goed, v.Code, new { ontvangst = v.Ontvangst, eerder = v.Eerder } })]);
        foreach (var (i, v) in vragen.Index())
        {
            var rapport = Stembordcontrole.Controleer(goed, v.Code, v.Ontvangst, v.Eerder);
            Assert.True((v.Goed, v.Goed) == (rapport.Goed, (bool)browser[i]!["goed"]!),
                $"{v}: {string.Join(' ', rapport.Bevindingen)}; {browser[i]}");
        }
        foreach (var zinnen in (string[])[string.Join('\n', Stembordcontrole.Controleer(goed).Bevindingen),
            browser[0]!["bevindingen"]!.ToJsonString()])
        {
            foreach (var woord in (string[])[(string)V["begin"]!, (string)V["kiezersHash"]!, (string)V["stemden"]!, "Gemeente 5",
                "notaris, lid van de RvC, tweede lid"])
            {
                Assert.Contains(woord, zinnen, StringComparison.Ordinal);
            }
            Assert.DoesNotContain("oude vorm", zinnen, StringComparison.Ordinal);
        }
        Assert.Contains(Stembordcontrole.Controleer(Bestand(Rij("oud"), Groep.OudFormaat)).Bevindingen,
            b => b.Contains("oude vorm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_holder_signs_and_opens_the_same_in_both_and_never_a_second_board_of_a_vote()
    {
        var (begin, dicht, hoofd) = (Goed(1), Goed(13), (string)V["hoofd"]!);
        var zaden = CeremonieTests.Gezaaid;
        var bord = Nagekeken.Van(Bord.LeesBestand(dicht));
        var (deel, gebruikt) = Houder.Ontcijfer(zaden[3], bord, hoofd[..48], []);
        Assert.True(deel.Klopt(bord.Stand));
        Assert.Equal((4, hoofd), (deel.Houder, gebruikt.Hoofd));
        object[] ander = [new { stemming = gebruikt.Stemming, hoofd = new string('a', 64) }];
        var browser = await StemhokjeTests.Browser(["akkoord", zaden[0], begin], ["deel", dicht, zaden[3], hoofd, Array.Empty<object>()],
            ["deel", dicht, zaden[3], hoofd, ander], ["deel", dicht, Woorden.NieuwZaad(), hoofd, Array.Empty<object>()],
            ["deel", dicht, zaden[3], new string('0', 64),
            Array.Empty<object>()], ["akkoord", Woorden.NieuwZaad(), begin],
                ["akkoord", zaden[0], Bestand(Rij("oud", 1), Groep.OudFormaat)]);
        Assert.Equal((Rij("goed")[1].Inhoud, Rij("goed")[1].Inhoud),
            ((string)browser[0]!, Bord.Schrijf(Houder.Akkoord(zaden[0], Bord.LeesBestand(begin)))));
        var pagina = Bord.LeesRegel<Ontcijferdeel>((string)browser[1]!["deel"]!);
        Assert.True(pagina.Klopt(bord.Stand));
        Assert.Equal(deel.Opties.Select(o => o.D), pagina.Opties.Select(o => o.D));
        Assert.Equal(hoofd, (string)browser[1]!["gebruikt"]![0]!["hoofd"]!);
        Assert.Equal(Assert.Throws<FormatException>(() =>
            Houder.Ontcijfer(zaden[3], bord, hoofd, [new() { Stemming = gebruikt.Stemming, Hoofd = new string('a', 64) }])).Message,
            (string)browser[2]!);
        Assert.Contains("horen niet bij deze ceremonie", (string)browser[3]!, StringComparison.Ordinal);
        Assert.Contains("voorgelezen hoofd is een ander", (string)browser[4]!, StringComparison.Ordinal);
        Assert.Contains("horen niet bij deze ceremonie", (string)browser[5]!, StringComparison.Ordinal);
        Assert.Contains("van de oude vorm", (string)browser[6]!, StringComparison.Ordinal);
        // Any three parts give the outcome, two none; three of which one lies none.
        var delen = zaden.Select(z => Houder.Ontcijfer(z, bord, hoofd, []).Deel).ToList();
        Assert.Equal([2, 3, 1], Bord.Tel(bord.Stand, [delen[4], delen[1], delen[2]])!.Stemmen);
        Assert.Equal([2, 3, 1], Bord.Tel(bord.Stand, delen)!.Stemmen);
        Assert.Null(Bord.Tel(bord.Stand, delen[..2]));
        Assert.Null(Bord.Tel(bord.Stand, [delen[0], delen[0], delen[1]]));
        Assert.Null(Bord.Tel(bord.Stand, [delen[0], delen[1], delen[2] with { Houder = 4 }]));
    }

    [Fact]
    public async Task A_ballot_that_the_browser_makes_is_one_for_the_server_and_names_the_one_before()
    {
        var eerste = Rij("goed")[0].Inhoud;
        var instelling = Bord.LeesEerste(eerste);
        var json = JsonNode.Parse(eerste)!;
        json["begin"] = instelling.Begin;
        var (lid, vorige) = (instelling.Kiezers[2].Lid, Groep.Hash("een regel"));
        var browser = await StemhokjeTests.Browser(["maakBiljet", json, lid, 1], ["maakBiljet", json, lid, 2, vorige],
            ["maakBiljet", json, lid, 2, ""]);
        var biljetten = browser.Select(b => Bord.LeesRegel<Biljet>(b!["biljet"]!.ToJsonString())).ToList();
        Assert.All(biljetten, b => Assert.True(b.Klopt(instelling)));
        Assert.Equal([instelling.Begin, vorige, instelling.Begin], biljetten.Select(b => b.Vorige));
        // Under another beginning, or after another ballot, its proofs hold no more.
        Assert.False(biljetten[0].Klopt(instelling with { Begin = vorige }));
        Assert.False((biljetten[0] with { Vorige = vorige }).Klopt(instelling));
        Assert.False((biljetten[0] with { Vorige = null }).Klopt(instelling));
        Assert.All(browser, b =>
            Assert.True(Bord.Lees<Brink.Stembord.Opening>(b!["opening"]!.ToJsonString()) is var o
            && biljetten.Exists(x => o.Klopt(instelling, x))));
    }

    [Fact]
    public async Task The_command_line_does_a_whole_ceremony_and_a_vote()
    {
        var map = Directory.CreateTempSubdirectory("brink-ceremonie-").FullName;
        try
        {
            string Pad(string naam) => Path.Combine(map, naam);
            async Task<(int Status, string Tekst)> Brink(string typ, params string[] args)
            {
                using var uit = new StringWriter();
                using var invoer = new StringReader(typ);
                return (await Stemmen.Run(args, uit, uit, invoer), uit.ToString());
            }
            string[] namen = ["notaris", "RvC", "lid"];
            var c = Ceremonie.Nieuw(new()
            {
                Ceremonie = Guid.NewGuid().ToString(),
                Vergadering = "ALV",
                K = 2,
                Houders = [.. namen.Select(n => new Deelnemer { Naam = n, Werkgever = "w" + n })],
            });
            async Task Bij(string soort, string pad)
            {
                c = c.Met(soort, await File.ReadAllTextAsync(pad));
                await File.WriteAllTextAsync(Pad("c.json"), c.Bestand());
            }
            await File.WriteAllTextAsync(Pad("c.json"), c.Bestand());
            var woorden = new Dictionary<string, string>();
            const string Wachtzin = "vier woorden bij elkaar";
            string[] certificaat = ["ceremonie", "certificaat", "--ceremonie", Pad("c.json"), "--sleutel", Pad("x"), "--uit", Pad("y"),
                "--houder"];
            Assert.Equal(1, (await Brink("te kort", [.. certificaat, "notaris"])).Status);
            Assert.Equal(1, (await Brink(Wachtzin, [.. certificaat, "wie"])).Status);
            foreach (var n in namen)
            {
                var (status, tekst) = await Brink(Wachtzin, "ceremonie", "certificaat", "--ceremonie", Pad("c.json"), "--houder", n,
                    "--sleutel", Pad(n), "--uit", Pad(n + "1"));
                Assert.True(status == 0, tekst);
                woorden[n] = string.Join(' ',
                    tekst.Split('\n').Where(r => r.Contains(". ", StringComparison.Ordinal) && r.StartsWith("  ", StringComparison.Ordinal)
                    && char.IsAsciiDigit(r.Trim()[0])).Select(r => r.Trim().Split(' ')[1]));
                // What is kept says nothing without the passphrase, and is for its maker only.
                Assert.DoesNotContain(Woorden.Zaad(woorden[n]), await File.ReadAllTextAsync(Pad(n)), StringComparison.Ordinal);
                if (!OperatingSystem.IsWindows())
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Pad(n)));
                await Bij("certificaat", Pad(n + "1"));
            }
            string[] veelterm = ["ceremonie", "veelterm", "--ceremonie", Pad("c.json"), "--sleutel", Pad("lid"), "--uit", Pad("v")];
            Assert.Equal(2, (await Brink(Wachtzin, veelterm)).Status);
            Assert.Equal(1, (await Brink(Wachtzin, [.. veelterm, "--hoofd", new string('0', 48)])).Status);
            Assert.Equal(1, (await Brink("een andere wachtzin dan eerst", [.. veelterm, "--hoofd", c.Hoofd1])).Status);
            Assert.False(File.Exists(Pad("v")));
            foreach (var n in namen)
            {
                // One of them lost its device, and types the words elsewhere.
                string[] wie = n == "RvC" ? ["--woorden"] : ["--sleutel", Pad(n)];
                Assert.Equal(0, (await Brink(n == "RvC" ? woorden[n] : Wachtzin,
                    ["ceremonie", "veelterm", "--ceremonie", Pad("c.json"), "--hoofd", c.Hoofd1[..48], "--uit", Pad(n + "2"),
                        .. wie])).Status);
            }
            foreach (var n in namen) await Bij("veelterm", Pad(n + "2"));
            foreach (var n in namen)
            {
                Assert.Equal(0, (await Brink(Wachtzin, "ceremonie", "aanvaarding", "--ceremonie", Pad("c.json"), "--sleutel", Pad(n),
                    "--uit", Pad(n + "3"))).Status);
            }
            foreach (var n in namen) await Bij("aanvaarding", Pad(n + "3"));
            Assert.Contains("Stand: klaar", (await Brink("", "ceremonie", "nakijken", Pad("c.json"))).Tekst, StringComparison.Ordinal);

            var kiezers = Enumerable.Range(0, 6)
                .Select(i => new Kiezer { Lid = new Guid(i, 0, 0, new byte[8]).ToString(), Naam = $"Gemeente {i}" }).ToList();
            var begin = Instelling.Van(c, Guid.NewGuid().ToString(), "Benoeming", "Te benoemen.", ["A", "B"], kiezers);
            var regels = new List<Regel> { Bord.Volgende(null, Regelsoort.Instelling, Bord.Schrijf(begin)) };
            async Task Zet(Regelsoort soort, string inhoud)
            {
                regels.Add(Bord.Volgende(regels[^1], soort, inhoud));
                await File.WriteAllTextAsync(Pad("bord.json"), Bord.Bestand(regels));
            }
            await File.WriteAllTextAsync(Pad("bord.json"), Bord.Bestand(regels));
            var (goed, gezien) = await Brink(Wachtzin, "akkoord", "--bord", Pad("bord.json"), "--sleutel", Pad("lid"), "--uit", Pad("a1"));
            Assert.Equal(0, goed);
            foreach (var woord in (string[])["Te benoemen.", "A, B", "Gemeente 5", regels[0].Hash])
                Assert.Contains(woord, gezien, StringComparison.Ordinal);
            Assert.Equal(0, (await Brink(woorden["RvC"], "akkoord", "--bord", Pad("bord.json"), "--woorden", "--uit", Pad("a2"))).Status);
            await Zet(Regelsoort.Akkoord, await File.ReadAllTextAsync(Pad("a1")));
            await Zet(Regelsoort.Akkoord, await File.ReadAllTextAsync(Pad("a2")));
            foreach (var (i, keuze) in new[] { "A", "B", "B", "A", "B", "A" }.Index())
            {
                // The first member votes twice: the second ballot names the first.
                var lid = i == 5 ? 0 : i;
                Assert.Equal(0, (await Brink("", "biljet", "--bord", Pad("bord.json"), "--lid", $"Gemeente {lid}", "--keuze", keuze,
                    "--uit", Pad($"b{i}"))).Status);
                await Zet(Regelsoort.Biljet, (string)JsonNode.Parse(await File.ReadAllTextAsync(Pad($"b{i}")))!["inhoud"]!);
            }
            File.Copy(Pad("bord.json"), Pad("eerder.json"));
            await Zet(Regelsoort.Afsluiting, Bord.Schrijf(new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = 5 }));
            var hoofd = regels[^1].Hash;
            Assert.Equal(2, (await Brink(Wachtzin, "ontcijfer", "--presentie", "--bord", Pad("bord.json"), "--sleutel", Pad("lid"), "--uit",
                Pad("d1"))).Status);
            // Who did not compare who voted with who was there, gives no part: the server can make up a ballot.
            var (zonder, vraag) = await Brink(Wachtzin, "ontcijfer", "--bord", Pad("bord.json"), "--sleutel", Pad("lid"), "--hoofd", hoofd,
                "--uit", Pad("d1"));
            Assert.Equal((2, false), (zonder, File.Exists(Pad("d1"))));
            foreach (var woord in (string[])["Wie stemde (5): Gemeente 0", "presentielijst"])
                Assert.Contains(woord, vraag, StringComparison.Ordinal);
            string[] ontcijfer = ["ontcijfer", "--presentie", "--bord", Pad("bord.json"), "--sleutel", Pad("lid"), "--hoofd", hoofd[..48],
                "--uit", Pad("d1")];
            Assert.Equal(0, (await Brink(Wachtzin, ontcijfer)).Status);
            Assert.Equal(0, (await Brink(woorden["notaris"], "ontcijfer", "--presentie", "--bord", Pad("bord.json"), "--woorden", "--hoofd",
                hoofd, "--uit", Pad("d2"))).Status);
            var bewaard = await File.ReadAllTextAsync(Pad("lid"));
            Assert.Equal(hoofd, Assert.Single(Bord.Lees<Sleutelbestand>(bewaard).Gebruikt!).Hoofd);
            // The page opens what the command line closed.
            Assert.Equal(Woorden.Zaad(woorden["lid"]), (string)(await StemhokjeTests.Browser(["openSleutel", bewaard, Wachtzin]))[0]!);
            await Zet(Regelsoort.Deel, await File.ReadAllTextAsync(Pad("d1")));
            await Zet(Regelsoort.Deel, await File.ReadAllTextAsync(Pad("d2")));
            await Zet(Regelsoort.Uitslag, Bord.Schrijf(new Telling { Stemmen = [2, 3] }));
            var (klopt, zinnen) = await Brink("", "verify", Pad("bord.json"), "--eerder", Pad("eerder.json"), "--ontvangst",
                $"{regels[8].Nr}:{regels[8].Hash}",
                "--volgcode", Bord.Volgcode(regels[8].Inhoud));
            Assert.True(klopt == 0, zinnen);
            Assert.Contains("A 2, B 3", zinnen, StringComparison.Ordinal);
            Assert.Equal(1, (await Brink("", "verify", Pad("eerder.json"), "--eerder", Pad("bord.json"))).Status);
        }
        finally { Directory.Delete(map, true); }
    }
}
