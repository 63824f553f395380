using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Members by workspace. The audit entry of a change is committed with it.</summary>
public sealed class Members(IDocuments documents)
{
    private const string OnlyOne = "one";

    private static readonly DocumentKind<Member> Kind = new DocumentKind<Member>("member", member => member.Email)
        .By("id", member => member.Id)
        .By("createdAt", member => member.CreatedAt);

    /// <summary>Who administers, in one document, so that of two admins who leave at once one finds that it has changed.</summary>
    private static readonly DocumentKind<AdminList> Admins = new("admins", _ => OnlyOne);

    public async Task<Member?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default)
    {
        var found = await documents.QueryAsync(Kind, Kind.In(workspace.Partition) with { Where = [FieldCondition.Is("id", id)], Limit = 1 }, cancellation);
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
            // Keys that don't fit into the one commit are ended before it: not for a removal that is refused.
            if ((await LookAsync(before, before, after: null, cancellation)).Verdict is not MemberChange.Done and var refusal)
                return refusal;
            var revoked = await ApiKeys.RevokedWithAsync(documents, before, at, cancellation);
            if (await ChangeAsync(before, before, after: null, revoked, audit, cancellation) is not MemberChange.Stale and var change)
                return change;
        }
    }

    /// <summary>Sorted by <c>email</c> or <c>createdAt</c>.</summary>
    public async Task<Page<Member>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default) =>
        (await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), query.Sort is "createdAt" ? "createdAt" : null), cancellation)).ToPage();

    /// <summary>All of a workspace by address: few enough to be read at once.</summary>
    public Task<IReadOnlyList<Member>> AllAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        documents.AllAsync(Kind, Kind.In(workspace.Partition), cancellation);

    /// <param name="after">Null to remove.</param>
    private async Task<MemberChange> ChangeAsync(
        Member member, Member? before, Member? after, IReadOnlyList<DocumentChange> more, AuditEntry? audit, CancellationToken cancellation)
    {
        var partition = member.Workspace.Partition;
        while (true)
        {
            var (stored, admins, verdict) = await LookAsync(member, before, after, cancellation);
            if (verdict is not MemberChange.Done)
                return verdict;
            var changes = new List<DocumentChange> { Change(stored, after) };
            if (IsAdmin(stored?.Value) != IsAdmin(after))
                changes.Add(Change(admins, member.Email, IsAdmin(after)));
            if ((await documents.CommitAsync(partition, [.. changes, .. more, .. AuditTrail.Tell(audit)], cancellation)).Conflict is not { } conflict)
                return MemberChange.Done;
            if (conflict >= changes.Count)
                return MemberChange.Stale;
        }
    }

    /// <summary>What is there, and whether it lets the change be made.</summary>
    private async Task<(Stored<Member>? Stored, Stored<AdminList>? Admins, MemberChange Verdict)> LookAsync(Member member, Member? before, Member? after, CancellationToken cancellation)
    {
        var partition = member.Workspace.Partition;
        var admins = await documents.FindAsync(Admins, partition, OnlyOne, cancellation);
        var stored = await documents.FindAsync(Kind, partition, member.Email, cancellation);
        if (stored?.Value.Version != before?.Version || stored?.Value.Id != before?.Id)
            return (stored, admins, MemberChange.Stale);
        var nobodyIsLeft = IsAdmin(stored?.Value) && !IsAdmin(after) && admins?.Value.Emails.Count is 1;
        return (stored, admins, nobodyIsLeft ? MemberChange.LastAdmin : MemberChange.Done);
    }

    private static bool IsAdmin(Member? member) => member?.Role is Role.Admin;

    private static Member Kept(Member member) => member with { Email = member.Email.ToLowerInvariant() };

    private static DocumentChange Change(Stored<Member>? stored, Member? after) =>
        stored is null ? Kind.Add(after!) : after is null ? Kind.Delete(stored) : Kind.Replace(after, stored.ETag);

    private static DocumentChange Change(Stored<AdminList>? admins, string email, bool joins)
    {
        var emails = (admins?.Value.Emails ?? []).Where(each => each != email);
        var after = new AdminList([.. joins ? emails.Append(email) : emails]);
        return admins is null ? Admins.Add(after) : Admins.Replace(after, admins.ETag);
    }

    private sealed record AdminList(IReadOnlyList<string> Emails);
}
