using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>Shows and changes settings, with those who watch over them.</summary>
public sealed class ChangeSettings(SettingsSections sections, IEnumerable<ISettingsWatch> watches, WorkspaceRegister workspaces, EditWorkspace edit)
{
    /// <summary>The settings as callers see them.</summary>
    public async Task<WorkspaceSettings> ShowAsync(Workspace workspace, CancellationToken cancellation = default)
    {
        var settings = workspace.Settings;
        foreach (var watch in watches)
        {
            if (await watch.ShowAsync(workspace, cancellation) is { } section)
                settings = settings.With(section);
        }

        return sections.Complete(settings);
    }

    /// <param name="match">Throws when the workspace, with its settings before and after the change, isn't the one that the caller means.</param>
    /// <exception cref="InvalidInputException">Something that was sent is not right.</exception>
    /// <exception cref="ConflictException">It is not possible now.</exception>
    public async Task<Workspace> RunAsync(Caller caller, InputValue patch, Action<Workspace, WorkspaceSettings, WorkspaceSettings> match, CancellationToken cancellation = default)
    {
        var next = await AskAsync(await workspaces.ReadAsync(caller.Workspace, cancellation), patch, cancellation);
        await edit.RunAsync(caller, Changed, "settings.changed", cancellation);
        foreach (var then in next)
            await then(cancellation);
        return await workspaces.ReadAsync(caller.Workspace, cancellation);

        Workspace Changed(Workspace workspace)
        {
            var before = sections.Complete(workspace.Settings);
            var after = sections.Begun(sections.Apply(before, patch), before);
            match(workspace, before, after);
            return sections.Check(after) is { Count: > 0 } problems ? throw new InvalidInputException(problems) : workspace with { Settings = sections.Into(workspace.Settings, after) };
        }
    }

    /// <summary>Asks everybody who watches before anything is stored.</summary>
    /// <returns>What is to be done once it is.</returns>
    private async Task<List<Func<CancellationToken, Task>>> AskAsync(Workspace workspace, InputValue patch, CancellationToken cancellation)
    {
        var change = new SettingsChange(workspace, sections.Apply(workspace.Settings, patch), patch);
        var next = new List<Func<CancellationToken, Task>>();
        foreach (var watch in watches)
        {
            if (await watch.CheckAsync(change, cancellation) is { } then)
                next.Add(then);
        }

        return next;
    }
}
