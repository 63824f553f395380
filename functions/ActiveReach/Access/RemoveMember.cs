using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Ends a membership, with its keys and sessions.</summary>
public sealed class RemoveMember(Members members, TimeProvider clock)
{
    /// <param name="condition">Throws when the member isn't the one that the caller means to remove.</param>
    public async Task RunAsync(Caller caller, string id, Action<Member> condition, CancellationToken cancellation = default)
    {
        var member = await members.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("member", id);
        condition(member);
        var now = clock.GetUtcNow();
        MemberRules.Refuse(await members.RemoveAsync(member, now, new AuditEntry(caller.Workspace, now, caller.Member, "member.removed", id), cancellation), member);
    }
}
