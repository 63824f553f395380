namespace ActiveReach.Inbox;

/// <summary>Writes in groups: whatever comes while one group is being written makes the next, and nobody waits for company,
/// unless there is a pause.</summary>
/// <param name="pause">Goes before every group; null (default) for none.</param>
internal sealed class Gathering<T>(Func<IReadOnlyList<T>, Task> write, Func<Task>? pause = null)
{
    private readonly Lock gate = new();
    private List<T> waiting = [];
    private TaskCompletionSource written = NewCompletion();
    private Task current = Task.CompletedTask;
    private bool isWriting;

    /// <summary>Completes when the items have been written.</summary>
    public Task AddAsync(IReadOnlyList<T> items)
    {
        Task completion;
        lock (gate)
        {
            waiting.AddRange(items);
            completion = written.Task;
            if (isWriting)
                return completion;
            isWriting = true;
        }

        // The first group starts at once, so that the write is under way when the caller goes on.
        _ = WriteAsync();
        return completion;
    }

    /// <summary>Completes when everything that was added before has been written.</summary>
    public Task AllAsync()
    {
        lock (gate)
            return waiting.Count > 0 ? written.Task : current;
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            if (pause is not null)
                await pause();
            List<T> group;
            TaskCompletionSource completion;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    isWriting = false;
                    return;
                }

                (group, waiting) = (waiting, []);
                (completion, written) = (written, NewCompletion());
                current = completion.Task;
            }

            try
            {
                await write(group);
                completion.SetResult();
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        }
    }

    private static TaskCompletionSource NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
