using ActiveReach.Analytics;
using ActiveReach.Functions.Runs;
using ActiveReach.Runs;
using ActiveReach.Runs.Recurring;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class RunsComposition
{
    /// <summary>The life of a run.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunMeter>()
        .AddSingleton<TimeForPeople>()
        .AddSingleton<RunMoves>()
        .AddSingleton<CheckApproval>()
        .AddSingleton<SkipInstances>()
        .AddSingleton<StartRun>()
        .AddSingleton<StageNews>()
        .AddSingleton<CheckStage>()
        .AddSingleton<CheckExperiment>()
        .AddSingleton<CheckFallback>()
        .AddSingleton<NothingSent>()
        .AddSingleton<RenderedNobody>()
        .AddSingleton<FinalFigures>()
        .AddSingleton<CheckReplyWindow>();
}
