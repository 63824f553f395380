using ActiveReach.Events;
using ActiveReach.Orders.Shops;
using ActiveReach.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class EventsComposition
{
    /// <summary>What other systems tell of people, the orders that come of it, and how long it is kept.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<AcceptEvents>()
        .AddSingleton<ConnectedShops>()
        .AddSingleton<HearShop>()
        .AddSingleton<KeepShop>()
        .AddSingleton(provider => new ShopSecrets(provider.GetRequiredService<KeptSecrets>().LinkSigningKey))
        .AddSingleton(provider => new RetentionStep(kept => kept.Events, provider.GetRequiredService<IEventStore>().RemoveOldAsync))
        .AddSingleton(provider => new RetentionStep(kept => kept.PendingIdentities, provider.GetRequiredService<IEventStore>().ForgetPendingAsync))
        .AddSingleton<CleanUp>();
}
