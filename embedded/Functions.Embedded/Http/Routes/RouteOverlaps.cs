using System.Text.RegularExpressions;

namespace Functions.Embedded.Http.Routes;

/// <summary>
/// Refuses two functions that could answer the same request. The Functions host sorts functions by name and takes the first whose route fits:
/// a literal has no precedence over a parameter there (Azure/azure-functions-host issues 9876, 6062 and 3153), while ASP.NET Core prefers it.
/// Such an app answers one thing on a laptop and another in the cloud; told apart by a constraint or a method it can't.
/// </summary>
internal static class RouteOverlaps
{
    public static void Refuse(IReadOnlyList<HttpRoute> routes)
    {
        var sorted = routes.OrderBy(route => route.Function, StringComparer.OrdinalIgnoreCase).ToList();
        var overlaps = new List<string>();
        for (var first = 0; first < sorted.Count; first++)
        {
            for (var second = first + 1; second < sorted.Count; second++)
            {
                if (Overlap(sorted[first], sorted[second]) is { } told)
                    overlaps.Add(told);
            }
        }

        if (overlaps.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, overlaps));
    }

    private static string? Overlap(HttpRoute first, HttpRoute second)
    {
        if (first.SharedVerb(second) is not { } verb || Path(first.Steps, 0, second.Steps, 0) is not { } steps)
            return null;
        var path = "/" + string.Join('/', steps);
        return $"Functions '{first.Function}' (route '{first.Template}') and '{second.Function}' (route '{second.Template}') both answer {verb} {path}, "
            + $"and the Functions host would give it to '{first.Function}', the first by name. "
            + $"Give one of them another route or method, or a constraint that keeps it off the other's paths{Example(first, second)}.";
    }

    /// <summary>A path that both fit, with the parameter where any value does; null when there is none.</summary>
    private static string[]? Path(IReadOnlyList<RouteStep> first, int at, IReadOnlyList<RouteStep> second, int against)
    {
        if (at == first.Count || against == second.Count)
            return first.Skip(at).Concat(second.Skip(against)).All(step => step.MayBeMissing) ? [] : null;
        if (first[at].IsCatchAll)
            return first[at].TakesRest(second.Skip(against)) ? [.. second.Skip(against).Select(step => step.Text)] : null;
        if (second[against].IsCatchAll)
            return Path(second, against, first, at);
        return RouteStep.Both(first[at], second[against]) is { } step && Path(first, at + 1, second, against + 1) is { } rest ? [step, .. rest] : null;
    }

    private static string Example(HttpRoute first, HttpRoute second)
    {
        foreach (var (one, other) in first.Steps.Zip(second.Steps))
        {
            if (one.Literal is null == other.Literal is null)
                continue;
            var (open, literal) = one.Literal is null ? (one, other.Literal!) : (other, one.Literal!);
            if (open.Parameter is { } parameter)
                return $", e.g. '{{{parameter}:regex(^(?!{Regex.Escape(literal)}$))}}'";
        }

        return "";
    }
}
