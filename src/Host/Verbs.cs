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
        {Stemmen.Gebruik}
        {Bestandsopdracht.Gebruik}
          brink help                                     toont dit

        Instellingen: zie docs/beheer.md (Brink__…).
        """;

    /// <summary>Runs a verb; the result is the exit status of the process.</summary>
    public static async Task<int> Run(string[] args)
    {
        var verb = args.Length == 0 || args[0].StartsWith('-') ? "start" : args[0];
        var rest = args.Length > 0 && args[0] == verb ? args[1..] : args;
        switch (verb)
        {
            case "start":
                if (!TryOptions(rest, ["data", "port"], ["demo"], out var options)) return 2;
                return await Server.Run(options);
            case "audit" when rest is ["verify", ..]:
                if (!TryOptions(rest[1..], ["data", "organisatie", "anker"], [], out var audit)) return 2;
                return await AuditControle.Run(audit, Console.Out, Console.Error);
            case "inzage" when rest is ["opruimen", ..]:
                if (!TryOptions(rest[1..], ["data", "organisatie", "dagen"], [], out var term)) return 2;
                return await AuditControle.Clear(term, Console.Out, Console.Error);
            case "referentielijsten":
                return await Lijstopdracht.Run(rest, Console.Out, Console.Error);
            case "catalogus":
                return await Catalogusopdracht.Run(rest, Console.Out, Console.Error);
            case "vereniging":
                return await Vereniging.Run(rest, Console.Out, Console.Error);
            case "bestanden":
                return await Bestandsopdracht.Run(rest, Console.Out, Console.Error);
            case "stemming":
                return await Stemmen.Run(rest, Console.Out, Console.Error);
            case "help" or "--help" or "-h":
                Console.WriteLine(Usage);
                return 0;
            default:
                Console.Error.WriteLine($"'{verb}' is geen opdracht.\n\n{Usage}");
                return 2;
        }
    }

    private static bool TryOptions(string[] args, string[] withValue, string[] flags, out Dictionary<string, string> options)
    {
        options = [];
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].TrimStart('-');
            if (args[i].StartsWith("--", StringComparison.Ordinal) && flags.Contains(name)) options[name] = "true";
            else if (args[i].StartsWith("--", StringComparison.Ordinal) && withValue.Contains(name) && i + 1 < args.Length) options[name] = args[++i];
            else { Console.Error.WriteLine($"'{args[i]}' is hier geen optie.\n\n{Usage}"); return false; }
        }
        if (options.TryGetValue("port", out var port) && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 0 and < 65536))
        {
            Console.Error.WriteLine($"'{port}' is geen poort. Kies een getal van 0 tot 65535.");
            return false;
        }
        return true;
    }
}
