namespace ActiveReach.Lists;

/// <summary>A part of a list.</summary>
/// <param name="NextCursor">Asks for the part after this one; null at the end.</param>
/// <param name="Total">Exact number of items that fit the filters.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, long Total);

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">At most so many items, 1 to 500.</param>
/// <param name="Cursor">As given by the part before; null for the first.</param>
/// <param name="Sort">One of the fields that the list can be sorted by.</param>
public sealed record PageQuery(int Limit, string? Cursor, string Sort, bool Descending)
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 500;

    /// <summary>The sort as callers write it: <c>field</c> or <c>-field</c>.</summary>
    public string SortText => Descending ? "-" + Sort : Sort;
}
