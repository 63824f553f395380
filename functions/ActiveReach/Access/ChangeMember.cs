using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Changes a member's role, name or phone.</summary>
public sealed class ChangeMember(Members members, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <param name="change">Throws when the member isn't the one that the caller means to change.</param>
    public async Task<Member> RunAsync(Caller caller, string id, Func<Member, Member> change, CancellationToken cancellation = default)
    {
        var before = await members.FindAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("member", id);
        var after = change(before);
        MemberRules.CheckName(after.Name);
        after = after with { Phone = await MemberRules.ReadPhoneAsync(after.Phone, caller, workspaces, cancellation) };
        var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "member.changed", id, $"{MemberRules.Word(before.Role)} to {MemberRules.Word(after.Role)}");
        MemberRules.Refuse(await members.UpdateAsync(after, told, cancellation), before);
        return after with { Version = before.Version + 1 };
    }
}
