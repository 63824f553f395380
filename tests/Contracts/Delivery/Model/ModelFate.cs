using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace Contracts.Delivery.Model;

/// <summary>What people and carriers do meanwhile, and what must hold whatever they do.</summary>
internal sealed class ModelFate(ModelWorld world, Random random)
{
    private static readonly LedgerEventKind[] Kinds = Enum.GetValues<LedgerEventKind>();
    private readonly StageLedger stages = new(world.Stores.Ledger, world.Stores.Stages, new SendLedger(world.Stores.Ledger, new ClaimTerms()));
    private readonly int everybody = world.People.Count;
    private readonly HashSet<long> merged = [];

    private IEnumerable<OutgoingMessage> Accepted => world.Carriers.SelectMany(carrier => carrier.Accepted).OrderBy(message => message.Tag, StringComparer.Ordinal);

    /// <summary>Of some of the messages that a carrier took, in any order and more than once.</summary>
    public IReadOnlyList<LedgerEvent> SomeReports(int oneIn = 4) =>
    [
        .. Accepted.ToList().Where(_ => random.Next(oneIn) == 0).SelectMany(message => Enumerable.Range(0, random.Next(1, 3)).Select(_ => new LedgerEvent(
            AddressOf(message), random.Next(2) == 0 ? LedgerEventKind.Delivered : Kinds[random.Next(Kinds.Length)], world.Clock.GetUtcNow().AddMilliseconds(random.Next(-2_000, 9_000)), "x"))),
    ];

    public async Task ChangePeopleAsync(bool isPlanned)
    {
        var (one, other) = (Somebody(), Somebody());
        switch (random.Next(isPlanned ? 4 : 2))
        {
            case 0:
                world.People.OptOut(one, random.Next(2) == 0 ? Channel.Sms : Channel.Email);
                break;
            case 1:
                world.People[one] = world.People[one] with { Phone = random.Next(2) == 0 ? $"+1666{random.Next(10_000_000):0000000}" : world.People[other].Phone };
                break;
            case 2:
                world.People[one] = world.People[one] with { Email = random.Next(2) == 0 ? $"new{random.Next(1_000_000)}@example.com" : world.People[other].Email };
                break;
            case 3 when one != other:
                world.People.Remove(one);
                merged.Add(one);
                await world.Stores.MergeAsync(new ContactId(one), new ContactId(other));
                break;
        }
    }

    /// <summary>Figures are what the rows say, and nobody takes a run for finished while something is to be done.</summary>
    public async Task<Recount> CheckNowAsync()
    {
        var recount = await Recount.CheckAsync(world.Stores.Ledger, ModelWorld.Run);
        Assert.Equal(!recount.Rows.Exists(row => row.IsUnsettled), await stages.IsEveryoneSettledAsync(ModelWorld.Run));
        for (var stage = Stage.TestSlice; stage <= Stage.Wave(2); stage++)
        {
            if ((await stages.ReadAsync(ModelWorld.Run, stage)).IsSettled)
                Assert.DoesNotContain(recount.Rows, row => row.IsUnsettled && new BatchNumber(row.Address.Batch).Stage == stage);
        }

        return recount;
    }

    public async Task CheckSettledAsync(int stage)
    {
        var recount = await Recount.ReadAsync(world.Stores.Ledger, ModelWorld.Run);
        Assert.DoesNotContain(recount.Rows, row => row.IsUnsettled && new BatchNumber(row.Address.Batch).Stage == stage);
    }

    public void CheckEnd(Recount recount, bool isPlanned)
    {
        Assert.DoesNotContain(recount.Rows, row => row.IsUnsettled);
        var homes = recount.Rows.Where(row => row.Home is null).ToList();
        if (isPlanned)
            Assert.Equal(everybody * world.Occurrences, homes.Count);
        Assert.True(homes.Count <= everybody * world.Occurrences, "Somebody was planned twice.");
        Assert.All(homes.GroupBy(row => (row.Contact, row.Occurrence)), one => Assert.True(one.Count() <= merged.Count + 1));

        // Nobody twice: an address gets one message of a channel and occurrence, and a carrier without keys one call.
        var occurrences = recount.Rows.ToDictionary(row => row.Address, row => row.Occurrence);
        foreach (var carrier in world.Carriers)
        {
            var twice = carrier.Accepted.GroupBy(message => (message.To, Occurrence: occurrences[AddressOf(message)])).Where(address => address.Count() > 1)
                .Select(address => $"{address.Key} got {string.Join(" and ", address.Select(message => $"{message.Tag} of {message.Origin.Contact}"))}, merged: {string.Join(' ', merged)}");
            Assert.True(!twice.Any(), string.Join("; ", twice));
            if (!carrier.HonoursKeys)
                Assert.Equal(carrier.Accepted.Count, carrier.Calls.Count);
        }

        // No outcome of a call is dropped, and none is made up.
        var accepted = Accepted.Select(AddressOf).ToHashSet();
        Assert.All(accepted, address => Assert.Contains(recount.Rows, row => row.Address == address));
        Assert.All(recount.Rows, row => Assert.True(
            row.State is LedgerState.Uncertain || accepted.Contains(row.Address) == WasTaken(row), $"{row.Address} is {row.State} ({row.Reason}), handed at {row.HandedAt}; the carrier {(accepted.Contains(row.Address) ? "took it" : "has not got it")}."));
    }

    private static bool WasTaken(LedgerRow row) => row is { HandedAt: not null, State: LedgerState.Handed or LedgerState.Delivered or LedgerState.Bounced or LedgerState.Failed };

    private long Somebody()
    {
        long id;
        do
            id = random.Next(1, everybody + 1);
        while (merged.Contains(id));
        return id;
    }

    private static LedgerAddress AddressOf(OutgoingMessage message) => LedgerAddress.TryParse(message.Tag, out var address) ? address : throw new FormatException(message.Tag);
}
