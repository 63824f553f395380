using ActiveReach.Access;
using ActiveReach.Requests;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Http;

/// <summary>What every HTTP function stands on.</summary>
public static class HttpRegistration
{
    /// <summary>Call it after what serves HTTP, and before other middleware.</summary>
    public static void UseActiveReachHttp(this IFunctionsWorkerApplicationBuilder builder, AccessOptions access, SessionOptions sessions, RequestLimitOptions limits)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddSingleton(RouteTable.OfThisApp())
            .AddSingleton(access)
            .AddSingleton(sessions)
            .AddSingleton<DemoKeyRule>()
            .AddSingleton<WorkspaceRegister>()
            .AddSingleton<Members>()
            .AddSingleton<ApiKeys>()
            .AddSingleton<Sessions>()
            .AddSingleton<WhoIsAsking>()
            .AddSingleton<ModeChoices>()
            .AddSingleton<AuditTrail>()
            .AddSingleton(_ => new RequestLimits(limits))
            .AddSingleton<TrackingDomains>()
            .AddSingleton<DomainGate>()
            .AddSingleton<Admission>()
            .AddSingleton<CrossOrigin>()
            .AddSingleton<KeptAnswers>()
            .AddSingleton<RepeatGuard>()
            .AddSingleton<OpenApiDocument>();
        builder.UseMiddleware<RequestMiddleware>();
    }
}
