using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Notificaties;

/// <summary>The announcement of a change, as another component publishes it. It goes the way of our own:
/// by the outbox to whoever has an abonnement.</summary>
public sealed record Notificatie
{
    [MaxLength(50), NotBlank] public required string Kanaal { get; set; }
    [Url, MinLength(1)] public required string HoofdObject { get; set; }
    [MaxLength(100), NotBlank] public required string Resource { get; set; }
    [Url, MinLength(1)] public required string ResourceUrl { get; set; }
    [MaxLength(100), NotBlank] public required string Actie { get; set; }
    public required DateTimeOffset Aanmaakdatum { get; set; }

    /// <summary>By which an abonnement can filter; those that the channel names.</summary>
    public JsonElement Kenmerken { get; set; } = Registers.Notificaties.Kenmerken.Geen;

    internal static async ValueTask<ActionResult> Publiceer(ActionCall call)
    {
        var n = (Notificatie)call.Body!;
        var kanaal = (await call.Session.Find<Kanaal>(q => q.Is("naam", n.Kanaal))).FirstOrDefault();
        if (kanaal is null) return Fout("kanaal", "message_kanaal", "Er is geen kanaal met deze naam.");
        var faults = new List<Fault>();
        Notificaties.Kenmerken.Controleer(n.Kenmerken, "kenmerken", faults);
        if (faults.Count > 0) return new ActionResult(null, faults);
        n.Kenmerken = Notificaties.Kenmerken.Maak(Notificaties.Kenmerken.Lees(n.Kenmerken));
        if (n.Kenmerken.EnumerateObject().Select(p => p.Name).Except(kanaal.Filters).FirstOrDefault() is { } vreemd)
            return Fout("kenmerken", "kenmerken_inconsistent", $"Het kanaal '{kanaal.Naam}' kent het kenmerk '{vreemd}' niet.");
        call.Session.Announce(n.Kanaal, n.HoofdObject, n.Document(call.Session));
        return new ActionResult(n);
    }

    /// <summary>What is posted to an address to try it.</summary>
    internal static byte[] Proef(Session session) => new Notificatie
    {
        Kanaal = "test",
        HoofdObject = session.Address,
        Resource = "abonnement",
        ResourceUrl = session.Address,
        Actie = "create",
        Aanmaakdatum = session.Now,
    }.Document(session);

    private byte[] Document(Session session)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var w = new Utf8JsonWriter(buffer))
        {
            w.WriteStartObject();
            w.WriteString("kanaal", Eigen(Kanaal));
            w.WriteString("hoofdObject", HoofdObject);
            w.WriteString("resource", Eigen(Resource));
            w.WriteString("resourceUrl", ResourceUrl);
            w.WriteString("actie", Eigen(Actie));
            w.WriteString("aanmaakdatum", Stored.Text(Aanmaakdatum));
            w.WriteStartObject("kenmerken");
            foreach (var (naam, waarde) in Notificaties.Kenmerken.Lees(Kenmerken)) w.WriteString(Eigen(naam), session.StoredForm(waarde));
            w.WriteEndObject();
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();

        static string Eigen(string text) => text.StartsWith('~') ? "~" + text : text;
    }

    private static ActionResult Fout(string field, string code, string reason) => new(null, [new Fault(field, code, reason)]);
}

/// <summary>Names with values, as they stand in an announcement and in the filters of an abonnement.</summary>
internal static class Kenmerken
{
    internal static readonly JsonElement Geen = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    internal static IEnumerable<(string Naam, string Waarde)> Lees(JsonElement json) =>
        json.EnumerateObject().Select(p => (p.Name, Binder.TextOf(p.Value)!));

    internal static JsonElement Maak(IEnumerable<(string Naam, string Waarde)> kenmerken) =>
        JsonSerializer.SerializeToElement(kenmerken.DistinctBy(k => k.Naam).ToDictionary(k => k.Naam, k => k.Waarde));

    /// <summary>An object with texts of 1 to 1000 characters.</summary>
    internal static void Controleer(JsonElement json, string veld, List<Fault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(veld, "not_a_dict", "Hier hoort een JSON-object met teksten te staan."));
            return;
        }
        foreach (var p in json.EnumerateObject())
        {
            string? waarde;
            try { (_, waarde) = (p.Name, Binder.TextOf(p.Value)); }
            catch (InvalidOperationException)
            {
                faults.Add(new Fault(veld, "invalid", "Deze tekst bevat een ongeldig teken.")); continue;
            } // a lone surrogate
            var (code, reason) = waarde switch
            {
                null => ("invalid", "Dit moet een tekst zijn."),
                "" => ("blank", "Dit veld mag niet leeg zijn."),
                { Length: > 1000 } => ("max_length", "Dit veld mag niet langer zijn dan 1000 tekens."),
                _ when waarde.Contains('\0') || p.Name.Contains('\0') =>
                    ("null_characters_not_allowed", "Het teken U+0000 mag niet voorkomen."),
                _ => ("", ""),
            };
            if (code.Length > 0) faults.Add(new Fault($"{veld}.{p.Name}", code, reason));
        }
    }
}
