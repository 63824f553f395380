using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Documents;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Experiments;

/// <summary>A person chooses what outlets get whose result was not clear, all at once or one by one. The rest is sent when none is held any more.</summary>
public sealed class DecideOutlets(OutletVerdicts verdicts, OutletWords words)
{
    /// <summary>Stands for the people without an outlet, as in figures.</summary>
    public const string None = "none";

    /// <returns>The run as it is to be written then; null when somebody was faster.</returns>
    internal async Task<Run?> DecideAsync(Caller caller, Run run, string variant, string? location, CancellationToken cancellation)
    {
        var held = location is null ? await verdicts.HeldAsync(run, int.MaxValue, cancellation) : await HeldAtAsync(run, variant, location, cancellation);

        // What an earlier try wrote that ended before its run was written is told once more.
        if (held.Count == 0 && location is null && !run.AwaitsDecision)
            throw new ConflictException("The experiment is decided: every outlet has a winner. See GET experiment.");
        if (held.Count > 0 && !await verdicts.TryReplaceAsync(run, [.. held.Select(each => each with { Value = Decided(each.Value, caller, variant) })], cancellation))
            return null;

        var verdict = OutletRule.Sum(await verdicts.AllAsync(run, cancellation), run.Verdict!.Variants);
        var isOpen = (await verdicts.HeldAsync(run, limit: 1, cancellation)).Count > 0;
        var after = run with { Verdict = verdict, AwaitsDecision = isOpen };
        return run.Status is not RunStatus.Sending ? after
            : isOpen ? StatusText.Undecided(after)
            : after with { StatusReason = $"{caller.Member} chose {variant} for the last outlets that were not decided.", NextAction = null };
    }

    private async Task<IReadOnlyList<Stored<OutletVerdict>>> HeldAtAsync(Run run, string variant, string location, CancellationToken cancellation)
    {
        var outlet = location == None ? OutletVerdict.NoOutlet : await words.ResolveAsync(run.Workspace, location, cancellation);
        if (await verdicts.FindAsync(run, outlet!, cancellation) is not { Value.Verdict: var verdict } found)
            throw new InvalidInputException("location", "unknown_outlet", $"'{location}' is no outlet whose people are in this experiment: use an id, externalId or name of GET experiment, or {None} for people without one.");
        if (verdict.Decision == Verdict.Held)
            return [found];
        return verdict is { Decision: Verdict.Decided, Winner: { } same } && same == variant ? []
            : throw new ConflictException($"The experiment is decided there: '{verdict.Winner}' is sent to the rest of '{location}'.");
    }

    private static OutletVerdict Decided(OutletVerdict held, Caller caller, string variant) => held with
    {
        Verdict = held.Verdict with { Winner = variant, Decision = Verdict.Decided, Reason = $"{held.Verdict.Reason} {caller.Member} chose {variant}." },
    };
}
