namespace ActiveReach.Workspaces;

/// <summary>The short name of a workspace, as it stands in every route: 2 to 40 of <c>a-z 0-9 -</c>.</summary>
public readonly record struct WorkspaceId(string Value)
{
    public override string ToString() => Value;
}
