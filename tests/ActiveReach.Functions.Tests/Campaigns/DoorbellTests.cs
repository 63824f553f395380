using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Functions.Tests.Campaigns;

public sealed class DoorbellTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private readonly RunningApp app = fixture.App;
    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-11-01T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task A_submission_starts_its_orchestration_and_leaves_nothing_pending()
    {
        var id = await app.Viewer.DraftAsync();
        await app.Viewer.MoveAsync(id, "submit");
        Assert.Empty(await app.Get<PendingIntents>().PendingForAsync("demo", $"campaign-{id}-1"));
        Assert.NotNull(await app.Get<DurableTaskClient>().GetInstanceAsync($"campaign-{id}-1", CancellationToken.None));
    }

    [Fact]
    public async Task What_could_not_be_started_stays_pending_until_it_can()
    {
        await using var own = await WithoutReconcilerAsync();
        var intents = own.Get<PendingIntents>();
        var campaign = await own.PlaceAsync(CampaignStatus.Draft);
        var start = Intent.ToStart("CampaignLife", $"later-{campaign.Id}", "{}");
        var ring = Intent.ToRing($"later-{campaign.Id}", Doorbell.Start, "1");
        await own.Get<CampaignRecords>().TryUpdateAsync(campaign with { Revision = 1 }, [start, ring]);
        var doorbells = new Doorbells(intents, own.Get<RunWriter>(), clock, NullLogger<Doorbells>.Instance);

        var client = new MoodyClient { IsDown = true };
        await doorbells.DeliverAsync(client, "demo", start.Orchestration);
        Assert.Equal([start, ring], (await intents.PendingForAsync("demo", start.Orchestration)).Select(each => each.Intent));

        client.IsDown = false;
        await doorbells.DeliverAsync(client, "demo", start.Orchestration);
        Assert.Empty(await intents.PendingForAsync("demo", start.Orchestration));
        Assert.Equal([$"start CampaignLife {start.Orchestration}", $"ring {Doorbell.Start} {start.Orchestration}"], client.Heard);
    }

    [Fact]
    public async Task Starting_what_runs_already_is_as_good_as_starting_it()
    {
        var intents = app.Get<PendingIntents>();
        var campaign = await app.PlaceAsync(CampaignStatus.Draft);
        await app.Get<CampaignRecords>().TryUpdateAsync(campaign with { Revision = 1 }, [Intent.ToStart("CampaignLife", $"twice-{campaign.Id}", "{}")]);
        var client = new MoodyClient { Knows = $"twice-{campaign.Id}" };
        await new Doorbells(intents, app.Get<RunWriter>(), clock, NullLogger<Doorbells>.Instance).DeliverAsync(client, "demo", client.Knows);
        Assert.Empty(await intents.PendingForAsync("demo", client.Knows));
        Assert.Empty(client.Heard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Five_hundred_intents_that_nobody_can_carry_out_do_not_keep_a_live_one_from_its_turn(bool hang)
    {
        await using var own = await WithoutReconcilerAsync();
        var campaign = await own.PlaceAsync(CampaignStatus.Draft);
        var live = Intent.ToRing($"live-{campaign.Id}", Doorbell.Start, "1");
        var written = campaign with { Revision = 1 };
        foreach (var some in Enumerable.Range(0, 500).Select(n => Intent.ToRing($"dead-{n}", Doorbell.Start, "1")).Append(live).Chunk(90))
            written = (await own.Get<CampaignRecords>().TryUpdateAsync(written, some))!;
        var intents = own.Get<PendingIntents>();
        var doorbells = new Doorbells(intents, app.Get<RunWriter>(), clock, NullLogger<Doorbells>.Instance) { Patience = TimeSpan.FromMilliseconds(hang ? 100 : 10_000) };
        var client = new MoodyClient { Fails = id => id.StartsWith("dead-", StringComparison.Ordinal), Hangs = hang };

        await doorbells.DeliverDueAsync(client);
        Assert.Equal([$"ring {Doorbell.Start} {live.Orchestration}"], client.Heard);
        Assert.Empty(await intents.DueAsync(clock.GetUtcNow(), 10));

        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(10, (await intents.DueAsync(clock.GetUtcNow(), 10)).Count);
        client.Hangs = false;
        await doorbells.DeliverDueAsync(client);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(await intents.DueAsync(clock.GetUtcNow(), 10));
        clock.Advance(TimeSpan.FromSeconds(61));
        client.Fails = _ => false;
        await doorbells.DeliverDueAsync(client);
        Assert.Empty(await intents.DueAsync(DateTimeOffset.MaxValue, 10));
    }

    /// <summary>The Durable extension refuses such a ring by default, and is silent with the app's host.json.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("true")]
    public async Task A_ring_to_an_orchestration_that_has_ended_or_never_was_is_delivered(string? throws)
    {
        await using var own = await RunningApp.StartAsync(builder => builder.Configuration["AzureFunctionsJobHost:extensions:durableTask:throwStatusExceptionsOnRaiseEvent"] = throws);
        var (intents, client) = (own.Get<PendingIntents>(), own.Get<DurableTaskClient>());
        var ended = await own.Viewer.DraftAsync();
        await own.Viewer.MoveAsync(ended, "submit");
        await client.WaitForInstanceCompletionAsync($"approval-notice-{ended}-1");
        var campaign = await own.PlaceAsync(CampaignStatus.Draft);
        await own.Get<CampaignRecords>().TryUpdateAsync(
            campaign with { Revision = 1 }, [Intent.ToRing($"approval-notice-{ended}-1", Doorbell.Approval, "1"), Intent.ToRing("never-was", Doorbell.Start, "1")]);

        await own.Get<Doorbells>().DeliverDueAsync(client);

        Assert.Empty(await intents.DueAsync(DateTimeOffset.MaxValue, 10));
        var ring = client.RaiseEventAsync("never-was", Doorbell.Start);
        Assert.Equal(throws is null ? null : StatusCode.NotFound, (await Record.ExceptionAsync(() => ring) as RpcException)?.StatusCode);
    }

    /// <summary>At the full minute the app's own reconciler would carry out by itself what waits.</summary>
    private static Task<RunningApp> WithoutReconcilerAsync() => RunningApp.StartWithoutAsync(nameof(ReconcileIntents));

    /// <summary>A runtime that can be out of reach.</summary>
    private sealed class MoodyClient() : DurableTaskClient("moody")
    {
        public bool IsDown
        {
            set => Fails = _ => value;
        }

        public Func<string, bool> Fails { get; set; } = _ => false;

        public bool Hangs { get; set; }

        public string? Knows { get; init; }

        public List<string> Heard { get; } = [];

        public override Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
        {
            Hear(options!.InstanceId!, $"start {orchestratorName.Name} {options.InstanceId}");
            return Task.FromResult(options.InstanceId!);
        }

        public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
        {
            if (Hangs && Fails(instanceId))
                await Task.Delay(Timeout.Infinite, cancellation);
            Hear(instanceId, $"ring {eventName} {instanceId}");
        }

        public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            Task.FromResult(instanceId == Knows ? new OrchestrationMetadata("CampaignLife", instanceId) : null);

        public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

        public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

        public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

        public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

        public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Hear(string instance, string what)
        {
            if (Fails(instance))
                throw new IOException("The runtime is out of reach.");
            lock (Heard)
                Heard.Add(what);
        }
    }
}
