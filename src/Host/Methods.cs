using Microsoft.AspNetCore.Routing.Patterns;

namespace Brink.Host;

/// <summary>
/// HEAD and OPTIONS for every address that is read with GET (RFC 9110, 9.1): a HEAD is answered as the GET would be, without its content;
/// OPTIONS tells what the address takes. The registers answer for their own addresses.
/// </summary>
internal static class Methods
{
    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
            var body = http.Response.Body;
            http.Response.Body = Stream.Null;
            try { await next(http); }
            finally { (http.Request.Method, http.Response.Body) = (HttpMethods.Head, body); }
        }
        else if (HttpMethods.IsOptions(http.Request.Method))
        {
            var takes = Takes(http).Order(StringComparer.Ordinal).ToList();
            if (takes.Count == 0) { await next(http); return; }
            http.Response.Headers.Allow = string.Join(", ", takes);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await next(http);
        }
    }

    // The pages know their methods only once they are matched, and OPTIONS matches none.
    private static HashSet<string> Takes(HttpContext http)
    {
        var takes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods
                || IsFallback(endpoint.RoutePattern))
            {
                continue;
            }
            var matcher = new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(new(endpoint.RoutePattern), []);
            if (!matcher.TryMatch(http.Request.Path, [])) continue;
            takes.UnionWith(methods);
            if (methods.Contains(HttpMethods.Get)) takes.Add(HttpMethods.Head);
            takes.Add(HttpMethods.Options);
        }
        return takes;
    }

    private static bool IsFallback(RoutePattern pattern) => pattern.Parameters.Any(p => p.IsCatchAll) && pattern.PathSegments.Count == 1;
}
