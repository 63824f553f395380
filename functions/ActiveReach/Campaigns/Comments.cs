using System.Globalization;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>What people say about a draft while several of them work on it.</summary>
public sealed class Comments(IDocuments documents)
{
    private static readonly DocumentKind<Comment> Kind = new("comment", comment => comment.Number.ToString("D10", CultureInfo.InvariantCulture));

    public async Task<Comment> AddAsync(WorkspaceId workspace, CampaignId campaign, string author, string text, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var all = AllOf(workspace, campaign);
        while (true)
        {
            var last = await documents.QueryAsync(Kind, all with { Descending = true, Limit = 1 }, cancellation);
            var comment = new Comment(last.Items is [var newest] ? newest.Value.Number + 1 : 1, author, text, Milliseconds.Floor(at));
            if (await documents.TryAsync(all.Partition, Kind.Add(comment), cancellation))
                return comment;
        }
    }

    /// <summary>Oldest first, or newest first when descending.</summary>
    public async Task<Page<Comment>> ListAsync(WorkspaceId workspace, CampaignId campaign, PageQuery query, CancellationToken cancellation = default) =>
        (await documents.QueryAsync(Kind, query.Ask(AllOf(workspace, campaign), orderBy: null), cancellation)).ToPage();

    /// <summary>Forgets those on a campaign that is gone.</summary>
    public Task ForgetAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default) =>
        documents.DeleteAllAsync(AllOf(workspace, campaign), cancellation);

    private static DocumentQuery AllOf(WorkspaceId workspace, CampaignId campaign) => Kind.In(workspace.PartitionOf(campaign.Value));
}

/// <param name="Number">Rises with each comment on the campaign, from 1.</param>
public sealed record Comment(long Number, string Author, string Text, DateTimeOffset At);
