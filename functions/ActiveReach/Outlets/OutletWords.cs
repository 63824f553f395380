using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>Reads what a caller calls an outlet.</summary>
public sealed class OutletWords(OutletDirectories outlets)
{
    /// <returns>The id of the outlet with this id, external id or name; the word itself where there is none, which then finds nothing; null for null.</returns>
    public async Task<string?> ResolveAsync(WorkspaceId workspace, string? word, CancellationToken cancellation = default) =>
        word is null ? null : (await outlets.OfAsync(workspace, cancellation)).Resolve(word);
}
