using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery;

/// <summary>What providers and contacts report about a message that is in the ledger. Every event is idempotent and may come
/// in any order, before the row is marked as handed too. What comes once the figures of the run are final is kept beside its row, where the
/// timeline finds it, and changes nothing that is counted.</summary>
public interface ILedgerEvents
{
    /// <summary>Records events in one transaction; tells for each whether it changed anything (a repeated one does not). An open or a click
    /// sooner after the hand-over than <c>MachineRules.FastestPerson</c> is recorded as a machine's.</summary>
    Task<IReadOnlyList<bool>> RecordAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellation = default);

    /// <summary>The row that a provider's message id belongs to, for reports that echo no tag.</summary>
    Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default);

    Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default);

    /// <summary>Where the batches of these rows were sent, for those who watch: each place once, and none for a batch that nobody recorded.</summary>
    Task<IReadOnlyList<string>> TracesOfAsync(IReadOnlyList<LedgerAddress> addresses, CancellationToken cancellation = default);

    /// <summary>The latest message on the channels given, of a campaign that is no test, that was handed to the contact and whose run counts replies at
    /// <paramref name="at"/> (sending, or reply window open); null when there is none.</summary>
    Task<LedgerRow?> FindOpenAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Makes the figures of the run final as of <paramref name="at"/>, unless reports on its messages are still due; once final it stays so.</summary>
    /// <param name="reporting">Channels whose providers report delivery; none: whatever is still open stays so.</param>
    /// <returns>Since when they are final; null when reports are due.</returns>
    Task<DateTimeOffset?> CloseAsync(RunId run, DateTimeOffset at, ChannelSet reporting, CancellationToken cancellation = default);
}

/// <summary>Stored: never renumber.</summary>
public enum LedgerEventKind
{
    Delivered,
    Bounced,
    Failed,
    Opened,

    /// <summary>An open by a machine: counted apart.</summary>
    MachineOpened,
    Clicked,
    Replied,

    /// <summary>A reply or click that was an opt-out: excluded from the response figures.</summary>
    OptedOut,

    /// <summary>A click by a machine: counted apart.</summary>
    MachineClicked,

    /// <summary>A text that is neither a reply nor an opt-out, but no silence either: a request to stop until somebody has decided on it, START, HELP.</summary>
    Held,
}

/// <param name="Reason">For bounces and failures, machine-readable; for machines the rule that tells them from a person.</param>
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

    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>When a text came that is neither a reply nor an opt-out: one that somebody has to read, START, HELP.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    public DateTimeOffset? MachineOpenedAt { get; init; }

    /// <summary>What told the machine from a person; see <c>MachineRules</c>.</summary>
    public string? MachineOpenRule { get; init; }

    public DateTimeOffset? MachineClickedAt { get; init; }

    public string? MachineClickRule { get; init; }
}
