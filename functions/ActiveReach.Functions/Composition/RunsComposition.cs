using ActiveReach.Analytics;
using ActiveReach.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class RunsComposition
{
    /// <summary>The life of a run.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunMeter>()
        .AddSingleton<RunMoves>()
        .AddSingleton<CheckApproval>()
        .AddSingleton<StartRun>()
        .AddSingleton<StageNews>()
        .AddSingleton<CheckStage>()
        .AddSingleton<CheckExperiment>()
        .AddSingleton<CheckFallback>()
        .AddSingleton<NothingSent>()
        .AddSingleton<FailingOutlets>()
        .AddSingleton<RenderedNobody>()
        .AddSingleton<FinalFigures>()
        .AddSingleton<CheckReplyWindow>();
}
