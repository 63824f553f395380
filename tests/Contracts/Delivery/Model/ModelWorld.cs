using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Delivery.World;
using Contracts.Documents;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Delivery.Model;

/// <summary>The stores that are held to the model.</summary>
/// <param name="MergeAsync">Lets the messages of one person be another's.</param>
public sealed record ModelStores(ILedger Ledger, IPlans Plans, IActiveStages Stages, Func<ContactId, ContactId, Task> MergeAsync);

/// <summary>What outlives every process: stores, queues, people, and carriers that remember what they took.</summary>
internal sealed class ModelWorld
{
    public static readonly RunId Run = RunId.Of(new CampaignId("cmp_1"), 1);

    private readonly int seed;
    private readonly Dictionary<string, int> asked = [];

    public ModelWorld(int seed, Random random, ModelStores stores)
    {
        this.seed = seed;
        Stores = stores;
        Turns = new Turns(random);
        Post = new Post(Clock);
        IsAlone = random.Next(2) == 0;
        Mode = random.Next(3) switch { 0 => null, 1 => DeliveryMode.FirstReachable, _ => DeliveryMode.All };
        foreach (var carrier in Carriers)
            Set(carrier, honoursKeys: random.Next(2) == 0);
        Occurrences = Mode is DeliveryMode.All || random.Next(3) > 0 ? 1 : 2;
        Populate(random.Next(20, 90) / Occurrences);
    }

    public ModelStores Stores { get; }

    public Turns Turns { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));

    public FakeTimeProvider SystemClock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IDocuments Documents { get; } = new MemoryDocuments();

    public OneWorkspace Workspace { get; } = new(OneShop.Shop);

    public People People { get; } = new();

    public PeopleInPages Pages => new(People);

    /// <summary>As they were at the start.</summary>
    public IReadOnlyList<Recipient> Everybody { get; private set; } = [];

    public Post Post { get; }

    public IReadOnlyList<Carrier> Carriers { get; } = [new(Channel.Sms), new(Channel.Email)];

    /// <summary>Whether one process has the store for itself.</summary>
    public bool IsAlone { get; }

    /// <summary>How several channels are used; null for texts alone.</summary>
    public DeliveryMode? Mode { get; }

    /// <summary>How often everybody is to be sent to: more than once, each time for another occurrence.</summary>
    public int Occurrences { get; }

    public DeliveryOptions Options { get; } = new() { Window = 3, LeastLanes = 1 };

    public CampaignDefinition Definition => new()
    {
        Name = "Diwali",
        Audience = new Audience(),
        Channels = Mode is null ? [new ChannelChoice { Channel = Channel.Sms }] : [new ChannelChoice { Channel = Channel.Sms }, new ChannelChoice { Channel = Channel.Email }],
        Delivery = Mode ?? DeliveryMode.FirstReachable,
        Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
    };

    private void Set(Carrier carrier, bool honoursKeys)
    {
        carrier.MessagesPerCall = 3;
        carrier.Concurrency = 2;
        carrier.HonoursKeys = honoursKeys;
        carrier.RepeatWindow = honoursKeys ? TimeSpan.FromMinutes(5) : TimeSpan.Zero;
        carrier.OnCall = messages =>
        {
            if (messages.Any(message => Lot(message) == 3 && IsFirst("call", message)))
                throw new IOException("The connection broke before the call.");
        };
        carrier.Answers = message => Lot(message) switch
        {
            0 => HandOverResult.Rejected,
            1 when IsFirst("answer", message) => HandOverResult.Unknown,
            2 when IsFirst("answer", message) => HandOverResult.Deferred,
            _ => HandOverResult.Accepted,
        };
    }

    /// <summary>The same message meets the same carrier, whatever came before.</summary>
    private int Lot(OutgoingMessage message) => (int)(message.IdempotencyKey.Aggregate((uint)seed, (sum, letter) => (sum * 31) + letter) % 24);

    private bool IsFirst(string what, OutgoingMessage message) => (asked[what + message.IdempotencyKey] = asked.GetValueOrDefault(what + message.IdempotencyKey) + 1) == 1;

    private void Populate(int count)
    {
        for (var id = 1L; id <= count; id++)
        {
            var person = People.Person(id) with { Outlet = id % 3 == 0 ? null : $"outlet{id % 3}" };
            People[id] = (id % 11) switch
            {
                4 => person with { Phone = People.Person(id - 1).Phone },
                5 => person with { Phone = null },
                6 => person with { Email = People.Person(id - 1).Email },
                _ => person,
            };
            if (id % 13 == 0)
                People.OptOut(id, Channel.Sms);
        }

        Everybody = [.. Enumerable.Range(1, count).Select(id => People[id])];
    }
}

/// <summary>An audience whose pages are small, so that its plan has many chunks.</summary>
internal sealed class PeopleInPages(People people) : IAudienceReader
{
    private const int MostAPage = 17;

    public Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default) =>
        people.PageAsync(audience, after, Math.Min(limit, MostAPage), cancellation);

    public Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default) =>
        people.ReadAsync(workspace, ids, cancellation);

    public Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default) => people.PreviewAsync(audience, channels, cancellation);
}
