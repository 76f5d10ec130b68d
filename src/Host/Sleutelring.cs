using System.Data.Common;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Data.Sqlite;

namespace Brink.Host;

/// <summary>
/// The keys that protect cookies and the secrets that are kept, in the store of what stands above organisations (<see cref="Platformdata"/>):
/// all nodes read the same ones, and a node needs no folder of its own. They are beside the data of the organisations and not in them,
/// so that a back-up of an organisation does not hold what undoes its pseudonyms. New keys come by themselves (every 90 days),
/// the old ones stay to read with.
/// </summary>
public sealed class Sleutelring : IXmlRepository
{
    private const string OldFolder = "sleutels", OldFile = "sleutels.db";
    private readonly Platformdata data;

    private Sleutelring(Platformdata data) => this.data = data;

    /// <summary>The keys of a platform whose store is not open yet.</summary>
    public static Sleutelring Open(Settings settings) => Open(settings, Platformdata.Open(settings));

    /// <summary>Opens the keys, and takes over once what older versions kept in the folder <c>sleutels</c> and in the file
    /// <c>sleutels.db</c>.</summary>
    /// <exception cref="InvalidDataException">They cannot be read; the message is for the administrator.</exception>
    public static Sleutelring Open(Settings settings, Platformdata data)
    {
        var file = Path.Combine(settings.Data, OldFile);
        try
        {
            var ring = new Sleutelring(data);
            if (settings.Postgres is null && File.Exists(file)) ring.TakeOverFile(file);
            ring.TakeOver(Path.Combine(settings.Data, OldFolder));
            return ring;
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"de sleutels van het platform ({file}) kunnen niet worden gelezen: {e.Message}", e);
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
    public IReadOnlyCollection<XElement> GetAllElements() =>
        data.Lees("SELECT xml FROM sleutel ORDER BY naam", r => XElement.Parse(r.GetString(0)));

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));

    private void Add(string name, string xml) => data.Doe(
        "INSERT INTO sleutel (naam, xml) VALUES (@naam, @xml) ON CONFLICT (naam) DO NOTHING", ("@naam", name), ("@xml", xml));

    // It stays beside until a person has seen that all is well, as the folder does.
    private void TakeOverFile(string file)
    {
        using (var old = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false
        }.ToString()))
        {
            old.Open();
            using var command = old.CreateCommand();
            command.CommandText = "SELECT naam, xml FROM sleutel";
            using var rows = command.ExecuteReader();
            while (rows.Read()) Add(rows.GetString(0), rows.GetString(1));
        }
        File.Move(file, file + "-overgenomen");
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
