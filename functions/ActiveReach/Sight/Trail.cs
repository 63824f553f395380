using System.Diagnostics;

namespace ActiveReach.Sight;

/// <summary>
/// The traces of the product. A campaign lives for hours and is sent in thousands of batches, so it is not one trace: what a message, a timer or an
/// orchestration brings begins a trace of its own, and links lead from it to what led to it. Where somebody was is kept as a W3C
/// <c>traceparent</c> (55 characters), in rows that are written anyway; nothing is kept while nobody records.
/// </summary>
public static class Trail
{
    /// <summary>The name of the source, and of the meter.</summary>
    public const string Name = "ActiveReach";

    /// <summary>As many as OpenTelemetry keeps of one span.</summary>
    private const int MostLinks = 128;

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Where this code runs, as it is kept; null while nobody records.</summary>
    public static string? Here => Of(Activity.Current);

    /// <summary>A caller's <c>traceparent</c> marks a request as recorded, whether or not anybody here records it.</summary>
    public static string? Of(Activity? span) => span is { Recorded: true } && Source.HasListeners() ? span.Id : null;

    /// <summary>Begins work that comes from outside of the code that runs it.</summary>
    /// <param name="within">The trace that it goes on with, where it was begun before; null for one of its own.</param>
    /// <param name="causes">What led to it; null where nothing is known.</param>
    /// <returns>Null while nobody listens.</returns>
    public static Activity? Begin(string name, ActivityKind kind, string? within, params ReadOnlySpan<string?> causes)
    {
        if (!Source.HasListeners())
            return null;
        var links = new List<ActivityLink>(causes.Length + 1);
        foreach (var cause in causes)
        {
            if (TryRead(cause, out var context))
                links.Add(new ActivityLink(context));
        }

        // What a host has begun for the invocation is one of the causes too: as a parent it would make one trace of everything that it runs.
        if (Activity.Current is { } around)
            links.Add(new ActivityLink(around.Context));
        Activity.Current = null;
        TryRead(within, out var parent);
        return Source.StartActivity(name, kind, parent, links: links);
    }

    /// <summary>Begins a part of the work that is going on.</summary>
    public static Activity? Part(string name, ActivityKind kind) => Source.StartActivity(name, kind);

    /// <summary>Adds what turned out to have led to the work.</summary>
    public static void Link(this Activity span, IEnumerable<string?> causes)
    {
        foreach (var cause in causes.Distinct(StringComparer.Ordinal).Take(MostLinks))
        {
            if (TryRead(cause, out var context))
                span.AddLink(new ActivityLink(context));
        }
    }

    /// <summary>The kind of the fault and never its message, which may quote what a contact wrote.</summary>
    public static void Fail(this Activity span, string kind) => span.SetTag("error.type", kind).SetStatus(ActivityStatusCode.Error);

    private static bool TryRead(string? kept, out ActivityContext context)
    {
        context = default;
        return kept is not null && ActivityContext.TryParse(kept, null, isRemote: true, out context);
    }
}
