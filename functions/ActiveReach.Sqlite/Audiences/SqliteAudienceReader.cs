using System.Runtime.InteropServices;
using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Sqlite.Audiences.Filters;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>Audiences on SQLite.</summary>
public sealed class SqliteAudienceReader(Database database, OutletDirectories? outlets = null) : IAudienceReader
{
    /// <summary>A page looks at spans of ids, so that what a condition collects for a span stays small; a span that gave little
    /// makes the next one wider.</summary>
    private const long FirstSpan = 16_384;
    private const long WidestSpan = 524_288;
    private const int SampleSize = 10;

    public async Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default)
    {
        var now = await NowAsync(audience, cancellation);
        var filter = AudienceFilter.Of(audience);
        return await database.ReadAsync<IReadOnlyList<Recipient>>(session =>
        {
            var page = new List<Recipient>(Math.Min(limit, 10_000));
            if (WorkspaceKeys.Find(session, audience.Workspace.Id) is not { } key)
                return page;
            var (from, last) = (Math.Max(after.Value, key.Before), WorkspaceKeys.LastId(session, key));
            var reading = new RecipientRow(session, key, now);
            return session.Once($"SELECT {RecipientRow.Columns} FROM contacts WHERE {filter.Sql} ORDER BY id LIMIT ?{filter.FirstFree}", rows =>
            {
                for (var span = Math.Max(FirstSpan, limit); from < last && page.Count < limit; span = Math.Min(span * 2, WidestSpan))
                {
                    cancellation.ThrowIfCancellationRequested();
                    var to = Math.Min(from + span, last);
                    filter.Bind(rows, key, from, to);
                    rows.Bind(filter.FirstFree, limit - page.Count);
                    while (rows.Step())
                        page.Add(reading.Read(rows));
                    from = to;
                }

                return page;
            });
        }, cancellation);
    }

    public async Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default)
    {
        var now = await NowAsync(workspace, cancellation);
        return await database.ReadAsync<IReadOnlyDictionary<ContactId, Recipient>>(session =>
        {
            var found = new Dictionary<ContactId, Recipient>(ids.Count);
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return found;
            var reading = new RecipientRow(session, key, now);
            var row = session.Prepare($"SELECT {RecipientRow.Columns} FROM contacts WHERE id = ?1");
            foreach (var id in ids)
            {
                row.Bind(1, id.Value);
                if (key.Holds(id) && (row.Step() || (MergedContacts.SurvivorOf(session, id) is { } survivor && row.Bind(1, survivor.Value).Step())))
                    found[id] = reading.Read(row);
                row.Reset();
            }

            return found;
        }, cancellation);
    }

    public async Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default)
    {
        var now = await NowAsync(audience, cancellation);
        var filter = AudienceFilter.Of(audience);
        return await database.ReadAsync(session =>
        {
            var counts = new Dictionary<Standing, long>();
            var sample = new List<ContactId>(SampleSize);
            if (WorkspaceKeys.Find(session, audience.Workspace.Id) is { } key)
                Count(session, filter, key, audience.Topic is not null, counts, sample);
            var reading = new RecipientRow(session, WorkspaceKeys.Find(session, audience.Workspace.Id), now);
            var row = session.Prepare($"SELECT {RecipientRow.Columns} FROM contacts WHERE id = ?1");
            var people = sample.ConvertAll(id =>
            {
                row.Bind(1, id.Value).Step();
                var person = reading.Read(row);
                row.Reset();
                return person;
            });
            return AudiencePreview.Of(counts.Select(each => (Anybody(each.Key), each.Value)), channels, audience.Topic, people);
        }, cancellation);
    }

    private Task<OutletDirectory> NowAsync(ResolvedAudience audience, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return NowAsync(audience.Workspace.Id, cancellation);
    }

    private async Task<OutletDirectory> NowAsync(WorkspaceId workspace, CancellationToken cancellation) =>
        outlets is null ? OutletDirectory.Empty : await outlets.OfAsync(workspace, cancellation);

    /// <summary>How many there are of each standing, in one scan; everybody was counted already, unless topics count too.</summary>
    private static void Count(ReadSession session, AudienceFilter filter, WorkspaceKey key, bool byTopics, Dictionary<Standing, long> counts, List<ContactId> sample)
    {
        if (filter.IsEverybody && !byTopics)
        {
            var groups = session.Prepare("SELECT reach, count FROM contact_reach WHERE workspace = ?1 AND count > 0").Bind(1, key.Key);
            while (groups.Step())
                counts[new Standing(groups.GetInt32(0), null)] = groups.GetInt64(1);
            var first = session.Prepare("SELECT id FROM contacts WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3").Bind(1, key.Before).Bind(2, key.Last).Bind(3, SampleSize);
            while (first.Step())
                sample.Add(new ContactId(first.GetInt64(0)));
            return;
        }

        session.Once($"SELECT id, reach{(byTopics ? ", topics" : "")} FROM contacts WHERE {filter.Sql}", rows =>
        {
            filter.Bind(rows, key, key.Before, key.Last);
            while (rows.Step())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, new Standing(rows.GetInt32(1), byTopics ? rows.GetNullableString(2) : null), out _)++;
                if (sample.Count < SampleSize)
                    sample.Add(new ContactId(rows.GetInt64(0)));
            }

            return true;
        });
    }

    private static Recipient Anybody(Standing standing)
    {
        var topics = TopicJson.Read(standing.Topics);
        return new Reach(standing.Reach).Anybody() with { Topics = topics.Said, RefusedTopics = topics.Refused };
    }

    /// <summary>All that decides whether somebody may be reached, as the row keeps it.</summary>
    private readonly record struct Standing(int Reach, string? Topics);
}
