using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>The review list on SQLite, in the file of the contacts, so that a hold is seen by the very next read.</summary>
public sealed class SqliteReviewStore(Database database) : IReviewStore
{
    private const string Columns = "id, contact, channels, reply, at, decision, decided_by, decided_at, comment";

    public Task HoldAsync(
        WorkspaceId workspace, ContactId contact, IReadOnlyList<Channel> channels, string reply, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (SqliteConsentStore.Read(session, workspace, contact)?.Id is not { } person)
                return;
            session.Prepare("INSERT OR IGNORE INTO consent_reviews (id, contact, channels, reply, at) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, IdOf(reply, person)).Bind(2, person.Value).Bind(3, Bits(ConsentCoverage.Of(channels))).Bind(4, reply).Bind(5, at).Execute();
            HoldBack(session, person);
        });

    public Task<Page<ConsentReview>> ListAsync(WorkspaceId workspace, bool? open, PageQuery query, CancellationToken cancellation = default)
    {
        var after = PageCursor.Read(query.Cursor, 2);
        var afterAt = after is null ? 0 : PageCursor.Number(query.Cursor, after[0]);
        var (order, beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
        const string Filter = "contact > ?1 AND contact <= ?2 AND (?3 IS NULL OR (decision IS NULL) = ?3)";
        return Task.FromResult(database.Read(session => WorkspaceKeys.Find(session, workspace) is not { } key
            ? new Page<ConsentReview>([], null, 0)
            : session.Prepare($"SELECT {Columns} FROM consent_reviews WHERE {Filter} AND (?4 IS NULL OR (at, id) {beyond} (?5, ?4)) ORDER BY at {order}, id {order} LIMIT ?6")
                .Bind(1, key.Before).Bind(2, key.Last).Bind(3, Flag(open)).Bind(4, after?[1]).Bind(5, afterAt).Bind(6, query.Limit + 1)
                .ReadPage(
                    query.Limit,
                    ReadRow,
                    review => PageCursor.Write(review.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), review.Id),
                    () => session.Prepare($"SELECT count(*) FROM consent_reviews WHERE {Filter}").Bind(1, key.Before).Bind(2, key.Last).Bind(3, Flag(open)).Number())));
    }

    public Task<ConsentReview?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        Task.FromResult(database.Read(session => Find(session, workspace, id)));

    public Task<bool> DecideAsync(
        WorkspaceId workspace, string id, ReviewDecision decision, string member, string? comment, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (Find(session, workspace, id) is not { Decision: null } review)
                return false;
            session.Prepare("UPDATE consent_reviews SET decision = ?2, decided_by = ?3, decided_at = ?4, comment = ?5 WHERE id = ?1")
                .Bind(1, id).Bind(2, (int)decision).Bind(3, member).Bind(4, evidence.At).Bind(5, comment).Execute();
            HoldBack(session, review.Contact);
            if (decision is ReviewDecision.OptOut && SqliteConsentStore.Read(session, workspace, review.Contact) is { } person)
                ConsentWriting.Say(session, person, review.Channels, ConsentState.OptedOut, evidence);
            return true;
        });

    private static ConsentReview? Find(ReadSession session, WorkspaceId workspace, string id) => WorkspaceKeys.Find(session, workspace) is { } key
        ? session.Prepare($"SELECT {Columns} FROM consent_reviews WHERE id = ?1 AND contact > ?2 AND contact <= ?3")
            .Bind(1, id).Bind(2, key.Before).Bind(3, key.Last).First(ReadRow)
        : null;

    /// <summary>Brings the contact's row up to date with the requests that wait.</summary>
    private static void HoldBack(WriteSession session, ContactId contact)
    {
        var held = 0;
        var open = session.Prepare("SELECT channels FROM consent_reviews WHERE contact = ?1 AND decision IS NULL").Bind(1, contact.Value);
        while (open.Step())
            held |= open.GetInt32(0);
        var row = session.Prepare("SELECT reach FROM contacts WHERE id = ?1").Bind(1, contact.Value);
        var reach = row.Step() ? new Reach(row.GetInt32(0)) : default;
        row.Reset();
        if (reach.HeldChannels != held)
            session.Prepare("UPDATE contacts SET reach = ?2 WHERE id = ?1").Bind(1, contact.Value).Bind(2, reach.WithHeld(held).Bits).Execute();
    }

    private static ConsentReview ReadRow(Statement row)
    {
        var bits = row.GetInt32(2);
        return new ConsentReview
        {
            Id = row.GetString(0),
            Contact = new ContactId(row.GetInt64(1)),
            Channels = [.. Enum.GetValues<Channel>().Where(channel => (bits & (1 << ((int)channel - 1))) != 0)],
            Reply = row.GetString(3),
            At = row.GetTime(4),
            Decision = row.IsNull(5) ? null : (ReviewDecision)row.GetInt32(5),
            DecidedBy = row.GetNullableString(6),
            DecidedAt = row.GetNullableTime(7),
            Comment = row.GetNullableString(8),
        };
    }

    private static int Bits(IEnumerable<Channel> channels) => channels.Aggregate(0, (bits, channel) => bits | (1 << ((int)channel - 1)));

    private static long? Flag(bool? open) => open is null ? null : open.Value ? 1 : 0;

    private static string IdOf(string reply, ContactId contact) =>
        "rev_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{reply} {contact}")).AsSpan(0, 10));
}
