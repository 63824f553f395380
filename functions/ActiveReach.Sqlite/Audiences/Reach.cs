using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>All that decides whether a contact may be reached, packed into one number of the row: consents (two bits a channel, from
/// bit 0), suppressed channels (from bit 12), which addresses there are, and channels held for review (from bit 21). Stored: never renumber.</summary>
internal readonly record struct Reach(int Bits)
{
    private const int SuppressedShift = 12;
    private const int PhoneBit = 1 << 18;
    private const int EmailBit = 1 << 19;
    private const int DeviceBit = 1 << 20;
    private const int HeldShift = 21;

    private static readonly ConsentState[]?[] ConsentsByBits = new ConsentState[1 << SuppressedShift][];

    public static Reach Of(Contact contact) => Of(contact.Consents, contact.SuppressedChannels, contact.Phone is not null, contact.Email is not null, contact.Devices > 0)
        .WithHeld(contact.HeldChannels);

    public static Reach Of(IReadOnlyList<ConsentState> consents, int suppressedChannels, bool hasPhone, bool hasEmail, bool hasDevice = false)
    {
        var bits = suppressedChannels << SuppressedShift;
        for (var index = 0; index < consents.Count; index++)
            bits |= (int)consents[index] << (2 * index);
        return new Reach(bits | (hasPhone ? PhoneBit : 0) | (hasEmail ? EmailBit : 0) | (hasDevice ? DeviceBit : 0));
    }

    public int SuppressedChannels => (Bits >> SuppressedShift) & 0b11_1111;

    public int HeldChannels => (Bits >> HeldShift) & 0b11_1111;

    public bool HasDevice => (Bits & DeviceBit) != 0;

    /// <summary>One shared list for each combination there is.</summary>
    public IReadOnlyList<ConsentState> Consents
    {
        get
        {
            var bits = Bits & ((1 << SuppressedShift) - 1);
            return ConsentsByBits[bits] ??= Unpack(bits);
        }
    }

    /// <summary>Where a channel's consent stands.</summary>
    public static int ShiftOf(Channel channel) => 2 * ((int)channel - 1);

    public Reach WithConsent(Channel channel, ConsentState state) =>
        new((Bits & ~(0b11 << ShiftOf(channel))) | ((int)state << ShiftOf(channel)));

    public Reach WithDevice(bool hasDevice) => new(hasDevice ? Bits | DeviceBit : Bits & ~DeviceBit);

    public Reach WithSuppressed(int channels) => new((Bits & ~(0b11_1111 << SuppressedShift)) | (channels << SuppressedShift));

    public Reach WithHeld(int channels) => new((Bits & ~(0b11_1111 << HeldShift)) | (channels << HeldShift));

    /// <summary>Somebody with this reach and no other features, to ask <see cref="MayReach"/> about.</summary>
    public Recipient Anybody() => new()
    {
        Id = default,
        Phone = (Bits & PhoneBit) != 0 ? "+" : null,
        Email = (Bits & EmailBit) != 0 ? "@" : null,
        Consents = Consents,
        SuppressedChannels = SuppressedChannels,
        HeldChannels = HeldChannels,
        HasDevice = HasDevice,
    };

    private static ConsentState[] Unpack(int bits)
    {
        var consents = new ConsentState[6];
        for (var index = 0; index < consents.Length; index++)
            consents[index] = (ConsentState)((bits >> (2 * index)) & 0b11);
        return consents;
    }
}
