using System.Text.Json.Nodes;
using Brink.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Brink.Tests;

/// <summary>HEAD and OPTIONS at every address there is (RFC 9110, 9.3.2 and 9.3.7): which there are,
/// the router and the documents of the registers tell.</summary>
public sealed class MethodenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_host_answers_HEAD_as_GET_without_content_and_tells_what_it_takes()
    {
        var data = Directory.CreateTempSubdirectory("brink-methoden-").FullName;
        var app = (await Server.Build(new() { ["data"] = data, ["port"] = "0" }))!;
        try
        {
            await app.StartAsync(Stop);
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
            {
                BaseAddress = new Uri(app.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!.Addresses.First())
            };
            var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is not null && e.RoutePattern.RawText is not "/{*path}")
                .GroupBy(e => e.RoutePattern.RawText!).ToList();
            Assert.True(routes.Count > 100, "There must be routes for this to mean anything.");
            var wrong = new List<string>();
            foreach (var route in routes)
            {
                var pattern = route.First().RoutePattern;
                var path = "/" + string.Join('/',
                    pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "organisatie" } => "deventer",
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart p => p.ParameterPolicies.Any(x => x.Content == "guid")
                        ? Guid.NewGuid().ToString() : "1",
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart l => l.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart s => s.Content,
                    _ => throw new InvalidOperationException(pattern.RawText),
                }))));
                var methods = route.SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods).ToHashSet();
                using (var options = await http.SendAsync(new HttpRequestMessage(HttpMethod.Options, path), Stop))
                {
                    if ((int)options.StatusCode != 204 || !methods.Append("OPTIONS").All(options.Content.Headers.Allow.Contains)
                        || options.Content.Headers.Allow.Contains("GET") != options.Content.Headers.Allow.Contains("HEAD"))
                    {
                        wrong.Add($"OPTIONS {path}: {(int)options.StatusCode} {string.Join(',', options.Content.Headers.Allow)}, takes {string.Join(',', methods)}");
                    }
                }
                if (!methods.Contains("GET")) continue;
                using var get = await http.GetAsync(new Uri(path, UriKind.Relative), Stop);
                using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Stop);
                if (get.StatusCode != head.StatusCode || (await head.Content.ReadAsByteArrayAsync(Stop)).Length > 0
                    || get.Content.Headers.ContentType?.ToString() != head.Content.Headers.ContentType?.ToString())
                {
                    wrong.Add($"HEAD {path}: {(int)head.StatusCode}, GET {(int)get.StatusCode}");
                }
            }
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }
        finally
        {
            var tenants = app.Services.GetRequiredService<IReadOnlyDictionary<string, Brink.Engine.Tenant>>().Values.ToList();
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
            foreach (var tenant in tenants) await tenant.DisposeAsync();
            Directory.Delete(data, true);
        }
    }

    [Fact]
    public async Task Without_a_way_to_log_in_a_page_says_so_and_what_there_is_to_see()
    {
        var data = Directory.CreateTempSubdirectory("brink-stapin-").FullName;
        var name = "p" + Guid.NewGuid().ToString("N")[..20];
        await using var host = new HostProcess("sqlite", name, data);
        try
        {
            await host.Start();
            using var http = new HttpClient();
            var root = host.Base[..^(name.Length + 1)];
            // Also for who is sent there from a page of its own.
            foreach (var path in (string[])["stap-in", $"stap-in?organisatie={name}", name, $"{name}/zaken?stand=alle"])
            {
                using var answer = await http.GetAsync(new Uri(root + path), Stop);
                var html = await answer.Content.ReadAsStringAsync(Stop);
                Assert.Equal((200, "/stap-in"), ((int)answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
                Assert.Contains("Inloggen kan hier nog niet", html, StringComparison.Ordinal);
                Assert.DoesNotContain("name=\"persona\"", html, StringComparison.Ordinal);
            }
        }
        finally
        {
            await host.Kill();
            Directory.Delete(data, true);
        }
    }

    [Fact]
    public async Task Every_address_of_every_register_answers_HEAD_as_GET_without_content_and_tells_what_it_takes()
    {
        await using var p = await Platform.Start("sqlite");
        var wrong = new List<string>();
        var seen = 0;
        foreach (var register in p.Settings.Model.Registers)
        {
            var document = await p.Get(register.Root + "/openapi.json");
            foreach (var (template, item) in document["paths"]!.AsObject())
            {
                var methods = item!.AsObject().Select(m => m.Key.ToUpperInvariant())
                    .Where(m => m is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD").ToHashSet();
                var path = register.Root
                    + string.Join('/', template.Split('/')
                    .Select(part => !part.StartsWith('{') ? part : IsNumber(document, item, part.Trim('{', '}')) ? "1"
                    : Guid.NewGuid().ToString()));
                var (status, allow, _) = await Ask(p, "OPTIONS", path);
                var takes = methods.Append("OPTIONS").Concat(methods.Contains("GET") ? ["HEAD"] : Array.Empty<string>()).ToHashSet();
                if (status != 204 || !takes.SetEquals(allow))
                    wrong.Add($"OPTIONS {path}: {status} {string.Join(',', allow)}, takes {string.Join(',', takes)}");
                seen++;
                if (!methods.Contains("GET")) continue;
                var (got, _, _) = await Ask(p, "GET", path);
                var (head, _, length) = await Ask(p, "HEAD", path);
                if (head != got || length > 0) wrong.Add($"HEAD {path}: {head} with {length} bytes, GET {got}");
            }
        }
        foreach (var (path, takes) in new[] { ("beheer/api/v1/clients", "GET"), ("beheer/api/v1/clients/x", "PUT"),
            ("beheer/api/v1/samen", "POST"),
            ("beheer/api/v1/inzage/_zoek", "POST"),
            ("beheer/api/v1/mij", "GET"), ("beheer/api/v1/jobs", "GET"),
            ("beheer/api/v1/jobs/1/opnieuw", "POST"), ("beheer/api/v1/jobs/1", "DELETE"),
            ("beheer/api/v1/notificaties/abonnementen", "GET") })
        {
            var (status, allow, _) = await Ask(p, "OPTIONS", path);
            if (status != 204 || !allow.Contains(takes)) wrong.Add($"OPTIONS {path}: {status} {string.Join(',', allow)}");
        }
        Assert.True(seen > 250, "There must be addresses for this to mean anything.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsNumber(JsonNode document, JsonNode item, string name)
    {
        foreach (var parameter in (item["parameters"] as JsonArray ?? [])
            .Concat(item.AsObject().Where(m => m.Value is JsonObject).SelectMany(m => m.Value!["parameters"] as JsonArray ?? [])))
        {
            var p = (string?)parameter!["$ref"] is { } at ? at[2..].Split('/').Aggregate(document, (node, step) => node[step]!) : parameter;
            if ((string?)p["name"] == name) return (string?)p["schema"]?["type"] == "integer";
        }
        return false;
    }

    private static async Task<(int Status, ICollection<string> Allow, int Length)> Ask(Platform p, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await p.Beheerder.SendAsync(request, Stop);
        return ((int)answer.StatusCode, answer.Content.Headers.Allow, (await answer.Content.ReadAsByteArrayAsync(Stop)).Length);
    }
}
