using System.Collections.Concurrent;
using System.Diagnostics;
using ActiveReach.Sight;

namespace ActiveReach.Stories.Sight;

/// <summary>Records the spans of this process, as an exporter does; every app in it keeps traces meanwhile, so whoever minds that is in the collection of its tests.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener listener;
    private readonly ConcurrentQueue<Activity> ended = [];

    public Spans()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Trail.Name or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<Activity> All => [.. ended];

    /// <summary>The work on batches of the campaign.</summary>
    public IReadOnlyList<Activity> Batches(string campaign) => [.. ended.Where(span => span.DisplayName.StartsWith("process deliver", StringComparison.Ordinal) && Is(span, "activereach.campaign", campaign))];

    public IReadOnlyList<Activity> Named(string name) => [.. ended.Where(span => span.DisplayName == name)];

    public static bool Is(Activity span, string tag, string value) => string.Equals(span.GetTagItem(tag)?.ToString(), value, StringComparison.Ordinal);

    /// <summary>Whether a link leads from the first to the second.</summary>
    public static bool Leads(Activity from, Activity to) => from.Links.Any(link => link.Context.TraceId == to.TraceId && link.Context.SpanId == to.SpanId);

    public static bool LeadsInto(Activity from, ActivityTraceId trace) => from.Links.Any(link => link.Context.TraceId == trace);

    public void Dispose() => listener.Dispose();
}
