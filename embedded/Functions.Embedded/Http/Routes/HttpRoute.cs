using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Functions.Embedded.Http.Routes;

/// <summary>An HTTP function as routing sees it.</summary>
/// <param name="Template">With the prefix of host.json.</param>
/// <param name="Verbs">Upper case; none: all of them.</param>
internal sealed record HttpRoute(string Function, string Template, IReadOnlyList<string> Verbs, IReadOnlyList<RouteStep> Steps)
{
    /// <param name="pattern">The template, parsed.</param>
    /// <param name="methods">As the trigger names them. Whoever takes GET is given HEAD too by newer hosts (their WebScriptHostHttpRoutesManager).</param>
    public static HttpRoute Of(string function, RoutePattern pattern, string[]? methods, IInlineConstraintResolver constraints)
    {
        var verbs = (methods ?? []).Select(method => method.ToUpperInvariant()).ToList();
        if (verbs.Contains("GET") && !verbs.Contains("HEAD"))
            verbs.Add("HEAD");
        return new HttpRoute(function, pattern.RawText!, verbs, [.. pattern.PathSegments.Select(segment => RouteStep.Of(segment, pattern, constraints, function))]);
    }

    /// <summary>A method that both answer; null without one.</summary>
    public string? SharedVerb(HttpRoute other)
    {
        if (Verbs.Count == 0 || other.Verbs.Count == 0)
            return Verbs.Concat(other.Verbs).FirstOrDefault("every method");
        return Verbs.FirstOrDefault(other.Verbs.Contains);
    }
}
