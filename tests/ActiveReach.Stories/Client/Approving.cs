using System.Text.Json.Nodes;

namespace ActiveReach.Stories.Client;

internal static class Approving
{
    /// <summary>Opens the link that the approver got and presses a button on its page.</summary>
    public static async Task ApproveByLinkAsync(this StoryHost story, string campaign, string decision = "approve")
    {
        var approvals = await story.Api.GetAsync($"campaigns/{campaign}/approvals");
        var url = new Uri((string)approvals["items"]![0]!["url"]!);
        using var request = new HttpRequestMessage(HttpMethod.Post, url.PathAndQuery)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("decision", decision), KeyValuePair.Create("comment", "")]),
        };
        using var answer = await story.Api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode is 303, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The sum that must always equal the recipients.</summary>
    public static long Outcomes(this JsonNode figures) =>
        new[] { "delivered", "bounced", "failed", "pending" }.Sum(name => (long)figures[name]!)
        + figures["skipped"]!.AsObject().Sum(reason => (long)reason.Value!);
}
