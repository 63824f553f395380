using ActiveReach.Outlets;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Lets expressions say an outlet's external id or name where contacts keep its id.</summary>
public static class OutletNames
{
    private static readonly FilterField Field = FilterField.All.First(field => field.Of == ContactFields.Outlet);

    /// <summary>Whoever belongs to the outlet.</summary>
    public static Expression Is(string outlet) => new TextCondition(Field, Comparison.Equal, [Folding.Fold(outlet)]);

    /// <summary>Whether the tree asks for outlets at all.</summary>
    public static bool Occur(Expression expression) => expression.Leaves().Any(leaf => leaf is TextCondition text && text.Field.Of == ContactFields.Outlet);

    /// <summary>The same tree with ids in the place of the names of outlets, in <c>eq</c>, <c>neq</c> and <c>in</c>; what names no outlet
    /// stays, as contacts may say it too.</summary>
    public static Expression Resolve(Expression expression, OutletDirectory outlets) => expression switch
    {
        AllOf all => new AllOf([.. all.Terms.Select(term => Resolve(term, outlets))]),
        AnyOf any => new AnyOf([.. any.Terms.Select(term => Resolve(term, outlets))]),
        NotOf not => new NotOf(Resolve(not.Term, outlets)),
        TextCondition { Comparison: Comparison.Equal or Comparison.NotEqual or Comparison.In } text when text.Field.Of == ContactFields.Outlet =>
            text with { Values = [.. text.Values.Select(value => Folding.Fold(outlets.Resolve(value)))] },
        _ => expression,
    };
}
