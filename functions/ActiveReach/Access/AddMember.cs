using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>Lets somebody into the workspace.</summary>
public sealed class AddMember(Members members, WorkspaceRegister workspaces, TimeProvider clock)
{
    public async Task<Member> RunAsync(Caller caller, string email, Role role, string? name, string? phone, CancellationToken cancellation = default)
    {
        if (!EmailAddress.IsValid(email))
            throw new InvalidInputException("email", "invalid_email", $"email is '{email}': give an address like lead@shop.example.");
        MemberRules.CheckName(name);
        var member = new Member
        {
            Id = Secret.NewId("mem_"),
            Workspace = caller.Workspace,
            Email = email.ToLowerInvariant(),
            Name = name,
            Phone = await MemberRules.ReadPhoneAsync(phone, caller, workspaces, cancellation),
            Role = role,
            CreatedAt = clock.GetUtcNow(),
        };
        var told = new AuditEntry(caller.Workspace, member.CreatedAt, caller.Member, "member.added", member.Id, $"as {MemberRules.Word(role)}");
        return await members.TryAddAsync(member, told, cancellation)
            ? member
            : throw new ConflictException($"{member.Email} is a member already: change their role instead.");
    }
}
