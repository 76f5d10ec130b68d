namespace Brink.Host;

/// <summary>The section <c>Brink</c> of the configuration (environment: <c>Brink__…</c>).</summary>
public sealed class Settings
{
    /// <summary>The folder of all data: a file and a folder of blobs per organisation, and the keys that protect secrets.</summary>
    public string Data { get; set; } = "data";

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The address to listen on: only this machine by default; <c>0.0.0.0</c> for all.</summary>
    public string Luister { get; set; } = "127.0.0.1";

    /// <summary>An Npgsql connection string. Without it each organisation has an SQLite file.</summary>
    public string? Postgres { get; set; }

    /// <summary>The public address when it differs from what requests name, such as <c>https://brink.example.nl</c>.</summary>
    public string? Adres { get; set; }

    /// <summary>Loads the demonstration data once, and lets anyone step in as a persona. Refused in production.</summary>
    public bool Demo { get; set; }

    /// <summary>The folder of the demonstration data; by default beside the program or in the repository.</summary>
    public string? DemoData { get; set; }

    /// <summary>Days that a royal decree made equal to a holiday (Algemene termijnenwet, article 3),
    /// beside those that the program knows.</summary>
    public List<DateOnly> Feestdagen { get; set; } = [];
    public List<Client> Clients { get; set; } = [];
    public List<Token> Tokens { get; set; } = [];
    public Calls Uitgaand { get; set; } = new();
    public Delivery Notificaties { get; set; } = new();
    public List<Organisation> Organisaties { get; set; } = [];
    public Files Bestanden { get; set; } = new();
    public MailSettings Mail { get; set; } = new();
    public ReminderSettings Herinneringen { get; set; } = new();
    public Log Inzage { get; set; } = new();

    /// <summary>Answers as a ZGW server without what Brink adds: nothing together, no conditions, no search, no announcements.
    /// For trying out only.</summary>
    public bool Kaal { get; set; }

    /// <summary>Below which addresses may be called: those that are named, and the registers that organisations have elsewhere.</summary>
    internal IEnumerable<string> MagNaar => Uitgaand.Toegestaan.Concat(Uitgaand.Sleutels.Select(s => s.Adres))
        .Concat(Organisaties.SelectMany(o => o.Registers)
        .SelectMany(r => Brink.Client.Elders.Ernaast(r.Naam, new(MetStreep(r.Adres))).Select(u => u.ToString()).Prepend(r.Adres)));

    internal static string MetStreep(string adres) => adres.EndsWith('/') ? adres : adres + "/";

    /// <summary>The log of who processed whose data.</summary>
    public sealed class Log
    {
        /// <summary>After how many days <c>brink inzage opruimen</c> removes a row.</summary>
        public int BewaarDagen { get; set; } = 5 * 365;
    }

    /// <summary>A client that exists at every organisation.</summary>
    public sealed class Client
    {
        public string Id { get; set; } = "";
        public string Secret { get; set; } = "";
        public bool Superuser { get; set; }

        /// <summary>It looks after the platform (<c>/platform/api/v1</c>), and may do nothing in any organisation.</summary>
        public bool Operator { get; set; }
    }

    /// <summary>A token that exists at every organisation.</summary>
    public sealed class Token
    {
        public string Naam { get; set; } = "";

        /// <summary>The token itself: at least 32 characters, drawn at random.</summary>
        public string Waarde { get; set; } = "";
        public bool Superuser { get; set; }
        public List<string> Registers { get; set; } = [];
        public List<Permission> Permissions { get; set; } = [];
        public Engine.TokenRights Rights => new()
        {
            Superuser = Superuser,
            Registers = Registers,
            Permissions = [.. Permissions.Select(p => new Engine.TokenPermission
            {
                Register = p.Register,
                Type = p.Type,
                Mode = p.Mode == "read_and_write" ? Engine.TokenMode.ReadAndWrite : Engine.TokenMode.ReadOnly,
            })],
        };
    }

    /// <summary>What a token may do with the resources of one type; which fields it sees can only be said with <c>PUT
    /// …/tokens/{naam}</c>.</summary>
    public sealed class Permission
    {
        public string Register { get; set; } = "";
        public string Type { get; set; } = "";

        /// <summary><c>read_only</c> or <c>read_and_write</c>.</summary>
        public string Mode { get; set; } = "read_only";
    }

    public sealed class Calls
    {
        /// <summary>Base addresses of other servers that may be called.</summary>
        public List<string> Toegestaan { get; set; } = [];

        /// <summary>With which key this server looks whether something exists there to which one of its own resources refers.</summary>
        public List<Key> Sleutels { get; set; } = [];
    }

    /// <summary>A key for another server: a client with its secret, or a token.</summary>
    public class Key
    {
        /// <summary>The base address for which it is.</summary>
        public string Adres { get; set; } = "";
        public string Client { get; set; } = "";
        public string Secret { get; set; } = "";
        public string Token { get; set; } = "";

        internal bool Klopt => Uri.TryCreate(Adres, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            && (Token.Length > 0 ? Client.Length == 0 : Client.Length > 0 && Secret.Length >= Engine.Access.ShortestSecret);
    }

    /// <summary>A register of an organisation at another server.</summary>
    public sealed class Place : Key
    {
        /// <summary>In <see cref="Key.Client"/> stands for the role of who asks, so that the other server knows what each role may
        /// do.</summary>
        public const string PerRol = "{rol}";

        /// <summary>Its name here, such as <c>zaken</c>.</summary>
        public string Naam { get; set; } = "";

        /// <summary>The roles that may use the key; all when the client is one per role.</summary>
        public List<string> Rollen { get; set; } = [];
    }

    /// <summary>The contents of documents.</summary>
    public sealed class Files
    {
        private const int Largest = 1 << 30;

        /// <summary>The size of the parts in which clients send large documents, in bytes.</summary>
        public int Deelgrootte { get; set; } = 100 * 1024 * 1024;

        /// <summary>After how many hours content to which nothing refers is removed.</summary>
        public double OpruimenNaUren { get; set; } = 24;

        /// <summary>An object store; without a bucket contents lie in the folder of data.</summary>
        public ObjectStore S3 { get; set; } = new();

        /// <summary>What is wrong, as sentences.</summary>
        public IEnumerable<string> Faults()
        {
            if (Deelgrootte is < 1 or > Largest) yield return $"Brink__Bestanden__Deelgrootte: kies een aantal bytes van 1 tot {Largest}.";
            if (OpruimenNaUren is not (>= 1 and <= 10_000))
                yield return "Brink__Bestanden__OpruimenNaUren: kies een aantal uren van 1 tot 10000.";
            if (S3.Bucket.Length == 0) yield break;
            if (S3.Regio.Length == 0 || S3.Toegangssleutel.Length == 0 || S3.Geheim.Length == 0)
                yield return "Brink__Bestanden__S3: bij een Bucket horen ook Regio, Toegangssleutel en Geheim.";
            if (S3.Adres is not null && (!Uri.TryCreate(S3.Adres, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
                yield return $"Brink__Bestanden__S3__Adres: '{S3.Adres}' is geen adres dat met http:// of https:// begint.";
        }

        /// <summary>The store for an organisation's contents; what is under way is in the folder.</summary>
        public Engine.Blobs For(string organisatie, string folder) => new(folder, S3.Bucket.Length == 0 ? null : new Engine.S3Shelf(
            new Engine.S3Settings(S3.Adres is null ? null : new Uri(S3.Adres), S3.Regio, S3.Bucket, S3.Toegangssleutel, S3.Geheim),
            organisatie));
    }

    /// <summary>An object store that speaks S3.</summary>
    public sealed class ObjectStore
    {
        public string? Adres { get; set; }
        public string Regio { get; set; } = "";
        public string Bucket { get; set; } = "";
        public string Toegangssleutel { get; set; } = "";
        public string Geheim { get; set; } = "";
    }

    /// <summary>How announcements are delivered to abonnementen.</summary>
    public sealed class Delivery
    {
        /// <summary>The pauses before each new attempt, in seconds; after the last one that fails a delivery is parked. Empty:
        /// the usual ones.</summary>
        public List<double> Pauzes { get; set; } = [];

        /// <summary>How many seconds a subscriber may take to answer.</summary>
        public double Tijdslimiet { get; set; } = 10;

        /// <summary>After how many seconds a node looks for what another node left behind.</summary>
        public double Kijken { get; set; } = 5;

        /// <summary>Refuses an abonnement whose callback also answers without its <c>Authorization</c> header.</summary>
        public bool EisBeveiligdeCallback { get; set; }

        internal Engine.DeliverySettings Deliveries
        {
            get
            {
                var usual = new Engine.DeliverySettings
                {
                    Limit = TimeSpan.FromSeconds(Tijdslimiet),
                    Poll = TimeSpan.FromSeconds(Kijken),
                    MustRefuseStrangers = EisBeveiligdeCallback,
                };
                return Pauzes.Count == 0 ? usual : usual with { Pauses = [.. Pauzes.Select(TimeSpan.FromSeconds)] };
            }
        }
    }

    public sealed class Organisation
    {
        public string Id { get; set; } = "";
        public string Naam { get; set; } = "";

        /// <summary>Whether it is a cooperative: its screens then offer the quarterly report, the budget and the portfolio.</summary>
        public bool Vereniging { get; set; }

        /// <summary>Whether everybody is told on the status page whether it works.</summary>
        public bool OpStatuspagina { get; set; } = true;

        /// <summary>The address that its mail comes from; empty: that of all.</summary>
        public string Afzender { get; set; } = "";

        /// <summary>The cooperative of which it is a member, when it is one. In a demonstration: the cooperative in this process,
        /// unless another is named.</summary>
        public Membership? Cooperatie { get; set; }

        /// <summary>The registers that it has at other servers; the others are in this process.</summary>
        public List<Place> Registers { get; set; } = [];
    }

    /// <summary>How an organisation reaches its cooperative: the base address of its registers, and the client that it is there.</summary>
    public sealed class Membership
    {
        /// <summary>Such as <c>https://brink.example.nl/dimpact</c>.</summary>
        public string Adres { get; set; } = "";
        public string Naam { get; set; } = "de coöperatie";

        /// <summary>The client that the cooperative gave this member, and its secret.</summary>
        public string Client { get; set; } = "";
        public string Secret { get; set; } = "";

        /// <summary>The user id by which the cooperative knows who represents this member.</summary>
        public string Gebruiker { get; set; } = "";
    }

    // What begins an address that is of no organisation.
    private static readonly string[] Bezet = [Platformapi.Plaats, "status", "health", "stap-in", "stap-uit", "opmaak", "programma"];

    /// <summary>What is wrong, as sentences; empty when all is well.</summary>
    public IEnumerable<string> Faults(bool production)
    {
        foreach (var c in Clients)
        {
            if (c.Id.Length is 0 or > 50) yield return "Brink__Clients: elke client heeft een Id van 1 tot 50 tekens nodig.";
            if (c.Secret.Length < Engine.Access.ShortestSecret)
            {
                yield return $"Brink__Clients: het geheim (Secret) van '{c.Id}' moet minstens "
                + $"{Engine.Access.ShortestSecret} tekens lang zijn.";
            }
            if (c is { Superuser: true, Operator: true })
            {
                yield return $"Brink__Clients: '{c.Id}' kan niet tegelijk Superuser en Operator zijn. Wie het platform draaiend houdt, ziet niet wat "
                    + "erin staat. Maak twee clients.";
            }
        }
        foreach (var t in Tokens)
        {
            if (t.Naam.Length is 0 or > 50) yield return "Brink__Tokens: elk token heeft een Naam van 1 tot 50 tekens nodig.";
            if (t.Waarde.Length is < Engine.Access.ShortestSecret or > 500)
            {
                yield return $"Brink__Tokens: de Waarde van '{t.Naam}' moet minstens "
                + $"{Engine.Access.ShortestSecret} en hoogstens 500 tekens lang zijn.";
            }
            foreach (var p in t.Permissions.Where(p => p.Mode is not ("read_only" or "read_and_write")))
                yield return $"Brink__Tokens: '{t.Naam}' heeft een Mode '{p.Mode}'. Kies read_only of read_and_write.";
            foreach (var f in t.Rights.Faults(Registers.Onderlaag.Model)) yield return $"Brink__Tokens: '{t.Naam}', {f.Name}: {f.Reason}";
        }
        foreach (var o in Organisaties)
        {
            if (o.Id.Length is 0 or > 40 || !o.Id.All(ch => char.IsAsciiLetterLower(ch) || char.IsAsciiDigit(ch) || ch == '-')
                || o.Naam.Length == 0)
            {
                yield return $"Brink__Organisaties: '{o.Id}' heeft een Id van kleine letters, cijfers en streepjes en een Naam nodig.";
            }
        }
        foreach (var o in Organisaties.Where(o => Bezet.Contains(o.Id)))
            yield return $"Brink__Organisaties: '{o.Id}' is een adres van het platform zelf. Kies een ander Id.";
        foreach (var o in Organisaties)
        {
            if (o.Cooperatie is { } c && (!Uri.TryCreate(c.Adres, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https")
                || c.Client.Length == 0
                || c.Secret.Length < Engine.Access.ShortestSecret || c.Gebruiker.Length == 0))
            {
                yield return $"Brink__Organisaties: de Cooperatie van '{o.Id}' heeft een Adres (http:// of https://), een Client, een "
                    + $"Secret van minstens "
                    + $"{Engine.Access.ShortestSecret} tekens en een Gebruiker nodig.";
            }
        }
        foreach (var (o, r) in Organisaties.SelectMany(o => o.Registers.Select(r => (o, r))))
        {
            if (!r.Klopt)
            {
                yield return $"Brink__Organisaties: het register '{r.Naam}' van '{o.Id}' heeft een Adres (http:// of https://) nodig, en "
                + $"een Client met een Secret van "
                + $"minstens {Engine.Access.ShortestSecret} tekens of een Token.";
            }
            if (Registers.Onderlaag.Model.Register(r.Naam) is null || o.Registers.Count(x => x.Naam == r.Naam) > 1)
                yield return $"Brink__Organisaties: '{r.Naam}' van '{o.Id}' is geen register, of staat er twee keer.";
            if (r.Rollen.Count == 0 && !r.Client.Contains(Place.PerRol, StringComparison.Ordinal))
            {
                yield return $"Brink__Organisaties: noem bij het register '{r.Naam}' van "
                + $"'{o.Id}' de rollen (Rollen) die het mogen gebruiken, of zet {Place.PerRol} in Client. Anders kreeg iedereen dezelfde "
                    + $"rechten.";
            }
        }
        foreach (var s in Uitgaand.Sleutels.Where(s => !s.Klopt))
        {
            yield return $"Brink__Uitgaand__Sleutels: '{s.Adres}' heeft een Adres (http:// of https://) nodig, en een Client met een "
            + $"Secret van minstens "
                + $"{Engine.Access.ShortestSecret} tekens of een Token.";
        }
        foreach (var a in Uitgaand.Toegestaan)
        {
            if (!Uri.TryCreate(a, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http"
                    or "https"))
            {
                yield return $"Brink__Uitgaand__Toegestaan: '{a}' is geen adres dat met http:// of https:// begint.";
            }
        }
        if (Adres is not null && (!Uri.TryCreate(Adres, UriKind.Absolute, out var own)
            || own.Scheme is not ("http"
                or "https")))
        {
            yield return $"Brink__Adres: '{Adres}' is geen adres dat met http:// of https:// begint.";
        }
        foreach (var fault in Bestanden.Faults().Concat(Mail.Faults(Organisaties)).Concat(Herinneringen.Faults())) yield return fault;
        if (Inzage.BewaarDagen < Engine.Logopruiming.ShortestTerm)
            yield return $"Brink__Inzage__BewaarDagen: kies minstens {Engine.Logopruiming.ShortestTerm} dagen.";
        if (Notificaties.Tijdslimiet is not (>= 0.1 and <= 20)) yield return "Brink__Notificaties__Tijdslimiet: kies 0,1 tot 20 seconden.";
        if (Notificaties.Kijken is not (>= 0.1 and <= 3600)) yield return "Brink__Notificaties__Kijken: kies 0,1 tot 3600 seconden.";
        if (Notificaties.Pauzes.Exists(p => p is not (>= 0 and <= 30 * 86_400)))
            yield return "Brink__Notificaties__Pauzes: kies pauzes van 0 seconden tot 30 dagen.";
        if (Demo && production)
        {
            yield return "De demonstratie (Brink__Demo, --demo) laat iedereen instappen en start daarom niet in productie. Zet "
            + "DOTNET_ENVIRONMENT op Development, of laat --demo weg.";
        }
    }
}
