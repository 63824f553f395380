using System.Collections.Immutable;
using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>A column of <c>contacts</c> that keeps a field, or what a field is compared by.</summary>
/// <param name="Write">A value as the row keeps it: text, double or long.</param>
internal sealed record FieldColumn(string Name, string Type, ContactField Field, Func<object, object?> Write);

/// <summary>The columns of the built-in fields, from <see cref="ContactFields"/>.</summary>
internal static class FieldColumns
{
    /// <summary>What filters look at in the row stands before what is only read.</summary>
    public static ImmutableArray<FieldColumn> All { get; } = [.. ContactFields.All.SelectMany(Of).OrderBy(column => column switch
    {
        { Type: not "TEXT" } => 0,
        _ when column.Name == Compared(column.Field) => 1,
        _ => 2,
    })];

    /// <summary>For <c>CREATE TABLE</c>.</summary>
    public static string Definitions { get; } = string.Join(",\n    ", All.Select(column => $"{column.Name} {column.Type}"));

    /// <summary>What tells the folded text of a field. For ASCII that is lower case, which takes no column of its own.</summary>
    public static string Compared(ContactField field) =>
        field.Form is not TextForm.Free ? field.Name : field.IsSought ? Folded(field) : $"coalesce({Folded(field)}, lower({field.Name}))";

    /// <summary>Gives a statement the columns of a contact.</summary>
    /// <param name="first">Number of the first parameter.</param>
    public static void Bind(Statement statement, int first, Contact contact)
    {
        for (var index = 0; index < All.Length; index++)
        {
            _ = (contact[All[index].Field] is { } value ? All[index].Write(value) : null) switch
            {
                double number => statement.Bind(first + index, (double?)number),
                long whole => statement.Bind(first + index, whole),
                var text => statement.Bind(first + index, (string?)text),
            };
        }
    }

    /// <summary>The value of a field, of the column that has its name.</summary>
    /// <param name="text">Reads a text.</param>
    public static object? Read(ContactField field, Statement row, int column, Func<Statement, int, string> text)
    {
        if (row.IsNull(column))
            return null;
        return field.Type switch
        {
            FieldType.Date => Day(row.GetInt64(column)),
            FieldType.Position => row.GetDouble(column),
            FieldType.List => text(row, column).Split(';'),
            _ => field.Form is TextForm.Capitals ? text(row, column).ToUpperInvariant() : text(row, column),
        };
    }

    private static IEnumerable<FieldColumn> Of(ContactField field) => field.Type switch
    {
        FieldType.Date => [new(field.Name, "INTEGER", field, day => (long)ExpressionEvaluator.Number((DateOnly)day))],
        FieldType.Position => [new(field.Name, "REAL", field, degrees => degrees)],
        FieldType.List => [new(field.Name, "TEXT", field, members => (IReadOnlyList<string>)members is { Count: > 0 } some ? string.Join(';', some) : null)],
        _ when field.Form is TextForm.Capitals => [new(field.Name, "TEXT", field, text => ((string)text).ToLowerInvariant())],
        _ when field.Form is TextForm.Folded => [new(field.Name, "TEXT", field, text => text)],
        _ => [new(field.Name, "TEXT", field, text => text), new(Folded(field), "TEXT", field, field.IsSought ? text => Folding.Fold((string)text) : FoldedBeyondAscii)],
    };

    private static string Folded(ContactField field) => $"{field.Name}_folded";

    /// <summary>Null where lower case is the folded form: only other texts take room.</summary>
    private static string? FoldedBeyondAscii(object text) => Ascii.IsValid((string)text) ? null : Folding.Fold((string)text);

    private static DateOnly Day(long number) => new((int)number / 10_000, (int)number / 100 % 100, (int)number % 100);
}
