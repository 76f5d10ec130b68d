using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;

namespace Brink.Bench;

/// <summary>What a measurement stands on.</summary>
internal static partial class Ground
{
    /// <summary>Runs statements on a server one by one, however long they take.</summary>
    public static async Task Sql(string connection, params string[] statements)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, open) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A demonstration with people of the cooperative's office (<c>meting-0</c>, <c>meting-1</c>, …) and no zaken or documents;
    /// its folder.</summary>
    public static string Demo(string root, string folder, string organisatie, int people)
    {
        Directory.CreateDirectory(folder);
        var shared = JsonNode.Parse(File.ReadAllBytes(Path.Combine(root, "demo", "gedeeld.json")))!.AsObject();
        shared["bestanden"] = new JsonObject();
        File.WriteAllText(Path.Combine(folder, "gedeeld.json"), shared.ToJsonString());
        File.WriteAllText(Path.Combine(folder, organisatie + ".json"), new JsonObject
        {
            ["leest"] = new JsonArray(),
            ["waarden"] = new JsonObject { ["naam"] = "Meting", ["rsin"] = "999701009", ["domein"] = "DIMPA", ["beheerder"] = "Meting" },
            ["medewerkers"] = new JsonArray([.. Enumerable.Range(0, people).Select(i =>
                new JsonObject { ["id"] = $"meting-{i}", ["naam"] = $"Meting {i}", ["rol"] = "Regiebureau" })]),
            ["zaken"] = new JsonArray(),
        }.ToJsonString());
        return folder;
    }

    /// <summary>Somebody of the demonstration who stepped in, with the cookies by which he is known.</summary>
    /// <exception cref="InvalidOperationException">He was not let in.</exception>
    public static async Task<HttpClient> StepIn(int port, string organisatie, string persona, CookieContainer jar)
    {
        var person = new HttpClient(new HttpClientHandler { CookieContainer = jar }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var form = Token().Match(await person.GetStringAsync("stap-in"));
        using var answer = await person.PostAsync("stap-in/kies",
            new FormUrlEncodedContent([new("persona", persona), new("__RequestVerificationToken", form.Groups[1].Value)]));
        return answer.RequestMessage!.RequestUri!.AbsolutePath == "/" + organisatie ? person
            : throw new InvalidOperationException("instappen lukte niet");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
