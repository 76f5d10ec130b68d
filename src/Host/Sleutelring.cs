using System.Data.Common;
using System.Xml.Linq;
using Brink.Engine;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Brink.Host;

/// <summary>
/// The keys that protect cookies and the secrets that are kept, in a database of the platform itself: all nodes read the same ones,
/// and a node needs no folder of its own. PostgreSQL: the schema <c>brink_platform</c>; SQLite:
/// the file <c>sleutels.db</c> in the folder of data. They are beside the data of the organisations and not in them,
/// so that a back-up of an organisation does not hold what undoes its pseudonyms. New keys come by themselves (every 90 days),
/// the old ones stay to read with.
/// </summary>
public sealed class Sleutelring : IXmlRepository
{
    private const string Schema = "brink_platform"; // (no organisation can be called so: it has a low line)
    private const string OldFolder = "sleutels";
    private const string Table = "CREATE TABLE IF NOT EXISTS sleutel (naam text PRIMARY KEY, xml text NOT NULL)";
    private readonly Func<DbConnection> connect;

    private Sleutelring(Func<DbConnection> connect) => this.connect = connect;

    /// <summary>Opens the keys, and takes over once what an older version kept in the folder <c>sleutels</c>.</summary>
    /// <exception cref="InvalidDataException">They cannot be read; the message is for the administrator.</exception>
    public static Sleutelring Open(Settings settings)
    {
        var file = Path.Combine(settings.Data, "sleutels.db");
        try
        {
            Private.Folder(settings.Data);
            if (settings.Postgres is null) Private.Touch(file);
            var at = settings.Postgres is null ? new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
                : new NpgsqlConnectionStringBuilder(settings.Postgres) { SearchPath = Schema }.ToString();
            var ring = new Sleutelring(() => settings.Postgres is null ? new SqliteConnection(at) : new NpgsqlConnection(at));
            // One node at a time: statements that are sent together are one transaction.
            ring.Run(settings.Postgres is null ? Table
                : $"SELECT pg_advisory_xact_lock(hashtext('{Schema}')); CREATE SCHEMA IF NOT EXISTS {Schema}; {Table}");
            ring.TakeOver(Path.Combine(settings.Data, OldFolder));
            return ring;
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            var where = settings.Postgres is null ? file : $"PostgreSQL, schema {Schema}";
            throw new InvalidDataException($"de sleutels van het platform ({where}) kunnen niet worden gelezen: {e.Message}", e);
        }
    }

    /// <summary>Has everything in a collection of services use these keys.</summary>
    public void AddTo(IServiceCollection services) => services.AddDataProtection().SetApplicationName("brink")
        .AddKeyManagementOptions(o => o.XmlRepository = this);

    /// <summary>What protects and reveals with these keys, where there is no web application.</summary>
    public IDataProtectionProvider Provider()
    {
        var services = new ServiceCollection().AddLogging();
        AddTo(services);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    /// <summary>The one for a purpose.</summary>
    public IDataProtector Protector(string purpose) => Provider().CreateProtector(purpose);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT xml FROM sleutel ORDER BY naam";
        using var rows = command.ExecuteReader();
        var all = new List<XElement>();
        while (rows.Read()) all.Add(XElement.Parse(rows.GetString(0)));
        return all;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));

    private void Add(string name, string xml) => Run("INSERT INTO sleutel (naam, xml) VALUES (@naam, @xml) ON CONFLICT (naam) DO NOTHING",
        ("@naam", name), ("@xml", xml));

    private void Run(string sql, params (string Name, string Value)[] values)
    {
        using var connection = connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        command.ExecuteNonQuery();
    }

    private void TakeOver(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var keys = Directory.GetFiles(folder, "*.xml");
        foreach (var key in keys) Add(Path.GetFileNameWithoutExtension(key), File.ReadAllText(key));
        // They stay until a person has seen that all is well; a database of before this needs them.
        var old = folder + "-overgenomen";
        for (var i = 2; Directory.Exists(old); i++) old = $"{folder}-overgenomen-{i}";
        Directory.Move(folder, old);
        Console.WriteLine($"{keys.Length} sleutel(s) uit de map '{OldFolder}' staan nu in de database. Werkt alles, verwijder dan de map "
            + $"'{Path.GetFileName(old)}'.");
    }
}
