using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Notificaties;

/// <summary>Who wants to hear of which changes, and at which address. Notificaties API 1.0, resource <c>abonnement</c>.</summary>
public sealed record Abonnement : Resource, IResource<Abonnement>
{
    /// <summary>What a caller needs to look after the deliveries of all abonnementen.</summary>
    public const string Beheren = "nrc:notificaties.beheren";

    /// <summary>Where announcements are posted.</summary>
    [Url, MinLength(1)] public required string CallbackUrl { get; set; }

    /// <summary>The <c>Authorization</c> header that goes along. Kept protected.</summary>
    [NotBlank] public required string Auth { get; set; }
    public required List<Kanaalfilter> Kanalen { get; set; }

    /// <summary>The client whose abonnement it is.</summary>
    [Internal] public string Eigenaar { get; set; } = "";

    /// <summary>How the subscriber names this organisation: what it is told of is written with that address.</summary>
    [Internal] public string Basis { get; set; } = "";

    public static void Define(Definition<Abonnement> d) => d
        .At("abonnement").With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete).Unpaged()
        .ShownAs(a => a.CallbackUrl).OwnedBy(a => a.Eigenaar)
        .Allow(Operation.List | Operation.Read, "notificaties.consumeren", "notificaties.publiceren")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "notificaties.consumeren")
        .Rule("auth", AuthIsKop, "auth")
        .Rule("kanalen", KanalenBestaan, "kanalen")
        .Rule("callback", CallbackNeemtAan)
        .Rule("bewaren", Bewaren)
        .Effect("verwijderen", NietsMeerAfleveren)
        .Derive(Tonen);

    private static ValueTask AuthIsKop(Change<Abonnement> c)
    {
        if (!c.Deleting && c.Has(a => a.Auth) && c.New.Auth.Any(ch => ch is < ' ' or > '~'))
            c.Fault("auth", "invalid", "Een Authorization-header bestaat uit gewone letters, cijfers en leestekens.");
        return default;
    }

    private static async ValueTask KanalenBestaan(Change<Abonnement> c)
    {
        if (c.Deleting || c.Updating && !c.Has(a => a.Kanalen)) return;
        for (var i = 0; i < c.New.Kanalen.Count; i++)
        {
            var wens = c.New.Kanalen[i];
            Kenmerken.Controleer(wens.Filters, $"kanalen.{i}.filters", c.Faults);
            if (c.Faults.Any(f => f.Name.StartsWith($"kanalen.{i}.", StringComparison.Ordinal))) continue;
            var kanaal = (await c.Find<Kanaal>(q => q.Is("naam", wens.Naam))).FirstOrDefault();
            if (kanaal is null)
            {
                c.Fault($"kanalen.{i}.naam", "kanaal_naam", "Er is geen kanaal met deze naam.");
            }
            else if (Kenmerken.Lees(wens.Filters).Select(f => f.Naam).Except(kanaal.Filters).FirstOrDefault() is { } vreemd)
            {
                c.Fault($"kanalen.{i}.filters", "inconsistent-abonnement-filters",
                    $"Het kanaal '{kanaal.Naam}' kent het kenmerk '{vreemd}' niet.");
            }
        }
    }

    // The address is tried before anything is kept: with the header, and without to see that not just anyone can post there.
    private static ValueTask CallbackNeemtAan(Change<Abonnement> c)
    {
        if (c.Deleting) return default;
        var auth = c.Has(a => a.Auth) ? c.New.Auth : c.Session.Reveal(c.New.Auth);
        switch (c.Session.TryCallback(c.New.CallbackUrl, auth, Notificatie.Proef(c.Session)))
        {
            case CallbackTrial.NotAllowed:
                c.Fault("callbackUrl", "invalid-callback-url",
                    "Brink mag dit adres niet aanroepen. De beheerder kan het toestaan bij het uitgaande verkeer.");
                break;
            case CallbackTrial.Failed:
                c.Fault("nonFieldErrors", "invalid-callback-url",
                    "Het adres nam een proefbericht met deze Authorization-header niet aan met 204.");
                break;
            case CallbackTrial.OpenRefused:
                c.Fault("callbackUrl", "no-auth-on-callback-url",
                    "Het adres neemt ook berichten zonder Authorization-header aan. Beveilig het eerst.");
                break;
            case CallbackTrial.Open:
                c.Warning = "De callbackUrl neemt ook berichten zonder Authorization-header aan. Beveilig dit adres.";
                break;
        }
        return default;
    }

    private static ValueTask Bewaren(Change<Abonnement> c)
    {
        if (c.Deleting) return default;
        c.New.Basis = c.Session.Address;
        if (c.Has(a => a.Auth)) c.New.Auth = c.Session.Protect(c.New.Auth);
        if (c.Creating || c.Has(a => a.Kanalen))
        {
            foreach (var wens in c.New.Kanalen)
                wens.Filters = Kenmerken.Maak(Kenmerken.Lees(wens.Filters).Select(f => (f.Naam, c.Session.StoredForm(f.Waarde))));
        }
        return default;
    }

    private static ValueTask NietsMeerAfleveren(Change<Abonnement> c) => c.Deleting ? c.Session.ForgetDeliveries(c.New.Uuid) : default;

    private static ValueTask Tonen(Derivation d, IReadOnlyList<Abonnement> abonnementen)
    {
        foreach (var a in abonnementen)
        {
            // The header is a secret between the subscriber and its receiver. With the keys lost it is lost too;
            // the rest can still be read.
            try
            {
                a.Auth = a.Eigenaar == d.Session.Caller.ClientId ? d.Session.Reveal(a.Auth) : "";
            }
            catch (CryptographicException) { a.Auth = ""; }
            foreach (var wens in a.Kanalen)
                wens.Filters = Kenmerken.Maak(Kenmerken.Lees(wens.Filters).Select(f => (f.Naam, d.Session.ShownForm(f.Waarde))));
        }
        return default;
    }

    /// <summary>The abonnementen as the engine's dispatcher needs them.</summary>
    public static async ValueTask<IReadOnlyList<Subscription>> Alle(Session session) =>
        [.. (await session.Find<Abonnement>(_ => { })).Select(a => new Subscription(a.Uuid, a.CallbackUrl, a.Auth, a.Basis,
            [.. a.Kanalen.Select(k => new Interest(k.Naam, Kenmerken.Lees(k.Filters).ToDictionary(f => f.Naam, f => f.Waarde)))]))];
}

/// <summary>A channel to hear of, and of which announcements on it: those of which each named kenmerk has this value;
/// <c>*</c> is any.</summary>
public sealed record Kanaalfilter
{
    public JsonElement Filters { get; set; } = Kenmerken.Geen;
    [NotBlank] public required string Naam { get; set; }
}
