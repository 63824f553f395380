using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Unicode;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Ledger;

/// <summary>Stands for an address on a channel where the ledger keeps it: 64 bits of SHA-256, so that a ledger holds nobody's number. Two of a
/// million addresses share a key with a probability of 3 in a hundred million.</summary>
public static class AddressKey
{
    private const int Longest = 2048;

    public static long Of(WorkspaceId workspace, Channel channel, string address)
    {
        Span<byte> text = stackalloc byte[Longest];
        if (!Utf8.TryWrite(text, $"{workspace.Value}\n{channel.Name()}\n{address}", out var length))
            throw new ArgumentException($"An address of {address.Length} characters is no address.", nameof(address));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return Read(hash);
    }

    private static long Read(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64BigEndian(hash);
}
