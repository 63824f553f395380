using ActiveReach.Documents;

namespace ActiveReach.Workspaces;

/// <summary>Choices of mode, one a member.</summary>
public sealed class ModeChoices(IDocuments documents)
{
    private static readonly DocumentKind<MemberChoice> Kind = new("mode-choice", choice => choice.Member);

    /// <summary>Null when the member has never chosen.</summary>
    public async Task<ModeChoice?> FindAsync(WorkspaceId workspace, string member, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, member, cancellation))?.Value.Choice;

    public Task SaveAsync(WorkspaceId workspace, string member, ModeChoice choice, CancellationToken cancellation = default) =>
        documents.TryAsync(workspace.Partition, Kind.Put(new MemberChoice(member, choice)), cancellation);

    private sealed record MemberChoice(string Member, ModeChoice Choice);
}
