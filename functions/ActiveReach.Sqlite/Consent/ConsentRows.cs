using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>The history of consents: one row for each set of channels that changed together.</summary>
internal static class ConsentRows
{
    public static void Record(WriteSession session, ContactId contact, PerChannel<ConsentState> before, PerChannel<ConsentState> after, ConsentEvidence evidence, string? topic = null)
    {
        foreach (var state in Enum.GetValues<ConsentState>())
        {
            var channels = after.Where(state).Except(before.Where(state));
            if (!channels.IsEmpty)
                Insert(session, contact, channels, state, evidence, topic);
        }
    }

    /// <summary>Newest first.</summary>
    public static List<ConsentChange> Read(ReadSession session, ContactId contact)
    {
        var rows = session.Prepare("SELECT channels, state, source, at, proof, topic FROM consent_changes WHERE contact = ?1 ORDER BY sequence DESC").Bind(1, contact.Value);
        var changes = new List<ConsentChange>();
        while (rows.Step())
        {
            changes.Add(new ConsentChange(
                [.. rows.GetChannels(0)],
                (ConsentState)rows.GetInt32(1),
                rows.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3)),
                rows.GetNullableString(4),
                rows.GetNullableString(5)));
        }

        return changes;
    }

    private static void Insert(WriteSession session, ContactId contact, ChannelSet channels, ConsentState state, ConsentEvidence evidence, string? topic) => session
        .Prepare("INSERT INTO consent_changes (contact, channels, state, source, at, proof, topic) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .Bind(1, contact.Value)
        .Bind(2, channels)
        .Bind(3, (int)state)
        .Bind(4, evidence.Source)
        .Bind(5, evidence.At.ToUnixTimeMilliseconds())
        .Bind(6, evidence.Proof)
        .Bind(7, topic)
        .Execute();
}
