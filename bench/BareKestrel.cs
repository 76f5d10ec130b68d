using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brink.Bench;

/// <summary>The limit of reading: the same web server, in a process of its own,
/// that does nothing but send the same bytes with the same headers.</summary>
internal static class BareKestrel
{
    public const string Verb = "bare-kestrel";

    public static async Task Run(int port, string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false)
            .UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        var app = builder.Build();
        app.Run(async http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = bytes.Length;
            http.Response.Headers["API-version"] = "1.7.0";
            http.Response.Headers["Content-Crs"] = "EPSG:4326";
            http.Response.Headers.ETag = "\"00000000000000000000000000000000\"";
            await http.Response.BodyWriter.WriteAsync(bytes);
        });
        await app.RunAsync();
    }
}
