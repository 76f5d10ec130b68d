using System.Buffers;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>Resources to and from their stored documents, and the statements that keep them.</summary>
public static class Documents
{
    /// <summary>The stored document: the address, the uuid where the API shows it, and the fields.</summary>
    public static byte[] Write(Definition d, Resource resource, bool shown = false)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            if (!shown || !d.HidesUrl) w.WriteString("url"u8, d.Address(resource));
            if (d.ShowsUuid) w.WriteString("uuid"u8, resource.Uuid);
            Stored.WriteFields(w, d.Schema, resource, shown);
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static Resource Read(Definition d, ReadOnlyMemory<byte> document)
    {
        using var json = JsonDocument.Parse(document);
        var resource = (Resource)Stored.Read(d.Schema, json.RootElement);
        var url = json.RootElement.GetProperty("url"u8).GetString()!;
        resource.Uuid = RefText.Uuid(url);
        if (d.Nested) d.Parent!.Set(resource, RefText.Make(d.Parent.Property.PropertyType, d.ParentOf(url)));
        return resource;
    }

    internal static void Insert(Db db, Definition d, Resource resource, byte[] document) =>
        db.Run(d.Sql.Insert, [resource.Uuid.ToString(), document, .. d.Columns.Select(c => Query.KeyValue(c.Value(resource)))],
            d.Sql.Types);

    internal static void Update(Db db, Definition d, Resource resource, byte[] document) =>
        db.Run(d.Sql.Update, [resource.Uuid.ToString(), document, .. d.Columns.Select(c => Query.KeyValue(c.Value(resource)))],
            d.Sql.Types);

    internal static void Delete(Db db, Definition d, Guid uuid) => db.Run($"DELETE FROM {d.Table} WHERE uuid = $1", [uuid.ToString()]);
}

/// <summary>The statements of one table, made once.</summary>
public sealed class TableSql(Definition d)
{
    public string Insert { get; } = $"INSERT INTO {d.Table} (uuid, doc{string.Concat(d.Columns.Select(c => $", \"{c.Name}\""))}) "
        + $"VALUES ($1, $2{string.Concat(d.Columns.Select((_, i) => $", ${i + 3}"))})";
    public string Update
    {
        get;
    } = $"UPDATE {d.Table} SET doc = $2{string.Concat(d.Columns.Select((c, i) => $", \"{c.Name}\" = ${i + 3}"))} WHERE uuid = $1";
    public string Get { get; } = $"SELECT doc FROM {d.Table} WHERE uuid = $1";
    public SqlType[] Types { get; } = [SqlType.Text, SqlType.Document, .. d.Columns.Select(Tables.TypeOf)];
}
