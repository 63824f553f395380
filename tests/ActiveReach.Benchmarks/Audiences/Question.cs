namespace ActiveReach.Benchmarks.Audiences;

/// <summary>An audience to count, and the same as somebody would write it in SQL who knows the tables and every key.</summary>
/// <param name="Where">Null: everybody.</param>
/// <param name="ByHand">A condition on <c>contacts</c>.</param>
internal sealed record Question(string Kind, string? Where, string ByHand)
{
    private const string People = "id > 4294967296 AND id <= 8589934591";

    private const string Having = "(SELECT (v.block << 13) + m.value FROM contact_values AS v, json_each(v.members) AS m WHERE v.block IN (SELECT n FROM contact_blocks) AND";

    private static readonly long Now = Population.Now.ToUnixTimeMilliseconds();

    public static IReadOnlyList<Question> All { get; } =
    [
        new("single indexed field", """{"field":"city","op":"eq","value":"pune"}""", $"id IN {Having} field = 5 AND v.value = 'pune')"),
        new("radius", """{"field":"location","op":"within","value":{"lat":18.52,"lon":73.85,"km":10}}""",
            $"{People} AND lat BETWEEN 18.43 AND 18.61 AND lon BETWEEN 73.75 AND 73.95 AND pow(sin((lat - 18.52) * 0.017453292519943295 / 2), 2) + cos(18.52 * 0.017453292519943295) * cos(lat * 0.017453292519943295) * pow(sin((lon - 73.85) * 0.017453292519943295 / 2), 2) <= 6.1596e-7"),
        new("and, or of five", """{"all":[{"field":"country","op":"in","value":["ES","US"]},{"any":[{"field":"age","op":"lt","value":25},{"field":"tag","op":"has","value":"vip"}]},{"field":"gender","op":"eq","value":"female"},{"not":{"field":"city","op":"eq","value":"delhi"}}]}""",
            $"{People} AND country IN ('es', 'us') AND ((20261124 - birthday) / 10000 < 25 OR id IN {Having} field = 1 AND v.value = 'vip')) AND gender = 'female' AND city_folded IS NOT 'delhi'"),
        new("subcommunity", """{"field":"subcommunity","op":"has","value":"runners"}""", $"id IN {Having} field = 2 AND v.value = 'runners')"),
        new("custom text", """{"field":"custom.plan","op":"eq","value":"gold"}""", $"id IN {Having} field = 3 AND v.value = 'gold')"),
        new("custom range", """{"field":"custom.points","op":"gte","value":990}""", $"id IN {Having} field = 4 AND v.value >= 990)"),
        new("name contains", """{"field":"last_name","op":"contains","value":"ort"}""", $"{People} AND instr(lower(last_name), 'ort') > 0"),
        new("clicked in a campaign", $$"""{"did":"clicked","campaign":"{{Population.Campaign}}"}""", "id IN (SELECT contact FROM ledger WHERE run = 1 AND clicked_at IS NOT NULL)"),
        new("event twice in 90 days", """{"event":"order_placed","atLeast":2,"within":"P90D"}""",
            $"id IN (SELECT contact FROM contact_events WHERE type = 1 AND at >= {Now - (90L * 86400000)} AND at <= {Now} GROUP BY contact HAVING count(*) >= 2)"),
        new("everyone", null, "workspace = 1"),
    ];

    /// <summary>Few people, found by an index.</summary>
    public static Question Few { get; } = new("indexed, few people", """{"field":"city","op":"eq","value":"smallville"}""", $"id IN {Having} field = 5 AND v.value = 'smallville')");
}
