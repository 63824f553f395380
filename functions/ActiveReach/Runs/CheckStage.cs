using ActiveReach.Analytics;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Runs.Standing;

namespace ActiveReach.Runs;

/// <summary>Looks at the parts of a run that the ledger holds: planning, sending a stage, and what an ended run leaves.</summary>
public sealed class CheckStage(
    RunMoves moves, PlanAudience plan, StandingRuns standing, StartStage start, StageNews news, CancelDelivery cancel, FinalFigures final, TimeProvider clock)
{
    private static readonly TimeSpan InFlightPoll = TimeSpan.FromSeconds(5);

    /// <summary>After an hour for which recipients have waited.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(30);

    /// <summary>Plans a part; goes on with the first stage that is to be sent.</summary>
    public async Task<Look> PlanAsync(RunId id, CancellationToken cancellation = default)
    {
        var begun = await moves.BeginAsync(id, cancellation);
        if (begun.HasEnded())
            return new Look(Look.MovedOn);

        // Its entries come by themselves, as long as its day lasts.
        if (begun.Day is not null)
            return (await standing.BeginAsync(begun, cancellation)).HasEnded() ? new Look(Look.MovedOn) : new Look(Look.GoOn, Stage: Stage.Rest);
        if (!(await plan.ContinueAsync(id, cancellation: cancellation)).IsDone)
            return Look.WaitUntil(clock.GetUtcNow());

        var run = await moves.StartSendingAsync(id, cancellation);
        return new Look(Look.GoOn, Stage: run.Definition.TestsFirst ? Stage.TestSlice : Stage.Rest);
    }

    /// <summary>Starts the stage, or starts it again where something was lost: what is done or held by a worker is passed over.</summary>
    public async Task<Look> SendAsync(RunId id, int stage, int looks, CancellationToken cancellation = default)
    {
        var run = await moves.EnterStageAsync(id, stage, StageText.Going(stage), cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);
        var sending = await start.StartAsync(id, stage, cancellation);
        if (sending.IsSettled)
            return new Look(Look.GoOn, Stage: stage);
        if (run.Status is RunStatus.Paused)
            return Look.WaitUntil(clock.GetUtcNow() + RunClock.LongestSleep);

        await news.TellAsync(run, stage, cancellation);
        var watchdog = clock.GetUtcNow() + RunClock.Watchdog(looks);
        var next = run.Day is not null && sending.Remaining == 0 ? await standing.NextLookAsync(run, watchdog, cancellation) : watchdog;
        return Look.WaitUntil(sending.Wait?.From < next ? sending.Wait.From + Glance : next);
    }

    /// <summary>Gives every recipient that an ended run did not reach its reason, and waits for the receipts of those whom it did.</summary>
    public async Task<Look> SettleEndedAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await moves.FindAsync(id, cancellation);
        if (!run.HasEnded())
            return new Look(Look.NothingLeft);
        if (!(await cancel.SettleAsync(id, cancellation)).IsDone)
            return Look.WaitUntil(clock.GetUtcNow() + InFlightPoll);
        if (await final.TryAsync(run, cancellation: cancellation) is not { } finalAt)
            return Look.WaitUntil(await final.NextLookAsync(run, cancellation));
        await moves.FinishAsync(id, finalAt, cancellation);
        return new Look(Look.GoOn);
    }
}
