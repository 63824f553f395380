using Functions.Host.Instances.Apps;
using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>A version is deployed while campaigns are under way: its instances come, and those of the version before go when what they do is done.</summary>
[Collection(nameof(CloudApp))]
public sealed class DeploymentTests(CloudApp app)
{
    private const string Approver = "deputy@shop.example";

    private readonly Crowd waiting = new("waiting", 6, 60);
    private readonly Crowd sending = new("sending", 7, 400);
    private readonly Crowd tested = new("tested", 8, 60);

    [AzuriteFact]
    public async Task Campaigns_under_way_go_to_their_end_on_the_instances_of_the_next_version()
    {
        var before = app.Serving;
        await app.Admin.PostAsync("members", new { email = Approver, name = "Deputy", role = "sender" });
        using var approver = app.Somebody(Approver);
        foreach (var crowd in new[] { waiting, sending, tested })
            await app.Admin.ImportAsync(crowd.Csv);
        var approved = await app.Admin.DraftAsync(Asked());
        await app.Admin.PostAsync($"campaigns/{approved}/submit");
        var compared = await app.Admin.LaunchAsync(Compared());
        await app.UntilTakenAsync(compared, 1);
        var next = await app.JoinAsync();
        var sent = await app.Admin.DraftAsync(sending.Campaign("Is being sent"));
        using var held = HeldBatches.One(app, sent);
        await app.Admin.PostAsync($"campaigns/{sent}/launch");
        await app.UntilTakenAsync(sent, 1);
        Assert.InRange(app.Taken(sent).Count, 1, sending.Count - 1);
        held.LetGo();

        foreach (var instance in before)
            await instance.DisposeAsync();
        await approver.ApproveByLinkAsync(approved);
        await app.Admin.UntilAsync($"campaigns/{compared}", answer => ((string?)answer["statusReason"])?.Contains("no clear winner", StringComparison.Ordinal) == true);
        await app.Admin.PostAsync($"campaigns/{compared}/experiment/decide", new { variant = "B" });

        foreach (var (campaign, crowd) in new[] { (approved, waiting), (sent, sending), (compared, tested) })
        {
            await app.Admin.UntilStatusAsync(campaign, "complete");

            // What they have sent is reported whether they are there or not; their carriers went with them.
            await app.DeliveredAsync([.. before.SelectMany(instance => instance.Taken(campaign))]);
            var figures = await app.AgreesAsync(campaign, crowd.Count);
            Assert.Equal(crowd.Count, (int)figures["sent"]!);
        }

        Assert.NotEmpty(next.Taken(compared));
    }

    private Dictionary<string, object> Asked()
    {
        var definition = waiting.Campaign("Waits for its approval");
        definition["approval"] = new { required = true, approvers = new[] { Approver } };
        return definition;
    }

    /// <summary>Nobody replies, so that somebody has to decide, however long the deployment takes.</summary>
    private Dictionary<string, object> Compared()
    {
        var definition = tested.Campaign("Waits for the end of its test");
        definition["variants"] = new[] { Some.Variant("A"), Some.Variant("B") };
        definition["experiment"] = new { sample = 0.5, metric = "reply", duration = "PT15S", onInconclusive = "hold" };
        return definition;
    }
}
