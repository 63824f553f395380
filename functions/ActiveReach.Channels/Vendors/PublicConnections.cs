using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using ActiveReach.Providers;

namespace ActiveReach.Channels.Vendors;

/// <summary>Connections for the accounts of workspaces. A name that leads to an address of this machine or of a private network is not followed: it is looked at where the
/// connection is made, and connected to by what was looked at, since a name may lead elsewhere the next time.</summary>
/// <param name="resolve">Null is the system's.</param>
public sealed class PublicConnections(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <exception cref="SocketException">Nobody is there, or there is private.</exception>
    public async Task<Socket> OpenAsync(string host, int port, CancellationToken cancellation)
    {
        var addresses = await resolve(host, cancellation);
        if (addresses.Any(AccountOptions.IsPrivate))
            throw new SocketException((int)SocketError.HostUnreachable);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        new NetworkStream(await OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation), ownsSocket: true);
}
