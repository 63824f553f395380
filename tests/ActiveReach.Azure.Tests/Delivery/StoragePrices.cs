namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>What a storage account costs, in US dollars for 10,000 operations: list prices of East US, locally redundant, general-purpose v2
/// (azure.microsoft.com/pricing/details/storage/tables and …/queues). Written down in November 2026 without access to those pages: look there before you rely on it.
/// Of a group each entity is charged as an operation (docs.particular.net/persistence/azure-table/capacity-planning); where it is not, it costs a fraction of this.</summary>
internal static class StoragePrices
{
    public const decimal Tables = 0.00036m;
    public const decimal Queues = 0.004m;

    public static decimal Of(decimal operations, decimal priceOfTenThousand) => operations / 10_000 * priceOfTenThousand;
}

/// <summary>What tables do a second, as they are published (learn.microsoft.com, "Scalability and performance targets for Table storage"), with the delay of a request
/// inside a region. Entities of up to 1 KiB.</summary>
internal static class TableSpeed
{
    public const double EntitiesOfPartition = 2_000;
    public const double EntitiesOfAccount = 20_000;
    public const double Delay = 0.05;
}
