using ActiveReach.Audiences.Expressions;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>The contact did this with a message, in any run that fits.</summary>
/// <param name="Campaign">Of this campaign; null: of any.</param>
/// <param name="Within">Not longer ago than this, counted back from the moment of the question: the deed itself, for
/// <see cref="Deed.Ignored"/> the hand-over and for <see cref="Deed.Converted"/> the event; null: ever.</param>
public sealed record DidCondition(Deed Deed, string? Campaign, TimeSpan? Within) : Expression;

/// <summary>So many events of the type, at least, belong to the contact.</summary>
/// <param name="Where">What must be true of the content of each; null: any. Made of the conditions below, and all, any, not.</param>
/// <param name="Within">Not longer ago than this, counted back from the moment of the question; null: ever.</param>
public sealed record EventCondition(string Type, Expression? Where, int AtLeast, TimeSpan? Within) : Expression;

/// <summary>The field of an event's content has a value.</summary>
public sealed record EventExists(EventField Field) : Expression;

/// <param name="Values">Folded; more than one only with <see cref="Comparison.In"/>.</param>
public sealed record EventTextCondition(EventField Field, Comparison Comparison, IReadOnlyList<string> Values) : Expression;

public sealed record EventNumberCondition(EventField Field, Comparison Comparison, IReadOnlyList<double> Values) : Expression;

public sealed record EventFlagCondition(EventField Field, bool Value) : Expression;

/// <summary>One of these (folded) is a member of the list of texts.</summary>
public sealed record EventMemberCondition(EventField Field, IReadOnlyList<string> Values) : Expression;
