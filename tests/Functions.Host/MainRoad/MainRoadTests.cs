using System.Text;
using System.Text.Json.Nodes;
using Functions.Host.Storage;

namespace Functions.Host.MainRoad;

/// <summary>The same road as in the embedded host, on the host, the queues and the Durable back end of the cloud.</summary>
[Collection(nameof(PublishedApp))]
public sealed class MainRoadTests(PublishedApp app)
{
    private const int People = 250;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [AzuriteFact]
    public async Task A_campaign_goes_from_the_first_admins_entry_to_its_final_figures()
    {
        await app.UntilAsync("audit", _ => true, Limit);
        var key = await app.PostAsync("keys", new { name = "main road", role = "admin" });
        app.UseKey((string)key["key"]!);

        await app.PatchAsync("settings", new { senders = new { sms = "+18005550111" } });

        var import = (string)(await app.PostAsync("contacts/import?mode=upsert", new StringContent(Contacts(), Encoding.UTF8, "text/csv")))["jobId"]!;
        var imported = await app.UntilAsync($"contacts/import/{import}", job => (string)job["state"]! is "complete" or "failed", Limit);
        Assert.Equal("complete", (string)imported["state"]!);

        var campaign = (string)(await app.PostAsync("campaigns", Definition))["id"]!;
        await app.PostAsync($"campaigns/{campaign}/launch");
        await app.UntilAsync($"campaigns/{campaign}", state => (string)state["status"]! is "complete" or "failed" or "cancelled", Limit);

        var figures = await app.UntilAsync($"campaigns/{campaign}/analytics", found => (bool)found["final"]!, Limit);
        Assert.Equal(People, (int)figures["recipients"]!);
        Assert.Equal(People, new[] { "delivered", "bounced", "failed", "pending" }.Sum(name => (int)figures[name]!) + figures["skipped"]!.AsObject().Sum(one => (int)one.Value!));
        Assert.Equal(0, (int)figures["pending"]!);
        var taken = app.Taken(campaign);
        Assert.Equal((int)figures["sent"]!, taken.Count);
        Assert.Equal(People, taken.Select(message => (string)message["contact"]!).Distinct().Count());
        Assert.InRange((int)figures["delivered"]!, People * 9 / 10, People);
        Assert.InRange((int)figures["clicked"]! + (int)figures["machineClicked"]!, 1, People);
    }

    private static object Definition => new
    {
        name = "Diwali launch",
        type = "one_time",
        audience = new { },
        channels = new[] { new { channel = "sms" } },
        variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{first_name}}, it's here: {{link 'https://shop.example/new'}}" } } } },
        schedule = new { kind = "now" },
        approval = new { required = false },
        quietHours = false,
        replyWindow = "PT2S",
    };

    private static string Contacts() => string.Join('\n', Enumerable.Range(1, People)
        .Select(number => $"c{number},Asha{number},+9198{number:00000000},Pune,IN,opted_in")
        .Prepend("external_id,first_name,phone,city,country,consent.sms"));
}
