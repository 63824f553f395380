using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>Assigns everybody of a workspace anew, after its outlets or its rule have changed.</summary>
public sealed class AssignOutlets(
    Assignments assignments, OutletRegister outlets, OutletDirectories directories, IOutletContacts contacts, WorkspaceRegister workspaces, SettingsSections sections,
    IMessageQueue queue, TimeProvider clock) : ISettingsWatch
{
    public const string Queue = "assign-outlets";

    /// <summary>Contacts a transaction.</summary>
    public const int PageSize = 2_000;

    /// <summary>How far it has come, null while the workspace never had an outlet; and contacts by what put them to their outlet.</summary>
    public async Task<(AssignmentProgress? Progress, IReadOnlyDictionary<OutletSource, long> Contacts)> ShowAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        ((await assignments.FindAsync(workspace, cancellation))?.Value, await contacts.CountAsync(workspace, cancellation: cancellation));

    /// <summary>Asks for it, by the rule of the settings; whatever runs already starts over.</summary>
    public async Task AskAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        if (await outlets.AskAsync(workspace, await RuleOfAsync(workspace, cancellation), clock.GetUtcNow(), cancellation))
            await EnqueueAsync(workspace, cancellation);
    }

    async Task<Func<CancellationToken, Task>?> ISettingsWatch.CheckAsync(SettingsChange change, CancellationToken cancellation)
    {
        if (!change.Touches<AssignmentSettings>() || sections.Check(change.Asked).Count > 0)
            return null;
        await assignments.MarkAsync(change.Workspace.Id, clock.GetUtcNow(), cancellation);
        return token => AskAsync(change.Workspace.Id, token);
    }

    /// <summary>Has somebody run what the store knows is to be done.</summary>
    public Task EnqueueAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        queue.SendAsync(Queue, JsonSerializer.Serialize(new AssignmentMessage(workspace.Value), Wire.Json), cancellation: cancellation);

    /// <summary>Runs to the end, from where it stands. Safe to run again, even beside itself: only one of two gets on.</summary>
    public async Task RunAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        while (await PageAsync(workspace, PageSize, cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Assigns the next contacts by the outlets and the rule of this moment.</summary>
    /// <returns>False when it is over, or somebody else goes on with it.</returns>
    public async Task<bool> PageAsync(WorkspaceId workspace, int limit, CancellationToken cancellation = default)
    {
        if (await assignments.FindAsync(workspace, cancellation) is not { Value: { IsOver: false } progress } stored)
            return false;
        var at = clock.GetUtcNow();
        var placed = await contacts.PlaceAsync(workspace, await directories.OfAsync(workspace, cancellation), progress.After, limit, at, cancellation);
        return await assignments.TrySaveAsync(
            progress with
            {
                After = placed.Last ?? progress.After,
                Seen = progress.Seen + placed.Seen,
                Changed = progress.Changed + placed.Changed,
                StartedAt = progress.StartedAt ?? at,
                FinishedAt = placed.Seen < limit ? at : null,
                TouchedAt = at,
            },
            stored.ETag,
            cancellation);
    }

    /// <summary>Gives it up where it stands; it can be asked for again.</summary>
    public async Task GiveUpAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        const string Error = "The assignment stopped several times at the same place. What it had assigned stays; ask for it again.";
        if (await assignments.FindAsync(workspace, cancellation) is { Value.IsOver: false } stored)
            await assignments.TrySaveAsync(stored.Value with { FinishedAt = clock.GetUtcNow(), Error = Error }, stored.ETag, cancellation);
    }

    /// <summary>Takes up what nobody works on: its message is lost, its worker died, or a changed rule was never followed.</summary>
    public async Task ResumeStalledAsync(TimeSpan untouchedFor, CancellationToken cancellation = default)
    {
        var since = clock.GetUtcNow() - untouchedFor;
        foreach (var due in await assignments.DueAsync(since, cancellation))
        {
            var workspace = due.Value.Workspace;
            if (await outlets.FindPlanAsync(workspace, cancellation) is { } plan && plan.Rule != await RuleOfAsync(workspace, cancellation))
                await AskAsync(workspace, cancellation);
            else if (await assignments.FindAsync(workspace, cancellation) is not { Value: { IsOver: false } progress })
                await assignments.SettleAsync(due, cancellation);
            else if (progress.TouchedAt <= since)
                await EnqueueAsync(workspace, cancellation);
        }
    }

    private async Task<OutletAssignment> RuleOfAsync(WorkspaceId workspace, CancellationToken cancellation) =>
        (await workspaces.ReadAsync(workspace, cancellation)).Of<AssignmentSettings>().OutletAssignment;
}

/// <summary>What travels on the queue: ids only.</summary>
public sealed record AssignmentMessage(string Workspace);
