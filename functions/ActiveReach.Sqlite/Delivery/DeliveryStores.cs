using ActiveReach.Delivery;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Experiments;
using ActiveReach.Sqlite.Delivery.Figures;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Delivery.Reports;
using ActiveReach.Sqlite.Delivery.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Delivery;

internal static class DeliveryStores
{
    public static IServiceCollection AddDeliveryStores(this IServiceCollection services) => services
        .AddSingleton(provider => new LedgerClaimOptions { Lease = provider.GetRequiredService<DeliveryOptions>().Lease })
        .AddSingleton<IPlanLedger, SqlitePlanLedger>()
        .AddSingleton<ISendLedger, SqliteSendLedger>()
        .AddSingleton<IStageLedger, SqliteStageLedger>()
        .AddSingleton<IFallbackLedger, SqliteFallbackLedger>()
        .AddSingleton<IPermits, SqlitePermits>()
        .AddSingleton<IExperimentFigures, SqliteExperimentFigures>()
        .AddSingleton<ILedgerEvents, SqliteLedgerEvents>()
        .AddSingleton<IContactLedger, SqliteContactLedger>()
        .AddSingleton<ILedgerFigures, SqliteLedgerFigures>();
}
