using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Functions.Embedded.Http.Routes;

/// <summary>
/// A constraint on a parameter: the real one for a given text, and what can be said of all texts without trying them. Nothing is said of
/// a constraint that isn't in the table, so that two of those are never told apart by mistake.
/// </summary>
internal sealed partial class StepConstraint
{
    private static readonly string[] NoNumbers = ["guid", "alpha"];

    private readonly IRouteConstraint constraint;
    private readonly string parameter;
    private readonly string kind;
    private readonly (decimal Least, decimal Most)? value;
    private readonly (decimal Least, decimal Most)? length;

    private StepConstraint(string name, string[] arguments, string parameter, IRouteConstraint constraint)
    {
        (this.parameter, this.constraint, kind) = (parameter, constraint, name);
        decimal At(int index) => decimal.Parse(arguments[index], CultureInfo.InvariantCulture);
        (value, length, All) = (name, arguments.Length) switch
        {
            ("int", _) => ((int.MinValue, int.MaxValue), null, null),
            ("long", _) => ((long.MinValue, long.MaxValue), null, null),
            ("min", 1) => ((At(0), long.MaxValue), null, null),
            ("max", 1) => ((long.MinValue, At(0)), null, null),
            ("range", 2) => ((At(0), At(1)), null, null),
            ("length", 1) => (null, (At(0), At(0)), null),
            ("length", 2) => (null, (At(0), At(1)), null),
            ("minlength", 1) => (null, (At(0), int.MaxValue), null),
            ("maxlength", 1) => (null, (0, At(0)), null),
            // A guid is taken as people write it, with its dashes: 32 digits would fit int or alpha, too.
            ("guid", _) => (null, (36, 68), null),
            ("bool", _) => (null, null, ["true", "false"]),
            ("regex", _) => (null, null, Listed(string.Join(',', arguments))),
            _ => (default((decimal, decimal)?), default((decimal, decimal)?), default(string[])),
        };
    }

    /// <summary>All that fits, where it can be listed.</summary>
    public IReadOnlyList<string>? All { get; }

    /// <param name="content">As the route writes it, e.g. <c>length(2,5)</c>.</param>
    public static StepConstraint Of(string content, string parameter, IInlineConstraintResolver resolver, string function)
    {
        var real = resolver.ResolveConstraint(content)
            ?? throw new InvalidOperationException($"Function '{function}': the constraint '{content}' of the parameter '{parameter}' is unknown. Use one of ASP.NET Core's, which the Functions host knows.");
        var parts = Parts().Match(content);
        return new StepConstraint(
            parts.Groups["name"].Value.ToLowerInvariant(), parts.Groups["arguments"] is { Success: true, Value: var arguments } ? arguments.Split(',') : [], parameter, real);
    }

    public bool Fits(string text) =>
        constraint.Match(null, null, parameter, new RouteValueDictionary { [parameter] = text }, RouteDirection.IncomingRequest);

    /// <summary>Whether no text can fit this one and the other.</summary>
    public bool Excludes(StepConstraint other) =>
        AreApart(value, other.value) || AreApart(length, other.length)
        || (value is not null && NoNumbers.Contains(other.kind)) || (other.value is not null && NoNumbers.Contains(kind))
        || (kind, other.kind) is ("alpha", "guid") or ("guid", "alpha") or ("file", "nonfile") or ("nonfile", "file");

    private static bool AreApart((decimal Least, decimal Most)? one, (decimal Least, decimal Most)? other) =>
        one is { } a && other is { } b && (a.Most < b.Least || b.Most < a.Least);

    /// <summary>The texts of an expression that is nothing but a choice of texts.</summary>
    private static string[]? Listed(string expression)
    {
        var choice = Choice().Match(expression);
        return choice.Success ? [.. choice.Groups["texts"].Value.Split('|').Select(Regex.Unescape)] : null;
    }

    [GeneratedRegex(@"\A(?<name>[^(]+)(?:\((?<arguments>.*)\))?\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\A\^(?:\((?<texts>[\w~|\-]+)\)|(?<texts>[\w~\-]+))\$\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Choice();
}
