using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;

namespace ActiveReach.Runs;

/// <summary>Looks at the parts of a run that the ledger holds: planning, sending a stage, and what an ended run leaves.</summary>
public sealed class StageWatch(RunProgress progress, PlanAudience plan, StartStage start, CancelDelivery cancel, TimeProvider clock)
{
    private static readonly TimeSpan InFlightPoll = TimeSpan.FromSeconds(5);

    /// <summary>After an hour for which recipients have waited.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(30);

    /// <summary>Plans a part; goes on with the first stage that is to be sent.</summary>
    public async Task<Look> PlanAsync(RunId id, CancellationToken cancellation = default)
    {
        if ((await progress.FindAsync(id, cancellation)).HasEnded())
            return new Look(Look.MovedOn);
        if (!(await plan.ContinueAsync(id, cancellation: cancellation)).IsDone)
            return Look.WaitUntil(clock.GetUtcNow());

        var run = await progress.StartSendingAsync(id, cancellation);
        return new Look(Look.GoOn, Stage: run.Definition.Experiment is null ? Stage.Rest : Stage.TestSlice);
    }

    /// <summary>Starts the stage, or starts it again where something was lost: what is done or held by a worker is passed over.</summary>
    public async Task<Look> SendAsync(RunId id, int stage, int looks, CancellationToken cancellation = default)
    {
        var run = await progress.EnterStageAsync(id, stage, Reason(stage), cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);
        var standing = await start.StartAsync(id, stage, cancellation);
        if (standing.IsSettled)
            return new Look(Look.GoOn, Stage: stage);
        if (run.Status is RunStatus.Paused)
            return Look.WaitUntil(clock.GetUtcNow() + RunClock.LongestSleep);

        await progress.ExplainAsync(id, standing.Wait is { } wait ? Reason(wait) : Reason(stage), nextAction: null, cancellation);
        var next = clock.GetUtcNow() + RunClock.Watchdog(looks);
        return Look.WaitUntil(standing.Wait?.From < next ? standing.Wait.From + Glance : next);
    }

    /// <summary>Gives every recipient that an ended run did not reach its reason.</summary>
    public async Task<Look> SettleEndedAsync(RunId id, CancellationToken cancellation = default)
    {
        if (!(await progress.FindAsync(id, cancellation)).HasEnded())
            return new Look(Look.NothingLeft);
        return (await cancel.SettleAsync(id, cancellation)).IsDone ? new Look(Look.GoOn) : Look.WaitUntil(clock.GetUtcNow() + InFlightPoll);
    }

    private static string Reason(StageWait wait) =>
        $"{wait.Recipients} recipients wait for their hour, {(wait.From == wait.Until ? $"{wait.From:u}" : $"from {wait.From:u} to {wait.Until:u}")}{(wait.Rule is null ? "" : $" (quiet hours: {wait.Rule})")}.";

    private static string Reason(int stage) => stage switch
    {
        Stage.TestSlice => "The test slice is being handed to the carriers.",
        Stage.Rest => "Messages are being handed to the carriers.",
        _ => "Whoever was not reached is being tried on the next channel.",
    };
}
