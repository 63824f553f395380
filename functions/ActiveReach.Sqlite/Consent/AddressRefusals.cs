using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Consent;

/// <summary>Which addresses of a workspace have said no, and through whom. It outlives the contact, so that whoever comes later with the
/// address gets nothing.</summary>
internal sealed class AddressRefusals(ReadSession session, WorkspaceKey workspace)
{
    /// <summary>Where nobody's record says it any more.</summary>
    private static readonly ContactId Nobody = new(0);

    /// <summary>What a contact's word changes for its addresses.</summary>
    /// <param name="no">What stands behind a no.</param>
    /// <param name="yes">What stands behind anything else.</param>
    /// <param name="topic">Empty for the channels themselves.</param>
    /// <returns>The addresses whose standing may have changed for others who have them.</returns>
    public IReadOnlyList<string> Say(WriteSession writing, Contact person, IReadOnlyDictionary<Channel, ConsentState> said, ConsentWeight no, ConsentWeight yes, ConsentEvidence evidence, string topic = "")
    {
        var touched = new List<string>(2);
        Say(person.Phone, ChannelAddresses.ByPhone);
        Say(person.Email, ChannelAddresses.ByEmail);
        return touched;

        void Say(string? address, ChannelSet channels)
        {
            var (refused, agreed, unsaid) = (Among(ConsentState.OptedOut), Among(ConsentState.OptedIn), Among(ConsentState.Unknown));
            if (address is null || (refused.IsEmpty && agreed.IsEmpty && unsaid.IsEmpty))
                return;
            var hash = AddressHash.Of(address);
            var changed = !refused.IsEmpty && Add(writing, hash, topic, person.Id, refused, no, evidence) && !IsRefusedByOthers(hash, topic, person.Id, refused);
            changed |= !agreed.IsEmpty && Lift(writing, hash, topic, person.Id, agreed, yes, yes is ConsentWeight.Person);
            changed |= !unsaid.IsEmpty && Lift(writing, hash, topic, person.Id, unsaid, yes, others: false);
            if (changed)
                touched.Add(address);

            ChannelSet Among(ConsentState state) => [.. said.Where(each => each.Value == state && channels.Contains(each.Key)).Select(each => each.Key)];
        }
    }

    /// <returns>False when it was known already.</returns>
    public bool Add(WriteSession writing, AddressHash address, string topic, ContactId contact, ChannelSet channels, ConsentWeight weight, ConsentEvidence evidence)
    {
        var at = evidence.At.ToUnixTimeMilliseconds();
        var isNews = writing.Prepare("""
            INSERT INTO address_refusals (workspace, hash, topic, contact, channels, weight, source, at, last_at, proof) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
            ON CONFLICT DO UPDATE SET channels = channels | excluded.channels, weight = max(weight, excluded.weight), source = excluded.source, at = excluded.at,
                last_at = max(last_at, excluded.at), proof = excluded.proof
            WHERE channels <> channels | excluded.channels OR weight < excluded.weight
            """)
            .Bind(1, workspace.Key).Bind(2, address.ToBytes()).Bind(3, topic).Bind(4, contact.Value).Bind(5, channels)
            .Bind(6, (int)weight).Bind(7, evidence.Source).Bind(8, at).Bind(9, evidence.Proof)
            .Execute() == 1;
        if (!isNews)
        {
            writing.Prepare("UPDATE address_refusals SET last_at = ?5 WHERE workspace = ?1 AND hash = ?2 AND topic = ?3 AND contact = ?4 AND last_at < ?5")
                .Bind(1, workspace.Key).Bind(2, address.ToBytes()).Bind(3, topic).Bind(4, contact.Value).Bind(5, at).Execute();
        }

        return isNews;
    }

    /// <summary>Takes back what the weight allows. A no that outweighs the contact's yes stays, though the contact's record says it no more.</summary>
    /// <param name="others">Whether it takes back what came through others too.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Lift(WriteSession writing, AddressHash address, string topic, ContactId contact, ChannelSet channels, ConsentWeight weight, bool others)
    {
        var changed = false;
        foreach (var refusal in Read(address).Where(each => each.Topic == topic && each.Channels.Overlaps(channels)))
        {
            if (!others && !IsOf(refusal, contact))
                continue;
            if (refusal.Weight > weight)
            {
                if (refusal.Contact != contact)
                    continue;
                Add(writing, address, topic, Outweighing(contact), refusal.Channels.Intersect(channels), refusal.Weight, refusal.Evidence);
            }

            Put(writing, address, refusal, refusal.Contact, refusal.Channels.Except(channels));
            changed = true;
        }

        return changed;
    }

    /// <summary>The contact has this address no longer, or is somebody else now: what was said stays with the address. Without an heir its
    /// proof goes, which may tell of the person.</summary>
    /// <param name="heir">Who has taken the contact over and has the address too.</param>
    public void Leave(WriteSession writing, string? address, ContactId contact, ContactId? heir = null)
    {
        if (address is null)
            return;
        var hash = AddressHash.Of(address);
        foreach (var refusal in Read(hash).Where(each => IsOf(each, contact)))
        {
            var evidence = heir is null ? refusal.Evidence with { Proof = null } : refusal.Evidence;
            Add(writing, hash, refusal.Topic, HeirOf(refusal, contact, heir ?? Nobody), refusal.Channels, refusal.Weight, evidence);
            Put(writing, hash, refusal, refusal.Contact, []);
        }
    }

    /// <summary>What was said no to at the address that a contact leaves goes along, with all that stands behind it, to the one it has now.</summary>
    /// <returns>The channels that were refused, topics aside.</returns>
    public ChannelSet GoAlong(WriteSession writing, string from, string to, ContactId contact, ContactId heir)
    {
        var channels = default(ChannelSet);
        foreach (var refusal in Read(AddressHash.Of(from)).Where(each => IsOf(each, contact)))
        {
            Add(writing, AddressHash.Of(to), refusal.Topic, HeirOf(refusal, contact, heir), refusal.Channels, refusal.Weight, refusal.Evidence);
            channels = refusal.Topic.Length == 0 ? channels.Union(refusal.Channels) : channels;
        }

        return channels;
    }

    /// <summary>Topics and channels that others, or nobody any more, have said no to for this address: of many who said the same one is read.</summary>
    public IEnumerable<(string Topic, ChannelSet Channels)> Refused(string? address, ContactId contact)
    {
        if (address is null)
            yield break;
        var hash = AddressHash.Of(address);
        for (var kind = NextKind(hash, "", null); kind is var (topic, channels, first); kind = NextKind(hash, topic, channels))
        {
            if (first != contact.Value || IsRefusedAfter(hash, topic, channels, first))
                yield return (topic, channels.Intersect(ChannelAddresses.UsersOf(address)));
        }
    }

    /// <summary>All that stands against the address, by whomever it was said.</summary>
    public List<AddressRefusal> Read(AddressHash address)
    {
        var rows = session.Prepare("SELECT topic, contact, channels, weight, source, at, proof, last_at FROM address_refusals WHERE workspace = ?1 AND hash = ?2")
            .Bind(1, workspace.Key).Bind(2, address.ToBytes());
        var found = new List<AddressRefusal>();
        while (rows.Step())
        {
            var evidence = new ConsentEvidence(rows.GetString(4), rows.GetTime(5), rows.GetNullableString(6));
            found.Add(new AddressRefusal(rows.GetString(0), new ContactId(rows.GetInt64(1)), rows.GetChannels(2), (ConsentWeight)rows.GetInt32(3), evidence, rows.GetTime(7)));
        }

        return found;
    }

    /// <param name="channels">Null for the first kind of the topic.</param>
    private (string Topic, ChannelSet Channels, long Contact)? NextKind(AddressHash hash, string topic, ChannelSet? channels) => session
        .Prepare("SELECT topic, channels, contact FROM address_refusals WHERE workspace = ?1 AND hash = ?2 AND (topic, channels) > (?3, ?4) ORDER BY topic, channels, contact LIMIT 1")
        .Bind(1, workspace.Key).Bind(2, hash.ToBytes()).Bind(3, topic).Bind(4, channels?.ToStored() ?? -1).First(row => ((string, ChannelSet, long)?)(row.GetString(0), row.GetChannels(1), row.GetInt64(2)));

    private bool IsRefusedAfter(AddressHash hash, string topic, ChannelSet channels, long contact) => session
        .Prepare("SELECT EXISTS (SELECT 1 FROM address_refusals WHERE workspace = ?1 AND hash = ?2 AND topic = ?3 AND channels = ?4 AND contact > ?5)")
        .Bind(1, workspace.Key).Bind(2, hash.ToBytes()).Bind(3, topic).Bind(4, channels).Bind(5, contact).Number() != 0;

    /// <summary>Whether two others at least say the same, so that one more changes nothing for anybody.</summary>
    private bool IsRefusedByOthers(AddressHash hash, string topic, ContactId contact, ChannelSet channels) => session
        .Prepare("SELECT count(*) FROM (SELECT 1 FROM address_refusals WHERE workspace = ?1 AND hash = ?2 AND topic = ?3 AND contact <> ?4 AND channels & ?5 = ?5 LIMIT 2)")
        .Bind(1, workspace.Key).Bind(2, hash.ToBytes()).Bind(3, topic).Bind(4, contact.Value).Bind(5, channels).Number() == 2;

    /// <summary>Under whom stands what a contact refused and its record says no more, as it brought a yes that didn't weigh enough. It counts
    /// like somebody else's no, and goes wherever the contact goes.</summary>
    private static ContactId Outweighing(ContactId contact) => new(-contact.Value);

    private static bool IsOf(AddressRefusal refusal, ContactId contact) => refusal.Contact == contact || refusal.Contact == Outweighing(contact);

    private static ContactId HeirOf(AddressRefusal refusal, ContactId contact, ContactId heir) => refusal.Contact == contact ? heir : Outweighing(heir);

    private void Put(WriteSession writing, AddressHash address, AddressRefusal refusal, ContactId contact, ChannelSet channels)
    {
        var put = channels.IsEmpty
            ? writing.Prepare("DELETE FROM address_refusals WHERE workspace = ?1 AND hash = ?2 AND topic = ?3 AND contact = ?4")
            : writing.Prepare("UPDATE address_refusals SET channels = ?5 WHERE workspace = ?1 AND hash = ?2 AND topic = ?3 AND contact = ?4").Bind(5, channels);
        put.Bind(1, workspace.Key).Bind(2, address.ToBytes()).Bind(3, refusal.Topic).Bind(4, contact.Value).Execute();
    }
}
