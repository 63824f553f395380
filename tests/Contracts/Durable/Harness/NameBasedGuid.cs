using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Contracts.Durable.Harness;

/// <summary>
/// The published algorithm of <c>TaskOrchestrationContext.NewGuid</c>, written down a second time: a version 5 UUID over
/// <c>{instance}_{time:o}_{counter}</c> in a fixed namespace.
/// </summary>
public static class NameBasedGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 UUIDs are defined on SHA-1.")]
    public static Guid Of(string instanceId, DateTime utc, int counter)
    {
        var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{utc:o}_{counter}"));
        var hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. name]).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
