using System.Buffers;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>Deeds of administration in the audit log of an organisation: who gave or took which rights, who came in,
/// what was refused.</summary>
internal static class Beheerdaad
{
    /// <summary>Under which all of them stand.</summary>
    public const string Hoofdobject = "beheer";

    /// <summary>Keeps one along with a unit of work.</summary>
    public static void Run(Db db, Caller caller, string actie, string resource, string weergave, string toelichting, DateTimeOffset now,
        Action<Utf8JsonWriter>? more = null)
    {
        var uuid = Guid.CreateVersion7();
        db.Run("INSERT INTO audit (uuid, hoofdobject, doc) VALUES ($1, $2, $3)",
            [uuid.ToString(), Hoofdobject, Audit.Deed(uuid, "beheer", caller, actie, resource, weergave, toelichting, now, more)]);
    }
}

/// <summary>The rows that tell of a change: one for the audit trail of the main object (resource <c>audittrail</c> of each API),
/// one to announce it (Notificaties API).</summary>
internal static class Audit
{
    public static byte[] Row(Session s, Guid uuid, Definition mainDefinition, Resource main, Definition d, Resource resource, string actie,
        byte[]? oud, byte[]? nieuw,
        bool gone)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            w.WriteString("uuid"u8, uuid);
            w.WriteString("bron"u8, d.Register.Component);
            w.WriteString("applicatieId"u8, Tilde(s.Caller.ClientId, 100));
            w.WriteString("applicatieWeergave"u8, Tilde(s.Caller.Weergave, 200));
            w.WriteString("gebruikersId"u8, Tilde(s.Caller.UserId, 255));
            w.WriteString("gebruikersWeergave"u8, Tilde(s.Caller.UserWeergave, 255));
            w.WriteString("actie"u8, actie);
            w.WriteString("actieWeergave"u8,
                actie switch
                {
                    "create" => "Object aangemaakt",
                    "destroy" => "Object verwijderd",
                    "update" => "Object bijgewerkt",
                    _ => "Object deels bijgewerkt"
                });
            w.WriteNumber("resultaat"u8, actie switch { "create" => 201, "destroy" => 204, _ => 200 });
            w.WriteString("hoofdObject"u8, mainDefinition.Address(main));
            w.WriteString("resource"u8, d.Name);
            w.WriteString("resourceUrl"u8, d.Address(resource));
            w.WriteString("toelichting"u8, Tilde(s.Toelichting, 1000));
            w.WriteString("resourceWeergave"u8,
                Tilde((gone ? null : d.Weergave?.Invoke(resource)) is { } shown ? shown.Replace("~/", "/", StringComparison.Ordinal)
                    : resource.Uuid.ToString(), 200));
            w.WriteString("aanmaakdatum"u8, Stored.Text(s.Now));
            w.WriteStartObject("wijzigingen"u8);
            if (oud is not null) { w.WritePropertyName("oud"u8); Stand(w, d, oud); }
            if (nieuw is not null) { w.WritePropertyName("nieuw"u8); Stand(w, d, nieuw); }
            w.WriteEndObject();
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The row that tells of a deed of administration, which is no change of a resource: rights given or taken,
    /// somebody who came in, somebody who was refused.</summary>
    public static byte[] Deed(Guid uuid, string bron, Caller caller, string actie, string resource, string weergave, string toelichting,
        DateTimeOffset now,
        Action<Utf8JsonWriter>? more = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            w.WriteString("uuid"u8, uuid);
            w.WriteString("bron"u8, bron);
            w.WriteString("applicatieId"u8, Tilde(caller.ClientId, 100));
            w.WriteString("applicatieWeergave"u8, Tilde(caller.Weergave, 200));
            w.WriteString("gebruikersId"u8, Tilde(caller.UserId, 255));
            w.WriteString("gebruikersWeergave"u8, Tilde(caller.UserWeergave, 255));
            w.WriteString("actie"u8, actie);
            w.WriteString("resource"u8, resource);
            w.WriteString("resourceWeergave"u8, Tilde(weergave, 200));
            w.WriteString("toelichting"u8, Tilde(toelichting, 1000));
            w.WriteString("aanmaakdatum"u8, Stored.Text(now));
            more?.Invoke(w);
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Stand(Utf8JsonWriter w, Definition d, byte[] document)
    {
        if (d.TrailOmits.Count == 0) { w.WriteRawValue(document, true); return; }
        using var json = JsonDocument.Parse(document);
        w.WriteStartObject();
        foreach (var field in json.RootElement.EnumerateObject())
            if (!d.TrailOmits.Contains(field.Name)) field.WriteTo(w);
        w.WriteEndObject();
    }

    public static byte[] Notification(Session s, string kanaal, Definition mainDefinition, Resource main, Definition d, Resource resource,
        string actie)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            w.WriteString("kanaal"u8, kanaal);
            w.WriteString("hoofdObject"u8, mainDefinition.Address(main));
            w.WriteString("resource"u8, d.Name);
            w.WriteString("resourceUrl"u8, d.Address(resource));
            w.WriteString("actie"u8, actie);
            w.WriteString("aanmaakdatum"u8, Stored.Text(s.Now));
            w.WriteStartObject("kenmerken"u8);
            foreach (var f in mainDefinition.Kenmerken)
            {
                var value = f.Get(main);
                var text = value switch
                {
                    null => "",
                    IRef r => r.Value ?? "",
                    string t => Tilde(t, 1000),
                    bool yes => yes ? "true" : "false",
                    _ => Query.KeyValue(value)?.ToString() ?? "",
                };
                if (text.Length > 0) w.WriteString(mainDefinition.KenmerkName(f), text); // a consumer may count on a value
            }
            w.WriteEndObject();
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static string Tilde(string text, int most)
    {
        var kept = text.Length > most ? text[..most] : text;
        return kept.StartsWith('~') ? "~" + kept : kept;
    }
}
