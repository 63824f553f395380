using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace Contracts.Delivery.Model;

/// <summary>A send in which everything happens by chance: who is next, who dies, who pauses, reports, edits, merges and opts out. What must hold is
/// looked at between any two deeds, and at the end.</summary>
internal sealed class SendModel
{
    private const int Steps = 1_500;
    private const int MostWorkers = 4;
    private readonly Random random;
    private readonly ModelWorld world;
    private readonly List<ModelProcess> processes = [];
    private readonly List<Going> going = [];
    private readonly ModelFate fate;
    private readonly bool mayBeCancelled;
    private int starts;
    private bool isPlanned;

    public SendModel(int seed, Func<Random, ModelStores> open)
    {
        random = new Random(seed);
        world = new ModelWorld(seed, random, open(new Random(seed + 1)));
        mayBeCancelled = random.Next(5) == 0;
        fate = new ModelFate(world, random);
    }

    public async Task RunAsync()
    {
        await AddRunAsync();
        for (var step = 0; step < Steps; step++)
        {
            if (!world.Turns.IsIdle && random.Next(100) < 85)
                await world.Turns.NextAsync();
            else
                await SomethingAsync();
            HearOf();
            if (random.Next(60) == 0)
                await fate.CheckNowAsync();
        }

        while (!world.Turns.IsIdle)
        {
            await world.Turns.NextAsync();
            HearOf();
        }

        await new ModelEnd(world, fate, () => processes[0], DoAsync).FinishAsync(isPlanned);
    }

    private async Task AddRunAsync()
    {
        Start();
        if (!world.IsAlone)
            Start();
        await DoAsync(processes[0].Runs.TryAddAsync(new Run
        {
            Id = ModelWorld.Run,
            Campaign = ModelWorld.Run.Campaign,
            Workspace = World.OneShop.Shop.Id,
            Definition = world.Definition,
            Orchestration = "run",
            Status = RunStatus.Sending,
            StartedAt = world.Clock.GetUtcNow(),
        }));
    }

    /// <summary>Lets go on whatever goes on, until it is done.</summary>
    private async Task<T> DoAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted && !world.Turns.IsIdle)
        {
            await world.Turns.NextAsync();
            HearOf();
        }

        return await work.WaitAsync(Eventually.Bound);
    }

    private async Task SomethingAsync()
    {
        var process = processes[random.Next(processes.Count)];
        switch (random.Next(40))
        {
            case < 3 when !isPlanned && Count(Doing.Plan) < 2:
                Begin(process, Doing.Plan, async () => isPlanned |= await process.PlanAsync());
                break;
            case 4 when isPlanned:
                Begin(process, Doing.Watch, () => process.StartStage.StartAsync(ModelWorld.Run, Stage.Rest));
                break;
            case 5:
                Begin(process, Doing.Move, () => process.MoveAsync(RunStatus.Sending, RunStatus.Paused));
                break;
            case 6 or 7 or 8:
                Begin(process, Doing.Move, () => ResumeAsync(process));
                break;
            case 9 when mayBeCancelled && random.Next(10) == 0:
                Begin(process, Doing.Move, () => process.MoveAsync(RunStatus.Sending, RunStatus.Cancelled));
                break;
            case 10 or 11 or 12:
                var reports = fate.SomeReports();
                Begin(process, Doing.Report, () => process.Reports.RecordAsync(reports));
                break;
            case 13:
                await fate.ChangePeopleAsync(isPlanned);
                break;
            case 14:
                PassTime();
                break;
            case 15 when random.Next(3) == 0:
                Crash(process);
                break;
            case > 20 when Count(Doing.Deliver) < MostWorkers && world.Post.Take(1) is [var message]:
                Deliver(process, message);
                break;
        }
    }

    private async Task ResumeAsync(ModelProcess process)
    {
        await process.MoveAsync(RunStatus.Paused, RunStatus.Sending);
        if (isPlanned)
            await process.StartStage.StartAsync(ModelWorld.Run, Stage.Rest);
    }

    private void PassTime()
    {
        world.SystemClock.Advance(TimeSpan.FromSeconds(random.Next(20)));
        if (world.Post.NextDue is { } due && due > world.Clock.GetUtcNow() && random.Next(2) == 0)
            world.Clock.SetUtcNow(due);
        else
            world.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(100_000)));
    }

    /// <summary>A queue that delivers at least once.</summary>
    private void Deliver(ModelProcess process, string message)
    {
        if (random.Next(50) == 0)
            world.Post.SendAsync("twice", message);
        Begin(process, Doing.Deliver, async () =>
        {
            if ((await process.DeliverAsync(message)).Ring is { } ring)
                await fate.CheckSettledAsync(ring.Stage);
        }, message);
    }

    private void Crash(ModelProcess process)
    {
        world.Turns.Kill(process.Who);
        processes.Remove(process);
        foreach (var lost in going.Where(each => each.Process == process && each.Message is not null))
            world.Post.SendAsync("again", lost.Message!);
        going.RemoveAll(each => each.Process == process);
        Start();
    }

    private void Start() => processes.Add(new ModelProcess(world, ++starts));

    private int Count(Doing doing) => going.Count(each => each.Doing == doing);

    private void Begin(ModelProcess process, Doing doing, Func<Task> deed, string? message = null) => going.Add(new Going(process, doing, deed(), message));

    /// <summary>Nothing of it may fail: there are no faults but crashes.</summary>
    private void HearOf()
    {
        foreach (var ended in going.Where(each => each.Work.IsCompleted).ToList())
        {
            going.Remove(ended);
            if (ended.Work.Exception is { } failure)
                throw new InvalidOperationException($"{ended.Doing} failed.", failure);
        }
    }

    private enum Doing
    {
        Plan,
        Watch,
        Move,
        Report,
        Deliver,
    }

    private sealed record Going(ModelProcess Process, Doing Doing, Task Work, string? Message);
}
