using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;

namespace ActiveReach.Stories.Golden;

/// <summary>Stories whose histories are kept: together they pass through every chapter of a campaign.</summary>
internal static class RecordedScenes
{
    public static IReadOnlyDictionary<string, Func<Task<IReadOnlyCollection<RecordedHistory>>>> All { get; } =
        new Dictionary<string, Func<Task<IReadOnlyCollection<RecordedHistory>>>>
        {
            ["whole-road"] = WholeRoadAsync,
            ["approval-lapsed"] = ApprovalLapsedAsync,
            ["start-edited"] = StartEditedAsync,
            ["experiment-held"] = ExperimentHeldAsync,
            ["cancelled"] = CancelledAsync,
            ["in-review"] = InReviewAsync,
        };

    /// <summary>Approved by link, tested, sent, tried on the next channel, answered.</summary>
    private static async Task<IReadOnlyCollection<RecordedHistory>> WholeRoadAsync()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "0.6")]);
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(200));
        var definition = Some.Test("send_best");
        definition["delivery"] = "first_reachable";
        definition["approval"] = new { required = true, approvers = new[] { "lead@example.com" } };
        definition["quietHours"] = true;
        var campaign = await story.Viewer.DraftAsync(definition);
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        await story.AtRestAsync();
        recorder.KeepWaiting($"campaign-{campaign}-1");

        await story.ApproveByLinkAsync(campaign);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();
        return recorder.Histories;
    }

    private static async Task<IReadOnlyCollection<RecordedHistory>> ApprovalLapsedAsync()
    {
        await using var story = await StoryHost.StartAsync();
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Sender.DraftAsync(Some.Campaign());
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "cancelled");
        await story.AtRestAsync();
        return recorder.Histories;
    }

    private static async Task<IReadOnlyCollection<RecordedHistory>> StartEditedAsync()
    {
        await using var story = await StoryHost.StartAsync();
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = "2026-12-25T10:00", timezone = "Asia/Kolkata" };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.AtRestAsync();
        recorder.KeepWaiting($"campaign-{campaign}-1");

        await story.EditAsync(campaign, new { schedule = new { kind = "at", at = "2026-11-24T10:00", timezone = "Asia/Kolkata" } });
        await story.AtRestAsync();
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();
        return recorder.Histories;
    }

    /// <summary>A person decides what the test left open.</summary>
    private static async Task<IReadOnlyCollection<RecordedHistory>> ExperimentHeldAsync()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0")]);
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(40));
        var campaign = await story.Api.LaunchAsync(Some.Test("hold"));
        story.LetTimePass();
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("hold", StringComparison.Ordinal) == true);
        story.HoldTime();
        await story.AtRestAsync();
        recorder.KeepWaiting($"run-{campaign}.1");

        await story.Sender.PostAsync($"campaigns/{campaign}/experiment/decide", new { variant = "B" });
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();
        return recorder.Histories;
    }

    /// <summary>Waits for a vendor's word on its template.</summary>
    private static async Task<IReadOnlyCollection<RecordedHistory>> InReviewAsync()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReviewDelayMs", "7200000")]);
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.AtRestAsync();
        recorder.KeepWaiting($"campaign-{campaign}-1");

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();
        return recorder.Histories;
    }

    private static async Task<IReadOnlyCollection<RecordedHistory>> CancelledAsync()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:RatePerMinute", "30")]);
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(200));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! > 0);
        await story.Api.PostAsync($"campaigns/{campaign}/cancel");
        story.LetTimePass();
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["pending"]! == 0);
        await story.Api.UntilAsync($"campaigns/{campaign}/runs", runs => runs["items"]![0]!["finalAt"] is not null);
        await story.AtRestAsync();
        return recorder.Histories;
    }
}
