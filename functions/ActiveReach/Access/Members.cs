using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Members by workspace. The audit entry of a change is committed with it.</summary>
public sealed class Members(IDocuments documents)
{
    private const string OnlyOne = "one";

    internal static readonly DocumentKind<Member> Kind = new DocumentKind<Member>("member", member => member.Email)
        .By("id", member => member.Id)
        .By("createdAt", member => member.CreatedAt);

    /// <summary>Who administers, in one document, so that of two admins who leave at once one finds that it has changed.</summary>
    private static readonly DocumentKind<AdminList> Admins = new("admins", _ => OnlyOne);

    public async Task<Member?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default)
    {
        var found = await documents.QueryAsync(Kind, new DocumentQuery(workspace.Partition, Kind.Name) { Where = [FieldCondition.Is("id", id)], Limit = 1 }, cancellation);
        return found.Items is [var member] ? member.Value : null;
    }

    /// <param name="email">In any case.</param>
    public async Task<Member?> FindByEmailAsync(WorkspaceId workspace, string email, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, email.ToLowerInvariant(), cancellation))?.Value;

    /// <summary>Adds a member; false when the address is taken.</summary>
    public async Task<bool> TryAddAsync(Member member, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var added = Kept(member) with { Version = 1 };
        return await ChangeAsync(added, before: null, added, [], audit, cancellation) is MemberChange.Done;
    }

    /// <summary>Changes name, phone and role if the stored version is still the member's.</summary>
    public Task<MemberChange> UpdateAsync(Member member, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var before = Kept(member);
        return ChangeAsync(before, before, before with { Version = before.Version + 1 }, [], audit, cancellation);
    }

    /// <summary>Removes a member if the stored version is still the member's, and revokes all of the member's keys with it, so that none
    /// comes alive again should they come back.</summary>
    public async Task<MemberChange> RemoveAsync(Member member, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var before = Kept(member);
        while (true)
        {
            var revoked = await ApiKeys.RevokedWithAsync(documents, before, at, cancellation);
            var change = await ChangeAsync(before, before, after: null, [.. revoked.Take(ApiKeys.MostOfMember)], audit, cancellation);
            if (change is not MemberChange.Stale || !await IsStillAsync(before, cancellation))
                return change;
        }
    }

    /// <summary>Sorted by <c>email</c> or <c>createdAt</c>.</summary>
    public async Task<Page<Member>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default) =>
        (await documents.QueryAsync(Kind, query.Ask(workspace.Partition, Kind.Name, query.Sort is "createdAt" ? "createdAt" : null), cancellation)).ToPage();

    /// <summary>All of a workspace by address: few enough to be read at once.</summary>
    public async Task<IReadOnlyList<Member>> AllAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        var all = new List<Member>();
        var query = new DocumentQuery(workspace.Partition, Kind.Name) { Limit = DocumentQuery.MostLimit };
        do
        {
            var page = await documents.QueryAsync(Kind, query, cancellation);
            all.AddRange(page.Items.Select(each => each.Value));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return all;
    }

    /// <param name="after">Null to remove.</param>
    private async Task<MemberChange> ChangeAsync(
        Member member, Member? before, Member? after, IReadOnlyList<DocumentChange> more, AuditEntry? audit, CancellationToken cancellation)
    {
        var partition = member.Workspace.Partition;
        while (true)
        {
            var admins = await documents.FindAsync(Admins, partition, OnlyOne, cancellation);
            var stored = await documents.FindAsync(Kind, partition, member.Email, cancellation);
            if (stored?.Value.Version != before?.Version || (before is not null && stored?.Value.Id != before.Id))
                return MemberChange.Stale;

            var changes = new List<DocumentChange> { Change(stored, after) };
            var (was, becomes) = (stored?.Value.Role is Role.Admin, after?.Role is Role.Admin);
            if (was && !becomes && admins?.Value.Emails.Count is 1)
                return MemberChange.LastAdmin;
            if (was != becomes)
                changes.Add(Change(admins, member.Email, becomes));
            if ((await documents.CommitAsync(partition, [.. changes, .. more, .. AuditTrail.Tell(audit)], cancellation)).Conflict is not { } conflict)
                return MemberChange.Done;
            if (conflict >= changes.Count)
                return MemberChange.Stale;
        }
    }

    private static Member Kept(Member member) => member with { Email = member.Email.ToLowerInvariant() };

    private static DocumentChange Change(Stored<Member>? stored, Member? after) =>
        stored is null ? Kind.Add(after!) : after is null ? Kind.Delete(stored) : Kind.Replace(after, stored.ETag);

    private static DocumentChange Change(Stored<AdminList>? admins, string email, bool joins)
    {
        var emails = (admins?.Value.Emails ?? []).Where(each => each != email);
        var after = new AdminList([.. joins ? emails.Append(email) : emails]);
        return admins is null ? Admins.Add(after) : Admins.Replace(after, admins.ETag);
    }

    private async Task<bool> IsStillAsync(Member member, CancellationToken cancellation) =>
        await FindByEmailAsync(member.Workspace, member.Email, cancellation) is { } found && found.Id == member.Id && found.Version == member.Version;

    private sealed record AdminList(IReadOnlyList<string> Emails);
}
