using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>A feature that has more to do with its settings than to read them: it asks its stores before they change, or has something follow.</summary>
public interface ISettingsWatch
{
    /// <summary>Looks at a change before anything of it is stored.</summary>
    /// <returns>What is to be done once it is stored; null for nothing.</returns>
    /// <exception cref="InvalidInputException">The stores speak against it.</exception>
    /// <exception cref="ConflictException">It is not possible now.</exception>
    Task<Func<CancellationToken, Task>?> CheckAsync(SettingsChange change, CancellationToken cancellation = default);

    /// <summary>The section as it is shown, where stores hold a part of it; null (default) for what the settings say.</summary>
    Task<ISettingsSection?> ShowAsync(Workspace workspace, CancellationToken cancellation = default) => Task.FromResult<ISettingsSection?>(null);
}

/// <summary>A change of settings that somebody asks for.</summary>
/// <param name="Workspace">As it is.</param>
/// <param name="Asked">The settings as they are to be.</param>
/// <param name="Patch">What was sent: a JSON merge patch.</param>
public sealed record SettingsChange(Workspace Workspace, WorkspaceSettings Asked, InputValue Patch)
{
    /// <summary>Whether something of the section was sent.</summary>
    public bool Touches<T>()
        where T : ISettingsSection => InputShape.MembersOf(typeof(T)).Any(member => Patch.Has(member.Name));
}
