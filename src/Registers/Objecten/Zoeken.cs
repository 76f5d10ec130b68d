using Brink.Engine;

namespace Brink.Registers.Objecten;

/// <summary>What a list of objects is narrowed down and ordered by: the day, and what is inside the data. All of it in SQL.</summary>
internal static class Zoeken
{
    private const int MeesteVoorwaarden = 20;
    private static readonly string[] Vergelijkingen = ["exact", "gt", "gte", "lt", "lte", "icontains", "in"];

    public static Exception TweeDagen() =>
        Session.Refuse(400, "invalid-date-query-params", "Gebruik 'date' of 'registrationDate', niet allebei.");

    /// <summary>The states that hold on a day.</summary>
    public static void Geldig(Query q, DateOnly dag) =>
        q.Compares("startAt", "<=", dag).And($"({q.Col("endAt")} IS NULL OR {q.Col("endAt")} > {q.Add(Stored.Text(dag))})");

    public static void Beperk(Query q, IReadOnlyDictionary<string, object?> gevraagd, Caller caller)
    {
        var dag = gevraagd.GetValueOrDefault("date") as DateOnly?;
        var geregistreerd = gevraagd.GetValueOrDefault("registrationDate") as DateOnly?;
        if (dag is not null && geregistreerd is not null) throw TweeDagen();
        var op = q.Add(Stored.Text(geregistreerd ?? dag ?? DutchClock.Day(DateTimeOffset.UtcNow)));
        // Of an object the last of the states that hold then, or were recorded by then.
        string Stand(string a) => geregistreerd is not null ? $"{a}.\"registrationAt\" <= {op}"
            : $"{a}.\"startAt\" <= {op} AND ({a}.\"endAt\" IS NULL OR {a}.\"endAt\" > {op})";
        q.And(Stand("t")).And($"NOT EXISTS (SELECT 1 FROM {q.Definition.Table} n WHERE n.\"object\" = t.\"object\" AND n.\"index\" > t.\"index\" AND {Stand("n")})");

        var voorwaarden = (gevraagd.GetValueOrDefault("data_attr") as IEnumerable<object> ?? [])
            .Select(v => (Naam: "data_attr", Tekst: (string)v)).ToList();
        if (gevraagd.GetValueOrDefault("data_attrs") is string lijst) voorwaarden.AddRange(lijst.Split(',').Select(v => ("data_attrs", v)));
        if (voorwaarden.Count > MeesteVoorwaarden)
            throw Fout("data_attrs", $"Er kan op hoogstens {MeesteVoorwaarden} voorwaarden tegelijk worden gezocht.");
        foreach (var (naam, tekst) in voorwaarden) q.And(Voorwaarde(q, naam, tekst, caller));
        if (gevraagd.ContainsKey("geometry")) Velden.AlleenPlaats(q, caller);
        if (gevraagd.GetValueOrDefault("data_icontains") is string { Length: > 0 } deel)
        {
            Velden.AlleenGeheel(q, caller);
            q.And(Data.Anywhere(q, "klein", deel.ToLowerInvariant()));
        }
    }

    // One condition as a client writes it: naam__vergelijking__waarde, with __ in the name for what lies deeper.
    private static string Voorwaarde(Query q, string parameter, string tekst, Caller caller)
    {
        var delen = tekst.Split("__");
        if (delen.Length < 3) throw Fout(parameter, $"'{Kort(tekst)}' heeft niet de vorm naam__vergelijking__waarde.");
        var (vergelijking, waarde, pad) = (delen[^2], delen[^1], delen[..^2]);
        if (!Vergelijkingen.Contains(vergelijking))
            throw Fout(parameter, $"'{Kort(vergelijking)}' is geen vergelijking. Kies uit: {string.Join(", ", Vergelijkingen)}.");
        if (pad.Any(n => n.Contains(','))) throw Fout(parameter, "Een naam bevat geen komma.");
        var at = Data.At(q, vergelijking == "icontains" ? "klein" : "data", pad)
            ?? throw Fout(parameter, $"Op '{Kort(string.Join("__", pad))}' kan niet worden gezocht.");
        Velden.AlleenMet(q, caller, pad[0]);
        switch (vergelijking)
        {
            case "exact": return at.Is(waarde);
            case "icontains": return at.Has(waarde.ToLowerInvariant());
            case "in":
                var keuzes = waarde.Split('|');
                if (keuzes.Length > 100) throw Fout(parameter, "Geef hoogstens 100 waarden.");
                return "(" + string.Join(" OR ", keuzes.Select(at.Is)) + ")";
        }
        var grens = Data.NumberOf(waarde) is { } getal && !DateOnly.TryParseExact(waarde, "yyyy-MM-dd", out _) ? getal
            : DateOnly.TryParseExact(waarde, "yyyy-MM-dd", out _) ? waarde
            : throw Fout(parameter, $"'{vergelijking}' vergelijkt alleen getallen en datums (JJJJ-MM-DD).");
        return at.Compares(vergelijking switch { "gt" => ">", "gte" => ">=", "lt" => "<", _ => "<=" }, grens);
    }

    private static readonly string[] Standvelden = ["index", "typeVersion", "startAt", "endAt", "registrationAt"];

    /// <summary>The names that <c>ordering</c> takes.</summary>
    public static string[] Volgordes { get; } = ["type", "uuid", .. Standvelden.Select(v => "record__" + v), "record__data__…"];

    /// <summary>What a name in <c>ordering</c> means: a field of the object or the record, or something inside the data.</summary>
    public static IReadOnlyList<string>? Volgorde(Query q, string naam, Caller caller)
    {
        if (naam is "type" or "uuid") return [naam == "uuid" ? "t.\"object\"" : "t.\"type\""];
        if (naam.StartsWith("record__", StringComparison.Ordinal) && Standvelden.Contains(naam[8..]))
            return [$"t.\"{naam[8..]}\""];
        if (!naam.StartsWith("record__data__", StringComparison.Ordinal)) return null;
        var pad = naam[14..].Split("__");
        if (Data.At(q, "data", pad) is not { } at) return null;
        return Velden.Verbergt(q, caller, pad[0]) is { } verborgen
            ? [.. at.Order().Select(term => $"CASE WHEN {verborgen} THEN NULL ELSE {term} END")] : at.Order();
    }

    private static Exception Fout(string parameter, string reden) =>
        Session.Refuse(400, $"invalid-{parameter.Replace('_', '-')}-query", reden, parameter);
    private static string Kort(string tekst) => tekst.Length > 60 ? tekst[..60] + "…" : tekst;
}
