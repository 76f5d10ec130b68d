using System.Diagnostics;
using System.Net.Sockets;
using Brink.Apps.Kern;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Berichten;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Brink.Host;

/// <summary>
/// Sends the messages that wait, by SMTP: each at least once, always with the same Message-ID.
/// It takes some for a while (no other node sends those), sends them one by one over one connection,
/// and writes down at once what came of each. What fails is tried again after growing pauses, and parked in the end.
/// </summary>
public sealed partial class Postbode(IReadOnlyDictionary<string, Tenant> tenants, Settings settings, TimeProvider klok, Huis huis,
    ILogger<Postbode> logger) : BackgroundService
{
    private const int OpEenKeer = 20;
    private static readonly TimeSpan NaStoring = TimeSpan.FromSeconds(30);
    private readonly DeliverySettings bezorgen = settings.Mail.Bezorgen;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.Mail.Ingesteld ? Task.WhenAll(tenants.Values.Where(t => t.Closed is null).Select(tenant => Loop(tenant, stoppingToken)))
            : Task.CompletedTask;

    private async Task Loop(Tenant tenant, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var rust = bezorgen.Poll;
            try { while (!stop.IsCancellationRequested && await Ronde(tenant, stop) == OpEenKeer) { } }
            catch (Exception e)
            {
                // What was taken comes back when the lease is over.
                LogFailed(logger, e, tenant.Organisatie.Id);
                rust = NaStoring;
            }
            await Task.Delay(rust, klok, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Sends what may be sent now, at most a handful; how many messages it took.</summary>
    internal async Task<int> Ronde(Tenant tenant, CancellationToken stop)
    {
        if (!await Bericht.Wacht(tenant, Onderlaag.Model, klok.GetUtcNow())) return 0;
        var knoop = Guid.NewGuid().ToString("N");
        var begonnen = Stopwatch.GetTimestamp();
        var zendingen = await Bericht.Neem(tenant, Onderlaag.Model, knoop, klok.GetUtcNow(), klok.GetUtcNow() + bezorgen.Lease, OpEenKeer);
        if (zendingen.Count == 0) return 0;
        using var smtp = new SmtpClient { Timeout = (int)bezorgen.Limit.TotalMilliseconds };
        var geparkeerd = 0;
        foreach (var zending in zendingen)
        {
            // Nothing is begun that might not be over within the lease; what is left goes back.
            var uitkomst = stop.IsCancellationRequested || Stopwatch.GetElapsedTime(begonnen) > bezorgen.Lease - 2 * bezorgen.Limit ? null
                : await Bezorg(tenant, smtp, zending);
            if (await Bericht.Schrijf(tenant, Onderlaag.Model, zending, knoop, uitkomst, bezorgen.Pauses, klok.GetUtcNow())) geparkeerd++;
        }
        if (geparkeerd > 0) LogParked(logger, tenant.Organisatie.Id, geparkeerd);
        if (smtp.IsConnected)
        {
            try { await smtp.DisconnectAsync(true, CancellationToken.None); }
            catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException)
            {
            } // all was sent and written down
        }
        return zendingen.Count;
    }

    private async Task<Bezorging> Bezorg(Tenant tenant, SmtpClient smtp, Zending zending)
    {
        using var tijd = new CancellationTokenSource(bezorgen.Limit);
        MimeMessage mime;
        try { mime = await Bericht.Mime(zending, tenant.Organisatie, Voet(tenant, zending.Bericht), klok.GetUtcNow(), tijd.Token); }
        catch (ParseException) { return new("dit is geen adres waar mail heen kan", true); }
        catch (Exception e)
        {
            // A store of contents that is away comes back; a content that is gone is for people to look at, when it is parked.
            LogUnreadable(logger, e, tenant.Organisatie.Id);
            return new("een bijlage is niet te lezen");
        }
        using var bericht = mime;
        try
        {
            if (!smtp.IsConnected)
            {
                var mail = settings.Mail;
                await smtp.ConnectAsync(mail.Server, mail.OpPoort,
                    mail.Tls switch
                    {
                        "tls" => SecureSocketOptions.SslOnConnect,
                        "geen" => SecureSocketOptions.None,
                        _ => SecureSocketOptions.StartTls
                    }, tijd.Token);
                if (mail.Gebruiker.Length > 0) await smtp.AuthenticateAsync(mail.Gebruiker, mail.Geheim, tijd.Token);
            }
            var opmaak = FormatOptions.Default.Clone();
            // Before the @ only ASCII is told in the old form (RFC 5322); the rest asks for a server that knows the new one (RFC 6531).
            opmaak.International = mime.To.Mailboxes.Any(m => m.Address[..Math.Max(0, m.Address.LastIndexOf('@'))]
                .Any(teken => teken > 127));
            if (opmaak.International && !smtp.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new("de mailserver kan niet sturen naar een adres met letters als é of ü voor het apenstaartje", true);
            await smtp.SendAsync(opmaak, mime, tijd.Token);
            return new(null);
        }
        catch (Exception e) when (Waarom(e) is { } bekend) { return bekend; }
        catch (Exception e)
        {
            // Whatever it is, it counts as an attempt: a message that can never go must not hold up those after it.
            LogFailed(logger, e, tenant.Organisatie.Id);
            return new("het versturen mislukte door een fout in Brink; de beheerder vindt haar in het logboek");
        }
    }

    // In our own words: what a server says may hold an address, and goes into no log.
    private static Bezorging? Waarom(Exception e) => e switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } c =>
            new($"de mailserver neemt dit adres niet aan ({(int)c.StatusCode})", (int)c.StatusCode >= 500),
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } c =>
            new($"de mailserver neemt dit bericht niet aan ({(int)c.StatusCode})", (int)c.StatusCode >= 500),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } c =>
            new($"de mailserver neemt deze afzender niet aan ({(int)c.StatusCode})"),
        SmtpCommandException c => new($"de mailserver weigerde ({(int)c.StatusCode})"),
        AuthenticationException => new("de mailserver neemt gebruiker en geheim niet aan"),
        SslHandshakeException or NotSupportedException => new("er is geen veilige verbinding (TLS) met de mailserver"),
        OperationCanceledException or TimeoutException => new("de mailserver antwoordde niet op tijd"),
        ServiceNotConnectedException or ServiceNotAuthenticatedException or ProtocolException or IOException or SocketException =>
            new("er is geen verbinding met de mailserver"),
        _ => null,
    };

    // Where it can be seen on a screen, for who has a log-in: an app says so.
    private string Voet(Tenant tenant, Bericht bericht) => settings.Adres is { } adres && huis.Pad(bericht.GaatOver) is { } pad
        ? $"\nBekijk dit in Brink: {adres.TrimEnd('/')}/{tenant.Organisatie.Id}{pad}\n" : "";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: an attachment cannot be read; its message is tried again")]
    private static partial void LogUnreadable(ILogger logger, Exception e, string organisatie);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: sending mail failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception e, string organisatie);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Organisatie}: {Aantal} messages could not be sent and are parked")]
    private static partial void LogParked(ILogger logger, string organisatie, int aantal);
}
