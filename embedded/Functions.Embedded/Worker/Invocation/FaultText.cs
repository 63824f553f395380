using System.Text;

namespace Functions.Embedded.Invocation;

/// <summary>A failure as it may stand in a log: its kinds and its places. Its message may quote what somebody sent, and is left out.</summary>
public static class FaultText
{
    public static string Of(Exception error)
    {
        var text = new StringBuilder(KindsOf(error));
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner.StackTrace is { } place)
                text.AppendLine().Append(place);
        }

        return text.ToString();
    }

    /// <summary>The types from the outermost to the innermost, e.g. <c>TargetInvocationException &lt; JsonException</c>.</summary>
    public static string KindsOf(Exception error)
    {
        var kinds = new List<string>();
        for (var inner = error; inner is not null; inner = inner.InnerException)
            kinds.Add(inner.GetType().Name);
        return string.Join(" < ", kinds);
    }
}
