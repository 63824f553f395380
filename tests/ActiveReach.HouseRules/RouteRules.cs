using System.Reflection;
using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Every HTTP function says its whole route, and lets the one middleware decide who may call it.</summary>
public sealed partial class RouteRules
{
    [Fact]
    public void Every_route_is_under_api_or_is_one_of_the_few_at_the_root() => Verdict.None(
        Verdict.Some(Triggers(), "HTTP functions").Where(one => !Route().IsMatch(Read<string>(one.Trigger, "Route") ?? "")).Select(one => $"{one.Function}: '{Read<string>(one.Trigger, "Route")}'"),
        "Write the route in full: api/…, or m/, r/, o/, u/, .well-known/ or dashboard at the root.");

    [Fact]
    public void Every_http_function_is_anonymous_to_the_host() => Verdict.None(
        Triggers().Where(one => Read<object>(one.Trigger, "AuthLevel")?.ToString() != "Anonymous").Select(one => one.Function),
        "Who may do what is decided in one middleware, the same on both runtimes: AuthorizationLevel.Anonymous.");

    [Fact]
    public void Every_http_function_names_its_methods() => Verdict.None(
        Triggers().Where(one => Read<string[]>(one.Trigger, "Methods") is null or []).Select(one => one.Function),
        "Name the methods: a function without any answers all of them.");

    [Fact]
    public void No_two_functions_have_one_name() => Verdict.None(
        Functions().Select(one => one.Attribute.ConstructorArguments[0].Value?.ToString() ?? "").GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key),
        "Names of functions are compared without case, over all kinds of triggers.");

    private static IEnumerable<(MethodInfo Method, CustomAttributeData Attribute)> Functions() =>
        from type in Assembly.Load("ActiveReach.Functions").GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
        from attribute in method.CustomAttributes
        where attribute.AttributeType.Name == "FunctionAttribute"
        select (method, attribute);

    private static IEnumerable<(string Function, Attribute Trigger)> Triggers() =>
        from one in Functions()
        from parameter in one.Method.GetParameters()
        from attribute in parameter.GetCustomAttributes()
        where attribute.GetType().Name == "HttpTriggerAttribute"
        select ($"{one.Method.DeclaringType!.Name}.{one.Method.Name}", attribute);

    private static T? Read<T>(Attribute trigger, string property)
        where T : class => trigger.GetType().GetProperty(property)!.GetValue(trigger) as T;

    [GeneratedRegex("^(api/.+|[mrou]/.+|[.]well-known/.+|dashboard(/.*)?)$")]
    private static partial Regex Route();
}
