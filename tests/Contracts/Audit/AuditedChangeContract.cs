using ActiveReach.Lists;
using Contracts.Audiences;
using ActiveReach.Workspaces;

namespace Contracts.Audit;

/// <summary>What every store that people change promises: the entry of a change is written with it.</summary>
public abstract class AuditedChangeContract
{
    private static readonly WorkspaceId Shop = SomeContact.Shop.Id;

    public static TheoryData<string> Changes { get; } = [.. AuditedChange.All.Keys];

    public static TheoryData<string> ChangesMadeOnce { get; } = [.. AuditedChange.All.Where(each => each.Value.IsOnce).Select(each => each.Key)];

    protected static AuditEntry Told { get; } = new(Shop, SomeContact.Noon, "ann@example.com", "thing.changed", "thing_1", "from the test");

    protected abstract AuditedStores Stores { get; }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_brings_its_audit_entry(string name)
    {
        var change = await AuditedChange.All[name].PrepareAsync(Stores);
        Assert.Empty(await TrailAsync(Stores));

        await change(Stores, Told);

        var entry = Assert.Single(await TrailAsync(Stores));
        Assert.Equal(Told with { Id = entry.Id, Subject = entry.Subject }, entry);
    }

    [Theory]
    [MemberData(nameof(ChangesMadeOnce))]
    public async Task A_change_that_does_not_come_about_brings_none(string name)
    {
        var change = await AuditedChange.All[name].PrepareAsync(Stores);
        await change(Stores, Told);

        await Record.ExceptionAsync(() => change(Stores, Told));

        Assert.Single(await TrailAsync(Stores));
    }

    protected static async Task<IReadOnlyList<AuditEntry>> TrailAsync(AuditedStores stores) =>
        (await stores.Trail.ListAsync(Shop, new PageQuery(10, null, "at", true), null, null)).Items;
}
