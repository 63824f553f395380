using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Replay;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Durable.Engine;

/// <summary>The call an instance answers to.</summary>
internal sealed record ParentLink(long Key, int TaskId, int Execution, string Id, string Name);

/// <summary>
/// An unfinished instance, as small as it may be while it is parked: its history is in memory only while the cache keeps it. One
/// thread at a time runs its episodes.
/// </summary>
internal sealed class Instance(long key, string id, string name, ParentLink? parent)
{
    private List<Message>? mailbox;
    private bool running;
    private volatile bool finished;

    public long Key { get; } = key;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public ParentLink? Parent { get; } = parent;

    /// <summary>True until the start time of a delayed instance.</summary>
    public bool Held { get; set; }

    /// <summary>Set on the storage thread when its end is written: what comes later finds nobody.</summary>
    public bool Finished
    {
        get => finished;
        set => finished = value;
    }

    public int Execution { get; set; }

    public OrchestrationRuntimeStatus Status { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>Whether this execution has had its first episode.</summary>
    public bool Played { get; set; }

    public List<HistoryEvent>? History { get; set; }

    /// <summary>Bytes the history takes in memory, about.</summary>
    public long HistoryBytes { get; set; }

    /// <summary>Kept alive instead of being replayed; for long histories.</summary>
    public OrchestrationExecutor? Live { get; set; }

    /// <summary>Timers in the heap; guarded by the heap's lock.</summary>
    public List<TimerEntry>? Timers { get; set; }

    /// <summary>Place in the history cache; guarded by the cache's lock.</summary>
    public CacheSeat? Seat { get; set; }

    /// <summary>Activities handed out and not back yet.</summary>
    public int OpenActivities;

    /// <summary>Episodes whose commit is on its way: the history on disk is behind the one in memory.</summary>
    public int OpenCommits;

    /// <summary>Puts a message in; true when the caller must see to it that an episode runs.</summary>
    public bool Receive(Message message)
    {
        lock (this)
        {
            if (finished)
                return false;
            if (ReferenceEquals(message, Message.Start))
                Held = false;
            (mailbox ??= []).Add(message);
            return Claim(message);
        }
    }

    /// <summary>Marks it running although nothing arrived: its first episode is due. False when it runs already, or must wait.</summary>
    public bool Wake()
    {
        lock (this)
            return !finished && Claim(null);
    }

    public List<Message> TakeMail()
    {
        lock (this)
        {
            var taken = mailbox ?? [];
            mailbox = null;
            return taken;
        }
    }

    /// <summary>Ends the turn unless there is more to do. An instance that is over never gets another.</summary>
    public bool TryRest(bool isOver)
    {
        lock (this)
        {
            if (isOver)
                return true;
            if (mailbox is not null || !Played)
                return false;
            running = false;
            return true;
        }
    }

    /// <summary>Drops the history unless the instance is using it or is ahead of the disk.</summary>
    public bool TryEvict()
    {
        lock (this)
        {
            if (running || Volatile.Read(ref OpenCommits) > 0)
                return false;
            History = null;
            Live = null;
            return true;
        }
    }

    private bool Claim(Message? message)
    {
        if (running || (Held && message?.Happened.Kind != HistoryKind.ExecutionTerminated))
            return false;
        running = true;
        return true;
    }
}
