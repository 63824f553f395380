using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Functions.Embedded.Http.Routes;

/// <summary>What may stand between two slashes of a route's path.</summary>
internal sealed class RouteStep
{
    private readonly IReadOnlyList<StepConstraint> constraints;
    private readonly Regex? mixed;
    private readonly string start;
    private readonly string end;

    private RouteStep(RoutePatternPathSegment segment, IReadOnlyList<StepConstraint> constraints, bool hasDefault)
    {
        this.constraints = constraints;
        Text = string.Concat(segment.Parts.Select(TextOf));
        if (segment.IsSimple && segment.Parts[0] is RoutePatternParameterPart parameter)
        {
            (Parameter, IsCatchAll) = (parameter.Name, parameter.IsCatchAll);
            MayBeMissing = parameter.IsOptional || parameter.IsCatchAll || hasDefault;
        }
        else if (segment.IsSimple)
        {
            Literal = Text;
        }
        else
        {
            mixed = new Regex($"^{string.Concat(segment.Parts.Select(Pattern))}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }

        start = TextOfLiteral(segment.Parts[0]);
        end = segment.Parts[^1] is RoutePatternParameterPart { IsOptional: true } ? "" : TextOfLiteral(segment.Parts[^1]);
    }

    /// <summary>As the route writes it, without constraints.</summary>
    public string Text { get; }

    /// <summary>The text that has to stand here, whatever its case; null where a parameter may be.</summary>
    public string? Literal { get; }

    /// <summary>Name of the parameter that is the whole step.</summary>
    public string? Parameter { get; }

    public bool IsCatchAll { get; }

    public bool MayBeMissing { get; }

    /// <summary>All there may be, where that can be listed.</summary>
    private IReadOnlyList<string>? All => Literal is not null ? [Literal] : constraints.Select(constraint => constraint.All).FirstOrDefault(all => all is not null);

    public static RouteStep Of(RoutePatternPathSegment segment, RoutePattern pattern, IInlineConstraintResolver resolver, string function)
    {
        var parameter = segment.IsSimple ? segment.Parts[0] as RoutePatternParameterPart : null;
        return new RouteStep(
            segment,
            [.. (parameter?.ParameterPolicies ?? []).Select(policy => StepConstraint.Of(policy.Content!, parameter!.Name, resolver, function))],
            parameter is not null && pattern.Defaults.ContainsKey(parameter.Name));
    }

    /// <summary>What fits both; null when nothing does.</summary>
    public static string? Both(RouteStep one, RouteStep other)
    {
        if (one.All is { } listed)
            return listed.FirstOrDefault(text => one.Fits(text) && other.Fits(text));
        if (other.All is not null)
            return Both(other, one);
        var isApart = !Agree(one.start, other.start, (text, part) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase))
            || !Agree(one.end, other.end, (text, part) => text.EndsWith(part, StringComparison.OrdinalIgnoreCase))
            || one.constraints.Any(constraint => other.constraints.Any(constraint.Excludes));
        return isApart ? null : one.mixed is null ? other.Text : one.Text;
    }

    /// <summary>Whether a catch-all may stand for these steps.</summary>
    public bool TakesRest(IEnumerable<RouteStep> rest)
    {
        var steps = rest.ToList();
        return steps.Exists(step => step.Literal is null) || constraints.All(constraint => constraint.Fits(string.Join('/', steps.Select(step => step.Literal))));
    }

    private bool Fits(string text) => Literal is not null
        ? string.Equals(Literal, text, StringComparison.OrdinalIgnoreCase)
        : text.Length > 0 && mixed?.IsMatch(text) is not false && constraints.All(constraint => constraint.Fits(text));

    private static bool Agree(string one, string other, Func<string, string, bool> has) => one.Length >= other.Length ? has(one, other) : has(other, one);

    private static string TextOfLiteral(RoutePatternPart part) => part is RoutePatternParameterPart ? "" : TextOf(part);

    private static string TextOf(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { IsCatchAll: true } rest => $"{{*{rest.Name}}}",
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new InvalidOperationException($"A route has a part of the unknown kind {part.PartKind}."),
    };

    private static string Pattern(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart { IsOptional: true } => ".*",
        RoutePatternParameterPart => ".+",
        // Only an optional parameter after it lets a separator be left out.
        RoutePatternSeparatorPart separator => $"(?:{Regex.Escape(separator.Content)})?",
        _ => Regex.Escape(TextOf(part)),
    };
}
