using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ActiveReach.Benchmarks.Road;

/// <summary>The least that anybody has to do to hand messages over: a client in a loop, which knows nobody and writes nothing down.</summary>
internal static class Floors
{
    private const int Connections = 32;
    private const int MailConnections = 8;

    /// <summary>Posts the body that the sink got last.</summary>
    /// <param name="perCall">Messages in it.</param>
    public static async Task<double> PostAsync(Uri sink, string path, int messages, int perCall)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = sink };
        var body = await client.GetByteArrayAsync("last");
        return await RateAsync(Connections, messages, perCall, () => new Poster(client, path, body));
    }

    /// <summary>Sends the same mail again and again, over connections that stay open.</summary>
    public static Task<double> MailAsync(IPEndPoint server, string html, int messages) => RateAsync(MailConnections, messages, 1, () => new Mailer(server, html));

    private static async Task<double> RateAsync(int connections, int messages, int perCall, Func<ICaller> open)
    {
        var next = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var caller = open();
            while (Interlocked.Add(ref next, perCall) <= messages)
                await caller.CallAsync();
        })));
        return messages / watch.Elapsed.TotalSeconds;
    }

    private interface ICaller : IDisposable
    {
        Task CallAsync();
    }

    private sealed class Poster(HttpClient client, string path, byte[] body) : ICaller
    {
        private static readonly MediaTypeHeaderValue Json = new("application/json");

        public async Task CallAsync()
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
            using var answer = await client.PostAsync(path, content);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }

        public void Dispose()
        {
        }
    }

    private sealed class Mailer(IPEndPoint server, string html) : ICaller
    {
        private readonly SmtpClient client = new();

        public async Task CallAsync()
        {
            if (!client.IsConnected)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server);
                await client.ConnectAsync(socket, $"{server.Address}", server.Port, SecureSocketOptions.None);
            }

            var mail = new MimeMessage([new MailboxAddress("", "news@shop.example")], [new MailboxAddress("", "asha@example.com")], "The new ones are here", new BodyBuilder { TextBody = "See them", HtmlBody = html }.ToMessageBody());
            await client.SendAsync(mail);
        }

        public void Dispose() => client.Dispose();
    }
}
