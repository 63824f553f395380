using System.Net;
using System.Net.Sockets;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Cast;

/// <summary>All channels share a queue, and none of them has to wait for a slow one.</summary>
public sealed class SlowChannelTests
{
    /// <summary>More than the lanes of a channel hold at once.</summary>
    private const int Contacts = 3_000;

    /// <summary>That the app keeps to a mail server at once.</summary>
    private const int Connections = 8;

    [Fact]
    public async Task While_a_mail_server_says_nothing_texts_go_out()
    {
        using var server = new Silence();
        await using var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:Smtp:Host", "127.0.0.1"), ("ActiveReach:Smtp:Port", $"{server.Port}"), ("ActiveReach:Smtp:Security", "none"), ("ActiveReach:Delivery:CallTimeout", "00:02:00"), ("ActiveReach:Delivery:Lease", "00:03:00"),
        ]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        story.LetTimePass();
        var mails = Some.Campaign();
        mails["channels"] = new[] { new { channel = "email" } };
        mails["variants"] = new[] { new { id = "A", content = new { email = new { subject = "It's here", text = "It's here." } } } };
        await story.Api.LaunchAsync(mails);
        await Eventually.SeenAsync("the server holds all connections", () => server.Held, held => held == Connections);

        await story.Api.LaunchAsync(Some.Campaign());
        await Witness.UntilAsync(story.Outbox, Contacts);
        Assert.All(Witness.Read(story.Outbox), line => Assert.Equal("sms", (string)line["channel"]!));
        Assert.Equal(Connections, server.Held);
    }

    /// <summary>A mail server that takes connections and never greets.</summary>
    private sealed class Silence : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> held = [];

        public Silence()
        {
            listener.Start();
            _ = HoldAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public int Held
        {
            get
            {
                lock (held)
                    return held.Count;
            }
        }

        public void Dispose()
        {
            listener.Dispose();
            lock (held)
                held.ForEach(connection => connection.Dispose());
        }

        private async Task HoldAsync()
        {
            try
            {
                while (true)
                {
                    var connection = await listener.AcceptTcpClientAsync();
                    lock (held)
                        held.Add(connection);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // It is over.
            }
        }
    }
}
