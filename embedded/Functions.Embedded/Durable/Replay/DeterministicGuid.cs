using System.Security.Cryptography;
using System.Text;

namespace Functions.Embedded.Durable.Replay;

/// <summary>Version-5 UUIDs in the name space that Durable Task uses, so that both runtimes make the same ones.</summary>
internal static class DeterministicGuid
{
    private static readonly Guid NameSpace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var name = Encoding.UTF8.GetBytes($"{instanceId}_{now:o}_{counter}");
        var source = new byte[16 + name.Length];
        NameSpace.TryWriteBytes(source, bigEndian: true, out _);
        name.CopyTo(source, 16);
#pragma warning disable CA5350 // The UUID standard names this hash; nothing is protected by it.
        var hash = SHA1.HashData(source);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
