using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Functions.Embedded.Hosting;

/// <summary>Where Kestrel listens: code, then <c>--port</c>/<c>--host</c>, then <c>--urls</c>, then settings, then loopback on 7071.</summary>
internal static class ListenAddress
{
    private const int DefaultPort = 7071;

    public static string[] Urls(EmbeddedOptions options, IConfiguration configuration)
    {
        var port = options.Port?.ToString(CultureInfo.InvariantCulture) ?? configuration[CommandLine.ListenSection + ":port"];
        var host = configuration[CommandLine.ListenSection + ":host"];
        if (port is null && host is null && (configuration["urls"] ?? configuration["ASPNETCORE_URLS"]) is { Length: > 0 } urls)
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        port ??= configuration["Embedded:Port"] ?? DefaultPort.ToString(CultureInfo.InvariantCulture);
        host ??= configuration["Embedded:Host"] ?? "127.0.0.1";
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
            throw new InvalidOperationException($"--port is '{port}'. Give a number from 0 (any free port) to 65535.");
        // Kestrel can't bind port 0 by the name localhost, because that means two sockets.
        var name = string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) && number == 0 ? "127.0.0.1" : host;
        return [$"http://{(name.Contains(':') && !name.StartsWith('[') ? $"[{name}]" : name)}:{number}"];
    }

    /// <exception cref="InvalidOperationException">Somebody else listens there, or it is no address of this machine.</exception>
    public static void Try(string url)
    {
        if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Port == 0)
            return;
        var host = address.IsLoopback && !IPAddress.TryParse(address.DnsSafeHost, out _) ? IPAddress.Loopback : IPAddress.TryParse(address.DnsSafeHost, out var given) ? given : IPAddress.Any;
        using var listener = new TcpListener(host, address.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new InvalidOperationException(error.SocketErrorCode is SocketError.AddressAlreadyInUse
                ? $"Port {address.Port} is in use by another process. Stop that one, or start with another port (--port N; 0 takes any free one)."
                : $"Nothing can listen at {url}: {error.Message}. Start with another host or port (--host, --port).", error);
        }
    }
}
