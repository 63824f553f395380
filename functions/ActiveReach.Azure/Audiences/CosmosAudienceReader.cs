using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Behaviour;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Filters;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences;

/// <summary>Audiences on Cosmos DB: the store finds by what contacts are, slice by slice; what they did are sets of contacts (<see cref="BehaviourSets"/>), and what
/// the store can't decide is decided in memory.</summary>
/// <param name="deeds">What they did with messages; null where it can't be asked.</param>
public sealed class CosmosAudienceReader(CosmosAccount account, CosmosContacts contacts, OutletDirectories? outlets = null, IDeeds? deeds = null) : IAudienceReader
{
    private const int SampleSize = 10;

    /// <summary>Contacts of a set that the store is told; larger sets are looked into here.</summary>
    internal int MostNamed { get; init; } = 1_000;

    /// <summary>A plan asks for one audience page by page.</summary>
    private readonly ConditionalWeakTable<ResolvedAudience, BehaviourSets> known = [];

    public async Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = await OutletsAsync(audience.Workspace.Id, cancellation);
        return [.. (await FindAsync(audience, await FilterAsync(audience, cancellation), after, limit, cancellation)).Select(contact => RecipientOf.Contact(contact, now))];
    }

    public async Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = await OutletsAsync(workspace, cancellation);
        var found = await contacts.FoundAsync(workspace, [.. ids.Distinct()], cancellation);
        return found.ToDictionary(each => each.Id, each => RecipientOf.Contact(each.Contact, now));
    }

    public async Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = await OutletsAsync(audience.Workspace.Id, cancellation);
        var filter = await FilterAsync(audience, cancellation);
        var sample = await FindAsync(audience, filter, default, SampleSize, cancellation);
        var slices = await Task.WhenAll(ContactPlaces.PartitionsOf(audience.Workspace.Id).Select(slice => CountAsync(slice, audience, filter, cancellation)));
        return AudiencePreview.Of(
            slices.SelectMany(slice => slice).GroupBy(each => each.Key, each => each.Value).Select(each => (ContactStanding.Anybody(each.Key.Standing, each.Key.Topics), each.Sum())),
            channels,
            audience.Topic,
            [.. sample.Select(contact => RecipientOf.Contact(contact, now))]);
    }

    private async Task<ContactFilter> FilterAsync(ResolvedAudience audience, CancellationToken cancellation) => ContactFilter.Of(audience, await BehaviourAsync(audience, cancellation), MostNamed, await FlippedAsync(audience, cancellation));

    private async Task<BehaviourSets> BehaviourAsync(ResolvedAudience audience, CancellationToken cancellation)
    {
        if (!BehaviourSets.IsAskedBy(audience))
            return BehaviourSets.None;
        if (!known.TryGetValue(audience, out var sets))
            known.AddOrUpdate(audience, sets = await BehaviourSets.ReadAsync(account, deeds, audience, await contacts.Ids.FindAsync(audience.Workspace.Id, cancellation) ?? 0, cancellation));
        return sets;
    }

    private async Task<IReadOnlyList<Contact>> FindAsync(ResolvedAudience audience, ContactFilter filter, ContactId after, int limit, CancellationToken cancellation)
    {
        var found = await new ContactPages(account, contacts.Ids).ReadAsync(
            audience.Workspace.Id, filter.Where, after, limit, fits: filter.IsExact ? null : contact => filter.Fits(audience, contact), cancellation: cancellation);
        return await contacts.TypedAsync(audience.Workspace.Id, found, cancellation);
    }

    private async Task<IReadOnlyDictionary<string, FieldType>> FlippedAsync(ResolvedAudience audience, CancellationToken cancellation) =>
        ContactFilter.AsksForCustom(audience) ? await contacts.Fields(audience.Workspace.Id).FlippedAsync(cancellation) : new Dictionary<string, FieldType>();

    /// <summary>How many there are of each standing in a slice. Where the store has not the last word, everybody whom it finds is looked at.</summary>
    private async Task<Dictionary<(string Standing, string Topics), long>> CountAsync(string slice, ResolvedAudience audience, ContactFilter filter, CancellationToken cancellation)
    {
        var counts = new Dictionary<(string, string), long>();
        var query = filter.Where.Bind(filter.IsExact
            ? $"SELECT c.standing, c.topics, COUNT(1) AS many FROM c WHERE IS_DEFINED(c.n) AND {filter.Where.Text} GROUP BY c.standing, c.topics"
            : $"SELECT * FROM c WHERE IS_DEFINED(c.n) AND {filter.Where.Text}");
        await foreach (var item in account.Contacts.AskAsync(slice, query, cancellation: cancellation))
        {
            if (filter.IsExact || filter.Fits(audience, item.Deserialize<ContactItem>(ItemJson.Options)!.Read()!))
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (item.GetProperty("standing").GetString()!, item.GetProperty("topics").GetString()!), out _) += filter.IsExact ? item.GetProperty("many").GetInt64() : 1;
        }

        return counts;
    }

    private async Task<OutletDirectory?> OutletsAsync(WorkspaceId workspace, CancellationToken cancellation) => outlets is null ? null : await outlets.OfAsync(workspace, cancellation);
}
