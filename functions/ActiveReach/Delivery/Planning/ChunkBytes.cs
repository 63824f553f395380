using System.Runtime.InteropServices;
using System.Text;
using ActiveReach.Channels;

namespace ActiveReach.Delivery.Planning;

/// <summary>A chunk of a plan as bytes: numbers of variable length, and each text once.</summary>
internal static class ChunkBytes
{
    private const byte Version = 2;

    /// <summary>Of most rows: a contact, an address, and a number for each text.</summary>
    private const int BytesARow = 32;

    public static ReadOnlyMemory<byte> Write(PlanChunk chunk)
    {
        using var bytes = new MemoryStream(BytesARow * (1 + chunk.Batches.Sum(batch => batch.Rows.Count)));
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        writer.Write(Version);
        writer.Write7BitEncodedInt64(chunk.To);
        writer.Write(chunk.IsEnd);
        writer.Write7BitEncodedInt(chunk.Next.Count);
        foreach (var next in chunk.Next)
        {
            writer.Write7BitEncodedInt(next[0]);
            writer.Write7BitEncodedInt(next[1]);
        }

        writer.Write7BitEncodedInt(chunk.Batches.Count);
        foreach (var batch in chunk.Batches)
        {
            writer.Write7BitEncodedInt(batch.Shard);
            writer.Write7BitEncodedInt(batch.Number);
            writer.Write7BitEncodedInt64(batch.NotBefore?.ToUnixTimeMilliseconds() ?? 0);
            writer.Write7BitEncodedInt(batch.Rows.Count);
            foreach (var row in batch.Rows)
                Write(row);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);

        void Write(PlannedRow row)
        {
            writer.Write7BitEncodedInt64(row.Contact);
            WriteText(row.Channel.ToString());
            WriteText(row.Variant);
            WriteText(row.Outlet);
            WriteText(row.SkipReason);
            WriteText(row.Rule);
            WriteText(row.Occurrence.Length == 0 ? null : row.Occurrence);
            writer.Write(row.AddressKey is not null);
            writer.Write(row.AddressKey ?? 0);
            writer.Write7BitEncodedInt(row.HomeBatch);
            writer.Write7BitEncodedInt(row.HomeRow);
            writer.Write7BitEncodedInt(row.Later?.Count ?? 0);
            foreach (var later in row.Later ?? [])
            {
                writer.Write7BitEncodedInt(later.Batch);
                writer.Write7BitEncodedInt(later.Row);
            }
        }

        // 0 for none, the number of one that was written, or the next number and the text.
        void WriteText(string? text)
        {
            if (text is null)
            {
                writer.Write7BitEncodedInt(0);
                return;
            }

            if (texts.TryGetValue(text, out var number))
            {
                writer.Write7BitEncodedInt(number);
                return;
            }

            texts[text] = texts.Count + 1;
            writer.Write7BitEncodedInt(texts.Count);
            writer.Write(text);
        }
    }

    public static PlanChunk Read(ReadOnlyMemory<byte> content)
    {
        using var bytes = MemoryMarshal.TryGetArray(content, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count) : new MemoryStream(content.ToArray());
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        var texts = new List<string>();
        if (reader.ReadByte() is not Version and var version)
            throw new InvalidOperationException($"The chunk of a plan has version {version}, and this program reads version {Version}.");
        var (to, isEnd) = (reader.Read7BitEncodedInt64(), reader.ReadBoolean());
        var next = Many(() => new[] { reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt() });
        return new PlanChunk(to, isEnd, Many(Batch), next);

        PlannedBatch Batch()
        {
            var (shard, number, hour) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64());
            return new PlannedBatch(shard, number, hour == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(hour), Many(Row));
        }

        PlannedRow Row()
        {
            var (contact, channel) = (reader.Read7BitEncodedInt64(), Enum.Parse<Channel>(Text()!));
            var (variant, outlet, reason, rule, occurrence) = (Text(), Text(), Text(), Text(), Text() ?? "");
            var (hasKey, key) = (reader.ReadBoolean(), reader.ReadInt64());
            var (homeBatch, homeRow) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            var later = Many(() => new RowPlace(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()));
            return new PlannedRow(contact, channel, variant, outlet, reason, rule, hasKey ? key : null, homeBatch, homeRow, later.Length == 0 ? null : later, occurrence);
        }

        string? Text()
        {
            var number = reader.Read7BitEncodedInt();
            if (number == 0)
                return null;
            if (number > texts.Count)
                texts.Add(reader.ReadString());
            return texts[number - 1];
        }

        T[] Many<T>(Func<T> one)
        {
            var many = new T[reader.Read7BitEncodedInt()];
            for (var index = 0; index < many.Length; index++)
                many[index] = one();
            return many;
        }
    }
}
