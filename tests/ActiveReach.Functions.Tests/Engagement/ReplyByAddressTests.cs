using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>A text finds the message it answers by the number that it was sent to and the one that it was sent from, whatever became of the contact.</summary>
public sealed class ReplyByAddressTests
{
    [Fact]
    public async Task A_reply_and_a_stop_count_for_the_campaign_after_the_contact_has_another_number()
    {
        await using var sent = await SentCampaign.StartAsync(3);
        await sent.HandOverAsync();
        foreach (var person in new[] { 0, 1 })
            Assert.Equal(HttpStatusCode.OK, (await sent.App.Admin.PatchJsonAsync($"/api/workspaces/demo/contacts/{sent.People[person].Id}", new { phone = $"+1415555{7000 + person}" })).Status);
        sent.LetTimePass();

        await sent.PostEventsAsync(sent.Text(0, "Love it"), sent.Text(1, "STOP"));
        await sent.SettleAsync();

        var figures = await sent.AnalyticsAsync();
        Assert.Equal((1, 1), (figures.GetProperty("replied").GetInt32(), figures.GetProperty("optedOut").GetInt32()));
        var reply = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses")).Json.GetProperty("items")[0];
        Assert.Equal(("Love it", sent.People[0].Id.ToString()), (reply.GetProperty("text").GetString(), reply.GetProperty("contact").GetString()));
    }

    [Fact]
    public async Task A_reply_counts_once_after_two_contacts_became_one()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
        var merged = await sent.App.Admin.PostJsonAsync($"/api/workspaces/demo/contacts/{sent.People[0].Id}/merge", new { from = sent.People[1].Id.ToString() });
        Assert.True((int)merged.Status < 300, merged.Body);
        sent.LetTimePass();

        await sent.PostEventsAsync(sent.Text(1, "Love it"));
        await sent.SettleAsync();

        var figures = await sent.AnalyticsAsync();
        Assert.Equal((2, 2, 1), (figures.GetProperty("recipients").GetInt32(), figures.GetProperty("sent").GetInt32(), figures.GetProperty("replied").GetInt32()));
    }
}
