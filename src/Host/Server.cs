using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Brink.Apps.Kern;
using Brink.Client;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Brink.Registers.Notificaties;
using Brink.Registers.Privacy;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Verwerkingsactiviteit = Brink.Registers.Privacy.Verwerkingsactiviteit;

namespace Brink.Host;

/// <summary>The platform as one process: registers below, apps above.</summary>
public static class Server
{
    internal static readonly Settings.Organisation[] Standard =
    [
        new() { Id = "dimpact", Naam = "Coöperatie Dimpact", Vereniging = true },
        new() { Id = "deventer", Naam = "Gemeente Deventer" },
        new() { Id = "raalte", Naam = "Gemeente Raalte" },
        new() { Id = "olst-wijhe", Naam = "Gemeente Olst-Wijhe" },
    ];

    /// <summary>Runs until it is told to stop (Ctrl-C, SIGTERM). Status 2 when the settings are wrong, 1 when it cannot start.</summary>
    public static async Task<int> Run(Dictionary<string, string> options)
    {
        WebApplication? app = null;
        try
        {
            app = await Build(options);
            if (app is null) return 2;
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            var settings = app.Services.GetRequiredService<Settings>();
            Console.WriteLine($"Brink draait op {address}");
            Console.WriteLine(settings.Demo ? $"Stap in als voorbeeldpersoon: {address}/stap-in   (stoppen: Ctrl-C)" : "Stoppen: Ctrl-C");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.Data.Common.DbException
            or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"Brink kan niet starten: {e.Message}");
            return 1;
        }
        finally
        {
            if (app is not null)
            {
                var tenants = app.Services.GetRequiredService<IReadOnlyDictionary<string, Tenant>>().Values;
                await app.DisposeAsync();
                // Last, so that every request has had its answer: the stores finish what is queued and close.
                foreach (var tenant in tenants) await tenant.DisposeAsync();
            }
        }
    }

    /// <summary>Composes the application. Null (with the reasons on standard error) when the settings are wrong.</summary>
    /// <param name="options">Settings that go before those of the environment; <c>environment</c> is that of .NET itself,
    /// such as Development.</param>
    /// <param name="apps">The apps; all of the house when none are named.</param>
    public static async Task<WebApplication?> Build(Dictionary<string, string> options, IReadOnlyList<App>? apps = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = options.GetValueOrDefault("environment"),
        });
        builder.Configuration.AddInMemoryCollection(options.ToDictionary(o => "Brink:" + o.Key, o => (string?)o.Value));
        var settings = builder.Configuration.GetSection("Brink").Get<Settings>() ?? new Settings();
        if (settings.Organisaties.Count == 0) settings.Organisaties = [.. Standard];
        var faults = settings.Faults(builder.Environment.IsProduction()).ToList();
        if (faults.Count > 0)
        {
            foreach (var fault in faults) Console.Error.WriteLine(fault);
            return null;
        }
        builder.Services.AddSingleton(settings);
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        builder.WebHost.UseUrls($"http://{settings.Luister}:{settings.Port.ToString(CultureInfo.InvariantCulture)}");
        builder.Logging.ClearProviders().AddSimpleConsole(c => c.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        Telemetry(builder);

        Private.Folder(settings.Data);
        var data = Platformdata.Open(settings);
        Sleutelring.Open(settings, data).AddTo(builder.Services);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(c =>
        {
            c.Cookie.Name = "brink";
            c.Cookie.HttpOnly = true;
            c.Cookie.SameSite = SameSiteMode.Lax;
            c.LoginPath = "/stap-in";
            c.ExpireTimeSpan = TimeSpan.FromHours(10);
            // Who came in and who went, however they did, leaves a row where they work.
            c.Events.OnSignedIn = context => Aanmelding(context.HttpContext, context.Principal, "aangemeld");
            c.Events.OnSigningOut = context => Aanmelding(context.HttpContext, context.HttpContext.User, "afgemeld");
        });

        IReadOnlyList<Persona> personas = settings.Demo ? [.. Demo.Personas(settings), Demo.Operator] : [];
        var own = new OwnClients(RandomNumberGenerator.GetBytes(32));
        var model = Onderlaag.Model;
        Feestdagen.StelGelijk(settings.Feestdagen);
        var tenants = new Dictionary<string, Tenant>();
        foreach (var o in settings.Organisaties)
        {
            tenants[o.Id] = null!; // keeps the order
        }
        await Task.WhenAll(settings.Organisaties.Select(async o =>
        {
            var tenant = await Opening.Open(settings, o, model);
            lock (tenants) tenants[o.Id] = tenant;
        }));
        foreach (var tenant in tenants.Values.Where(t => t.Closed is not null))
            Console.Error.WriteLine($"{tenant.Organisatie.Id}: {tenant.Closed}");
        if (tenants.Values.All(t => t.Closed is not null))
            throw new InvalidDataException("geen van de organisaties kan worden geopend; de redenen staan hierboven.");

        builder.Services.AddSingleton<IReadOnlyDictionary<string, Tenant>>(tenants);
        builder.Services.AddSingleton(services =>
        {
            var protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("client-geheim");
            return new ApiSettings
            {
                Model = model,
                ApplicationOf = Rechten.ApplicationOf,
                ActivityOf = Verwerkingsactiviteit.Van,
                DeliveryScope = Abonnement.Beheren,
                ObjectsOf = Persoonsdossier.Objecten,
                AccessType = typeof(Applicatie),
                Clients = [.. settings.Clients.Select(c => new ConfiguredClient(c.Id, c.Secret, c.Superuser) { Operator = c.Operator }),
                    new ConfiguredClient(Platformapi.Client, own.Secret(Platformapi.Client)!, false) { Operator = true },
                    .. settings.Demo ? [new ConfiguredClient(Demo.Client, own.Secret(Demo.Client)!, true)]
                    : Array.Empty<ConfiguredClient>()],
                Tokens = [.. settings.Tokens.Select(t => new ConfiguredToken(t.Naam, t.Waarde, t.Rights))],
                OwnSecret = own.Secret,
                Outbound = new Outbound(settings.MagNaar, key: Registerplaatsen.Eigen(settings, TimeProvider.System)),
                Plain = settings.Kaal,
                Subscriptions = Abonnement.Alle,
                Deliveries = settings.Notificaties.Deliveries,
                Jobs = Werk.Soorten(settings, services.GetRequiredService<Postbode>(), services.GetRequiredService<Tekstlezer>(), data,
                    services.GetRequiredService<ILogger<JobRunner>>()),
                Protect = protector.Protect,
                Reveal = protector.Unprotect,
                Adres = settings.Adres?.TrimEnd('/'),
                Scherm = (organisatie, url) => services.GetRequiredService<Huis>().Pad(url) is { } pad ? $"/{organisatie}{pad}" : null,
                Stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping,
            };
        });
        builder.Services.AddSingleton<Api>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<Ketens>();
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(new Verkeer(tenants.Keys, TimeProvider.System));
        builder.Services.AddSingleton<Wacht>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Wacht>());
        builder.Services.AddHostedService<Platformmeter>();
        builder.Services.AddSingleton<Platformapi>();
        builder.Services.AddSingleton<Postbode>();
        builder.Services.AddSingleton<Tekstlezer>();
        builder.Services.AddHostedService<JobRunner>();
        builder.Services.AddSingleton(own);
        builder.Services.AddSingleton<Leden>();
        builder.Services.AddSingleton<Registerplaatsen>();
        builder.Services.AddSingleton<InProcessClients>();
        builder.Services.AddSingleton<IZgwClients>(services => services.GetRequiredService<InProcessClients>());
        builder.Services.AddSingleton<IOmgeving>(services =>
            new Omgeving([.. settings.Organisaties.Select(o => new Apps.Kern.Organisatie(o.Id, o.Naam, o.Id, o.Vereniging,
                tenants[o.Id].Organisatie.Testkopie))],
            personas, settings.Adres?.TrimEnd('/'), services.GetRequiredService<Wacht>()));
        builder.Services.AddSingleton<IFormulierkast>(new Formulierkast(settings, TimeProvider.System));
        builder.Services.AddBrinkApps(apps ?? Bovenlaag.Apps);

        var app = builder.Build();
        var api = app.Services.GetRequiredService<Api>();
        var platform = app.Services.GetRequiredService<Platformapi>();
        app.Use(app.Services.GetRequiredService<Verkeer>().Meet);
        app.MapViewer();
        app.Use((http, next) => Api.Handles(http.Request.Path) && !Platformapi.Handles(http.Request.Path) ? api.Invoke(http) : next(http));
        app.Use(Methods.Answer);
        app.Use((http, next) => Platformapi.Handles(http.Request.Path) ? platform.Invoke(http) : next(http));
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", (CancellationToken cancel) => Ready(tenants, cancel));
        app.UseAuthentication();
        app.UseRouting();
        app.UseAuthorization();
        app.MapBrinkApps();
        if (settings.Demo) await Demo.Import(settings, app.Services.GetRequiredService<InProcessClients>(), TimeProvider.System);
        return app;
    }

    private static async Task Aanmelding(HttpContext http, ClaimsPrincipal? wie, string actie)
    {
        var tenants = http.RequestServices.GetRequiredService<IReadOnlyDictionary<string, Tenant>>();
        if (wie?.Organisatie() is not { } organisatie || !tenants.TryGetValue(organisatie, out var tenant)) return;
        var rol = wie.Rol() ?? "";
        var caller = new Caller(OwnClients.Id(rol), rol, false, [], wie.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
            wie.Identity?.Name ?? "");
        await tenant.Deed(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), caller, actie, "gebruiker", rol, "");
    }

    private static async Task<IResult> Ready(Dictionary<string, Tenant> tenants, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(tenants.Values.Select(async tenant =>
        {
            if (tenant.Closed is not null) return tenant.Organisatie.Id;
            try
            {
                // On a thread of its own: a file system that hangs holds the thread that reads.
                await Task.Run(async () => await tenant.Store.Read(db => db.Number("SELECT 1"), cancel), cancel)
                    .WaitAsync(Patience, cancel);
                return null;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException or IOException)
            {
                return tenant.Organisatie.Id;
            }
        }));
        var away = answers.OfType<string>().ToList();
        // One that is away is no reason to send the callers of the others elsewhere.
        return away.Count == 0 ? Results.Text("ready")
            : Results.Text($"{(away.Count < tenants.Count ? "ready, maar " : "")}de gegevens van {string.Join(", ", away)} zijn niet bereikbaar",
            statusCode: away.Count < tenants.Count ? 200 : 503);
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    // Traces, metrics and logs go out only when the operator names a collector (OTEL_EXPORTER_OTLP_ENDPOINT).
    private static void Telemetry(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("brink", serviceVersion: typeof(Server).Assembly.GetName().Version?.ToString()))
            .WithTracing(t => t.AddAspNetCoreInstrumentation(WithoutQuery).AddNpgsql().AddSource(Engine.Api.Telemetry).AddOtlpExporter())
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation()
                .AddMeter(Engine.Api.Telemetry, Platformmeter.Naam, Nieuwswegen.Meter).AddOtlpExporter());
        builder.Logging.AddOpenTelemetry(l => { l.IncludeFormattedMessage = true; l.AddOtlpExporter(); });
    }

    // A filter can carry a BSN; no trace may.
    private static void WithoutQuery(OpenTelemetry.Instrumentation.AspNetCore.AspNetCoreTraceInstrumentationOptions options) =>
        options.EnrichWithHttpResponse = (activity, _) => activity.SetTag("url.query", null);

    private sealed record Omgeving(IReadOnlyList<Apps.Kern.Organisatie> Organisaties, IReadOnlyList<Persona> Personas, string? Adres,
        Wacht Wacht) : IOmgeving
    {
        private static readonly TimeSpan Vooraf = TimeSpan.FromDays(1);

        public IReadOnlyList<Statusbericht> Berichten(string organisatie)
        {
            var nu = DateTimeOffset.UtcNow;
            return [.. Wacht.Laatst.Meldingen.Where(m => m.Raakt(organisatie) && (m.IsNu(nu) || m.IsGepland(nu) && m.Begin < nu + Vooraf))
                .OrderBy(m => m.Begin).Select(m => new Statusbericht(m.Soort == Melding.Onderhoud, m.Titel, m.Begin, m.Einde))];
        }
    }
}
