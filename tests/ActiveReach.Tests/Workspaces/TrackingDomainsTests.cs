using ActiveReach.Workspaces;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Tests.Workspaces;

/// <summary>Whose a tracking domain is.</summary>
public sealed class TrackingDomainsTests
{
    private const string Host = "links.shop.example";

    private static readonly WorkspaceId Shop = new("shop");
    private static readonly WorkspaceId Rival = new("rival");

    private readonly MemoryDocuments documents = new();
    private readonly FakeTimeProvider clock = new();

    private WorkspaceRegister Workspaces => new(documents);

    [Fact]
    public async Task Whoever_sends_on_a_domain_has_it_for_himself_until_he_gives_it_up()
    {
        var domains = await WithShopAsync(Host);
        Assert.True(await domains.TryTakeAsync(Host, Shop));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await domains.IsTakenAsync(Host, Rival));
        Assert.False(await domains.TryTakeAsync(Host, Rival));
        Assert.False(await domains.IsTakenAsync(Host, Shop));

        var shop = (await Workspaces.FindAsync(Shop))!;
        Assert.True(await Workspaces.TryUpdateAsync(shop.With(new LinkSettings())));
        Assert.True(await domains.TryTakeAsync(Host, Rival));
        var now = (await domains.FindAsync(Host))!;
        Assert.Equal((Rival, true, true, false), (now.Workspace, now.Carried(Rival), now.Carried(Shop), now.Carried(new WorkspaceId("third"))));
    }

    [Fact]
    public async Task Between_the_look_and_the_save_nobody_else_gets_it()
    {
        var domains = await WithShopAsync(host: null);
        Assert.True(await domains.TryTakeAsync(Host, Shop));
        Assert.True(await domains.IsTakenAsync(Host, Rival));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.False(await domains.IsTakenAsync(Host, Rival));
    }

    [Fact]
    public async Task Of_many_who_take_a_domain_at_once_one_has_it()
    {
        var domains = await WithShopAsync(host: null);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => domains.TryTakeAsync(Host, new WorkspaceId($"w{n}"))));
        Assert.Single(taken, done => done);
    }

    [Fact]
    public async Task Another_process_learns_of_it_within_a_minute()
    {
        var (here, there) = (await WithShopAsync(Host), new TrackingDomains(documents, Workspaces, clock));
        Assert.Null(await there.FindAsync(Host));
        await here.TryTakeAsync(Host, Shop);
        Assert.Equal(Shop, (await here.FindAsync(Host))!.Workspace);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Shop, (await there.FindAsync(Host))!.Workspace);
        Assert.Null(await there.FindAsync(new string('a', 10_000) + ".example"));
    }

    private async Task<TrackingDomains> WithShopAsync(string? host)
    {
        await Workspaces.TryAddAsync(new Workspace { Id = Shop, Name = "Shop" }.With(new LinkSettings { TrackingDomain = host }));
        return new TrackingDomains(documents, Workspaces, clock);
    }
}
