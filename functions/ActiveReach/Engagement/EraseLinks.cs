using ActiveReach.Audiences.Contacts;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement;

/// <summary>Erases where the personal links of messages to the contact led.</summary>
public sealed class EraseLinks(ILedgerRows ledger, PersonalLinks links) : IErasureStep
{
    private const int PageSize = 500;

    public async Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default)
    {
        LedgerAddress? after = null;
        while (await ledger.NextAsync(workspace, contact.Id, after, PageSize, cancellation) is { Count: > 0 } rows)
        {
            await links.EraseAsync(workspace, rows.Select(row => row.Address), cancellation);
            after = rows[^1].Address;
        }
    }
}
