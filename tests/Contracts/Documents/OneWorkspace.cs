using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace Contracts.Documents;

/// <summary>One workspace in memory, which a test may change at any moment.</summary>
public sealed class OneWorkspace
{
    private readonly MemoryDocuments documents = new();
    private Workspace now;

    public OneWorkspace(Workspace workspace)
    {
        Register = new WorkspaceRegister(documents);
        Now = now = workspace;
    }

    public WorkspaceRegister Register { get; }

    public Workspace Now
    {
        get => now;
        set
        {
            now = value;
            Assert.True(documents.CommitAsync(value.Id.Partition, [WorkspaceRegister.Replace(value, "") with { Condition = DocumentCondition.Anything }]).IsCompletedSuccessfully);
        }
    }
}
