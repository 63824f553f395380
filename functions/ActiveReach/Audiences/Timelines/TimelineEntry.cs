using System.Text.Json;
using ActiveReach.Channels;

namespace ActiveReach.Audiences.Timelines;

/// <summary>One thing that happened to a contact or that it did. What doesn't apply is null.</summary>
public sealed record TimelineEntry
{
    public required DateTimeOffset At { get; init; }

    public required TimelineKind Kind { get; init; }

    public Channel? Channel { get; init; }

    public string? Campaign { get; init; }

    public string? Run { get; init; }

    public string? Variant { get; init; }

    public string? Outlet { get; init; }

    /// <summary>Why it was skipped, bounced or failed; of a machine the rule that told it from a person; of a consent its new state; of an event its
    /// type; of an order its id.</summary>
    public string? Reason { get; init; }

    /// <summary>Words of a reply, source and proof of a consent, data of an event; <c>late: true</c> of what came once the figures were final.</summary>
    public JsonElement? Details { get; init; }
}

/// <summary>Kinds of entries. Part of cursors: never renumber.</summary>
public enum TimelineKind
{
    Sent = 1,
    Skipped = 2,
    Delivered = 3,
    Bounced = 4,
    Failed = 5,
    Opened = 6,
    Clicked = 7,
    Replied = 8,
    Consent = 9,
    Event = 10,
    Order = 11,
    MachineOpened = 12,
    MachineClicked = 13,
}
