using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>How far the plan of a run's audience is, and its chunks. A chunk is frozen before the ledger is written from it: whoever plans, and
/// however often, writes the same rows, whatever has changed in the audience since.</summary>
public interface IPlans
{
    /// <summary>Begins the plan, or finds how far it is.</summary>
    Task<PlanState> OpenAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>Keeps the chunk that the plan goes on with, if there is none yet.</summary>
    /// <returns>The one that is kept, maybe another planner's; null when the plan has gone on since, and the chunk may be forgotten already.</returns>
    Task<ReadOnlyMemory<byte>?> FreezeAsync(RunId run, int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellation = default);

    /// <summary>Null when nobody has frozen it.</summary>
    Task<ReadOnlyMemory<byte>?> FindChunkAsync(RunId run, int chunk, CancellationToken cancellation = default);

    /// <summary>Moves on from one state to the next; false when somebody else has. Chunks of a finished plan are forgotten.</summary>
    Task<bool> MoveAsync(RunId run, PlanState from, PlanState to, CancellationToken cancellation = default);
}

/// <param name="Chunks">How many are written.</param>
/// <param name="Cursor">The last contact of them; 0 at the start.</param>
/// <param name="Planned">Messages to be sent so far.</param>
/// <param name="Skipped">Contacts that are not to be sent to, so far.</param>
public sealed record PlanState(int Chunks, long Cursor, bool IsFinished, long Planned, long Skipped);
