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
    /// later. All of them or none. Costs one look at every contact where there are hashes, however many; contacts whose address is given are marked with it, others after it.</summary>
    /// <param name="audit">Recorded with them.</param>
    /// <returns>How many addresses and channels are new on the list.</returns>
    Task<long> AddAsync(WorkspaceId workspace, IReadOnlyList<SuppressionEntry> entries, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Takes an address off the list. What contacts have said stays as it is.</summary>
    /// <param name="audit">Recorded with it, when it was on the list.</param>
    /// <returns>How many channels it was suppressed on.</returns>
    Task<int> RemoveAsync(WorkspaceId workspace, AddressHash address, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>What was put on the list and taken off it, whatever brought it about, in order: what follows on a position, the oldest first. Whatever is written is
    /// in it for whoever reads after that.</summary>
    /// <param name="after">0 for the beginning.</param>
    Task<IReadOnlyList<SuppressionChange>> ReadLogAsync(WorkspaceId workspace, long after, int limit, CancellationToken cancellation = default);
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

/// <param name="Position">Grows from change to change of a workspace.</param>
public readonly record struct SuppressionChange(long Position, AddressHash Address, Channel Channel, bool IsListed);
