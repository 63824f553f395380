using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>An intent that waits for its confirmation.</summary>
/// <param name="Partition">Where it was committed.</param>
/// <param name="Order">Ascending in the order of writing, as one process knows it.</param>
/// <param name="NotBefore">When it is tried again; only after a failure.</param>
public sealed record PendingIntent(string Partition, Intent Intent, long Order, int Failures = 0, DateTimeOffset? NotBefore = null);

/// <summary>Intents that wait for their confirmation: documents of the commits that they belong to. Each partition that has some is named in the
/// directory, where the reconciler begins.</summary>
public sealed class PendingIntents(IDocuments documents)
{
    /// <summary>Longer than anybody needs from naming the partition to the commit there.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private static readonly DocumentKind<PendingIntent> Kind = new DocumentKind<PendingIntent>("intent", pending => pending.Intent.Id)
        .By("orchestration", pending => pending.Intent.Orchestration)
        .By("order", pending => pending.Failures == 0 ? pending.Order : (FieldValue?)null)
        .By("notBefore", pending => pending.NotBefore is { } time ? time : (FieldValue?)null);

    private static readonly DocumentKind<Place> Places = new DocumentKind<Place>("pending", place => place.Partition)
        .By("namedAt", place => place.NamedAt);

    private static long written;

    /// <summary>Due by now: what never failed before what did, the partitions in turn, each in the order of writing.</summary>
    public async Task<IReadOnlyList<PendingIntent>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation = default)
    {
        var due = new List<(int Turn, PendingIntent Pending)>();
        foreach (var place in await documents.AllAsync(Places, Places.In(WorkspacePartition.Directory), cancellation))
        {
            var all = Kind.In(place.Partition) with { Limit = Math.Min(limit, DocumentQuery.MostLimit) };
            var fresh = await documents.QueryAsync(Kind, all with { OrderBy = "order" }, cancellation);
            due.AddRange(fresh.Items.Select((each, turn) => (turn, each.Value)));
            var failed = await documents.QueryAsync(
                Kind, all with { OrderBy = "notBefore", Where = [FieldCondition.Within("notBefore", null, now.ToUnixTimeMilliseconds() + 1)] }, cancellation);
            due.AddRange(failed.Items.Select((each, turn) => (turn, each.Value)));
        }

        return [.. due.OrderBy(each => each.Pending.Failures > 0).ThenBy(each => each.Turn).ThenBy(each => each.Pending.Order).Take(limit).Select(each => each.Pending)];
    }

    /// <summary>All of a partition in the order of writing, put off or not.</summary>
    public async Task<IReadOnlyList<PendingIntent>> PendingInAsync(string partition, CancellationToken cancellation = default)
    {
        var found = await documents.QueryAsync(Kind, Kind.In(partition) with { Limit = DocumentQuery.MostLimit }, cancellation);
        return [.. found.Items.Select(each => each.Value).OrderBy(pending => pending.Order)];
    }

    /// <summary>All of one orchestration in the order of writing, put off or not.</summary>
    public async Task<IReadOnlyList<PendingIntent>> PendingForAsync(string partition, string orchestration, CancellationToken cancellation = default)
    {
        var found = await documents.QueryAsync(
            Kind, Kind.In(partition) with { Where = [FieldCondition.Is("orchestration", orchestration)], Limit = DocumentQuery.MostLimit }, cancellation);
        return [.. found.Items.Select(each => each.Value).OrderBy(pending => pending.Order)];
    }

    /// <summary>They are carried out. One that is not there is no error.</summary>
    public async Task ConfirmAsync(IReadOnlyList<PendingIntent> pending, CancellationToken cancellation = default)
    {
        foreach (var of in pending.GroupBy(each => each.Partition))
        {
            foreach (var some in of.Chunk(IDocuments.MostChanges))
                await documents.CommitAsync(of.Key, [.. some.Select(each => Kind.Delete(each.Intent.Id))], cancellation);
        }
    }

    /// <summary>They failed once more.</summary>
    /// <param name="until">When to try again, from how often one has failed: 1 after the first time.</param>
    public async Task PutOffAsync(IReadOnlyList<PendingIntent> pending, Func<int, DateTimeOffset> until, CancellationToken cancellation = default)
    {
        foreach (var each in pending)
        {
            // One that somebody else has carried out or put off meanwhile is left alone.
            if (await documents.FindAsync(Kind, each.Partition, each.Intent.Id, cancellation) is { } stored && stored.Value.Failures == each.Failures)
            {
                var failed = stored.Value with { Failures = each.Failures + 1, NotBefore = until(each.Failures + 1) };
                await documents.TryAsync(each.Partition, Kind.Replace(failed, stored.ETag), cancellation);
            }
        }
    }

    /// <summary>Takes partitions out of the directory in which nothing waits any more.</summary>
    public async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var old = Places.In(WorkspacePartition.Directory) with
        {
            OrderBy = "namedAt",
            Where = [FieldCondition.Within("namedAt", null, now - Kept)],
            Limit = DocumentQuery.MostLimit,
        };
        foreach (var place in (await documents.QueryAsync(Places, old, cancellation)).Items)
        {
            if ((await documents.QueryAsync(Kind, Kind.In(place.Value.Partition) with { Limit = 1 }, cancellation)).Items.Count == 0)
                await documents.TryAsync(WorkspacePartition.Directory, Places.Delete(place), cancellation);
        }
    }

    /// <summary>Commits changes with the intents that they bring about, its partition named before.</summary>
    internal static async Task<CommitOutcome> CommitAsync(
        IDocuments documents, string partition, IReadOnlyList<DocumentChange> changes, IReadOnlyList<Intent>? intents, DateTimeOffset now, CancellationToken cancellation)
    {
        if (intents is { Count: > 0 })
            await documents.TryAsync(WorkspacePartition.Directory, Places.Put(new Place(partition, now)), cancellation);
        var pending = (intents ?? []).DistinctBy(intent => intent.Id).Select(intent => Kind.Put(new PendingIntent(partition, intent, Interlocked.Increment(ref written))));
        return await documents.CommitAsync(partition, [.. changes, .. pending], cancellation);
    }

    private sealed record Place(string Partition, DateTimeOffset NamedAt);
}
