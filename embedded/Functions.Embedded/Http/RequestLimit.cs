using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Functions.Embedded.Http;

/// <summary>The largest request body, by the cloud host's own setting.</summary>
internal static class RequestLimit
{
    public const string Setting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    /// <summary>100 MiB, the real host's default.</summary>
    private const long DefaultBytes = 104_857_600;

    public static void Apply(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Bytes(configuration[Setting]);
    }

    private static long Bytes(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return DefaultBytes;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw new InvalidOperationException($"{Setting} is '{text}'. Give the largest request body in bytes, for example {DefaultBytes}.");
    }
}
