using System.Diagnostics;
using System.Diagnostics.Metrics;
using ActiveReach.Sight;

namespace ActiveReach.Functions.Sight;

/// <summary>Counts orchestrations and times their steps. How they stand is looked up once a minute by one instance of the app and shown until it is
/// too old.</summary>
public sealed class OrchestrationMeter
{
    private const string Name = "activereach.orchestration";
    private const string Step = "activereach.step";
    private const string State = "activereach.state";

    /// <summary>Another instance of the app has taken over.</summary>
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(3);

    private readonly Counter<long> started;
    private readonly Histogram<double> steps;
    private readonly ObservableGauge<long> standing;
    private readonly TimeProvider clock;
    private volatile Standings? known;

    public OrchestrationMeter(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(Trail.Name);
        started = meter.CreateCounter<long>("activereach.orchestrations.started", "{orchestration}", "Orchestrations that were started.");
        steps = meter.CreateHistogram("activereach.orchestration.step.duration", "s", "Time that a step of an orchestration took.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300] });
        standing = meter.CreateObservableGauge("activereach.orchestrations", Show, "{orchestration}", "Orchestrations that have not completed, by how they stand.");
    }

    /// <summary>Whether anybody wants to know how they stand.</summary>
    public bool IsWatched => standing.Enabled;

    public void Started(string orchestrator) => started.Add(1, new KeyValuePair<string, object?>(Name, orchestrator));

    /// <summary>Carries a step out.</summary>
    /// <param name="trace">Where the request ran that led to the orchestration.</param>
    public async Task<T> WatchAsync<T>(string step, string? trace, Func<Activity?, Task<T>> work)
    {
        var began = Stopwatch.GetTimestamp();
        using var span = Trail.Begin($"step {step}", ActivityKind.Internal, within: null, trace);
        try
        {
            var result = await work(span);
            Record(step, began, error: null);
            return result;
        }
        catch (Exception error)
        {
            span?.Fail(error.GetType().FullName!);
            Record(step, began, error.GetType().FullName);
            throw;
        }
    }

    internal void Show(IReadOnlyDictionary<(string Orchestrator, OrchestrationState State), long> counts) => known = new Standings(counts, clock.GetUtcNow());

    private void Record(string step, long began, string? error)
    {
        if (steps.Enabled)
            steps.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, error is null ? new TagList { { Step, step } } : new TagList { { Step, step }, { "error.type", error } });
    }

    private IEnumerable<Measurement<long>> Show() => known is { } shown && clock.GetUtcNow() - shown.At < TooOld
        ? from orchestrator in AppFunctions.Orchestrators.Union(shown.Counts.Keys.Select(key => key.Orchestrator), StringComparer.Ordinal)
          from state in Enum.GetValues<OrchestrationState>()
          select new Measurement<long>(
              shown.Counts.GetValueOrDefault((orchestrator, state)), new(Name, orchestrator), new(State, state.ToString().ToLowerInvariant()))
        : [];

    private sealed record Standings(IReadOnlyDictionary<(string Orchestrator, OrchestrationState State), long> Counts, DateTimeOffset At);
}

/// <summary>How an orchestration stands for whoever operates the app.</summary>
internal enum OrchestrationState
{
    /// <summary>It has not begun.</summary>
    Pending,

    /// <summary>It is due and at work.</summary>
    Working,

    /// <summary>It waits for its hour or a doorbell.</summary>
    Waiting,

    /// <summary>It should have gone on and has not.</summary>
    Stuck,

    /// <summary>It ended with a fault.</summary>
    Failed,
}
