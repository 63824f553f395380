using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Tests.Audiences;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Outlets;

/// <summary>What every store of outlets must do.</summary>
public abstract class OutletStoreContract
{
    private static readonly Outlet Goa = Some("Goa") with { ExternalId = "G1", Lat = 15, Lon = 73, Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+912012345678" } };

    protected abstract IOutletStore Outlets { get; }

    protected abstract IContactStore Contacts { get; }

    [Fact]
    public async Task What_is_added_is_found_as_it_was_and_in_its_workspace_only()
    {
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryAddAsync(Goa)).Outcome);
        var found = (await Outlets.FindAsync(Goa.Workspace, Goa.Id))!;
        Assert.Equal((Goa.Name, Goa.ExternalId, Goa.Lat, Goa.CreatedAt, "+912012345678", 1), (found.Name, found.ExternalId, found.Lat, found.CreatedAt, found.Senders[Channel.Sms], found.Version));
        Assert.Null(await Outlets.FindAsync(SomeContact.Other.Id, Goa.Id));
        Assert.Equal(0, await Outlets.VersionAsync(SomeContact.Other.Id));
        Assert.Empty((await Outlets.ReadAsync(SomeContact.Other.Id)).All);
    }

    [Fact]
    public async Task Words_and_foreign_senders_are_taken_once()
    {
        await Outlets.TryAddAsync(Goa);
        Assert.Equal(OutletOutcome.NameTaken, (await Outlets.TryAddAsync(Some("GOA"))).Outcome);
        Assert.Equal(OutletOutcome.ExternalIdTaken, (await Outlets.TryAddAsync(Some("Pune") with { ExternalId = "g1" })).Outcome);
        var foreign = Goa with { Id = OutletId.New(), Workspace = SomeContact.Other.Id };
        Assert.Equal(new OutletChange(OutletOutcome.SenderTaken, Channel.Sms), await Outlets.TryAddAsync(foreign));
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryAddAsync(foreign with { Senders = new Dictionary<Channel, string>() })).Outcome);
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryAddAsync(Some("Goa Annex") with { Senders = Goa.Senders })).Outcome);
    }

    [Fact]
    public async Task A_change_needs_the_version_and_raises_it_and_that_of_all_outlets()
    {
        await Outlets.TryAddAsync(Goa);
        var before = await Outlets.VersionAsync(Goa.Workspace);
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryUpdateAsync(Goa with { Name = "Panjim" })).Outcome);
        Assert.Equal(OutletOutcome.Stale, (await Outlets.TryUpdateAsync(Goa with { Name = "Margao" })).Outcome);
        Assert.Equal(OutletOutcome.Stale, (await Outlets.TryRemoveAsync(Goa, reassign: true, SomeContact.Noon)).Outcome);
        Assert.Equal(("Panjim", 2), ((await Outlets.FindAsync(Goa.Workspace, Goa.Id))!.Name, (await Outlets.FindAsync(Goa.Workspace, Goa.Id))!.Version));
        Assert.True(await Outlets.VersionAsync(Goa.Workspace) > before);
    }

    [Fact]
    public async Task One_in_use_goes_only_with_leave_and_leaves_its_name()
    {
        await Outlets.TryAddAsync(Goa);
        await Contacts.SaveAsync(SomeContact.Shop, SomeContact.Draft("""{"externalId":"a","outlet":"goa"}"""), SomeContact.Api);
        Assert.Equal(1, (await Outlets.UseAsync(Goa)).Contacts[OutletSource.Explicit]);
        Assert.Equal(OutletOutcome.InUse, (await Outlets.TryRemoveAsync(Goa, reassign: false, SomeContact.Noon)).Outcome);
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryRemoveAsync(Goa, reassign: true, SomeContact.Noon)).Outcome);
        Assert.Null(await Outlets.FindAsync(Goa.Workspace, Goa.Id));
        Assert.Equal("Goa", (await Outlets.ReadAsync(Goa.Workspace)).Resolve(Goa.Id.Value));
        Assert.Equal(OutletOutcome.Done, (await Outlets.TryAddAsync(Goa with { Id = OutletId.New() })).Outcome);
    }

    [Fact]
    public async Task Lists_are_sorted_searched_and_paged()
    {
        foreach (var name in new[] { "Beta", "alpha", "Gamma" })
            await Outlets.TryAddAsync(Some(name) with { Address = name == "Gamma" ? "Ç Street" : null });
        var first = await Outlets.ListAsync(Goa.Workspace, new PageQuery(2, null, "name", false), null);
        Assert.Equal(["alpha", "Beta"], first.Items.Select(outlet => outlet.Name));
        Assert.Equal(3, first.Total);
        var rest = await Outlets.ListAsync(Goa.Workspace, new PageQuery(2, first.NextCursor, "name", false), null);
        Assert.Equal(["Gamma"], rest.Items.Select(outlet => outlet.Name));
        Assert.Null(rest.NextCursor);
        Assert.Equal(["Gamma"], (await Outlets.ListAsync(Goa.Workspace, new PageQuery(2, null, "createdAt", true), "ç str")).Items.Select(outlet => outlet.Name));
    }

    private static Outlet Some(string name) => new()
    {
        Id = OutletId.New(),
        Workspace = SomeContact.Shop.Id,
        Name = name,
        TimeZone = "UTC",
        CreatedAt = SomeContact.Noon,
        UpdatedAt = SomeContact.Noon,
    };
}
