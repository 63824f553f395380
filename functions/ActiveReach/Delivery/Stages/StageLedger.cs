using ActiveReach.Campaigns;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Stages;

/// <summary>The ledger as the story of a run sees it: stages that are started, watched, settled and cancelled.</summary>
public sealed class StageLedger(ILedger ledger, IActiveStages active, SendLedger claims)
{
    private const int CancelledAtOnce = 64;

    /// <summary>How a stage of a sealed plan stands.</summary>
    public async Task<StageProgress> ReadAsync(RunId run, int stage, CancellationToken cancellation = default)
    {
        if (await ledger.StageAsync(run, stage, cancellation) is not { } shards)
            return new StageProgress(false, false, 0, 0, null);
        var remaining = shards.Sum(shard => shard.Remaining);
        return new StageProgress(true, remaining == 0, shards.Sum(shard => shard.Batches), remaining, shards.Max(shard => shard.LastHandedAt));
    }

    /// <summary>Sets in how many lanes the stage is sent and gives the first batch of every lane that is neither done nor released; and
    /// released ones. While the epoch is the same, lanes stay as they are, and of the batches that are to come back by themselves only
    /// those that should have by <paramref name="overdue"/> are given: so none whose message was lost stays behind, and none comes twice.
    /// Releases count in their epoch only.</summary>
    /// <param name="lanes">Of a channel, over all shards.</param>
    /// <param name="overdue">Business time.</param>
    public async Task<IReadOnlyList<BatchMessage>> OpenLanesAsync(Run run, int stage, int lanes, DateTimeOffset overdue, CancellationToken cancellation = default)
    {
        if (await ledger.FindRunAsync(run.Id, cancellation) is not { } head || await ledger.StageAsync(run.Id, stage, cancellation) is null)
            throw new InvalidOperationException($"Stage {stage} of run '{run.Id}' can't be started: its plan is not sealed.");
        var entered = await active.EnterAsync(new ActiveStage(run.Id, stage, run.Epoch, lanes), cancellation);
        var open = await ledger.OpenBatchesAsync(run.Id, stage, cancellation);
        var first = open.Where(batch => batch.ReleasedIn != run.Epoch)
            .GroupBy(batch => (batch.Number.Channel, LaneOrder.LaneOf(batch.Shard, batch.Number, head.Shards, entered.Lanes)))
            .Select(lane => lane.MinBy(batch => (batch.Number, batch.Shard))!)
            .Where(batch => entered.IsAnew || IsOverdue(batch));
        var released = open.Where(batch => batch.ReleasedIn == run.Epoch && IsOverdue(batch) && !claims.IsTaken(batch));
        return
        [
            .. first.Concat(released).OrderBy(batch => batch.Number).ThenBy(batch => batch.Shard)
                .Select(batch => new BatchMessage(run.Workspace.Value, run.Id.Value, stage, batch.Shard, batch.Number.Value, run.Epoch, entered.Lanes)),
        ];

        bool IsOverdue(BatchHead batch) => batch.NotBefore is null || batch.NotBefore < overdue;
    }

    /// <summary>The same for the stage of a standing run, which has no lanes: each of its batches got a message when it came, so only what should have come
    /// back is given again, the oldest first. All that is open is given when the run is sent anew. The stage may get more while it isn't sealed.</summary>
    /// <param name="most">So many are repeated at once.</param>
    /// <returns>The messages, and how many batches are open.</returns>
    public async Task<(IReadOnlyList<BatchMessage> Messages, int Open)> OpenEachAsync(Run run, int stage, int most, DateTimeOffset overdue, CancellationToken cancellation = default)
    {
        var entered = await active.EnterAsync(new ActiveStage(run.Id, stage, run.Epoch, Lanes: 0), cancellation);
        var open = await ledger.OpenBatchesAsync(run.Id, stage, cancellation);
        var given = entered.IsAnew ? open : open.Where(batch => !(batch.NotBefore >= overdue) && !claims.IsTaken(batch)).OrderBy(batch => batch.Number).Take(most);
        return ([.. given.Select(batch => new BatchMessage(run.Workspace.Value, run.Id.Value, stage, batch.Shard, batch.Number.Value, run.Epoch))], open.Count);
    }

    /// <summary>In how many lanes the stage is sent on each channel; 0 while it is not.</summary>
    public async Task<int> LanesAsync(RunId run, int stage, CancellationToken cancellation = default) =>
        (await active.ListAsync(cancellation)).FirstOrDefault(each => each.Run == run && each.Stage == stage)?.Lanes ?? 0;

    /// <summary>Nothing of the stage goes out now.</summary>
    public Task LeaveAsync(RunId run, int stage, CancellationToken cancellation = default) => active.LeaveAsync(run, stage, cancellation);

    /// <summary>What the stage waits for; null while anything but the hour of recipients is to be waited for.</summary>
    public async Task<StageWait?> ReadWaitAsync(RunId run, int stage, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var left = (await BacklogAsync(run, now, cancellation)).Where(backlog => backlog.Stage == stage).ToList();

        // What reports have settled altogether has nothing due and no hour, but is still to be ended.
        if (left.Count == 0 || left.Any(backlog => backlog.Due > 0 || backlog.From is null))
            return null;
        var first = left.MinBy(backlog => backlog.From)!;
        return new StageWait(left.Sum(backlog => backlog.Deferred), first.From!.Value, left.Max(backlog => backlog.Until)!.Value, first.Rule);
    }

    /// <summary>What is still to be sent, of every run that is being sent now.</summary>
    public async Task<IReadOnlyList<Backlog>> ReadBacklogsAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var backlogs = new List<Backlog>();
        foreach (var run in (await active.ListAsync(cancellation)).GroupBy(each => each.Run))
        {
            if (await ledger.FenceAsync(run.Key, cancellation) is { Status: RunStatus.Sending })
                backlogs.AddRange((await BacklogAsync(run.Key, now, cancellation)).Select(each => each with { IsStarted = run.Any(stage => stage.Stage == each.Stage) }));
        }

        return backlogs;
    }

    /// <summary>Stages that are being sent now, of all runs but one: those that share the window with it. Standing runs have no lanes, and none of it.</summary>
    public async Task<int> CountActiveAsync(RunId except, CancellationToken cancellation = default) =>
        (await active.ListAsync(cancellation)).Count(stage => stage.Run != except && stage.Lanes > 0);

    /// <summary>Whether no row of the run is still to be sent or in doubt: a run is never complete before that.</summary>
    public async Task<bool> IsEveryoneSettledAsync(RunId run, CancellationToken cancellation = default) =>
        (await ledger.TalliesAsync(run, cancellation)).Where(tally => tally.Key.Scope is TallyScope.Attempts).Sum(tally => tally[Counted.Unsettled]) == 0;

    /// <summary>Settles unsent rows of an ended run as skipped with the reason. Batches that a worker is at work on are left to it.</summary>
    public async Task<CancelProgress> CancelAsync(RunId run, string reason, CancellationToken cancellation = default)
    {
        var inFlight = 0;
        foreach (var some in (await ledger.OpenBatchesAsync(run, cancellation)).Chunk(CancelledAtOnce))
        {
            var settled = await Task.WhenAll(some.Select(batch => claims.CancelAsync(run, batch, reason, cancellation)));
            inFlight += settled.Count(each => !each);
        }

        return new CancelProgress(inFlight);
    }

    private async Task<List<Backlog>> BacklogAsync(RunId run, DateTimeOffset now, CancellationToken cancellation)
    {
        var open = await ledger.OpenBatchesAsync(run, cancellation);
        return
        [
            .. open.GroupBy(batch => (batch.Number.Stage, batch.Number.Channel)).Select(group =>
            {
                var deferred = group.Where(batch => batch.IsDeferred && batch.NotBefore > now).ToList();
                var first = deferred.MinBy(batch => batch.NotBefore);
                return new Backlog(
                    run, group.Key.Stage, group.Key.Channel, false, group.Except(deferred).Sum(batch => batch.Unsettled), deferred.Sum(batch => batch.Unsettled),
                    first?.NotBefore, deferred.Max(batch => batch.NotBefore), first?.Rule);
            }),
        ];
    }
}

/// <param name="IsSettled">All batches are done.</param>
/// <param name="Batches">All batches of the stage.</param>
/// <param name="Remaining">Those that are not done.</param>
/// <param name="LastHandedAt">Business time of the last hand-over.</param>
public sealed record StageProgress(bool IsSealed, bool IsSettled, int Batches, int Remaining, DateTimeOffset? LastHandedAt);

/// <summary>Recipients whose hour has not come, where nobody else is left to send to.</summary>
/// <param name="From">When the first of them may be sent to.</param>
/// <param name="Until">When the last of them may.</param>
/// <param name="Rule">The rule that the first of them waits for.</param>
public sealed record StageWait(long Recipients, DateTimeOffset From, DateTimeOffset Until, string? Rule);

/// <summary>What is to be sent in a stage on a channel.</summary>
/// <param name="IsStarted">False for a stage that others come before.</param>
/// <param name="Due">Rows that nothing but the carrier keeps back.</param>
/// <param name="Deferred">Rows whose hour has not come.</param>
/// <param name="From">When the first of those may be sent to.</param>
/// <param name="Until">When the last of those may.</param>
/// <param name="Rule">The rule that the first of those waits for.</param>
public sealed record Backlog(
    RunId Run, int Stage, Channels.Channel Channel, bool IsStarted, long Due, long Deferred = 0, DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Rule = null);

/// <param name="InFlight">Batches that workers are at work on; they settle soon or their lease runs out.</param>
public sealed record CancelProgress(int InFlight)
{
    public bool IsDone => InFlight == 0;
}
