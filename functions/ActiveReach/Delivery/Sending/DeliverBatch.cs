using ActiveReach.Audiences;
using ActiveReach.Audiences.Devices;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery.Attaching;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Stages;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Media.Attached;
using ActiveReach.Outlets;
using ActiveReach.Providers;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>What a delivery leads to outside the ledger.</summary>
/// <param name="Ring">Who is to be rung now; null for nobody. A ring that gets lost is made up for by the watchdog of the stage.</param>
/// <param name="Met">What the batch met that people are to be told of; null for nothing.</param>
public readonly record struct BatchFollowUp(StageRing? Ring, Hindrance? Met = null);

/// <summary>A stage that is settled, and the orchestration that waits for it.</summary>
public sealed record StageRing(string Orchestration, int Stage);

/// <summary>Sends one batch: permit, claim, consent and hours once more, render, caps, mark, call, settle; then the next batch of its lane is put.
/// A limit, an outage, an hour or a pause is not a failure: what was not sent goes back to planned, and a delayed message brings the
/// batch back. It never sleeps, and it may be called any number of times for the same message.</summary>
/// <param name="devices">Those that push messages go to; null where none are sent.</param>
/// <param name="entries">What messages of standing runs are for; null where there are none.</param>
/// <param name="freeTexts">Who may get free words where others get a template; null where everybody may.</param>
/// <param name="attachments">The files that go with mails; null where none do.</param>
public sealed class DeliverBatch(
    SendLedger ledger,
    StageLedger stages,
    ILedger addresses,
    RunRecords runs,
    WorkspaceRegister workspaces,
    IAudienceReader audiences,
    IMessageComposer composer,
    ITouches touches,
    KeptPlaces kept,
    PersonalLinks links,
    OutletDirectories outlets,
    SuppressedAddresses suppressions,
    OutletVerdicts verdicts,
    IProviders providers,
    IMessageQueue queue,
    Throttle throttle,
    DeliveryMeter meter,
    DeliveryOptions options,
    TimeProvider clock,
    DeviceRegister? devices = null,
    IEntries? entries = null,
    FreeTexts? freeTexts = null,
    AttachedFiles? attachments = null)
{
    private readonly BatchDevices addressing = new(devices, clock);
    private readonly BatchAttachments attaching = new(attachments, clock);
    private readonly BatchLane lane = new(ledger, stages, queue, options, clock);

    public async Task<BatchFollowUp> DeliverAsync(BatchMessage message, CancellationToken cancellation = default)
    {
        var run = await runs.FindAsync(message.RunId, cancellation);
        var look = await ledger.LookAsync(message, cancellation);
        if (run is null || look is null || !IsBeingSent(run, message))
            return default;
        using var work = meter.Begin(run, message, look.Trace);
        try
        {
            return await DeliverAsync(run, message, look, work, cancellation);
        }
        catch (Exception error)
        {
            work.Fail(error);
            throw;
        }
    }

    /// <summary>A message that failed too often: its rows are settled as failed with the reason, and its lane goes on.</summary>
    public async Task<BatchFollowUp> GiveUpAsync(BatchMessage message, CancellationToken cancellation = default)
    {
        var run = await runs.FindAsync(message.RunId, cancellation);
        var look = await ledger.LookAsync(message, cancellation);
        if (run is null || look is null || !IsBeingSent(run, message))
            return default;
        using var work = meter.Begin(run, message, look.Trace);
        var settlement = await ledger.GiveUpAsync(message, "delivery_error", cancellation);
        if (settlement is null)
            return default;
        work.GaveUp(look.Unsettled);
        return work.EndAs("given_up", await lane.FinishAsync(run, message, look, settlement.ShardRemaining, cancellation));
    }

    private async Task<BatchFollowUp> DeliverAsync(Run run, BatchMessage message, BatchLook look, BatchWork work, CancellationToken cancellation)
    {
        if (look.IsDone)
            return work.EndAs("repeated", await lane.FinishAsync(run, message, look, shardRemaining: null, cancellation));

        var now = clock.GetUtcNow();
        if (look.NotBefore is { } until && until > now)
        {
            return look.IsDeferred
                ? work.EndAs("hour", await lane.DeferAsync(run, message, look, until, cancellation))
                : work.EndAs("limit", await lane.ComeBackAsync(message, until - now, cancellation));
        }

        var taker = await TakerOfAsync(run, message, cancellation);
        var provider = taker.Provider;

        // Where reports have settled all of it nothing is to be sent, but it is taken once more to be done.
        var clearance = await throttle.AskAsync(provider, Math.Max(1, look.Unsettled), new Asker(run.Workspace.Value, run.Id.Value), cancellation);
        if (clearance.Granted == 0)
            return work.EndAs(BatchWork.Of(clearance.Hindrance), await lane.PutOffAsync(message, clearance.RetryAfter, cancellation) with { Met = clearance.Hindrance });

        var answer = await ledger.ClaimAsync(message, work.Trace, cancellation);
        if (answer.Verdict is ClaimVerdict.Taken)
            return await SendAsync(run, message, look, answer, taker, clearance, work, cancellation);
        await throttle.ReturnAsync(clearance, clearance.Granted);
        if (answer.Verdict is ClaimVerdict.ClockOff)
            return work.EndAs("clock", await lane.ComeBackAsync(message, options.Lease, cancellation));
        return answer.Verdict is ClaimVerdict.Done ? work.EndAs("repeated", await lane.FinishAsync(run, message, look, shardRemaining: null, cancellation)) : default;
    }

    private async Task<BatchFollowUp> SendAsync(
        Run run, BatchMessage message, BatchLook look, ClaimAnswer answer, ChannelTaker taker, Clearance clearance, BatchWork work, CancellationToken cancellation)
    {
        var (claim, provider) = (answer.Claim!, taker.Provider);
        BatchSettlement settlement;
        SendingEnd end;
        var trace = new BatchTrace();
        var senders = SenderPermits.None;
        try
        {
            var workspace = await workspaces.ReadAsync(run.Workspace, cancellation);
            var batch = await new BatchRendering(audiences, composer, outlets, suppressions, addresses, verdicts, entries, freeTexts, clock).RenderAsync(run, workspace, claim, answer.Rows!, taker, cancellation);
            batch = await addressing.ToDevicesAsync(run.Workspace, claim.Batch.Channel, batch, cancellation);
            batch = await attaching.AttachAsync(run.Workspace, batch, cancellation);
            var noted = new BatchTouches(touches, kept, run, workspace, claim);
            senders = await throttle.AskSendersAsync(provider, [.. batch.Doubtful.Concat(batch.Fresh).Select(each => each.Message)], clearance, new Asker(run.Workspace.Value, run.Id.Value), cancellation);
            batch = await noted.NoteAsync(batch, clearance.Granted, senders, clock.GetUtcNow(), cancellation);
            await links.KeepAsync(run.Workspace, run.Id, batch.Fresh.Select(each => each.Message), cancellation);
            var calls = new BatchCalls(provider, throttle, work, options, clock);
            end = await new BatchSending(ledger, provider, calls, trace, work, options, clock).SendAsync(run, claim, batch, clearance.Within(senders), cancellation);
            var comesBack = end.Delay is { } wait ? clock.GetUtcNow() + lane.Shorten(wait) : end.DeferredUntil;
            settlement = await ledger.SettleBatchAsync(claim, end.Outcomes, comesBack, end.WaitsForItsHour, CancellationToken.None);
            work.Record(end.Outcomes);
            await noted.ReleaseAsync(batch, trace, CancellationToken.None);
            await addressing.ForgetAsync(run.Workspace, calls.DeadDevices, CancellationToken.None);
        }
        catch (ClaimLostException)
        {
            // Too slow: somebody else has taken the batch over, lane and all.
            return work.EndAs("lost");
        }
        catch (Exception)
        {
            // A try that failed gives the batch back, or its retry would find it taken.
            await ledger.SettleBatchAsync(claim, [], cancellation: CancellationToken.None);
            throw;
        }
        finally
        {
            await throttle.ReturnAsync(clearance, clearance.Granted - trace.Called.Count, trace.Calls);
            await throttle.ReturnAsync(senders, trace.Calls);
        }

        var current = await runs.FindAsync(run.Id, cancellation);
        if (current is { Status: RunStatus.Sending } && current.Epoch != message.Epoch)
        {
            // Paused and resumed meanwhile: the new epoch's message found this batch taken and was dropped, so its lane goes on from here.
            (run, message) = (current, message with { Epoch = current.Epoch, Lanes = await stages.LanesAsync(run.Id, message.Stage, cancellation) });
            look = await ledger.LookAsync(message, cancellation) ?? look;
            end = end.WaitsForItsHour ? end : end with { Delay = end.Delay ?? TimeSpan.Zero };
        }

        if (settlement.IsDone)
            return work.EndAs("done", await lane.FinishAsync(run, message, look, settlement.ShardRemaining, cancellation));
        if (end.WaitsForItsHour)
            return work.EndAs("hour", await lane.DeferAsync(run, message, look, end.DeferredUntil!.Value, cancellation));
        return end.Delay is { } delay ? work.EndAs(BatchWork.Of(end.Met), await lane.ComeBackAsync(message, delay, cancellation) with { Met = end.Met }) : default;
    }

    private async Task<ChannelTaker> TakerOfAsync(Run run, BatchMessage message, CancellationToken cancellation) => await providers.FindAsync(run.Workspace, new BatchNumber(message.Batch).Channel, cancellation)
        ?? throw new InvalidOperationException($"No provider is set up for the channel {new BatchNumber(message.Batch).Channel.Name()}; configure one, or take the channel out of the campaign.");

    private static bool IsBeingSent(Run run, BatchMessage message) => run.Status is RunStatus.Sending && run.Epoch == message.Epoch;
}
