using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Channels.Sandbox;

/// <summary>Draws of chance for one message: hashes of seed, key and what is drawn for, never a sequence, so that order, threads and
/// restarts change nothing.</summary>
internal readonly struct SandboxDraws
{
    private readonly ulong state;

    public SandboxDraws(long seed, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (key.Length <= 256)
        {
            Span<byte> utf8 = stackalloc byte[key.Length * 3];
            SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
        }
        else
            SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);

        Key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        state = Mix(BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]) ^ (ulong)seed * 0x9E3779B97F4A7C15);
        MessageId = new Guid(hash[16..]);
    }

    /// <summary>16 bytes that stand for the key.</summary>
    public UInt128 Key { get; }

    /// <summary>The carrier's id of the message.</summary>
    public Guid MessageId { get; }

    /// <summary>From 0 to below 1.</summary>
    public double Share(SandboxDraw draw) => (Mix(state + (ulong)draw * 0xD1B54A32D192ED03) >> 11) * (1.0 / (1UL << 53));

    public bool Happens(SandboxDraw draw, double rate) => Share(draw) < rate;

    /// <summary>Exponential with the mean given, cut at eight times the mean.</summary>
    public double Delay(SandboxDraw draw, double mean) => Math.Min(-Math.Log(1 - Share(draw)) * mean, 8 * mean);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>What is drawn for. Numbers are part of the draw: never renumber.</summary>
internal enum SandboxDraw
{
    Delivered = 1,
    Reorder = 2,
    Opened = 3,
    Clicked = 4,
    Replied = 5,
    Stopped = 6,
    Words = 7,
    WhichLink = 8,

    /// <summary>Plus the kind of the event.</summary>
    Delay = 20,

    /// <summary>Plus the kind of the event.</summary>
    Duplicate = 40,
}
