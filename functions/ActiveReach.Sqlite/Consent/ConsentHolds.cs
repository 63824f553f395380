using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Holds, and what they mean for whoever has the address, inside one transaction.</summary>
internal sealed class ConsentHolds(WriteSession session, WorkspaceKey workspace)
{
    private readonly AddressStanding standing = new(session, workspace);

    public void Add(string id, Contact person, ChannelSet channels)
    {
        var address = channels.Select(person.AddressOn).OfType<string>().FirstOrDefault();
        Add(id, person.Id, address, channels);
        Refresh(person, address is null ? null : AddressHash.Of(address));
    }

    /// <summary>For an address that no contact has.</summary>
    public void Add(string id, string address, ChannelSet channels)
    {
        Add(id, new ContactId(workspace.Before), address, channels);
        standing.Refresh(address);
    }

    /// <param name="find">The contact of an id, if there is one.</param>
    /// <param name="optOut">What stands behind a request that is granted; null where nothing is withdrawn.</param>
    public void End(string id, Func<ContactId, Contact?> find, ConsentEvidence? optOut)
    {
        var ended = session.Prepare("DELETE FROM consent_holds WHERE id = ?1 AND contact BETWEEN ?2 AND ?3 RETURNING contact, channels, hash").Bind(1, id).Bind(2, workspace.Before).Bind(3, workspace.Last)
            .First(row => ((long Contact, ChannelSet Channels, string? Hash)?)(row.GetInt64(0), row.GetChannels(1), row.IsNull(2) ? null : Convert.ToHexString(row.GetBytes(2))));
        if (ended is not { } hold)
            return;
        AddressHash? address = AddressHash.TryParse(hold.Hash, out var known) ? known : null;

        // The address that asked is refused, whoever has it by now.
        if (address is { } asking && optOut is not null)
        {
            foreach (var channel in hold.Channels)
                standing.Suppressions.Add(channel, asking, SuppressionReason.OptedOut, optOut.At);
        }

        var contact = new ContactId(hold.Contact);
        if (hold.Contact != workspace.Before && find(contact) is { } person)
        {
            Refresh(person, address);
            if (optOut is not null)
                ConsentWriting.Say(session, find(contact)!, hold.Channels, ConsentState.OptedOut, optOut);
        }
        else if (address is { } sender)
        {
            standing.Refresh(sender);
        }
    }

    private void Add(string id, ContactId contact, string? address, ChannelSet channels)
    {
        var insert = session.Prepare("INSERT OR IGNORE INTO consent_holds (id, contact, channels, hash) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, id).Bind(2, contact.Value).Bind(3, ConsentCoverage.Of(channels)).BindNull(4);
        (address is null ? insert : insert.Bind(4, AddressHash.Of(address).ToBytes().AsSpan())).Execute();
    }

    /// <summary>Brings the rows of the contact, and of everybody with the address, up to date with the holds there are.</summary>
    private void Refresh(Contact person, AddressHash? address)
    {
        var own = new[] { person.Phone, person.Email }.OfType<string>().ToList();
        foreach (var each in own)
            standing.Refresh(each);
        if (address is { } sender && !own.Exists(each => AddressHash.Of(each) == sender))
            standing.Refresh(sender);
        if (own.Count == 0)
            standing.RefreshHold(person.Id);
    }
}
