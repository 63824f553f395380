using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Tests.Campaigns;
using ActiveReach.Workspaces;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Tests.Audiences;

/// <summary>Include, exclude, where and the segments in segments become one tree.</summary>
public sealed class ResolveAudienceTests
{
    private static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new GeneralSettings { TimeZone = "Asia/Kolkata" });

    private readonly SavedSegments segments = new(new MemoryDocuments());
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    private ResolveAudience Resolve => new(segments, clock);

    [Fact]
    public async Task Several_includes_are_any_of_them_and_excludes_none_of_them()
    {
        await PutAsync("seg_a", City("a"));
        await PutAsync("seg_b", City("b"));
        var audience = await Resolve.NowAsync(new Audience { Include = ["seg_a", "seg_b"], Exclude = ["seg_b", "seg_a"], Where = Json(City("c")) }, Shop);
        Assert.Equal("((a | b) & !b & !a & c)", Drawn(audience.Who));
    }

    [Fact]
    public async Task Segments_may_lie_in_segments_and_stand_in_expressions()
    {
        await PutAsync("seg_a", City("a"));
        await PutAsync("seg_b", """{"any":[{"segment":"seg_a"},""" + City("b") + "]}", include: ["seg_a"]);
        var audience = await Resolve.NowAsync(new Audience { Where = Json("""{"not":{"segment":"seg_b"}}""") }, Shop);
        Assert.Equal("!(a & (a | b))", Drawn(audience.Who));
        Assert.Equal(["seg_a 1", "seg_b 1"], (await Resolve.VersionsAsync(new Audience { Include = ["seg_b"] }, Shop)).Select(one => $"{one.Key} {one.Value}").Order());
    }

    [Fact]
    public async Task Everybody_stays_everybody_and_a_segment_of_everybody_excludes_everybody()
    {
        await PutAsync("seg_all", null);
        Assert.Null((await Resolve.NowAsync(new Audience(), Shop)).Who);
        Assert.Equal("()", Drawn((await Resolve.NowAsync(new Audience { Include = ["seg_all"] }, Shop)).Who));
        Assert.Equal("!()", Drawn((await Resolve.NowAsync(new Audience { Exclude = ["seg_all"] }, Shop)).Who));
    }

    [Fact]
    public async Task The_moment_is_now_with_the_workspaces_day() =>
        Assert.Equal(Moment.Of(Shop, clock.GetUtcNow()), (await Resolve.NowAsync(new Audience(), Shop)).AsOf);

    [Fact]
    public async Task A_run_goes_on_asking_what_it_began_with()
    {
        await PutAsync("seg_a", City("a"));
        await PutAsync("seg_b", null, include: ["seg_a"]);
        var run = new Run
        {
            Id = new RunId("cmp_1.1"),
            Campaign = new CampaignId("cmp_1"),
            Workspace = Shop.Id,
            Definition = new CampaignDefinition { Audience = new Audience { Include = ["seg_b"] } },
            Orchestration = "campaign-cmp_1-1",
            Segments = await Resolve.VersionsAsync(new Audience { Include = ["seg_b"] }, Shop),
            StartedAt = clock.GetUtcNow(),
        };
        await PutAsync("seg_a", City("changed"));
        clock.Advance(TimeSpan.FromDays(2));

        var audience = await Resolve.AsOfAsync(run.StartedAt, run.Segments, run.Definition.Audience!, Shop);
        Assert.Equal(("a", Moment.Of(Shop, run.StartedAt)), (Drawn(audience.Who), audience.AsOf));
        Assert.Equal("changed", Drawn((await Resolve.NowAsync(run.Definition.Audience!, Shop)).Who));
    }

    [Fact]
    public async Task What_is_not_there_is_refused_by_path()
    {
        await PutAsync("seg_broken", """{"field":"shoe","op":"eq","value":"x"}""");
        var problems = await Resolve.CheckAsync(new Audience
        {
            Include = ["seg_none", "seg_broken"],
            Exclude = ["vip"],
            Where = Json("""{"all":[{"segment":"seg_nope"},{"segment":7},{"segment":"seg_a","op":"in"}]}"""),
        }, Shop);
        Assert.Equal(
            ["audience.include[0] unknown_segment", "audience.include[1] unreadable_segment", "audience.exclude[0] unknown_segment", "audience.where.all[1].segment invalid_value", "audience.where.all[2].op unknown_field"],
            problems.Select(problem => $"{problem.Path} {problem.Code}"));
        Assert.Equal("audience.where.segment", (await Resolve.CheckAsync(new Audience { Where = Json("""{"segment":"seg_nope"}""") }, Shop)).Single().Path);
    }

    [Fact]
    public async Task A_cycle_that_came_about_all_the_same_is_named_and_not_followed()
    {
        await PutAsync("seg_a", null, include: ["seg_b"]);
        await PutAsync("seg_b", null, include: ["seg_a"]);
        var problem = Assert.Single(await Resolve.CheckAsync(new Audience { Include = ["seg_a"] }, Shop));
        Assert.Equal(("audience.include[0]", "cycle"), (problem.Path, problem.Code));
        Assert.Contains("seg_a → seg_b → seg_a", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public async Task Segments_are_nested_eight_deep_at_most(int depth, bool fits)
    {
        await PutAsync("seg_1", City("a"));
        for (var level = 2; level <= depth; level++)
            await PutAsync($"seg_{level}", null, include: [$"seg_{level - 1}"]);
        // Read both ways round: what is known already counts like what is read now.
        var problems = await Resolve.CheckAsync(new Audience { Include = ["seg_1", "seg_5", $"seg_{depth}"] }, Shop);
        Assert.Equal(fits, problems.Count == 0);
        Assert.All(problems, problem => Assert.Equal(("audience.include[2]", "too_deep"), (problem.Path, problem.Code)));
    }

    [Fact]
    public async Task Segments_that_double_each_other_are_refused_before_they_grow_without_measure()
    {
        await PutAsync("seg_1", """{"any":[""" + string.Join(',', Enumerable.Repeat(City("a"), 300)) + "]}");
        for (var level = 2; level <= 6; level++)
            await PutAsync($"seg_{level}", $$"""{"all":[{"segment":"seg_{{level - 1}}"},{"segment":"seg_{{level - 1}}"}]}""");
        Assert.Empty(await Resolve.CheckAsync(new Audience { Include = ["seg_3"] }, Shop));
        Assert.Contains(await Resolve.CheckAsync(new Audience { Include = ["seg_6"] }, Shop), problem => problem.Message.Contains("2000 conditions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_people_may_be_named_and_not_one_more()
    {
        string[] names = [.. Enumerable.Range(0, 10_001).Select(n => $"c{n}")];
        Assert.Empty(await Resolve.CheckAsync(new Audience { Contacts = names[1..] }, Shop));
        Assert.Equal("audience.contacts", (await Resolve.CheckAsync(new Audience { Contacts = names }, Shop)).Single().Path);
    }

    private static string City(string name) => $$"""{"field":"city","op":"eq","value":"{{name}}"}""";

    private static JsonElement Json(string json) => JsonElement.Parse(json);

    private static string Drawn(Expression? expression) => expression switch
    {
        AllOf all => $"({string.Join(" & ", all.Terms.Select(Drawn))})",
        AnyOf any => $"({string.Join(" | ", any.Terms.Select(Drawn))})",
        NotOf not => "!" + Drawn(not.Term),
        TextCondition text => text.Values[0],
        _ => $"{expression}",
    };

    private Task<Segment> PutAsync(string id, string? where, string[]? include = null) => segments.PutAsync(new Segment
    {
        Id = new SegmentId(id),
        Workspace = Shop.Id,
        Name = id,
        Audience = new Audience { Include = include ?? [], Where = where is null ? null : Json(where) },
        CreatedAt = clock.GetUtcNow(),
        UpdatedAt = clock.GetUtcNow(),
        EditedBy = "me@example.com",
    });
}
