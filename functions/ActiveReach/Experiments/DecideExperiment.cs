using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Experiments;

/// <summary>A person chooses the winner of an experiment that was held because its result was not clear.</summary>
public sealed class DecideExperiment(CampaignRecords campaigns, RunRecords runs, DecideOutlets outlets, RunWriter steering, TimeProvider clock)
{
    /// <param name="location">Of an experiment with a winner for each outlet: id, external id or name of the only one that is decided about, <see cref="DecideOutlets.None"/> for people
    /// without an outlet; null for all that are held.</param>
    /// <returns>The run with its winner; its orchestration has a stored ring.</returns>
    public async Task<Run> DecideAsync(Caller caller, CampaignId id, string variant, string? location = null, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("campaign", id.Value);
            var run = campaign.Run is { } runId ? await runs.FindAsync(runId, cancellation) : null;
            if (run?.Verdict is not { } verdict || run.Definition.Experiment is null)
                throw new ConflictException("There is nothing to decide yet: the experiment has not been held. See 'experiment' in the analytics.");
            if (verdict.Decision == Verdict.Sampling)
                throw new ConflictException("There is nothing to decide: each run shares out the variants by what came of the runs before.");
            if (run.Winner is { } winner)
                throw new ConflictException($"The experiment is decided: '{winner}' is sent to the rest.");
            if (run.Status is not (RunStatus.Sending or RunStatus.Paused))
                throw new ConflictException($"The run has ended ({run.Status}), so nothing more is sent.");
            Check(run, variant, location);

            var after = verdict.Decision == Verdict.ByOutlet ? await outlets.DecideAsync(caller, run, variant, location, cancellation) : Decided(run, caller, variant);
            if (after is null)
                continue;
            IReadOnlyList<Intent> rings = after.AwaitsDecision ? [] : [Intent.ToRing(run.Orchestration, Doorbell.Experiment, $"decided-{run.Revision}")];
            var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "campaign.experiment_decided", id.Value, location is null ? variant : $"{variant} at {location}");
            if (await steering.TryMoveAsync(after, rings, told, cancellation) is { } written)
                return written.Value;
        }
    }

    private static void Check(Run run, string variant, string? location)
    {
        run.Definition.VariantOf(variant);
        if (location is not null && !run.Definition.DecidesByOutlet)
            throw new InvalidInputException("location", "no_effect", $"location is '{location}', but this experiment has one winner for everybody (experiment.scope brand): leave location out.");
    }

    private static Run Decided(Run run, Caller caller, string variant)
    {
        var verdict = run.Verdict!;
        var decided = run with { AwaitsDecision = false, Winner = variant, Verdict = verdict with { Winner = variant, Decision = Verdict.Decided, Reason = $"{verdict.Reason} {caller.Member} chose {variant}." } };
        return run.Status is RunStatus.Sending ? decided with { StatusReason = $"{caller.Member} chose {variant} for everybody else.", NextAction = null } : decided;
    }
}
