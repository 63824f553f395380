using System.Text.Json.Nodes;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Links;
using ActiveReach.Workspaces;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>The app with a campaign whose messages were handed to a carrier that reports only what the test says. Time jumps while
/// nothing goes on.</summary>
internal sealed class SentCampaign : IAsyncDisposable
{
    public const string Secret = "s3cret&of the tests";
    public static readonly DateTimeOffset Start = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchNumber Batch = BatchNumber.Of(Stage.Rest, Channel.Sms, 0);
    private IDisposable? hold;

    private SentCampaign(RunningApp app) => App = app;

    public RunningApp App { get; }

    public Run Run { get; private set; } = null!;

    public Workspace Workspace { get; private set; } = null!;

    public IReadOnlyList<Recipient> People { get; private set; } = [];

    public string CampaignPath => $"/api/workspaces/demo/campaigns/{Run.Campaign}";

    /// <summary>With the clock held until <see cref="LetTimePass"/>.</summary>
    /// <param name="sender">The campaign's own; null for the workspace's.</param>
    /// <param name="topic">What the messages are about.</param>
    /// <param name="now">Five minutes after <see cref="Start"/> without it.</param>
    /// <param name="goal">What it counts as conversion.</param>
    /// <param name="settings">Of the app, besides the secret of its webhook.</param>
    public static async Task<SentCampaign> StartAsync(
        int people, string? sender = null, string? topic = null, DateTimeOffset? now = null, ConversionGoal? goal = null, params (string Key, string Value)[] settings)
    {
        var app = await RunningApp.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("ActiveReach:WebhookSecrets:acs", Secret), .. settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))]);
            builder.Services.AddSimulatedClock(now ?? Start.AddMinutes(5));
        });
        var sent = new SentCampaign(app) { hold = app.Get<RuntimeActivity>().Begin("test") };
        await sent.PrepareAsync(people, sender, topic, goal);
        return sent;
    }

    public SimulatedTimeProvider Clock => App.Get<SimulatedTimeProvider>();

    public void HoldTime() => hold ??= App.Get<RuntimeActivity>().Begin("test");

    public void LetTimePass() => Interlocked.Exchange(ref hold, null)?.Dispose();

    public LedgerAddress AddressOf(int person) => Batch.Row(Run.Id, 0, person);

    /// <summary>The message as the carrier got it.</summary>
    public OutgoingMessage MessageTo(int person) =>
        App.Get<MessageComposer>().Compose(Run, AddressOf(person), "A", Channel.Sms, People[person], Workspace).Message!;

    public string PathTo(LinkPurpose purpose, int person, int link = 0) =>
        $"/{purpose switch { LinkPurpose.Click => 'r', LinkPurpose.Open => 'o', _ => 'u' }}/{App.Get<LinkTokens>().Write(purpose, new LinkToken(Run.Number, AddressOf(person), link))}";

    public string LinkTo(int person) => new Uri(MessageTo(person).Text.Split(' ')[^1]).AbsolutePath;

    /// <summary>Plans the run and hands its messages over.</summary>
    /// <param name="resultOf">What becomes of each person's; handed without it.</param>
    /// <param name="variantOf">A without it.</param>
    /// <param name="occurrenceOf">None without it.</param>
    public async Task HandOverAsync(Func<int, RowResult>? resultOf = null, Func<int, string>? variantOf = null, Func<int, string>? occurrenceOf = null)
    {
        var store = App.Get<ILedger>();
        await store.OpenAsync(new LedgerRun(Run.Id, Run.Workspace, Run.Campaign, Shards.Least, false, Run.StartedAt, Run.Definition.Conversion?.Event, Run.Definition.Conversion?.Window), Fence.Of(Run));
        IReadOnlyList<LedgerRow> rows = [.. People.Select((person, row) => new LedgerRow
        {
            Address = AddressOf(row),
            Campaign = Run.Campaign,
            Contact = person.Id,
            Occurrence = occurrenceOf?.Invoke(row) ?? "",
            Channel = Channel.Sms,
            State = LedgerState.Planned,
            Variant = variantOf?.Invoke(row) ?? "A",
            AddressKey = AddressKey.Of(Run.Workspace, Channel.Sms, person.Phone!),
        })];
        await store.ClaimAddressesAsync(Run.Id, [.. rows.Select(row => new AddressClaim(row.AddressKey!.Value, row.Contact, row.Address))]);
        Assert.True(await store.AddAsync(Run.Id, 0, [new NewBatch(Batch, rows)]));
        await store.SealAsync(Run.Id, Stage.TestSlice, Stage.Rest);
        var ledger = App.Get<SendLedger>();
        var outcomes = rows.Select(row => resultOf?.Invoke(row.Address.Row) ?? RowResult.Handed)
            .Select((result, row) => new RowOutcome(row, result, Start, result is RowResult.Skipped ? SkipReason.OptedOut : null)).ToList();
        var called = outcomes.Where(outcome => outcome.Result is not RowResult.Skipped).Select(outcome => outcome.Row);
        var answer = await ledger.ClaimAsync(new BatchMessage("demo", Run.Id.Value, Stage.Rest, 0, Batch.Value, Run.Epoch));
        Assert.Equal(ClaimVerdict.Taken, answer.Verdict);
        Assert.True(await ledger.MarkCallingAsync(answer.Claim!, new CallingRows([.. called], Start, null), [.. outcomes.Where(outcome => outcome.Result is RowResult.Skipped)]));
        await ledger.SettleBatchAsync(answer.Claim!, [.. outcomes.Where(outcome => outcome.Result is not RowResult.Skipped)]);
    }

    public Task<Answer> PostEventsAsync(params IReadOnlyList<JsonObject> events) =>
        App.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(Secret)}", JsonSerializer.Serialize(events));

    public JsonObject Receipt(int person, string status = "Delivered") => Event($"receipt-{person}-{status}", "SMSDeliveryReportReceived", new JsonObject
    {
        ["messageId"] = $"m-{person}",
        ["from"] = "+18005550100",
        ["to"] = People[person].Phone,
        ["deliveryStatus"] = status,
        ["receivedTimestamp"] = Start.AddSeconds(1),
        ["tag"] = AddressOf(person).ToString(),
    });

    public JsonObject Bounce(int person) => Event($"bounce-{person}", "EmailDeliveryReportReceived", new JsonObject
    {
        ["messageId"] = $"m-{person}",
        ["sender"] = "hello@demo.example",
        ["status"] = "Bounced",
        ["deliveryAttemptTimeStamp"] = Start.AddSeconds(2),
        ["tag"] = AddressOf(person).ToString(),
    });

    public JsonObject Text(int person, string text, int second = 10) => Event($"text-{person}-{second}", "SMSReceived", new JsonObject
    {
        ["messageId"] = $"t-{person}",
        ["from"] = People[person].Phone,
        ["to"] = "+18005550100",
        ["message"] = text,
        ["receivedTimestamp"] = Start.AddSeconds(second),
    });

    public async Task<JsonElement> AnalyticsAsync(string query = "") => (await App.Viewer.GetJsonAsync($"{CampaignPath}/analytics{query}")).Json;

    /// <summary>Why the person may not be sent texts now; null when they may.</summary>
    public async Task<string?> RefusalAsync(int person)
    {
        var people = await App.Get<IAudienceReader>().ReadAsync(Workspace.Id, [People[person].Id]);
        return MayReach.Refusal(people[People[person].Id], Channel.Sms);
    }

    /// <summary>Waits until nothing is left in the inbox but what is parked.</summary>
    public Task SettleAsync()
    {
        var far = Start.AddYears(10);
        return Eventually.SeenAsync("no event waits any more", () => App.Get<IEngagementInbox>().LeftOverAsync(far, far, 1), waiting => waiting.Count == 0);
    }

    public async ValueTask DisposeAsync()
    {
        LetTimePass();
        await App.DisposeAsync();
    }

    private static JsonObject Event(string id, string type, JsonObject inner) => new()
    {
        ["id"] = id,
        ["topic"] = "/subscriptions/x",
        ["subject"] = "x",
        ["eventType"] = "Microsoft.Communication." + type,
        ["eventTime"] = Start.AddSeconds(5),
        ["data"] = inner,
    };

    private async Task PrepareAsync(int people, string? sender, string? topic, ConversionGoal? goal)
    {
        if (topic is not null)
            await App.Admin.PatchJsonAsync("/api/workspaces/demo/settings", new { topics = new Dictionary<string, object> { [topic] = new { name = topic } } });
        Workspace = (await App.Get<WorkspaceRegister>().FindAsync(new WorkspaceId("demo")))!;
        for (var i = 0; i < people; i++)
            Assert.True((int)(await App.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = $"p{i}", firstName = $"P{i}", phone = $"+1415555{1000 + i}" })).Status < 300);
        People = await App.Get<IAudienceReader>().PageAsync(ResolvedAudience.Everybody(Workspace, Start), default, people);
        var draft = await App.Sender.PostJsonAsync("/api/workspaces/demo/campaigns", new
        {
            name = "Launch",
            topic,
            audience = new { },
            channels = new[] { new { channel = "sms" } },
            variants = new[] { new { id = "A", content = new { sms = new { text = "Hi {{first_name}} {{link 'https://shop.example/new'}}" } } } },
        });
        var campaign = (await App.Get<CampaignRecords>().FindAsync(Workspace.Id, new CampaignId(draft.Text("id"))))!;
        var id = RunId.Of(campaign.Id, 1);
        Run = new Run
        {
            Id = id,
            Number = await App.Get<RunNumbers>().ClaimAsync(id),
            Links = MessageComposer.PlacesOf(campaign.Definition),
            Campaign = campaign.Id,
            Workspace = Workspace.Id,
            // Past the validation, as a run of a sender that the workspace has given up.
            Definition = campaign.Definition with { Channels = [new ChannelChoice { Channel = Channel.Sms, Sender = sender }], Conversion = goal },
            Orchestration = RunId.Of(campaign.Id, 1).Orchestration,
            Status = RunStatus.Sending,
            Stage = Stage.Rest,
            StartedAt = Start,
        };
        Assert.True(await App.Get<RunRecords>().TryAddAsync(Run));
        Run = (await App.Get<RunRecords>().FindAsync(Run.Id))!;
        Assert.NotNull(await App.Get<CampaignRecords>().TryUpdateAsync(campaign with { Status = CampaignStatus.Sending, RunsStarted = 1, Run = Run.Id }));
    }
}
