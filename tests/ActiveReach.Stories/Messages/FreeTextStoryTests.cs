using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Stories.Messages;

/// <summary>Whoever has just written on WhatsApp may be answered in free words.</summary>
public sealed class FreeTextStoryTests
{
    private const string Asha = "+919812300001";
    private const string Ravi = "+919812300002";
    private const string Mina = "+919812300003";
    private const string John = "+14155550101";

    [Fact]
    public async Task Free_words_go_to_those_who_wrote_within_a_day_also_in_America_and_all_others_get_the_next_channel()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await WhatsAppCloudStoryTests.StartAsync(meta);
        await story.Api.ImportAsync($"external_id,first_name,phone,country,consent.whatsapp,consent.sms\n1,Asha,{Asha},IN,opted_in,opted_out\n2,Ravi,{Ravi},IN,opted_in,opted_out\n3,Mina,{Mina},IN,opted_in,opted_in\n4,John,{John},US,opted_in,opted_out\n");
        await WriteAsync(story, Ravi);
        await story.PassAsync(TimeSpan.FromHours(25));
        await WriteAsync(story, Asha);
        await WriteAsync(story, John);
        (meta.Wrote[Asha], meta.Wrote[John]) = (true, true);
        var definition = Vendor.Campaign("launch");
        definition["channels"] = new[] { new { channel = "whatsapp" }, new { channel = "sms" } };
        definition["variants"] = new[] { new { id = "A", content = new { whatsapp = new { text = "Hi {{first_name}}, we are open until six." }, sms = new { text = "Hi {{first_name}}. Reply STOP to opt out" } } } };
        definition["quietHours"] = false;
        var campaign = await story.Api.DraftAsync(definition);

        Assert.Null(await RefusalAsync(story, campaign, Asha));
        Assert.Null(await RefusalAsync(story, campaign, John));
        Assert.Equal("outside_session", await RefusalAsync(story, campaign, Ravi));
        var told = await story.Api.GetAsync($"campaigns/{campaign}/preflight");
        Assert.Equal(1, (long)told["skipped"]!["outside_session"]!);
        Assert.Equal([("whatsapp", 2L), ("sms", 1L)], told["channels"]!.AsArray().Select(each => ((string)each!["channel"]!, (long)each["messages"]!)));

        await story.Api.PostAsync($"campaigns/{campaign}/launch");
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal([John, Asha], meta.Messages.Select(message => message.To).Order(StringComparer.Ordinal));
        Assert.Equal("Hi Asha, we are open until six.", meta.Messages.Single(message => message.To == Asha).Values[0]);
        Assert.Equal(Mina, (string)Assert.Single(Witness.Of(story.Outbox, campaign))["to"]!);
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["skipped"]!["outside_session"]!);
    }

    [Fact]
    public async Task Whose_day_is_over_before_their_turn_gets_the_next_channel()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await WhatsAppCloudStoryTests.StartAsync(meta);
        await story.Api.ImportAsync($"external_id,first_name,phone,country,consent.whatsapp,consent.sms\n1,Asha,{Asha},IN,opted_in,opted_in\n");
        await WriteAsync(story, Asha);
        meta.Next(Carriers.StandIn.Vendors.VendorFate.Refused(429, "130429", retryAfter: "86400"));
        var definition = Vendor.Campaign("launch");
        definition["channels"] = new[] { new { channel = "whatsapp" }, new { channel = "sms" } };
        definition["variants"] = new[] { new { id = "A", content = new { whatsapp = new { text = "Hi" }, sms = new { text = "Hi. Reply STOP to opt out" } } } };
        definition["quietHours"] = false;
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromHours(26));
        Assert.Empty(meta.Messages);
        Assert.Equal(Asha, (string)Assert.Single(Witness.Of(story.Outbox, campaign))["to"]!);
    }

    private static async Task WriteAsync(StoryHost story, string from)
    {
        await WhatsAppCloudStoryTests.TellAsync(story, MetaMessage.Callback([], MetaMessage.Written(from, "Are you open?", story.Clock.GetUtcNow())));
        await story.AtRestAsync();
    }

    private static async Task<string?> RefusalAsync(StoryHost story, string campaign, string phone)
    {
        var contact = (string)(await story.Api.GetAsync($"contacts?q={Uri.EscapeDataString(phone)}"))["items"]!.AsArray().Single()!["id"]!;
        return (string?)(await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={contact}&channel=whatsapp"))["refusal"];
    }
}
