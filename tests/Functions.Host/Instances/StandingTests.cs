using System.Globalization;
using System.Net.Http.Json;
using Functions.Host.Instances.Apps;

namespace Functions.Host.Instances;

/// <summary>Campaigns that go out more than once: at an hour, on birthdays, by calls and by events.</summary>
[Collection(nameof(CloudApp))]
public sealed class StandingTests(CloudApp app)
{
    private const int People = 12;

    private static readonly TimeSpan LongestTillTheNextMinute = TimeSpan.FromSeconds(100);

    private readonly Crowd crowd = new("standing", 9, People);

    [AzuriteFact]
    public async Task An_hour_a_birthday_a_call_and_an_event_each_send_what_their_campaign_says_to_everybody_once()
    {
        await app.TwoAsync();
        await app.Admin.ImportAsync(crowd.Csv);
        var (called, triggered) = (await StandAsync(Called()), await StandAsync(Triggered()));
        var (recurring, birthday) = await LaunchForTheNextMinuteAsync();

        // One has bought it before it is heard of what they left. Whoever calls and tells repeats what they say.
        var now = DateTimeOffset.UtcNow;
        await app.Admin.PostAsync("events", new[] { Event("cart_bought", 3, now) });
        for (var times = 0; times < 2; times++)
        {
            await CallAsync(called, "all", Enumerable.Range(1, People));
            await CallAsync(called, "one", [1]);
            await app.Admin.PostAsync("events", Enumerable.Range(1, People).Select(person => Event("cart_left", person, now)));
        }

        await app.UntilTakenAsync(called, People + 1);
        await app.UntilTakenAsync(triggered, People - 1);
        await app.UntilTakenAsync(recurring, People, LongestTillTheNextMinute);
        await app.UntilTakenAsync(birthday, People);

        await AgreesAsync(called, People + 1);
        await AgreesAsync(triggered, People - 1);
        await AgreesAsync(recurring, People);
        await AgreesAsync(birthday, People);
        Assert.DoesNotContain(app.Taken(triggered), message => ((string)message["body"]!).StartsWith("Asha3,", StringComparison.Ordinal));
        foreach (var campaign in new[] { recurring, birthday, called, triggered })
            await app.Admin.PostAsync($"campaigns/{campaign}/cancel");
    }

    private async Task<string> StandAsync(object definition)
    {
        var campaign = await app.Admin.LaunchAsync(definition);
        await app.Admin.UntilStatusAsync(campaign, "active");
        return campaign;
    }

    /// <summary>A campaign of each day and one of birthdays, everybody's being then. On a slow machine the minute may be over before they are launched; then the next one is tried.</summary>
    private async Task<(string Recurring, string Birthday)> LaunchForTheNextMinuteAsync()
    {
        while (true)
        {
            var minute = DateTimeOffset.UtcNow.AddSeconds(65);
            await app.Admin.ImportAsync(crowd.BornOn(minute));
            var (birthday, recurring) = (await app.Admin.LaunchAsync(Birthday(minute)), await app.Admin.LaunchAsync(Recurring(minute)));
            if ((DateTimeOffset)(await app.Admin.GetAsync($"campaigns/{recurring}"))["startsAt"]! < DateTimeOffset.UtcNow.AddHours(1))
                return (recurring, birthday);
            foreach (var campaign in new[] { birthday, recurring })
                await app.Admin.PostAsync($"campaigns/{campaign}/cancel");
        }
    }

    private async Task CallAsync(string campaign, string key, IEnumerable<int> people)
    {
        using var body = JsonContent.Create(new { contacts = people.Select(person => new { contact = Named(person), data = new { order = key } }) });
        body.Headers.Add("Idempotency-Key", key);
        using var answer = await app.Admin.PostAsIsAsync($"campaigns/{campaign}/fire", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Each message once, and as many as the figures say.</summary>
    private async Task AgreesAsync(string campaign, int messages)
    {
        var figures = await app.Admin.UntilAsync($"campaigns/{campaign}/analytics", answer => (int)answer["sent"]! == messages);
        Assert.Equal((messages, 0), ((int)figures["recipients"]!, (int)figures["uncertain"]!));
        var taken = app.Taken(campaign).Select(message => (string)message["idempotencyKey"]!).Distinct().Count();
        var told = app.Taken(campaign).Select(message => $"{message["contact"]} {message["body"]}").Distinct().Count();
        Assert.Equal((messages, messages), (taken, told));
    }

    private Dictionary<string, object> Recurring(DateTimeOffset from)
    {
        var definition = crowd.Campaign("Every day");
        definition["type"] = "recurring";
        definition["schedule"] = new { timezone = "UTC", recurrence = new { every = "day", at = HourOf(from), count = 2 } };
        return definition;
    }

    private Dictionary<string, object> Birthday(DateTimeOffset at)
    {
        var definition = Standing("birthday", "Many happy returns, {{first_name}}.");
        definition["schedule"] = new { timezone = "UTC", at = HourOf(at) };
        return definition;
    }

    private static string HourOf(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private Dictionary<string, object> Called() => Standing("api", "Hi {{first_name}}, your order {{event.order}} is ready.");

    private Dictionary<string, object> Triggered()
    {
        var definition = Standing("triggered", "{{first_name}}, your {{event.item}} waits.");
        definition["trigger"] = new { @event = "cart_left", delay = "PT5S", cancelOn = "cart_bought" };
        return definition;
    }

    private Dictionary<string, object> Standing(string type, string text)
    {
        var definition = crowd.Campaign(type);
        definition.Remove("schedule");
        definition["type"] = type;
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text } } } };
        return definition;
    }

    private object Event(string type, int person, DateTimeOffset time) => new { id = $"{type}-{person}", type, contact = Named(person), time, data = new { item = "lamp" } };

    private object Named(int person) => new { externalId = $"{crowd.Name}-{person}" };
}
