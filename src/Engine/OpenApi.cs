using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// The OpenAPI 3.0.3 document of a register, made from its definitions: what is served is what is described.
/// Beside this page: the paths (<c>OpenApi.Paths.cs</c>), the schemas (<c>OpenApi.Schemas.cs</c>),
/// and what is the same in every API (<c>OpenApi.Vast.cs</c>).
/// </summary>
public sealed partial class OpenApi(Model model)
{
    // Stands in the kept document for the address of the organisation, which differs per request.
    private const string Here = "https://adres.invalid/";
    private static readonly JsonSerializerOptions Written =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ConcurrentDictionary<Register, byte[][]> kept = new();

    /// <summary>Answers with the document of <paramref name="register"/> for the organisation at <paramref name="address"/>,
    /// which ends in a slash.</summary>
    internal async Task Write(HttpContext http, Register register, string address)
    {
        var parts = kept.GetOrAdd(register, Parts);
        var middle = JsonEncodedText.Encode(address, Written.Encoder).EncodedUtf8Bytes.ToArray();
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = parts.Sum(part => part.Length) + middle.Length * (parts.Length - 1);
        if (HttpMethods.IsHead(http.Request.Method)) return;
        foreach (var (n, part) in parts.Index())
        {
            if (n > 0) await http.Response.Body.WriteAsync(middle);
            await http.Response.Body.WriteAsync(part);
        }
    }

    private byte[][] Parts(Register register) =>
        [.. Document(register, Here).ToJsonString(Written).Split(Here).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The document as JSON. <paramref name="address"/> is that of the organisation and ends in a slash.</summary>
    public JsonObject Document(Register register, string address)
    {
        var part = new Part(model, register);
        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = register.Titel,
                ["version"] = register.Version,
                ["description"] = $"De {register.Titel} zoals Brink haar aanbiedt. {Wie(register)} "
                    + "Fouten komen als `application/problem+json` met een vaste `code`; bij ongeldige invoer noemt `invalidParams` alle "
                    + "fouten tegelijk."
                    + Announcements(register),
                ["contact"] = new JsonObject { ["name"] = "De beheerder van deze Brink", ["url"] = address },
                ["license"] = new JsonObject { ["name"] = "EUPL-1.2", ["url"] = "https://eupl.eu/1.2/nl/" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = address + register.Root }),
            ["tags"] = new JsonArray([.. register.Resources.Where(d => !d.IsInternal).Select(Tag)]),
            ["security"] = new JsonArray([.. SchemesOf(register).Select(s => (JsonNode)new JsonObject { [s] = new JsonArray() })]),
            ["paths"] = part.Paths(),
            ["components"] = part.Components(),
        };
    }

    private static string Wie(Register register)
    {
        const string jwt = "een JWT van een bekende client (HS256, met `client_id` en `iat`)";
        if (register.Takes.HasFlag(Schemes.Token))
            return $"Elk verzoek draagt een token dat de beheerder heeft uitgegeven (`Authorization: Token …`), of {jwt}.";
        return register.IsPublic ? $"Lezen mag iedereen, zonder token. Elk ander verzoek draagt {jwt}." : $"Elk verzoek draagt {jwt}.";
    }

    // What a source owes its consumers to know: on which channel it announces what, with which kenmerken.
    private string Announcements(Register register) => string.Concat(register.Resources.Where(d => d.Kanaal is not null).Select(d =>
        $"\n\n**Notificaties op het kanaal `{d.Kanaal}`.** Elke geslaagde `create`, `update`, `partial_update` en `destroy` van "
        + string.Join(", ", model.PartsOf(d.Type).Where(part => !part.IsInternal).Prepend(d).Select(x => $"`{x.Name}`"))
            + " wordt gemeld. Het hoofdobject is "
        + $"`{d.Name}`; kenmerken: {(d.Kenmerken.Count == 0 ? "geen" : string.Join(", ", d.Kenmerken.Select(f => $"`{d.KenmerkName(f)}`")))}."));

    private static JsonNode Tag(Definition d) => new JsonObject { ["name"] = d.Path, ["description"] = Docs.Of(d.Type) ?? d.Name };
}
