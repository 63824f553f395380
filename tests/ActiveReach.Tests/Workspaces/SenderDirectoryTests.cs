using ActiveReach.Channels;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Workspaces;

public sealed class SenderDirectoryTests
{
    private readonly MemoryDocuments documents = new();

    private SenderDirectory Senders => new(documents);

    private WorkspaceRegister Workspaces => new(documents);

    [Fact]
    public async Task A_sender_leads_to_the_workspaces_that_have_it_on_that_channel()
    {
        await Workspaces.TryAddAsync(Some("a", Channel.Sms, "+18005550100"));
        await Workspaces.TryAddAsync(Some("b", Channel.Sms, "+18005550199"));
        await Workspaces.TryAddAsync(Some("c", Channel.Rcs, "+18005550100"));

        Assert.Equal([new WorkspaceId("a")], await Senders.FindAsync(Channel.Sms, "+18005550100"));
        Assert.Empty(await Senders.FindAsync(Channel.Sms, "+1800555010"));
        Assert.Empty(await Senders.FindAsync(Channel.Email, "+18005550100"));
    }

    [Fact]
    public async Task A_former_sender_still_leads_there_until_somebody_else_has_it()
    {
        await Workspaces.TryAddAsync(Some("a", Channel.Sms, "+18005550100"));
        var stored = (await Workspaces.FindAsync(new WorkspaceId("a")))!;
        Assert.True(await Workspaces.TryUpdateAsync(stored.With(new SenderSettings { Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+18005550199" } })));
        Assert.Equal([new WorkspaceId("a")], await Senders.FindAsync(Channel.Sms, "+18005550100"));
        Assert.Equal([new WorkspaceId("a")], await Senders.FindAsync(Channel.Sms, "1 (800) 555-0100"));
        Assert.Empty(await Senders.OwnersAsync(Channel.Sms, "+18005550100"));
        Assert.Equal([new WorkspaceId("a")], await Senders.OwnersAsync(Channel.Sms, "+18005550199"));

        await Workspaces.TryAddAsync(Some("b", Channel.Sms, "+18005550100"));
        Assert.Equal([new WorkspaceId("b")], await Senders.FindAsync(Channel.Sms, "+18005550100"));
    }

    private static Workspace Some(string id, Channel channel, string sender) =>
        new Workspace { Id = new WorkspaceId(id), Name = id }.With(new SenderSettings { Senders = new Dictionary<Channel, string> { [channel] = sender } });
}
