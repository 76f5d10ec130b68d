using System.IO.Hashing;

namespace Brink.Engine;

// The version of a resource: the strong validator of what a caller gets to see of it,
// and the condition that a change is made from that version.
public sealed partial class Api
{
    private static string Hash(ReadOnlySpan<byte> shown)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(shown, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The version of a resource as this caller may see it, whatever it asked to have along with it or left out of it.</summary>
    private static string VersionOf(Call call, Definition d, byte[] shown)
    {
        if (Presenting(call, d, null) is { } limited) shown = d.Presents!(limited, shown);
        using var buffer = new PooledBuffer(shown.Length + 512);
        call.Copy(shown, buffer);
        return Hash(buffer.WrittenSpan);
    }

    // What a plain read would show of a stored document at this moment of the unit of work.
    private async ValueTask<byte[]> Plain(Db db, Call call, Definition d, byte[] stored)
    {
        if (d is { ReadsOtherAlways: true, ReadOther: { } other } && await other(new Derivation(Open(db, call), Today),
            Documents.Read(d, stored)) is { } one)
        {
            stored = Documents.Write(d, one);
        }
        return (await ShownAll(db, call, d, [stored], Today))[0];
    }

    // Judged where the resource is held against all others who would change it: of two who began from the same version, one finds another.
    private async ValueTask Require(Session session, Call call, Definition d, byte[] stored)
    {
        if (call.Condition is not { } condition) return;
        var version = VersionOf(call, d, await Plain(session.Db, call, d, stored));
        if (condition.Holds(version)) return;
        throw new RefusedException(412, "precondition_failed",
            "Dit is intussen gewijzigd: de versie waarvan u uitging is niet meer de nieuwste. Lees het opnieuw, en kijk of uw wijziging "
            + "nog klopt.")
        { Version = $"\"{version}\"" };
    }

    private static void RequireNone(Call call)
    {
        if (call.Condition is { HoldsWithout: false })
        {
            throw new RefusedException(412, "precondition_failed",
                "Hier heeft If-Match geen betekenis: dit adres heeft zelf geen versie. Laat de kop weg.");
        }
    }
}
