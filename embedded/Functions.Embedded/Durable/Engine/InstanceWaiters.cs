namespace Functions.Embedded.Durable.Engine;

/// <summary>Those who wait for an instance to start or to end, by its id: it may not exist yet.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<TaskCompletionSource>> waiting = new(StringComparer.Ordinal);
    private Exception? failure;

    /// <summary>A task that ends at the next start or end of the instance.</summary>
    public Task NextChange(string id)
    {
        lock (gate)
        {
            if (failure is not null)
                return Task.FromException(failure);
            var change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!waiting.TryGetValue(id, out var list))
                waiting[id] = list = [];
            list.Add(change);
            return change.Task;
        }
    }

    /// <summary>Takes one back that nobody awaits any more.</summary>
    public void Forget(string id, Task change)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(id, out var list) && list.RemoveAll(item => item.Task == change) > 0 && list.Count == 0)
                waiting.Remove(id);
        }
    }

    public void Changed(string id)
    {
        List<TaskCompletionSource>? list;
        lock (gate)
        {
            if (waiting.Count == 0 || !waiting.Remove(id, out list))
                return;
        }

        foreach (var change in list)
            change.TrySetResult();
    }

    public void FailAll(Exception reason)
    {
        List<TaskCompletionSource> all;
        lock (gate)
        {
            failure = reason;
            all = waiting.Values.SelectMany(list => list).ToList();
            waiting.Clear();
        }

        foreach (var change in all)
            change.TrySetException(reason);
    }
}
