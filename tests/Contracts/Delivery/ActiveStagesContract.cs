using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>What everything that keeps active stages promises to those who share the window.</summary>
public abstract class ActiveStagesContract
{
    private static readonly RunId Run = new("cmp_1.1");

    protected abstract IActiveStages Stages { get; }

    [Fact]
    public async Task A_stage_keeps_its_lanes_while_the_epoch_is_the_same()
    {
        Assert.Equal(new ActiveStage(Run, 1, 1, 4, IsAnew: true), await Stages.EnterAsync(new ActiveStage(Run, 1, 1, 4)));
        Assert.Equal(new ActiveStage(Run, 1, 1, 4), await Stages.EnterAsync(new ActiveStage(Run, 1, 1, 16)));
        Assert.Equal(new ActiveStage(Run, 1, 2, 16, IsAnew: true), await Stages.EnterAsync(new ActiveStage(Run, 1, 2, 16)));
        Assert.Equal([new ActiveStage(Run, 1, 2, 16)], await Stages.ListAsync());
    }

    [Fact]
    public async Task Whoever_leaves_is_not_listed()
    {
        await Stages.EnterAsync(new ActiveStage(Run, 1, 1, 4));
        await Stages.EnterAsync(new ActiveStage(new RunId("cmp_2.1"), 0, 1, 4));
        await Stages.LeaveAsync(Run, 1);
        await Stages.LeaveAsync(Run, 1);
        Assert.Equal(["cmp_2.1"], (await Stages.ListAsync()).Select(stage => stage.Run.Value));
    }
}
