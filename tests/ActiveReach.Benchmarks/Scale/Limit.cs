namespace ActiveReach.Benchmarks.Scale;

/// <summary>What one unit of something allows, and what a message asks of it.</summary>
/// <param name="Name">Of one unit.</param>
/// <param name="ASecond">What Azure allows it.</param>
/// <param name="ForOne">What each message takes of that.</param>
/// <param name="Most">Units that one deployment has at most.</param>
/// <param name="Beside">What is asked of it whether or not messages go out.</param>
internal sealed record Limit(string Name, double ASecond, double ForOne, int Most = 1, double Beside = 0)
{
    /// <summary>Messages a minute at which all units of one deployment are at their end.</summary>
    public double PerMinute => 60 * ((ASecond * Most) - Beside) / ForOne;

    /// <summary>Units that a demand takes.</summary>
    public double UnitsFor(Demand demand) => ((demand.PerSecond * ForOne) + Beside) / ASecond;

    /// <summary>The limits of a deployment as <c>azd up</c> makes it, with the most instances.</summary>
    public static IReadOnlyList<Limit> Of(Demand demand) =>
    [
        new("storage account of the ledger", 20_000, demand.LedgerRequestsForOne + demand.ReceiptRequestsForOne),
        new("topic of Event Grid", 5_000, demand.ReceiptShare),
        new("instance that sends", 6 * BatchRequests.Recipients / demand.BatchSeconds, 1, Most: 1_000),
        new("storage account of the host", 20_000, 4.0 / BatchRequests.Recipients, Beside: Turns(demand) * RequestsATurn),
        new("queue of a channel", 2_000, 1.0 / BatchRequests.Recipients),
        new("partition of Cosmos DB (contacts)", 10_000, ContactUnits(demand), Most: Partitions(demand)),
    ];

    /// <summary>The limits of one run: its lanes, and the shards of its ledger.</summary>
    public static IReadOnlyList<Limit> OfOneRun(Demand demand) =>
    [
        new("window of 8 batches", 8 * BatchRequests.Recipients / demand.BatchSeconds, 1),
        new("window of 512 batches", 512 * BatchRequests.Recipients / demand.BatchSeconds, 1),
        new("shard of the ledger, of 64", 2_000, EntitiesForOne(demand), Most: 64),
    ];

    /// <summary>A stage is looked at every two minutes, and a look is three turns: waking, the step, its answer.</summary>
    public static double Turns(Demand demand) => demand.Workspaces * demand.RunsAWorkspace / 120 * 3;

    /// <summary>Partitions that the contacts fill, 50 GB each.</summary>
    public static int Partitions(Demand demand) => (int)Math.Max(1, Math.Ceiling(demand.Contacts * (double)demand.ContactBytes / 50e9));

    /// <summary>Requests to the host's storage in a turn of an orchestration: its messages, its history, its state.</summary>
    private const int RequestsATurn = 6;

    /// <summary>A row is written when it is planned, called, settled and reported, each time with two heads of its batch.</summary>
    private static double EntitiesForOne(Demand demand) => 4 + (2.0 * (BatchRequests.Windows(demand.Window) + 3) / BatchRequests.Recipients);

    /// <summary>Request units: a page asks 16 slices, a batch too; then about a fifth of a unit for each contact that is read, twice. An estimate.</summary>
    private static double ContactUnits(Demand demand) => (16 * 2.8 * 2 / BatchRequests.Recipients) + 0.4;
}
