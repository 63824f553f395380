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
        .AddSingleton<CleanUp>();
}
