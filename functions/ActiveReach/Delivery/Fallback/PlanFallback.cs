using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Fallback;

/// <summary>What fallback still waits for.</summary>
/// <param name="ReportsUntil">When the last awaited report is given up; null when none is awaited: then a wave may be planned.</param>
public sealed record FallbackOutlook(DateTimeOffset? ReportsUntil);

/// <summary>Plans a fallback wave: whoever was not reached by their first channel gets the next one that reaches them. When there is nobody left for that, whoever had met a
/// vendor's cap for one person and has no other channel gets the same one again, a day later. Sent as the stage of its own that <see cref="Stage.Wave"/> numbers.</summary>
public sealed class PlanFallback(
    ILedger ledger, IAudienceReader audiences, RunRecords runs, WorkspaceRegister workspaces, OutletDirectories outlets, IProviders providers, TimeProvider clock, FreeTexts? freeTexts = null)
{
    public async Task<FallbackOutlook> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await FindAsync(id, cancellation);
        var reporting = (await TermsOfAsync(run, cancellation)).Aggregate(default(ChannelSet), (all, terms) => all.Union(terms.Reporting));
        if (reporting.IsEmpty)
            return new FallbackOutlook(null as DateTimeOffset?);
        var awaited = (await ledger.TalliesAsync(id, cancellation))
            .Where(tally => tally.Key is { Scope: TallyScope.Attempts, Channel: { } channel } && reporting.Contains(channel))
            .Sum(tally => tally[Counted.Pending] - tally[Counted.Unsettled]);
        if (awaited == 0)
            return new FallbackOutlook(null as DateTimeOffset?);
        DateTimeOffset? last = null;
        for (var stage = Stage.TestSlice; await ledger.StageAsync(id, stage, cancellation) is { } shards; stage++)
        {
            var handed = shards.Max(shard => shard.LastHandedAt);
            last = last > handed ? last : handed ?? last;
        }

        var until = last + run.Definition.CheckFallback;
        return new FallbackOutlook(until > clock.GetUtcNow() ? until : null);
    }

    /// <summary>Plans for about <paramref name="atMost"/> (default 20 s of system time). A finished plan of nothing means that there
    /// is nobody left to fall back for.</summary>
    public async Task<PlanProgress> ContinueAsync(RunId id, int wave, TimeSpan? atMost = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wave, 1);
        var watch = Stopwatch.StartNew();
        var run = await FindAsync(id, cancellation);
        if (await TermsOfAsync(run, cancellation) is not { Count: > 0 } all)
            return new PlanProgress(true, 0, 0);
        var head = await ledger.FindRunAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' has no ledger: its audience has not been planned.");
        if (await ledger.StageAsync(id, Stage.Wave(wave), cancellation) is null)
        {
            var workspace = await workspaces.ReadAsync(run.Workspace, cancellation);
            var reach = ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation));
            if (freeTexts is not null)
                reach = await freeTexts.ForAllAsync(reach, run.Definition, workspace, cancellation);
            foreach (var terms in all)
            {
                // Who waits a day keeps nobody waiting who can have another channel now.
                if (terms.AreForSecondTries && (await PlannedAsync(id, wave, cancellation) > 0 || !await HaveFailedAsync(id, terms.Channels, cancellation)))
                    break;
                var planned = new FallbackWave(ledger, run, wave, terms);
                for (var shard = 0; shard < head.Shards; shard++)
                {
                    await planned.LearnNumbersAsync(shard, cancellation);
                    await foreach (var batch in planned.FormerAsync(shard, cancellation))
                    {
                        if (watch.Elapsed > (atMost ?? TimeSpan.FromSeconds(20)))
                            return new PlanProgress(false, await PlannedAsync(id, wave, cancellation), 0);
                        await planned.RepeatAsync(new GroupScope(id, shard, batch), rows => ChooseAsync(run, rows, terms, reach, cancellation), cancellation);
                    }
                }
            }

            await ledger.SealAsync(id, Stage.Wave(wave), Stage.Wave(wave), cancellation);
        }

        return new PlanProgress(true, await PlannedAsync(id, wave, cancellation), 0);
    }

    /// <summary>For each row whose contact a further channel reaches, now or at a later hour, that channel; for second tries the same channel, in a day.</summary>
    private async Task<IReadOnlyDictionary<int, (Channel Channel, ReachDecision Decision, Recipient Recipient)>> ChooseAsync(
        Run run, IReadOnlyList<LedgerRow> rows, FallbackTerms terms, ReachTerms reach, CancellationToken cancellation)
    {
        var recipients = await audiences.ReadAsync(run.Workspace, [.. rows.Select(row => row.Contact)], cancellation);
        var now = clock.GetUtcNow();
        var chosen = new Dictionary<int, (Channel, ReachDecision, Recipient)>();
        foreach (var row in rows)
        {
            if (recipients.TryGetValue(row.Contact, out var recipient) && (terms.AreForSecondTries ? AgainFor(row, recipient, reach, now) : NextFor(run, row.Channel, recipient, reach, now)) is { } next)
                chosen[row.Address.Row] = (next.Channel, next.Decision, recipient);
        }

        return chosen;
    }

    private static (Channel Channel, ReachDecision Decision)? NextFor(Run run, Channel tried, Recipient recipient, ReachTerms terms, DateTimeOffset now)
    {
        foreach (var choice in run.Definition.Channels.SkipWhile(choice => choice.Channel != tried).Skip(1))
        {
            if (MayReach.Decide(recipient, choice.Channel, terms, now) is { IsReached: true } decision)
                return (choice.Channel, decision);
        }

        return null;
    }

    private static (Channel Channel, ReachDecision Decision)? AgainFor(LedgerRow row, Recipient recipient, ReachTerms reach, DateTimeOffset now) =>
        MayReach.Decide(recipient, row.Channel, reach, now).IsReached ? (row.Channel, new ReachDecision(PersonCap.Reason, PersonCap.Rule, PersonCap.AgainAt(row, now))) : null;

    private async Task<bool> HaveFailedAsync(RunId id, ChannelSet channels, CancellationToken cancellation) =>
        (await ledger.TalliesAsync(id, cancellation)).Any(tally => tally.Key is { Scope: TallyScope.Attempts, Channel: { } channel } && channels.Contains(channel) && tally[Counted.Failed] > 0);

    private async Task<long> PlannedAsync(RunId id, int wave, CancellationToken cancellation) =>
        (await ledger.TalliesAsync(id, cancellation)).Where(tally => tally.Key.Scope is TallyScope.Attempts && tally.Key.Stage == Stage.Wave(wave)).Sum(tally => tally[Counted.Recipients]);

    /// <summary>In the order in which they are looked at; none when there is nothing to fall back to.</summary>
    private async Task<IReadOnlyList<FallbackTerms>> TermsOfAsync(Run run, CancellationToken cancellation)
    {
        var definition = run.Definition;
        ChannelSet all = [.. definition.Channels.Select(choice => choice.Channel)];
        ChannelSet channels = definition.Delivery is DeliveryMode.FirstReachable ? [.. definition.Channels.SkipLast(1).Select(choice => choice.Channel)] : [];
        var capped = all.Intersect(PersonCap.Channels);
        if (channels.IsEmpty && capped.IsEmpty)
            return [];
        var (reporting, reportedBy) = (await providers.ReportingAsync(run.Workspace, cancellation), clock.GetUtcNow() - definition.CheckFallback);
        return
        [
            .. channels.IsEmpty ? Array.Empty<FallbackTerms>() : [new FallbackTerms(channels, channels.Intersect(reporting), reportedBy)],
            .. capped.IsEmpty ? Array.Empty<FallbackTerms>() : [new FallbackTerms(capped, capped.Intersect(reporting), reportedBy) { AreForSecondTries = true }],
        ];
    }

    private async Task<Run> FindAsync(RunId id, CancellationToken cancellation) =>
        await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
}
