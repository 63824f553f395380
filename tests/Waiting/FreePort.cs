using System.Net;
using System.Net.Sockets;

namespace Waiting;

/// <summary>Ports for processes that must be told theirs: below those that the system gives to whoever asks for any, so that nobody gets one before its process does, or while that is dead.</summary>
internal static class FreePort
{
    private static int last = Random.Shared.Next(20_000, 30_000);

    public static int Take()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Any, Interlocked.Increment(ref last));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
