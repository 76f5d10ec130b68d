using System.Data.Common;
using System.Globalization;
using Brink.Engine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Brink.Host;

/// <summary>
/// What stands above organisations has a store of its own, and every node sees the same: the keys, the list of organisations, the nodes,
/// what was measured, and what is told of incidents and maintenance. Nothing of what is in an organisation lies here.
/// PostgreSQL: the schema <c>brink_platform</c>; SQLite: the file <c>platform.db</c> in the folder of data.
/// What need not outlive a day lies beside it, in a file that belongs in no back-up.
/// </summary>
public sealed class Platformdata
{
    /// <summary>The schema on PostgreSQL. (No organisation can be called so: it has a low line.)</summary>
    public const string Schema = "brink_platform";

    /// <summary>The file on SQLite.</summary>
    public const string Bestand = "platform.db";

    private const int Indeling = 1;
    private const string Tabellen = """
        CREATE TABLE IF NOT EXISTS platform (naam text PRIMARY KEY, waarde text NOT NULL);
        CREATE TABLE IF NOT EXISTS sleutel (naam text PRIMARY KEY, xml text NOT NULL);
        CREATE TABLE IF NOT EXISTS organisatie (id text PRIMARY KEY, naam text NOT NULL, sinds bigint NOT NULL, gezien bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS knoop (id text PRIMARY KEY, gezien bigint NOT NULL, doc text NOT NULL);
        CREATE TABLE IF NOT EXISTS meting (organisatie text NOT NULL, soort text NOT NULL, moment bigint NOT NULL, doc text NOT NULL,
            PRIMARY KEY (organisatie, soort));
        CREATE TABLE IF NOT EXISTS melding (id text PRIMARY KEY, organisaties text NOT NULL, knoop text NOT NULL, einde bigint,
            doc text NOT NULL);
        """;

    private readonly Func<DbConnection> maak;
    private readonly string pragma;
    private readonly bool postgres;

    private Platformdata(Settings settings, string bestand, bool duurzaam)
    {
        postgres = settings.Postgres is not null;
        var file = Path.Combine(settings.Data, bestand);
        if (!postgres)
        {
            Private.Folder(settings.Data);
            Private.Touch(file);
        }
        var at = postgres ? Server(settings.Postgres!, duurzaam) : new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        maak = () => postgres ? new NpgsqlConnection(at) : new SqliteConnection(at);
        pragma = $"PRAGMA busy_timeout=5000; PRAGMA synchronous={(duurzaam ? "FULL" : "OFF")}";
        Waar = postgres ? $"PostgreSQL, schema {Schema}" : file;
    }

    private static string Server(string regel, bool duurzaam)
    {
        var at = new NpgsqlConnectionStringBuilder(regel) { SearchPath = Schema, MaxPoolSize = 10, Timeout = 5, CommandTimeout = 10 };
        if (!duurzaam) at.Options = "-c synchronous_commit=off";
        return at.ToString();
    }

    /// <summary>Stands before a change that one node at a time may do.</summary>
    internal string Alleen => postgres ? $"SELECT pg_advisory_xact_lock(hashtext('{Schema}')); " : "";

    /// <summary>Where it is, for an administrator.</summary>
    public string Waar { get; }

    /// <summary>Opens it, and makes what is not there yet.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or a newer program made it; the message is for the administrator.</exception>
    public static Platformdata Open(Settings settings)
    {
        try
        {
            var data = new Platformdata(settings, Bestand, true);
            data.Maak(Tabellen);
            data.Doe("INSERT INTO platform (naam, waarde) VALUES ('versie', @versie) ON CONFLICT (naam) DO NOTHING",
                ("@versie", Indeling.ToString(CultureInfo.InvariantCulture)));
            var gevonden = int.Parse(data.Lees("SELECT waarde FROM platform WHERE naam = 'versie'", r => r.GetString(0))[0],
                CultureInfo.InvariantCulture);
            return gevonden <= Indeling ? data : throw new InvalidDataException(
                $"de gegevens van het platform ({data.Waar}) zijn van een nieuwere versie van Brink (indeling {gevonden}; dit programma kent "
                + $"{Indeling}). Gebruik een nieuwer programma.");
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            var waar = settings.Postgres is null ? Path.Combine(settings.Data, Bestand) : $"PostgreSQL, schema {Schema}";
            throw new InvalidDataException($"de gegevens van het platform ({waar}) kunnen niet worden gelezen: {e.Message}", e);
        }
    }

    /// <summary>A place for what need not outlive a day, and for which nothing waits for the disk.</summary>
    /// <param name="settings">Where the data are.</param>
    /// <param name="bestand">The name of the file on SQLite.</param>
    /// <param name="tabellen">Makes its tables where they are not there; <c>{bytes}</c> stands for the type of bytes.</param>
    public static Platformdata Vluchtig(Settings settings, string bestand, string tabellen)
    {
        var data = new Platformdata(settings, bestand, false);
        data.Maak(tabellen.Replace("{bytes}", data.postgres ? "bytea" : "blob", StringComparison.Ordinal));
        return data;
    }

    // One node at a time: statements that are sent together are one transaction.
    private void Maak(string tabellen) => Doe(postgres ? $"{Alleen}CREATE SCHEMA IF NOT EXISTS {Schema}; {tabellen}"
        : "PRAGMA journal_mode=WAL;" + tabellen);

    /// <summary>Changes; how many rows.</summary>
    public int Doe(string sql, params (string Naam, object? Waarde)[] waarden)
    {
        using var verbinding = maak();
        verbinding.Open();
        using var opdracht = Opdracht(verbinding, sql, waarden);
        return opdracht.ExecuteNonQuery();
    }

    /// <summary>Reads.</summary>
    public List<T> Lees<T>(string sql, Func<DbDataReader, T> lees, params (string Naam, object? Waarde)[] waarden)
    {
        using var verbinding = maak();
        verbinding.Open();
        using var opdracht = Opdracht(verbinding, sql, waarden);
        using var rijen = opdracht.ExecuteReader();
        var alle = new List<T>();
        while (rijen.Read()) alle.Add(lees(rijen));
        return alle;
    }

    /// <inheritdoc cref="Doe"/>
    public async Task<int> DoeAsync(string sql, params (string Naam, object? Waarde)[] waarden)
    {
        await using var verbinding = maak();
        await verbinding.OpenAsync();
        await using var opdracht = Opdracht(verbinding, sql, waarden);
        return await opdracht.ExecuteNonQueryAsync();
    }

    /// <inheritdoc cref="Lees"/>
    public async Task<List<T>> LeesAsync<T>(string sql, Func<DbDataReader, T> lees, params (string Naam, object? Waarde)[] waarden)
    {
        await using var verbinding = maak();
        await verbinding.OpenAsync();
        await using var opdracht = Opdracht(verbinding, sql, waarden);
        await using var rijen = await opdracht.ExecuteReaderAsync();
        var alle = new List<T>();
        while (await rijen.ReadAsync()) alle.Add(lees(rijen));
        return alle;
    }

    private DbCommand Opdracht(DbConnection verbinding, string sql, (string Naam, object? Waarde)[] waarden)
    {
        if (!postgres)
        {
            using var eerst = verbinding.CreateCommand();
            eerst.CommandText = pragma;
            eerst.ExecuteNonQuery();
        }
        var opdracht = verbinding.CreateCommand();
        opdracht.CommandText = sql;
        foreach (var (naam, waarde) in waarden)
        {
            var parameter = opdracht.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (naam, waarde ?? DBNull.Value);
            opdracht.Parameters.Add(parameter);
        }
        return opdracht;
    }
}
