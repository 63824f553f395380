using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Standing;

/// <summary>An audience of whom nobody can be reached.</summary>
public sealed class NobodyReachedTests
{
    private const string Why = "5 people match, none can be reached: 3 have no phone, 2 opted out.";

    private const string People = """
        external_id,phone,email,consent.sms
        n1,,n1@example.com,opted_in
        n2,,n2@example.com,opted_in
        n3,,n3@example.com,opted_in
        n4,+919810000004,,opted_out
        n5,+919810000005,,opted_out
        """;

    [Fact]
    public async Task The_status_says_why_and_what_to_do_and_nobody_waits_for_replies()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(People);
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT6H";
        var campaign = await story.Api.LaunchAsync(definition);

        var done = await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal("Nothing was sent: 5 people match the audience, and none of them can be reached.", (string?)done["statusReason"]);
        Assert.StartsWith(Why + " Add a phone", (string)done["nextAction"]!, StringComparison.Ordinal);
        Assert.Empty(Witness.Read(story.Outbox));
    }

    [Fact]
    public async Task The_preview_says_it_before()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(People);

        var texts = await PreviewAsync(story, "sms");
        Assert.StartsWith(Why, (string)texts["nextAction"]!, StringComparison.Ordinal);
        var mails = await PreviewAsync(story, "email");
        Assert.Equal((3L, null), ((long)mails["reachable"]!["email"]!, mails["nextAction"]));
    }

    [Fact]
    public async Task An_audience_without_anybody_is_told_as_such()
    {
        await using var story = await StoryHost.StartAsync();
        var campaign = await story.Api.LaunchAsync(Some.Campaign());

        var done = await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal("Nothing was sent: Nobody matches the audience.", (string?)done["statusReason"]);
        Assert.StartsWith("0 people match", (string)done["nextAction"]!, StringComparison.Ordinal);
    }

    private static Task<JsonNode> PreviewAsync(StoryHost story, string channel) =>
        story.Api.PostAsync("audience/preview", new { channels = new[] { channel } });
}
