using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>The OpenAPI document of a register, made from its definitions.</summary>
public sealed class OpenApi(Model model)
{
    public Model Model { get; } = model;

    internal static async Task Write(HttpContext http, Register register, string address)
    {
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, new { openapi = "3.0.3", info = new { title = register.Titel, version = register.Version }, servers = new[] { new { url = address + register.Root } } });
    }
}
