using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Tests.Accounts;
using ActiveReach.Benchmarks.Scale;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Contracts.Delivery.World;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>What a send costs on tables, from its plan to the reports, and how long its figures take. In docs/azure.md.</summary>
public sealed class SendCostTests : IAsyncLifetime
{
    private const int Recipients = 2_000;
    private const int Reported = 100;
    private const double Million = 1_000_000;

    private readonly TablesWorld tables = new();
    private SendWorld? world;

    private SendWorld World => world!;

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        world = tables.Send(new FakeTimeProvider(SendWorld.Noon));
        for (var id = 1L; id <= Recipients; id++)
            world.People[id] = People.Person(id);
    }

    public Task DisposeAsync() => tables.DisposeAsync();

    [Theory]
    [InlineData(Channel.Sms, 100, 0.35)]
    [InlineData(Channel.Email, 1, 0.60)]
    public async Task A_recipient_is_less_than_a_request_until_the_hand_over_and_a_million_with_their_reports_half_a_dollar(Channel channel, int messagesPerCall, double mostRequests)
    {
        var carrier = channel is Channel.Sms ? World.Sms : World.Email;
        (carrier.MessagesPerCall, carrier.Concurrency) = (messagesPerCall, 16);
        var handed = await SendAsync(channel);
        var reported = await ReportAsync();
        var queues = World.Post.Sent * MessageOperations;

        Assert.InRange((double)handed.Requests / Recipients, 0, mostRequests);
        Assert.InRange((double)queues / Recipients, 0, 0.1);
        Assert.Equal(3, (double)reported.Requests / Reported);
        var dollars = (((Charged(handed) * Million / Recipients) + (Charged(reported) * Million / Reported)) * StoragePrices.TableRequest) + (queues * Million / Recipients * StoragePrices.QueueRequest);
        Assert.InRange(dollars, 0.30, 0.50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Recipients)]
    public async Task Figures_of_a_million_recipients_are_65_requests_and_two_seconds_at_most(int outlets)
    {
        for (var id = 1L; id <= Recipients; id++)
            World.People[id] = World.People[id] with { Outlet = $"outlet-{id % outlets:0000}" };
        await SendAsync(Channel.Sms);
        await World.Reports.RecordAsync([.. (await AllAsync()).Select(Delivered)]);
        var batches = (await Task.WhenAll(Enumerable.Range(0, Shards.Least).Select(shard => World.Stores.Ledger.BatchesAfterAsync(SendWorld.Run, shard, null, 1_000)))).Sum(shard => shard.Count);
        tables.Traffic.Take();
        await World.Figures.CountAsync([SendWorld.Run], [.. Enum.GetValues<FigureGrouping>()], null);
        var asked = tables.Traffic.Take();
        Assert.Equal(Shards.Least + 1, asked.Requests);

        // Of a chunk of 32,000 every shard has 500 people, which are six batches.
        var shards = Shards.For(1_000_000);
        var batchesOfShard = 1_000_000 / 32_000.0 * 6;
        var requests = (shards * (int)Math.Ceiling(batchesOfShard / TableLimits.MostAPage)) + 1;
        var units = Math.Max(1, (double)asked.Received / batches / 1024);
        var seconds = (2 * TableSpeed.Delay) + Math.Max(batchesOfShard * units / TableSpeed.EntitiesOfPartition, shards * batchesOfShard * units / TableSpeed.EntitiesOfAccount);
        Assert.Equal(65, requests);
        Assert.InRange(seconds, 0, 2);
    }

    /// <summary>Put, taken and deleted.</summary>
    private const int MessageOperations = 3;

    /// <summary>Of a group each entity is charged as an operation (docs.particular.net/persistence/azure-table/capacity-planning); where it is not, it costs a fraction of this.</summary>
    private static double Charged(Spent spent) => spent.Reads + spent.Entities;

    private async Task<Spent> SendAsync(Channel channel)
    {
        tables.Traffic.Take();
        await World.PlanAsync(definition => definition with { Channels = [new ChannelChoice { Channel = channel }] });
        await World.StartAsync(Stage.Rest);
        await World.DrainAsync();
        Assert.Equal(Recipients, (await World.Figures.CountAsync([SendWorld.Run], FigureGrouping.None)).Single().Sent);
        return tables.Traffic.Take();
    }

    /// <summary>One by one, as most carriers do.</summary>
    private async Task<Spent> ReportAsync()
    {
        var rows = (await AllAsync()).Take(Reported).ToList();
        tables.Traffic.Take();
        foreach (var row in rows)
            await World.Reports.RecordAsync([Delivered(row)]);
        return tables.Traffic.Take();
    }

    private async Task<IReadOnlyList<LedgerRow>> AllAsync() => (await World.Stores.Rows.ListAsync([SendWorld.Run], RecipientAction.All, Recipients, null)).Items;

    private static LedgerEvent Delivered(LedgerRow row) => new(row.Address, LedgerEventKind.Delivered, SendWorld.Noon.AddMinutes(1));
}
