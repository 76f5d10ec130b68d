using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using Brink.Engine;
using Brink.Registers;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Brink.Host;

/// <summary>
/// The page on which a developer reads the document of a register: <c>/{organisatie}/{register}/api/v1/docs</c>, without a token.
/// It is Swagger UI (Apache-2.0), out of the package that carries it inside: nothing comes from elsewhere.
/// </summary>
public static class Viewer
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string Start = "SwaggerUIBundle({ url: 'openapi.json', dom_id: '#kijker', deepLinking: true, "
        + "docExpansion: 'none', defaultModelsExpandDepth: 0, validatorUrl: null });";
    private const string Sheet = "body{margin:0;background:#fff;color:#1b1b1b;font-family:sans-serif}header,noscript "
        + "p{max-width:1460px;margin:0 auto;padding:1rem 20px}h1{margin:0 0 .25rem;font-size:1.5rem}a{color:#0b4f8a}";

    private static readonly Assembly Package = typeof(SwaggerUIOptions).Assembly;
    private static readonly Dictionary<string, Func<Asset>> Files = new()
    {
        ["swagger-ui.css"] = () => Embedded("swagger-ui.css", "text/css; charset=utf-8"),
        ["swagger-ui-bundle.js"] = () => Embedded("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
        ["LICENSE"] = () => Embedded("LICENSE", "text/plain; charset=utf-8"),
        ["kijker.css"] = () => new Asset(Zipped(Encoding.UTF8.GetBytes(Sheet)), "text/css; charset=utf-8"),
        ["kijker.js"] = () => new Asset(Zipped(Encoding.UTF8.GetBytes(Start)), "text/javascript; charset=utf-8"),
    };

    private sealed record Asset(byte[] Gzip, string Type);

    /// <summary>Serves the pages. Goes before the registers, which answer every other address below <c>/api</c>.</summary>
    public static void MapViewer(this WebApplication app)
    {
        var tenants = app.Services.GetRequiredService<IReadOnlyDictionary<string, Tenant>>();
        app.Use((http, next) =>
        {
            var path = http.Request.Path.Value!;
            if (!path.Contains("/docs", StringComparison.Ordinal)) return next(http);
            var parts = path.Split('/');
            if (parts.Length is < 6 or > 7 || parts[3] != "api" || parts[5] != "docs") return next(http);
            if (!tenants.TryGetValue(parts[1], out var tenant) || Onderlaag.Model.Register(parts[2]) is not { } register
                || register.Pad != parts[4])
            {
                return next(http);
            }
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            {
                http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                http.Response.Headers.Allow = "GET, HEAD";
                return Task.CompletedTask;
            }
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.ContentSecurityPolicy = Policy;
            http.Response.Headers["Referrer-Policy"] = "same-origin";
            if (parts.Length == 6) return Page(http, register, tenant.Organisatie.Naam);
            if (parts[6].Length == 0) { http.Response.Redirect($"/{parts[1]}/{register.Root}/docs"); return Task.CompletedTask; }
            return Files.TryGetValue(parts[6], out var file) ? Send(http, file()) : next(http);
        });
    }

    private static Task Page(HttpContext http, Register register, string organisatie)
    {
        var (titel, naam) = (HtmlEncoder.Default.Encode(register.Titel), HtmlEncoder.Default.Encode(organisatie));
        http.Response.ContentType = "text/html; charset=utf-8";
        var html = $"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{titel} {register.Version} van {naam}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="docs/swagger-ui.css">
            <link rel="stylesheet" href="docs/kijker.css">
            </head>
            <body>
            <header><h1>{titel} van {naam}</h1><a href="openapi.json">Het OpenAPI-document als JSON</a></header>
            <noscript><p>Deze pagina heeft JavaScript nodig om het document leesbaar te tonen. Het document zelf staat achter de verwijzing hierboven.</p></noscript>
            <main id="kijker"></main>
            <script src="docs/swagger-ui-bundle.js"></script>
            <script src="docs/kijker.js"></script>
            </body>
            </html>
            """;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(html);
    }

    private static async Task Send(HttpContext http, Asset asset)
    {
        http.Response.ContentType = asset.Type;
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        if (TakesGzip(http.Request.Headers.AcceptEncoding))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.ContentLength = asset.Gzip.Length;
            await http.Response.Body.WriteAsync(asset.Gzip, http.RequestAborted);
            return;
        }
        await using var plain = new GZipStream(new MemoryStream(asset.Gzip), CompressionMode.Decompress);
        await plain.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var codings)
            && codings.Any(c => c.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && c.Quality != 0);

    // The package keeps its files packed already.
    private static Asset Embedded(string name, string type)
    {
        using var stream = Package.GetManifestResourceStream($"{Package.GetName().Name}.node_modules.swagger_ui_dist.{name}")
            ?? throw new InvalidOperationException($"Swagger UI has no {name}");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        return new Asset(bytes is [0x1f, 0x8b, ..] ? bytes : Zipped(bytes), type);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var zip = new GZipStream(to, CompressionLevel.Optimal)) zip.Write(bytes);
        return to.ToArray();
    }
}
