using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActiveReach.Channels.Sandbox;

/// <summary>Which messages have told everything they had to tell: eight bytes of the key each. Losing the end of it repeats events,
/// which changes nothing.</summary>
internal sealed class SandboxProgress : IDisposable
{
    private readonly FileStream file;
    private readonly Lock gate = new();

    public SandboxProgress(string path) =>
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public static ulong Short(UInt128 key) => (ulong)key;

    /// <summary>What was told before; to be read once, before anything is marked.</summary>
    public HashSet<ulong> ReadAll()
    {
        var bytes = new byte[file.Length / sizeof(ulong) * sizeof(ulong)];
        file.ReadExactly(bytes);
        file.SetLength(bytes.Length);
        return [.. MemoryMarshal.Cast<byte, ulong>(bytes)];
    }

    public void Mark(IReadOnlyList<ulong> keys)
    {
        if (keys.Count == 0)
            return;
        var bytes = new byte[keys.Count * sizeof(ulong)];
        for (var i = 0; i < keys.Count; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), keys[i]);
        lock (gate)
            file.Write(bytes);
    }

    public void Dispose() => file.Dispose();
}
