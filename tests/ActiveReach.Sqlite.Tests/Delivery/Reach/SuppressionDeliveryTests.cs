using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery.Reach;

/// <summary>Here nobody marks the contacts: what the list says holds by the list alone.</summary>
public sealed class SuppressionDeliveryTests : IDisposable
{
    private readonly DeliveryWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_is_listed_before_a_claim_holds_for_it_whichever_worker_claims()
    {
        await world.PlannedAsync();
        var (one, other) = (world.DeliverBatch, world.NewWorker());
        await DeliverAsync(one);
        var sent = world.Sms.Accepted.Select(message => message.To).ToHashSet();
        var left = Enumerable.Range(1, 300).Select(id => world.People[id].Phone!).Where(phone => !sent.Contains(phone)).ToList();

        // Between two claims, and then between the claims of the other.
        await ListAsync(left[0], left[^1]);
        await DeliverAsync(other);
        await ListAsync(left[^2]);
        await DeliverAsync(one);
        await DeliverAsync(other);
        await world.DrainAsync();

        Assert.Equal(297, world.Sms.Accepted.Count);
        Assert.DoesNotContain(world.Sms.Accepted, message => message.To == left[0] || message.To == left[^1] || message.To == left[^2]);
        Assert.Equal(3, (await world.CountAsync()).Skipped[SkipReason.Suppressed]);
    }

    [Fact]
    public async Task What_is_listed_between_two_claims_of_one_batch_holds_for_what_is_left_of_it()
    {
        world.Sms.MessagesPerCall = 10;
        world.Sms.Concurrency = 1;
        var called = 0;
        world.Sms.OnCall = _ => called += 1;
        world.Sms.Answers = _ => called > 1 ? HandOverResult.Deferred : HandOverResult.Accepted;
        await world.PlannedAsync();
        var message = world.Post.Take(1)[0];
        await world.DeliverBatch.DeliverAsync(Read(message));
        Assert.Equal(10, world.Sms.Accepted.Count);
        var batch = Read(message);
        var left = (await world.Store.ReadAsync(ActiveReach.Delivery.Ledger.GroupScope.Of(batch)))!.Rows.Where(row => row.IsUnsettled).Select(row => world.People[row.Contact.Value].Phone!).ToList();

        await ListAsync(left[0]);
        world.Sms.Answers = _ => HandOverResult.Accepted;
        await world.DrainAsync();
        Assert.DoesNotContain(world.Sms.Accepted, each => each.To == left[0]);
        Assert.Contains(world.Sms.Accepted, each => each.To == left[^1]);
    }

    private async Task ListAsync(params IReadOnlyList<string> phones) =>
        await world.Suppressions.AddAsync(OneShop.Shop.Id, [.. phones.Select(phone => new SuppressionEntry(AddressHash.Of(phone), null, [Channel.Sms], "complaint"))], world.Clock.GetUtcNow());

    private async Task DeliverAsync(ActiveReach.Delivery.Sending.DeliverBatch worker)
    {
        if (world.Post.Take(1) is [var message])
            await worker.DeliverAsync(Read(message));
    }

    private static BatchMessage Read(string message) => JsonSerializer.Deserialize<BatchMessage>(message, Wire.Json)!;
}
