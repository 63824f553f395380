using ActiveReach.Values;

namespace ActiveReach.Audiences.Expressions;

/// <summary>A question about a contact, checked against the fields it asks: the same for every evaluator. Each condition on a
/// missing value is false, <see cref="NotOf"/> is the plain complement.</summary>
public abstract record Expression
{
    private protected Expression()
    {
    }
}

/// <summary>True of everybody when empty.</summary>
public sealed record AllOf(IReadOnlyList<Expression> Terms) : Expression;

public sealed record AnyOf(IReadOnlyList<Expression> Terms) : Expression;

public sealed record NotOf(Expression Term) : Expression;

/// <summary>The field has a value (or, for lists, a member).</summary>
public sealed record Exists(FilterField Field) : Expression;

/// <param name="Values">Folded; more than one only with <see cref="Comparison.In"/>.</param>
public sealed record TextCondition(FilterField Field, Comparison Comparison, IReadOnlyList<string> Values) : Expression;

public sealed record NumberCondition(FilterField Field, Comparison Comparison, IReadOnlyList<double> Values) : Expression;

public sealed record DateCondition(FilterField Field, Comparison Comparison, IReadOnlyList<DateOnly> Values) : Expression;

public sealed record BooleanCondition(FilterField Field, bool Value) : Expression;

/// <summary>One of these (folded) is a member of the list.</summary>
public sealed record MemberCondition(FilterField Field, IReadOnlyList<string> Values) : Expression;

public sealed record WithinCondition(GeoCircle Circle) : Expression;

/// <summary>The birthday is on one of these days, whatever the year. Nobody writes it: campaigns ask it.</summary>
/// <param name="Days">As <see cref="Birthdays.DayOfYear"/> numbers them; few.</param>
public sealed record BirthdayCondition(IReadOnlyList<int> Days) : Expression;

/// <summary>The contact belongs to a saved segment. Stands only in what was parsed; <see cref="ResolveAudience"/> puts the segment's own
/// tree in its place.</summary>
/// <param name="Path">Where it was written, for problems.</param>
public sealed record InSegment(string Segment, string Path) : Expression;

public enum Comparison
{
    Equal,
    NotEqual,
    In,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    StartsWith,
}
