using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Experiments;

/// <summary>A person chooses the winner of an experiment that was held because its result was not clear.</summary>
public sealed class DecideExperiment(CampaignRecords campaigns, RunRecords runs, RunWriter steering, TimeProvider clock)
{
    /// <returns>The run with its winner; its orchestration has a stored ring.</returns>
    public async Task<Run> DecideAsync(Caller caller, CampaignId id, string variant, CancellationToken cancellation = default)
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
            var variants = run.Definition.Variants.Select(each => each.Id).ToArray();
            if (!variants.Contains(variant, StringComparer.Ordinal))
            {
                throw new InvalidInputException(
                    "variant", "unknown_variant", $"'{variant}' is no variant of this campaign: choose one of {string.Join(", ", variants)}.");
            }

            var decided = verdict with { Winner = variant, Decision = "decided", Reason = $"{verdict.Reason} {caller.Member} chose {variant}." };
            var ring = Intent.ToRing(run.Orchestration, Doorbell.Experiment, $"decided-{run.Revision}");
            var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "campaign.experiment_decided", id.Value, variant);
            if (await steering.TryMoveAsync(Decided(run, caller, variant) with { Winner = variant, Verdict = decided }, [ring], told, cancellation) is { } written)
                return written.Value;
        }
    }

    private static Run Decided(Run run, Caller caller, string variant)
    {
        var decided = run with { AwaitsDecision = false };
        return run.Status is RunStatus.Sending ? decided with { StatusReason = $"{caller.Member} chose {variant} for everybody else.", NextAction = null } : decided;
    }
}
