namespace ActiveReach.Workspaces;

/// <summary>Where the documents of a workspace lie.</summary>
public static class WorkspacePartition
{
    /// <summary>What must be found without knowing the workspace: hashes of keys and tokens, senders, domains.</summary>
    public const string Directory = "directory";

    extension(WorkspaceId workspace)
    {
        /// <summary>The partition of what a workspace has in thousands at most.</summary>
        public string Partition => workspace.Value;

        /// <summary>The partition of what grows with one thing of a workspace, such as the comments of a campaign.</summary>
        public string PartitionOf(string thing) => $"{workspace.Value}|{thing}";
    }
}
