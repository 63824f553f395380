using ActiveReach.Delivery;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Delivery.Rows;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Delivery;

internal static class DeliveryStores
{
    public static IServiceCollection AddDeliveryStores(this IServiceCollection services) => services
        .AddSingleton<ClaimStore>()
        .AddSingleton<ILedger, SqliteLedger>()
        .AddSingleton<ILedgerRows, SqliteLedgerRows>()
        .AddSingleton<ITouches, SqliteTouches>()
        .AddSingleton<IConversions, SqliteConversions>()
        .AddSingleton<IPlans, SqlitePlans>()
        .AddSingleton<IActiveStages, SqliteActiveStages>()
        .AddSingleton<IPermits, SqlitePermits>();
}
