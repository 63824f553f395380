using ActiveReach.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Requests;

internal static class RequestStores
{
    public static IServiceCollection AddRequestStores(this IServiceCollection services) => services
        .AddSingleton<IAnswerStore, SqliteAnswerStore>();
}
