using ActiveReach.Access;
using System.Buffers.Text;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Problems;
using ActiveReach.Tests.Campaigns;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Approvals;

public sealed class ApprovalLinkTests
{
    private static readonly Decision Yes = new(true);
    private readonly Office office = new();

    [Fact]
    public async Task A_link_shows_what_is_asked_and_decides_once_as_the_approver()
    {
        var campaign = await AskedAsync();
        var token = office.Links.TokenOf(campaign, "sender@example.com");
        var request = await office.Desk.LookAsync(token);
        Assert.Equal((campaign.Id, 10L), (request.Campaign.Id, request.Brief!.Audience.Total));
        Assert.Equal(Office.Text(campaign), Office.Text(await office.NowAsync(campaign)));

        var approved = await office.Desk.DecideAsync(token, Yes);
        Assert.Equal((CampaignStatus.Scheduled, "sender@example.com"), (approved.Status, approved.DecidedBy));
        var second = await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, new Decision(false)));
        Assert.False(second.Gone);
        await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(office.Links.TokenOf(campaign, "other@example.com"), Yes));
    }

    [Fact]
    public async Task Every_flipped_bit_is_refused()
    {
        var campaign = await AskedAsync();
        var token = Base64Url.DecodeFromChars(office.Links.TokenOf(campaign, "sender@example.com"));
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            token[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(office.Links.Read(Base64Url.EncodeToString(token)));
            token[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.NotNull(office.Links.Read(Base64Url.EncodeToString(token)));
    }

    [Fact]
    public async Task Every_changed_character_is_refused_even_where_it_decodes_to_the_same_bytes()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        foreach (var name in new[] { "sender@example.com", "other@example.com", "admin@example.com" })
        {
            var token = office.Links.TokenOf(await AskedAsync(), name);
            for (var at = 0; at < token.Length; at++)
                Assert.All(Alphabet.Where(letter => letter != token[at]), letter => Assert.Null(office.Links.Read(token[..at] + letter + token[(at + 1)..])));
            Assert.All([token + "=", token + "A", token[..^1], " " + token, ""], wrong => Assert.Null(office.Links.Read(wrong)));
        }
    }

    [Fact]
    public async Task A_token_of_another_installation_is_unknown()
    {
        var campaign = await AskedAsync();
        var foreign = new ApprovalLinks(new LinkSigner([.. Enumerable.Repeat((byte)7, 32)]), new Uri("https://reach.example")).TokenOf(campaign, "sender@example.com");
        await Assert.ThrowsAsync<NotFoundException>(() => office.Desk.LookAsync(foreign));
    }

    [Fact]
    public async Task An_edit_kills_the_token_and_a_new_time_does_not()
    {
        var campaign = await AskedAsync();
        var token = office.Links.TokenOf(campaign, "sender@example.com");
        await office.EditAsync(office.Viewer, campaign, """{"schedule":{"at":"2026-12-24T10:00"}}""");
        Assert.NotNull((await office.Desk.LookAsync(token)).Brief);

        await office.EditAsync(office.Viewer, campaign, """{"name":"Other"}""");
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, Yes))).Gone);
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.LookAsync(token))).Gone);
        var fresh = office.Links.TokenOf(await office.NowAsync(campaign), "sender@example.com");
        Assert.Equal(CampaignStatus.Scheduled, (await office.Desk.DecideAsync(fresh, Yes)).Status);
    }

    [Fact]
    public async Task After_its_time_a_link_is_gone_and_the_campaign_is_cancelled()
    {
        var campaign = await AskedAsync();
        var token = office.Links.TokenOf(campaign, "sender@example.com");
        office.Clock.SetUtcNow(campaign.ApprovalExpiresAt!.Value);
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, Yes))).Gone);
        await office.LookForApprovalAsync(campaign);
        Assert.Equal(CampaignStatus.Cancelled, (await office.NowAsync(campaign)).Status);
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, Yes))).Gone);
    }

    [Fact]
    public async Task Who_lost_the_role_or_left_decides_no_more()
    {
        var campaign = await AskedAsync();
        var token = office.Links.TokenOf(campaign, "sender@example.com");
        var (members, sender) = (office.Staff.Members, (await office.Staff.Members.FindByEmailAsync(campaign.Workspace, "sender@example.com"))!);
        Assert.Equal(MemberChange.Done, await members.UpdateAsync(sender with { Role = Role.Viewer }));
        await Assert.ThrowsAsync<ForbiddenException>(() => office.Desk.DecideAsync(token, Yes));
        Assert.Equal(MemberChange.Done, await members.RemoveAsync((await members.FindAsync(campaign.Workspace, sender.Id))!, office.Clock.GetUtcNow()));
        await Assert.ThrowsAsync<ForbiddenException>(() => office.Desk.DecideAsync(token, Yes));
        Assert.Equal(CampaignStatus.NeedsApproval, (await office.NowAsync(campaign)).Status);
    }

    [Fact]
    public async Task Nobody_gets_to_approve_their_own_draft_by_link()
    {
        var draft = await office.DraftAsync(office.Sender, Office.Complete.Replace("\"name\"", "\"approval\":{\"required\":true},\"name\"", StringComparison.Ordinal));
        var campaign = await office.SubmitAsync(office.Sender, draft);
        Assert.Equal(["admin@example.com", "other@example.com"], campaign.Approvers);
        await Assert.ThrowsAsync<ForbiddenException>(() => office.DecideAsync(office.Sender, campaign, approve: true));
        Assert.All(await ListAsync(office.Sender, campaign), item => Assert.Null(item.Url));
        Assert.All(await ListAsync(office.Viewer, campaign), item => Assert.Null(item.Url));
        Assert.All(await ListAsync(office.Other, campaign), item => Assert.Equal(("waiting", true), (item.State, item.Url!.StartsWith("https://reach.example/api/approvals/", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_token_holds_nothing_personal()
    {
        var bytes = Base64Url.DecodeFromChars(office.Links.TokenOf(await AskedAsync(), "sender@example.com"));
        Assert.DoesNotContain("sender", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ApprovalItem>> ListAsync(Caller caller, Campaign campaign) =>
        (await new ListApprovals(office.Writer, office.Staff.Members, office.Links, office.Brief, office.Clock).RunAsync(caller, campaign.Id)).Items;

    private async Task<Campaign> AskedAsync() => await office.SubmitAsync(office.Viewer, await office.DraftAsync(office.Viewer));
}
