using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.History;
using Functions.Embedded.Durable.Storage;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Client;

/// <summary>Something a client asked for; its task ends when that is on disk and handed on.</summary>
internal abstract class ClientCommand(EngineParts parts) : ICommitWork
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected EngineParts Parts { get; } = parts;

    public Task RunAsync()
    {
        Parts.Post(this);
        return done.Task;
    }

    public abstract void Write(WriteSession session);

    public void Committed()
    {
        if (HandOn() is { } refusal)
            done.TrySetException(refusal);
        else
            done.TrySetResult();
        Parts.Activity.Leave();
    }

    public void Lost(Exception reason)
    {
        done.TrySetException(reason);
        Parts.Activity.Leave();
        Parts.Fault(reason);
    }

    /// <summary>What is to happen once it is on disk; an exception is for the caller.</summary>
    protected abstract Exception? HandOn();
}

/// <summary>Starts an instance, unless one with its id forbids it.</summary>
internal sealed class ScheduleCommand(
    EngineParts parts,
    Dispatch dispatch,
    string id,
    string name,
    string? input,
    long startAt,
    IReadOnlyDictionary<string, string>? tags,
    IReadOnlyCollection<OrchestrationRuntimeStatus> refusing) : ClientCommand(parts)
{
    private Instance? created;
    private Instance? replaced;
    private OrchestrationRuntimeStatus? inTheWay;

    public override void Write(WriteSession session)
    {
        Parts.Live.TryGetValue(id, out replaced);
        var status = replaced?.Status ?? InstanceRows.Find(session, id)?.Status;
        if (status is { } known && refusing.Contains(known))
        {
            (inTheWay, replaced) = (known, null);
            return;
        }

        if (replaced is not null)
            replaced.Finished = true;
        created = NewInstances.Write(Parts, session, id, name, null, input, Parts.Now, tags, startAt);
    }

    protected override Exception? HandOn()
    {
        if (inTheWay is { } status)
        {
            return new DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException(
                $"An orchestration with the instance id '{id}' exists already and is {status}. Choose another id, or wait until it has ended.");
        }

        if (replaced is not null)
            dispatch.Timers.CancelAll(replaced);
        if (created!.Held)
            dispatch.Timers.Set(created, created.Execution, Message.Start.Happened.TaskId, startAt);
        else
            dispatch.Start(created);
        return null;
    }
}

/// <summary>Puts a message into the inbox of an unfinished instance; to any other it does nothing, or is refused with its status.</summary>
internal sealed class SendCommand(
    EngineParts parts, Dispatch dispatch, string id, HistoryEvent happened, bool withChildren = false, bool needsLive = false) : ClientCommand(parts)
{
    private readonly List<(Instance Target, Message Message)> letters = [];
    private Status? refusal;

    public override void Write(WriteSession session)
    {
        if (!Parts.Live.TryGetValue(id, out var target))
        {
            if (needsLive)
            {
                refusal = InstanceRows.Find(session, id) is { } found
                    ? new Status(StatusCode.FailedPrecondition, $"The orchestration instance '{id}' is not running: it is {found.Status}.")
                    : new Status(StatusCode.NotFound, $"No instance with the id '{id}' was found.");
            }

            return;
        }

        letters.Add((target, Parts.Store.Inbox.Insert(session, target, happened)));
        if (!withChildren)
            return;
        foreach (var descendant in Families.Descendants(session, target.Key))
        {
            if (Parts.Live.TryGetValue(descendant.Id, out var child) && child.Key == descendant.Key)
                letters.Add((child, Parts.Store.Inbox.Insert(session, child, happened)));
        }
    }

    protected override Exception? HandOn()
    {
        foreach (var (target, message) in letters)
            dispatch.Deliver(target, message);
        return refusal is { } status ? new RpcException(status) : null;
    }
}
