using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Brink.Tests;

/// <summary>A mail server on a socket: as much of SMTP (RFC 5321) as one that takes mail needs. What came in is kept; it can refuse,
/// and it can go away.</summary>
public sealed class Smtp : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public Smtp(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        running = Run();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public ConcurrentQueue<MimeMessage> Got { get; } = new();

    private readonly ConcurrentQueue<byte[]> raw = new();

    /// <summary>How often each of these was said, and by whom it was said that he is.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>What is answered to a recipient; 250 takes it.</summary>
    public Func<string, string> Recipient { get; set; } = _ => "250 ok";

    /// <summary>What is answered to a message; 250 takes it. Called after the message came in and before it is answered.</summary>
    public Func<MimeMessage, string> Message { get; set; } = _ => "250 ok";

    /// <summary>The user and secret that are asked for; empty: nobody needs to say who he is.</summary>
    public string User { get; set; } = "";

    /// <summary>Breaks the connection off instead of answering a message.</summary>
    public bool Hangs { get; set; }

    private async Task Run()
    {
        while (!stop.IsCancellationRequested)
        {
            try { _ = Serve(await listener.AcceptTcpClientAsync(stop.Token)); }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException) { return; }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 brink.test");
            var refused = false;
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                Commands.Enqueue(line.Split(' ')[0].ToUpperInvariant());
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250-brink.test");
                        if (User.Length > 0) await writer.WriteLineAsync("250-AUTH PLAIN");
                        await writer.WriteLineAsync("250 8BITMIME");
                        break;
                    case "AUTH":
                        var said = line.Split(' ') is [_, _, var first] ? first : "";
                        if (said.Length == 0)
                        {
                            await writer.WriteLineAsync("334 ");
                            said = await reader.ReadLineAsync(stop.Token) ?? "";
                        }
                        await writer.WriteLineAsync(Encoding.UTF8.GetString(Convert.FromBase64String(said)) == "\0"
                            + User.Replace(':', '\0') ? "235 ok" : "535 no");
                        break;
                    case "MAIL": refused = false; await writer.WriteLineAsync("250 ok"); break;
                    case "RCPT":
                        var answer = Recipient(line[(line.IndexOf('<') + 1)..line.IndexOf('>')]);
                        refused |= answer[0] != '2';
                        await writer.WriteLineAsync(answer);
                        break;
                    case "DATA" when refused: await writer.WriteLineAsync("554 nobody to send to"); break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        var text = new StringBuilder();
                        while (await reader.ReadLineAsync(stop.Token) is { } part && part != ".")
                            text.Append(part.StartsWith("..", StringComparison.Ordinal) ? part[1..] : part).Append("\r\n");
                        using (var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())))
                        {
                            raw.Enqueue(bytes.ToArray());
                            var message = await MimeMessage.LoadAsync(bytes, stop.Token);
                            var took = Message(message);
                            if (took[0] == '2') Got.Enqueue(message);
                            if (Hangs) return;
                            await writer.WriteLineAsync(took);
                        }
                        break;
                    case "QUIT": await writer.WriteLineAsync("221 bye"); return;
                    default: await writer.WriteLineAsync("250 ok"); break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        } // the other side went away, or the test is over
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await running;
        stop.Dispose();
        if (!raw.IsEmpty) await Strict.Read([.. raw]);
    }
}

/// <summary>
/// Reads mails with another reader than the one that made them: the email package of Python, by its strict policy,
/// for which every defect in a header, an address or a part is a failure. So each mail that any test receives is read by the letter of RFC
/// 5322 and MIME.
/// </summary>
internal static class Strict
{
    private const string Reader = """
        import email, email.policy, sys
        strict = email.policy.SMTP.clone(raise_on_defect=True)
        for name in sys.argv[1:]:
            data = open(name, 'rb').read()
            for line in data.split(b'\r\n'):
                assert len(line) <= 998, 'a line of %d bytes' % len(line)
                assert b'\n' not in line and b'\r' not in line, 'a line that does not end in CRLF'
            message = email.message_from_bytes(data, policy=strict)
            for part in message.walk():
                for key, value in part.items():
                    assert not value.defects, '%s: %s' % (key, value.defects)
                assert not part.defects, part.defects
                if not part.is_multipart():
                    part.get_content()
            assert message['From'].addresses and message['To'].addresses, 'a header is missing'
            assert message['Date'].datetime and message['Message-ID'], 'a header is missing'
        """;

    public static async Task Read(IReadOnlyList<byte[]> mails)
    {
        var folder = Directory.CreateTempSubdirectory("brink-mails-").FullName;
        try
        {
            foreach (var (i, mail) in mails.Index()) await File.WriteAllBytesAsync(Path.Combine(folder, $"{i}.eml"), mail);
            var info = new System.Diagnostics.ProcessStartInfo("python3", ["-c", Reader, .. Directory.EnumerateFiles(folder)])
            {
                RedirectStandardError = true
            };
            using var python = System.Diagnostics.Process.Start(info)!;
            var wrong = await python.StandardError.ReadToEndAsync();
            await python.WaitForExitAsync();
            if (python.ExitCode != 0) throw new InvalidDataException("A mail is not by the letter: " + wrong);
        }
        finally { Directory.Delete(folder, true); }
    }
}
