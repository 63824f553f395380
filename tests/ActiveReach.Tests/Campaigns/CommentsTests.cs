using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Campaigns;

/// <summary>Comments as documents.</summary>
public sealed class CommentsTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly CampaignId Launch = new("cmp_launch");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly PageQuery Oldest = new(1, null, "at", Descending: false);

    private readonly Comments comments = new(new MemoryDocuments());

    [Fact]
    public async Task Comments_are_listed_in_order_and_go_with_their_campaign()
    {
        await comments.AddAsync(Shop, Launch, "a@example.com", "First!", Noon);
        var second = await comments.AddAsync(Shop, Launch, "b@example.com", "Second", Noon);
        await comments.AddAsync(Shop, new CampaignId("cmp_other"), "b@example.com", "Elsewhere", Noon);

        var page = await comments.ListAsync(Shop, Launch, Oldest);
        Assert.Equal(("First!", 2L), (page.Items.Single().Text, page.Total));
        Assert.Equal([second], (await comments.ListAsync(Shop, Launch, Oldest with { Cursor = page.NextCursor })).Items);

        await comments.ForgetAsync(Shop, Launch);
        Assert.Equal(0, (await comments.ListAsync(Shop, Launch, Oldest)).Total);
        Assert.Equal(1, (await comments.ListAsync(Shop, new CampaignId("cmp_other"), Oldest)).Total);
    }

    [Fact]
    public async Task Of_two_who_comment_at_once_each_has_a_number_of_their_own()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => comments.AddAsync(Shop, Launch, $"{n}@example.com", "Me too", Noon))));

        var page = await comments.ListAsync(Shop, Launch, Oldest with { Limit = 50 });
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), page.Items.Select(each => each.Number));
        Assert.Equal(20, page.Items.Select(each => each.Author).Distinct().Count());
    }
}
