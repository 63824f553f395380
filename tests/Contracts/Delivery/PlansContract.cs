using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>What everything that keeps plans promises to planners.</summary>
public abstract class PlansContract
{
    private static readonly RunId Run = new("cmp_1.1");
    private static readonly PlanState Written = new(1, 40, false, 39, 1);

    protected abstract IPlans Plans { get; }

    [Fact]
    public async Task A_plan_begins_with_nothing_and_moves_on_for_the_first_who_asks()
    {
        var begun = await Plans.OpenAsync(Run);
        Assert.Equal(new PlanState(0, 0, false, 0, 0), begun);
        Assert.True(await Plans.MoveAsync(Run, begun, Written));
        Assert.False(await Plans.MoveAsync(Run, begun, Written with { Cursor = 50 }));
        Assert.Equal(Written, await Plans.OpenAsync(Run));
    }

    [Fact]
    public async Task A_chunk_is_frozen_once()
    {
        await Plans.OpenAsync(Run);
        Assert.Null(await Plans.FindChunkAsync(Run, 0));
        Assert.Equal("one"u8.ToArray(), (await Plans.FreezeAsync(Run, 0, "one"u8.ToArray()))!.Value.ToArray());
        Assert.Equal("one"u8.ToArray(), (await Plans.FreezeAsync(Run, 0, "another"u8.ToArray()))!.Value.ToArray());
        Assert.Equal("one"u8.ToArray(), (await Plans.FindChunkAsync(Run, 0))!.Value.ToArray());
        Assert.Null(await Plans.FindChunkAsync(new RunId("cmp_2.1"), 0));
    }

    [Fact]
    public async Task The_last_chunk_is_kept_until_the_plan_is_finished()
    {
        var begun = await Plans.OpenAsync(Run);
        await Plans.FreezeAsync(Run, 0, "one"u8.ToArray());
        await Plans.MoveAsync(Run, begun, Written);
        Assert.NotNull(await Plans.FindChunkAsync(Run, 0));

        await Plans.FreezeAsync(Run, 1, "end"u8.ToArray());
        Assert.True(await Plans.MoveAsync(Run, Written, Written with { Chunks = 2, IsFinished = true }));
        Assert.Null(await Plans.FindChunkAsync(Run, 0));
        Assert.Null(await Plans.FindChunkAsync(Run, 1));
        Assert.False(await Plans.MoveAsync(Run, Written with { Chunks = 2 }, Written with { Chunks = 3 }));
    }

    [Fact]
    public async Task A_chunk_that_the_plan_has_left_behind_is_not_frozen_anew()
    {
        var begun = await Plans.OpenAsync(Run);
        await Plans.FreezeAsync(Run, 0, "one"u8.ToArray());
        Assert.True(await Plans.MoveAsync(Run, begun, Written));
        await Plans.FreezeAsync(Run, 1, "two"u8.ToArray());
        Assert.True(await Plans.MoveAsync(Run, Written, Written with { Chunks = 2 }));
        Assert.Null(await Plans.FreezeAsync(Run, 0, "another"u8.ToArray()));
        Assert.True(await Plans.MoveAsync(Run, Written with { Chunks = 2 }, Written with { Chunks = 3, IsFinished = true }));
        Assert.Null(await Plans.FreezeAsync(Run, 3, "another"u8.ToArray()));
    }
}
