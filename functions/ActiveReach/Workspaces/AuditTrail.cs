using ActiveReach.Lists;

namespace ActiveReach.Workspaces;

/// <summary>Something that somebody did.</summary>
/// <param name="Member">E-mail address or key, as in <see cref="Caller.Member"/>.</param>
/// <param name="Action">Thing and verb in the past tense, e.g. <c>campaign.approved</c>.</param>
/// <param name="Subject">Id of what it was done to.</param>
/// <param name="Details">What changed, in a sentence; no personal data of contacts.</param>
public sealed record AuditEntry(WorkspaceId Workspace, DateTimeOffset At, string Member, string Action, string Subject, string? Details = null)
{
    /// <summary>Ascending within the store; given by it.</summary>
    public long Id { get; init; }
}

/// <summary>Who did what: entries are added, never changed. The entry of a change goes with it to the store that writes it, in the same
/// transaction: neither is ever there without the other.</summary>
public interface IAuditTrail
{
    /// <summary>Records what changes nothing: that somebody has looked.</summary>
    Task RecordAsync(AuditEntry entry, CancellationToken cancellation = default);

    /// <summary>Newest first, or oldest first when not descending.</summary>
    /// <param name="action">Exact action, or its first part (<c>campaign</c>); null for all.</param>
    Task<Page<AuditEntry>> ListAsync(WorkspaceId workspace, PageQuery query, string? action, string? subject, CancellationToken cancellation = default);
}
