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
    private const int RefusedBits = 0b1111;

    private static readonly ConsentState[]?[] ConsentsByBits = new ConsentState[1 << SuppressedShift][];

    public static Reach Of(Contact contact) => Of(contact.Consents, contact.SuppressedChannels, contact.Phone is not null, contact.Email is not null, contact.Devices > 0)
        .WithHeld(contact.HeldChannels).WithRefused(contact.RefusedChannels);

    public static Reach Of(IReadOnlyList<ConsentState> consents, int suppressedChannels, bool hasPhone, bool hasEmail, bool hasDevice = false)
    {
        var bits = suppressedChannels << SuppressedShift;
        for (var index = 0; index < consents.Count; index++)
            bits |= (int)consents[index] << (2 * index);
        return new Reach(bits | (hasPhone ? PhoneBit : 0) | (hasEmail ? EmailBit : 0) | (hasDevice ? DeviceBit : 0));
    }

    public int SuppressedChannels => (Bits >> SuppressedShift) & 0b11_1111;

    public int HeldChannels => (Bits >> HeldShift) & 0b11_1111;

    public int RefusedChannels => (Bits >> RefusedShift) & RefusedBits;

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

    public Reach WithRefused(int channels) => new((Bits & ~(RefusedBits << RefusedShift)) | ((channels & RefusedBits) << RefusedShift));

    /// <summary>With all that stands against the addresses, topics apart.</summary>
    public Reach With(in AddressMarks marks) => WithSuppressed(marks.Suppressed).WithHeld(marks.Held).WithRefused(marks.Refused);

    /// <summary>The consent that holds on a channel, as an expression over the column <c>reach</c>.</summary>
    public static string ConsentSql(Channel channel)
    {
        var said = $"((reach >> {ShiftOf(channel)}) & 3)";
        var refused = RefusedBits & (1 << ((int)channel - 1));
        return refused == 0 ? said : $"(CASE WHEN (reach >> {RefusedShift}) & {refused} THEN {(int)ConsentState.OptedOut} ELSE {said} END)";
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

    private static ConsentState[] Unpack(int bits)
    {
        var consents = new ConsentState[6];
        for (var index = 0; index < consents.Length; index++)
            consents[index] = (ConsentState)((bits >> (2 * index)) & 0b11);
        return consents;
    }
}
