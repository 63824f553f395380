using ActiveReach.Experiments;
using ActiveReach.Ids;

namespace ActiveReach.Runs;

/// <summary>Looks whether the test is over and who has won; where the rule is to hold, a person decides.</summary>
public sealed class CheckExperiment(RunMoves moves, ChooseWinner choose, StageNews news, TimeProvider clock)
{
    public async Task<Look> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await moves.FindAsync(id, cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);

        var look = await choose.LookAsync(id, cancellation);
        if (look.Winner is not null)
            return new Look(Look.GoOn);
        if (look.DecidesAt is { } decidesAt)
        {
            await moves.ExplainAsync(id, $"The test slice is sent; the winner is chosen at {decidesAt:u}.", nextAction: null, await news.EndAfterAsync(run, decidesAt, cancellation), cancellation);
            return Look.WaitUntil(decidesAt);
        }

        await moves.AwaitDecisionAsync(id, cancellation);
        return Look.WaitUntil(clock.GetUtcNow() + RunClock.LongestSleep);
    }
}
