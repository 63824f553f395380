using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Delivery.Ledger;
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
/// batches of one stage, channel and hour. Streams; stopped anywhere, it goes on where it was.</summary>
public sealed class PlanAudience(
    IPlans plans, ILedger ledger, IAudienceReader reader, ResolveAudience audiences, RunRecords runs, WorkspaceRegister workspaces, OutletDirectories outlets, DeliveryMeter meter, TimeProvider clock)
{
    /// <summary>Contacts of a chunk: enough to fill batches in every shard.</summary>
    private const int ContactsAChunk = 8_000;

    /// <summary>Plans for about <paramref name="atMost"/> (default 20 s of system time), so that an activity stays short.</summary>
    public async Task<PlanProgress> ContinueAsync(RunId id, TimeSpan? atMost = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        var state = await plans.OpenAsync(id, cancellation);
        if (state.IsFinished)
            return Progress(state);
        var workspace = await workspaces.FindAsync(run.Workspace, cancellation)
            ?? throw new InvalidOperationException($"The workspace '{run.Workspace}' of run '{id}' is not in the store.");
        var asked = run.Definition.Audience ?? throw new InvalidOperationException($"The run '{run.Id}' has no audience.");
        var audience = await audiences.AsOfAsync(run.StartedAt, run.Segments, asked, workspace, cancellation);
        var head = await ledger.FindRunAsync(id, cancellation) ?? await OpenAsync(run, audience, cancellation);
        var rules = new AudienceRules(run, ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation)));
        var next = await NextAsync(id, state, cancellation);
        var page = ReadAsync(state.Cursor);
        while (true)
        {
            // What is frozen counts, whoever froze it and whatever the audience looks like by now.
            var chunk = await plans.FindChunkAsync(id, state.Chunks, cancellation) is { } frozen
                ? ChunkBytes.Read(frozen)
                : next is null ? null : await FreezeAsync(run, head, rules, state, next, await page, cancellation);
            if (chunk is null)
            {
                // Another planner has gone on, and what this one began with is forgotten.
                await page;
                var now = await plans.OpenAsync(id, cancellation);
                return now != state ? Progress(now) : throw new InvalidOperationException($"The plan of run '{id}' has lost the chunk before chunk {state.Chunks}.");
            }

            // The next page is read while this one is written; both are awaited, whatever becomes of the other.
            page = chunk.IsEnd ? Task.FromResult<IReadOnlyList<Recipient>>([]) : ReadAsync(chunk.To);
            var rows = new ChunkRows(ledger, head);
            var writing = rows.WriteAsync(chunk, cancellation);
            await Task.WhenAll(writing, page);
            if (!await writing)
                return Progress(state);
            if (chunk.IsEnd)
                await ledger.SealAsync(id, Stage.TestSlice, Stage.Rest, cancellation);
            var moved = new PlanState(state.Chunks + 1, chunk.To, chunk.IsEnd, state.Planned + rows.Planned, state.Skipped + rows.Skipped);
            if (!await plans.MoveAsync(id, state, moved, cancellation))
                return Progress(await plans.OpenAsync(id, cancellation));
            meter.Planned(rows.Planned, rows.Skipped);
            (state, next) = (moved, chunk.Next);
            if (state.IsFinished || watch.Elapsed > (atMost ?? TimeSpan.FromSeconds(20)))
                return Progress(state);
        }

        Task<IReadOnlyList<Recipient>> ReadAsync(long after) => reader.PageAsync(audience, new ContactId(after), ContactsAChunk, cancellation);
    }

    private async Task<PlanChunk?> FreezeAsync(
        Run run, LedgerRun head, AudienceRules rules, PlanState state, IReadOnlyList<int[]> next, IReadOnlyList<Recipient> page, CancellationToken cancellation)
    {
        var writer = new PlanWriter(run.Workspace, head.Shards, next);
        var now = clock.GetUtcNow();
        foreach (var recipient in page)
            rules.Place(recipient, writer, now);
        var chunk = page.Count == 0 ? writer.Take(state.Cursor, isEnd: true) : writer.Take(page[^1].Id.Value);
        var bytes = ChunkBytes.Write(chunk);
        if (await plans.FreezeAsync(run.Id, state.Chunks, bytes, cancellation) is not { } kept)
            return null;
        return kept.Span.SequenceEqual(bytes) ? chunk : ChunkBytes.Read(kept);
    }

    private async Task<LedgerRun> OpenAsync(Run run, ResolvedAudience audience, CancellationToken cancellation)
    {
        var people = (await reader.PreviewAsync(audience, [], cancellation)).Total;
        var goal = run.Definition.Conversion;
        var head = new LedgerRun(run.Id, run.Workspace, run.Campaign, Shards.For(people), run.Definition.Type is CampaignType.Test, run.StartedAt, goal?.Event, goal?.Window, run.Definition.Tags);
        head = await ledger.OpenAsync(head, Fence.Of(run), cancellation);

        // Whoever cancelled it before there was a fence to raise is seen here.
        if (await runs.FindAsync(run.Id, cancellation) is { } now)
            await ledger.RaiseAsync(run.Id, Fence.Of(now), cancellation);
        return head;
    }

    /// <summary>Where the last chunk left off; null when it is forgotten, because another planner has gone on.</summary>
    private async Task<IReadOnlyList<int[]>?> NextAsync(RunId run, PlanState state, CancellationToken cancellation)
    {
        if (state.Chunks == 0)
            return [];
        return await plans.FindChunkAsync(run, state.Chunks - 1, cancellation) is { } last ? ChunkBytes.Read(last).Next : null;
    }

    private static PlanProgress Progress(PlanState state) => new(state.IsFinished, state.Planned, state.Skipped);
}
