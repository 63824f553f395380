using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Entries;

/// <summary>Entries on SQLite.</summary>
public sealed class SqliteEntries(Database database) : IEntries
{
    private const string Key = "campaign = ?1 AND contact = ?2 AND occasion = ?3";

    public Task<IReadOnlyList<bool>> AddAsync(WorkspaceId workspace, CampaignId campaign, IReadOnlyList<NewEntry> entries, CancellationToken cancellation = default) =>
        database.WriteAsync<IReadOnlyList<bool>>(session =>
        {
            var add = session.Prepare("INSERT OR IGNORE INTO entries (campaign, contact, occasion, workspace, due, state, content) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)");
            return [.. entries.Select(entry => Bound(add, campaign, entry.Key).Bind(4, workspace.Value).Bind(5, entry.DueAt).Bind(6, entry.Content).Execute() == 1)];
        }, cancellation);

    public Task<IReadOnlyList<Entry>> DueAsync(CampaignId campaign, DateTimeOffset until, int limit, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Entry>>(session =>
    {
        var found = new List<Entry>();
        var row = session.Prepare("SELECT contact, occasion, due FROM entries WHERE campaign = ?1 AND state = 0 AND due <= ?2 ORDER BY due LIMIT ?3")
            .Bind(1, campaign.Value).Bind(2, until).Bind(3, limit);
        while (row.Step())
            found.Add(new Entry(new EntryKey(new ContactId(row.GetInt64(0)), row.GetString(1)), row.GetTime(2), EntryState.Waiting));
        row.Reset();
        return found;
    }, cancellation);

    public Task<DateTimeOffset?> NextDueAsync(CampaignId campaign, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.Prepare("SELECT min(due) FROM entries WHERE campaign = ?1 AND state = 0").Bind(1, campaign.Value).First(row => row.GetNullableTime(0)), cancellation);

    public Task<IReadOnlyList<bool>> TakeAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, RunId run, CancellationToken cancellation = default) => database.WriteAsync<IReadOnlyList<bool>>(session =>
    {
        var take = session.Prepare($"UPDATE entries SET state = 1, run = ?4 WHERE {Key} AND (state = 0 OR state = 1 AND run = ?4)");
        return [.. keys.Select(key => Bound(take, campaign, key).Bind(4, run.Value).Execute() == 1)];
    }, cancellation);

    public Task<int> CancelAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, string reason, RunId? of = null, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var cancel = session.Prepare($"UPDATE entries SET state = 2, reason = ?4, run = NULL WHERE {Key} AND (state = 0 OR state = 1 AND run = ?5)");
        return keys.Sum(key => Bound(cancel, campaign, key).Bind(4, reason).Bind(5, of?.Value).Execute());
    }, cancellation);

    public Task<IReadOnlyList<Entry>> OfAsync(CampaignId campaign, ContactId contact, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Entry>>(session =>
    {
        var found = new List<Entry>();
        var row = session.Prepare("SELECT occasion, due, state, run, reason FROM entries WHERE campaign = ?1 AND contact = ?2").Bind(1, campaign.Value).Bind(2, contact.Value);
        while (row.Step())
            found.Add(new Entry(new EntryKey(contact, row.GetString(0)), row.GetTime(1), (EntryState)row.GetInt32(2), null, row.GetNullableString(3) is { } run ? new RunId(run) : null, row.GetNullableString(4)));
        row.Reset();
        return found;
    }, cancellation);

    public Task<IReadOnlyList<Entry>> FindAsync(CampaignId campaign, IReadOnlyList<EntryKey> keys, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Entry>>(session =>
    {
        var row = session.Prepare($"SELECT due, state, content, run, reason FROM entries WHERE {Key}");
        return [.. keys.Select(key => Bound(row, campaign, key).First(found => new Entry(
            key, found.GetTime(0), (EntryState)found.GetInt32(1), found.GetNullableString(2), found.GetNullableString(3) is { } run ? new RunId(run) : null, found.GetNullableString(4)))).OfType<Entry>()];
    }, cancellation);

    public Task<EntryCounts> CountAsync(CampaignId campaign, CancellationToken cancellation = default) => database.ReadAsync(
        session => new EntryCounts(Count(session, campaign, EntryState.Waiting), Count(session, campaign, EntryState.Cancelled)), cancellation);

    public Task<int> RemoveOldAsync(CampaignId campaign, DateTimeOffset before, int limit, CancellationToken cancellation = default) => database.WriteAsync(
        session => session.Prepare("""
            DELETE FROM entries WHERE (campaign, contact, occasion) IN (
                SELECT campaign, contact, occasion FROM entries WHERE campaign = ?1 AND state > 0 AND due < ?2 ORDER BY due LIMIT ?3)
            """).Bind(1, campaign.Value).Bind(2, before).Bind(3, limit).Execute(),
        cancellation);

    public Task EraseAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) => database.WriteAsync(
        session => session.Prepare("UPDATE entries SET content = NULL WHERE contact = ?1 AND workspace = ?2").Bind(1, contact.Value).Bind(2, workspace.Value).Execute(), cancellation);

    private static long Count(ReadSession session, CampaignId campaign, EntryState state) => session
        .Prepare($"SELECT count(*) FROM (SELECT 1 FROM entries WHERE campaign = ?1 AND state = {(int)state} LIMIT ?2)").Bind(1, campaign.Value).Bind(2, IEntries.MostCounted).Number();

    private static Statement Bound(Statement statement, CampaignId campaign, EntryKey key) =>
        statement.Bind(1, campaign.Value).Bind(2, key.Contact.Value).Bind(3, key.Occasion);
}
