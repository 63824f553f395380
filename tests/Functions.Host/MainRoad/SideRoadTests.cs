
namespace Functions.Host.MainRoad;

/// <summary>Orchestrations that are rung: while they wait, and after they have ended.</summary>
[Collection(nameof(PublishedApp))]
public sealed class SideRoadTests(PublishedApp app)
{
    private const string Lead = "lead@shop.example";
    private const int People = 250;

    [AzuriteFact]
    public async Task A_campaign_is_approved_by_link_paused_and_resumed_and_reaches_everybody_once()
    {
        await app.Admin.ImportAsync(Some.Contacts(People));
        await app.Admin.PostAsync("members", new { email = Lead, name = "Lead", role = "sender" });
        using var lead = app.Somebody(Lead);
        var definition = Some.Campaign("With approval");
        definition["approval"] = new { required = true, approvers = new[] { Lead } };
        var campaign = await app.Admin.DraftAsync(definition);
        using var held = HeldBatches.One(app, campaign);

        await app.Admin.PostAsync($"campaigns/{campaign}/submit");
        await lead.ApproveByLinkAsync(campaign);
        await app.Admin.UntilStatusAsync(campaign, "sending");
        await app.Admin.PostAsync($"campaigns/{campaign}/pause");
        await app.Admin.UntilStatusAsync(campaign, "paused");
        held.LetGo();
        await app.Admin.PostAsync($"campaigns/{campaign}/resume");
        await app.Admin.UntilStatusAsync(campaign, "complete");

        var taken = app.Taken(campaign);
        Assert.Equal((int)(await app.Admin.FinalFiguresAsync(campaign))["sent"]!, taken.Count);
        Assert.Equal(People, taken.Select(message => (string)message["contact"]!).Distinct().Count());
    }

    [AzuriteFact]
    public async Task A_scheduled_campaign_is_cancelled_before_its_hour()
    {
        var definition = Some.Campaign("Never sent");
        definition["schedule"] = new { kind = "at", at = TimeProvider.System.GetUtcNow().AddHours(3) };
        var campaign = await app.Admin.DraftAsync(definition);

        await app.Admin.PostAsync($"campaigns/{campaign}/submit");
        await app.Admin.PostAsync($"campaigns/{campaign}/cancel");
        await app.Admin.UntilStatusAsync(campaign, "cancelled");

        Assert.Empty(app.Taken(campaign));
    }
}
