using System.Diagnostics;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Places;
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
    IPlans plans, ILedger ledger, IAudienceReader reader, ResolveAudience audiences, RunRecords runs, WorkspaceRegister workspaces, OutletDirectories outlets, OutletOverrides overrides, DeliveryMeter meter, TimeProvider clock,
    FreeTexts? freeTexts = null)
{
    /// <summary>Contacts of a chunk, at least and in each shard: enough to fill batches.</summary>
    private const int ContactsAChunk = 8_000;
    private const int ContactsAShard = 500;

    /// <summary>Contacts that are read at a time.</summary>
    private const int ContactsAPage = 1_000;

    /// <summary>Plans for about <paramref name="atMost"/> (default 20 s of system time), so that an activity stays short.</summary>
    public async Task<PlanProgress> ContinueAsync(RunId id, TimeSpan? atMost = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var run = await runs.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The run '{id}' is not in the store.");
        var state = await plans.OpenAsync(id, cancellation);
        if (state.IsFinished)
            return Progress(state);
        var workspace = await workspaces.ReadAsync(run.Workspace, cancellation);
        var asked = run.Definition.SentAudience ?? throw new InvalidOperationException($"The run '{run.Id}' has no audience.");
        var audience = await audiences.AsOfAsync(run.StartedAt, run.Segments, asked, workspace, cancellation);
        var head = await ledger.FindRunAsync(id, cancellation) ?? await OpenAsync(run, audience, cancellation);
        var terms = ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation));
        if (freeTexts is not null)
            terms = await freeTexts.ForAllAsync(terms, run.Definition, workspace, cancellation);
        var rules = new AudienceRules(run, terms, await overrides.OfAsync(run, cancellation));
        var next = await NextAsync(id, state, cancellation);
        var ahead = next is null ? Task.FromResult<ReadOnlyMemory<byte>?>(null) : PrepareAsync(state.Cursor, next);
        while (true)
        {
            // What is frozen counts, whoever froze it and whatever the audience looks like by now.
            var chunk = await plans.ReadChunkAsync(id, state.Chunks, cancellation) ?? (await ahead is { } bytes ? await plans.FreezeChunkAsync(id, state, bytes, cancellation) : null);
            if (chunk is null)
            {
                // Another planner has gone on, and what this one began with is forgotten.
                await ahead;
                var now = await plans.OpenAsync(id, cancellation);
                return now != state ? Progress(now) : throw new InvalidOperationException($"The plan of run '{id}' has lost the chunk before chunk {state.Chunks}.");
            }

            // The next chunk is made while this one is written, and waits as bytes; both are awaited, whatever becomes of the other.
            await ahead;
            var rows = new ChunkRows(ledger, head);
            var writing = rows.WriteAsync(chunk, cancellation);
            ahead = chunk.IsEnd ? Task.FromResult<ReadOnlyMemory<byte>?>(null) : PrepareAsync(chunk.To, chunk.Next);
            await Task.WhenAll(writing, ahead);
            if (!await writing)
                return Progress(state);
            if (chunk.IsEnd)
                await ledger.SealAsync(id, Stage.TestSlice, Stage.Rest, cancellation);
            var moved = new PlanState(state.Chunks + 1, chunk.To, chunk.IsEnd, state.Planned + rows.Planned, state.Skipped + rows.Skipped);
            if (!await plans.MoveAsync(id, state, moved, cancellation))
                return Progress(await plans.OpenAsync(id, cancellation));
            meter.Planned(rows.Planned, rows.Skipped);
            state = moved;
            if (state.IsFinished || watch.Elapsed > (atMost ?? TimeSpan.FromSeconds(20)))
                return Progress(state);
        }

        async Task<ReadOnlyMemory<byte>?> PrepareAsync(long after, IReadOnlyList<int[]> numbers)
        {
            var writer = new PlanWriter(run.Workspace, head.Shards, numbers);
            var now = clock.GetUtcNow();
            var (to, left) = (after, Math.Max(ContactsAChunk, head.Shards * ContactsAShard));
            IReadOnlyList<Recipient> page;
            do
            {
                page = await reader.PageAsync(audience, new ContactId(to), Math.Min(ContactsAPage, left), cancellation);
                foreach (var recipient in page)
                    rules.Place(recipient, writer, now);
                to = page.Count == 0 ? to : page[^1].Id.Value;
                left -= page.Count;
            }
            while (left > 0 && page.Count > 0);

            return ChunkBytes.Write(writer.Take(to, isEnd: page.Count == 0));
        }
    }

    private async Task<LedgerRun> OpenAsync(Run run, ResolvedAudience audience, CancellationToken cancellation) =>
        await OpenLedger.OfAsync(ledger, runs, run, (await reader.PreviewAsync(audience, [], cancellation)).Total, cancellation);

    /// <summary>Where the last chunk left off; null when it is forgotten, because another planner has gone on.</summary>
    private async Task<IReadOnlyList<int[]>?> NextAsync(RunId run, PlanState state, CancellationToken cancellation) =>
        state.Chunks == 0 ? [] : (await plans.ReadChunkAsync(run, state.Chunks - 1, cancellation))?.Next;

    private static PlanProgress Progress(PlanState state) => new(state.IsFinished, state.Planned, state.Skipped);
}
