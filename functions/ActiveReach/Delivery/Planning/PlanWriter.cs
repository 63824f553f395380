using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Planning;

/// <summary>Puts the people of a chunk in batches of one shard, stage, channel and hour. Everybody's home row comes first; messages on further
/// channels lie in the same shard, in batches made from one home batch.</summary>
internal sealed class PlanWriter(WorkspaceId workspace, int shards, IReadOnlyList<int[]> next)
{
    private readonly Dictionary<(int Shard, BatchNumber First), BatchNumber> next = next.ToDictionary(each => (each[0], new BatchNumber(each[1]).First), each => new BatchNumber(each[1]));
    private readonly Dictionary<(int Shard, int Stage, Channel? Channel, DateTimeOffset? NotBefore), List<Person>> people = [];

    /// <param name="decision">Allows the contact to be reached, now or at a later hour.</param>
    public void Send(int stage, Channel channel, Recipient recipient, string? variant, ReachDecision decision, IEnumerable<(Channel Channel, ReachDecision Decision)>? later = null)
    {
        var person = new Person(RowOf(recipient, channel, variant, decision))
        {
            Later = later is null ? [] : [.. later.Select(each => new LaterRow(HourOf(each.Decision), RowOf(recipient, each.Channel, variant, each.Decision)))],
        };
        Place(Shards.Of(recipient.Id, shards), stage, channel, HourOf(decision), person);
    }

    /// <summary>Records somebody who is not sent to; <paramref name="channel"/> is the one that the reason is about.</summary>
    /// <param name="rule">What is behind the reason, where it has a name.</param>
    public void Skip(int stage, Channel channel, Recipient recipient, string reason, string? rule = null) => Place(
        Shards.Of(recipient.Id, shards), stage, null, null,
        new Person(new PlannedRow(recipient.Id.Value, channel, null, recipient.Outlet, reason, rule, null, 0, 0, null)));

    /// <summary>Everybody placed so far.</summary>
    public PlanChunk Take(long to, bool isEnd = false)
    {
        var batches = new List<PlannedBatch>();
        foreach (var ((shard, stage, channel, notBefore), all) in people)
        {
            foreach (var some in all.Chunk(BatchNumber.MostRows))
                AddBatch(batches, shard, stage, channel, notBefore, some);
        }

        people.Clear();
        return new PlanChunk(to, isEnd, batches, [.. next.Select(each => new[] { each.Key.Shard, each.Value.Value })]);
    }

    private void AddBatch(List<PlannedBatch> batches, int shard, int stage, Channel? channel, DateTimeOffset? notBefore, Person[] some)
    {
        var number = NumberOf(shard, stage, channel);
        var later = new List<PlannedBatch>();
        var places = new Dictionary<int, List<RowPlace>>();
        var further = some.SelectMany((person, row) => person.Later.Select(each => (Row: row, each.NotBefore, Planned: each.Row))).GroupBy(each => (each.Planned.Channel, each.NotBefore));
        foreach (var group in further)
        {
            foreach (var part in group.Chunk(BatchNumber.MostLaterRows))
            {
                var laterNumber = NumberOf(shard, stage, group.Key.Channel);
                later.Add(new PlannedBatch(shard, laterNumber.Value, group.Key.NotBefore, [.. part.Select(each => each.Planned with { HomeBatch = number.Value, HomeRow = each.Row })]));
                foreach (var (each, index) in part.Select((each, index) => (each, index)))
                {
                    if (!places.TryGetValue(each.Row, out var known))
                        places[each.Row] = known = [];
                    known.Add(new RowPlace(laterNumber.Value, index));
                }
            }
        }

        batches.Add(new PlannedBatch(shard, number.Value, notBefore, [.. some.Select((person, row) => places.TryGetValue(row, out var known) ? person.Home with { Later = known } : person.Home)]));
        batches.AddRange(later);
    }

    private BatchNumber NumberOf(int shard, int stage, Channel? channel)
    {
        var first = BatchNumber.Of(stage, channel, 0);
        var number = next.GetValueOrDefault((shard, first), first);
        next[(shard, first)] = BatchNumber.Of(stage, channel, number.Sequence + 1);
        return number;
    }

    private void Place(int shard, int stage, Channel? channel, DateTimeOffset? notBefore, Person person)
    {
        var key = (shard, stage, channel, notBefore);
        if (!people.TryGetValue(key, out var all))
            people[key] = all = [];
        all.Add(person);
    }

    private PlannedRow RowOf(Recipient recipient, Channel channel, string? variant, ReachDecision decision) => new(
        recipient.Id.Value, channel, variant, recipient.Outlet, null, decision.Rule,
        recipient.AddressOn(channel) is { } address ? AddressKey.Of(workspace, channel, address) : null, 0, 0, null);

    internal static DateTimeOffset? HourOf(ReachDecision decision) => decision.NotBefore is { } hour
        ? new DateTimeOffset((hour.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero)
        : null;

    private sealed record Person(PlannedRow Home)
    {
        public IReadOnlyList<LaterRow> Later { get; init; } = [];
    }

    private readonly record struct LaterRow(DateTimeOffset? NotBefore, PlannedRow Row);
}
