using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Lists;
using ActiveReach.Tests.Campaigns;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Audiences;

/// <summary>Segments and their versions as documents.</summary>
public sealed class SavedSegmentsTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly WorkspaceId Other = new("other");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly SegmentId Vip = new("seg_vip");

    private readonly SavedSegments segments = new(new MemoryDocuments());

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
        var read = (await segments.FindAsync(Shop, Vip))!;

        Assert.Equal((1, "seg_vip", "The best", "Top", "win_back", Noon), (written.Version, read.Name, read.Description, read.Tags.Single(), read.Goals.Single(), read.CreatedAt));
        Assert.Equal("seg_a seg_b Pune", $"{read.Audience.Include.Single()} {read.Audience.Exclude.Single()} {read.Audience.Where!.Value.GetProperty("value")}");
        Assert.Null(await segments.FindAsync(Other, Vip));
    }

    [Fact]
    public async Task Every_version_is_kept_also_after_the_segment_is_gone_and_its_id_goes_on_counting()
    {
        await WriteAsync(Some("seg_vip"));
        var second = await WriteAsync(Some("seg_vip") with { Name = "Second" });
        Assert.True(await segments.TryDeleteAsync(Shop, Vip, await segments.WebAsync(Shop)));

        Assert.Equal(2, second.Version);
        Assert.Null(await segments.FindAsync(Shop, Vip));
        Assert.Equal("seg_vip", (await segments.FindAsync(Shop, Vip, 1))!.Name);
        Assert.Equal(3, (await WriteAsync(Some("seg_vip") with { Name = "Third" })).Version);
        var newest = new PageQuery(2, null, "version", Descending: true);
        var versions = await segments.ListVersionsAsync(Shop, Vip, newest);
        Assert.Equal(["Third", "Second"], versions.Items.Select(one => one.Name));
        Assert.Equal(["seg_vip"], (await segments.ListVersionsAsync(Shop, Vip, newest with { Cursor = versions.NextCursor })).Items.Select(one => one.Name));
        Assert.Equal(3, versions.Total);
    }

    [Fact]
    public async Task A_write_that_did_not_see_the_last_one_is_refused()
    {
        var before = await segments.WebAsync(Shop);
        await WriteAsync(Some("seg_a"));

        Assert.Null(await segments.TryWriteAsync(Some("seg_b"), before));
        Assert.False(await segments.TryDeleteAsync(Shop, new SegmentId("seg_a"), before));
        Assert.NotNull(await segments.TryWriteAsync(Some("seg_b") with { Workspace = Other }, await segments.WebAsync(Other)));
        Assert.Null(await segments.FindAsync(Shop, new SegmentId("seg_b")));
    }

    [Fact]
    public async Task It_is_known_who_names_whom_and_how_many_there_are()
    {
        await WriteAsync(Some("seg_a"));
        await WriteAsync(Some("seg_b") with { Audience = new Audience { Include = ["seg_a"] } });
        await WriteAsync(Some("seg_c") with { Audience = new Audience { Where = JsonElement.Parse("""{"not":{"any":[{"segment":"seg_b"},{"segment":"seg_a"}]}}""") } });
        await WriteAsync(Some("seg_gone") with { Audience = new Audience { Exclude = ["seg_a"] } });
        await segments.TryDeleteAsync(Shop, new SegmentId("seg_gone"), await segments.WebAsync(Shop));

        Assert.Equal(3, (await segments.WebAsync(Shop)).Segments);
        Assert.Equal("seg_b seg_c", Ids(await segments.UsersOfAsync(Shop, new SegmentId("seg_a"))));
        Assert.Equal("seg_c", Ids(await segments.AllUsersOfAsync(Shop, new SegmentId("seg_b"))));
        Assert.Equal("seg_b seg_c", Ids(await segments.AllUsersOfAsync(Shop, new SegmentId("seg_a"))));
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_paged()
    {
        foreach (var (name, tag) in new[] { ("Bee", "x"), ("ÇA", "y"), ("ant", "X"), ("Dog", "x") })
            await WriteAsync(Some($"seg_{tag}{name.Length}{name[..1]}".Replace("Ç", "C", StringComparison.Ordinal)) with { Name = name, Tags = [tag], Goals = ["birthday"] });
        var byName = new PageQuery(2, null, "name", Descending: false);

        var first = await segments.ListAsync(Shop, new SegmentQuery(byName, Tag: "x"));
        Assert.Equal("ant Bee 3", $"{string.Join(' ', first.Items.Select(one => one.Name))} {first.Total}");
        Assert.Equal(["Dog"], (await segments.ListAsync(Shop, new SegmentQuery(byName with { Cursor = first.NextCursor }, Tag: "x"))).Items.Select(one => one.Name));
        Assert.Equal(["ÇA"], (await segments.ListAsync(Shop, new SegmentQuery(byName, Text: "ça"))).Items.Select(one => one.Name));
        Assert.Equal(0, (await segments.ListAsync(Shop, new SegmentQuery(byName, Goal: "win_back"))).Total);
        var newest = await segments.ListAsync(Shop, new SegmentQuery(new PageQuery(3, null, "createdAt", Descending: true), Goal: "birthday"));
        Assert.Single((await segments.ListAsync(Shop, new SegmentQuery(new PageQuery(3, newest.NextCursor, "createdAt", Descending: true), Goal: "birthday"))).Items);
    }

    private static string Ids(IReadOnlyList<Segment> users) => string.Join(' ', users.Select(user => user.Id));

    private static Segment Some(string id) => new()
    {
        Id = new SegmentId(id),
        Workspace = Shop,
        Name = id,
        Audience = new Audience(),
        CreatedAt = Noon,
        UpdatedAt = Noon,
        EditedBy = "me@example.com",
    };

    private Task<Segment> WriteAsync(Segment segment) => segments.PutAsync(segment);
}
