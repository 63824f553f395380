using ActiveReach.Analytics;
using ActiveReach.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class RunsComposition
{
    /// <summary>The life of a run.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunProgress>()
        .AddSingleton<ApprovalWait>()
        .AddSingleton<BeginSending>()
        .AddSingleton<StageNews>()
        .AddSingleton<StageWatch>()
        .AddSingleton<ExperimentWait>()
        .AddSingleton<FallbackWait>()
        .AddSingleton<NothingSent>()
        .AddSingleton<RenderedNobody>()
        .AddSingleton<FinalFigures>()
        .AddSingleton<ReplyWindow>();
}
