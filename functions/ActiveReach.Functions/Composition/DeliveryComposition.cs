using ActiveReach.Audiences.Behaviour;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Figures;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Reports;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class DeliveryComposition
{
    /// <summary>From the audience to the carriers, through the ledger.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services, DeliveryOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new Lanes { Window = options.Window, Least = options.LeastLanes })
        .AddSingleton(provider => new ClaimTerms { Lease = options.Lease, Store = provider.GetRequiredService<ClaimStore>() })
        .AddSingleton<IRunFence, LedgerFence>()
        .AddSingleton<SendLedger>()
        .AddSingleton<StageLedger>()
        .AddSingleton<LedgerReports>()
        .AddSingleton<RunFigures>()
        .AddSingleton<IDeeds, LedgerDeeds>()
        .AddSingleton<ProviderPulse>()
        .AddSingleton<Throttle>()
        .AddSingleton<PlanAudience>()
        .AddSingleton<ForecastPlan>()
        .AddSingleton<PlanEntries>()
        .AddSingleton<StartStage>()
        .AddSingleton<KeptPlaces>()
        .AddSingleton<DeliverBatch>()
        .AddSingleton<CancelDelivery>()
        .AddSingleton<PlanFallback>()
        .AddSingleton<ChooseWinner>()
        .AddSingleton<ShareVariants>()
        .AddSingleton<DecideOutlets>()
        .AddSingleton<DecideExperiment>();
}
