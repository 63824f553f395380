using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Http;

/// <summary>Every HTTP function of the app. Made at start, so that a route without a word on who may use it never serves.</summary>
public sealed class RouteTable
{
    private readonly Dictionary<string, Route> byEntryPoint;

    private RouteTable(IReadOnlyList<Route> all)
    {
        All = all;
        byEntryPoint = all.ToDictionary(route => route.EntryPoint, StringComparer.Ordinal);
    }

    public IReadOnlyList<Route> All { get; }

    public static RouteTable OfThisApp() => Of(typeof(RouteTable).Assembly.GetTypes());

    public static RouteTable Of(IEnumerable<Type> types) => new(
    [
        .. from type in types
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where trigger is not null
           orderby trigger.Route, function.Name
           select Read(type, method, function.Name, trigger),
    ]);

    public Route? Find(string entryPoint) => byEntryPoint.GetValueOrDefault(entryPoint);

    private static Route Read(Type type, MethodInfo method, string name, HttpTriggerAttribute trigger)
    {
        var role = method.GetCustomAttribute<RequiresRoleAttribute>()?.Role;
        if (role is null == method.GetCustomAttribute<PublicAttribute>() is null)
            throw new InvalidOperationException($"Function '{name}' ({type.FullName}.{method.Name}) must say who may call it: put either [RequiresRole(…)] or [Public(\"why\")] on it.");
        if (method.ReturnType != typeof(Task<Answer>) && method.ReturnType != typeof(Answer))
            throw new InvalidOperationException($"Function '{name}' ({type.FullName}.{method.Name}) returns {method.ReturnType.Name}: return Task<Answer> or Answer.");
        return new Route(
            name,
            $"{type.FullName}.{method.Name}",
            (trigger.Route ?? name).Trim('/'),
            [.. (trigger.Methods ?? ["get"]).Select(verb => verb.ToUpperInvariant())],
            role,
            method);
    }
}
