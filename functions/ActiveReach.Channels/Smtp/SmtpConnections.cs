using System.Collections.Concurrent;
using ActiveReach.Channels.Vendors;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ActiveReach.Channels.Smtp;

/// <summary>The connections to the server: signed in once, used for one mail after the other, and only so many at once.</summary>
/// <param name="adapt">What a connection needs besides; null in production.</param>
/// <param name="reach">How the server is reached; null is the usual way.</param>
internal sealed class SmtpConnections(SmtpOptions options, Action<SmtpClient>? adapt = null, PublicConnections? reach = null) : IDisposable
{
    /// <summary>A server ends what is idle for five minutes (RFC 5321, 4.5.3.2.7), many sooner.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim places = new(options.Connections, options.Connections);
    private readonly ConcurrentStack<(SmtpClient Client, long Since)> idle = new();

    /// <summary>Waits for a place; who has one gives it back with <see cref="Leave"/>.</summary>
    public Task EnterAsync(CancellationToken cancellation) => places.WaitAsync(cancellation);

    public void Leave() => places.Release();

    /// <summary>One that was used before; null where none is.</summary>
    public SmtpClient? Used()
    {
        while (idle.TryPop(out var one))
        {
            if (one.Client.IsConnected && TimeProvider.System.GetElapsedTime(one.Since) < Fresh)
                return one.Client;
            one.Client.Dispose();
        }

        return null;
    }

    public async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        var client = new SmtpClient();
        try
        {
            adapt?.Invoke(client);
            if (reach is null)
                await client.ConnectAsync(options.Host, options.Port, Secured(options.Security), cancellation);
            else
                await client.ConnectAsync(await reach.OpenAsync(options.Host, options.Port, cancellation), options.Host, options.Port, Secured(options.Security), cancellation);
            if (options is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellation);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Keep(SmtpClient client) => idle.Push((client, TimeProvider.System.GetTimestamp()));

    public void Dispose()
    {
        while (idle.TryPop(out var one))
            one.Client.Dispose();
        places.Dispose();
    }

    private static SecureSocketOptions Secured(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
