using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>Which builder the caller sees: chosen, or inherited from the workspace's persona.</summary>
public sealed class ChooseMode(ModeChoices modes, WorkspaceRegister workspaces)
{
    /// <summary>Persona, mode or both; a persona alone brings its mode.</summary>
    public async Task<ModeChoice> RunAsync(Caller caller, Persona? persona, Mode? mode, CancellationToken cancellation = default)
    {
        if (persona is null && mode is null)
            throw new InvalidInputException("mode", "required", "Give mode (simple or advanced), persona (smb or marketer), or both.");
        var meant = persona ?? (await ReadAsync(caller, cancellation)).Choice.Persona;
        var choice = new ModeChoice(meant, mode ?? ModeChoice.Of(meant).Mode);
        await modes.SaveAsync(caller.Workspace, caller.Member, choice, cancellation);
        return choice;
    }

    public async Task<(ModeChoice Choice, bool IsChosen)> ReadAsync(Caller caller, CancellationToken cancellation = default)
    {
        if (await modes.FindAsync(caller.Workspace, caller.Member, cancellation) is { } choice)
            return (choice, true);
        return (ModeChoice.Of((await workspaces.FindAsync(caller.Workspace, cancellation))?.Persona ?? Persona.Marketer), false);
    }
}
