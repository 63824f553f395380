using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Submissions;
using System.Net;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>Campaigns as tests need them, over HTTP or, for states that take long to reach, straight in the store.</summary>
internal static class CampaignSteps
{
    public const string Route = "/api/workspaces/demo/campaigns";
    public static readonly WorkspaceId Demo = new("demo");

    public static object Definition(string name = "Diwali launch", bool required = false) => new
    {
        name,
        audience = new { },
        channels = new[] { new { channel = "sms" } },
        variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{default first_name 'there'}}" } } } },
        schedule = new { kind = "at", at = "2030-12-01T10:00", timezone = "Asia/Kolkata" },
        approval = new { required },
    };

    public static async Task<string> DraftAsync(this HttpClient client, object? definition = null)
    {
        var answer = await client.PostJsonAsync(Route, definition ?? Definition());
        Assert.True(answer.Status is HttpStatusCode.Created, answer.Body);
        return answer.Text("id");
    }

    public static Task<Answer> MoveAsync(this HttpClient client, string id, string move, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, $"{Route}/{id}/{move}", headers: headers);

    public static Task<Answer> ShowAsync(this HttpClient client, string id) => client.GetJsonAsync($"{Route}/{id}");

    /// <summary>A campaign in a state, as if it had come there; drafted by a viewer.</summary>
    public static async Task<Campaign> PlaceAsync(this RunningApp app, CampaignStatus status)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        var campaign = new Campaign
        {
            Id = CampaignId.New(),
            Workspace = Demo,
            Status = status,
            Submission = status is CampaignStatus.Draft ? 0 : 1,
            Schedule = status is CampaignStatus.Draft ? null : new CampaignSchedule("s1", status <= CampaignStatus.Scheduled ? ScheduleState.On : ScheduleState.Ended, status <= CampaignStatus.Scheduled ? now : null),
            DraftedBy = "viewer@example.com",
            EditedBy = ["viewer@example.com"],
            Approvers = ["lead@example.com", "admin@example.com"],
            Approval = status switch { CampaignStatus.Draft => ApprovalState.NotAsked, CampaignStatus.NeedsApproval => ApprovalState.Waiting, _ => ApprovalState.Approved },
            ApprovalExpiresAt = now,
            SubmittedBy = status is CampaignStatus.Draft ? null : "viewer@example.com",
            SubmittedAt = now.AddDays(-1),
            StartsAt = now,
            CreatedAt = now.AddDays(-2),
            UpdatedAt = now.AddDays(-2),
            Definition = new CampaignDefinition
            {
                Name = $"In {status}",
                Audience = new Audience(),
                Channels = [new ChannelChoice { Channel = Channel.Sms }],
                Variants = [new Variant { Id = "A", Content = new Dictionary<Channel, Content> { [Channel.Sms] = new() { Text = "Hi" } } }],
                Schedule = new Schedule { Kind = ScheduleKind.At, At = "2030-01-01T00:00Z" },
            },
        };
        campaign = campaign with { Run = status >= CampaignStatus.Sending ? RunId.Of(campaign.Id, 1) : null };
        await app.Get<CampaignRecords>().AddAsync(campaign);
        if (campaign.Run is { } run)
        {
            await app.Get<RunRecords>().TryAddAsync(new Run
            {
                Id = run,
                Campaign = campaign.Id,
                Workspace = Demo,
                Definition = campaign.Definition,
                Orchestration = run.Orchestration,
                Status = Enum.Parse<RunStatus>($"{status}"),
            });
        }

        return campaign;
    }
}
