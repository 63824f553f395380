using ActiveReach.Campaigns;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Campaigns;

internal static class CampaignStores
{
    public static IServiceCollection AddCampaignStores(this IServiceCollection services) => services
        .AddSingleton<IRunFence, SqliteRunFence>();
}
