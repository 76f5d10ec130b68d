using System.Collections.Frozen;
using Brink.Engine;

namespace Brink.Registers.Autorisaties;

/// <summary>What the register of authorisations means to the engine: the rights of whoever calls with a client id.</summary>
public static class Rechten
{
    // The key column of a document that says so.
    private const string GereedVoorPublicatie = "isGereedVoorPublicatie";

    /// <summary>The key columns of a quarterly report that say how far it has come: to the members, to the supervisory board.</summary>
    internal const string Gedeeld = "isGedeeld", BijToezicht = "isBijToezicht";

    // What a scope shows of a report: a draft is for who makes it, and no member takes it for the report.
    private static readonly Dictionary<string, string> Alleen = new()
    {
        ["rapportage.lezen"] = Gedeeld,
        ["rapportage.toezicht"] = BijToezicht
    };

    /// <summary>The application with a client id; null when no application has it.</summary>
    public static async ValueTask<Applicatie?> Van(Session session, string clientId) =>
        (await session.Find<Applicatie>(q => q.Contains("clientIds", clientId))).FirstOrDefault();

    /// <summary>What a client may do; null when it has no application.</summary>
    public static async ValueTask<Application?> ApplicationOf(Session session, string clientId)
    {
        if (await Van(session, clientId) is not { } a) return null;
        if (!a.HeeftAlleAutorisaties || !a.AlleenIsGereedVoorPublicatie)
            return new Application(a.Label, a.HeeftAlleAutorisaties, [.. Grants(a)]);
        return new Application(a.Label, false,
            [.. session.Model.Registers.SelectMany(r => Gescheiden(r.Component, AlleScopes(r), null, null, true))]);
    }

    /// <summary>The engine's grants for what an application names. (An application that has all authorisations names none.)</summary>
    public static IEnumerable<Grant> Grants(Applicatie a) => a.Autorisaties.SelectMany(x => Gescheiden(
        EnumNames.Name(x.Component), x.Scopes, Sleutel(x.Zaaktype ?? x.Informatieobjecttype ?? x.Besluittype),
        (int?)x.MaxVertrouwelijkheidaanduiding,
            a.AlleenIsGereedVoorPublicatie));

    // Reading documents may be narrowed to those that are ready for publication; what else the application may do is not.
    private static IEnumerable<Grant> Gescheiden(string component, IReadOnlyCollection<string> scopes, string? type, int? niveau,
        bool alleenGereed)
    {
        if (component == "rap" && scopes.Any(Alleen.ContainsKey))
        {
            return [.. scopes.Where(Alleen.ContainsKey)
                .Select(s => new Grant(component, new[] { s }.ToFrozenSet(), type, niveau) { Only = Alleen[s] }),
                new Grant(component, scopes.Where(s => !Alleen.ContainsKey(s)).ToFrozenSet(), type, niveau)];
        }
        const string lezen = "documenten.lezen";
        if (!alleenGereed || component != "drc" || !scopes.Contains(lezen))
            return [new Grant(component, scopes.ToFrozenSet(), type, niveau)];
        return
        [
            new Grant(component, new[] { lezen }.ToFrozenSet(), type, niveau) { Only = GereedVoorPublicatie },
            new Grant(component, scopes.Where(s => s != lezen).ToFrozenSet(), type, niveau),
        ];
    }

    private static string[] AlleScopes(Register r) =>
        [.. r.Resources.SelectMany(d => d.Scopes.Values.Concat(d.Actions.Select(x => x.Scopes))).SelectMany(s => s).Distinct()];

    // A type is asked for by its key; an authorisation that names none holds for every type.
    private static string? Sleutel(string? url) => string.IsNullOrEmpty(url) ? null : new Ref<Catalogi.Zaaktype>(url).Key;
}
