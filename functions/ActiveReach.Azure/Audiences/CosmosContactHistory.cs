using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Timelines;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences;

/// <summary>What somebody got and did, out of the stores that keep it.</summary>
public sealed class CosmosContactHistory(CosmosContacts contacts, ILedger ledger, ILedgerRows rows, RunRecords runs, IEventStore events, IConversions conversions) : IContactHistory
{
    public async Task<ContactHistory> ReadAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (await contacts.PersonAsync(workspace, contact, cancellation) is not (_, var ids))
            return ContactHistory.None;
        var messages = await MessagesAsync(workspace, ids, cancellation);
        var happened = await events.AllAsync(workspace, ids, cancellation);
        var converted = await Task.WhenAll(ids.Select(id => conversions.OfAsync(id, cancellation)));
        return new ContactHistory(
            messages,
            [.. happened.Select(each => new PastEvent(each.Type, each.At, each.Content is { } content ? JsonElement.Parse(content) : null))],
            [.. converted.SelectMany(some => some).OrderBy(each => each.At).Select(each => new PastConversion(each.Message.Run.Campaign, each.At))]);
    }

    /// <summary>Those of campaigns that are no tests.</summary>
    private async Task<IReadOnlyList<PastMessage>> MessagesAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation)
    {
        var messages = new List<PastMessage>();
        foreach (var some in (await rows.AllAsync(workspace, ids, cancellation)).GroupBy(row => row.Address.Run))
        {
            if (await ledger.FindRunAsync(some.Key, cancellation) is not { IsTest: false })
                continue;
            var run = await runs.FindAsync(some.Key, cancellation);
            messages.AddRange(some.Select(row => PastMessages.Of(row, run)));
        }

        return messages;
    }
}
