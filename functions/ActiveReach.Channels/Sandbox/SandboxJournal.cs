using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace ActiveReach.Channels.Sandbox;

/// <summary>The outbox file: appended in groups, on disk before anybody is told.</summary>
internal sealed class SandboxJournal : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly BlockingCollection<Entry> inbox = [];
    private readonly Thread writer;
    private long length;

    public SandboxJournal(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } directory)
            Directory.CreateDirectory(directory);
        file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        length = EndOfLastLine();
        RandomAccess.SetLength(file, length);
        writer = new Thread(Write) { IsBackground = true, Name = "sandbox outbox" };
    }

    /// <summary>Starts taking lines; reading what is there comes before.</summary>
    public void Start() => writer.Start();

    /// <summary>Appends lines and gives the place of the first once they are on disk. Nothing to append waits for what is on its way.</summary>
    public Task<long> AppendAsync(ReadOnlyMemory<byte> lines)
    {
        var entry = new Entry(lines);
        inbox.Add(entry);
        return entry.Written.Task;
    }

    public byte[] Read(long offset, int count)
    {
        var bytes = new byte[count];
        RandomAccess.Read(file, bytes, offset);
        return bytes;
    }

    /// <summary>Every line with its place, its end not included.</summary>
    public IEnumerable<(long Offset, ReadOnlyMemory<byte> Line)> Lines()
    {
        var buffer = new byte[1 << 20];
        var filled = 0;
        for (long at = 0; ;)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(filled), at + filled);
            filled += read;
            var from = 0;
            for (int end; (end = buffer.AsSpan(from, filled - from).IndexOf((byte)'\n')) >= 0; from += end + 1)
                yield return (at + from, buffer.AsMemory(from, end));
            if (read == 0)
                yield break;
            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            (at, filled) = (at + from, filled - from);
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    public void Dispose()
    {
        inbox.CompleteAdding();
        if (writer.IsAlive)
            writer.Join();
        file.Dispose();
        inbox.Dispose();
    }

    /// <summary>A line torn by a crash was never acknowledged: it is cut off.</summary>
    private long EndOfLastLine()
    {
        var buffer = new byte[1 << 16];
        for (var end = RandomAccess.GetLength(file); end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var part = buffer.AsSpan(0, RandomAccess.Read(file, buffer.AsSpan(0, (int)(end - start)), start));
            var last = part.LastIndexOf((byte)'\n');
            if (last >= 0)
                return start + last + 1;
            end = start;
        }

        return 0;
    }

    private void Write()
    {
        var group = new List<Entry>();
        foreach (var first in inbox.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < 256 && inbox.TryTake(out var next))
                group.Add(next);
            Exception? failure = null;
            try
            {
                var at = length;
                RandomAccess.Write(file, group.ConvertAll(entry => entry.Lines), length);
                foreach (var entry in group)
                {
                    entry.Offset = at;
                    at += entry.Lines.Length;
                }

                if (at > length)
                    RandomAccess.FlushToDisk(file);
                length = at;
            }
            catch (IOException error)
            {
                failure = error;
            }

            foreach (var entry in group)
                entry.Complete(failure);
        }
    }

    private sealed class Entry(ReadOnlyMemory<byte> lines)
    {
        public ReadOnlyMemory<byte> Lines { get; } = lines;

        public long Offset { get; set; }

        public TaskCompletionSource<long> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Complete(Exception? failure)
        {
            if (failure is null)
                Written.SetResult(Offset);
            else
                Written.SetException(failure);
        }
    }
}
