using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Consent.Addresses;

/// <summary>What stands against a contact through its addresses, by channel.</summary>
/// <param name="Topics">Channels on which somebody else with the address said no to a topic.</param>
public sealed record AddressMarks(ChannelSet Suppressed, ChannelSet Refused, ChannelSet Held, IReadOnlyDictionary<string, ChannelSet> Topics)
{
    /// <param name="contact">Whose own no is not counted: its consents say it.</param>
    /// <param name="phone">Of its phone; empty where it has none. A hash may be listed on every channel where nobody knows what kind of address it is.</param>
    /// <param name="email">The same of its e-mail address.</param>
    public static AddressMarks Of(ContactId contact, AddressRecord phone, AddressRecord email) => new(
        phone.ListedChannels.Except(ChannelAddresses.ByEmail).Union(email.ListedChannels.Intersect(ChannelAddresses.ByEmail)),
        RefusedOf(contact, phone, email, ""),
        HeldOf(phone).Except(ChannelAddresses.ByEmail).Union(HeldOf(email).Intersect(ChannelAddresses.ByEmail)),
        phone.TopicsRefusedTo(contact).Concat(email.TopicsRefusedTo(contact)).Distinct(StringComparer.Ordinal).ToDictionary(topic => topic, topic => RefusedOf(contact, phone, email, topic), StringComparer.Ordinal));

    private static ChannelSet RefusedOf(ContactId contact, AddressRecord phone, AddressRecord email, string topic) =>
        phone.RefusedTo(contact, topic).Intersect(ChannelAddresses.ByPhone).Union(email.RefusedTo(contact, topic).Intersect(ChannelAddresses.ByEmail));

    private static ChannelSet HeldOf(AddressRecord address) => address.Holds.Aggregate(default(ChannelSet), (all, hold) => all.Union(hold.Channels));
}
