using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

/// <summary>What the token that asks may do with the objects of one type. Resource <c>permissions</c>.</summary>
public sealed record Permission
{
    [MaxLength(1000)] public required Ref<Objecttype> Type { get; init; }
    public required TokenMode Mode { get; init; }

    /// <summary>Whether only some fields are shown.</summary>
    [Name("use_fields")] public bool UseFields { get; init; }

    /// <summary>Those fields, per version of the type.</summary>
    public JsonElement? Fields { get; init; }

    /// <summary>A page of what the caller may do. Who may do all, may read and write every type.</summary>
    internal static async ValueTask<ActionResult> Lijst(ActionCall call)
    {
        var page = call.Parameters.GetValueOrDefault("page") as int? ?? 1;
        var size = Math.Min(call.Parameters.GetValueOrDefault("pageSize") as int? ?? 100, 500);
        if (page < 1 || size < 1)
            return new ActionResult(null, [new Fault(page < 1 ? "page" : "pageSize", "invalid", "Dit moet een getal vanaf 1 zijn.")]);
        var d = call.Session.Model.Of(typeof(Objecttype));
        var rights = call.Session.Caller.For(d.Register.Component, [TokenRights.Read]);
        var types = await call.Session.Find<Objecttype>(q => q.Within(rights));
        var all = types.SelectMany(t => rights.All ? [new Permission { Type = new(d.Address(t)), Mode = TokenMode.ReadAndWrite }]
            : rights.Grants.Where(g => g.Type == t.Uuid.ToString()).Select(g => Van(d.Address(t), g))).ToList();
        var from = Math.Min((long)(page - 1) * size, int.MaxValue);
        if (page > 1 && from >= all.Count) throw Session.Refuse(404, "not_found", "Deze pagina bestaat niet.");
        string? Link(int n) => n < 1 || (n - 1L) * size >= all.Count ? null : $"~/{d.Register.Root}/permissions?page={n}&pageSize={size}";
        return new ActionResult(
            new Permissions
            {
                Count = all.Count,
                Next = Link(page + 1),
                Previous = Link(page - 1),
                Results = [.. all.Skip((int)from).Take(size)]
            });
    }

    private static Permission Van(string type, Grant g) => new()
    {
        Type = new(type),
        Mode = g.Scopes.Contains(TokenRights.Write) ? TokenMode.ReadAndWrite : TokenMode.ReadOnly,
        UseFields = g.Fields is not null,
        Fields = g.Fields is null ? null : JsonSerializer.SerializeToElement(g.Fields),
    };
}

/// <summary>A page of permissions.</summary>
public sealed record Permissions
{
    public required int Count { get; init; }
    [Url] public string? Next { get; init; }
    [Url] public string? Previous { get; init; }
    public required List<Permission> Results { get; init; }

    private sealed record Bladeren
    {
        [Range(1, int.MaxValue)] public int Page { get; set; }
        [Range(1, int.MaxValue)] public int PageSize { get; set; }
    }

    internal static ResourceAction Action { get; } = new("permissions", [TokenRights.Read], false, Permission.Lijst,
        Answer: typeof(Permissions))
    {
        Method = "GET",
        AtRoot = true,
        Parameters = [("page", Schema.Of<Bladeren>().Field("page")), ("pageSize", Schema.Of<Bladeren>().Field("pageSize"))],
    };
}
