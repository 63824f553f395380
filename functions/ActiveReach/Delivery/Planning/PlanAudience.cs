using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Sending;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Planning;

/// <summary>How far planning has come.</summary>
/// <param name="IsDone">False: call again.</param>
/// <param name="Planned">Messages to be sent, in all.</param>
/// <param name="Skipped">Contacts that are not to be sent to, in all.</param>
public sealed record PlanProgress(bool IsDone, long Planned, long Skipped);

/// <summary>Writes the ledger of a run: one row for every contact of the audience (and channel, where all are used), in
/// batches of one stage, channel, outlet and hour. Streams; stopped anywhere, it goes on where it was.</summary>
public sealed class PlanAudience(
    IPlanLedger ledger, IAudienceReader reader, ResolveAudience audiences, IRunStore runs, WorkspaceRegister workspaces, OutletDirectories outlets, DeliveryMeter meter, TimeProvider clock)
{
    private const int Wave = 0;
    private const int ContactsAChunk = 4_000;

    /// <summary>Plans for about <paramref name="atMost"/> (default 20 s of system time), so that an activity stays short.</summary>
    public async Task<PlanProgress> ContinueAsync(RunId id, TimeSpan? atMost = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        var workspace = await workspaces.FindAsync(run.Workspace, cancellation)
            ?? throw new InvalidOperationException($"The workspace '{run.Workspace}' of run '{id}' is not in the store.");

        var state = await ledger.OpenAsync(run, Wave, cancellation);
        if (state.IsSealed)
            return new PlanProgress(true, state.Planned, state.Skipped);

        var asked = run.Definition.Audience ?? throw new InvalidOperationException($"The run '{run.Id}' has no audience.");
        var audience = await audiences.AsOfAsync(run.StartedAt, run.Segments, asked, workspace, cancellation);
        var rules = new AudienceRules(run, ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation)));
        var plan = new PlanWriter(run.Id, Wave, state);
        var page = await ReadAsync(state.Cursor);
        while (true)
        {
            if (page.Count == 0)
            {
                await ledger.SealAsync(run.Id, Wave, cancellation);
                return Progress(isDone: true);
            }

            var last = page[^1].Id.Value;
            var now = clock.GetUtcNow();
            var (planned, skipped) = (plan.Planned, plan.Skipped);
            foreach (var recipient in page)
                rules.Place(recipient, plan, now);
            // The next page is read while this one is written; both are awaited, whatever becomes of the other.
            var writing = ledger.AddAsync(plan.Take(last), cancellation);
            var reading = ReadAsync(last);
            await Task.WhenAll(writing, reading);
            if (!await writing)
                return await WhereItStandsAsync(run, cancellation);
            meter.Planned(plan.Planned - planned, plan.Skipped - skipped);
            page = await reading;
            if (watch.Elapsed > (atMost ?? TimeSpan.FromSeconds(20)))
                return Progress(isDone: false);
        }

        Task<IReadOnlyList<Recipient>> ReadAsync(long after) => reader.PageAsync(audience, new ContactId(after), ContactsAChunk, cancellation);

        PlanProgress Progress(bool isDone) => new(isDone, state.Planned + plan.Planned, state.Skipped + plan.Skipped);
    }

    /// <summary>Another planner was faster, or the run has ended.</summary>
    private async Task<PlanProgress> WhereItStandsAsync(Run run, CancellationToken cancellation)
    {
        var state = await ledger.OpenAsync(run, Wave, cancellation);
        return new PlanProgress(state.IsSealed, state.Planned, state.Skipped);
    }
}
