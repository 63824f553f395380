using ActiveReach.Consent;
using ActiveReach.Consent.Caps;
using ActiveReach.Consent.Hours;
using ActiveReach.Values;

namespace ActiveReach.Workspaces;

/// <summary>A customer's space: nothing of one workspace is ever visible in another.</summary>
public sealed record Workspace
{
    public const int DefaultSmsMaxSegments = 10;

    public required WorkspaceId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>IANA zone; ages, "today" and schedules without a zone are read in it. Default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 3166-1 alpha-2: where phone numbers without a country code are from. Default: the country of <see cref="TimeZone"/>.</summary>
    public string? Country { get; init; }

    /// <summary>Origins that browsers may call from (CORS); none by default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public ApprovalPolicy ApprovalPolicy { get; init; } = ApprovalPolicy.Viewers;

    /// <summary>Whether somebody may approve what they drafted or edited. Default: no.</summary>
    public bool OwnDraft { get; init; }

    /// <summary>Consent of a contact that came without one; <see cref="ConsentState.Unknown"/> is not sent marketing.</summary>
    public ConsentState DefaultConsent { get; init; } = ConsentState.Unknown;

    public string Currency { get; init; } = "USD";

    /// <summary>Sender address per channel, e.g. <c>sms → +18005550100</c>.</summary>
    public IReadOnlyDictionary<Channels.Channel, string> Senders { get; init; } = new Dictionary<Channels.Channel, string>();

    /// <summary>Types of the workspace's custom contact fields, by name.</summary>
    public IReadOnlyDictionary<string, FieldType> CustomFields { get; init; } = new Dictionary<string, FieldType>();

    /// <summary>How contacts come to outlets.</summary>
    public Outlets.Assignment.OutletAssignment OutletAssignment { get; init; } = Outlets.Assignment.OutletAssignment.Default;

    /// <summary>Decides the mode in which members start who haven't chosen. Default: marketer.</summary>
    public Persona Persona { get; init; } = Persona.Marketer;

    /// <summary>The hours at which marketing may reach people.</summary>
    public QuietHoursSettings QuietHours { get; init; } = new();

    /// <summary>How many messages people may get at most.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    /// <summary>Whether a mailbox that doesn't exist or takes no mail goes on the suppression list. Default: yes.</summary>
    public bool SuppressHardBounces { get; init; } = true;

    /// <summary>What messages may be about, by the name that campaigns and consents use.</summary>
    public IReadOnlyDictionary<string, ConsentTopic> Topics { get; init; } = new Dictionary<string, ConsentTopic>();

    /// <summary>How long events, replies, pending identities and import reports are kept.</summary>
    public Retention.RetentionPeriods Retention { get; init; } = new();

    /// <summary>Words that opt out, opt in and ask for help, besides those that are known everywhere.</summary>
    public Words.ReplyWords ReplyWords { get; init; } = new();

    /// <summary>Put below a text that doesn't say how to opt out, e.g. <c>Reply STOP to opt out</c>; null for nothing.</summary>
    public string? SmsOptOutLine { get; init; }

    /// <summary>The same for people of a language (BCP 47); others get <see cref="SmsOptOutLine"/>.</summary>
    public IReadOnlyDictionary<string, string> SmsOptOutLines { get; init; } = new Dictionary<string, string>();

    /// <summary>A text of more segments is not sent.</summary>
    public int SmsMaxSegments { get; init; } = DefaultSmsMaxSegments;

    /// <summary>How long after the last hand-over receipts are awaited before figures are final without them. Default: 24 hours.</summary>
    public TimeSpan ReceiptWait { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Counts the changes; owned by the store. Part of the ETag.</summary>
    public long Version { get; init; }
}
