using ActiveReach.Access;
using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

/// <summary>One workspace and its members; what they do is not kept.</summary>
internal sealed class Staff : IWorkspaceStore, IMemberStore
{
    public Workspace Workspace { get; set; } = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }
        .With(new GeneralSettings { TimeZone = "Asia/Kolkata" })
        .With(new SenderSettings
        {
            Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+18005550100", [Channel.Email] = "hello@shop.example" },
        });

    public List<Member> Members { get; } = [];

    public Caller Add(string email, Role role)
    {
        Members.Add(new Member { Id = "mem_" + Members.Count, Workspace = Workspace.Id, Email = email, Role = role, CreatedAt = default });
        return new Caller(Workspace.Id, email, role);
    }

    public Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellation = default) => Task.FromResult(id == Workspace.Id ? Workspace : null);

    public Task<Member?> FindByEmailAsync(WorkspaceId workspace, string email, CancellationToken cancellation = default) =>
        Task.FromResult(Members.Find(member => member.Email == email));

    public Task<Page<Member>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        var from = int.Parse(query.Cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var next = from + 2 < Members.Count ? $"{from + 2}" : null;
        return Task.FromResult(new Page<Member>([.. Members.Skip(from).Take(2)], next, Members.Count));
    }

    Task<bool> IWorkspaceStore.TryAddAsync(Workspace workspace, CancellationToken cancellation) => throw new NotSupportedException();

    Task<bool> IWorkspaceStore.TryUpdateAsync(Workspace workspace, AuditEntry? audit, CancellationToken cancellation) => throw new NotSupportedException();

    Task<Member?> IMemberStore.FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation) => throw new NotSupportedException();

    Task<bool> IMemberStore.TryAddAsync(Member member, AuditEntry? audit, CancellationToken cancellation) => throw new NotSupportedException();

    Task<MemberChange> IMemberStore.UpdateAsync(Member member, AuditEntry? audit, CancellationToken cancellation) => throw new NotSupportedException();

    Task<MemberChange> IMemberStore.RemoveAsync(Member member, DateTimeOffset at, AuditEntry? audit, CancellationToken cancellation) => throw new NotSupportedException();
}
