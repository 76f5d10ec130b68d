using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// How each abonnement is doing: <c>GET /{organisatie}/beheer/api/v1/notificaties/abonnementen</c>;
/// <c>POST abonnementen/{uuid}/opnieuw</c> sends all that is parked of one again.
/// What is parked of it stands among the jobs (<c>beheer/api/v1/jobs</c>). Asks for <see cref="ApiSettings.DeliveryScope"/>.
/// </summary>
public sealed partial class Api
{
    private async Task Abonnementen(HttpContext http, Tenant tenant, string[] rest)
    {
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (caller.For(settings.DeliveryScope.Split(':')[0], [settings.DeliveryScope]).None) throw Forbidden();
        switch (http.Request.Method, rest)
        {
            case ("GET", ["abonnementen"]): await States(http, tenant, address); return;
            case ("POST", ["abonnementen", var id, "opnieuw"]) when Guid.TryParseExact(id, "D", out var uuid):
                await Done(http, tenant, caller, "opnieuw", $"alles van abonnement {uuid}",
                    async db => await Jobs.AllAgain(db, Engine.Deliveries.Group(uuid), Milliseconds) > 0);
                return;
            default:
                var takes = rest switch { ["abonnementen"] => "GET", ["abonnementen", _, "opnieuw"] => "POST", _ => http.Request.Method };
                await (takes == http.Request.Method ? Problem.Write(http, 404) : NotAllowed(http, takes));
                return;
        }
    }

    private async Task States(HttpContext http, Tenant tenant, string address)
    {
        var states = await tenant.Store.Read(async db =>
        {
            var found = new List<(Subscription, GroupState)>();
            foreach (var s in await settings.Subscriptions(Open(db, tenant, Caller.Nobody, address)))
                found.Add((s, await Jobs.State(db, Engine.Deliveries.Group(s.Id))));
            return found;
        }, http.RequestAborted);
        await Json(http, w =>
        {
            w.WriteStartArray();
            foreach (var (s, state) in states)
            {
                w.WriteStartObject();
                w.WriteString("uuid", s.Id);
                w.WriteString("callbackUrl", s.Callback);
                w.WriteStartArray("kanalen");
                foreach (var naam in s.Interests.Select(i => i.Kanaal).Distinct()) w.WriteStringValue(naam);
                w.WriteEndArray();
                Moment(w, "laatstGelukt", state.Done);
                Moment(w, "laatstMislukt", state.Failed);
                w.WriteString("fout", state.Failed is null ? "" : state.Fault);
                w.WriteNumber("wachtend", state.Waiting);
                w.WriteNumber("geparkeerd", state.Parked);
                Moment(w, "volgendePoging", state.Next);
                w.WriteEndObject();
            }
            w.WriteEndArray();
        });
    }

    private long Milliseconds => settings.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static byte[] Absolute(byte[] document, string address)
    {
        var buffer = new ArrayBufferWriter<byte>(document.Length + 256);
        Stored.Copy(document, System.Text.Encoding.UTF8.GetBytes(address), buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Moment(Utf8JsonWriter w, string name, long? at)
    {
        if (at is { } ms) w.WriteString(name, Stored.Text(DateTimeOffset.FromUnixTimeMilliseconds(ms))); else w.WriteNull(name);
    }

    private static async Task Json(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options)) write(w);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}
