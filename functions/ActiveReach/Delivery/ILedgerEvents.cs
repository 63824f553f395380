using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>What providers and contacts report about a message that is in the ledger. Every event is idempotent and may come
/// in any order, before the row is marked as handed too.</summary>
public interface ILedgerEvents
{
    /// <summary>Records events in one transaction; tells for each whether it changed anything (a repeated one does not).</summary>
    Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellation = default);

    /// <summary>The row that a provider's message id belongs to, for reports that echo no tag.</summary>
    Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default);

    Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default);

    /// <summary>The latest message on the channels given, of a campaign that is no test, that was handed to the contact and whose run counts replies at
    /// <paramref name="at"/> (sending, or reply window open); null when there is none.</summary>
    Task<LedgerRow?> FindOpenAsync(WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, DateTimeOffset at, CancellationToken cancellation = default);
}

public enum LedgerEventKind
{
    Delivered,
    Bounced,
    Failed,
    Opened,

    /// <summary>An open by a mail proxy or scanner: counted apart.</summary>
    MachineOpened,
    Clicked,
    Replied,

    /// <summary>A reply or click that was an opt-out: excluded from the response figures.</summary>
    OptedOut,
}

/// <param name="Reason">For bounces and failures, machine-readable.</param>
public sealed record LedgerEvent(LedgerAddress Address, LedgerEventKind Kind, DateTimeOffset At, string? Reason = null);

/// <summary>A row of the ledger as it is read.</summary>
public sealed record LedgerRow
{
    public required LedgerAddress Address { get; init; }

    public required CampaignId Campaign { get; init; }

    public required ContactId Contact { get; init; }

    public required Channel Channel { get; init; }

    public required LedgerState State { get; init; }

    public string? Variant { get; init; }

    public string? Outlet { get; init; }

    public string? Reason { get; init; }

    /// <summary>The rule that refused it or held it back, where it has a name.</summary>
    public string? Rule { get; init; }

    public string? MessageId { get; init; }

    public DateTimeOffset? HandedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClickedAt { get; init; }

    public DateTimeOffset? RepliedAt { get; init; }
}
