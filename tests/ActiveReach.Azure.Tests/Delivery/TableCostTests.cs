using System.Globalization;
using ActiveReach.Azure.Tests.Accounts;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Figures;
using ActiveReach.Ids;
using Contracts.Delivery.World;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>What each verb of the ledger asks the tables for, in a run of 8,000 people. The table stands in docs/azure.md.</summary>
public sealed class TableCostTests : IAsyncLifetime
{
    private const int Batch = BatchNumber.MostRows;

    private static readonly RunId Run = SendWorld.Run;
    private static readonly DateTimeOffset Noon = SendWorld.Noon;

    private static readonly Line[] Expected =
    [
        new("plan 8,000 people", 493, 24281, 14912, 11340),
        new("claim a batch of 97", 3, 2, 2, 32),
        new("mark it as calling", 2, 99, 77, 29),
        new("settle it", 2, 100, 85, 29),
        new("settle one, with the carrier's own ids", 10, 197, 143, 59),
        new("report on a message", 3, 3, 3, 3),
        new("report on 96 of its batch at once", 3, 98, 92, 75),
        new("plan a fallback wave for 97 of them", 359, 416, 308, 3035),
        new("all figures of the run", 8, 0, 0, 17),
        new("a page of 50 recipients", 10, 0, 0, 45),
        new("the messages of a contact", 2, 0, 0, 1),
    ];

    private readonly TablesWorld tables = new();
    private readonly List<Line> lines = [];
    private SendWorld? world;
    private SendLedger? worker;

    private SendWorld World => world!;

    private SendLedger Worker => worker!;

    public async Task InitializeAsync()
    {
        await tables.InitializeAsync();
        world = tables.Send(new FakeTimeProvider(Noon));
        worker = new SendLedger(world.Stores.Ledger, new ClaimTerms { Store = new ClaimStore { IsAlone = false } });
        for (var id = 1L; id <= 8_000; id++)
            world.People[id] = People.Person(id);
    }

    public Task DisposeAsync() => tables.DisposeAsync();

    [Fact]
    public async Task Each_verb_of_the_ledger_makes_the_requests_that_the_table_says()
    {
        await SpendAsync("plan 8,000 people", () => World.PlanAsync(definition => definition with
        {
            Channels = [new ChannelChoice { Channel = Channel.Sms }, new ChannelChoice { Channel = Channel.Email }],
            Delivery = DeliveryMode.FirstReachable,
        }));
        var claim = await SpendAsync("claim a batch of 97", () => ClaimAsync(0));
        await SpendAsync("mark it as calling", () => MarkAsync(claim));
        await SpendAsync("settle it", () => Worker.SettleBatchAsync(claim, Outcomes(RowResult.Handed)));
        var own = await ClaimAsync(1);
        await MarkAsync(own);
        await SpendAsync("settle one, with the carrier's own ids", () => Worker.SettleBatchAsync(own, Outcomes(RowResult.Handed, row => $"carrier-{row:000}")));
        await SpendAsync("report on a message", () => World.Reports.RecordAsync([Delivered(0)]));
        await SpendAsync("report on 96 of its batch at once", () => World.Reports.RecordAsync([.. Enumerable.Range(1, Batch - 1).Select(Delivered)]));
        var failed = await ClaimAsync(2);
        await MarkAsync(failed);
        await Worker.SettleBatchAsync(failed, Outcomes(RowResult.Failed));
        await SpendAsync("plan a fallback wave for 97 of them", () => World.PlanFallback.ContinueAsync(Run, 1));
        await SpendAsync("all figures of the run", () => World.Figures.CountAsync([Run], [.. Enum.GetValues<FigureGrouping>()], _ => true));
        await SpendAsync("a page of 50 recipients", () => World.Stores.Rows.ListAsync([Run], RecipientAction.Sent, 50, null));
        await SpendAsync("the messages of a contact", () => World.Stores.Rows.NextAsync(OneShop.Shop.Id, new ContactId(1), null, 50));

        Assert.True(lines.Count == Expected.Length && lines.Zip(Expected).All(each => each.First.IsAs(each.Second)), $"It is:\n{string.Join('\n', lines)}");
    }

    private async Task<Claim> ClaimAsync(int sequence)
    {
        var number = BatchNumber.Of(Stage.Rest, Channel.Sms, sequence);
        var answer = await Worker.ClaimAsync(new BatchMessage("shop", Run.Value, Stage.Rest, 0, number.Value, 1, 1));
        Assert.Equal(Batch, answer.Rows!.Count);
        return answer.Claim!;
    }

    private Task<bool> MarkAsync(Claim claim) => Worker.MarkCallingAsync(claim, new CallingRows([.. Enumerable.Range(0, Batch)], Noon, null), []);

    private async Task SpendAsync(string verb, Func<Task> deed) => await SpendAsync(verb, async () =>
    {
        await deed();
        return true;
    });

    private async Task<T> SpendAsync<T>(string verb, Func<Task<T>> deed)
    {
        tables.Traffic.Take();
        var answer = await deed();
        lines.Add(new Line(verb, tables.Traffic.Take()));
        return answer;
    }

    private static RowOutcome[] Outcomes(RowResult result, Func<int, string>? idOf = null) =>
        [.. Enumerable.Range(0, Batch).Select(row => new RowOutcome(row, result, Noon, result is RowResult.Failed ? "invalid_number" : null, idOf?.Invoke(row)))];

    private static LedgerEvent Delivered(int row) => new(BatchNumber.Of(Stage.Rest, Channel.Sms, 0).Row(Run, 0, row), LedgerEventKind.Delivered, Noon.AddMinutes(1));

    /// <summary>A line of the table: bytes in KiB, of which a tenth may be due to the emulator and the length of names.</summary>
    private sealed record Line(string Verb, int Requests, int Entities, long Sent, long Received)
    {
        public Line(string verb, Spent spent)
            : this(verb, spent.Requests, spent.Entities, (spent.Sent + 512) / 1024, (spent.Received + 512) / 1024)
        {
        }

        public bool IsAs(Line other) => (Verb, Requests, Entities) == (other.Verb, other.Requests, other.Entities) && IsNear(Sent, other.Sent) && IsNear(Received, other.Received);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"        new(\"{Verb}\", {Requests}, {Entities}, {Sent}, {Received}),");

        private static bool IsNear(long one, long other) => Math.Abs(one - other) <= 1 + (other / 10);
    }
}
