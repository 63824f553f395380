using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Timers;

/// <summary>The waits of a retry attribute.</summary>
internal sealed record RetryDelays(int Most, TimeSpan Shortest, TimeSpan Longest)
{
    public static RetryDelays Of(MethodInfo method, string function) => method.GetCustomAttribute<RetryAttribute>() switch
    {
        FixedDelayRetryAttribute retry => new(retry.MaxRetryCount, Span(retry.DelayInterval, function), Span(retry.DelayInterval, function)),
        ExponentialBackoffRetryAttribute retry => new(retry.MaxRetryCount, Span(retry.MinimumInterval, function), Span(retry.MaximumInterval, function)),
        _ => new(0, TimeSpan.Zero, TimeSpan.Zero),
    };

    /// <summary>Whether another try follows after so many repetitions; -1 as the most means always.</summary>
    public bool Allows(int repetitions) => Most < 0 || repetitions < Most;

    public TimeSpan Before(int repetition)
    {
        var wait = Shortest * Math.Pow(2, Math.Min(repetition - 1, 40));
        return wait < Longest ? wait : Longest;
    }

    private static TimeSpan Span(string text, string function) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero
            ? value
            : throw new InvalidOperationException($"Function '{function}': retry interval '{text}' is not valid. Write it as hh:mm:ss.");
}
