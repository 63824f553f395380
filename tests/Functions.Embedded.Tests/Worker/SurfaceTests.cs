extern alias published;

using System.Reflection;

namespace Functions.Embedded.Tests.Worker;

/// <summary>An app that compiles against the embedded runtime has to compile against the real packages as well.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Real, but left out of the stubs because the app has no use for them.</summary>
    private static readonly string[] NotInTheStubs =
    [
        "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException",
        "Microsoft.Azure.Functions.Worker.FunctionContextBindingFeatureExtensions: Method Microsoft.Azure.Functions.Worker.InvocationResult`1[T] GetInvocationResult",
        "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException: Constructor",
    ];

    private static readonly Assembly Published = typeof(published::Microsoft.Azure.Functions.Worker.FunctionAttribute).Assembly;

    [Fact]
    public void Every_public_member_in_a_published_namespace_is_published_so()
    {
        var differences = typeof(EmbeddedHost).Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal) || type.Namespace.StartsWith("DurableTask.", StringComparison.Ordinal))
            .SelectMany(Differences)
            .Where(difference => !Array.Exists(NotInTheStubs, known => difference.StartsWith(known, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
        Assert.True(!differences.Any(), string.Join('\n', differences));
    }

    private static IEnumerable<string> Differences(Type type)
    {
        if (Published.GetType(type.FullName!) is not { } published)
            return [$"{type.FullName} is not a published type"];
        var theirs = Members(published).ToHashSet(StringComparer.Ordinal);
        return Members(type).Where(member => !theirs.Contains(member)).Select(member => $"{type.FullName}: {member} is not published");
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(Declared).Where(IsVisible).Select(member => $"{member.MemberType} {member}");

    private static bool IsVisible(MemberInfo member) => member switch
    {
        // What a record or an override adds is no difference to a caller.
        MethodInfo method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && method.GetBaseDefinition() == method && method.Name is not "Deconstruct",
        ConstructorInfo constructor => !constructor.IsStatic && (constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly),
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };
}
