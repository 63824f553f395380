using ActiveReach.Audiences;
using System.Diagnostics;
using System.Globalization;
using ActiveReach.Consent;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Benchmarks.Audiences;

/// <summary>A workspace full of invented people with their events and one sent campaign, put straight into the tables in the order in which
/// they lie there. What the rows hold is what the stores would have written; how fast they write it is measured elsewhere.</summary>
internal sealed class Population(int contacts, int events)
{
    public const string Campaign = "cmp_bench";

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }
        .With(new ConsentDefaults { DefaultConsent = ConsentState.OptedIn })
        .With(new FieldSettings { CustomFields = new Dictionary<string, FieldType> { ["plan"] = FieldType.Text, ["points"] = FieldType.Number } });

    /// <summary>One mixed number for each person and question: Knuth's multiplicative hash.</summary>
    private const string People = "WITH RECURSIVE people(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM people WHERE n < $people) ";

    private static readonly string[] Contacts =
    [
        "INSERT INTO audience_workspaces (key, name, last) VALUES (1, 'shop', $people)",
        "INSERT INTO contact_fields (key, workspace, name, type) VALUES (1, 1, '#tag', 4), (2, 1, '#subcommunity', 4), (3, 1, 'plan', 0), (4, 1, 'points', 1), (5, 1, '#city', 0), (6, 1, '#country', 0), (7, 1, '#outlet', 0)",
        People + """
            INSERT INTO contacts (id, workspace, reach, birthday, lat, lon, country, city_folded, outlet_folded, gender, phone, email, external_id, first_name, last_name,
                timezone, city, language, outlet, subcommunities, tags, custom, created_at, updated_at, version, origin)
            SELECT 4294967296 + n, 1, CASE WHEN h % 20 = 0 THEN $out WHEN h % 50 = 1 THEN $in | (63 << 12) ELSE $in END | (1 << 18) | (1 << 19),
                (1946 + h % 60) * 10000 + (1 + h % 12) * 100 + 1 + h % 28, 18.52 + (h % 14) * 2 + (h % 997) / 2000.0, 73.85 + (h % 14) * 3 + (h % 991) / 2000.0,
                'es', lower(city), lower(city || ' Centre'), CASE h % 2 WHEN 0 THEN 'female' ELSE 'male' END, printf('+346%08d', n), 'p' || n || '@example.com', 'c' || n,
                '["Lucía","María","Hugo","Mateo","Inés","Pablo"]' ->> (h % 6), '["García","Núñez","Ortega","Muñoz","Ruiz","Lopez"]' ->> (h / 7 % 6), 'Europe/Madrid', city, 'es-ES', city || ' Centre',
                NULL, NULL, NULL, 0, 0, 1, '{}'
            FROM (SELECT n, (n * 2654435761) % 4294967296 / 16 AS h, CASE WHEN n % 10000 = 0 THEN 'Smallville' ELSE '["Pune","Mumbai","Delhi","Madrid","Lugo","Berlin","Bonn","Paris","Lyon","Rome","Oslo","Porto","Graz","Bern"]' ->> ((n * 2654435761) % 4294967296 / 16 % 14) END AS city FROM people)
            """,
        "INSERT INTO contact_blocks (n) SELECT DISTINCT id >> 13 FROM contacts",
        "INSERT INTO contact_reach (workspace, reach, count) SELECT workspace, reach, count(*) FROM contacts GROUP BY workspace, reach",
        Values(1, "CASE n % 7 WHEN 0 THEN 'new' ELSE 'vip' END", "people WHERE n % 2 = 0"),
        Values(2, "CASE n % 5 WHEN 0 THEN 'runners' ELSE 'cooks' END", "people WHERE n % 3 = 0"),
        Values(3, "'[\"free\",\"silver\",\"gold\"]' ->> (n * 7919 % 3)", "people"),
        Values(4, "CAST(n * 7919 % 1000 AS REAL)", "people"),
        Values(5, "city_folded", "(SELECT id - 4294967296 AS n, city_folded FROM contacts)"),
        Values(6, "country", "(SELECT id - 4294967296 AS n, country FROM contacts)"),
        Values(7, "outlet_folded", "(SELECT id - 4294967296 AS n, outlet_folded FROM contacts)"),
    ];

    private static readonly string[] Behaviour =
    [
        "INSERT INTO event_types (key, workspace, name) VALUES (1, 1, 'order_placed'), (2, 1, 'cart_abandoned'), (3, 1, 'page_viewed')",
        """
        WITH RECURSIVE happened(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM happened WHERE n < $events)
        INSERT INTO events (key, workspace, id, type, contact, at, data, received_at)
        SELECT n, 1, printf('e%09d', n), CASE WHEN h % 10 < 4 THEN 1 WHEN h % 10 < 6 THEN 2 ELSE 3 END, 4294967296 + 1 + h / 10 % $people, $now - (h / 3 % 31536000) * 1000, '{"total":' || h % 500 || '}', $now
        FROM (SELECT n, (n * 2654435761) % 4294967296 AS h FROM happened)
        """,
        "INSERT INTO contact_events (type, contact, at, event) SELECT type, contact, at, key FROM events ORDER BY type, contact, at, key",
        "INSERT INTO ledger_runs (key, run, workspace, campaign, shards, is_test, started_at, status, epoch) VALUES (1, 'cmp_bench.1', 'shop', 'cmp_bench', 8, 0, 0, 1, 1)",
        People + """
            INSERT INTO ledger (run, shard, batch, row, contact, channel, state, superseded, handed_at, clicked_at)
            SELECT 1, 0, n / 97, n % 97, 4294967296 + n, 3, 5, 0, $now - 864000000, CASE WHEN n * 7919 % 10 = 0 THEN $now - 800000000 END FROM people
            """,
    ];

    private static string Values(int field, string value, string people) => People + $"""
        INSERT INTO contact_values (block, field, value, first, last, members)
        SELECT s, {field}, v, min(n & 8191), max(n & 8191), json_group_array(n & 8191) FROM (
            SELECT s, v, n, row_number() OVER (PARTITION BY s, v ORDER BY n) AS nth FROM (SELECT (4294967296 + n) >> 13 AS s, {value} AS v, n FROM {people}))
        GROUP BY s, v, (nth - 1) / 256
        """;

    public async Task LoadAsync(Database database)
    {
        var watch = Stopwatch.StartNew();
        foreach (var statement in events > 0 ? [.. Contacts, .. Behaviour] : Contacts)
            await database.WriteAsync(session => session.Once(Filled(statement), rows => rows.Step()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contacts:N0} contacts and {events:N0} events laid down in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private string Filled(string statement) => statement
        .Replace("$people", Number(contacts), StringComparison.Ordinal)
        .Replace("$events", Number(events), StringComparison.Ordinal)
        .Replace("$now", Number(Now.ToUnixTimeMilliseconds()), StringComparison.Ordinal)
        .Replace("$in", Number(Consents(ConsentState.OptedIn)), StringComparison.Ordinal)
        .Replace("$out", Number(Consents(ConsentState.OptedOut)), StringComparison.Ordinal);

    private static long Consents(ConsentState state) => Enumerable.Range(0, 6).Sum(channel => (long)state << (2 * channel));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
