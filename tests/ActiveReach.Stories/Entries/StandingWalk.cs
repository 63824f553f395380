using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Stories.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Entries;

/// <summary>One walk by a seed, and what must hold of it: after each step, and when all is over.</summary>
internal sealed class StandingWalk : IAsyncDisposable
{
    private const int People = 5;
    private const string Goal = "order_placed";

    private static readonly DateTimeOffset Closes = new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stands = ["scheduled", "active", "paused"];
    private static readonly string[] Over = ["complete", "cancelled"];

    /// <summary>What the carrier's dice say is no matter here.</summary>
    private static readonly (string, string)[] Sure = [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:ClickRate", "0")];

    private readonly Random random;
    private readonly List<string> did = [];
    private readonly Dictionary<string, ContactId> people = [];
    private readonly Dictionary<string, DateTimeOffset> ordered = [];

    /// <summary>Whom each campaign has to do with, and what their message tells of: a call, a cart.</summary>
    private readonly Dictionary<string, List<string>> entered;
    private readonly (string Calls, string Carts) campaigns;
    private StoryHost story;
    private int number;

    private StandingWalk(int seed, StoryHost story, string calls, string carts)
    {
        random = new Random(seed);
        this.story = story;
        campaigns = (calls, carts);
        entered = new() { [calls] = [], [carts] = [] };
    }

    private DateTimeOffset Now => story.Clock.GetUtcNow();

    private IEntries Entries => story.Services.GetRequiredService<IEntries>();

    private string Either => random.Next(2) == 0 ? campaigns.Calls : campaigns.Carts;

    public static async Task<StandingWalk> BeginAsync(int seed)
    {
        var begun = await StoryHost.StartAsync(settings: Sure);
        await begun.Api.ImportAsync(Campaigning.ContactsCsv(People));
        await begun.Api.ImportAsync("external_id,first_name,phone,consent.sms\nc0,Asha0,+919811111111,opted_out\n");
        var walk = new StandingWalk(seed, begun, await LaunchAsync(begun, Standing.Api()), await LaunchAsync(begun, Standing.Cart()));
        foreach (var contact in (await begun.Api.GetAsync("contacts?limit=50"))["items"]!.AsArray())
            walk.people[(string)contact!["externalId"]!] = ContactId.TryParse((string)contact["id"]!, out var id) ? id : throw new FormatException((string)contact["id"]!);
        return walk;
    }

    /// <summary>Somebody does something, and what nobody has done hasn't happened.</summary>
    public async Task StepAsync()
    {
        var before = await LookAsync();
        var asked = await ActAsync();
        await story.AtRestAsync();
        var after = await LookAsync();
        foreach (var (campaign, was) in before)
        {
            var now = after[campaign];
            var expected = asked?.Campaign == campaign ? asked.Value.Status : was.Status is "scheduled" ? "active" : was.Status;
            Assert.True(now.Status == expected || (Now >= Closes && now.Status is "sending" or "active" or "complete" && was.Status is not "cancelled"), Tell($"{campaign} was {was.Status} and is {now.Status} instead of {expected}"));
            if (was.Status == now.Status && was.Status is "paused" or "cancelled")
                Assert.True(was.Sent == now.Sent, Tell($"{campaign} is {now.Status}, and {now.Sent - was.Sent} were sent to"));
        }
    }

    /// <summary>Whoever paused resumes, and time goes on to the end.</summary>
    public async Task EndAsync()
    {
        foreach (var campaign in entered.Keys)
        {
            if ((await LookAsync())[campaign].Status is "paused")
                await MoveAsync(campaign, "resume", "active");
        }

        story.LetTimePass();
        foreach (var (campaign, expected) in entered)
        {
            await story.Api.UntilAsync($"campaigns/{campaign}", answer => Over.Contains((string)answer["status"]!));
            var entries = await Eventually.SeenAsync("nobody waits any more", () => EntriesAsync(campaign), found => found.All(entry => entry.State is not EntryState.Waiting));
            var taken = entries.Count(entry => entry.State is EntryState.Taken);
            var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (long)answer["pending"]! == 0 && (long)answer["recipients"]! == taken);

            Assert.True(expected.Count == entries.Count, Tell($"{expected.Count} entered {campaign}, and there are {entries.Count} entries"));
            Assert.All(entries, entry => Assert.True(entry.State is EntryState.Taken ? entry.Run is not null : entry.Reason is { Length: > 0 }, Tell($"{entry} has no reason")));
            Assert.Equal(taken, figures.Outcomes());
            var sent = story.BodiesOf(campaign).Select(Told).ToList();
            Assert.True(sent.Count == sent.Distinct().Count(), Tell($"Twice: {string.Join(", ", sent.GroupBy(each => each).Where(same => same.Count() > 1).Select(same => same.Key))}"));
            Assert.True(sent.All(expected.Contains), Tell($"Nobody asked for {string.Join(", ", sent.Except(expected))}"));
            Assert.True(sent.Count == (long)figures["sent"]!, Tell($"{sent.Count} were sent to, and the figures say {figures["sent"]}"));
        }
    }

    public ValueTask DisposeAsync() => story.DisposeAsync();

    private static async Task<string> LaunchAsync(StoryHost story, Dictionary<string, object> definition)
    {
        definition["schedule"] = new { kind = "standing", until = "2026-11-26" };
        return await story.StandAsync(definition);
    }

    /// <returns>The state that was asked for, if any.</returns>
    private async Task<(string Campaign, string Status)?> ActAsync()
    {
        switch (random.Next(100))
        {
            case < 25:
                await FireAsync([random.Next(People + 1)]);
                return null;
            case < 32:
                await FireAsync([.. Enumerable.Range(0, People + 1).Where(_ => random.Next(2) == 0).DefaultIfEmpty(1)]);
                return null;
            case < 50:
                await LeaveCartAsync($"c{random.Next(People + 1)}");
                return null;
            case < 58:
                await OrderAsync($"c{random.Next(People + 1)}");
                return null;
            case < 65:
                return await MoveAsync(Either, "pause", "paused");
            case < 73:
                return await MoveAsync(Either, "resume", "active");
            case < 75:
                return await MoveAsync(Either, "cancel", "cancelled");
            case < 80:
                await EditAsync(Either);
                return null;
            case < 94:
                await PassAsync(TimeSpan.FromSeconds(random.Next(600, 5_400)));
                return null;
            case < 96:
                await PassAsync(TimeSpan.FromHours(26));
                return null;
            default:
                await CrashAsync();
                return null;
        }
    }

    private async Task FireAsync(IReadOnlyList<int> contacts)
    {
        var call = ++number;
        did.Add($"call {call} for {string.Join(' ', contacts)}");
        var status = (await LookAsync())[campaigns.Calls].Status;
        var stands = Now < Closes && Stands.Contains(status);
        var body = contacts is [var only] ? (object)new { contact = Named(only), data = new { order = call } } : new { contacts = contacts.Select(each => new { contact = Named(each), data = new { order = call } }) };
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/demo/campaigns/{campaigns.Calls}/fire") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"call-{call}"));
            using var answer = await story.Sender.RawAsync(request);
            Assert.True((int)answer.StatusCode == (stands ? 202 : 409), Tell($"The call was answered {(int)answer.StatusCode}"));
            await PerhapsCrashAsync();
        }

        if (stands)
            entered[campaigns.Calls].AddRange(contacts.Select(contact => $"Asha{contact} {call}"));
    }

    private async Task LeaveCartAsync(string contact)
    {
        var cart = ++number;
        did.Add($"cart {cart} of {contact}");
        var waiting = await WaitingAsync(contact);
        for (var (times, at) = (random.Next(1, 3), Now); times > 0; times--)
        {
            await story.HappensAsync("cart_abandoned", contact, $"cart-{cart}", new { item = $"item-{cart}" }, at);
            await PerhapsCrashAsync();
        }

        // Whether it has entered isn't answered: the campaign may be over, or an order of the same moment has cancelled it.
        await story.AtRestAsync();
        if ((await WaitingAsync(contact)).Count > waiting.Count)
            entered[campaigns.Carts].Add($"Asha{contact[1..]} item-{cart}");
        else
            Assert.True(Now >= Closes || (await LookAsync())[campaigns.Carts].Status is "cancelled" || ordered.GetValueOrDefault(contact) == Now, Tell($"The cart of {contact} is lost"));
    }

    private async Task OrderAsync(string contact)
    {
        did.Add($"order of {contact}");
        var waiting = await WaitingAsync(contact);
        await story.HappensAsync(Goal, contact, $"order-{++number}", new { total = 5 });
        ordered[contact] = Now;
        await PerhapsCrashAsync();
        var now = (await Entries.FindAsync(new CampaignId(campaigns.Carts), waiting)).ToList();
        Assert.True(now.All(entry => entry is { State: EntryState.Cancelled, Reason: Goal or EntryReason.Cancelled or EntryReason.Ended }), Tell($"{contact} has ordered, and there are {string.Join(", ", now)}"));
    }

    /// <summary>Nothing but what is allowed is possible, and all that is.</summary>
    private async Task<(string Campaign, string Status)?> MoveAsync(string campaign, string move, string status)
    {
        did.Add($"{move} {campaign}");
        var isAllowed = await AllowsAsync(campaign, move);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/demo/campaigns/{campaign}/{move}");
        using var answer = await story.Sender.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode ? isAllowed : !isAllowed && (int)answer.StatusCode is 409, Tell($"It was answered {(int)answer.StatusCode}"));
        await PerhapsCrashAsync();
        return isAllowed ? (campaign, status) : null;
    }

    private async Task EditAsync(string campaign)
    {
        did.Add($"edit {campaign}");
        if (!await AllowsAsync(campaign, "edit"))
            return;
        var text = campaign == campaigns.Calls ? "Hi {{first_name}}, your order {{event.order}} is ready" : "{{first_name}}, your {{event.item}} is still in the cart";
        await story.EditAsync(campaign, new { variants = new[] { new { id = "A", content = new { sms = new { text = $"{text} (version {++number})." } } } } });
        await PerhapsCrashAsync();
    }

    private Task PassAsync(TimeSpan time)
    {
        did.Add($"{time} pass");
        return story.PassAsync(time);
    }

    private Task PerhapsCrashAsync() => random.Next(8) == 0 ? CrashAsync() : Task.CompletedTask;

    /// <summary>In the middle of whatever it is at.</summary>
    private async Task CrashAsync()
    {
        did.Add("crash");
        var now = Now;
        await story.CrashAsync();
        story = await StoryHost.StartAsync(story.Directory, now, settings: Sure);
    }

    private async Task<Dictionary<string, (string Status, int Sent)>> LookAsync()
    {
        var seen = new Dictionary<string, (string, int)>();
        foreach (var campaign in entered.Keys)
            seen[campaign] = ((string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!, story.BodiesOf(campaign).Count);
        return seen;
    }

    private async Task<bool> AllowsAsync(string campaign, string move) => (await story.Api.GetAsync($"campaigns/{campaign}"))["allowed"]!.AsArray().Any(each => (string)each! == move);

    /// <summary>Without those who are due at this moment: they may be taken or not.</summary>
    private async Task<IReadOnlyList<EntryKey>> WaitingAsync(string contact) =>
        [.. (await Entries.OfAsync(new CampaignId(campaigns.Carts), people[contact])).Where(entry => entry.State is EntryState.Waiting && (entry.DueAt - Now).Duration() > TimeSpan.FromSeconds(5)).Select(entry => entry.Key)];

    private async Task<IReadOnlyList<Entry>> EntriesAsync(string campaign)
    {
        var found = new List<Entry>();
        foreach (var contact in people.Values)
            found.AddRange(await Entries.OfAsync(new CampaignId(campaign), contact));
        return found;
    }

    private static object Named(int contact) => new { externalId = $"c{contact}" };

    /// <summary>Whom a text is for, and the call or the cart that it tells of.</summary>
    private static string Told(string body)
    {
        var (name, rest) = (body.Split(',')[0].Replace("Hi ", "", StringComparison.Ordinal), body.Split(" your ")[1].Replace("order ", "", StringComparison.Ordinal));
        return $"{name} {rest.Split(' ')[0]}";
    }

    private string Tell(string what) => $"{what}, after:\n{string.Join('\n', did)}";
}
