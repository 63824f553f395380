namespace ActiveReach.Messages.Templates;

/// <summary>The functions of templates, by name, with the number of arguments that each takes.</summary>
internal static class TemplateFunctions
{
    private static readonly Dictionary<string, (int Arguments, Func<object?[], object?> Function)> Known = new(StringComparer.Ordinal)
    {
        ["default"] = (2, values => string.IsNullOrWhiteSpace(RenderScope.AsText(values[0])) ? values[1] : values[0]),
        ["upper"] = (1, values => RenderScope.AsText(values[0])?.ToUpperInvariant()),
        ["lower"] = (1, values => RenderScope.AsText(values[0])?.ToLowerInvariant()),
        ["eq"] = (2, values => string.Equals(RenderScope.AsText(values[0]), RenderScope.AsText(values[1]), StringComparison.OrdinalIgnoreCase)),
    };

    public static string Names => string.Join(", ", Known.Keys) + ", link";

    public static bool TryFind(string name, out int arguments, out Func<object?[], object?> function)
    {
        var found = Known.TryGetValue(name, out var entry);
        (arguments, function) = entry;
        return found;
    }
}
