using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// What a request showed of whom, for the log.
public sealed partial class Api
{
    /// <summary>In which a client says for which processing activity it asks: the code or the address of one in a register of
    /// those.</summary>
    public const string ActivityHeader = "X-Verwerkingsactiviteit";
    private readonly Personen personen = new(settings.Model);

    // What this request processed; null when it showed nobody, asked for nobody and changed nothing personal.
    private Verwerking? Seen(Call call, Definition d, string actie, ReadOnlyMemory<byte> answer)
    {
        var found = call.Asked is null ? null : new HashSet<Persoon>(call.Asked);
        personen.Find(answer.Span, ref found);
        if (call.Request.Query.Count > 0) personen.Find(call.Request.Query, ref found);
        if (found is null && call.Seen.Count == 0 && !call.ShowsPersons) return null;
        var activity = call.Request.Headers[ActivityHeader].ToString();
        return new()
        {
            Spoor = call.Spoor ??= Spoor.Van(call.Request.Headers.TraceParent),
            Caller = call.Caller,
            Toelichting = call.Request.Headers["X-Audit-Toelichting"].ToString(),
            Activiteit = activity.Length > 0 ? activity : call.Caller.Activiteit,
            Bron = d.Register.Component,
            Resource = d.Path,
            Actie = actie,
            Begin = call.Begin,
            Einde = settings.Clock.GetUtcNow(),
            Personen = found ?? [],
            Objecten = [.. call.Seen.Select(s => (s.Definition.Path, s.Uuid))],
        };
    }

    // Whoever asked is answered only once it is kept that they did.
    private async ValueTask KeepSeen(Call call, Definition d, string actie, ReadOnlyMemory<byte> answer)
    {
        if (Seen(call, d, actie, answer) is not { } seen) return;
        await call.Tenant.Logboek.Keep([.. seen.Rows(await call.Tenant.Logboek.Pseudonyms(settings))]);
    }

    private static string Actie(Operation op) => op switch
    {
        Operation.Create => "create",
        Operation.Put => "update",
        Operation.Patch => "partial_update",
        _ => "destroy",
    };
}
