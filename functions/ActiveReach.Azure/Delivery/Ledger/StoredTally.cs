using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>The sums that a batch has brought about, as its entity keeps them: a list for each key, of its seven parts and then what is not zero, each with its
/// place in <see cref="Counted"/>. The sums of a run are those of its batches added up; one alone says nothing, because what changes a person at home is noted
/// where the attempt is.</summary>
internal sealed class StoredTally
{
    private const int KeyParts = 7;

    /// <summary>Longer ones, of many outlets, are packed: figures read those of all batches.</summary>
    private const int MostPlain = 1024;

    private readonly Dictionary<TallyKey, long[]> sums = [];

    public IEnumerable<KeyValuePair<TallyKey, long[]>> All => sums;

    /// <param name="kept">What <see cref="Write()"/> gave.</param>
    public static StoredTally Read(object? kept)
    {
        var tally = new StoredTally();
        if (kept is null)
            return tally;
        using var document = kept is byte[] packed ? Unpacked(packed) : JsonDocument.Parse((string)kept);
        foreach (var line in document.RootElement.EnumerateArray())
        {
            var counts = tally.sums[KeyOf(line)] = new long[TallyChanges.Width];
            for (var index = KeyParts; index < line.GetArrayLength(); index += 2)
                counts[line[index].GetInt32()] = line[index + 1].GetInt64();
        }

        return tally;
    }

    /// <summary>It with the changes.</summary>
    public StoredTally With(TallyChanges changes)
    {
        var tally = new StoredTally();
        tally.Add(sums);
        foreach (var (key, change) in changes.All)
            tally.Add(key, Array.ConvertAll(change, each => (long)each));
        return tally;
    }

    public void Add(IEnumerable<KeyValuePair<TallyKey, long[]>> more)
    {
        foreach (var (key, counts) in more)
            Add(key, counts);
    }

    /// <summary>A text, or its packed bytes; null for nothing.</summary>
    public object? Write()
    {
        var lines = sums.Where(each => Array.Exists(each.Value, count => count != 0)).ToList();
        if (lines.Count == 0)
            return null;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var (key, counts) in lines)
                Write(json, key, counts);
            json.WriteEndArray();
        }

        var written = text.GetBuffer().AsSpan(0, (int)text.Length);
        return written.Length > MostPlain ? Packed(written) : Encoding.UTF8.GetString(written);
    }

    private void Add(TallyKey key, long[] counts)
    {
        if (!sums.TryGetValue(key, out var kept))
            sums[key] = kept = new long[TallyChanges.Width];
        for (var index = 0; index < counts.Length; index++)
            kept[index] += counts[index];
    }

    private static byte[] Packed(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(text);
        return packed.ToArray();
    }

    private static JsonDocument Unpacked(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonDocument.Parse(brotli);
    }

    private static void Write(Utf8JsonWriter json, TallyKey key, long[] counts)
    {
        json.WriteStartArray();
        json.WriteNumberValue((int)key.Scope);
        json.WriteNumberValue(key.Stage);
        json.WriteNumberValue(key.Channel?.ToStored() ?? 0);
        json.WriteStringValue(key.Variant);
        json.WriteStringValue(key.Outlet);
        json.WriteNumberValue(key.Hour);
        json.WriteStringValue(key.Reason);
        for (var index = 0; index < counts.Length; index++)
        {
            if (counts[index] == 0)
                continue;
            json.WriteNumberValue(index);
            json.WriteNumberValue(counts[index]);
        }

        json.WriteEndArray();
    }

    private static TallyKey KeyOf(JsonElement line)
    {
        var channel = line[2].GetInt32();
        return new TallyKey(
            (TallyScope)line[0].GetInt32(), line[1].GetInt32(), channel == 0 ? null : StoredChannel.From(channel), line[3].GetString()!, line[4].GetString()!, line[5].GetInt64(), line[6].GetString()!);
    }
}
