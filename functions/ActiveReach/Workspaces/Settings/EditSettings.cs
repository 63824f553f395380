using ActiveReach.Inputs;

namespace ActiveReach.Workspaces;

/// <summary>Shows and changes settings, with those who watch over them.</summary>
public sealed class EditSettings(SettingsSections sections, IEnumerable<ISettingsWatch> watches)
{
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

    /// <summary>Asks everybody who watches before a change is stored.</summary>
    /// <returns>What is to be done once it is.</returns>
    /// <exception cref="Problems.InvalidInputException">Something is against it.</exception>
    /// <exception cref="Problems.ConflictException">It is not possible now.</exception>
    public async Task<Func<CancellationToken, Task>> CheckAsync(Workspace workspace, InputValue patch, CancellationToken cancellation = default)
    {
        var change = new SettingsChange(workspace, sections.Apply(workspace.Settings, patch), patch);
        var next = new List<Func<CancellationToken, Task>>();
        foreach (var watch in watches)
        {
            if (await watch.CheckAsync(change, cancellation) is { } then)
                next.Add(then);
        }

        return async token =>
        {
            foreach (var then in next)
                await then(token);
        };
    }
}
