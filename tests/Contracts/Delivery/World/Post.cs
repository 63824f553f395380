using ActiveReach.Queues;

namespace Contracts.Delivery.World;

/// <summary>Queues that lose nothing: a message is gone only when it was worked off.</summary>
public sealed class Post(TimeProvider clock) : IMessageQueue
{
    private readonly List<(DateTimeOffset Due, long Order, string Queue, string Body)> waiting = [];
    private long order;

    public int Sent { get; private set; }

    public int Waiting
    {
        get
        {
            lock (waiting)
                return waiting.Count;
        }
    }

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (waiting)
                return waiting.Count == 0 ? null : waiting.Min(each => each.Due);
        }
    }

    public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        lock (waiting)
        {
            waiting.Add((clock.GetUtcNow() + (delay ?? TimeSpan.Zero), order++, queue, body));
            Sent++;
        }

        return Task.CompletedTask;
    }

    public async Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default)
    {
        foreach (var body in bodies)
            await SendAsync(queue, body, cancellation: cancellation);
    }

    /// <summary>Takes up to so many messages that may be seen, oldest first.</summary>
    public IReadOnlyList<string> Take(int most)
    {
        lock (waiting)
        {
            var now = clock.GetUtcNow();
            var taken = waiting.Where(each => each.Due <= now).OrderBy(each => each.Order).Take(most).ToList();
            waiting.RemoveAll(taken.Contains);
            return [.. taken.Select(each => each.Body)];
        }
    }

    public void Lose()
    {
        lock (waiting)
            waiting.Clear();
    }
}
