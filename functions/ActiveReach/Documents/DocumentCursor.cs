using System.Globalization;
using ActiveReach.Lists;

namespace ActiveReach.Documents;

/// <summary>A place among documents as the cursor of a list, and pages of documents as pages of the contract.</summary>
public static class DocumentCursor
{
    /// <summary>The query for the page that a caller asks for.</summary>
    /// <param name="all">What the list is of.</param>
    /// <param name="orderBy">The field behind the sort that was asked for; null for the id.</param>
    public static DocumentQuery Ask(this PageQuery page, DocumentQuery all, string? orderBy, params IReadOnlyList<FieldCondition> where) => all with
    {
        Where = where,
        OrderBy = orderBy,
        Descending = page.Descending,
        Limit = page.Limit,
        After = Read(page.Cursor, orderBy),
        Counts = true,
    };

    public static Page<TItem> ToPage<T, TItem>(this StoredPage<T> page, Func<Stored<T>, TItem> item) =>
        new([.. page.Items.Select(item)], page.Next is { } next ? Write(next) : null, page.Count ?? 0);

    public static Page<T> ToPage<T>(this StoredPage<T> page) => page.ToPage(each => each.Value);

    private static string Write(DocumentPlace place) => place.Value switch
    {
        null => PageCursor.Write(place.Id),
        { Text: { } text } => PageCursor.Write("t", text, place.Id),
        { } number => PageCursor.Write("n", number.Number.ToString("R", CultureInfo.InvariantCulture), place.Id),
    };

    private static DocumentPlace? Read(string? cursor, string? orderBy)
    {
        if (orderBy is null)
            return PageCursor.Read(cursor, 1) is { } one ? new DocumentPlace(null, one[0]) : null;
        if (PageCursor.Read(cursor, 3) is not { } parts)
            return null;
        return parts[0] switch
        {
            "t" => new DocumentPlace(parts[1], parts[2]),
            "n" when double.TryParse(parts[1], CultureInfo.InvariantCulture, out var number) => new DocumentPlace(number, parts[2]),
            _ => throw PageCursor.Refused(cursor!),
        };
    }
}
