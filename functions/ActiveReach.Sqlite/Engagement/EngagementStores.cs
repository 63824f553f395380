using ActiveReach.Engagement;
using ActiveReach.Inbox;
using ActiveReach.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Engagement;

internal static class EngagementStores
{
    public static IServiceCollection AddEngagementStores(this IServiceCollection services) => services
        .AddSingleton<IEngagementInbox, SqliteEngagementInbox>()
        .AddSingleton<IReplyStore, SqliteReplyStore>();
}
