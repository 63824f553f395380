using Functions.Embedded.Durable.History;
using Microsoft.DurableTask;

namespace Functions.Embedded.Durable.Replay;

/// <summary>
/// Events and those who wait for them. The latest wait that has not ended gets the first event; waits that were cancelled or timed out are
/// passed over (as since Microsoft.DurableTask 1.27: before, they took the event with them). Events nobody waits for are kept in order.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<IWait>> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> kept = new(StringComparer.OrdinalIgnoreCase);

    private interface IWait
    {
        Type Type { get; }

        bool IsOver { get; }

        void Complete(string? text, DataConverter converter);
    }

    public bool HasWaits => waits.Count > 0;

    /// <summary>Waits; a cancellation counts only where <paramref name="isOurs"/> says that it comes from the orchestrator itself.</summary>
    public Task<T> Wait<T>(string name, Func<bool> isOurs, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var wait = new Waiting<T>();
        if (!waits.TryGetValue(name, out var stack))
            waits[name] = stack = new Stack<IWait>();
        else if (stack.Peek().Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. '{name}' is awaited as {stack.Peek().Type.FullName} but was requested as {typeof(T).FullName}.",
                nameof(name));
        }

        stack.Push(wait);
        if (kept.TryGetValue(name, out var queue))
        {
            var first = queue.Dequeue();
            if (queue.Count == 0)
                kept.Remove(name);
            Raise(first);
        }

        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                if (isOurs())
                    wait.TrySetCanceled(cancellation);
            });
        }

        return wait.Task;
    }

    public void Raise(HistoryEvent raised)
    {
        var name = raised.Name!;
        if (NextWaiting(name) is { } wait)
        {
            wait.Complete(raised.Text, converter);
            return;
        }

        if (!kept.TryGetValue(name, out var queue))
            kept[name] = queue = new Queue<HistoryEvent>();
        queue.Enqueue(raised);
    }

    public List<HistoryEvent> TakeKept()
    {
        var all = kept.Values.SelectMany(queue => queue).ToList();
        kept.Clear();
        return all;
    }

    private IWait? NextWaiting(string name)
    {
        if (!waits.TryGetValue(name, out var stack))
            return null;
        IWait? found = null;
        while (found is null && stack.TryPop(out var wait))
            found = wait.IsOver ? null : wait;
        if (stack.Count == 0)
            waits.Remove(name);
        return found;
    }

    private sealed class Waiting<T> : TaskCompletionSource<T>, IWait
    {
        public Type Type => typeof(T);

        public bool IsOver => Task.IsCompleted;

        public void Complete(string? text, DataConverter converter)
        {
            T value;
            try
            {
                value = converter.Deserialize<T>(text)!;
            }
            catch (Exception error)
            {
                TrySetException(error);
                return;
            }

            TrySetResult(value);
        }
    }
}
