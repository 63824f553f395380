using ActiveReach.Access;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace Contracts.Access;

/// <summary>What every store of members, keys and sessions promises.</summary>
public abstract class AccessStoreContract
{
    protected static readonly WorkspaceId Shop = new("shop");
    protected static readonly WorkspaceId Other = new("other");
    protected static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    protected abstract Members Members { get; }

    protected abstract ApiKeys Keys { get; }

    protected abstract Sessions Sessions { get; }

    [Fact]
    public async Task A_member_is_found_by_id_and_by_address_in_any_case_and_in_no_other_workspace()
    {
        var member = Member("Ann@Example.com", Role.Sender) with { Name = "Ann", Phone = "+14155550101" };
        Assert.True(await Members.TryAddAsync(member));

        var expected = member with { Email = "ann@example.com" };
        Assert.Equal(expected, await Members.FindAsync(Shop, member.Id));
        Assert.Equal(expected, await Members.FindByEmailAsync(Shop, "ANN@example.COM"));
        Assert.Null(await Members.FindAsync(Other, member.Id));
        Assert.Null(await Members.FindByEmailAsync(Other, "ann@example.com"));
    }

    [Fact]
    public async Task An_address_is_taken_once_in_a_workspace()
    {
        Assert.True(await Members.TryAddAsync(Member("ann@example.com", Role.Viewer)));
        Assert.False(await Members.TryAddAsync(Member("ANN@example.com", Role.Admin)));
        Assert.True(await Members.TryAddAsync(Member("ann@example.com", Role.Admin) with { Workspace = Other }));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_wins()
    {
        await Members.TryAddAsync(Member("boss@example.com", Role.Admin));
        var member = Member("ann@example.com", Role.Viewer);
        await Members.TryAddAsync(member);

        var changes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Members.UpdateAsync(member with { Name = $"Ann {n}" })));

        Assert.Single(changes, change => change is MemberChange.Done);
        Assert.Equal(9, changes.Count(change => change is MemberChange.Stale));
        Assert.Equal(2, (await Members.FindAsync(Shop, member.Id))!.Version);
    }

    [Fact]
    public async Task Two_admins_who_leave_at_once_leave_one()
    {
        var (one, two) = (Member("one@example.com", Role.Admin), Member("two@example.com", Role.Admin));
        await Members.TryAddAsync(one);
        await Members.TryAddAsync(two);

        var changes = await Task.WhenAll(Members.RemoveAsync(one, Noon), Members.UpdateAsync(two with { Role = Role.Viewer }));

        Assert.Equal([MemberChange.Done, MemberChange.LastAdmin], changes.Order());
    }

    [Fact]
    public async Task A_key_is_found_by_its_hash_until_and_after_it_is_revoked()
    {
        var key = Key("key_1");
        Assert.True(await Keys.TryAddAsync(key, "hash 1"));
        Assert.False(await Keys.TryAddAsync(Key("key_2"), "hash 1"));

        Assert.Equal(key, await Keys.FindByHashAsync("hash 1"));
        Assert.Null(await Keys.FindAsync(Other, "key_1"));
        await Keys.RevokeAsync(Other, "key_1", Noon);
        Assert.Null((await Keys.FindByHashAsync("hash 1"))!.RevokedAt);
        await Keys.RevokeAsync(Shop, "key_1", Noon);
        await Keys.RevokeAsync(Shop, "key_1", Noon.AddHours(1));
        Assert.Equal(Noon, (await Keys.FindByHashAsync("hash 1"))!.RevokedAt);
    }

    [Fact]
    public async Task The_keys_of_a_member_end_with_the_membership_and_no_others()
    {
        await Members.TryAddAsync(Member("boss@example.com", Role.Admin));
        var ann = Member("Ann@example.com", Role.Sender);
        await Members.TryAddAsync(ann);
        await Keys.TryAddAsync(Key("key_1") with { Member = "ann@example.com" }, "1");
        await Keys.TryAddAsync(Key("key_2") with { Member = "ben@example.com" }, "2");
        await Keys.TryAddAsync(Key("key_3") with { Member = "ann@example.com", Workspace = Other }, "3");

        Assert.Equal(MemberChange.Stale, await Members.RemoveAsync(ann with { Version = 7 }, Noon));
        Assert.Null((await Keys.FindByHashAsync("1"))!.RevokedAt);
        Assert.Equal(MemberChange.Done, await Members.RemoveAsync(ann, Noon));

        Assert.NotNull((await Keys.FindByHashAsync("1"))!.RevokedAt);
        Assert.Null((await Keys.FindByHashAsync("2"))!.RevokedAt);
        Assert.Null((await Keys.FindByHashAsync("3"))!.RevokedAt);
    }

    [Fact]
    public async Task A_removal_that_is_refused_ends_no_key_and_one_that_is_made_ends_all_however_many()
    {
        var ann = Member("ann@example.com", Role.Admin);
        await Members.TryAddAsync(ann);
        var hashes = Enumerable.Range(0, 120).Select(n => $"hash {n}").ToList();
        foreach (var hash in hashes)
            Assert.True(await Keys.TryAddAsync(Key($"key {hash}") with { Member = "ann@example.com" }, hash));

        Assert.Equal(MemberChange.LastAdmin, await Members.RemoveAsync(ann, Noon));
        foreach (var hash in hashes)
            Assert.Null((await Keys.FindByHashAsync(hash))!.RevokedAt);

        await Members.TryAddAsync(Member("boss@example.com", Role.Admin));
        Assert.Equal(MemberChange.Done, await Members.RemoveAsync(ann, Noon));
        foreach (var hash in hashes)
            Assert.Equal(Noon, (await Keys.FindByHashAsync(hash))!.RevokedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_are_listed_page_by_page_with_their_exact_number(bool descending)
    {
        foreach (var n in Enumerable.Range(0, 7))
            await Keys.TryAddAsync(Key($"key_{n}") with { CreatedAt = Noon.AddMinutes(n / 2) }, $"{n}");

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Keys.ListAsync(Shop, new PageQuery(3, cursor, "createdAt", descending));
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Items.Select(key => key.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        var expected = Enumerable.Range(0, 7).Select(n => $"key_{n}");
        Assert.Equal(descending ? expected.Reverse() : expected, seen);
    }

    [Fact]
    public async Task A_session_lasts_until_it_is_removed_or_its_key_is_revoked()
    {
        await Keys.TryAddAsync(Key("key_1"), "hash");
        await Sessions.AddAsync("a", new Session(Shop, "key_1", Noon.AddHours(1)), Noon);
        await Sessions.AddAsync("b", new Session(Shop, "key_1", Noon.AddHours(1)), Noon);

        Assert.Equal(new Session(Shop, "key_1", Noon.AddHours(1)), await Sessions.FindAsync("a"));
        await Sessions.RemoveAsync("a");
        Assert.Null(await Sessions.FindAsync("a"));
        await Keys.RevokeAsync(Shop, "key_1", Noon);
        Assert.Null(await Sessions.FindAsync("b"));
    }

    [Fact]
    public async Task Expired_sessions_are_forgotten()
    {
        await Sessions.AddAsync("a", new Session(Shop, "key_1", Noon.AddHours(1)), Noon);
        await Sessions.AddAsync("b", new Session(Shop, "key_1", Noon.AddHours(3)), Noon.AddHours(2));

        Assert.Null(await Sessions.FindAsync("a"));
        Assert.NotNull(await Sessions.FindAsync("b"));
    }

    private static Member Member(string email, Role role) =>
        new() { Id = Secret.NewId("mem_"), Workspace = Shop, Email = email, Role = role, CreatedAt = Noon };

    private static ApiKey Key(string id) => new() { Id = id, Workspace = Shop, Name = "Shop", Role = Role.Sender, CreatedAt = Noon };
}
