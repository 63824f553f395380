using System.Reflection;
using System.Text.RegularExpressions;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Http;

/// <summary>An HTTP function as its attributes describe it.</summary>
/// <param name="EntryPoint">Full name of class and method, as the runtime names it.</param>
/// <param name="Template">Without a leading slash, e.g. <c>api/workspaces/{ws}/members</c>.</param>
/// <param name="Verbs">Upper case.</param>
/// <param name="Role">The least role; null for public routes.</param>
public sealed partial record Route(string Function, string EntryPoint, string Template, IReadOnlyList<string> Verbs, Role? Role, MethodInfo Method)
{
    public OperationAttribute? Operation { get; } = Method.GetCustomAttribute<OperationAttribute>();

    /// <summary>Whether a POST may carry an <c>Idempotency-Key</c>.</summary>
    public bool IsRepeatable { get; } = Method.GetCustomAttribute<NotRepeatableAttribute>() is null;

    /// <summary>Names of the parameters in the path.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. ParameterPattern().Matches(Template).Select(match => match.Groups["name"].Value)];

    public bool IsInWorkspace => Parameters.Contains("ws", StringComparer.Ordinal);

    /// <summary>Name of the parameter that stands at a step of the path; null where none does.</summary>
    public string? ParameterAt(int step)
    {
        var steps = Template.Split('/');
        var match = ParameterPattern().Match(steps[Math.Min(step, steps.Length - 1)]);
        return match.Success ? match.Groups["name"].Value : null;
    }

    /// <summary>The path with values in the place of its parameters.</summary>
    public string PathWith(Func<string, string> valueOf) =>
        "/" + ParameterPattern().Replace(Template, match => Uri.EscapeDataString(valueOf(match.Groups["name"].Value)));

    /// <summary>The path without constraints and catch-alls, as OpenAPI writes it.</summary>
    public string PlainPath => "/" + ParameterPattern().Replace(Template, match => "{" + match.Groups["name"].Value + "}");

    [GeneratedRegex(@"\{\*{0,2}(?<name>[A-Za-z0-9_]+)[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParameterPattern();
}
