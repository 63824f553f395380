using ActiveReach.Campaigns;
using ActiveReach.Entries.Triggers;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Entries;

/// <summary>Tells the campaigns that watch people of contacts who have changed. What is lost here is found by their next round.</summary>
public sealed class ChangedContacts(HearChanges changes, Doorbells doorbells)
{
    public async Task TellAsync(DurableTaskClient client, WorkspaceId workspace, ContactId contact, CancellationToken cancellation) =>
        await doorbells.RingAsync(client, await changes.RunAsync(workspace, [contact], cancellation), Doorbell.Start, cancellation);

    public async Task TellOfManyAsync(DurableTaskClient client, WorkspaceId workspace, CancellationToken cancellation) =>
        await doorbells.RingAsync(client, await changes.ManyAsync(workspace, cancellation), Doorbell.Start, cancellation);
}
