using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Functions.Embedded.Discovery;

/// <summary>Finds the functions of classes and says at start, not at the first call, what is wrong with one.</summary>
internal static partial class FunctionDiscovery
{
    private const BindingFlags AllDeclared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<FunctionEntry> In(IEnumerable<Type> types)
    {
        var functions = new List<FunctionEntry>();
        var names = new Dictionary<string, FunctionEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.Distinct().SelectMany(type => type.GetMethods(AllDeclared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                continue;
            var function = Entry(attribute.Name, method);
            if (!names.TryAdd(function.Name, function))
            {
                throw new InvalidOperationException(
                    $"Two functions are named '{function.Name}': {names[function.Name].EntryPoint} and {function.EntryPoint}. Rename one.");
            }

            functions.Add(function);
        }

        return functions;
    }

    private static FunctionEntry Entry(string name, MethodInfo method)
    {
        var place = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (!NamePattern().IsMatch(name))
            throw new InvalidOperationException($"{place}: '{name}' is no valid function name. Start with a letter; then letters, digits, '_' and '-', at most 127.");
        if (!method.IsPublic)
            throw new InvalidOperationException($"Function '{name}': {place} is not public. Make the method public.");
        if (method.ContainsGenericParameters)
            throw new InvalidOperationException($"Function '{name}': {place} is generic. Write it for one type.");
        var triggers = method.GetParameters().SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>()).ToList();
        if (triggers.Count != 1)
            throw new InvalidOperationException($"Function '{name}': {place} has {triggers.Count} trigger parameters. Give it exactly one.");
        return new FunctionEntry(name, method, triggers[0]) { HttpResult = FunctionBindings.HttpResult(method) };
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
