using ActiveReach.Analytics.Automations;
using ActiveReach.Functions.Analytics.Automations;
using ActiveReach.Functions.Operations;
using ActiveReach.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class OperationsComposition
{
    /// <summary>What whoever operates the app looks at, and sets going again.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<StuckOrchestrations>()
        .AddSingleton<ListAudienceWork>()
        .AddSingleton<AutomationJobs>()
        .AddSingleton<SetAsideMessages>()
        .AddSingleton<SetAside>()
        .AddSingleton<SetAsideMeter>()
        .AddSingleton<SettleSetAside>();
}
