using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

internal static class Approving
{
    private const string MailFile = "members-mail.jsonl";

    /// <summary>Opens the link that the first approver got who has not decided, and presses a button on its page.</summary>
    public static async Task ApproveByLinkAsync(this StoryHost story, string campaign, string decision = "approve")
    {
        var approvals = await story.Api.GetAsync($"campaigns/{campaign}/approvals");
        var url = new Uri(approvals["items"]!.AsArray().Select(item => (string?)item!["url"]).First(link => link is not null)!);
        using var request = new HttpRequestMessage(HttpMethod.Post, url.PathAndQuery)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("decision", decision), KeyValuePair.Create("comment", "")]),
        };
        using var answer = await story.Api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode is 303, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Lets business time pass until the campaign's first reminder has gone out.</summary>
    public static async Task UntilRemindedAsync(this StoryHost story, string campaign)
    {
        for (var half = 0; !MailsAbout(story, campaign).Any(mail => mail.StartsWith("approval-reminder", StringComparison.Ordinal)); half++)
        {
            Assert.True(half < 20, $"Nobody was reminded of {campaign}.");
            await story.PassAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Ids of the mails to members about a campaign, as they were sent.</summary>
    public static IReadOnlyList<string> MailsAbout(StoryHost story, string campaign) => File.Exists(Path.Combine(story.Directory, MailFile))
        ? [.. File.ReadAllLines(Path.Combine(story.Directory, MailFile)).Select(line => (string)JsonNode.Parse(line)!["id"]!).Where(id => id.Contains(campaign, StringComparison.Ordinal))]
        : [];

    /// <summary>The sum that must always equal the recipients.</summary>
    public static long Outcomes(this JsonNode figures) =>
        new[] { "delivered", "bounced", "failed", "pending" }.Sum(name => (long)figures[name]!)
        + figures["skipped"]!.AsObject().Sum(reason => (long)reason.Value!);
}
