using ActiveReach.Campaigns;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Ids;

namespace ActiveReach.Runs;

/// <summary>Looks whether somebody is to be tried on their next channel, or once more: waits for the delivery reports that may still come, then
/// plans a wave.</summary>
public sealed class CheckFallback(RunMoves moves, PlanFallback plan, TimeProvider clock)
{
    /// <param name="stage">The stage sent last; the wave to plan is numbered after it.</param>
    public async Task<Look> LookAsync(RunId id, int stage, int looks, CancellationToken cancellation = default)
    {
        var run = await moves.FindAsync(id, cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);

        var wave = stage - Stage.Rest + 1;
        if (Stage.Wave(wave) > Stage.Last)
            return new Look(Look.NothingLeft);

        var now = clock.GetUtcNow();
        if ((await plan.LookAsync(id, cancellation)).ReportsUntil is { } until && until > now)
            return Look.WaitUntil(Look.Earlier(until, now + RunClock.ReportPoll(looks)));

        var planned = await plan.ContinueAsync(id, wave, cancellation: cancellation);
        if (!planned.IsDone)
            return Look.WaitUntil(now);
        return planned.Planned == 0 ? new Look(Look.NothingLeft) : new Look(Look.GoOn, Stage: Stage.Wave(wave));
    }
}
