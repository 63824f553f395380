namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>What tables do a second, as they are published (learn.microsoft.com, "Scalability and performance targets for Table storage"), with the delay of a request
/// inside a region. Entities of up to 1 KiB.</summary>
internal static class TableSpeed
{
    public const double EntitiesOfPartition = 2_000;
    public const double EntitiesOfAccount = 20_000;
    public const double Delay = 0.05;
}
