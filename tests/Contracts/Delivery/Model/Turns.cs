namespace Contracts.Delivery.Model;

/// <summary>A start of the process: everything that it still waits for is gone with it.</summary>
public sealed class Incarnation(int number)
{
    public int Number => number;

    public bool IsDead { get; set; }
}

/// <summary>Who goes next, by chance: whatever is to reach a store or a carrier waits here for its turn, and its answer for another one. So all
/// interleavings come from one seed, and a process can die between any two deeds, or before it hears how one ended.</summary>
public sealed class Turns(Random random)
{
    private readonly List<Turn> waiting = [];

    public bool IsIdle => waiting.Count == 0;

    public Task<T> TakeAsync<T>(Incarnation who, Func<Task<T>> deed)
    {
        var turn = new Turn<T>(who, deed);
        if (!who.IsDead)
            waiting.Add(turn);
        return turn.Answer;
    }

    public Task TakeAsync(Incarnation who, Func<Task> deed) => TakeAsync(who, async () =>
    {
        await deed();
        return true;
    });

    public async Task NextAsync()
    {
        var turn = waiting[random.Next(waiting.Count)];
        if (!turn.IsDone)
        {
            await turn.DoAsync();
            if (random.Next(3) == 0)
                return;
        }

        // Whoever waits goes on from here, up to where he waits again.
        waiting.Remove(turn);
        turn.Hear();
    }

    public void Kill(Incarnation who)
    {
        who.IsDead = true;
        waiting.RemoveAll(turn => turn.Who == who);
    }

    private abstract class Turn(Incarnation who)
    {
        public Incarnation Who => who;

        public bool IsDone { get; protected set; }

        public abstract Task DoAsync();

        public abstract void Hear();
    }

    private sealed class Turn<T>(Incarnation who, Func<Task<T>> deed) : Turn(who)
    {
        private readonly TaskCompletionSource<T> heard = new();
        private T? answer;
        private Exception? error;

        public Task<T> Answer => heard.Task;

        public override async Task DoAsync()
        {
            try
            {
                answer = await deed();
            }
            catch (Exception failure)
            {
                error = failure;
            }

            IsDone = true;
        }

        public override void Hear()
        {
            if (error is null)
                heard.SetResult(answer!);
            else
                heard.SetException(error);
        }
    }
}
