using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>The suppressed addresses of a workspace inside one transaction. Whoever changes the list has <see cref="AddressStanding"/> bring
/// the rows of the contacts up to date.</summary>
internal sealed class SuppressionList(WriteSession session, WorkspaceKey workspace)
{
    private bool? isEmpty;

    public bool IsEmpty => isEmpty ??= !Any();

    /// <summary>The channels on which these addresses are suppressed: a hash may be listed on every one where nobody knows what kind of
    /// address it is.</summary>
    public ChannelSet ChannelsOf(string? phone, string? email)
    {
        if (IsEmpty)
            return [];
        var byPhone = phone is null ? [] : ChannelsOf(AddressHash.Of(phone)).Except(ChannelAddresses.ByEmail);
        return email is null ? byPhone : byPhone.Union(ChannelsOf(AddressHash.Of(email)).Intersect(ChannelAddresses.ByEmail));
    }

    /// <summary>A reason that a yes of the person doesn't lift replaces one that it does, and none replaces it.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(Channel channel, AddressHash address, string reason, DateTimeOffset at)
    {
        isEmpty = false;
        var added = session.Prepare("INSERT OR IGNORE INTO suppressions (workspace, channel, hash, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, workspace.Key).Bind(2, channel).Bind(3, address.ToBytes()).Bind(4, reason).Bind(5, at.ToUnixTimeMilliseconds()).Execute() == 1;
        if (!added && !SuppressionReason.OwnWords.Contains(reason) && ReasonOf(channel, address) is { } known && SuppressionReason.OwnWords.Contains(known))
        {
            session.Prepare("UPDATE suppressions SET reason = ?4, at = ?5 WHERE workspace = ?1 AND channel = ?2 AND hash = ?3")
                .Bind(1, workspace.Key).Bind(2, channel).Bind(3, address.ToBytes()).Bind(4, reason).Bind(5, at.ToUnixTimeMilliseconds()).Execute();
        }

        return added;
    }

    public void AddAll(string? phone, string? email, string reason, DateTimeOffset at)
    {
        foreach (var channel in ChannelSet.All)
        {
            if (channel.AddressOf(phone, email) is { } address)
                Add(channel, AddressHash.Of(address), reason, at);
        }
    }

    /// <param name="reasons">Null for any.</param>
    public void Remove(Channel channel, AddressHash address, IReadOnlyCollection<string>? reasons = null)
    {
        if (reasons is not null && (ReasonOf(channel, address) is not { } reason || !reasons.Contains(reason)))
            return;
        session.Prepare("DELETE FROM suppressions WHERE workspace = ?1 AND hash = ?2 AND channel = ?3")
            .Bind(1, workspace.Key).Bind(2, address.ToBytes()).Bind(3, channel).Execute();
    }

    private string? ReasonOf(Channel channel, AddressHash address) => session
        .Prepare("SELECT reason FROM suppressions WHERE workspace = ?1 AND hash = ?2 AND channel = ?3")
        .Bind(1, workspace.Key).Bind(2, address.ToBytes()).Bind(3, channel).First(row => row.GetString(0));

    private ChannelSet ChannelsOf(AddressHash address)
    {
        var rows = session.Prepare("SELECT channel FROM suppressions WHERE workspace = ?1 AND hash = ?2").Bind(1, workspace.Key).Bind(2, address.ToBytes());
        var channels = default(ChannelSet);
        while (rows.Step())
            channels = channels.Add(rows.GetChannel(0));
        return channels;
    }

    private bool Any()
    {
        var row = session.Prepare("SELECT 1 FROM suppressions WHERE workspace = ?1 LIMIT 1").Bind(1, workspace.Key);
        var any = row.Step();
        row.Reset();
        return any;
    }
}
