using System.Diagnostics;
using System.Globalization;

namespace Brink.Host;

/// <summary>The command line: the first word says what to do, options follow.</summary>
public static class Verbs
{
    private const string Usage = $"""
        Brink: registers en apps voor gemeenten.

          brink start [--data MAP] [--port N] [--demo]   start het platform
          brink audit verify [--data MAP] [--organisatie O] [--anker HASH]
                                                         gaat na of in het logboek niets is veranderd of weggehaald
          brink inzage opruimen --organisatie O [--data MAP] [--dagen N]
                                                         verwijdert inzageregels die langer bewaard zijn dan de termijn
        {Vereniging.Gebruik}
        {Lijstopdracht.Gebruik}
        {Catalogusopdracht.Gebruik}
        {Bundelopdracht.Gebruik}
        {Archiefopdracht.Gebruik}
        {Stemmen.Gebruik}
        {Bestandsopdracht.Gebruik}
          brink help                                     toont dit

        Instellingen: zie docs/beheer.md (Brink__…).
        """;

    /// <summary>Runs a verb; the result is the exit status of the process.</summary>
    public static Task<int> Run(string[] args)
    {
        if (args is ["archief", ..]) GoLast();
        return Run(args, Console.Out, Console.Error);
    }

    // Long work beside a platform that serves people takes what they leave.
    private static void GoLast()
    {
        using var self = Process.GetCurrentProcess();
        try { self.PriorityClass = ProcessPriorityClass.BelowNormal; }
        catch (System.ComponentModel.Win32Exception) { } // then all go alike
    }

    internal static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout)
    {
        var verb = args.Length == 0 || args[0].StartsWith('-') ? "start" : args[0];
        var rest = args.Length > 0 && args[0] == verb ? args[1..] : args;
        switch (verb)
        {
            case "start":
                return Options(fout, rest, ["data", "port"], ["demo"]) is { } options ? await Server.Run(options) : 2;
            case "audit" when rest is ["verify", ..]:
                return Options(fout, rest[1..], ["data", "organisatie", "anker"], []) is { } audit
                ? await AuditControle.Run(audit, uit, fout) : 2;
            case "inzage" when rest is ["opruimen", ..]:
                return Options(fout, rest[1..], ["data", "organisatie", "dagen"], []) is { } term
                ? await AuditControle.Clear(term, uit, fout) : 2;
            case "referentielijsten":
                return await Lijstopdracht.Run(rest, uit, fout);
            case "catalogus":
                return await Catalogusopdracht.Run(rest, uit, fout);
            case "bundel":
                return await Bundelopdracht.Run(rest, uit, fout);
            case "archief":
                return await Archiefopdracht.Run(rest, uit, fout);
            case "vereniging":
                return await Vereniging.Run(rest, uit, fout);
            case "bestanden":
                return await Bestandsopdracht.Run(rest, uit, fout);
            case "stemming":
                return await Stemmen.Run(rest, uit, fout);
            case Tekstlezer.Werkwoord:
                return Tekstlezer.Bedien(Console.OpenStandardInput(), Console.OpenStandardOutput());
            case "help" or "--help" or "-h":
                await uit.WriteLineAsync(Usage);
                return 0;
            default:
                await fout.WriteLineAsync($"'{verb}' is geen opdracht.\n\n{Usage}");
                return 2;
        }
    }

    // What follows a verb that takes no words, only options.
    private static Dictionary<string, string>? Options(TextWriter fout, string[] args, string[] withValue, string[] flags)
    {
        var read = Opdracht.Lees(args, withValue, flags, out var mistake);
        if (read is var (words, options))
        {
            var port = options.GetValueOrDefault("port", "0");
            if (words.Count > 0) mistake = $"'{words[0]}' is hier geen optie.";
            else if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                mistake = $"'{port}' is geen poort. Kies een getal van 0 tot 65535.";
            else return options;
        }
        fout.WriteLine($"{mistake}\n\n{Usage}");
        return null;
    }
}
