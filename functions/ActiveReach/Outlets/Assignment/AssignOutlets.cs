using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>Assigns everybody of a workspace anew, after its outlets or its rule have changed.</summary>
public sealed class AssignOutlets(IAssignmentStore assignments, IMessageQueue queue, TimeProvider clock) : ISettingsWatch
{
    public const string Queue = "assign-outlets";

    /// <summary>Contacts a transaction.</summary>
    public const int PageSize = 2_000;

    /// <summary>Asks for it; whatever runs already starts over.</summary>
    public async Task AskAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        if (await assignments.AskAsync(workspace, clock.GetUtcNow(), cancellation))
            await EnqueueAsync(workspace, cancellation);
    }

    Task<Func<CancellationToken, Task>?> ISettingsWatch.CheckAsync(SettingsChange change, CancellationToken cancellation) =>
        Task.FromResult<Func<CancellationToken, Task>?>(change.Touches<AssignmentSettings>() ? token => AskAsync(change.Workspace.Id, token) : null);

    /// <summary>Has somebody run what the store knows is to be done.</summary>
    public Task EnqueueAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        queue.SendAsync(Queue, JsonSerializer.Serialize(new AssignmentMessage(workspace.Value), Wire.Json), cancellation: cancellation);

    /// <summary>Runs to the end, from where it stands. Safe to run again, even beside itself: only one of two gets on.</summary>
    public async Task RunAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var progress = await assignments.FindAsync(workspace, cancellation);
        while (progress is { IsOver: false })
        {
            progress = await assignments.PageAsync(progress, PageSize, clock.GetUtcNow(), cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Gives it up where it stands; it can be asked for again.</summary>
    public async Task GiveUpAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        if (await assignments.FindAsync(workspace, cancellation) is { IsOver: false } progress)
            await assignments.FailAsync(progress, "The assignment stopped several times at the same place. What it had assigned stays; ask for it again.", clock.GetUtcNow(), cancellation);
    }

    /// <summary>Takes up what nobody works on: its message is lost, its worker died, or a changed rule was never followed.</summary>
    public async Task ResumeStalledAsync(TimeSpan untouchedFor, CancellationToken cancellation = default)
    {
        foreach (var workspace in await assignments.StalledAsync(clock.GetUtcNow() - untouchedFor, cancellation))
            await AskAgainAsync(workspace, cancellation);
    }

    private async Task AskAgainAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        if (await assignments.FindAsync(workspace, cancellation) is { IsOver: true })
            await AskAsync(workspace, cancellation);
        else
            await EnqueueAsync(workspace, cancellation);
    }
}

/// <summary>What travels on the queue: ids only.</summary>
public sealed record AssignmentMessage(string Workspace);
