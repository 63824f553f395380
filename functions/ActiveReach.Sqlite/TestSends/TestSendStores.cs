using ActiveReach.TestSends;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.TestSends;

internal static class TestSendStores
{
    public static IServiceCollection AddTestSendStores(this IServiceCollection services) => services
        .AddSingleton<ITestMessageStore, SqliteTestMessageStore>();
}
