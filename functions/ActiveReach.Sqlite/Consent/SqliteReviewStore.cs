using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>The review list on SQLite, in the file of the contacts, so that a hold is seen by the very next read.</summary>
public sealed class SqliteReviewStore(Database database) : IReviewStore
{
    private const string Columns = "id, contact, channels, reply, at, decision, decided_by, decided_at, comment";

    public Task HoldAsync(
        WorkspaceId workspace, ContactId contact, ChannelSet channels, string reply, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (SqliteConsentStore.Read(session, workspace, contact) is not { } person)
                return;
            var address = channels.Select(person.AddressOn).OfType<string>().FirstOrDefault();
            Add(session, person.Id, address, channels, reply, at);
            HoldBack(session, person, address is null ? null : AddressHash.Of(address));
        }, cancellation);

    public Task HoldAsync(
        WorkspaceId workspace, string address, ChannelSet channels, string reply, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var key = WorkspaceKeys.FindOrAdd(session, workspace);
            Add(session, new ContactId(key.Before), address, channels, reply, at);
            new AddressStanding(session, key).Refresh(address);
        }, cancellation);

    public Task<Page<ConsentReview>> ListAsync(WorkspaceId workspace, bool? open, PageQuery query, CancellationToken cancellation = default)
    {
        var after = PageCursor.Read(query.Cursor, 2);
        var afterAt = after is null ? 0 : PageCursor.Number(query.Cursor, after[0]);
        var (order, beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
        const string Filter = "contact BETWEEN ?1 AND ?2 AND (?3 IS NULL OR (decision IS NULL) = ?3)";
        return database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is not { } key
            ? new Page<ConsentReview>([], null, 0)
            : session.Prepare($"SELECT {Columns} FROM consent_reviews WHERE {Filter} AND (?4 IS NULL OR (at, id) {beyond} (?5, ?4)) ORDER BY at {order}, id {order} LIMIT ?6")
                .Bind(1, key.Before).Bind(2, key.Last).Bind(3, Flag(open)).Bind(4, after?[1]).Bind(5, afterAt).Bind(6, query.Limit + 1)
                .ReadPage(
                    query.Limit,
                    ReadRow,
                    review => PageCursor.Write(review.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), review.Id),
                    () => session.Prepare($"SELECT count(*) FROM consent_reviews WHERE {Filter}").Bind(1, key.Before).Bind(2, key.Last).Bind(3, Flag(open)).Number()), cancellation);
    }

    public Task<ConsentReview?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => Find(session, workspace, id), cancellation);

    public Task<bool> DecideAsync(
        WorkspaceId workspace, string id, ReviewDecision decision, string member, string? comment, ConsentEvidence evidence, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (Find(session, workspace, id) is not { Decision: null } review)
                return false;
            var hash = session.Prepare("SELECT hash FROM consent_reviews WHERE id = ?1").Bind(1, id).First(row => row.IsNull(0) ? null : Convert.ToHexString(row.GetBytes(0)));
            session.Prepare("UPDATE consent_reviews SET decision = ?2, decided_by = ?3, decided_at = ?4, comment = ?5 WHERE id = ?1")
                .Bind(1, id).Bind(2, (int)decision).Bind(3, member).Bind(4, evidence.At).Bind(5, comment).Execute();
            AddressHash? address = AddressHash.TryParse(hash, out var known) ? known : null;
            var standing = new AddressStanding(session, WorkspaceKeys.FindOrAdd(session, workspace));

            // The address that asked is refused, whoever has it by now.
            if (address is { } asking && decision is ReviewDecision.OptOut)
            {
                foreach (var channel in review.Channels)
                    standing.Suppressions.Add(channel, asking, SuppressionReason.OptedOut, evidence.At);
            }

            if (review.Contact is { } contact && SqliteConsentStore.Read(session, workspace, contact) is { } person)
            {
                HoldBack(session, person, address);
                if (decision is ReviewDecision.OptOut)
                    ConsentWriting.Say(session, SqliteConsentStore.Read(session, workspace, contact)!, review.Channels, ConsentState.OptedOut, evidence);
            }
            else if (address is { } sender)
            {
                standing.Refresh(sender);
            }

            AuditRows.Add(session, audit);
            return true;
        }, cancellation);

    private static void Add(WriteSession session, ContactId contact, string? address, ChannelSet channels, string reply, DateTimeOffset at)
    {
        var insert = session.Prepare("INSERT OR IGNORE INTO consent_reviews (id, contact, channels, reply, at, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, IdOf(reply, contact)).Bind(2, contact.Value).Bind(3, ConsentCoverage.Of(channels)).Bind(4, reply).Bind(5, at).BindNull(6);
        (address is null ? insert : insert.Bind(6, AddressHash.Of(address).ToBytes().AsSpan())).Execute();
    }

    private static ConsentReview? Find(ReadSession session, WorkspaceId workspace, string id) => WorkspaceKeys.Find(session, workspace) is { } key
        ? session.Prepare($"SELECT {Columns} FROM consent_reviews WHERE id = ?1 AND contact BETWEEN ?2 AND ?3")
            .Bind(1, id).Bind(2, key.Before).Bind(3, key.Last).First(ReadRow)
        : null;

    /// <summary>Brings the rows of the contact, and of everybody with the address, up to date with the requests that wait.</summary>
    private static void HoldBack(WriteSession session, Contact person, AddressHash? address)
    {
        var standing = new AddressStanding(session, WorkspaceKey.Of(person.Id));
        var own = new[] { person.Phone, person.Email }.OfType<string>().ToList();
        foreach (var each in own)
            standing.Refresh(each);
        if (address is { } sender && !own.Exists(each => AddressHash.Of(each) == sender))
            standing.Refresh(sender);
        if (own.Count == 0)
            standing.RefreshHold(person.Id);
    }

    private static ConsentReview ReadRow(Statement row) => new()
    {
        Id = row.GetString(0),
        Contact = new ContactId(row.GetInt64(1)) is var contact && contact.Value == WorkspaceKey.Of(contact).Before ? null : contact,
        Channels = row.GetChannels(2),
        Reply = row.GetString(3),
        At = row.GetTime(4),
        Decision = row.IsNull(5) ? null : (ReviewDecision)row.GetInt32(5),
        DecidedBy = row.GetNullableString(6),
        DecidedAt = row.GetNullableTime(7),
        Comment = row.GetNullableString(8),
    };

    private static long? Flag(bool? open) => open is null ? null : open.Value ? 1 : 0;

    private static string IdOf(string reply, ContactId contact) =>
        "rev_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{reply} {contact}")).AsSpan(0, 10));
}
