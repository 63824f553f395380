using ActiveReach.Entries.Members;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Entries;

/// <summary>Members of what campaigns watch, on SQLite.</summary>
public sealed class SqliteMembers(Database database) : IMembers
{
    public Task<IReadOnlyList<Member>> FindAsync(CampaignId campaign, IReadOnlyList<ContactId> contacts, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Member>>(session =>
    {
        var row = One(session);
        return [.. contacts.Select(contact => Find(row, campaign, contact)).OfType<Member>()];
    }, cancellation);

    public Task<IReadOnlyList<Member>> NextAsync(CampaignId campaign, ContactId after, int limit, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<Member>>(session =>
    {
        var found = new List<Member>();
        var row = session.Prepare("SELECT visit, state, at, contact FROM members WHERE campaign = ?1 AND contact > ?2 AND state <> 0 ORDER BY contact LIMIT ?3")
            .Bind(1, campaign.Value).Bind(2, after.Value).Bind(3, limit);
        while (row.Step())
            found.Add(Read(row, new ContactId(row.GetInt64(3))));
        row.Reset();
        return found;
    }, cancellation);

    public Task<IReadOnlyList<bool>> MoveAsync(CampaignId campaign, IReadOnlyList<MemberMove> moves, CancellationToken cancellation = default) => database.WriteAsync<IReadOnlyList<bool>>(session =>
    {
        var row = One(session);
        var put = session.Prepare("INSERT OR REPLACE INTO members (campaign, contact, visit, state, at) VALUES (?1, ?2, ?3, ?4, ?5)");
        return [.. moves.Select(move =>
        {
            var current = Find(row, campaign, move.From.Contact) ?? Member.Unknown(move.From.Contact);
            if (current == move.From)
                put.Bind(1, campaign.Value).Bind(2, move.To.Contact.Value).Bind(3, move.To.Visit).Bind(4, (int)move.To.State).Bind(5, move.To.At).Execute();
            return current == move.From || current == move.To;
        })];
    }, cancellation);

    private static Statement One(ReadSession session) => session.Prepare("SELECT visit, state, at FROM members WHERE campaign = ?1 AND contact = ?2");

    private static Member? Find(Statement row, CampaignId campaign, ContactId contact) =>
        row.Bind(1, campaign.Value).Bind(2, contact.Value).First(found => Read(found, contact));

    private static Member Read(Statement row, ContactId contact) => new(contact, row.GetInt32(0), (MemberState)row.GetInt32(1), row.GetTime(2));
}
