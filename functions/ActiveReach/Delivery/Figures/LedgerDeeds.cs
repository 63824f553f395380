using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Figures;

/// <summary>Who did what, run by run, from the lists that figures have of it. The row that tells of somebody mostly decides; of those who were sent to on several channels
/// the others are looked at too. Who answered after the moment doesn't count as having ignored the message.</summary>
public sealed class LedgerDeeds(CampaignRecords campaigns, RunRecords runs, ILedgerRows rows, IConversions conversions) : IDeeds
{
    private const int RowsAtOnce = 5_000;
    private const int CampaignsAtOnce = 500;

    public async Task<IReadOnlyCollection<ContactId>> WhoAsync(WorkspaceId workspace, DidCondition did, Moment moment, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var who = new HashSet<ContactId>();
        foreach (var campaign in did.Campaign is { } named ? [new CampaignId(named)] : await CampaignsAsync(workspace, cancellation))
        {
            foreach (var run in await runs.ListAsync(workspace, campaign, cancellation))
            {
                if (run.Definition.Type is not CampaignType.Test)
                    await AddAsync(who, workspace, run, did, moment, cancellation);
            }
        }

        return who;
    }

    private async Task AddAsync(HashSet<ContactId> who, WorkspaceId workspace, Run run, DidCondition did, Moment moment, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await rows.ListAsync([run.Id], ActionOf(did.Deed), RowsAtOnce, cursor, cancellation: cancellation);
            foreach (var row in page.Items)
            {
                if (!who.Contains(row.Contact) && await IsTrueAsync(workspace, run, row, did, moment, cancellation))
                    who.Add(row.Contact);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<bool> IsTrueAsync(WorkspaceId workspace, Run run, LedgerRow row, DidCondition did, Moment moment, CancellationToken cancellation)
    {
        if (did.Deed is Deed.Converted)
        {
            var credited = (await conversions.OfAsync(row.Contact, cancellation)).Where(each => each.Message.Run == run.Id);
            return Fits(new ContactHistory([], [], [.. credited.Select(each => new PastConversion(run.Campaign, each.At))]));
        }

        return Fits(HistoryOf([row])) || ((row.Home is not null || row.Attempts.Count > 0) && Fits(HistoryOf((await rows.AllAsync(workspace, [row.Contact], cancellation)).Where(each => each.Address.Run == run.Id))));

        bool Fits(ContactHistory history) => did.IsTrueOf(new ContactFacts(new Contact(), history), moment);

        ContactHistory HistoryOf(IEnumerable<LedgerRow> some) => new([.. some.Select(each => PastMessages.Of(each, run))], [], []);
    }

    private async Task<IReadOnlyList<CampaignId>> CampaignsAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var all = new List<CampaignId>();
        var query = new CampaignQuery { Sort = "createdAt", Limit = CampaignsAtOnce };
        do
        {
            var page = await campaigns.ListAsync(workspace, query, cancellation);
            all.AddRange(page.Items.Select(campaign => campaign.Id));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);

        return all;
    }

    private static RecipientAction ActionOf(Deed deed) => deed switch
    {
        Deed.Received => RecipientAction.Received,
        Deed.Opened => RecipientAction.Opened,
        Deed.Clicked => RecipientAction.Clicked,
        Deed.Replied => RecipientAction.Replied,
        Deed.Ignored => RecipientAction.Ignored,
        Deed.Converted => RecipientAction.Converted,
        Deed.Delivered => RecipientAction.Delivered,
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "This deed is unknown."),
    };
}
