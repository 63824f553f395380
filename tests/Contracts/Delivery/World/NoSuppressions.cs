using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.World;

/// <summary>A suppression list with nobody on it.</summary>
public sealed class NoSuppressions : ISuppressionStore
{
    public Task<Page<Suppression>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default) => Task.FromResult(new Page<Suppression>([], null, 0));

    public Task<bool> IsListedAsync(WorkspaceId workspace, Channel channel, AddressHash address, CancellationToken cancellation = default) => Task.FromResult(false);

    public Task<long> AddAsync(WorkspaceId workspace, IReadOnlyList<SuppressionEntry> entries, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<int> RemoveAsync(WorkspaceId workspace, AddressHash address, AuditEntry? audit = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<SuppressionChange>> ReadLogAsync(WorkspaceId workspace, long after, int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<SuppressionChange>>([]);
}
