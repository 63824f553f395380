using SqliteGroupCommit;

namespace Functions.Embedded.Queues;

/// <summary>Puts messages; acknowledged when they are on disk.</summary>
internal sealed class SendWork(QueueStore store, string queue, QueueEntry[] entries) : ICommitWork
{
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private QueueListener? listener;

    public Task Sent => sent.Task;

    public void Write(WriteSession session)
    {
        foreach (var entry in entries)
            QueueStore.Insert(session, queue, entry);
        listener = store.Live?.GetValueOrDefault(queue);
    }

    public void Committed()
    {
        listener?.Add(entries);
        sent.TrySetResult();
    }

    public void Lost(Exception reason) => sent.TrySetException(reason);
}

/// <summary>Counts the try of messages before they are run, so that one that kills the process comes to its end too.</summary>
internal sealed class DequeueWork(QueueListener listener, QueueEntry[] entries) : ICommitWork
{
    public void Write(WriteSession session)
    {
        foreach (var entry in entries)
            QueueStore.Dequeue(session, entry);
    }

    public void Committed() => listener.Run(entries);

    public void Lost(Exception reason) => listener.Abandon(entries.Length);
}

/// <summary>Ends a message: it is deleted or, when it failed too often, moved to the poison queue in the same transaction.</summary>
internal sealed class EndWork(QueueStore store, QueueEntry entry, string? poisonQueue, QueueEntry? poison) : ICommitWork
{
    private QueueListener? listener;

    public void Write(WriteSession session)
    {
        QueueStore.Delete(session, entry.Id);
        if (poison is null)
            return;
        QueueStore.Insert(session, poisonQueue!, poison);
        listener = store.Live?.GetValueOrDefault(poisonQueue!);
    }

    public void Committed() => listener?.Add([poison!]);

    // A lost deletion is a second delivery after the restart: at least once, as promised.
    public void Lost(Exception reason)
    {
    }
}
