using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Conversions;
using ActiveReach.Experiments;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Looks whether the test is over and who has won; where the rule is to hold, a person decides.</summary>
public sealed class CheckExperiment(RunMoves moves, CreditConversions credit, ChooseWinner choose, StageNews news, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <summary>People who are credited at a look, so that it stays short.</summary>
    private const int MostCredited = 2_000;

    public async Task<Look> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await moves.FindAsync(id, cancellation);
        if (run.HasEnded())
            return new Look(Look.MovedOn);

        // What was bought by now counts, so nobody may be left whose orders have yet to be credited.
        if (run.Definition.Experiment is { Metric.IsCounted: false } && !await credit.RunAsync(run.Workspace, MostCredited, cancellation))
            return Look.WaitUntil(clock.GetUtcNow());

        var look = await choose.LookAsync(id, cancellation);
        if (look.IsByOutlet)
            return new Look(Look.GoOn);
        if (look.Winner is { } winner)
            return await UntilItsTimeAsync(run, run.Definition.Variants.Single(variant => variant.Id == winner), cancellation);
        if (look.DecidesAt is { } decidesAt)
        {
            await moves.ExplainAsync(id, $"The test slice is sent; the winner is chosen at {decidesAt:u}.", nextAction: null, await news.EndAfterAsync(run, decidesAt, cancellation), cancellation);
            return Look.WaitUntil(decidesAt);
        }

        await moves.AwaitDecisionAsync(id, cancellation);
        return Look.WaitForPeople(clock.GetUtcNow() + RunClock.LongestSleep);
    }

    private async Task<Look> UntilItsTimeAsync(Run run, Variant winner, CancellationToken cancellation)
    {
        if (winner.SendAt is null)
            return new Look(Look.GoOn);
        var now = clock.GetUtcNow();
        var zone = run.Definition.Schedule?.Timezone ?? (await workspaces.ReadAsync(run.Workspace, cancellation)).TimeZone;
        if ((await moves.HoldRestAsync(run.Id, OwnTimes.NextOf(winner, now, zone), cancellation)).RestAt is not { } restAt || restAt <= now)
            return new Look(Look.GoOn);
        await moves.ExplainAsync(run.Id, $"{winner.Id} has won; everybody else gets it at its time, {restAt:u}.", nextAction: null, await news.EndAfterAsync(run, restAt, cancellation), cancellation);
        return Look.WaitUntil(restAt);
    }
}
