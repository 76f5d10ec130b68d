using System.Text.Json;
namespace Brink.Engine;
public sealed partial class Session
{
    public bool Allowed(Definition d, Resource r, params string[] scopes) => throw new NotSupportedException();
    public ValueTask<TOther?> Get<TOther>(Ref<TOther> r) where TOther : Resource => throw new NotSupportedException();
    public ValueTask<TOther?> Lock<TOther>(Ref<TOther> r) where TOther : Resource => throw new NotSupportedException();
    public ValueTask<List<TOther>> Find<TOther>(Action<Query> where) where TOther : Resource => throw new NotSupportedException();
    public ValueTask<bool> Any<TOther>(Action<Query> where) where TOther : Resource => throw new NotSupportedException();
    public ValueTask<JsonElement?> Fetch(string url) => throw new NotSupportedException();
    public ValueTask Save(Resource r) => throw new NotSupportedException();
    public ValueTask Create(Resource r) => throw new NotSupportedException();
    public ValueTask Delete(Resource r) => throw new NotSupportedException();
    /// <summary>The next number of a counter of this organisation; never given twice.</summary>
    public ValueTask<long> Next(string counter, int count = 1) => throw new NotSupportedException();
    /// <summary>Refuses the request: nothing of it is kept. <c>Refuse(403, "permission_denied", "...")</c>.</summary>
    public static Exception Refuse(int status, string code, string detail) => new RefusedException(status, code, detail);
}
/// <summary>A request that is refused with a problem of its own.</summary>
public sealed class RefusedException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}
