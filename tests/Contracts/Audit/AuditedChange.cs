using ActiveReach.Access;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders.Shops;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using Contracts.Audiences;
using Contracts.Campaigns;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;

namespace Contracts.Audit;

/// <summary>A change that somebody makes through a port.</summary>
/// <param name="PrepareAsync">Makes what is there before, and gives the change.</param>
/// <param name="IsOnce">Whether it can't be made a second time: the second is refused, or finds nothing to do.</param>
/// <param name="Claims">Commits that only claim a name before the one that makes the change.</param>
public sealed record AuditedChange(Func<AuditedStores, Task<Func<AuditedStores, AuditEntry, Task>>> PrepareAsync, bool IsOnce = true, int Claims = 0)
{
    private static readonly Workspace Shop = SomeContact.Shop;
    private static readonly DateTimeOffset Noon = SomeContact.Noon;
    private static readonly AddressHash Somebody = AddressHash.Of("+34600123456");

    /// <summary>Every one there is, by what it does.</summary>
    public static IReadOnlyDictionary<string, AuditedChange> All { get; } = new Dictionary<string, AuditedChange>(StringComparer.Ordinal)
    {
        ["a campaign is drafted"] = Of(Some.Campaign(), (stores, campaign, told) => stores.Campaigns.AddAsync(campaign, told)),
        ["a campaign is edited"] = new(async stores =>
        {
            var campaign = await DraftAsync(stores);
            return (later, told) => later.Campaigns.TryUpdateAsync(campaign with { StatusReason = "Edited." }, audit: told);
        }),
        ["a campaign is deleted"] = new(async stores =>
        {
            var campaign = await DraftAsync(stores);
            return (later, told) => later.Campaigns.TryDeleteAsync(campaign, told);
        }),
        ["a segment is written"] = new(async stores =>
        {
            var web = await stores.Segments.WebAsync(Shop.Id);
            return (later, told) => later.Segments.TryWriteAsync(Segment(), web, told);
        }),
        ["a segment is deleted"] = new(async stores =>
        {
            await stores.Segments.TryWriteAsync(Segment(), await stores.Segments.WebAsync(Shop.Id));
            var web = await stores.Segments.WebAsync(Shop.Id);
            return (later, told) => later.Segments.TryDeleteAsync(Shop.Id, Segment().Id, web, told);
        }),
        ["a contact is erased"] = new(async stores =>
        {
            var ann = await AddAsync(stores, "ann");
            return (later, told) => later.Contacts.EraseAsync(Shop.Id, ann, Noon, told);
        }),
        ["contacts are merged"] = new(async stores =>
        {
            var (ann, twin) = (await AddAsync(stores, "ann"), await AddAsync(stores, "twin"));
            return (later, told) => later.Contacts.MergeAsync(Shop.Id, ann, twin, new ContactOrigin("merge", Noon), told with { Subject = ann.ToString() });
        }),
        ["a request to stop is decided"] = new(async stores =>
        {
            await stores.Reviews.HoldAsync(Shop.Id, await AddAsync(stores, "ann"), [Channel.Sms], "rpl_1", Noon);
            var review = (await stores.Reviews.ListAsync(Shop.Id, open: true, new PageQuery(1, null, "at", false))).Items[0];
            return (later, told) => later.Reviews.DecideAsync(Shop.Id, review.Id, ReviewDecision.OptOut, "ann@example.com", null, Noon, told);
        }),
        ["addresses are suppressed"] = Of(
            new SuppressionEntry(Somebody, null, [Channel.Sms], "asked"), (stores, entry, told) => stores.Suppressions.AddAsync(Shop.Id, [entry], Noon, told), isOnce: false),
        ["an address leaves the suppression list"] = new(async stores =>
        {
            await stores.Suppressions.AddAsync(Shop.Id, [new SuppressionEntry(Somebody, null, [Channel.Sms], "asked")], Noon);
            return (later, told) => later.Suppressions.RemoveAsync(Shop.Id, Somebody, told);
        }),
        ["an outlet is opened"] = Of(Outlet(), (stores, outlet, told) => stores.Outlets.TryAddAsync(outlet, OutletAssignment.Default, told)) with { Claims = 1 },
        ["an outlet is changed"] = new(async stores =>
        {
            await stores.Outlets.TryAddAsync(Outlet(), OutletAssignment.Default);
            return (later, told) => later.Outlets.TryUpdateAsync(Outlet() with { Name = "Centro" }, told);
        })
        { Claims = 1 },
        ["an outlet is closed"] = new(async stores =>
        {
            await stores.Outlets.TryAddAsync(Outlet(), OutletAssignment.Default);
            return (later, told) => later.Outlets.TryRemoveAsync(Outlet(), Noon, told);
        })
        { Claims = 1 },
        ["a shop is connected"] = Of(0, (stores, _, told) => stores.Shops.PutAsync(Shopify(), 10, told), isOnce: false),
        ["a shop is disconnected"] = new(async stores =>
        {
            await stores.Shops.PutAsync(Shopify(), 10);
            return (later, told) => later.Shops.RemoveAsync(Shop.Id, "main", told);
        }),
        ["a parked event is retried"] = new(
            async stores =>
            {
                var ids = await stores.Inbox.AddAsync([new("acs", "1", "{}"u8.ToArray(), Noon)]);
                await stores.Inbox.PostponeAsync(ids, Noon.AddHours(1), "unknown_sender");
                return (later, told) => later.Inbox.RetryAsync(ids[0], Noon, told);
            },
            IsOnce: false),
        ["test messages are sent"] = Of(Message(), (stores, message, told) => stores.TestMessages.TryAddAsync([message], 1, Noon.AddHours(-1), told)) with { Claims = 1 },
        ["a member is added"] = Of(Member("ann"), (stores, member, told) => stores.Members.TryAddAsync(member, told)),
        ["a member is changed"] = new(async stores =>
        {
            await stores.Members.TryAddAsync(Member("ann"));
            return (later, told) => later.Members.UpdateAsync(Member("ann") with { Name = "Ann" }, told);
        }),
        ["a member is removed"] = new(async stores =>
        {
            await stores.Members.TryAddAsync(Member("ann"));
            return (later, told) => later.Members.RemoveAsync(Member("ann"), Noon, told);
        }),
        ["a key is made"] = Of(Key(), (stores, key, told) => stores.Keys.TryAddAsync(key, "hash", told)) with { Claims = 1 },
        ["a key is revoked"] = new(async stores =>
        {
            await stores.Keys.TryAddAsync(Key(), "hash");
            return (later, told) => later.Keys.RevokeAsync(Shop.Id, Key().Id, Noon, told);
        }),
        ["a workspace is changed"] = new(async stores =>
        {
            await stores.Workspaces.TryAddAsync(Shop);
            var workspace = (await stores.Workspaces.FindAsync(Shop.Id))!;
            return (later, told) => later.Workspaces.TryUpdateAsync(workspace with { Name = "Other name" }, told);
        }),
    };

    private static AuditedChange Of<T>(T subject, Func<AuditedStores, T, AuditEntry, Task> change, bool isOnce = true) =>
        new(_ => Task.FromResult<Func<AuditedStores, AuditEntry, Task>>((stores, told) => change(stores, subject, told)), isOnce);

    private static async Task<Campaign> DraftAsync(AuditedStores stores)
    {
        var campaign = Some.Campaign();
        await stores.Campaigns.AddAsync(campaign);
        return campaign with { Revision = 1 };
    }

    private static async Task<ContactId> AddAsync(AuditedStores stores, string id) =>
        (await stores.Contacts.SaveAsync(Shop, SomeContact.Draft($$"""{"externalId":"{{id}}"}"""), SomeContact.Api)).Contact.Id;

    private static Segment Segment() =>
        new() { Id = new SegmentId("seg_a"), Workspace = Shop.Id, Name = "A", Audience = new Audience(), CreatedAt = Noon, UpdatedAt = Noon, EditedBy = "ann@example.com" };

    private static Outlet Outlet() => new() { Id = new OutletId("out_a"), Workspace = Shop.Id, Name = "Central", TimeZone = "UTC", UpdatedAt = Noon };

    private static Shop Shopify() => new() { Workspace = Shop.Id, Id = "main", Platform = ShopPlatform.Shopify, Secret = [1], UpdatedAt = Noon };

    private static Member Member(string name) =>
        new() { Id = $"mem_{name}", Workspace = Shop.Id, Email = $"{name}@example.com", Role = Role.Sender, CreatedAt = Noon };

    private static ApiKey Key() => new() { Id = "key_1", Workspace = Shop.Id, Name = "Shop", Role = Role.Sender, CreatedAt = Noon };

    private static TestMessage Message() => new()
    {
        Id = "tst_1",
        Workspace = Shop.Id,
        Campaign = new CampaignId("cmp_1"),
        SentBy = "ann@example.com",
        Member = "mem_ann",
        Channel = Channel.Email,
        Variant = "A",
        Contact = new ContactId(7),
        At = Noon,
    };
}
