using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Filters;

/// <summary>SQL that is being written, with its parameters. Whatever a caller wrote becomes a parameter; text comes from constants alone.</summary>
internal sealed class SqlText(int first)
{
    /// <summary>Longer lists are one parameter each: SQLite has a limit for parameters.</summary>
    private const int MostApart = 16;

    private readonly StringBuilder sql = new();
    private readonly List<object> parameters = [];

    /// <summary>Number of the first parameter that is not taken.</summary>
    public int FirstFree => first + parameters.Count;

    public override string ToString() => sql.ToString();

    /// <param name="constant">Never of a caller.</param>
    public SqlText Add(string constant)
    {
        sql.Append(constant);
        return this;
    }

    /// <summary>Adds a parameter and gives its name.</summary>
    public string Parameter(object value)
    {
        parameters.Add(value);
        return $"?{first + parameters.Count - 1}";
    }

    public void Bind(Statement statement)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            _ = parameters[index] switch
            {
                string text => statement.Bind(first + index, text),
                double number => statement.Bind(first + index, number),
                var whole => statement.Bind(first + index, (long)whole),
            };
        }
    }

    /// <summary>A tree of all, any and not over conditions.</summary>
    /// <param name="exact">Below a 'not', where unknown must be false and not NULL; elsewhere NULL does as well and leaves the
    /// indexes usable.</param>
    public void Tree(Expression expression, bool exact, Action<Expression> condition)
    {
        switch (expression)
        {
            case AllOf { Terms.Count: > 0 } all:
                Join(all.Terms, 0, all.Terms.Count, " AND ", exact, condition);
                break;
            case AnyOf { Terms.Count: > 0 } any:
                Join(any.Terms, 0, any.Terms.Count, " OR ", exact, condition);
                break;
            case AllOf:
                sql.Append('1');
                break;
            case AnyOf:
                sql.Append('0');
                break;
            case NotOf not:
                sql.Append("NOT (");
                Tree(not.Term, exact: true, condition);
                sql.Append(')');
                break;
            default:
                sql.Append('(');
                condition(expression);
                sql.Append(exact ? ") IS TRUE" : ")");
                break;
        }
    }

    public void Compare(string column, Comparison comparison, IReadOnlyList<object> values)
    {
        switch (comparison)
        {
            case Comparison.In when values.Count > MostApart:
                sql.Append(column).Append(" IN (SELECT value FROM json_each(").Append(Parameter(JsonSerializer.Serialize(values))).Append("))");
                break;
            case Comparison.In:
                sql.Append(column).Append(" IN (").AppendJoin(", ", values.Select(Parameter)).Append(')');
                break;
            case Comparison.Contains:
                sql.Append("instr(").Append(column).Append(", ").Append(Parameter(values[0])).Append(") > 0");
                break;
            case Comparison.StartsWith:
                sql.Append(column).Append(" >= ").Append(Parameter(values[0]));
                if (EndOfPrefix((string)values[0]) is { } end)
                    sql.Append(" AND ").Append(column).Append(" < ").Append(Parameter(end));
                break;
            default:
                sql.Append(column).Append(Sign(comparison)).Append(Parameter(values[0]));
                break;
        }
    }

    public static List<object> Boxed(IReadOnlyList<double> numbers) => numbers.Select(number => (object)number).ToList();

    /// <summary>In halves: SQLite has a limit for how deep an expression goes, and a row of ANDs goes as deep as it is long.</summary>
    private void Join(IReadOnlyList<Expression> terms, int from, int count, string word, bool exact, Action<Expression> condition)
    {
        sql.Append('(');
        if (count == 1)
        {
            Tree(terms[from], exact, condition);
        }
        else
        {
            Join(terms, from, count / 2, word, exact, condition);
            sql.Append(word);
            Join(terms, from + (count / 2), count - (count / 2), word, exact, condition);
        }

        sql.Append(')');
    }

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => " = ",
        Comparison.NotEqual => " <> ",
        Comparison.Greater => " > ",
        Comparison.GreaterOrEqual => " >= ",
        Comparison.Less => " < ",
        Comparison.LessOrEqual => " <= ",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "This comparison has no sign."),
    };

    /// <summary>The first text, in the order of code points, behind all that start with the prefix; null when there is none.</summary>
    private static string? EndOfPrefix(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0 && runes[^1].Value == 0x10FFFF)
            runes.RemoveAt(runes.Count - 1);
        if (runes.Count == 0)
            return null;
        var next = runes[^1].Value == 0xD7FF ? 0xE000 : runes[^1].Value + 1;
        runes[^1] = new Rune(next);
        return string.Concat(runes);
    }
}
