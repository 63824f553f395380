using ActiveReach.Campaigns;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Campaigns;

internal static class CampaignStores
{
    public static IServiceCollection AddCampaignStores(this IServiceCollection services) => services
        .AddSingleton<ICampaignStore, SqliteCampaignStore>()
        .AddSingleton<IRunStore, SqliteRunStore>()
        .AddSingleton<IIntentStore, SqliteIntentStore>();
}
