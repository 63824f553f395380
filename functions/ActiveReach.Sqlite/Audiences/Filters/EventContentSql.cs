using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Expressions;

namespace ActiveReach.Sqlite.Audiences.Filters;

/// <summary>Conditions on the content of an event as SQL on <c>events e</c>. The path of a field is a parameter, like its value.</summary>
internal sealed class EventContentSql(SqlText sql)
{
    public void Write(Expression condition)
    {
        switch (condition)
        {
            case EventExists exists:
                Exists(PathOf(exists.Field));
                break;
            case EventTextCondition text:
                Text(text, PathOf(text.Field));
                break;
            case EventNumberCondition number:
                var path = PathOf(number.Field);
                sql.Add($"json_type(e.data, {path}) IN ('integer', 'real') AND ");
                sql.Compare($"CAST(json_extract(e.data, {path}) AS REAL)", number.Comparison, SqlText.Boxed(number.Values));
                break;
            case EventFlagCondition flag:
                sql.Add($"json_type(e.data, {PathOf(flag.Field)}) = '{(flag.Value ? "true" : "false")}'");
                break;
            case EventMemberCondition member:
                var list = PathOf(member.Field);
                sql.Add($"json_type(e.data, {list}) = 'array' AND EXISTS (SELECT 1 FROM json_each(e.data, {list}) AS m WHERE m.type = 'text' AND ");
                sql.Compare("fold(m.value)", Comparison.In, member.Values);
                sql.Add(")");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, "This kind of condition is no question about an event.");
        }
    }

    private void Text(EventTextCondition text, string path)
    {
        sql.Add($"json_type(e.data, {path}) = 'text' AND ");
        if (text.Comparison is Comparison.NotEqual)
            sql.Add($"json_extract(e.data, {path}) <> '' AND ");
        sql.Compare($"fold(json_extract(e.data, {path}))", text.Comparison, text.Values);
    }

    private void Exists(string path) => sql.Add($"""
        CASE json_type(e.data, {path}) WHEN 'null' THEN 0 WHEN 'text' THEN json_extract(e.data, {path}) <> ''
        WHEN 'array' THEN json_array_length(e.data, {path}) > 0 ELSE json_type(e.data, {path}) IS NOT NULL END
        """);

    /// <summary>Names hold neither quotes nor backslashes.</summary>
    private string PathOf(EventField field) => sql.Parameter("$" + string.Concat(field.Steps.Select(step => $".\"{step}\"")));
}
