using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Audiences.Merges;
using ActiveReach.Words;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Timelines;

/// <summary>Timelines on SQLite, read from the tables where each thing is kept anyway.</summary>
public sealed class SqliteContactTimeline(Database database) : IContactTimeline
{
    public Task<Page<TimelineEntry>?> ReadAsync(
        WorkspaceId workspace, ContactId contact, TimelineKind? kind, string? cursor, int limit, CancellationToken cancellation = default)
    {
        var seen = PageCursor.Read(cursor, 3) is { } parts
            ? (At: PageCursor.Number(cursor, parts[0]), Kind: PageCursor.Number(cursor, parts[1]), Place: parts[2])
            : default((long At, long Kind, string Place)?);
        return database.ReadAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key || MergedContacts.Find(session, key, contact) is not { } owner)
                return null;
            var (phone, email) = session.Prepare("SELECT phone, email FROM contacts WHERE id = ?1").Bind(1, owner.Value)
                .First(row => (HashOf(row.GetNullableString(0)), HashOf(row.GetNullableString(1))));
            var rows = Bind(session.Prepare(TimelineSql.Page)).Bind(4, seen?.At).Bind(5, seen?.Kind).Bind(6, seen?.Place).Bind(7, limit + 1);
            var page = rows.ReadPage(
                limit,
                row => (Entry: Read(row), Place: row.GetString(2)),
                last => PageCursor.Write(Text(last.Entry.At.ToUnixTimeMilliseconds()), Text((int)last.Entry.Kind), last.Place),
                () => Bind(session.Prepare(TimelineSql.Total)).Number());
            return new Page<TimelineEntry>([.. page.Items.Select(item => item.Entry)], page.NextCursor, page.Total);

            Statement Bind(Statement statement) => BindHash(BindHash(statement.Bind(1, owner.Value).Bind(2, workspace.Value).Bind(3, (long?)kind), 8, phone), 9, email);
        }, cancellation);
    }

    private static byte[]? HashOf(string? address) => address is null ? null : AddressHash.Of(address).ToBytes();

    private static Statement BindHash(Statement statement, int index, byte[]? hash) => hash is null ? statement.BindNull(index) : statement.Bind(index, hash.AsSpan());

    private static TimelineEntry Read(Statement row)
    {
        var entry = new TimelineEntry
        {
            At = row.GetTime(0),
            Kind = (TimelineKind)row.GetInt32(1),
            Channel = row.IsNull(3) ? null : row.GetChannel(3),
            Campaign = row.GetNullableString(4),
            Run = row.GetNullableString(5),
            Variant = row.GetNullableString(6),
            Outlet = row.GetNullableString(7),
            Reason = row.GetNullableString(8),
        };
        return entry.Kind switch
        {
            TimelineKind.Replied => entry with { Reason = Name((ReplyKind)row.GetInt32(8)), Details = Json(new { text = row.GetString(9) }) },
            TimelineKind.Consent => Consent(entry, row),
            TimelineKind.Event => entry with { Details = Json(new { id = row.GetString(10), data = row.IsNull(9) ? (JsonElement?)null : JsonElement.Parse(row.GetString(9)) }) },
            TimelineKind.Order => entry with { Details = Json(new { net = row.GetInt64(10) / 10_000m, currency = row.GetNullableString(11) }) },
            _ => row.IsNull(9) ? entry : entry with { Details = Json(new { late = true }) },
        };
    }

    /// <summary>One change may be of several channels.</summary>
    private static TimelineEntry Consent(TimelineEntry entry, Statement row)
    {
        var channels = row.GetChannels(3).ToList();
        return entry with
        {
            Channel = channels is [var one] ? one : null,
            Reason = ((ConsentState)row.GetInt32(8)).Name(),
            Details = Json(new { channels, source = row.GetString(10), proof = row.GetNullableString(11) }),
        };
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, Wire.Json);

    private static string Name(ReplyKind kind) => Json(kind).GetString()!;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
