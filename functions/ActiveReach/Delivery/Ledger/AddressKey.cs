using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Ledger;

/// <summary>Stands for an address on a channel where the ledger keeps it: 64 bits of SHA-256, so that a ledger holds nobody's number. Two of a
/// million addresses share a key with a probability of 3 in a hundred million.</summary>
public static class AddressKey
{
    public static long Of(WorkspaceId workspace, Channel channel, string address)
    {
        Span<byte> text = stackalloc byte[512];
        if (!Encoding.UTF8.TryGetBytes($"{workspace.Value}\n{channel.Name()}\n{address}", text, out var length))
            return Read(SHA256.HashData(Encoding.UTF8.GetBytes($"{workspace.Value}\n{channel.Name()}\n{address}")));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return Read(hash);
    }

    private static long Read(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64BigEndian(hash);
}
