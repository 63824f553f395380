using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Frequency caps on SQLite: one transaction a batch, and the file has one writer, so nobody counts between two of them.</summary>
public sealed class SqliteCapStore(Database database) : ICapStore
{
    /// <summary>Stands between tags: they are single lines.</summary>
    private const char TagBreak = '\n';

    public Task<IReadOnlyList<string?>> ReserveAsync(
        IReadOnlyList<FrequencyCap> caps, IReadOnlyList<CapRequest> requests, int places = int.MaxValue, CancellationToken cancellation = default)
    {
        var longest = caps.Count == 0 ? TimeSpan.Zero : caps.Max(cap => cap.Within);
        return database.WriteAsync<IReadOnlyList<string?>>(session =>
        {
            var refusals = new List<string?>(requests.Count);
            var left = places;
            foreach (var request in requests)
            {
                if (left <= 0)
                    break;
                var had = HasPlace(session, request);
                var refusal = had ? null : CapRule.Refusal(caps, request, Taken(session, request, request.At - longest));
                if (refusal is null && !had)
                    Take(session, request);
                refusals.Add(refusal);
                left -= refusal is null ? 1 : 0;
            }

            return refusals;
        }, cancellation);
    }

    public async Task ReleaseAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation = default)
    {
        var placed = await database.ReadAsync(session => messages.Where(message =>
        {
            var row = session.Prepare("SELECT 1 FROM cap_places WHERE message = ?1").Bind(1, message.ToString());
            var exists = row.Step();
            row.Reset();
            return exists;
        }).ToList(), cancellation);
        if (placed.Count == 0)
            return;
        await database.WriteAsync(session =>
        {
            var delete = session.Prepare("DELETE FROM cap_places WHERE message = ?1");
            foreach (var message in placed)
                delete.Bind(1, message.ToString()).Execute();
        }, cancellation);
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int atMost, CancellationToken cancellation = default) => database.WriteAsync(session => (int)session
        .Prepare("DELETE FROM cap_places WHERE message IN (SELECT message FROM cap_places WHERE at < ?1 ORDER BY at LIMIT ?2)")
        .Bind(1, before).Bind(2, atMost).Execute(), cancellation);

    /// <summary>At this very time: a place at another one is looked at anew, since it may count for others then.</summary>
    private static bool HasPlace(WriteSession session, CapRequest request)
    {
        var row = session.Prepare("SELECT 1 FROM cap_places WHERE message = ?1 AND at = ?2").Bind(1, request.Message.ToString()).Bind(2, request.At);
        var exists = row.Step();
        row.Reset();
        return exists;
    }

    private static List<CapPlace> Taken(WriteSession session, CapRequest request, DateTimeOffset after)
    {
        var row = session.Prepare("SELECT channel, tags, at FROM cap_places WHERE contact = ?1 AND at > ?2 AND message <> ?3")
            .Bind(1, request.Contact.Value).Bind(2, after).Bind(3, request.Message.ToString());
        var taken = new List<CapPlace>();
        while (row.Step())
            taken.Add(new CapPlace(row.GetChannel(0), row.GetNullableString(1)?.Split(TagBreak) ?? [], row.GetTime(2)));
        return taken;
    }

    private static void Take(WriteSession session, CapRequest request) => session
        .Prepare("INSERT INTO cap_places (message, contact, channel, at, tags) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET at = excluded.at")
        .Bind(1, request.Message.ToString()).Bind(2, request.Contact.Value).Bind(3, request.Channel).Bind(4, request.At)
        .Bind(5, request.Tags.Count == 0 ? null : string.Join(TagBreak, request.Tags)).Execute();
}
