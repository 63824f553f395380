using ActiveReach.Entries.Triggers;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Events;

/// <summary>Tells triggers what is known already.</summary>
public sealed class PastEvents(IEventStore events) : IPastEvents
{
    public async Task<bool> HasHappenedAsync(WorkspaceId workspace, ContactId contact, string type, DateTimeOffset since, CancellationToken cancellation = default) =>
        (await events.ListAsync(workspace, new EventFilter(type, contact, since), new PageQuery(1, null, "time", Descending: false), cancellation)).Items.Count > 0;
}
