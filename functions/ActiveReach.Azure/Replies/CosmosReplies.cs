using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Replies;

/// <summary>Replies on Cosmos DB, in slices of their workspace by their id.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class CosmosReplies(CosmosAccount account, TimeProvider time) : IReplyStore, IContactBelongings
{
    private readonly Container replies = account.Replies;

    public async Task<bool> AddAsync(Reply reply, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var items = new ItemSet(replies, time);
        items.Put(ReplyItem.PlaceIn(reply.Workspace, reply.Id), ReplyItem.Of(reply));
        return await items.TryWriteAsync();
    }

    public async Task<bool> IsLastWordAsync(WorkspaceId workspace, Channel channel, AddressHash from, DateTimeOffset at, bool isStop, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (said, isLast) = (at.ToUnixTimeMilliseconds(), false);
        var place = new ItemPlace(Slices.OfHash(workspace, from.ToString()), $"w{channel.Name()}.{from}");
        await replies.ChangeAsync<LastWords>(time, [place], (_, known) =>
        {
            var words = known ?? new LastWords();
            isLast = isStop ? words.Start is null || words.Start <= said : words.Stop is null || words.Stop < said;
            return isStop ? words with { Stop = Math.Max(words.Stop ?? said, said) } : words with { Start = Math.Max(words.Start ?? said, said) };
        });
        return isLast;
    }

    public Task<Page<Reply>> ListAsync(WorkspaceId workspace, CampaignId campaign, IReadOnlyList<ReplyKind> kinds, PageQuery query, string? outlet = null, CancellationToken cancellation = default)
    {
        var list = List(workspace).Where("c.campaign = @", campaign.Value).Where("ARRAY_CONTAINS(@, c.kind)", kinds);
        return PageAsync(workspace, outlet is null ? list : list.Where("c.outlet = @", outlet), query, cancellation);
    }

    public Task<Page<Reply>> ThreadAsync(WorkspaceId workspace, ContactId contact, PageQuery query, CancellationToken cancellation = default) =>
        PageAsync(workspace, List(workspace).Where("c.contact = @", contact.Value), query, cancellation);

    public async Task<Reply?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await replies.FindAsync<ReplyItem>(ReplyItem.PlaceIn(workspace, id), cancellation))?.Read(workspace);
    }

    public async Task SetKindAsync(WorkspaceId workspace, string id, ReplyKind kind, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await replies.ChangeAsync<ReplyItem>(time, [ReplyItem.PlaceIn(workspace, id)], (_, known) => known is null ? null : known with { Kind = kind });
    }

    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var old = await List(workspace).Where("c.at < @", before.ToUnixTimeMilliseconds()).FirstAsync<ReplyItem>(limit, cancellation);
        await ChangeAsync(old, _ => null);
        return old.Count;
    }

    public async Task EraseAsync(WorkspaceId workspace, ContactId contact, string? number, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var own = await List(workspace).Where("c.contact = @", contact.Value).AllAsync<ReplyItem>(cancellation);
        var nobodys = number is null ? [] : await List(workspace).Where("NOT IS_DEFINED(c.contact)").Where("c[\"from\"] = @", number).AllAsync<ReplyItem>(cancellation);
        await ChangeAsync([.. own, .. nobodys], reply => reply with { From = "", Text = "" });
    }

    /// <summary>No reply waits for anybody.</summary>
    Task<IReadOnlyCollection<ContactId>> IContactBelongings.AttachAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> contacts) => Task.FromResult<IReadOnlyCollection<ContactId>>([]);

    async Task IContactBelongings.MoveAsync(WorkspaceId workspace, ContactId gone, ContactId survivor) =>
        await ChangeAsync(await List(workspace).Where("c.contact = @", gone.Value).AllAsync<ReplyItem>(), reply => reply with { Contact = survivor });

    async Task IContactBelongings.EraseAsync(WorkspaceId workspace, Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at)
    {
        foreach (var id in ids)
            await EraseAsync(workspace, id, contact.Phone);
    }

    private static async Task<Page<Reply>> PageAsync(WorkspaceId workspace, ItemList list, PageQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var page = await list.PageAsync<ReplyItem>(query, cancellation);
        return new Page<Reply>([.. page.Items.Select(item => item.Read(workspace))], page.NextCursor, page.Total);
    }

    private Task ChangeAsync(IReadOnlyList<ReplyItem> some, Func<ReplyItem, ReplyItem?> change) =>
        replies.ChangeAsync<ReplyItem>(time, [.. some.Select(each => each.Lies)], (_, known) => known is null ? null : change(known));

    private ItemList List(WorkspaceId workspace) => new(replies, Slices.Of(workspace), "c.place");
}
