using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Filters;

/// <summary>A whole audience as a condition on <c>contacts</c>.</summary>
internal sealed class AudienceFilter
{
    private readonly SqlFilter? where;
    private readonly string? named;
    private readonly Moment asOf;

    private AudienceFilter(SqlFilter? where, string? named, Moment asOf)
    {
        this.where = where;
        this.named = named;
        this.asOf = asOf;
        FirstFree = where?.FirstFree ?? SqlFilter.First;
        // Naming ?3 to ?5 once here, in a term that is tested before the scan, makes them exist whatever the condition asks.
        Sql = "id > ?1 AND id <= ?2 AND ?3 + ?4 + ?5 > 0";
        if (where is not null)
            Sql += $" AND ({where.Sql})";
        if (named is not null)
        {
            var list = $"SELECT value FROM json_each(?{FirstFree})";
            Sql += $" AND id IN ({list} UNION ALL SELECT found.id FROM contacts found WHERE found.workspace = ?3 AND found.external_id IN (SELECT value FROM json_each(?{FirstFree + 1})))";
            FirstFree += 2;
        }
    }

    public static AudienceFilter Of(ResolvedAudience audience) => new(
        SqlFilter.Of(audience.Who, audience.AsOf),
        audience.Contacts is null ? null : JsonSerializer.Serialize(audience.Contacts),
        audience.AsOf);

    public string Sql { get; }

    /// <summary>Number of the first parameter that a query may use for itself.</summary>
    public int FirstFree { get; }

    public bool IsEverybody => where is null && named is null;

    public void Bind(Statement statement, WorkspaceKey key, long after, long last)
    {
        statement.Bind(1, after).Bind(2, last).Bind(3, key.Key).Bind(4, ExpressionEvaluator.Number(asOf.Today)).Bind(5, asOf.Milliseconds);
        where?.Bind(statement);
        if (named is null)
            return;
        var texts = JsonSerializer.Deserialize<string[]>(named)!;
        var ids = texts.Select(text => ContactId.TryParse(text, out var id) ? id.Value : (long?)null).OfType<long>();
        statement.Bind(FirstFree - 2, JsonSerializer.Serialize(ids));
        statement.Bind(FirstFree - 1, named);
    }
}
