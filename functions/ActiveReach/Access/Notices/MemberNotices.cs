using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access.Notices;

/// <summary>What the members of a workspace are told, each their own list.</summary>
public sealed class MemberNotices(IDocuments documents, TimeProvider clock)
{
    /// <summary>How long they are kept, read or not.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly DocumentKind<Notice> Kind = new DocumentKind<Notice>("notice", notice => notice.Id)
        .By("to", notice => notice.To)
        .By("new", notice => notice.ReadAt is null ? 1 : 0)
        .By("at", notice => notice.At);

    /// <summary>Tells it, and answers it as it is known by now.</summary>
    public async Task<Notice> TellAsync(Notice notice, CancellationToken cancellation = default)
    {
        await documents.TryAsync(PartitionOf(notice.Workspace), Kind.Add(notice), cancellation);
        return await FindAsync(notice.Workspace, notice.Id, cancellation) is { } known ? known.Value : notice;
    }

    /// <summary>Remembers that it has gone out by mail.</summary>
    public Task MailedAsync(Notice notice, CancellationToken cancellation = default) =>
        ChangeAsync(notice.Workspace, notice.Id, known => known with { MailedAt = clock.GetUtcNow() }, cancellation);

    /// <summary>Marks one as read; a second time changes nothing.</summary>
    /// <exception cref="NotFoundException">The caller has no such notice.</exception>
    public async Task<Notice> ReadAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        if ((await FindAsync(caller.Workspace, id, cancellation))?.Value is not { } notice || notice.To != caller.Member)
            throw new NotFoundException("notice", id);
        return notice.ReadAt is not null ? notice : await ChangeAsync(caller.Workspace, id, known => known with { ReadAt = known.ReadAt ?? clock.GetUtcNow() }, cancellation)
            ?? throw new NotFoundException("notice", id);
    }

    /// <summary>The caller's, sorted by <c>at</c>.</summary>
    /// <param name="isNew">Those that are read, or those that are not; null for all.</param>
    public async Task<Page<Notice>> ListAsync(Caller caller, PageQuery query, bool? isNew, CancellationToken cancellation = default)
    {
        List<FieldCondition> where = [FieldCondition.Is("to", caller.Member)];
        if (isNew is { } wanted)
            where.Add(FieldCondition.Is("new", wanted ? 1 : 0));
        return (await documents.QueryAsync(Kind, query.Ask(Kind.In(PartitionOf(caller.Workspace)), "at", where), cancellation)).ToPage();
    }

    /// <summary>Removes old ones, the oldest first.</summary>
    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        var old = Kind.In(PartitionOf(workspace)) with { Where = [FieldCondition.Within("at", null, before)], OrderBy = "at", Limit = Math.Min(limit, IDocuments.MostChanges) };
        var found = (await documents.QueryAsync(old, cancellation)).Items;
        if (found.Count > 0)
            await documents.CommitAsync(old.Partition, [.. found.Select(each => Kind.Delete(each.Key.Id))], cancellation);
        return found.Count;
    }

    private async Task<Notice?> ChangeAsync(WorkspaceId workspace, string id, Func<Notice, Notice> change, CancellationToken cancellation)
    {
        while (await FindAsync(workspace, id, cancellation) is { } stored)
        {
            var changed = change(stored.Value);
            if (await documents.TryAsync(PartitionOf(workspace), Kind.Replace(changed, stored.ETag), cancellation))
                return changed;
        }

        return null;
    }

    private Task<Stored<Notice>?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation) =>
        documents.FindAsync(Kind, PartitionOf(workspace), id, cancellation);

    private static string PartitionOf(WorkspaceId workspace) => workspace.PartitionOf("notices");
}
