using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Suppressions;

/// <summary>The list of addresses that must never be sent to: what people put there, hard bounces, a stop from an unknown number. Only hashes are on it, so it
/// outlives the people.</summary>
public interface ISuppressionStore
{
    /// <summary>In order of hash and channel.</summary>
    Task<Page<Suppression>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default);

    Task<bool> IsListedAsync(WorkspaceId workspace, Channel channel, AddressHash address, CancellationToken cancellation = default);

    /// <summary>Puts addresses on the list; what is on it already stays as it is. In force for contacts who are there and for those who come
    /// later. Costs one look at every contact where there are hashes, however many. Repeating it after a crash mends what is missing.</summary>
    /// <param name="audit">Recorded with the first of them.</param>
    /// <returns>How many addresses and channels are new on the list.</returns>
    Task<long> AddAsync(WorkspaceId workspace, IReadOnlyList<SuppressionEntry> entries, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Takes an address off the list. What contacts have said stays as it is.</summary>
    /// <param name="audit">Recorded with it, when it was on the list.</param>
    /// <returns>How many channels it was suppressed on.</returns>
    Task<int> RemoveAsync(WorkspaceId workspace, AddressHash address, AuditEntry? audit = null, CancellationToken cancellation = default);
}

/// <param name="Hash">Of the address; see <see cref="AddressHash"/>.</param>
public sealed record Suppression(string Hash, Channel Channel, string Reason, DateTimeOffset At);

/// <summary>An address to be put on the list.</summary>
/// <param name="Address">Normal, where it is known; contacts are then found without looking at all of them.</param>
public sealed record SuppressionEntry(AddressHash Hash, string? Address, ChannelSet Channels, string Reason)
{
    /// <param name="address">E.164 phone, folded e-mail.</param>
    public static SuppressionEntry Of(string address, ChannelSet channels, string reason) => new(AddressHash.Of(address), address, channels, reason);
}
