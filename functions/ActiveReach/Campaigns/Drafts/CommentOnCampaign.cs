using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>Adds a remark for those who work on the same campaign; possible in any state.</summary>
public sealed class CommentOnCampaign(CampaignWriter writer, Comments comments, TimeProvider clock)
{
    private const int Longest = 4000;

    public async Task<Comment> RunAsync(Caller caller, CampaignId id, string text, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
            throw new InvalidInputException("text", "invalid_value", $"text has {text.Length} characters: write 1 to {Longest}.");
        var campaign = await writer.FindAsync(caller, id, cancellation);
        return await comments.AddAsync(caller.Workspace, campaign.Id, caller.Member, text, clock.GetUtcNow(), cancellation);
    }

    public async Task<Page<Comment>> ListAsync(Caller caller, CampaignId id, PageQuery query, CancellationToken cancellation = default) =>
        await comments.ListAsync(caller.Workspace, (await writer.FindAsync(caller, id, cancellation)).Id, query, cancellation);
}
