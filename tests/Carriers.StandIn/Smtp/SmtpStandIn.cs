using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Carriers.StandIn.Smtp;

/// <summary>A mail server on this machine, which takes every mail unless it is told otherwise.</summary>
public sealed class SmtpStandIn : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<SmtpFate> fates = new();
    private readonly ConcurrentQueue<SmtpMail> mails = new();
    private readonly Task listening;
    private int connections;

    /// <param name="password">That whoever signs in must know; null where nobody does.</param>
    /// <param name="canBeSecret">Whether it offers STARTTLS.</param>
    public SmtpStandIn(string? password = null, bool canBeSecret = false)
    {
        (Password, Certificate) = (password, canBeSecret ? OwnCertificate.Make() : null);
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string? Password { get; }

    public X509Certificate2? Certificate { get; }

    public bool CanBeSecret => Certificate is not null;

    public IReadOnlyList<SmtpMail> Mails => [.. mails];

    public int Connections => Volatile.Read(ref connections);

    /// <summary>What becomes of the next commands of these names, in this order.</summary>
    public void Next(params IEnumerable<SmtpFate> next)
    {
        foreach (var fate in next)
            fates.Enqueue(fate);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await listening.WaitAsync(Eventually.Bound);
        stop.Dispose();
    }

    internal void Take(SmtpMail mail) => mails.Enqueue(mail);

    internal SmtpFate? FateOf(string command) => fates.TryPeek(out var next) && next.Command == command && fates.TryDequeue(out next) ? next : null;

    private async Task ListenAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token), Interlocked.Increment(ref connections)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await new SmtpTalk(this, client.GetStream(), number).RunAsync(stop.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone, or didn't trust us.
            }
        }
    }
}
