using System.Text.RegularExpressions;
using Microsoft.DurableTask;

namespace ActiveReach.Functions.Sight;

/// <summary>What a step failed of, as it may be shown: its kinds alone, as <see cref="FaultMiddleware"/> lets them through. What comes from elsewhere
/// than a function of ours keeps its type.</summary>
internal static partial class StepFailure
{
    public static string KindsOf(TaskFailedException failed)
    {
        var failure = failed.FailureDetails;
        while (failure.InnerFailure is { } inner)
            failure = inner;
        return Kinds().IsMatch(failure.ErrorMessage) ? failure.ErrorMessage : failure.ErrorType.Split('.')[^1];
    }

    [GeneratedRegex(@"^[A-Za-z0-9_`]+( < [A-Za-z0-9_`]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kinds();
}
