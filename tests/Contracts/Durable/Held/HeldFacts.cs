using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Xunit.Abstractions;

namespace Contracts.Durable.Held;

/// <summary>A suite of facts on an engine that is not ours. A fact must hold there, or be listed with the reason why it does not; and what is
/// listed must really differ, so that the list says neither too little nor too much.</summary>
/// <typeparam name="TFacts">The suite, on the harness of that engine.</typeparam>
public abstract class HeldFacts<TFacts>(IReadOnlyDictionary<string, Difference> differences, ITestOutputHelper output)
    where TFacts : IAsyncLifetime, new()
{
    private static readonly IReadOnlyDictionary<string, Func<TFacts, Task>> All = FactsOf(typeof(TFacts));

    [SuppressMessage("Design", "CA1000", Justification = "The test framework takes rows from a static member.")]
    public static TheoryData<string> Facts => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Facts))]
    public async Task The_engine_does_as_the_fact_says_or_the_list_says_why_not(string fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (!differences.TryGetValue(fact, out var difference))
        {
            await HoldAsync(fact);
            return;
        }

        var failure = await Record.ExceptionAsync(() => HoldAsync(fact));
        Assert.True(failure is not null || !difference.IsSteady, $"'{fact}' is listed as a difference ({difference.Reason}), but it holds: take it off the list.");
        var how = failure is Xunit.Sdk.SkipException ? "Not shown" : difference.IsSteady ? "Differs" : "Differs now and then";
        output.WriteLine($"{how}: {fact}: {difference.Reason}");
    }

    private static async Task HoldAsync(string fact)
    {
        var facts = new TFacts();
        await facts.InitializeAsync();
        try
        {
            await All[fact](facts);
        }
        finally
        {
            await facts.DisposeAsync();
        }
    }

    private static Dictionary<string, Func<TFacts, Task>> FactsOf(Type suite) => (
        from method in suite.GetMethods()
        where method.IsDefined(typeof(FactAttribute))
        from arguments in method.GetCustomAttributes<InlineDataAttribute>().Select(row => row.GetData(method).Single()).DefaultIfEmpty([])
        select (method, arguments)).ToDictionary(one => NameOf(one.method, one.arguments), one => Run(one.method, one.arguments), StringComparer.Ordinal);

    private static string NameOf(MethodInfo method, object?[] arguments) =>
        arguments.Length == 0 ? method.Name : $"{method.Name}({string.Join(", ", arguments.Select(argument => argument ?? "null"))})";

    private static Func<TFacts, Task> Run(MethodInfo method, object?[] arguments) =>
        facts => method.Invoke(facts, BindingFlags.DoNotWrapExceptions, null, arguments, null) as Task ?? Task.CompletedTask;
}
