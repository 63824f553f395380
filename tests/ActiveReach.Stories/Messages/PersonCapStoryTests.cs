using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.Vendors;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Stories.Messages;

/// <summary>Meta lets one person get so much marketing a day, whoever sends it.</summary>
public sealed class PersonCapStoryTests
{
    private const string Capped = "131049";

    [Fact]
    public async Task Who_had_enough_for_a_day_gets_the_next_channel_at_once_or_the_same_one_a_day_later_once_whatever_the_power_does()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        var story = await WhatsAppCloudStoryTests.StartAsync(meta);
        await story.Api.ImportAsync("external_id,first_name,phone,consent.whatsapp,consent.sms\n1,Asha,+919812300001,opted_in,opted_in\n2,Ravi,+919812300002,opted_in,opted_out\n3,Mina,+919812300003,opted_in,opted_out\n");
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await WhatsAppCloudStoryTests.TellAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.AtRestAsync();
        var definition = Vendor.Campaign("launch", "{{first_name}}", "Diwali");
        definition["channels"] = new object[] { new { channel = "whatsapp", template = "launch" }, new { channel = "sms" } };
        definition["variants"] = new[] { new { id = "A", content = new { whatsapp = new { parameters = new[] { "{{first_name}}", "Diwali" } }, sms = new { text = "Hi {{first_name}}. Reply STOP to opt out" } } } };

        // Two are refused at once, and of the third it is told later.
        meta.Next(VendorFate.Refused(400, Capped), VendorFate.Refused(400, Capped), VendorFate.Taken);
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var taken = Assert.Single(meta.Messages);
        await WhatsAppCloudStoryTests.TellAsync(story, MetaMessage.Callback([taken.Status("failed", story.Clock.GetUtcNow(), 131049)]));
        await story.PassAsync(TimeSpan.FromMinutes(40));
        Assert.Equal("+919812300001", (string)Assert.Single(Witness.Of(story.Outbox, campaign))["to"]!);
        var waiting = await story.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal("sending", (string)waiting["status"]!);
        Assert.Contains("2 recipients have had as much marketing as whatsapp lets them get in a day: they are tried once more, ", (string)waiting["statusReason"]!, StringComparison.Ordinal);
        Assert.Equal(StoryHost.Monday.AddDays(1), DateTimeOffset.Parse((string)waiting["expectedEnd"]!, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromMinutes(5));
        var told = (await story.Api.GetAsync($"campaigns/{campaign}/recipients"))["items"]!.AsArray();
        Assert.Equal(2, told.Count(each => (string?)each!["reason"] == "whatsapp_131049" && (string?)each["rule"] == "person_cap"));

        // The power fails, and comes back before the day is over.
        var (now, directory) = (story.Clock.GetUtcNow(), story.Directory);
        await story.CrashAsync();
        await using var again = await WhatsAppCloudStoryTests.StartAsync(meta, directory, now);
        story = again;
        await story.PassAsync(TimeSpan.FromHours(23));
        Assert.Single(meta.Messages);
        meta.Next(VendorFate.Refused(400, Capped), VendorFate.Taken);
        await story.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, meta.Messages.Count);
        await WhatsAppCloudStoryTests.TellAsync(story, MetaMessage.Callback([meta.Messages[1].Status("delivered", story.Clock.GetUtcNow())]));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((3, 2, 1), (figures.Outcomes(), (long)figures["delivered"]!, (long)figures["failed"]!));
        Assert.Equal(4, meta.Requests.Count(request => request.Path.EndsWith("/messages", StringComparison.Ordinal)) - 1);
        Assert.Equal("whatsapp_131049", (string?)(await story.Api.GetAsync($"campaigns/{campaign}/recipients?action=failed"))["items"]!.AsArray().Single()!["reason"]);
    }

    [Fact]
    public async Task A_campaign_of_one_channel_waits_for_the_reports_that_tell_of_the_cap()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await WhatsAppCloudStoryTests.StartAsync(meta);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await WhatsAppCloudStoryTests.TellAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.AtRestAsync();
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassAsync(TimeSpan.FromMinutes(1));
        var now = story.Clock.GetUtcNow();
        await WhatsAppCloudStoryTests.TellAsync(story, MetaMessage.Callback(meta.Messages.Select((message, index) => index == 0 ? message.Status("failed", now, 131049) : message.Status("delivered", now))));
        await story.PassAsync(TimeSpan.FromHours(25));
        Assert.Equal((4, meta.Messages[0].To), (meta.Messages.Count, meta.Messages[3].To));
        await WhatsAppCloudStoryTests.TellAsync(story, MetaMessage.Callback([meta.Messages[3].Status("failed", story.Clock.GetUtcNow(), 131049)]));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((4, 2, 1), (meta.Messages.Count, (long)figures["delivered"]!, (long)figures["failed"]!));
    }
}
