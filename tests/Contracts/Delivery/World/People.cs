using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.World;

/// <summary>An audience in memory, in order of ids.</summary>
public sealed class People : IAudienceReader
{
    private readonly SortedDictionary<long, Recipient> all = [];

    public int Count => all.Count;

    public Recipient this[long id]
    {
        get => all[id];
        set => all[id] = value;
    }

    public static People Some(int count, int outlets = 1)
    {
        var people = new People();
        for (var id = 1L; id <= count; id++)
            people[id] = Person(id) with { Outlet = outlets == 1 ? null : $"outlet{id % outlets}" };
        return people;
    }

    public static Recipient Person(long id) => new()
    {
        Id = new ContactId(id),
        FirstName = $"Name{id}",
        Phone = $"+1555{id:0000000}",
        Email = $"p{id}@example.com",
        Consents = Consents(ConsentState.OptedIn),
    };

    public static PerChannel<ConsentState> Consents(ConsentState state) => new(_ => state);

    public void OptOut(long id, Channel channel) =>
        all[id] = all[id] with { Consents = all[id].Consents.With([new(channel, ConsentState.OptedOut)]) };

    public void Remove(long id) => all.Remove(id);

    public Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<Recipient>>([.. all.Where(person => person.Key > after.Value).Take(limit).Select(person => person.Value)]);

    public Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<ContactId, Recipient>>(
            ids.Where(id => all.ContainsKey(id.Value)).Distinct().ToDictionary(id => id, id => all[id.Value]));

    public Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default) =>
        Task.FromResult(new AudiencePreview(all.Count, new Dictionary<Channel, long>(), new Dictionary<string, long>(), []));
}
