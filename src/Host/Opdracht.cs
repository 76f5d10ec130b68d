using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Brink.Registers.Privacy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brink.Host;

/// <summary>A command on the data of one organisation, through the registers' own APIs in this process. Status 0 is good,
/// 1 is refused or faults found, 2 is a mistake in the command.</summary>
internal sealed class Opdracht : IDisposable
{
    private Opdracht(HttpClient http, Outbound outbound) => (Http, Outbound) = (http, outbound);

    /// <summary>The organisation's registers, by a client of this command alone that may do everything.</summary>
    public HttpClient Http { get; }

    /// <summary>Other servers, as far as the settings allow.</summary>
    public Outbound Outbound { get; }

    /// <summary>Opens the data of an organisation, does the work, and tells in a sentence why it cannot be done.</summary>
    /// <param name="naam">The verb, which becomes the name of the client.</param>
    /// <param name="opties">What was given: <c>organisatie</c> and perhaps <c>data</c>.</param>
    /// <param name="gebruik">How the command is to be used.</param>
    /// <param name="fout">Where mistakes are told.</param>
    /// <param name="doe">The work.</param>
    /// <param name="begint">Whether it may be the first to put something in: an import. What only reads is refused where nothing is:
    /// the name of the folder is a mistake.</param>
    /// <param name="buiten">Another way to other servers, for tests.</param>
    public static async Task<int> Doe(string naam, IReadOnlyDictionary<string, string> opties, string gebruik, TextWriter fout,
        Func<Opdracht, Task<int>> doe,
        bool begint = false, HttpMessageHandler? buiten = null)
    {
        if (Een(opties, out var settings, out var mis) is not { } organisatie) return await Mis(fout, mis, gebruik);
        if (!begint && Leeg(settings, organisatie) is { } leeg) { await fout.WriteLineAsync(leeg); return 1; }
        try
        {
            await using var tenant = await Opening.Open(settings, organisatie, Onderlaag.Model);
            if (tenant.Closed is { } waarom) { await fout.WriteLineAsync(waarom); return 1; }
            using var opdracht = Open(naam, tenant, settings, buiten);
            return await doe(opdracht);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or UnauthorizedAccessException
            or System.Data.Common.DbException)
        {
            await fout.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>The settings of the platform, of whose data a command may name the folder.</summary>
    public static Settings Instellingen(IReadOnlyDictionary<string, string> opties)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Brink").Get<Settings>() ?? new Settings();
        if (opties.TryGetValue("data", out var data)) settings.Data = data;
        return settings;
    }

    /// <summary>The one organisation that a command names, with the settings for it; null, and why, when that cannot be.</summary>
    public static Settings.Organisation? Een(IReadOnlyDictionary<string, string> opties, out Settings settings, out string mis)
    {
        (settings, mis) = (Instellingen(opties), "");
        if (!opties.TryGetValue("organisatie", out var id))
        {
            mis = "Noem de organisatie met --organisatie, bijvoorbeeld --organisatie dimpact.";
            return null;
        }
        var organisatie = settings.Organisaties.FirstOrDefault(o => o.Id == id) ?? new() { Id = id, Naam = id };
        settings.Organisaties = [organisatie];
        mis = settings.Faults(false).FirstOrDefault() ?? "";
        return mis.Length == 0 ? organisatie : null;
    }

    /// <summary>Says that an organisation has no data here yet, which is mostly a mistake in the name of the folder; null when it has,
    /// or PostgreSQL keeps it.</summary>
    public static string? Leeg(Settings settings, Settings.Organisation organisatie) =>
        Path.Combine(settings.Data, organisatie.Id, "brink.db") is var bestand && settings.Postgres is null && !File.Exists(bestand)
            ? $"Er zijn geen gegevens van '{organisatie.Id}': '{bestand}' is er niet. Geef met --data de map van het platform." : null;

    /// <summary>Tells of a mistake in the command, and how it is to be used.</summary>
    public static async Task<int> Mis(TextWriter fout, string wat, string gebruik)
    {
        await fout.WriteLineAsync($"{wat}\n\n{gebruik}");
        return 2;
    }

    /// <summary>Splits what was typed into words and options; null (and a sentence in <paramref name="mis"/>) for an option that does not
    /// belong here.</summary>
    public static (List<string> Woorden, Dictionary<string, string> Opties)? Lees(string[] args, string[] metWaarde, string[] vlaggen,
        out string mis)
    {
        var (woorden, opties) = (new List<string>(), new Dictionary<string, string>());
        mis = "";
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                woorden.Add(args[i]);
            }
            else if (vlaggen.Contains(args[i][2..]))
            {
                opties[args[i][2..]] = "true";
            }
            else if (metWaarde.Contains(args[i][2..]) && i + 1 < args.Length) { opties[args[i][2..]] = args[i + 1]; i++; }
            else { mis = $"'{args[i]}' is hier geen optie."; return null; }
        }
        return (woorden, opties);
    }

    /// <summary>A file of configuration to send.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public static StreamContent Zip(string bestand) => File.Exists(bestand)
        ? new StreamContent(File.OpenRead(bestand)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }
        : throw new InvalidDataException($"Het bestand {bestand} bestaat niet.");

    /// <summary>Writes the file that a register answered with; or says why it answered with none.</summary>
    /// <returns>How the command ends.</returns>
    public static async Task<int> Schrijf(HttpResponseMessage antwoord, string bestand, TextWriter uit, TextWriter fout)
    {
        if (!antwoord.IsSuccessStatusCode) return await Geweigerd(antwoord, "Niets geschreven.", fout);
        var inhoud = await antwoord.Content.ReadAsByteArrayAsync();
        await File.WriteAllBytesAsync(bestand, inhoud);
        await uit.WriteLineAsync($"Geschreven: {bestand} ({inhoud.Length} bytes).");
        return 0;
    }

    /// <summary>Says why a register took nothing over.</summary>
    /// <returns>How the command ends.</returns>
    public static Task<int> NietOvergenomen(HttpResponseMessage antwoord, TextWriter fout) =>
        Geweigerd(antwoord, "Niets overgenomen, want niet alles kan.", fout);

    private static async Task<int> Geweigerd(HttpResponseMessage antwoord, string kop, TextWriter fout)
    {
        await fout.WriteLineAsync(kop);
        foreach (var reden in Redenen(JsonNode.Parse(await antwoord.Content.ReadAsStringAsync()))) await fout.WriteLineAsync(reden);
        return 1;
    }

    /// <summary>Why a register refused, one line per fault.</summary>
    public static IEnumerable<string> Redenen(JsonNode? probleem) => probleem?["invalidParams"] is JsonArray { Count: > 0 } fouten
        ? fouten.Select(f => $"  {f!["name"]}: {f["reason"]}") : [$"  {probleem?["detail"]}"];

    // Its secret is drawn anew and never leaves the process.
    private static Opdracht Open(string naam, Tenant tenant, Settings settings, HttpMessageHandler? buiten)
    {
        var own = new OwnClients(RandomNumberGenerator.GetBytes(32));
        var client = OwnClients.Prefix + naam;
        var outbound = new Outbound(settings.Uitgaand.Toegestaan, buiten);
        // The same keys as the platform's: what a command reads of persons stands in the log under the same pseudonyms.
        var protector = Sleutelring.Open(settings).Protector("client-geheim");
        var api = new Api(new ApiSettings
        {
            Model = Onderlaag.Model,
            ApplicationOf = Rechten.ApplicationOf,
            ActivityOf = Verwerkingsactiviteit.Van,
            DeliveryScope = Registers.Notificaties.Abonnement.Beheren,
            AccessType = typeof(Applicatie),
            Clients = [new ConfiguredClient(client, own.Secret(client)!, true)],
            Outbound = outbound,
            Protect = protector.Protect,
            Reveal = protector.Unprotect,
            Adres = settings.Adres?.TrimEnd('/'),
        }, new Dictionary<string, Tenant> { [tenant.Organisatie.Id] = tenant }, NullLogger<Api>.Instance);
        return new Opdracht(new HttpClient(
            new InProcessHandler(api, () => "Bearer " + own.Token(client, naam, $"Opdracht brink {naam}", DateTimeOffset.UtcNow)))
        {
            BaseAddress = new Uri($"{settings.Adres?.TrimEnd('/') ?? InProcessClients.Address}/{tenant.Organisatie.Id}/"),
            Timeout = TimeSpan.FromMinutes(10),
        }, outbound);
    }

    public void Dispose()
    {
        Http.Dispose();
        Outbound.Dispose();
    }
}
