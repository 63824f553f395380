using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>What stands against the addresses of contacts, besides what they have said themselves: the suppression list, a no that came
/// through somebody else, a request to stop that waits. Each contact's row carries it, so that reading needs no look-up; whoever changes
/// it brings those rows up to date in the same transaction.</summary>
internal sealed class AddressStanding(WriteSession session, WorkspaceKey workspace)
{
    private readonly SuppressionList suppressions = new(session, workspace);
    private readonly AddressRefusals refusals = new(session, workspace);

    public SuppressionList Suppressions => suppressions;

    public AddressRefusals Refusals => refusals;

    /// <param name="contact">Whose own no is not counted: its consents say it.</param>
    public AddressMarks Of(ContactId contact, string? phone, string? email)
    {
        var refused = default(ChannelSet);
        Dictionary<string, ChannelSet>? topics = null;
        foreach (var (topic, channels) in refusals.Refused(phone, contact).Concat(refusals.Refused(email, contact)))
        {
            if (topic.Length == 0)
                refused = refused.Union(channels);
            else
                (topics ??= new(StringComparer.Ordinal))[topic] = topics?.GetValueOrDefault(topic).Union(channels) ?? channels;
        }

        return new AddressMarks(suppressions.ChannelsOf(phone, email), refused, Held(contact, phone, email), topics ?? AddressMarks.NoTopics);
    }

    /// <summary>Whether more than one contact has the address.</summary>
    public bool IsShared(string address) => session
        .Prepare($"SELECT count(*) FROM ({IdBlocks.WithAddress("?2", "?3")} AND address = ?1 LIMIT 2)")
        .Bind(1, address).Bind(2, workspace.Before).Bind(3, workspace.Last).Number() > 1;

    /// <summary>Brings the rows of everybody who has this address up to date.</summary>
    public void Refresh(string address)
    {
        var column = ValueRules.IsMailbox(address) ? "email" : "phone";
        var rows = session.Prepare($"SELECT id, reach, phone, email, topics FROM contacts WHERE {IdBlocks.HaveAddress(column)}")
            .Bind(1, address).Bind(2, workspace.Before).Bind(3, workspace.Last);
        var found = new List<(ContactId Id, Reach Reach, string? Phone, string? Email, string? Topics)>();
        while (rows.Step())
            found.Add((new ContactId(rows.GetInt64(0)), new Reach(rows.GetInt32(1)), rows.GetNullableString(2), rows.GetNullableString(3), rows.GetNullableString(4)));
        foreach (var (id, reach, phone, email, topics) in found)
        {
            var marks = Of(id, phone, email);
            var (now, topicsNow) = (reach.With(marks), TopicJson.Write(TopicJson.Read(topics).Said, marks.Topics));
            if (now != reach || topicsNow != topics)
                session.Prepare("UPDATE contacts SET reach = ?2, topics = ?3 WHERE id = ?1").Bind(1, id.Value).Bind(2, now.Bits).Bind(3, topicsNow).Execute();
        }
    }

    /// <summary>Brings the row of a contact without addresses up to date with the requests that wait.</summary>
    public void RefreshHold(ContactId contact) => session
        .Prepare("UPDATE contacts SET reach = ?2 WHERE id = ?1 AND reach <> ?2").Bind(1, contact.Value)
        .Bind(2, session.Prepare("SELECT reach FROM contacts WHERE id = ?1").Bind(1, contact.Value).First(row => new Reach(row.GetInt32(0))).WithHeld(Held(contact, null, null)).Bits)
        .Execute();

    /// <summary>Brings up to date whoever has the address of this hash. A hash can't be looked up in the index of addresses, so this goes
    /// through that of the workspace once; it is rare.</summary>
    public void Refresh(AddressHash hash)
    {
        var rows = session.Prepare("SELECT address FROM contact_addresses WHERE block BETWEEN ?1 AND ?2")
            .Bind(1, workspace.Before >> IdBlocks.AddressShift).Bind(2, workspace.Last >> IdBlocks.AddressShift);
        string? match = null;
        while (match is null && rows.Step())
        {
            var candidate = rows.GetString(0);
            match = AddressHash.Of(candidate) == hash ? candidate : null;
        }

        rows.Reset();
        if (match is not null)
            Refresh(match);
    }

    /// <summary>The channels on which a request to stop waits: the contact's own, or one from its number.</summary>
    private ChannelSet Held(ContactId contact, string? phone, string? email)
    {
        var held = Union(session.Prepare("SELECT channels FROM consent_holds WHERE contact = ?1").Bind(1, contact.Value));
        if (phone is not null)
            held = held.Union(HeldBy(phone).Except(ChannelAddresses.ByEmail));
        return email is null ? held : held.Union(HeldBy(email).Intersect(ChannelAddresses.ByEmail));
    }

    private ChannelSet HeldBy(string address) => Union(session
        .Prepare("SELECT channels FROM consent_holds WHERE hash = ?1 AND contact BETWEEN ?2 AND ?3")
        .Bind(1, AddressHash.Of(address).ToBytes()).Bind(2, workspace.Before).Bind(3, workspace.Last));

    private static ChannelSet Union(Statement rows)
    {
        var channels = default(ChannelSet);
        while (rows.Step())
            channels = channels.Union(rows.GetChannels(0));
        return channels;
    }
}

/// <summary>What stands against a contact's addresses, by channel.</summary>
/// <param name="Topics">Channels on which somebody with the address said no to a topic.</param>
internal readonly record struct AddressMarks(ChannelSet Suppressed, ChannelSet Refused, ChannelSet Held, IReadOnlyDictionary<string, ChannelSet> Topics)
{
    public static readonly IReadOnlyDictionary<string, ChannelSet> NoTopics = new Dictionary<string, ChannelSet>();
}
