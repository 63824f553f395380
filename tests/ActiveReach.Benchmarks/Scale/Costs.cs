namespace ActiveReach.Benchmarks.Scale;

/// <summary>What a million messages cost in Azure, without the messages themselves. Prices are those that Azure lists for its cheaper regions, in dollars; who counts on them looks them up.</summary>
internal static class Costs
{
    private const double RequestUnit = 0.25 / 1_000_000;
    private const double GigabyteSecond = 0.000026;
    private const double Execution = 0.4 / 1_000_000;
    private const double Event = 0.6 / 1_000_000;
    private const double CosmosGigabyteMonth = 0.25;
    private const double TableGigabyteMonth = 0.045;
    private const int InstanceGigabytes = 2;

    /// <summary>Bytes of a row of the ledger with what lies beside it.</summary>
    private const int RowBytes = 1_200;

    private const double Million = 1_000_000;

    /// <summary>Dollars for a million messages, part by part.</summary>
    public static IReadOnlyList<(string Part, double Dollars)> OfAMillion(Demand demand) =>
    [
        ("ledger, requests", Million * (demand.LedgerRequestsForOne + demand.ReceiptRequestsForOne) * StoragePrices.TableRequest),
        ("ledger, a year of rows", Million * RowBytes / 1e9 * TableGigabyteMonth * 12),
        ("contacts, request units", Million * Limit.Of(demand)[^1].ForOne * RequestUnit),
        ("queues", Million * 4 / BatchRequests.Recipients * StoragePrices.QueueRequest),
        ("functions", (Million / BatchRequests.Recipients * demand.BatchSeconds / 6 * InstanceGigabytes * GigabyteSecond) + (Million * (1.0 / BatchRequests.Recipients + 0.005) * Execution)),
        ("events", Million * demand.ReceiptShare * Event),
    ];

    /// <summary>Dollars a month for contacts that lie there.</summary>
    public static double OfContacts(Demand demand) => demand.Contacts * (double)demand.ContactBytes / 1e9 * CosmosGigabyteMonth;
}
