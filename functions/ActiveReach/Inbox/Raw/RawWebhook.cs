using System.Text;
using System.Text.Unicode;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Raw;

/// <summary>A callback of a vendor as it came, after it had proven itself: for a person who asks later what was told, and what became of it.</summary>
public sealed record RawWebhook
{
    /// <summary>Most bytes of a body, and of the events that it led to, that are kept of one callback.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Its place in its bundle, which stays when others are taken out.</summary>
    public int Number { get; init; }

    public required string Provider { get; init; }

    /// <summary>The account of a workspace that it came to; null where it came to the app's own.</summary>
    public string? Account { get; init; }

    /// <summary>Whose account that is.</summary>
    public WorkspaceId? Workspace { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Those of <see cref="RawWebhooks.Headers"/> that it had: never a signature or a secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Our tag in its address, where the vendor repeats it there.</summary>
    public string? Tag { get; init; }

    /// <summary>What was signed, as text; null where it is none, and once it was erased.</summary>
    public string? Text { get; init; }

    /// <summary>The same where it is no text.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Of the whole body, however much of it is kept.</summary>
    public int Length { get; init; }

    /// <summary>How many things it told.</summary>
    public int Told { get; init; }

    /// <summary>How many of them were taken; the rest means nothing here.</summary>
    public int Taken { get; init; }

    /// <summary>What was taken, as far as there is room.</summary>
    public IReadOnlyList<RawEvent> Events { get; init; } = [];

    /// <summary>When somebody whom it names was erased, and its body with them.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    internal int Size => (Text?.Length ?? 0) + (Bytes?.Length ?? 0) + Events.Sum(each => each.Payload.Length);

    /// <summary>The same with what was signed.</summary>
    internal RawWebhook With(ReadOnlySpan<byte> body)
    {
        var kept = body[..Math.Min(body.Length, MostBytes)];
        if (kept.Length < body.Length)
        {
            // Not in the middle of a character.
            while (kept.Length > MostBytes - 4 && (body[kept.Length] & 0xC0) == 0x80)
                kept = kept[..^1];
        }

        return Utf8.IsValid(kept) ? this with { Text = Encoding.UTF8.GetString(kept), Length = body.Length } : this with { Bytes = kept.ToArray(), Length = body.Length };
    }

    /// <summary>The same with what was taken of it.</summary>
    internal RawWebhook With(IReadOnlyList<InboxEvent> events)
    {
        var (kept, room) = (new List<RawEvent>(), MostBytes);
        foreach (var each in events)
        {
            room -= each.Payload.Length;
            if (room < 0)
                break;
            kept.Add(new RawEvent(each.EventId, Encoding.UTF8.GetString(each.Payload.Span)));
        }

        return this with { Taken = events.Count, Events = kept };
    }
}

/// <summary>Something that a callback told and that was taken.</summary>
/// <param name="Id">As in <see cref="InboxEvent.EventId"/>.</param>
/// <param name="Payload">As in <see cref="InboxEvent.Payload"/>; empty once it was erased.</param>
public sealed record RawEvent(string? Id, string Payload);
