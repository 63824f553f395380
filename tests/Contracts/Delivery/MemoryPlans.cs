using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>Plans in memory, for tests of what is written above them.</summary>
public sealed class MemoryPlans : IPlans
{
    private readonly Dictionary<RunId, PlanState> states = [];
    private readonly Dictionary<(RunId Run, int Chunk), byte[]> chunks = [];

    public Task<PlanState> OpenAsync(RunId run, CancellationToken cancellation = default)
    {
        states.TryAdd(run, new PlanState(0, 0, false, 0, 0));
        return Task.FromResult(states[run]);
    }

    public Task<ReadOnlyMemory<byte>?> FreezeAsync(RunId run, int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        if (states[run] is { IsFinished: false } state && state.Chunks == chunk)
            chunks.TryAdd((run, chunk), content.ToArray());
        return FindChunkAsync(run, chunk, cancellation);
    }

    public Task<ReadOnlyMemory<byte>?> FindChunkAsync(RunId run, int chunk, CancellationToken cancellation = default) =>
        Task.FromResult(chunks.TryGetValue((run, chunk), out var content) ? content : (ReadOnlyMemory<byte>?)null);

    public Task<bool> MoveAsync(RunId run, PlanState from, PlanState to, CancellationToken cancellation = default)
    {
        if (!states.TryGetValue(run, out var state) || state.IsFinished || state.Chunks != from.Chunks)
            return Task.FromResult(false);
        states[run] = to;
        foreach (var chunk in chunks.Keys.Where(chunk => chunk.Run == run && chunk.Chunk < (to.IsFinished ? to.Chunks : to.Chunks - 1)).ToList())
            chunks.Remove(chunk);
        return Task.FromResult(true);
    }
}

/// <summary>Active stages in memory.</summary>
public sealed class MemoryActiveStages : IActiveStages
{
    private readonly Dictionary<(RunId Run, int Stage), ActiveStage> stages = [];

    public Task<ActiveStage> EnterAsync(ActiveStage stage, CancellationToken cancellation = default)
    {
        var isAnew = !stages.TryGetValue((stage.Run, stage.Stage), out var known) || known.Epoch != stage.Epoch;
        if (isAnew)
            stages[(stage.Run, stage.Stage)] = known = stage with { IsAnew = false };
        return Task.FromResult(stage with { Lanes = known!.Lanes, IsAnew = isAnew });
    }

    public Task LeaveAsync(RunId run, int stage, CancellationToken cancellation = default)
    {
        stages.Remove((run, stage));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ActiveStage>> ListAsync(CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<ActiveStage>>([.. stages.Values]);
}
