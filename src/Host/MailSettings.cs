using System.Net;
using Brink.Engine;
using MimeKit;

namespace Brink.Host;

/// <summary>How mail leaves the house (environment: <c>Brink__Mail__…</c>). Without a server messages wait where the secretariat sees
/// them.</summary>
public sealed class MailSettings
{
    private static readonly string[] Wijzen = ["starttls", "tls", "geen"];

    /// <summary>The host name of the mail server; empty: no mail goes out by itself.</summary>
    public string Server { get; set; } = "";

    /// <summary>The port; 0: the usual one (587 with starttls, 465 with tls, 25 without).</summary>
    public int Poort { get; set; }

    /// <summary><c>starttls</c>, <c>tls</c> (from the first byte) or <c>geen</c>.</summary>
    public string Tls { get; set; } = "starttls";
    public string Gebruiker { get; set; } = "";
    public string Geheim { get; set; } = "";

    /// <summary>The address that mail comes from; an organisation may have its own.</summary>
    public string Afzender { get; set; } = "";

    /// <summary>The pauses before each new attempt, in seconds; after the last one that fails a message is parked. Empty:
    /// the usual ones.</summary>
    public List<double> Pauzes { get; set; } = [];

    /// <summary>How many seconds the mail server may take over one message.</summary>
    public double Tijdslimiet { get; set; } = 30;

    /// <summary>After how many days a message that was sent is removed; 0: never.</summary>
    public int BewaarDagen { get; set; }

    internal bool Ingesteld => Server.Length > 0;
    internal int OpPoort => Poort > 0 ? Poort : Tls switch { "tls" => 465, "geen" => 25, _ => 587 };

    // The same pauses, lease and parking as announcements have.
    internal DeliverySettings Bezorgen
    {
        get
        {
            var gewoon = new DeliverySettings { Limit = TimeSpan.FromSeconds(Tijdslimiet) };
            return Pauzes.Count == 0 ? gewoon : gewoon with { Pauses = [.. Pauzes.Select(TimeSpan.FromSeconds)] };
        }
    }

    /// <summary>What is wrong, as sentences.</summary>
    public IEnumerable<string> Faults(IEnumerable<Settings.Organisation> organisaties)
    {
        foreach (var o in organisaties.Where(o => o.Afzender.Length > 0 && !IsAdres(o.Afzender)))
            yield return $"Brink__Organisaties: de Afzender van '{o.Id}' is geen e-mailadres.";
        if (BewaarDagen is < 0 or > 36_500)
            yield return "Brink__Mail__BewaarDagen: kies een aantal dagen van 1 tot 36500, of 0 om te bewaren.";
        if (!Ingesteld)
        {
            if (Gebruiker.Length + Geheim.Length + Afzender.Length > 0)
                yield return "Brink__Mail: noem ook de Server, of laat de andere instellingen voor mail weg.";
            yield break;
        }
        if (Uri.CheckHostName(Server) == UriHostNameType.Unknown)
            yield return $"Brink__Mail__Server: '{Server}' is geen naam van een server. Laat 'smtp://' en de poort weg.";
        if (Poort is < 0 or > 65_535) yield return "Brink__Mail__Poort: kies een poort van 1 tot 65535.";
        if (!Wijzen.Contains(Tls)) yield return $"Brink__Mail__Tls: kies {string.Join(", ", Wijzen[..^1])} of {Wijzen[^1]}.";
        if (!IsAdres(Afzender)) yield return "Brink__Mail__Afzender: noem het e-mailadres waarvan de mail komt.";
        if (Gebruiker.Length > 0 != Geheim.Length > 0) yield return "Brink__Mail: bij een Gebruiker hoort een Geheim, en andersom.";
        if (Tls == "geen" && Geheim.Length > 0 && !(IPAddress.TryParse(Server, out var ip) && IPAddress.IsLoopback(ip))
            && Server != "localhost")
        {
            yield return "Brink__Mail__Tls: zonder TLS gaat het geheim leesbaar over het netwerk. Kies starttls of tls.";
        }
        if (Tijdslimiet is not (>= 1 and <= 120)) yield return "Brink__Mail__Tijdslimiet: kies 1 tot 120 seconden.";
        if (Pauzes.Exists(p => p is not (>= 0 and <= 30 * 86_400)))
            yield return "Brink__Mail__Pauzes: kies pauzes van 0 seconden tot 30 dagen.";
    }

    private static bool IsAdres(string tekst) => MailboxAddress.TryParse(tekst, out var adres) && adres.Address == tekst
        && tekst.Contains('@');
}

/// <summary>How many days before the moment somebody is reminded (environment: <c>Brink__Herinneringen__…</c>).</summary>
public sealed class ReminderSettings
{
    /// <summary>Of a vote that is about to close. Empty: the usual 3 and 1.</summary>
    public List<int> Stemming { get; set; } = [];

    /// <summary>Of subjects that must be in the quarterly report. Empty: the usual 7 and 1.</summary>
    public List<int> Rapport { get; set; } = [];

    /// <summary>Of what was promised. Empty: the usual 7 and 0 (the day itself).</summary>
    public List<int> Toezegging { get; set; } = [];

    internal int[] Stemmingdagen => Stemming.Count > 0 ? [.. Stemming] : [3, 1];
    internal int[] Rapportdagen => Rapport.Count > 0 ? [.. Rapport] : [7, 1];
    internal int[] Toezeggingdagen => Toezegging.Count > 0 ? [.. Toezegging] : [7, 0];

    /// <summary>What is wrong, as sentences.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (naam, dagen) in new[] { ("Stemming", Stemming), ("Rapport", Rapport), ("Toezegging", Toezegging) })
            if (dagen.Exists(d => d is < 0 or > 60)) yield return $"Brink__Herinneringen__{naam}: kies dagen van 0 tot 60.";
    }
}
