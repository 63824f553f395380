using ActiveReach.Access;
using ActiveReach.Channels;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Campaigns;

/// <summary>One workspace and its members; what they do is not kept.</summary>
internal sealed class Staff
{
    private readonly OneWorkspace shop = new(new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }
        .With(new GeneralSettings { TimeZone = "Asia/Kolkata" })
        .With(new SenderSettings
        {
            Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+18005550100", [Channel.Email] = "hello@shop.example", [Channel.WhatsApp] = "+18005550101" },
        }));

    public Workspace Workspace
    {
        get => shop.Now;
        set => shop.Now = value;
    }

    public WorkspaceRegister Workspaces => shop.Register;

    public Members Members { get; } = new(new MemoryDocuments());

    public Caller Add(string email, Role role)
    {
        var member = new Member { Id = "mem_" + email, Workspace = Workspace.Id, Email = email, Role = role, CreatedAt = default };
        Assert.True(Members.TryAddAsync(member).IsCompletedSuccessfully);
        return new Caller(Workspace.Id, email, role);
    }
}
