using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Outlets;

public sealed class OutletRegisterTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly WorkspaceId Other = new("other");
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Outlet Goa = Some("Goa") with { ExternalId = "G1", Lat = 15, Lon = 73, Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+912012345678" } };

    private readonly MemoryDocuments documents = new();

    private OutletRegister Outlets => new(documents);

    [Fact]
    public async Task What_is_added_is_found_as_it_was_and_in_its_workspace_only()
    {
        Assert.Equal(OutletOutcome.Done, (await AddAsync(Goa)).Outcome);
        var found = (await Outlets.FindAsync(Goa.Workspace, Goa.Id))!;
        Assert.Equal((Goa.Name, Goa.ExternalId, Goa.Lat, Goa.CreatedAt, "+912012345678", 1), (found.Name, found.ExternalId, found.Lat, found.CreatedAt, found.Senders[Channel.Sms], found.Version));
        Assert.Null(await Outlets.FindAsync(Other, Goa.Id));
        Assert.Null(await Outlets.FindPlanAsync(Other));
        Assert.Empty((await new OutletDirectories(Outlets).OfAsync(Other)).All);
    }

    [Fact]
    public async Task Words_and_foreign_senders_are_taken_once()
    {
        await AddAsync(Goa);
        Assert.Equal(OutletOutcome.NameTaken, (await AddAsync(Some("GOA"))).Outcome);
        Assert.Equal(OutletOutcome.ExternalIdTaken, (await AddAsync(Some("Pune") with { ExternalId = "g1" })).Outcome);
        var foreign = Goa with { Id = OutletId.New(), Workspace = Other };
        Assert.Equal(new OutletChange(OutletOutcome.SenderTaken, Channel.Sms), await AddAsync(foreign));
        Assert.Equal(OutletOutcome.Done, (await AddAsync(foreign with { Senders = new Dictionary<Channel, string>() })).Outcome);
        Assert.Equal(OutletOutcome.Done, (await AddAsync(Some("Goa Annex") with { Senders = Goa.Senders })).Outcome);
    }

    [Fact]
    public async Task A_change_needs_the_version_and_raises_it_and_that_of_all_outlets()
    {
        await AddAsync(Goa);
        var before = (await Outlets.FindPlanAsync(Goa.Workspace))!.Version;
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryUpdateAsync(Goa with { Name = "Panjim" })).Outcome);
        Assert.Equal(OutletOutcome.Stale, (await Outlets.TryUpdateAsync(Goa with { Name = "Margao" })).Outcome);
        Assert.Equal(OutletOutcome.Stale, (await Outlets.TryRemoveAsync(Goa, Noon)).Outcome);
        Assert.Equal(("Panjim", 2), ((await Outlets.FindAsync(Goa.Workspace, Goa.Id))!.Name, (await Outlets.FindAsync(Goa.Workspace, Goa.Id))!.Version));
        Assert.True((await Outlets.FindPlanAsync(Goa.Workspace))!.Version > before);
    }

    [Fact]
    public async Task One_that_is_closed_leaves_its_name_and_gives_its_words_back()
    {
        await AddAsync(Goa);
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryRemoveAsync(Goa, Noon)).Outcome);
        Assert.Null(await Outlets.FindAsync(Goa.Workspace, Goa.Id));
        Assert.Empty((await Outlets.ListAsync(Goa.Workspace, new PageQuery(10, null, "name", false), null)).Items);
        Assert.Equal("Goa", (await new OutletDirectories(Outlets).OfAsync(Goa.Workspace)).Resolve(Goa.Id.Value));
        Assert.Empty(await new SenderDirectory(documents).OwnersAsync(Channel.Sms, "+912012345678"));
        Assert.Equal(OutletOutcome.Done, (await AddAsync(Goa with { Id = OutletId.New() })).Outcome);
    }

    [Fact]
    public async Task Of_many_opened_at_once_all_are_there_and_one_has_the_name()
    {
        var changes = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => AddAsync(Some(n < 10 ? "Goa" : $"Pune {n}"))));

        Assert.Equal((11, 9), (changes.Count(change => change.Outcome is OutletOutcome.Done), changes.Count(change => change.Outcome is OutletOutcome.NameTaken)));
        Assert.Equal((11, 11), ((await Outlets.FindPlanAsync(Shop))!.Outlets, (await new OutletDirectories(Outlets).OfAsync(Shop)).All.Count));
    }

    [Fact]
    public async Task What_moves_contacts_asks_for_them_to_be_assigned_anew_and_is_due_until_they_are()
    {
        var assignments = new Assignments(documents);
        await AddAsync(Goa);
        var first = (await assignments.FindAsync(Shop))!;
        await Outlets.TryUpdateAsync(Goa with { Address = "12 Beach Road" });
        Assert.Equal(first.Value, (await assignments.FindAsync(Shop))!.Value);
        await Outlets.TryUpdateAsync(Goa with { Lat = 16, Version = 2 });

        Assert.False(await assignments.TrySaveAsync(first.Value with { Seen = 7 }, first.ETag));
        Assert.Equal((3, 0), ((await assignments.FindAsync(Shop))!.Value.Generation, (await assignments.FindAsync(Shop))!.Value.Seen));
        var due = Assert.Single(await assignments.DueAsync(Noon));
        Assert.Empty(await assignments.DueAsync(Noon.AddSeconds(-1)));
        await assignments.SettleAsync(due);
        Assert.Empty(await assignments.DueAsync(Noon));
    }

    [Fact]
    public async Task Lists_are_sorted_searched_and_paged()
    {
        foreach (var name in new[] { "Beta", "alpha", "Gamma" })
            await AddAsync(Some(name) with { Address = name == "Gamma" ? "Ç Street" : null });
        var first = await Outlets.ListAsync(Goa.Workspace, new PageQuery(2, null, "name", false), null);
        Assert.Equal(["alpha", "Beta"], first.Items.Select(outlet => outlet.Name));
        Assert.Equal(3, first.Total);
        var rest = await Outlets.ListAsync(Goa.Workspace, new PageQuery(2, first.NextCursor, "name", false), null);
        Assert.Equal(["Gamma"], rest.Items.Select(outlet => outlet.Name));
        Assert.Null(rest.NextCursor);
        Assert.Equal(["Gamma"], (await Outlets.ListAsync(Goa.Workspace, new PageQuery(2, null, "createdAt", true), "ç str")).Items.Select(outlet => outlet.Name));
    }

    private Task<OutletChange> AddAsync(Outlet outlet) => Outlets.TryAddAsync(outlet, OutletAssignment.Default);

    private static Outlet Some(string name) => new()
    {
        Id = OutletId.New(),
        Workspace = Shop,
        Name = name,
        TimeZone = "UTC",
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };
}
