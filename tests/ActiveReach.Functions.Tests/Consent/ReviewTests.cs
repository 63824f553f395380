using System.Net;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Consent;

public sealed class ReviewTests
{
    private const string Route = "/api/workspaces/demo/consent/reviews";

    [Fact]
    public async Task A_request_in_other_words_holds_the_contact_back_until_somebody_decides()
    {
        await using var sent = await SentCampaign.StartAsync(3);
        await sent.HandOverAsync();
        await sent.PostEventsAsync(sent.Text(0, "please stop texting me"), sent.Text(0, "please stop texting me"), sent.Text(1, "take me off your list, stop sending"));
        sent.LetTimePass();
        await sent.SettleAsync();
        Assert.Equal((SkipReason.HeldForReview, SkipReason.HeldForReview, null), (await sent.RefusalAsync(0), await sent.RefusalAsync(1), await sent.RefusalAsync(2)));

        var list = (await sent.App.Viewer.GetJsonAsync(Route)).Json.GetProperty("items");
        Assert.Equal(2, list.GetArrayLength());
        var keep = list.EnumerateArray().Single(item => item.GetProperty("contact").GetString() == sent.People[0].Id.ToString());
        var optOut = list.EnumerateArray().Single(item => item.GetProperty("contact").GetString() == sent.People[1].Id.ToString());
        Assert.Equal("please stop texting me", keep.GetProperty("text").GetString());
        Assert.Equal(["sms", "rcs"], keep.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()!));

        Assert.Equal(HttpStatusCode.Forbidden, (await DecideAsync(sent.App.Viewer, keep, "keep")).Status);
        Assert.Equal("keep", (await DecideAsync(sent.App.Sender, keep, "keep")).Text("decision"));
        Assert.Equal("lead@example.com", (await DecideAsync(sent.App.Sender, optOut, "opt_out")).Text("decidedBy"));
        Assert.Equal((null, SkipReason.OptedOut), (await sent.RefusalAsync(0), await sent.RefusalAsync(1)));
        var late = await DecideAsync(sent.App.Admin, keep, "opt_out");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Null(await sent.RefusalAsync(0));

        Assert.Equal("0", (await sent.App.Viewer.GetJsonAsync(Route)).Text("total"));
        Assert.Equal("2", (await sent.App.Viewer.GetJsonAsync(Route + "?state=decided")).Text("total"));
        Assert.Equal("2", (await sent.App.Admin.GetJsonAsync("/api/workspaces/demo/audit?action=consent.review_decided")).Text("total"));
        await sent.App.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/contacts/{sent.People[1].Id}");
        Assert.Equal("1", (await sent.App.Viewer.GetJsonAsync(Route + "?state=all")).Text("total"));
    }

    [Fact]
    public async Task A_request_goes_along_with_a_merge_and_goes_with_whoever_took_it_over()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
        await sent.PostEventsAsync(sent.Text(0, "please stop texting me"));
        await sent.SettleAsync();
        var (goes, stays) = (sent.People[0].Id.ToString(), sent.People[1].Id.ToString());
        await sent.App.Sender.PostJsonAsync($"/api/workspaces/demo/contacts/{stays}/merge", new { from = goes });
        Assert.Equal(stays, (await sent.App.Viewer.GetJsonAsync(Route)).Json.GetProperty("items")[0].GetProperty("contact").GetString());
        Assert.Equal(SkipReason.HeldForReview, await sent.RefusalAsync(1));

        await sent.App.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/contacts/{stays}");
        Assert.Equal("0", (await sent.App.Viewer.GetJsonAsync(Route + "?state=all")).Text("total"));
    }

    private static Task<Answer> DecideAsync(HttpClient client, System.Text.Json.JsonElement review, string decision) =>
        client.PostJsonAsync($"{Route}/{review.GetProperty("id").GetString()}", new { decision, comment = "Read it." });
}
