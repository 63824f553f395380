using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Delivery;

/// <summary>One message to one contact on one channel, for one occurrence. Every contact and occurrence of a run has a home row, its first attempt; what
/// is tried on other channels are rows of their own in the same shard, and the home row knows how they stand.</summary>
public sealed record LedgerRow
{
    public required LedgerAddress Address { get; init; }

    public required CampaignId Campaign { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>What the contact gets it for, in runs that may send to somebody several times: the key of an entry. Empty in runs of an audience.</summary>
    public string Occurrence { get; init; } = "";

    public required Channel Channel { get; init; }

    public required LedgerState State { get; init; }

    /// <summary>Where the home row of its contact lies; null for a home row.</summary>
    public RowPlace? Home { get; init; }

    /// <summary>Of a home row: the contact's attempts on other channels.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Whether another channel has taken its place.</summary>
    public bool IsSuperseded { get; init; }

    /// <summary>The key of the address that it claimed; null for one that is not to be sent. See <see cref="Ledger.AddressKey"/>.</summary>
    public long? AddressKey { get; init; }

    public string? Variant { get; init; }

    public string? Outlet { get; init; }

    /// <summary>What it was sent from, where that isn't what its batch was.</summary>
    public string? Sender { get; init; }

    public string? Reason { get; init; }

    /// <summary>The rule that refused it or held it back, where it has a name.</summary>
    public string? Rule { get; init; }

    public string? MessageId { get; init; }

    /// <summary>When a call first carried it.</summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    public DateTimeOffset? HandedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClickedAt { get; init; }

    /// <summary>When a person clicked first, if that was once the figures were final: no figure counts it, but it may have led to something. Only
    /// <see cref="ILedgerRows.NextAsync"/> tells it.</summary>
    public DateTimeOffset? ClickedLateAt { get; init; }

    public DateTimeOffset? RepliedAt { get; init; }

    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>When a text came that is neither a reply nor an opt-out: one that somebody has to read, START, HELP.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    public DateTimeOffset? MachineOpenedAt { get; init; }

    /// <summary>What told the machine from a person; see <c>MachineRules</c>.</summary>
    public string? MachineOpenRule { get; init; }

    public DateTimeOffset? MachineClickedAt { get; init; }

    public string? MachineClickRule { get; init; }

    /// <summary>Planned or in doubt: something is still to be done for it.</summary>
    public bool IsUnsettled => State is LedgerState.Planned or LedgerState.Calling;

    /// <summary>A carrier took it, and nothing says that it didn't arrive.</summary>
    public bool HasReached => HandedAt is not null && State is (LedgerState.Handed or LedgerState.Delivered);

    public RowPlace Place => new(Address.Batch, Address.Row);

    public Marks Marks =>
        (OpenedAt is null ? Marks.None : Marks.Opened) | (MachineOpenedAt is null ? Marks.None : Marks.MachineOpened) | (ClickedAt is null ? Marks.None : Marks.Clicked)
        | (MachineClickedAt is null ? Marks.None : Marks.MachineClicked) | (RepliedAt is null ? Marks.None : Marks.Replied) | (OptedOutAt is null ? Marks.None : Marks.OptedOut)
        | (HeldAt is null ? Marks.None : Marks.Held);

    /// <summary>It as people are shown it: what was handed over without an id of the carrier's own has ours.</summary>
    public LedgerRow Shown() => this is { MessageId: null, HandedAt: not null } ? this with { MessageId = Address.ToString() } : this;

    /// <summary>It as its home row knows it.</summary>
    public Attempt AsAttempt() => new(Channel, Address.Batch, Address.Row, State, HandedAt, Marks);
}

/// <summary>A place in a shard.</summary>
public readonly record struct RowPlace(int Batch, int Row);

/// <summary>What a home row knows of an attempt on another channel.</summary>
public readonly record struct Attempt(Channel Channel, int Batch, int Row, LedgerState State, DateTimeOffset? HandedAt, Marks Marks)
{
    /// <summary>A carrier took it, and nothing says that it didn't arrive.</summary>
    public bool HasReached => HandedAt is not null && State is (LedgerState.Handed or LedgerState.Delivered);

    public RowPlace Place => new(Batch, Row);
}

/// <summary>What came back about a message. Stored: never renumber.</summary>
[Flags]
public enum Marks
{
    None = 0,
    Opened = 1,
    MachineOpened = 2,
    Clicked = 4,
    MachineClicked = 8,
    Replied = 16,
    OptedOut = 32,
    Held = 64,

    /// <summary>The contact reacted: clicked, replied, opted out, or wrote what a person has to read.</summary>
    Answered = Clicked | Replied | OptedOut | Held,
}
