namespace ActiveReach.Audiences.Expressions;

/// <summary>Walks over trees.</summary>
public static class ExpressionTree
{
    /// <summary>The conditions, left to right.</summary>
    public static IEnumerable<Expression> Leaves(this Expression expression) => expression switch
    {
        AllOf all => all.Terms.SelectMany(Leaves),
        AnyOf any => any.Terms.SelectMany(Leaves),
        NotOf not => not.Term.Leaves(),
        _ => [expression],
    };

    /// <summary>The same tree with each segment's own tree in the place of its name.</summary>
    public static Expression With(this Expression expression, Func<InSegment, Expression> segment) => expression switch
    {
        AllOf all => new AllOf([.. all.Terms.Select(term => term.With(segment))]),
        AnyOf any => new AnyOf([.. any.Terms.Select(term => term.With(segment))]),
        NotOf not => new NotOf(not.Term.With(segment)),
        InSegment name => segment(name),
        _ => expression,
    };
}
