using System.Security.Cryptography;
using System.Text;
using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Operations;

/// <summary>A message that neither its queue's function could carry out, nor the one that settles what failed too often.</summary>
/// <param name="Id">Follows from queue and body: what fails again and again is there once.</param>
/// <param name="Queue">Where it failed first, and goes back to.</param>
/// <param name="Body">As it was sent: ids.</param>
/// <param name="Workspace">Whose it is; null where it names none.</param>
/// <param name="Failure">Kinds of the fault that it was given up for.</param>
/// <param name="Times">How often it has been set aside.</param>
public sealed record SetAsideMessage(string Id, string Queue, string Body, WorkspaceId? Workspace, string Failure, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

/// <summary>Messages that are set aside, as documents of their workspace. Those that name none lie in the directory, and admins of all see them.</summary>
public sealed class SetAsideMessages(IDocuments documents)
{
    private static readonly DocumentKind<SetAsideMessage> Kind = new("set-aside", message => message.Id);

    /// <summary>Keeps a message; one that is there already is counted once more.</summary>
    public async Task AddAsync(string queue, string body, WorkspaceId? workspace, string failure, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var (partition, id) = (PartitionOf(workspace), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{queue}\n{body}")).AsSpan(0, 10)));
        DocumentChange change;
        do
        {
            change = await documents.FindAsync(Kind, partition, id, cancellation) is { } there
                ? Kind.Replace(there.Value with { Failure = failure, LastAt = at, Times = there.Value.Times + 1 }, there.ETag)
                : Kind.Add(new SetAsideMessage(id, queue, body, workspace, failure, at, at, 1));
        }
        while (!await documents.TryAsync(partition, change, cancellation));
    }

    /// <summary>Those that a workspace sees, oldest first.</summary>
    public async Task<IReadOnlyList<SetAsideMessage>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var own = await documents.AllAsync(Kind, Kind.In(workspace.Partition), cancellation);
        var nobodys = await documents.AllAsync(Kind, Kind.In(WorkspacePartition.Directory), cancellation);
        return [.. own.Concat(nobodys).OrderBy(message => message.FirstAt).ThenBy(message => message.Id, StringComparer.Ordinal)];
    }

    /// <summary>Takes one away, told in the audit trail of whoever did. What was set aside again since it was read stays: whoever puts a message back on its queue
    /// takes it away afterwards, and it may have failed once more by then.</summary>
    public async Task RemoveAsync(SetAsideMessage message, AuditEntry told, CancellationToken cancellation = default)
    {
        var partition = PartitionOf(message.Workspace);
        if (partition != told.Workspace.Partition)
        {
            // In two partitions: it may be told twice, and nothing is taken away untold.
            await documents.CommitAsync(told.Workspace.Partition, [.. AuditTrail.Tell(told)], cancellation);
            if (await AsReadAsync(message, cancellation) is { } nobodys)
                await documents.TryAsync(partition, Kind.Delete(nobodys), cancellation);
            return;
        }

        DocumentChange[] changes;
        do
            changes = [.. AuditTrail.Tell(told), .. await AsReadAsync(message, cancellation) is { } own ? [Kind.Delete(own)] : Array.Empty<DocumentChange>()];
        while (!(await documents.CommitAsync(partition, changes, cancellation)).IsDone);
    }

    private async Task<Stored<SetAsideMessage>?> AsReadAsync(SetAsideMessage message, CancellationToken cancellation) =>
        await documents.FindAsync(Kind, PartitionOf(message.Workspace), message.Id, cancellation) is { } stored && stored.Value == message ? stored : null;

    private static string PartitionOf(WorkspaceId? workspace) => workspace?.Partition ?? WorkspacePartition.Directory;
}
