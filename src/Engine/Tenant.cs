using System.Collections.Concurrent;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>An organisation with its data, as this process serves it.</summary>
public sealed class Tenant(Organisatie organisatie, Store store) : IAsyncDisposable
{
    public Organisatie Organisatie { get; } = organisatie;
    public Store Store { get; } = store;

    /// <summary>Why its data could not be opened; null when it is served.</summary>
    public string? Closed => (Store as ClosedStore)?.Why;
    internal Logboek Logboek { get; } = new(store);
    internal Nieuwsbord Nieuws { get; } = new(store);
    internal ConcurrentDictionary<string, KnownClient> Clients { get; } = new(StringComparer.Ordinal);
    internal ConcurrentDictionary<string, (Caller Caller, long Since, DateTimeOffset Expires)> Tokens
    {
        get;
    } = new(StringComparer.Ordinal);

    /// <summary>The hashes of tokens that were good since the start.</summary>
    internal ConcurrentDictionary<string, bool> GoodTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Leaves a row of a deed of administration: somebody who came in or went, a token that was refused.</summary>
    public Task Deed(DateTimeOffset now, Caller caller, string actie, string resource, string weergave, string toelichting) =>
        Store.Write(db =>
    {
        Beheerdaad.Run(db, caller, actie, resource, weergave, toelichting, now);
        return ValueTask.FromResult(true);
    }).AsTask();

    /// <summary>A unit of work of the server itself, which no client asked for. It may be run again, as any.</summary>
    public ValueTask<TResult> Work<TResult>(Model model, DateTimeOffset now, Func<Session, ValueTask<TResult>> work) =>
        Store.Write(async db =>
    {
        var session = new Session
        {
            Model = model,
            Db = db,
            Caller = new Caller("brink", "Brink", true, [], "", ""),
            Organisatie = Organisatie,
            Address = "",
            Fetched = new Dictionary<string, JsonElement?>(),
            Now = now,
        };
        var result = await work(session);
        await session.Complete(null);
        return result;
    });

    /// <summary>Forgets what is known of clients and their rights, after a change of either.</summary>
    internal void ForgetAccess()
    {
        Clients.Clear();
        Tokens.Clear();
        GoodTokens.Clear();
        Nieuws.Forget();
    }

    private readonly SemaphoreSlim woken = new(0, 1);

    /// <summary>Tells the runner of jobs that something may have been announced or put off.</summary>
    internal void Wake()
    {
        try { woken.Release(); } catch (SemaphoreFullException) { } // it has been told already
    }

    /// <summary>Returns when <see cref="Wake"/> was called, or after a while.</summary>
    internal Task Woken(TimeSpan most, CancellationToken stop) => woken.WaitAsync(most, stop);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        woken.Dispose();
    }
}

internal sealed record KnownClient(byte[] Secret, bool Superuser, bool All, string Label, IReadOnlyList<Grant> Grants, long Since)
{
    public string Activiteit { get; init; } = "";
}

/// <summary>A client that is known from the configuration, or made by this process for its own apps.</summary>
public sealed record ConfiguredClient(string Id, string Secret, bool Superuser)
{
    /// <summary>It looks after the platform, above all organisations, and may do nothing in any of them.</summary>
    public bool Operator { get; init; }
}

/// <summary>A token that is known from the configuration.</summary>
public sealed record ConfiguredToken(string Naam, string Token, TokenRights Rights);

/// <summary>What an application may do, as the register of authorisations has it.</summary>
public sealed record Application(string Label, bool All, IReadOnlyList<Grant> Grants);

/// <summary>What the engine must know to serve.</summary>
public sealed record ApiSettings
{
    public required Model Model { get; init; }

    /// <summary>Whether it answers as a ZGW server without what Brink adds: no several writes as one, no conditions, no search.
    /// For trying out how apps do there.</summary>
    public bool Plain { get; init; }

    /// <summary>Looks up the application of a client; null when it has none.</summary>
    public required Func<Session, string, ValueTask<Application?>> ApplicationOf { get; init; }

    /// <summary>The kind of resource whose changes change what clients may do.</summary>
    public required Type AccessType { get; init; }

    /// <summary>Clients that exist at every organisation.</summary>
    public IReadOnlyList<ConfiguredClient> Clients { get; init; } = [];

    /// <summary>Tokens that exist at every organisation.</summary>
    public IReadOnlyList<ConfiguredToken> Tokens { get; init; } = [];

    /// <summary>Makes the key of a client of this process's own; null when the id is none of them.</summary>
    public Func<string, string?> OwnSecret { get; init; } = _ => null;

    /// <summary>Looks up for what a client's requests are when they do not say so: the code of a processing activity;
    /// empty for none.</summary>
    public Func<Session, string, ValueTask<string>> ActivityOf { get; init; } = (_, _) => ValueTask.FromResult("");

    /// <summary>Looks up what the registers hold of a person, by kind and number: the uuids.</summary>
    public Func<Session, string, string, ValueTask<IReadOnlyCollection<Guid>>> ObjectsOf { get; init; } = (_, _, _) =>
        ValueTask.FromResult<IReadOnlyCollection<Guid>>([]);
    public required Outbound Outbound { get; init; }

    /// <summary>Looks up the abonnementen of an organisation.</summary>
    public Func<Session, ValueTask<IReadOnlyList<Subscription>>> Subscriptions { get; init; } = _ =>
        ValueTask.FromResult<IReadOnlyList<Subscription>>([]);
    public DeliverySettings Deliveries { get; init; } = new();

    /// <summary>The kinds of work for later that registers, apps and host have.</summary>
    public IReadOnlyList<JobKind> Jobs { get; init; } = [];

    /// <summary>Those, and the engine's own.</summary>
    /// <exception cref="InvalidOperationException">Two kinds have one name.</exception>
    internal IReadOnlyList<JobKind> AllJobs =>
        Once([Engine.Deliveries.Kind(this), JobCleaning.Kind(this), Zoekbouw.Kind(this), .. Jobs]);

    private static List<JobKind> Once(List<JobKind> kinds) =>
        kinds.GroupBy(k => k.Name).FirstOrDefault(g => g.Skip(1).Any()) is { } twice
            ? throw new InvalidOperationException($"Two kinds of work for later are named '{twice.Key}'.") : kinds;

    /// <summary>Cancelled when the server is told to stop: whoever waits for news is answered.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>What a caller needs to look after deliveries, with its component: <c>nrc:notificaties.beheren</c>.</summary>
    public required string DeliveryScope { get; init; }

    /// <summary>Says which screen shows a resource: by the organisation and the address in stored form
    /// (<c>~/zaken/api/v1/zaken/…</c>), its path; null when none does.</summary>
    public Func<string, string, string?> Scherm { get; init; } = (_, _) => null;

    /// <summary>Protects and reveals the secrets that are kept in the store.</summary>
    public required Func<string, string> Protect { get; init; }
    public required Func<string, string> Reveal { get; init; }

    /// <summary>The public address of the server when it differs from what requests name (behind a proxy),
    /// without a slash at the end.</summary>
    public string? Adres { get; init; }

    /// <summary>How old a token may be, by its <c>iat</c>.</summary>
    public TimeSpan TokenAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The largest body in bytes, where a resource does not say otherwise.</summary>
    public long MaxBody { get; init; } = 1024 * 1024;
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
