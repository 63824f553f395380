using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Consent;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>All that decides whether a contact may be reached, packed into one number of the row: consents (two bits a channel, from
/// bit 0), suppressed channels (from bit 12), which addresses there are, channels held for review (from bit 21), and
/// those on which the address said no through somebody else (from bit 27; only channels that share addresses). Stored: never renumber.</summary>
internal readonly record struct Reach(int Bits)
{
    private const int SuppressedShift = 12;
    private const int PhoneBit = 1 << 18;
    private const int EmailBit = 1 << 19;
    private const int DeviceBit = 1 << 20;
    private const int HeldShift = 21;
    private const int RefusedShift = 27;

    /// <summary>What the number has room for.</summary>
    private const int MostChannels = 6;

    private static readonly int AllChannels = ChannelSet.All.Count <= MostChannels
        ? ChannelSet.All.ToStored()
        : throw new NotSupportedException($"The column reach has room for {MostChannels} channels, and there are {ChannelSet.All.Count}: give those that came later bits above 32, and read it as a long.");

    private static readonly PerChannel<ConsentState>?[] ConsentsByBits = new PerChannel<ConsentState>[1 << SuppressedShift];

    public static Reach Of(Contact contact) => new Reach(
        Of(contact.Consents).Bits | (contact.Phone is null ? 0 : PhoneBit) | (contact.Email is null ? 0 : EmailBit) | (contact.Devices > 0 ? DeviceBit : 0))
        .WithSuppressed(contact.SuppressedChannels).WithHeld(contact.HeldChannels).WithRefused(contact.RefusedChannels);

    /// <summary>Of somebody without any address.</summary>
    public static Reach Of(PerChannel<ConsentState> consents)
    {
        var reach = default(Reach);
        foreach (var channel in ChannelSet.All)
            reach = reach.WithConsent(channel, consents[channel]);
        return reach;
    }

    public ChannelSet SuppressedChannels => ChannelSet.FromStored((Bits >> SuppressedShift) & AllChannels);

    public ChannelSet HeldChannels => ChannelSet.FromStored((Bits >> HeldShift) & AllChannels);

    public ChannelSet RefusedChannels => ChannelSet.FromStored(Bits >> RefusedShift).Intersect(ChannelAddresses.ByAddress);

    public bool HasDevice => (Bits & DeviceBit) != 0;

    /// <summary>One shared table for each combination there is.</summary>
    public PerChannel<ConsentState> Consents
    {
        get
        {
            var bits = Bits & ((1 << SuppressedShift) - 1);
            return ConsentsByBits[bits] ??= new PerChannel<ConsentState>(channel => (ConsentState)((bits >> ShiftOf(channel)) & 0b11));
        }
    }

    /// <summary>Where a channel's consent stands.</summary>
    public static int ShiftOf(Channel channel) => 2 * (channel.ToStored() - 1);

    public Reach WithConsent(Channel channel, ConsentState state) =>
        new((Bits & ~(0b11 << ShiftOf(channel))) | ((int)state << ShiftOf(channel)));

    public Reach WithSuppressed(ChannelSet channels) => With(channels, SuppressedShift, AllChannels);

    public Reach WithHeld(ChannelSet channels) => With(channels, HeldShift, AllChannels);

    public Reach WithRefused(ChannelSet channels) => With(channels.Intersect(ChannelAddresses.ByAddress), RefusedShift, ChannelAddresses.ByAddress.ToStored());

    /// <summary>With all that stands against the addresses, topics apart.</summary>
    public Reach With(in AddressMarks marks) => WithSuppressed(marks.Suppressed).WithHeld(marks.Held).WithRefused(marks.Refused);

    /// <summary>The consent that holds on a channel, as an expression over the column <c>reach</c>.</summary>
    public static string ConsentSql(Channel channel)
    {
        var said = $"((reach >> {ShiftOf(channel)}) & 3)";
        return !ChannelAddresses.ByAddress.Contains(channel) ? said : $"(CASE WHEN (reach >> {RefusedShift}) & {ChannelSet.Of(channel).ToStored()} THEN {(int)ConsentState.OptedOut} ELSE {said} END)";
    }

    /// <summary>Somebody with this reach and no other features, to ask <see cref="MayReach"/> about.</summary>
    public Recipient Anybody() => new()
    {
        Id = default,
        Phone = (Bits & PhoneBit) != 0 ? "+" : null,
        Email = (Bits & EmailBit) != 0 ? "@" : null,
        Consents = Consents,
        SuppressedChannels = SuppressedChannels,
        HeldChannels = HeldChannels,
        RefusedChannels = RefusedChannels,
        HasDevice = HasDevice,
    };

    private Reach With(ChannelSet channels, int shift, int among) => new((Bits & ~(among << shift)) | (channels.ToStored() << shift));
}
