using Functions.Host.Instances.Apps;

namespace Functions.Host.Instances;

/// <summary>P12 across instances. It takes more than a minute, most of it waiting, so that it has an app of its own and goes beside the others.</summary>
public sealed class LimitTests(LimitedApp app) : IClassFixture<LimitedApp>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Crowd crowd = new("limited", 9, LimitedApp.PerMinute + 20);

    [AzuriteFact]
    public async Task Two_instances_together_never_exceed_the_limit_in_any_minute_and_use_most_of_it()
    {
        var (one, other) = await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);

        var campaign = await app.Admin.LaunchAsync(crowd.Campaign("Limited"));
        await app.Admin.UntilStatusAsync(campaign, "complete", Minute * 3);

        await app.AgreesAsync(campaign, crowd.Count);
        Assert.NotEmpty(one.Taken(campaign));
        Assert.NotEmpty(other.Taken(campaign));
        var times = app.Taken(campaign).Select(message => (DateTimeOffset)message["time"]!).Order().ToList();
        Assert.All(times, from => Assert.InRange(times.Count(time => time >= from && time < from + Minute), 1, LimitedApp.PerMinute));
        var perMinute = (times.Count - 1) / ((times[^1] - times[0]) / Minute);
        Assert.True(perMinute > 0.7 * LimitedApp.PerMinute, $"{perMinute:F0} messages a minute went, where {LimitedApp.PerMinute} might have.");
    }
}
