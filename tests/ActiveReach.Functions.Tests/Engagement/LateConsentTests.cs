using ActiveReach.Consent;
using System.Net;
using System.Text.Json;
using ActiveReach.Engagement;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>Words about consent that arrive late, or from a number that isn't written as contacts have it.</summary>
public sealed class LateConsentTests
{
    private const string Contacts = "/api/workspaces/demo/contacts";

    [Theory]
    [InlineData("a request to stop")]
    [InlineData("a recorded no")]
    public async Task A_stop_is_heard_though_something_later_that_is_no_yes_was_heard_first(string first)
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        sent.LetTimePass();
        var consents = $"{Contacts}/{sent.People[0].Id}/consents";
        if (first is "a recorded no")
            await sent.App.Sender.SendAsync(HttpMethod.Put, consents, """{"consents":{"sms":"opted_out"}}""");
        else
            await sent.PostEventsAsync(sent.Text(0, "please stop texting me", 60));
        await sent.SettleAsync();
        await sent.PostEventsAsync(sent.Text(0, "STOP", 30));
        await sent.SettleAsync();

        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
        await sent.App.Sender.SendAsync(HttpMethod.Put, consents, """{"consents":{"sms":"opted_in"}}""");
        Assert.NotNull(await sent.RefusalAsync(0));
    }

    [Fact]
    public async Task A_way_back_that_comes_late_undoes_no_later_stop()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        sent.LetTimePass();
        await sent.PostEventsAsync(sent.Text(0, "STOP", 50));
        await sent.SettleAsync();

        await ComeBackAsync(40);
        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
        await ComeBackAsync(60);
        Assert.Null(await sent.RefusalAsync(0));

        Task ComeBackAsync(int second) =>
            sent.App.Get<EventResolver>().ResolveAsync(new Hit(HitKind.Resubscribe, sent.AddressOf(0), SentCampaign.Start.AddSeconds(second)).ToInboxEvent(), 0);
    }

    [Theory]
    [InlineData("the link again")]
    [InlineData("a stop")]
    public async Task A_way_back_that_comes_late_undoes_no_later_no_that_repeats_an_earlier_one(string repetition)
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        sent.LetTimePass();
        await HearAsync(HitKind.Unsubscribe, 20);
        if (repetition is "the link again")
            await HearAsync(HitKind.Unsubscribe, 50);
        else
            await sent.PostEventsAsync(sent.Text(0, "STOP", 50));
        await sent.SettleAsync();

        await HearAsync(HitKind.Resubscribe, 40);
        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
        await HearAsync(HitKind.Resubscribe, 3_600 * 24);
        Assert.Null(await sent.RefusalAsync(0));

        Task HearAsync(HitKind kind, int second) =>
            sent.App.Get<EventResolver>().ResolveAsync(new Hit(kind, sent.AddressOf(0), SentCampaign.Start.AddSeconds(second)).ToInboxEvent(), 0);
    }

    [Theory]
    [InlineData("+4520123456", "4520123456")]
    [InlineData("+4791234567", "4791234567")]
    public async Task A_stop_from_a_short_number_without_a_plus_is_that_of_the_contact_who_has_it(string phone, string from)
    {
        await using var sent = await SentCampaign.StartAsync(1);
        var added = await sent.App.Sender.PostJsonAsync(Contacts, new { externalId = "dane", phone, consent = new { sms = "opted_in" } });
        Assert.Equal(HttpStatusCode.Created, added.Status);
        var text = sent.Text(0, "STOP");
        text["data"]!["from"] = from;
        await sent.PostEventsAsync(text);
        await Eventually.SeenAsync(
            "the contact has opted out", () => sent.App.Viewer.GetJsonAsync($"{Contacts}/{added.Text("id")}"), contact => contact.Text("consent.sms") is "opted_out");
    }

    [Fact]
    public async Task A_stop_from_what_is_no_number_of_anybody_suppresses_nothing_and_is_seen()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        var text = sent.Text(0, "STOP");
        text["data"]!["from"] = "4520123456";
        await sent.PostEventsAsync(text);
        var parked = await Eventually.SeenAsync(
            "something is parked",
            () => sent.App.Admin.GetJsonAsync("/api/workspaces/demo/engagement/parked"),
            shown => shown.Json.GetProperty("items").GetArrayLength() > 0);

        Assert.Equal("unknown_number", parked.Json.GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Equal("0", (await sent.App.Viewer.GetJsonAsync("/api/workspaces/demo/suppressions")).Text("total"));
    }
}
