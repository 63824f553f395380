using ActiveReach.TestSends;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class TestSendsComposition
{
    /// <summary>Messages for members to look at.</summary>
    public static IServiceCollection AddTestSends(this IServiceCollection services, TestSendOptions options) => services
        .AddSingleton(options)
        .AddSingleton<TestMessages>()
        .AddSingleton<TestDelivery>()
        .AddSingleton<TestLinks>()
        .AddSingleton<SendTest>();
}
