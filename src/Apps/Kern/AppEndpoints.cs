using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace Brink.Apps.Kern;

/// <summary>Puts the screens into the web application.</summary>
public static class AppEndpoints
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
        + "'none'";

    /// <summary>A green with a tree: the brink.</summary>
    private const string Icon =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
          <rect width="16" height="16" rx="3" fill="#1d5c3f"/>
          <circle cx="8" cy="6.5" r="4" fill="#fff"/><path d="M7.2 9h1.6v4.5H7.2z" fill="#fff"/>
        </svg>
        """;

    /// <summary>
    /// Registers what the screens need. The host adds <see cref="IOmgeving"/>, <see cref="IZgwClients"/>, <see cref="IFormulierkast"/>,
    /// data protection, and authentication with a default scheme that can sign in.
    /// </summary>
    public static void AddBrinkApps(this IServiceCollection services, IReadOnlyList<App> apps)
    {
        services.AddSingleton(new Huis(apps));
        services.AddRazorComponents();
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "brink-formulier";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddSingleton<Formulierlade>();
        services.AddSingleton<Nieuwsstanden>();
        services.AddScoped<Scherm>();
        services.TryAddSingleton(TimeProvider.System);
    }

    /// <summary>Maps pages, style sheets, downloads and the fallback page. Call it after the registers have been mapped.</summary>
    public static void MapBrinkApps(this WebApplication app)
    {
        app.Use(GuardAsync);
        app.UseAntiforgery();

        var screens = app.MapGroup("").WithMetadata(new ScreenMark());
        var huis = app.Services.GetRequiredService<Huis>();
        screens.MapRazorComponents<Wortel>().AddAdditionalAssemblies([.. huis.Apps.Select(a => a.Schermen).Distinct()]).Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault() is { } page && huis.Van(page.Type.Assembly) is { } van)
                endpoint.Metadata.Add(van);
        });
        foreach (var een in huis.Apps) een.Wegen?.Invoke(screens.MapGroup("").WithMetadata(een));
        Nieuwswegen.MapNieuws(screens);
        screens.MapPost("/stap-in/kies", StepInAsync);
        screens.MapPost("/stap-uit", StepOutAsync);
        app.MapGet("/opmaak/{name}.css", Css);
        app.MapGet("/programma/{name}", Programma);
        app.MapGet("/favicon.svg", () => Results.Text(Icon, "image/svg+xml"));
        app.MapFallback("/{*path}", NotFound).WithMetadata(new ScreenMark());
    }

    /// <summary>
    /// Stands before every screen: sets the headers and lets in only whom the organisation in the address knows. A page that forgets
    /// to ask is safe.
    /// </summary>
    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<ScreenMark>() is null)
        {
            await next(context);
            return;
        }

        var headers = context.Response.Headers;
        var bladzijde = metadata.GetMetadata<ComponentTypeMetadata>()?.Type.IsSubclassOf(typeof(Bladzijde)) == true;
        headers.ContentSecurityPolicy = bladzijde && metadata.GetMetadata<PubliekAttribute>() is null ? Policy + "; script-src 'self'" : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";

        var screen = context.RequestServices.GetRequiredService<Scherm>();
        screen.IsPubliek = metadata.GetMetadata<PubliekAttribute>() is not null;
        context.Response.OnStarting(() =>
        {
            context.Response.StatusCode = screen.Status ?? context.Response.StatusCode;
            // Only a page that keeps itself up to date may ask.
            if (screen.Nieuws is not null) headers.ContentSecurityPolicy = Policy + "; script-src 'self'; connect-src 'self'";
            if (screen.IsPubliek && context.User.Identity?.IsAuthenticated != true && context.Response.StatusCode is StatusCodes.Status200OK
                or StatusCodes.Status304NotModified)
            {
                // The same for everybody who is nobody in particular: caches may keep it for a while.
                headers.CacheControl = $"public, max-age={screen.Houdbaar.ToString(CultureInfo.InvariantCulture)}";
                headers.Vary = HeaderNames.Cookie;
                headers.Remove(HeaderNames.Pragma);
            }
            return Task.CompletedTask;
        });
        var organisation = context.GetRouteValue("organisatie") as string;
        var vorm = bladzijde || metadata.GetMetadata<Formulierweg>() is not null;
        screen.App = metadata.GetMetadata<App>();
        var vraag = context.Request.QueryString.Value ?? "";
        var known = true;
        if (metadata.GetMetadata<OperatorAttribute>() is null)
        {
            known = screen.Begin(organisation, context.User, context.Request.Path, vraag, context.RequestAborted);
        }
        else
        {
            screen.BeginPlatform(context.User, context.Request.Path, vraag, context.RequestAborted);
        }
        if (!known)
        {
            await Refusal(StatusCodes.Status404NotFound).ExecuteAsync(context);
            return;
        }

        var binnen = screen.Organisatie is null || screen.MagErin || screen.IsPubliek;
        if (await LeesbaarAsync(context) is { } onleesbaar)
        {
            await Refusal(onleesbaar).ExecuteAsync(context);
        }
        else if (binnen)
        {
            var weigering = vorm ? await FormulierAsync(context, screen, bladzijde) : null;
            await (weigering is { } status ? Refusal(status).ExecuteAsync(context) : next(context));
        }
        else
        {
            // (a form that is answered with a file stands on the page above it)
            var van = vorm && !bladzijde ? screen.Pad[..screen.Pad.LastIndexOf('/')] : screen.Pad;
            var terug = van + await TerugAsync(context, screen, van);
            if (context.User.Identity?.IsAuthenticated == true) await Refusal(StatusCodes.Status403Forbidden).ExecuteAsync(context);
            else if (screen.Demo) context.Response.Redirect("/stap-in" + QueryString.Create("terug", terug));
            else await context.ChallengeAsync(new AuthenticationProperties { RedirectUri = terug });
        }
    }

    // The largest form with its files, in bytes. On disk while it comes in; what a deed takes of a file it says itself.
    private const long MeesteBytes = 128_000_000;

    // What is no form at all (such as a text with a null sign), or more than anybody sends, is the sender's fault, not ours.
    private static async Task<int?> LeesbaarAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return null;
        if (context.User.Identity?.IsAuthenticated == true && context.Features.Get<IHttpMaxRequestBodySizeFeature>()
            is { IsReadOnly: false } grens)
        {
            grens.MaxRequestBodySize = MeesteBytes;
        }
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
    }

    // Takes a form for the page that holds it. From here on the page is only asked for: its deeds are not those of the renderer,
    // which takes a form only while it shows it.
    private static async Task<int?> FormulierAsync(HttpContext context, Scherm scherm, bool bladzijde)
    {
        var lade = context.RequestServices.GetRequiredService<Formulierlade>();
        var bewaard = await lade.HaalAsync(scherm.Eigenaar, scherm.Pad, context.Request.Query[Formulierlade.Vraag]);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            if (bewaard is not null) scherm.Form = new(bewaard);
            return null;
        }

        if (!context.Request.HasFormContentType) return StatusCodes.Status400BadRequest;
        scherm.Form = new(context.Request.Form, bewaard);
        var wie = lade.Wie(context.Request.Form[Formulier.Bewijs].ToString());
        if (wie is null || scherm.Form.Wat.Length == 0) return StatusCodes.Status400BadRequest;
        if (wie != scherm.Eigenaar)
        {
            // In another tab somebody else logged in: what the first typed is for the first only.
            await lade.BewaarAsync(wie, scherm.Pad, scherm.Form, gedaan: false);
            return StatusCodes.Status409Conflict;
        }

        scherm.Verouderd = !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        if (!bladzijde) return scherm.Verouderd ? StatusCodes.Status400BadRequest : null;
        context.Request.Method = HttpMethods.Get;
        return null;
    }

    // Where somebody comes back after logging in; with what was typed, when a session ended meanwhile.
    private static async Task<QueryString> TerugAsync(HttpContext context, Scherm scherm, string pad)
    {
        var vraag = context.Request.QueryString;
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType) return vraag;
        var lade = context.RequestServices.GetRequiredService<Formulierlade>();
        var bewijs = context.Request.Form[Formulier.Bewijs].ToString();
        if (lade.Wie(bewijs) is not { } wie) return vraag;
        var tekst = await lade.BewaarAsync(wie, pad, new Formulier(context.Request.Form), gedaan: false)
            ?? (lade.Bewaart(bewijs) ? null : Formulierlade.Niet);
        return tekst is null ? vraag : vraag.Add(Formulierlade.Vraag, tekst);
    }

    /// <summary>Maps a form (<c>Doe.razor</c>, with this address as its <c>action</c>) that is answered with a file.
    /// It stands on the page whose address lies one step above it, and is guarded as the forms that a page takes:
    /// what was sent is in <see cref="Scherm.Form"/>.</summary>
    public static void MapFormulier(this IEndpointRouteBuilder wegen, string pad, Delegate geef) =>
        wegen.MapPost(pad, geef).WithMetadata(new Formulierweg());

    /// <summary>A whole page that says in plain words why there is nothing to see.</summary>
    public static RazorComponentResult<Weigering> Refusal(int status) =>
        new(new Dictionary<string, object?> { ["Status"] = status }) { StatusCode = status };

    private static async Task<IResult> StepInAsync(HttpContext context, IOmgeving omgeving, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Refusal(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var persona = omgeving.Personas.FirstOrDefault(p => p.Id == form["persona"]);
        if (persona is null) return Results.Redirect("/stap-in?fout=1");
        await context.SignInAsync(persona.AlsGebruiker());
        var home = "/" + persona.Organisatie;
        var back = form["terug"].ToString();
        return Results.LocalRedirect(back == home || back.StartsWith(home + "/", StringComparison.Ordinal) ? back : home);
    }

    private static async Task<IResult> StepOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Refusal(StatusCodes.Status400BadRequest);
        await context.SignOutAsync();
        return Results.Redirect("/");
    }

    private static IResult Css(string name, HttpContext context)
    {
        var look = Looks.Find(name);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = context.Request.Query["v"] == look.Version ? "public, max-age=31536000, immutable" : "public, max-age=60";
        var brotli = context.Request.Headers.AcceptEncoding.ToString().Split(',').Any(part => part.Trim() is "br");
        if (brotli) headers.ContentEncoding = "br";
        return Results.Bytes(brotli ? look.Brotli : look.Css, "text/css; charset=utf-8",
            entityTag: new EntityTagHeaderValue($"\"{look.Version}{(brotli ? "-br" : "")}\""));
    }

    private static IResult Programma(string name, HttpContext context)
    {
        if (Programs.Find(name) is not { } program) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = context.Request.Query["v"] == program.Version ? "public, max-age=31536000, immutable" : "public, max-age=60";
        // The page that checks a board is to keep: it must run without us.
        var page = name.EndsWith(".html", StringComparison.Ordinal);
        if (page) headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        var brotli = context.Request.Headers.AcceptEncoding.ToString().Split(',').Any(part => part.Trim() is "br");
        if (brotli) headers.ContentEncoding = "br";
        return Results.Bytes(brotli ? program.Brotli : program.Bytes, page ? "text/html; charset=utf-8" : "text/javascript; charset=utf-8",
            entityTag: new EntityTagHeaderValue($"\"{program.Version}{(brotli ? "-br" : "")}\""));
    }

    /// <summary>The page for an address that is nothing. An API address gets the short answer that a machine can use.</summary>
    private static IResult NotFound(HttpContext context) =>
        context.Request.Path.Value?.Contains("/api/", StringComparison.Ordinal) == true
            ? Results.Problem(statusCode: StatusCodes.Status404NotFound)
            : Refusal(StatusCodes.Status404NotFound);

    private sealed record ScreenMark;

    private sealed record Formulierweg;
}
