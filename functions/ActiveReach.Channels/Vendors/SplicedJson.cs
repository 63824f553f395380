using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ActiveReach.Channels.Vendors;

/// <summary>JSON with long values that many calls share: they are written where they stand, without a copy for each call.</summary>
internal sealed class SplicedJson
{
    /// <summary>Nothing else in the text can be this.</summary>
    private readonly string mark = RandomNumberGenerator.GetHexString(32);

    private readonly List<ReadOnlyMemory<byte>> values = [];

    /// <summary>What stands for the value until it is written; in the order of the text.</summary>
    /// <param name="value">UTF-8 in which nothing has to be escaped.</param>
    public string Place(ReadOnlyMemory<byte> value)
    {
        values.Add(value);
        return mark;
    }

    public ReadOnlySequence<byte> Write(object body, JsonSerializerOptions options)
    {
        ReadOnlyMemory<byte> text = JsonSerializer.SerializeToUtf8Bytes(body, options);
        if (values.Count == 0)
            return new ReadOnlySequence<byte>(text);
        var placed = Encoding.ASCII.GetBytes(mark);
        Piece? first = null;
        Piece? last = null;
        foreach (var value in values)
        {
            var at = text.Span.IndexOf(placed);
            Add(text[..at]);
            Add(value);
            text = text[(at + placed.Length)..];
        }

        Add(text);
        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);

        void Add(ReadOnlyMemory<byte> memory)
        {
            last = new Piece(memory, last);
            first ??= last;
        }
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
