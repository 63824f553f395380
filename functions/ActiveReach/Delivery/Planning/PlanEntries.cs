using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Sending;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Planning;

/// <summary>Writes entries that are due into the ledger of a standing run, and puts their batches on the queues at once. A group is frozen first, as a
/// chunk of the run's plan; then its entries are taken, each by compare-and-set; then what was taken is written, add only. So a crash or a second planner
/// sends nothing twice, and an entry that is cancelled meanwhile is either in the ledger or isn't sent.</summary>
public sealed class PlanEntries(
    IEntries entries, IPlans plans, ILedger ledger, IAudienceReader reader, ResolveAudience audiences, RunRecords runs, WorkspaceRegister workspaces, OutletDirectories outlets, OutletOverrides overrides,
    IMessageQueue queue, DeliveryMeter meter, TimeProvider clock, FreeTexts? freeTexts = null)
{
    /// <summary>Entries of a group: their rows fill some batches in each shard.</summary>
    private const int AtOnce = 2_000;

    /// <summary>Begins the ledger of the run.</summary>
    public Task OpenAsync(Run run, CancellationToken cancellation = default) => OpenLedger.OfAsync(ledger, runs, run, people: 0, cancellation);

    /// <summary>Whether nothing is added to the run any more.</summary>
    public async Task<bool> IsSealedAsync(RunId run, CancellationToken cancellation = default) => (await plans.OpenAsync(run, cancellation)).IsFinished;

    /// <summary>Takes a group of the entries that are due by then.</summary>
    public async Task<TakenEntries> TakeAsync(Run run, DateTimeOffset until, CancellationToken cancellation = default)
    {
        var state = await plans.OpenAsync(run.Id, cancellation);
        if (state.IsFinished)
            return TakenEntries.None;
        return await ChunkAsync(run, state, until, cancellation) is { } chunk ? await WriteAsync(run, state, chunk, cancellation) : TakenEntries.None;
    }

    /// <summary>Writes what was frozen and isn't in the ledger, because whoever froze it died: its entries may be taken already, so that nothing is due any more.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> FinishAsync(Run run, CancellationToken cancellation = default)
    {
        var state = await plans.OpenAsync(run.Id, cancellation);
        if (state.IsFinished || await plans.ReadChunkAsync(run.Id, state.Chunks, cancellation) is not { } frozen)
            return false;
        await WriteAsync(run, state, frozen, cancellation);
        return true;
    }

    /// <summary>Ends the plan of the run: what is frozen is written, and nothing is added after that.</summary>
    public async Task SealAsync(Run run, CancellationToken cancellation = default)
    {
        while (await plans.OpenAsync(run.Id, cancellation) is { IsFinished: false } state)
        {
            var end = new PlanChunk(0, IsEnd: true, [], []);
            if (await plans.FreezeChunkAsync(run.Id, state, ChunkBytes.Write(end), cancellation) is { } frozen)
                await WriteAsync(run, state, frozen, cancellation);
        }
    }

    /// <summary>What is frozen counts, whoever froze it; null when nothing is due, or another planner has gone on.</summary>
    private async Task<PlanChunk?> ChunkAsync(Run run, PlanState state, DateTimeOffset until, CancellationToken cancellation)
    {
        if (await plans.ReadChunkAsync(run.Id, state.Chunks, cancellation) is { } frozen)
            return frozen;
        if (await entries.DueAsync(run.Campaign, until, AtOnce, cancellation) is not { Count: > 0 } due)
            return null;
        return await plans.FreezeChunkAsync(run.Id, state, ChunkBytes.Write(await PlacedAsync(run, state, due, cancellation)), cancellation);
    }

    private async Task<PlanChunk> PlacedAsync(Run run, PlanState state, IReadOnlyList<Entry> due, CancellationToken cancellation)
    {
        var head = await ledger.FindRunAsync(run.Id, cancellation) ?? throw new InvalidOperationException($"The run '{run.Id}' has no ledger.");
        var workspace = await workspaces.ReadAsync(run.Workspace, cancellation);
        var last = state.Chunks == 0 ? null : await plans.ReadChunkAsync(run.Id, state.Chunks - 1, cancellation);
        var writer = new PlanWriter(run.Workspace, head.Shards, last?.Next ?? []);
        var now = clock.GetUtcNow();
        ContactId[] contacts = [.. due.Select(entry => entry.Key.Contact).Distinct()];
        var recipients = await reader.ReadAsync(run.Workspace, contacts, cancellation);
        var terms = ReachTerms.Of(run.Definition.Topic, run.Definition.QuietHours, workspace, await outlets.OfAsync(run.Workspace, cancellation));
        if (freeTexts is not null)
            terms = await freeTexts.ForAsync(terms, run.Definition, workspace, recipients.Values, cancellation);
        var rules = new AudienceRules(run, terms, await overrides.NowAsync(run.Workspace, run.Campaign, run.Definition, cancellation));
        var meant = await MeantAsync(run, workspace, recipients.Values, now, cancellation);
        foreach (var entry in due)
        {
            var (occurrence, channel) = (entry.Key.ToString(), run.Definition.Channels[0].Channel);
            if (!recipients.TryGetValue(entry.Key.Contact, out var recipient))
                writer.Skip(Stage.Rest, channel, entry.Key.Contact, outlet: null, SkipReason.ContactGone, occurrence);
            else if (meant?.Contains(recipient.Id) is false)
                writer.Skip(Stage.Rest, channel, recipient, SkipReason.NotInAudience, occurrence);
            else
                rules.Place(recipient, writer, now, occurrence);
        }

        return writer.Take(0);
    }

    /// <summary>Who of them is in the campaign's audience; null where it has none.</summary>
    private async Task<IReadOnlySet<ContactId>?> MeantAsync(Run run, Workspace workspace, IEnumerable<Recipient> recipients, DateTimeOffset now, CancellationToken cancellation)
    {
        if (run.Definition.SentAudience is not { } asked)
            return null;
        var audience = await audiences.AsOfAsync(now, run.Segments, asked, workspace, cancellation);
        if (audience is { Who: null, Contacts: null })
            return null;
        string[] ids = [.. recipients.Select(recipient => recipient.Id.ToString())];
        var named = audience.Contacts is { } only ? [.. ids.Intersect(only, StringComparer.Ordinal)] : ids;
        return (await reader.PageAsync(audience with { Contacts = named }, default, ids.Length, cancellation)).Select(recipient => recipient.Id).ToHashSet();
    }

    private async Task<TakenEntries> WriteAsync(Run run, PlanState state, PlanChunk chunk, CancellationToken cancellation)
    {
        var head = await ledger.FindRunAsync(run.Id, cancellation) ?? throw new InvalidOperationException($"The run '{run.Id}' has no ledger.");
        EntryKey[] keys = [.. chunk.Batches.SelectMany(batch => batch.Rows).Where(row => row.HomeBatch == 0).Select(row => KeyOf(row.Occurrence))];
        var taken = await entries.TakeAsync(run.Campaign, keys, run.Id, cancellation);
        var occurrences = keys.Where((_, index) => taken[index]).Select(key => key.ToString()).ToHashSet(StringComparer.Ordinal);
        var rows = new ChunkRows(ledger, head, occurrences);
        var isEnded = !await rows.WriteAsync(chunk, cancellation);
        if (isEnded)
            await entries.CancelAsync(run.Campaign, keys, SkipReason.Cancelled, run.Id, cancellation);
        else
            await PutAsync(run.Id, chunk, cancellation);
        if (chunk.IsEnd)
            await ledger.SealAsync(run.Id, Stage.TestSlice, Stage.Rest, cancellation);
        if (await plans.MoveAsync(run.Id, state, new PlanState(state.Chunks + 1, 0, chunk.IsEnd, state.Planned + rows.Planned, state.Skipped + rows.Skipped), cancellation))
            meter.Planned(rows.Planned, rows.Skipped);
        return new TakenEntries(occurrences.Count, isEnded);
    }

    /// <summary>Each batch by itself: none has to wait for another. One that isn't there, because all of it was cancelled, is passed over by whoever gets its message.</summary>
    private async Task PutAsync(RunId id, PlanChunk chunk, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { Status: RunStatus.Sending } run)
            return;
        var messages = chunk.Batches.Where(batch => new BatchNumber(batch.Number).IsSent)
            .Select(batch => new BatchMessage(run.Workspace.Value, run.Id.Value, new BatchNumber(batch.Number).Stage, batch.Shard, batch.Number, run.Epoch));
        await queue.PutAsync(messages, cancellation);
    }

    private static EntryKey KeyOf(string occurrence) => EntryKey.TryParse(occurrence, out var key) ? key : throw new FormatException($"'{occurrence}' is no key of an entry.");
}

/// <param name="Count">How many the run has got.</param>
/// <param name="IsEnded">The run takes none any more.</param>
public sealed record TakenEntries(int Count, bool IsEnded)
{
    public static TakenEntries None { get; } = new(0, IsEnded: false);
}
