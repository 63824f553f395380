using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Workspaces;

/// <summary>Workspaces, what their members chose, and the trail of what was done in them.</summary>
public sealed class WorkspaceRegisterTests
{
    private static readonly WorkspaceId Shop = new("shop");

    private readonly MemoryDocuments documents = new();

    private WorkspaceRegister Workspaces => new(documents);

    private ModeChoices Modes => new(documents);

    private AuditTrail Audit => new(documents);

    [Fact]
    public async Task A_workspace_comes_back_as_it_was_written()
    {
        var workspace = new Workspace { Id = Shop, Name = "Shop" }
            .With(new GeneralSettings { TimeZone = "Asia/Kolkata", AllowedOrigins = ["https://shop.example"], Persona = Persona.Smb })
            .With(new SenderSettings { Senders = new Dictionary<Channel, string> { [Channel.WhatsApp] = "+18005550101" } })
            .With(new FieldSettings { CustomFields = new Dictionary<string, FieldType> { ["plan"] = FieldType.Text } });

        Assert.True(await Workspaces.TryAddAsync(workspace));
        Assert.False(await Workspaces.TryAddAsync(workspace with { Name = "Thief" }));
        var found = (await Workspaces.FindAsync(Shop))!;
        Assert.Equivalent(workspace with { Version = 1 }, found, strict: true);
        Assert.Equal(workspace.Settings.ToString(), found.Settings.ToString());
        Assert.Null(await Workspaces.FindAsync(new WorkspaceId("other")));
    }

    [Fact]
    public async Task All_are_listed()
    {
        foreach (var id in new[] { "b", "a", "c" })
            await Workspaces.TryAddAsync(new Workspace { Id = new WorkspaceId(id), Name = id });

        Assert.Equal(["a", "b", "c"], (await Workspaces.AllAsync()).Select(id => id.Value));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_wins()
    {
        await Workspaces.TryAddAsync(new Workspace { Id = Shop, Name = "Shop" });
        var workspace = (await Workspaces.FindAsync(Shop))!;

        var changes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Workspaces.TryUpdateAsync(workspace with { Name = $"{n}" })));

        Assert.Single(changes, done => done);
        Assert.Equal(2, (await Workspaces.FindAsync(Shop))!.Version);
    }

    [Fact]
    public async Task A_mode_is_each_members_own()
    {
        await Modes.SaveAsync(Shop, "ann@example.com", new ModeChoice(Persona.Smb, Mode.Simple));
        await Modes.SaveAsync(Shop, "ann@example.com", new ModeChoice(Persona.Smb, Mode.Advanced));

        Assert.Equal(new ModeChoice(Persona.Smb, Mode.Advanced), await Modes.FindAsync(Shop, "ann@example.com"));
        Assert.Null(await Modes.FindAsync(Shop, "ben@example.com"));
        Assert.Null(await Modes.FindAsync(new WorkspaceId("other"), "ann@example.com"));
    }

    [Fact]
    public async Task The_trail_is_listed_by_workspace_action_and_subject()
    {
        foreach (var n in Enumerable.Range(0, 6))
            await Audit.RecordAsync(new AuditEntry(Shop, DateTimeOffset.UnixEpoch.AddHours(n), "ann@example.com", n % 2 == 0 ? "campaign.approved" : "campaigner.hired", $"s{n / 3}"));
        await Audit.RecordAsync(new AuditEntry(new WorkspaceId("other"), DateTimeOffset.UnixEpoch, "ben@example.com", "campaign.approved", "s0"));

        Assert.Equal(6, (await ListAsync(null, null)).Count);
        Assert.Equal([4, 2, 0], (await ListAsync("campaign", null)).Select(entry => entry.At.Hour));
        Assert.Equal([2, 0], (await ListAsync("campaign.approved", "s0")).Select(entry => entry.At.Hour));
    }

    private async Task<List<AuditEntry>> ListAsync(string? action, string? subject)
    {
        var entries = new List<AuditEntry>();
        string? cursor = null;
        do
        {
            var page = await Audit.ListAsync(Shop, new PageQuery(2, cursor, "at", true), action, subject);
            entries.AddRange(page.Items);
            cursor = page.NextCursor;
            Assert.True(cursor is not null || page.Total == entries.Count);
        }
        while (cursor is not null);
        return entries;
    }
}
