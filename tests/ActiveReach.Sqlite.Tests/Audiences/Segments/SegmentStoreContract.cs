using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using static ActiveReach.Sqlite.Tests.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Segments;

/// <summary>What every store of segments promises.</summary>
public abstract class SegmentStoreContract
{
    private static readonly SegmentId Vip = new("seg_vip");

    protected abstract ISegmentStore Store { get; }

    [Fact]
    public async Task A_segment_is_read_back_as_it_was_written()
    {
        var written = await WriteAsync(Some("seg_vip") with
        {
            Description = "The best",
            Tags = ["Top"],
            Goals = ["win_back"],
            Audience = new Audience { Include = ["seg_a"], Exclude = ["seg_b"], Where = JsonElement.Parse("""{"field":"city","op":"eq","value":"Pune"}""") },
        });
        var read = (await Store.FindAsync(Shop.Id, Vip))!;

        Assert.Equal((1, "seg_vip", "The best", "Top", "win_back", Noon), (written.Version, read.Name, read.Description, read.Tags.Single(), read.Goals.Single(), read.CreatedAt));
        Assert.Equal("seg_a seg_b Pune", $"{read.Audience.Include.Single()} {read.Audience.Exclude.Single()} {read.Audience.Where!.Value.GetProperty("value")}");
        Assert.Null(await Store.FindAsync(Other.Id, Vip));
    }

    [Fact]
    public async Task Every_version_is_kept_also_after_the_segment_is_gone_and_its_id_goes_on_counting()
    {
        await WriteAsync(Some("seg_vip"));
        var second = await WriteAsync(Some("seg_vip") with { Name = "Second" });
        Assert.True(await Store.TryDeleteAsync(Shop.Id, Vip, Noon, await Store.WebAsync(Shop.Id)));

        Assert.Equal(2, second.Version);
        Assert.Null(await Store.FindAsync(Shop.Id, Vip));
        Assert.Equal("seg_vip", (await Store.FindAsync(Shop.Id, Vip, 1))!.Name);
        Assert.Equal(3, (await WriteAsync(Some("seg_vip") with { Name = "Third" })).Version);
        var versions = await Store.ListVersionsAsync(Shop.Id, Vip, 2, null);
        Assert.Equal(["Third", "Second"], versions.Items.Select(one => one.Name));
        Assert.Equal(["seg_vip"], (await Store.ListVersionsAsync(Shop.Id, Vip, 2, versions.NextCursor)).Items.Select(one => one.Name));
        Assert.Equal(3, versions.Total);
    }

    [Fact]
    public async Task A_write_that_did_not_see_the_last_one_is_refused()
    {
        var before = await Store.WebAsync(Shop.Id);
        await WriteAsync(Some("seg_a"));

        Assert.Null(await Store.TryWriteAsync(Some("seg_b"), before));
        Assert.False(await Store.TryDeleteAsync(Shop.Id, new SegmentId("seg_a"), Noon, before));
        Assert.NotNull(await Store.TryWriteAsync(Some("seg_b") with { Workspace = Other.Id }, await Store.WebAsync(Other.Id)));
        Assert.Null(await Store.FindAsync(Shop.Id, new SegmentId("seg_b")));
    }

    [Fact]
    public async Task The_web_knows_who_names_whom()
    {
        await WriteAsync(Some("seg_a"));
        await WriteAsync(Some("seg_b") with { Audience = new Audience { Include = ["seg_a"] } });
        await WriteAsync(Some("seg_c") with { Audience = new Audience { Where = JsonElement.Parse("""{"not":{"any":[{"segment":"seg_b"},{"segment":"seg_a"}]}}""") } });
        await WriteAsync(Some("seg_gone") with { Audience = new Audience { Exclude = ["seg_a"] } });
        await Store.TryDeleteAsync(Shop.Id, new SegmentId("seg_gone"), Noon, await Store.WebAsync(Shop.Id));
        var web = await Store.WebAsync(Shop.Id);

        Assert.Equal([new SegmentId("seg_b"), new SegmentId("seg_c")], web.UsersOf(new SegmentId("seg_a")));
        Assert.Equal([new SegmentId("seg_c")], web.AllUsersOf(new SegmentId("seg_b")));
        Assert.Equal([new SegmentId("seg_b"), new SegmentId("seg_c")], web.AllUsersOf(new SegmentId("seg_a")));
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_paged()
    {
        foreach (var (name, tag) in new[] { ("Bee", "x"), ("ÇA", "y"), ("ant", "X"), ("Dog", "x") })
            await WriteAsync(Some($"seg_{tag}{name.Length}{name[..1]}".Replace("Ç", "C", StringComparison.Ordinal)) with { Name = name, Tags = [tag], Goals = ["birthday"] });
        var byName = new PageQuery(2, null, "name", Descending: false);

        var first = await Store.ListAsync(Shop.Id, new SegmentQuery(byName, Tag: "x"));
        Assert.Equal("ant Bee 3", $"{string.Join(' ', first.Items.Select(one => one.Name))} {first.Total}");
        Assert.Equal(["Dog"], (await Store.ListAsync(Shop.Id, new SegmentQuery(byName with { Cursor = first.NextCursor }, Tag: "x"))).Items.Select(one => one.Name));
        Assert.Equal(["ÇA"], (await Store.ListAsync(Shop.Id, new SegmentQuery(byName, Text: "ça"))).Items.Select(one => one.Name));
        Assert.Equal(0, (await Store.ListAsync(Shop.Id, new SegmentQuery(byName, Goal: "win_back"))).Total);
        var newest = await Store.ListAsync(Shop.Id, new SegmentQuery(new PageQuery(3, null, "createdAt", Descending: true), Goal: "birthday"));
        Assert.Single((await Store.ListAsync(Shop.Id, new SegmentQuery(new PageQuery(3, newest.NextCursor, "createdAt", Descending: true), Goal: "birthday"))).Items);
    }

    private static Segment Some(string id) => new()
    {
        Id = new SegmentId(id),
        Workspace = Shop.Id,
        Name = id,
        Audience = new Audience(),
        CreatedAt = Noon,
        UpdatedAt = Noon,
        EditedBy = "me@example.com",
    };

    private async Task<Segment> WriteAsync(Segment segment)
    {
        var written = await Store.TryWriteAsync(segment, await Store.WebAsync(segment.Workspace));
        return written ?? throw new InvalidOperationException("Nobody else writes here.");
    }
}
