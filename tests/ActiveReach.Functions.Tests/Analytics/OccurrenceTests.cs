using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Analytics;

public sealed class OccurrenceTests
{
    [Fact]
    public async Task A_recipient_shows_what_the_message_was_for_where_a_run_may_send_several_times()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync(occurrenceOf: person => person == 0 ? "visit-7" : "");
        var items = (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/recipients")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["visit-7", null], items.Select(each => each.TryGetProperty("occurrence", out var occurrence) ? occurrence.GetString() : null));
    }
}
