using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;

namespace ActiveReach.Consent.Addresses;

/// <summary>What stands against one address of a workspace, and who said so: the suppression list, each no that was said through a contact, each request
/// to stop that waits. It outlives the contacts, so that whoever comes later with the address gets nothing. Every change gives a new record; the same one
/// comes back where nothing changes.</summary>
public sealed record AddressRecord
{
    public static AddressRecord Empty { get; } = new();

    /// <summary>Where nobody's record says it any more.</summary>
    private static readonly ContactId Nobody = new(0);

    public IReadOnlyList<ListedChannel> Listed { get; init; } = [];

    public IReadOnlyList<AddressRefusal> Refusals { get; init; } = [];

    public IReadOnlyList<AddressHold> Holds { get; init; } = [];

    [JsonIgnore]
    public bool IsEmpty => Listed.Count == 0 && Refusals.Count == 0 && Holds.Count == 0;

    [JsonIgnore]
    public ChannelSet ListedChannels => [.. Listed.Select(each => each.Channel)];

    /// <summary>Where somebody else than the contact, or nobody any more, has said no; topics apart.</summary>
    /// <param name="contact">Whose own no is not counted: its consents say it.</param>
    public ChannelSet RefusedTo(ContactId contact, string topic = "") => Refusals
        .Where(each => each.Topic == topic && each.Contact != contact)
        .Aggregate(default(ChannelSet), (all, each) => all.Union(each.Channels));

    public IEnumerable<string> TopicsRefusedTo(ContactId contact) => Refusals.Where(each => each.Topic.Length > 0 && each.Contact != contact).Select(each => each.Topic).Distinct();

    /// <summary>What a contact's word changes.</summary>
    /// <param name="channels">Those that use the address.</param>
    /// <param name="no">What stands behind a no.</param>
    /// <param name="yes">What stands behind anything else.</param>
    /// <param name="topic">Empty for the channels themselves.</param>
    public AddressRecord Say(ContactId contact, IReadOnlyDictionary<Channel, ConsentState> said, ChannelSet channels, ConsentWeight no, ConsentWeight yes, ConsentEvidence evidence, string topic = "")
    {
        var (refused, agreed, unsaid) = (Among(ConsentState.OptedOut), Among(ConsentState.OptedIn), Among(ConsentState.Unknown));
        var record = refused.IsEmpty ? this : Refuse(new AddressRefusal(topic, contact, refused, no, evidence, evidence.At));
        record = agreed.IsEmpty ? record : record.Lift(topic, contact, agreed, yes, yes is ConsentWeight.Person);
        return unsaid.IsEmpty ? record : record.Lift(topic, contact, unsaid, yes, others: false);

        ChannelSet Among(ConsentState state) => [.. said.Where(each => each.Value == state && channels.Contains(each.Key)).Select(each => each.Key)];
    }

    public AddressRecord Refuse(AddressRefusal no)
    {
        var known = Refusals.FirstOrDefault(each => each.Topic == no.Topic && each.Contact == no.Contact);
        if (known is null)
            return this with { Refusals = [.. Refusals, no] };
        var lastAt = no.LastAt > known.LastAt ? no.LastAt : known.LastAt;
        var isNews = !no.Channels.Except(known.Channels).IsEmpty || no.Weight > known.Weight;
        if (!isNews)
            return lastAt == known.LastAt ? this : With(known, known with { LastAt = lastAt });
        var weight = no.Weight > known.Weight ? no.Weight : known.Weight;
        return With(known, no with { Channels = known.Channels.Union(no.Channels), Weight = weight, LastAt = lastAt });
    }

    /// <summary>Takes back what the weight allows. A no that outweighs the contact's yes stays, though the contact's record says it no more.</summary>
    /// <param name="others">Whether it takes back what came through others too.</param>
    public AddressRecord Lift(string topic, ContactId contact, ChannelSet channels, ConsentWeight weight, bool others)
    {
        var record = this;
        foreach (var refusal in Refusals.Where(each => each.Topic == topic && each.Channels.Overlaps(channels) && (others || IsOf(each, contact))))
        {
            if (refusal.Weight > weight && refusal.Contact != contact)
                continue;
            if (refusal.Weight > weight)
                record = record.Refuse(refusal with { Contact = Outweighing(contact), Channels = refusal.Channels.Intersect(channels) });
            record = record.With(refusal, refusal with { Channels = refusal.Channels.Except(channels) });
        }

        return record;
    }

    /// <summary>The contact has this address no longer, or is somebody else now: what was said stays. Without an heir its proof goes, which may
    /// tell of the person.</summary>
    /// <param name="heir">Who has taken the contact over and has the address too.</param>
    public AddressRecord Leave(ContactId contact, ContactId? heir = null)
    {
        var record = this;
        foreach (var refusal in Refusals.Where(each => IsOf(each, contact)))
        {
            var evidence = heir is null ? refusal.Evidence with { Proof = null } : refusal.Evidence;
            record = record.With(refusal, refusal with { Channels = [] }).Refuse(refusal with { Contact = HeirOf(refusal, contact, heir ?? Nobody), Evidence = evidence });
        }

        return record;
    }

    /// <summary>What a contact said no to at another address, which it leaves for this one, with all that stands behind it.</summary>
    /// <param name="heir">Who the contact is from now on.</param>
    public AddressRecord TakeAlong(AddressRecord from, ContactId contact, ContactId heir) =>
        from.Refusals.Where(each => IsOf(each, contact)).Aggregate(this, (record, refusal) => record.Refuse(refusal with { Contact = HeirOf(refusal, contact, heir) }));

    /// <summary>The channels that the contact refused here, topics aside.</summary>
    public ChannelSet RefusedBy(ContactId contact) =>
        Refusals.Where(each => each.Topic.Length == 0 && IsOf(each, contact)).Aggregate(default(ChannelSet), (all, each) => all.Union(each.Channels));

    /// <summary>Puts channels on the suppression list. A reason that a yes of the person doesn't lift replaces one that it does, and none replaces it.</summary>
    public AddressRecord List(ChannelSet channels, string reason, DateTimeOffset at)
    {
        var replaced = Listed.Where(each => channels.Contains(each.Channel) && SuppressionReason.OwnWords.Contains(each.Reason) && !SuppressionReason.OwnWords.Contains(reason)).ToList();
        var added = channels.Except(ListedChannels).Union([.. replaced.Select(each => each.Channel)]);
        return added.IsEmpty ? this : this with { Listed = [.. Listed.Except(replaced), .. added.Select(channel => new ListedChannel(channel, reason, at))] };
    }

    /// <summary>Takes channels off the suppression list.</summary>
    /// <param name="reasons">Only what is there for one of these; null for any.</param>
    public AddressRecord Unlist(ChannelSet channels, IReadOnlyCollection<string>? reasons = null)
    {
        var kept = Listed.Where(each => !channels.Contains(each.Channel) || reasons?.Contains(each.Reason) is false).ToList();
        return kept.Count == Listed.Count ? this : this with { Listed = kept };
    }

    private static bool IsOf(AddressRefusal refusal, ContactId contact) => refusal.Contact == contact || refusal.Contact == Outweighing(contact);

    /// <summary>Under whom stands what a contact refused and its record says no more, as it brought a yes that didn't weigh enough. It counts
    /// like somebody else's no, and goes wherever the contact goes.</summary>
    private static ContactId Outweighing(ContactId contact) => new(-contact.Value);

    private static ContactId HeirOf(AddressRefusal refusal, ContactId contact, ContactId heir) => refusal.Contact == contact ? heir : Outweighing(heir);

    /// <summary>With one refusal in the place of another, or without it where it refuses nothing any more.</summary>
    private AddressRecord With(AddressRefusal before, AddressRefusal after) =>
        this with { Refusals = [.. Refusals.Where(each => each != before), .. after.Channels.IsEmpty ? Array.Empty<AddressRefusal>() : [after]] };
}

/// <summary>A channel on which an address is on the suppression list.</summary>
public sealed record ListedChannel(Channel Channel, string Reason, DateTimeOffset At);

/// <summary>A no that was said for an address.</summary>
/// <param name="Topic">Empty for the channels themselves.</param>
/// <param name="LastAt">When it was last said again.</param>
public sealed record AddressRefusal(string Topic, ContactId Contact, ChannelSet Channels, ConsentWeight Weight, ConsentEvidence Evidence, DateTimeOffset LastAt);

/// <summary>A request to stop that waits for a decision.</summary>
public sealed record AddressHold(string Id, ContactId Contact, ChannelSet Channels);
