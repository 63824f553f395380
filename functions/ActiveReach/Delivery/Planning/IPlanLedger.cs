using ActiveReach.Campaigns;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>The ledger as planning writes it. A plan is made once for the audience (wave 0) and once for every fallback wave,
/// chunk by chunk; its cursor moves with the rows, so that planning goes on where it stopped and plans nobody twice.</summary>
public interface IPlanLedger
{
    /// <summary>Begins the plan of a wave, or finds how far it is.</summary>
    Task<PlanState> OpenAsync(Run run, int wave, CancellationToken cancellation = default);

    /// <summary>Stores the rows and moves the cursor. False, with nothing stored, when the cursor is no longer
    /// <see cref="PlanChunk.From"/>, the plan is sealed, or the run has ended.</summary>
    Task<bool> AddAsync(PlanChunk chunk, CancellationToken cancellation = default);

    /// <summary>Ends the plan: counts the batches of each shard of its stages, so that they can be settled. Repeating it changes
    /// nothing.</summary>
    Task SealAsync(RunId run, int wave, CancellationToken cancellation = default);
}

/// <summary>How far a plan is.</summary>
/// <param name="Cursor">Where it goes on: a contact id for wave 0, else a place in the ledger; 0 at the start.</param>
/// <param name="Planned">Rows to be sent so far.</param>
/// <param name="Skipped">Contacts that are not to be sent to, so far.</param>
/// <param name="Batches">The batches so far that are not full, and the last one of every stage and channel.</param>
public sealed record PlanState(long Cursor, bool IsSealed, long Planned, long Skipped, IReadOnlyList<PlannedBatch> Batches);

/// <summary>A part of a plan: everybody between two places of the cursor.</summary>
/// <param name="Rows">In order of batch and row.</param>
/// <param name="Batches">Every batch that the rows touch, with its number of rows after them.</param>
/// <param name="Superseded">Rows that the new ones take over from, in a fallback wave.</param>
public sealed record PlanChunk(
    RunId Run, int Wave, long From, long To, IReadOnlyList<PlannedRow> Rows, IReadOnlyList<PlannedBatch> Batches, IReadOnlyList<LedgerAddress> Superseded);

/// <param name="Outlet">A batch never mixes outlets.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="NotBefore">When its rows may go at the earliest, in whole minutes; a batch never mixes hours. Null for at once.</param>
public readonly record struct PlannedBatch(BatchNumber Number, string? Outlet, int Rows, DateTimeOffset? NotBefore = null);

/// <param name="Variant">Null until the winner is chosen.</param>
/// <param name="SkipReason">Null for a row that is to be sent.</param>
/// <param name="Rule">The rule of quiet hours that a row to be sent waits for.</param>
public readonly record struct PlannedRow(
    BatchNumber Batch, int Row, ContactId Contact, Channels.Channel Channel, string? Variant, string? SkipReason, string? Rule = null);
