using System.Net.Sockets;
using Brink.Apps.Kern;
using Brink.Engine;
using Brink.Registers.Berichten;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Brink.Host;

/// <summary>Sends messages by SMTP: the work of the job <see cref="Bericht.Job"/>. Those that are sent after each other share a
/// connection.</summary>
public sealed partial class Postbode(Settings settings, TimeProvider klok, Huis huis, ILogger<Postbode> logger)
{
    private readonly DeliverySettings bezorgen = settings.Mail.Bezorgen;

    /// <summary>The kind of job that it does. Without a mail server its jobs wait.</summary>
    public JobKind Job => Bericht.Soortjob(
        settings.Mail.Ingesteld ? (run, zending) => Bezorg(run.Tenant, ((Verbinding)run.Context!).Smtp, zending) : null, bezorgen,
        () => new Verbinding(bezorgen.Limit));

    private sealed class Verbinding(TimeSpan grens) : IAsyncDisposable
    {
        public SmtpClient Smtp { get; } = new() { Timeout = (int)grens.TotalMilliseconds };

        public async ValueTask DisposeAsync()
        {
            try { if (Smtp.IsConnected) await Smtp.DisconnectAsync(true, CancellationToken.None); }
            catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException)
            {
            } // all was sent and written down
            Smtp.Dispose();
        }
    }

    private async Task<JobOutcome> Bezorg(Tenant tenant, SmtpClient smtp, Zending zending)
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
            return JobOutcome.Done;
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
    private static JobOutcome? Waarom(Exception e) => e switch
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
}
