using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Fallback;

/// <summary>What fallback still waits for.</summary>
/// <param name="ReportsUntil">When the last awaited report is given up; null when none is awaited: then a wave may be planned.</param>
public sealed record FallbackOutlook(DateTimeOffset? ReportsUntil);

/// <summary>Plans a fallback wave: whoever was not reached by their first channel gets the next one that reaches them. Sent as the
/// stage of its own that <see cref="Stage.Wave"/> numbers.</summary>
public sealed class PlanFallback(
    IFallbackLedger ledger, IPlanLedger plans, IAudienceReader audiences, IRunStore runs, WorkspaceRegister workspaces, OutletDirectories outlets, IEnumerable<IChannelProvider> providers, TimeProvider clock)
{
    private const int ContactsAChunk = 100;

    private readonly ChannelSet reporting = [.. providers.Where(provider => provider.ReportsDelivery).Select(provider => provider.Channel)];

    public async Task<FallbackOutlook> LookAsync(RunId id, CancellationToken cancellation = default)
    {
        var run = await FindAsync(id, cancellation);
        if (QueryOf(run) is not { } query)
            return new FallbackOutlook(null as DateTimeOffset?);
        return new FallbackOutlook(await ledger.LastUnreportedAsync(query, cancellation) + run.Definition.CheckFallback);
    }

    /// <summary>Plans for about <paramref name="atMost"/> (default 20 s of system time). A finished plan of nothing means that there
    /// is nobody left to fall back for.</summary>
    public async Task<PlanProgress> ContinueAsync(RunId id, int wave, TimeSpan? atMost = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wave, 1);
        var watch = Stopwatch.StartNew();
        var run = await FindAsync(id, cancellation);
        if (QueryOf(run) is not { } query)
            return new PlanProgress(true, 0, 0);
        var state = await plans.OpenAsync(run, wave, cancellation);
        if (state.IsSealed)
            return new PlanProgress(true, state.Planned, state.Skipped);

        var workspace = await workspaces.FindAsync(run.Workspace, cancellation)
            ?? throw new InvalidOperationException($"The workspace '{run.Workspace}' of run '{id}' is not in the store.");
        var terms = ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation));
        var plan = new PlanWriter(run.Id, wave, state);
        var cursor = state.Cursor;
        while (watch.Elapsed < (atMost ?? TimeSpan.FromSeconds(20)))
        {
            var candidates = await ledger.CandidatesAsync(query, cursor, ContactsAChunk, cancellation);
            if (candidates.Count == 0)
            {
                await plans.SealAsync(run.Id, wave, cancellation);
                return new PlanProgress(true, state.Planned + plan.Planned, state.Skipped);
            }

            var recipients = await audiences.ReadAsync(run.Workspace, [.. candidates.Select(candidate => candidate.Contact)], cancellation);
            var now = clock.GetUtcNow();
            foreach (var candidate in candidates)
            {
                if (recipients.TryGetValue(candidate.Contact, out var recipient) && NextFor(run, candidate.Channel, recipient, terms, now) is { } next)
                {
                    plan.Send(Stage.Wave(wave), next.Channel, recipient, candidate.Variant, next.Decision);
                    plan.Supersede(candidate.Address);
                }
            }

            cursor = candidates[^1].Place;
            if (!await plans.AddAsync(plan.Take(cursor), cancellation))
                break;
        }

        return new PlanProgress(false, state.Planned + plan.Planned, state.Skipped);
    }

    /// <summary>The next channel that reaches the contact, now or at a later hour.</summary>
    private static (Channel Channel, ReachDecision Decision)? NextFor(Run run, Channel tried, Recipient recipient, ReachTerms terms, DateTimeOffset now)
    {
        foreach (var choice in run.Definition.Channels.SkipWhile(choice => choice.Channel != tried).Skip(1))
        {
            if (MayReach.Decide(recipient, choice.Channel, terms, now) is { IsReached: true } decision)
                return (choice.Channel, decision);
        }

        return null;
    }

    /// <summary>Null when there is nothing to fall back to.</summary>
    private FallbackQuery? QueryOf(Run run)
    {
        var definition = run.Definition;
        if (definition.Delivery is not DeliveryMode.FirstReachable || definition.Channels.Count < 2)
            return null;
        ChannelSet channels = [.. definition.Channels.SkipLast(1).Select(choice => choice.Channel)];
        return new FallbackQuery(run.Id, channels, channels.Intersect(reporting), clock.GetUtcNow() - definition.CheckFallback);
    }

    private async Task<Run> FindAsync(RunId id, CancellationToken cancellation) =>
        await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
}
