using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>Gives the workspace another name.</summary>
public sealed class RenameWorkspace(EditWorkspace edit)
{
    /// <param name="name">The new name, from the workspace as it is; throws when that isn't the one that the caller means.</param>
    public Task<Workspace> RunAsync(Caller caller, Func<Workspace, string> name, CancellationToken cancellation = default) =>
        edit.RunAsync(caller, workspace => workspace with { Name = Checked(name(workspace)) }, "workspace.renamed", cancellation);

    private static string Checked(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > 100)
            throw new InvalidInputException("name", "invalid_length", $"name has {trimmed.Length} characters: give 1 to 100.");
        return name.Any(each => char.IsControl(each) || each is '\u2028' or '\u2029')
            ? throw new InvalidInputException("name", "invalid_value", "name holds a line break or a control character: write it on one line.")
            : trimmed;
    }
}
