using ActiveReach.Ids;

namespace ActiveReach.Delivery.Ledger;

/// <summary>The store of the send ledger. What is written together lies in one shard of one run: at most <see cref="MostChanges"/> entities, so that
/// it can be an entity group of a table store.</summary>
public interface ILedger
{
    /// <summary>Most entities of one write: what Azure Tables take in a transaction.</summary>
    const int MostChanges = 100;

    /// <summary>Begins the ledger of a run, or finds the one that was begun: the first to open it decides.</summary>
    Task<LedgerRun> OpenAsync(LedgerRun run, Fence fence, CancellationToken cancellation = default);

    /// <summary>Null while nothing has been planned.</summary>
    Task<LedgerRun?> FindRunAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>Reads a batch as far as it isn't known, decides and writes, all or nothing. The decision is repeated when somebody wrote in between; so it
    /// changes nothing but the group, which is what is known then. Null (default) when there is no such batch; then it isn't asked.</summary>
    Task<T?> ChangeAsync<T>(KnownBatch batch, Func<LedgerGroup, T> decide, CancellationToken cancellation = default);

    /// <inheritdoc cref="ChangeAsync{T}(KnownBatch, Func{LedgerGroup, T}, CancellationToken)"/>
    Task<T?> ChangeAsync<T>(GroupScope scope, Func<LedgerGroup, T> decide, CancellationToken cancellation = default) => ChangeAsync(new KnownBatch(scope), decide, cancellation);

    /// <summary>The same without a write.</summary>
    Task<LedgerGroup?> ReadAsync(GroupScope scope, CancellationToken cancellation = default);

    /// <summary>Adds batches of one shard with their rows, each of them whole or not at all; one that is there stays as it is, with its rows.
    /// Rows that are tried after a home row change that too. An occurrence whose contact has a home row for it is left out of other batches;
    /// so that a store can tell, the home row of an occurrence counts as two entities.</summary>
    /// <returns>False, with nothing added, when the fence doesn't admit planning.</returns>
    Task<bool> AddAsync(RunId run, int shard, IReadOnlyList<NewBatch> batches, CancellationToken cancellation = default);

    /// <summary>Counts the batches of stages in every shard, so that they can be settled; what is counted stays. Nothing is added to these stages any more.</summary>
    Task SealAsync(RunId run, int firstStage, int lastStage, CancellationToken cancellation = default);

    /// <summary>Of a sealed stage every shard that has a batch of it; null before it is sealed.</summary>
    Task<IReadOnlyList<StageHead>?> StageAsync(RunId run, int stage, CancellationToken cancellation = default);

    /// <summary>The batches of a stage that are not done, by shard and number.</summary>
    Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, int stage, CancellationToken cancellation = default);

    /// <summary>Those of all stages.</summary>
    Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>The batches with these numbers, as far as they are there.</summary>
    Task<IReadOnlyList<BatchHead>> BatchesAsync(RunId run, int shard, IReadOnlyList<BatchNumber> numbers, CancellationToken cancellation = default);

    /// <summary>The next batches of a shard behind a number, in order.</summary>
    Task<IReadOnlyList<BatchNumber>> BatchesAfterAsync(RunId run, int shard, BatchNumber? after, int limit, CancellationToken cancellation = default);

    /// <summary>Claims addresses of a run and occurrence, each for one message: whoever has one keeps it.</summary>
    /// <returns>For each the claim that holds now.</returns>
    Task<IReadOnlyList<AddressClaim>> ClaimAddressesAsync(RunId run, IReadOnlyList<AddressClaim> claims, CancellationToken cancellation = default);

    /// <summary>A row by its place.</summary>
    Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default);

    /// <summary>The row that a carrier's own message id belongs to.</summary>
    Task<LedgerRow?> FindByMessageIdAsync(Workspaces.WorkspaceId workspace, string messageId, CancellationToken cancellation = default);

    /// <summary>The sums of a run.</summary>
    Task<IReadOnlyList<Tally>> TalliesAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>Raises the fence of every shard, in order of epoch and status; an older one changes nothing. Times once set stay.</summary>
    Task RaiseAsync(RunId run, Fence fence, CancellationToken cancellation = default);

    Task<Fence?> FenceAsync(RunId run, CancellationToken cancellation = default);
}

/// <summary>A batch and those of its rows that a write is about.</summary>
/// <param name="First">The first row to be read.</param>
/// <param name="Last">The last row to be read; less than <paramref name="First"/> for none.</param>
public readonly record struct GroupScope(RunId Run, int Shard, BatchNumber Batch, int First = 0, int Last = BatchNumber.MostRows)
{
    public static GroupScope Of(BatchMessage message) => new(message.RunId, message.Shard, new BatchNumber(message.Batch));

    public static GroupScope Of(LedgerAddress address) => new(address.Run, address.Shard, new BatchNumber(address.Batch), address.Row, address.Row);

    public GroupScope WithoutRows => this with { First = 1, Last = 0 };

    public GroupScope Between(int first, int last) => this with { First = first, Last = last };
}

/// <summary>A batch as somebody knows it who writes it several times: what nobody else has written since needn't be read again.</summary>
public sealed class KnownBatch(GroupScope scope, LedgerGroup? group = null)
{
    public GroupScope Scope => scope;

    /// <summary>As it was read or written last; null for nothing that could still hold.</summary>
    public LedgerGroup? Group { get; set; } = group;
}

/// <param name="Contact">Whom it is for.</param>
/// <param name="Row">The message that goes there.</param>
public readonly record struct AddressClaim(long Key, ContactId Contact, LedgerAddress Row, string Occurrence = "");

/// <param name="Rows">In order, from 0; all of them tried after home rows of one batch, or none.</param>
public sealed record NewBatch(BatchNumber Number, IReadOnlyList<LedgerRow> Rows, DateTimeOffset? NotBefore = null)
{
    /// <summary>It without what other batches have: rows of occurrences whose home row lies elsewhere.</summary>
    /// <param name="homeOf">Finds the home row of an occurrence; null where it has none yet.</param>
    public NewBatch WithoutKnown(Func<LedgerRow, RowPlace?> homeOf) => Rows.Any(row => row.Occurrence.Length > 0)
        ? this with { Rows = [.. Rows.Where(row => row.Occurrence.Length == 0 || homeOf(row) is not { } home || home == (row.Home ?? row.Place))] }
        : this;

    public BatchHead Head(int shard)
    {
        var unsettled = Rows.Count(row => row.IsUnsettled);
        return new BatchHead
        {
            Shard = shard,
            Number = Number,
            Rows = Rows.Count,
            Unsettled = unsettled,
            IsDone = unsettled == 0,
            NotBefore = unsettled == 0 ? null : NotBefore,
            IsDeferred = NotBefore is not null && unsettled > 0,
            Rule = NotBefore is null ? null : Rows.Select(row => row.Rule).FirstOrDefault(rule => rule is not null),
        };
    }
}

/// <summary>What came about a row once the figures were final.</summary>
public sealed record LateReport(int Row, LedgerEventKind Kind, DateTimeOffset At, string? Reason);
