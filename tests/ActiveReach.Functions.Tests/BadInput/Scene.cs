using System.Globalization;
using System.Net;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox.Raw;
using Functions.Embedded.Clock;

namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>A workspace with a campaign in each state that a bad request may be aimed at.</summary>
public sealed class Scene : IAsyncLifetime
{
    private const string Campaigns = "/api/workspaces/demo/campaigns";

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    internal RunningApp App { get; private set; } = null!;

    /// <summary>Puts ids and tokens in the place of names in braces.</summary>
    internal string Fill(string text) => names.Aggregate(text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        // It would forget after two minutes that contacts were to be assigned, while a test looks at what is stored.
        App = await RunningApp.StartWithoutAsync("ResumeOutletAssignments");
        names["webhookSecret"] = App.Get<KeptSecrets>().WebhookSecret("acs");
        names["admin"] = (await App.Admin.GetJsonAsync("/api/workspaces/demo/members")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        names["contact"] = (await App.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = "somebody" })).Text("id");
        names["outlet"] = (await App.Admin.PostJsonAsync("/api/workspaces/demo/outlets", new { name = "The outlet" })).Text("id");
        names["draft"] = await CampaignAsync(new { name = "Only a name" });
        names["scheduled"] = await CampaignAsync(Complete(approval: null));
        await MoveAsync(App.Sender, "scheduled", "launch");
        names["waitingLink"] = await SubmittedAsync("waiting", "P2D");
        names["usedLink"] = await SubmittedAsync("used", "P2D");
        await App.Nobody.SendAsync(HttpMethod.Post, names["usedLink"], "decision=reject&comment=No", "application/x-www-form-urlencoded");
        names["expiredLink"] = await SubmittedAsync("expired", "PT1S");
        await Eventually.SeenAsync("the campaign that nobody approved has expired", HasExpiredAsync, hasExpired => hasExpired);
        await SettleAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>All that is stored, once the callbacks that were taken are, which nobody waits for.</summary>
    public async Task<string> DumpAsync()
    {
        await App.Get<RawWebhooks>().FlushAsync();
        return StoreDump.Of(App.Directory);
    }

    /// <summary>The link goes first, the campaign a second later, as soon as nobody can be early.</summary>
    private async Task<bool> HasExpiredAsync() =>
        (await App.Nobody.GetJsonAsync(names["expiredLink"])).Status is HttpStatusCode.Gone
        && (await App.Admin.GetJsonAsync($"{Campaigns}/{names["expired"]}")).Text("status") is not "needs_approval";

    /// <summary>Until what the preparation has set going is over: the store then changes only by what a test sends.</summary>
    private async Task SettleAsync()
    {
        var (before, calm) = ("", 0);
        await Eventually.SeenAsync("the store stays as it is", Calm, looks => looks >= 10, pause: TimeSpan.FromMilliseconds(50));

        int Calm()
        {
            var now = StoreDump.Of(App.Directory);
            calm = now == before && App.Get<RuntimeActivity>().IsEverythingIdle() ? calm + 1 : 0;
            before = now;
            return calm;
        }
    }

    private static object Complete(object? approval) => new
    {
        name = "Launch",
        type = "one_time",
        audience = new { },
        channels = new[] { new { channel = "sms" } },
        variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{first_name}}" } } } },
        schedule = new { kind = "at", at = TimeProvider.System.GetUtcNow().AddDays(300).ToString("yyyy-MM-dd'T'10:00", CultureInfo.InvariantCulture), timezone = "UTC" },
        approval = approval ?? new { required = false },
    };

    private async Task<string> SubmittedAsync(string name, string timeout)
    {
        names[name] = await CampaignAsync(Complete(new { required = true, approvers = new[] { "lead@example.com" }, timeout }));
        await MoveAsync(App.Viewer, name, "submit");
        var approvals = await App.Admin.GetJsonAsync($"{Campaigns}/{names[name]}/approvals");
        return new Uri(approvals.Json.GetProperty("items")[0].GetProperty("url").GetString()!).AbsolutePath;
    }

    private async Task<string> CampaignAsync(object definition)
    {
        var made = await App.Viewer.PostJsonAsync(Campaigns, definition);
        Assert.True(made.Status is HttpStatusCode.Created, made.Body);
        return made.Text("id");
    }

    private async Task MoveAsync(HttpClient client, string name, string move)
    {
        var moved = await client.SendAsync(HttpMethod.Post, $"{Campaigns}/{names[name]}/{move}");
        Assert.True(moved.Status is HttpStatusCode.OK, moved.Body);
    }
}
