namespace Contracts.Durable.Held;

/// <summary>The list of an engine's differences, beside the suites that it is for.</summary>
public abstract class ListedFacts(IReadOnlyDictionary<string, Difference> differences)
{
    [Fact]
    public void Every_listed_difference_is_about_a_fact() => Assert.Empty(differences.Keys.Except(Facts(), StringComparer.Ordinal));

    private IEnumerable<string> Facts() =>
        from type in GetType().Assembly.GetTypes()
        where !type.IsAbstract
        let suite = Ancestors(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(HeldFacts<>))
        where suite is not null
        from row in (IEnumerable<object[]>)suite.GetProperty(nameof(HeldFacts<>.Facts))!.GetValue(null)!
        select (string)row[0];

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var one = type.BaseType; one is not null; one = one.BaseType)
            yield return one;
    }
}
