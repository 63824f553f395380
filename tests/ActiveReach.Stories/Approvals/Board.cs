using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Approvals;

/// <summary>Three senders who approve, and what they do: over HTTP, with nothing but their links.</summary>
internal sealed class Board(StoryHost story)
{
    public static readonly string[] Approvers = ["lead@example.com", "mira@example.com", "noor@example.com"];

    /// <summary>Lead is there from the beginning.</summary>
    public static async Task<Board> MeetAsync(StoryHost story)
    {
        foreach (var email in Approvers.Skip(1))
            await story.Api.PostAsync("members", new { email, role = "sender" });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        return new Board(story);
    }

    /// <summary>A viewer's campaign, submitted; it sends at once when it is approved, unless its schedule says otherwise.</summary>
    public async Task<string> AskAsync(object approval, object? schedule = null)
    {
        var definition = Some.Campaign();
        definition.Remove("quietHours");
        definition["approval"] = approval;
        if (schedule is not null)
            definition["schedule"] = schedule;
        var campaign = await story.Viewer.DraftAsync(definition);
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        await story.AtRestAsync();
        return campaign;
    }

    public async Task<string> LinkOfAsync(string campaign, string approver)
    {
        // Lead, who never edits: links are shown to nobody who did.
        var items = (await story.Sender.GetAsync($"campaigns/{campaign}/approvals"))["items"]!.AsArray();
        return new Uri((string)items.Single(item => (string)item!["approver"]! == approver)!["url"]!).PathAndQuery;
    }

    /// <summary>Presses a button on the approver's page.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> DecideAsync(string link, string decision = "approve")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, link)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("decision", decision), KeyValuePair.Create("comment", "")]),
        };
        using var answer = await story.Api.RawAsync(request);
        return (int)answer.StatusCode;
    }

    public async Task<string> PageAsync(string link)
    {
        using var answer = await story.Api.RawAsync(new HttpRequestMessage(HttpMethod.Get, link));
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> StatesAsync(string campaign) =>
        string.Join(' ', (await story.Api.GetAsync($"campaigns/{campaign}/approvals"))["items"]!.AsArray().Select(item => $"{((string)item!["approver"]!).Split('@')[0]}:{item["state"]}"));

    public async Task<string> StatusAsync(string campaign) => (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!;

    /// <summary>Subjects of the mails that a member got about a campaign, in order.</summary>
    public IReadOnlyList<string> MailsTo(string member, string campaign) =>
    [
        .. File.ReadAllLines(Path.Combine(story.Directory, "members-mail.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(mail => (string)mail["to"]! == member && ((string)mail["id"]!).Contains(campaign, StringComparison.Ordinal))
            .Select(mail => ((string)mail["subject"]!).Split(':')[0]),
    ];

    public async Task RoleAsync(string email, string role)
    {
        var members = (await story.Api.GetAsync("members"))["items"]!.AsArray();
        var id = (string)members.Single(member => (string)member!["email"]! == email)!["id"]!;
        await story.Api.PatchAsync($"members/{id}", new { role });
    }
}
