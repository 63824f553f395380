using ActiveReach.Analytics;
using ActiveReach.Functions.Runs;
using ActiveReach.Runs;
using ActiveReach.Runs.Recurring;
using ActiveReach.Runs.Standing;
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
        .AddSingleton<CheckReview>()
        .AddSingleton<SkipInstances>()
        .AddSingleton<StartRun>()
        .AddSingleton<StandingRuns>()
        .AddSingleton<TakeEntries>()
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
