using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace Contracts.Replies;

/// <summary>What every store of replies must do.</summary>
public abstract class ReplyStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WorkspaceId Workspace = new("demo");
    private static readonly CampaignId Campaign = new("cmp_1");
    private static readonly PageQuery Newest = new(10, null, "at", true);

    protected abstract IReplyStore Replies { get; }

    [Fact]
    public async Task A_reply_is_kept_once_and_comes_back_whole()
    {
        var reply = Reply(1) with { Variant = "A", Outlet = "out_1", Run = RunId.Of(Campaign, 1), Matches = 2 };

        Assert.True(await Replies.AddAsync(reply));
        Assert.False(await Replies.AddAsync(reply with { Text = "other" }));
        Assert.Equal(reply, Assert.Single((await Replies.ListAsync(Workspace, Campaign, Enum.GetValues<ReplyKind>(), Newest)).Items));
    }

    [Fact]
    public async Task Pages_lead_through_all_replies_even_of_one_moment()
    {
        for (var i = 0; i < 7; i++)
            await Replies.AddAsync(Reply(i) with { At = Noon.AddMinutes(i / 3) });

        foreach (var descending in new[] { true, false })
        {
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var page = await Replies.ListAsync(Workspace, Campaign, [ReplyKind.Reply], new PageQuery(2, cursor, "at", descending));
                Assert.Equal(7, page.Total);
                seen.AddRange(page.Items.Select(reply => reply.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            var expected = Enumerable.Range(0, 7).Select(i => $"rpl_{i}");
            Assert.Equal(descending ? expected.Reverse() : expected, seen);
        }
    }

    [Fact]
    public async Task Kinds_campaigns_and_workspaces_are_kept_apart()
    {
        await Replies.AddAsync(Reply(1));
        await Replies.AddAsync(Reply(2) with { Kind = ReplyKind.OptOut });
        await Replies.AddAsync(Reply(3) with { Campaign = new CampaignId("cmp_2") });
        await Replies.AddAsync(Reply(4) with { Workspace = new WorkspaceId("other") });

        Assert.Equal(["rpl_1"], (await Replies.ListAsync(Workspace, Campaign, [ReplyKind.Reply], Newest)).Items.Select(reply => reply.Id));
        Assert.Equal(["rpl_2"], (await Replies.ListAsync(Workspace, Campaign, [ReplyKind.OptOut], Newest)).Items.Select(reply => reply.Id));
    }

    [Fact]
    public async Task What_a_reply_is_taken_for_can_change()
    {
        await Replies.AddAsync(Reply(1) with { Kind = ReplyKind.StopRequest });

        await Replies.SetKindAsync(new WorkspaceId("other"), "rpl_1", ReplyKind.OptOut);
        Assert.Equal(ReplyKind.StopRequest, (await Replies.FindAsync(Workspace, "rpl_1"))!.Kind);
        await Replies.SetKindAsync(Workspace, "rpl_1", ReplyKind.Reply);

        Assert.Equal(Reply(1), await Replies.FindAsync(Workspace, "rpl_1"));
    }

    [Fact]
    public async Task The_thread_of_a_contact_spans_campaigns_and_can_be_forgotten()
    {
        await Replies.AddAsync(Reply(1));
        await Replies.AddAsync(Reply(2) with { Campaign = null });
        await Replies.AddAsync(Reply(3) with { Contact = new ContactId(8) });

        await Replies.EraseAsync(Workspace, new ContactId(7), null);

        var thread = await Replies.ThreadAsync(Workspace, new ContactId(7), Newest);
        Assert.Equal(["rpl_2", "rpl_1"], thread.Items.Select(reply => reply.Id));
        Assert.All(thread.Items, reply => Assert.Equal(("", ""), (reply.Text, reply.From)));
        Assert.Equal("Hello", (await Replies.ThreadAsync(Workspace, new ContactId(8), Newest)).Items[0].Text);
    }

    [Fact]
    public async Task With_a_contact_the_replies_from_their_number_that_were_nobodys_are_forgotten()
    {
        await Replies.AddAsync(Reply(1) with { Contact = null });
        await Replies.AddAsync(Reply(2) with { Contact = null, From = "+14155550999" });
        await Replies.AddAsync(Reply(3) with { Contact = new ContactId(8) });

        await Replies.EraseAsync(Workspace, new ContactId(7), "+14155550123");

        var all = (await Replies.ListAsync(Workspace, Campaign, Enum.GetValues<ReplyKind>(), Newest)).Items;
        Assert.Equal(["Hello", "Hello", ""], all.Select(reply => reply.Text));
    }

    [Fact]
    public async Task The_last_word_is_the_latest_said_and_stop_wins_a_tie()
    {
        Assert.True(await Says(10, isStop: false));
        Assert.True(await Says(10, isStop: false));
        Assert.False(await Says(9, isStop: true));
        Assert.True(await Says(10, isStop: true));
        Assert.False(await Says(10, isStop: false));
        Assert.True(await Says(11, isStop: false));

        // A stop that comes late is none the less for a later stop that came first.
        Assert.True(await Says(14, isStop: true));
        Assert.True(await Says(12, isStop: true));
        Assert.False(await Says(13, isStop: false));

        Task<bool> Says(int second, bool isStop) => Replies.IsLastWordAsync(Workspace, Channel.Sms, AddressHash.Of("+14155550123"), Noon.AddSeconds(second), isStop);
    }

    private static Reply Reply(int number) => new()
    {
        Id = $"rpl_{number}",
        Workspace = Workspace,
        Channel = Channel.Sms,
        From = "+14155550123",
        To = "+18005550100",
        Text = "Hello",
        Kind = ReplyKind.Reply,
        At = Noon.AddSeconds(number),
        Contact = new ContactId(7),
        Campaign = Campaign,
        Matches = 1,
    };
}
