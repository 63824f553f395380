using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActiveReach.Benchmarks.Road;

/// <summary>A mail server that takes every mail and forgets it: RFC 5321 as far as a client that submits mails needs it.</summary>
internal sealed class MailSink : ISink
{
    private static readonly byte[] EndOfMail = "\r\n.\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task listening;
    private long taken;
    private long lastAt;

    public MailSink()
    {
        listener.Start();
        listening = ListenAsync();
    }

    public string Address => listener.LocalEndpoint.ToString()!;

    public long Taken => Volatile.Read(ref taken);

    public long LastAt => Volatile.Read(ref lastAt);

    public Uri? Receipts
    {
        get => null;
        set => throw new NotSupportedException("SMTP brings no receipts.");
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await listening;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var (wire, buffer, held) = (client.GetStream(), new byte[64 * 1024], 0);
            await SayAsync(wire, "220 sink ESMTP");
            while (true)
            {
                var line = await HeardAsync("\r\n"u8.ToArray());
                if (line is null || line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                    return;
                switch (line[..Math.Min(4, line.Length)].ToUpperInvariant())
                {
                    case "EHLO":
                        await SayAsync(wire, "250-sink\r\n250-8BITMIME\r\n250 SIZE 10000000");
                        break;
                    case "DATA":
                        await SayAsync(wire, "354 Go on");
                        if (await HeardAsync(EndOfMail) is null)
                            return;
                        Volatile.Write(ref lastAt, Stopwatch.GetTimestamp());
                        Interlocked.Increment(ref taken);
                        await SayAsync(wire, "250 2.0.0 Taken");
                        break;
                    default:
                        await SayAsync(wire, "250 2.0.0 Ok");
                        break;
                }
            }

            // What comes before an end; null where the client has gone.
            async Task<string?> HeardAsync(byte[] end)
            {
                int at;
                while ((at = buffer.AsSpan(0, held).IndexOf(end)) < 0)
                {
                    if (held == buffer.Length)
                        Array.Resize(ref buffer, buffer.Length * 2);
                    var read = await wire.ReadAsync(buffer.AsMemory(held));
                    if (read == 0)
                        return null;
                    held += read;
                }

                var heard = Encoding.ASCII.GetString(buffer, 0, Math.Min(at, 512));
                held -= at + end.Length;
                buffer.AsSpan(at + end.Length, held).CopyTo(buffer);
                return heard;
            }
        }
    }

    private static Task SayAsync(NetworkStream wire, string text) => wire.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n")).AsTask();
}
