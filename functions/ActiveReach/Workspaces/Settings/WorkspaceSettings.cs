using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Consent.Hours;
using ActiveReach.Consent;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Retention;
using ActiveReach.Values;
using ActiveReach.Words;

namespace ActiveReach.Workspaces;

/// <summary>What an admin may set, as the contract writes it; see <see cref="Workspace"/> for meanings and defaults.</summary>
public sealed record WorkspaceSettings
{
    public string TimeZone { get; init; } = "UTC";

    public string? Country { get; init; }

    public string Currency { get; init; } = "USD";

    public Persona Persona { get; init; }

    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public ApprovalPolicy ApprovalPolicy { get; init; }

    public bool OwnDraft { get; init; }

    public ConsentState DefaultConsent { get; init; }

    public IReadOnlyDictionary<Channel, string> Senders { get; init; } = new Dictionary<Channel, string>();

    public IReadOnlyDictionary<string, FieldType> CustomFields { get; init; } = new Dictionary<string, FieldType>();

    /// <summary>Custom fields that get another type, and the last change of each; only shown.</summary>
    public IReadOnlyList<FieldTypeChange> CustomFieldChanges { get; init; } = [];

    public QuietHoursSettings QuietHours { get; init; } = new();

    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    public bool SuppressHardBounces { get; init; } = true;

    public IReadOnlyDictionary<string, ConsentTopic> Topics { get; init; } = new Dictionary<string, ConsentTopic>();

    public OutletAssignment OutletAssignment { get; init; } = OutletAssignment.Default;

    public RetentionPeriods Retention { get; init; } = new();

    public ReplyWords ReplyWords { get; init; } = new();

    public string? SmsOptOutLine { get; init; }

    public IReadOnlyDictionary<string, string> SmsOptOutLines { get; init; } = new Dictionary<string, string>();

    public int SmsMaxSegments { get; init; } = Workspace.DefaultSmsMaxSegments;

    public TimeSpan ReceiptWait { get; init; } = TimeSpan.FromDays(1);

    public static WorkspaceSettings Of(Workspace workspace) => new()
    {
        TimeZone = workspace.TimeZone,
        Country = workspace.Country,
        Currency = workspace.Currency,
        Persona = workspace.Persona,
        AllowedOrigins = workspace.AllowedOrigins,
        ApprovalPolicy = workspace.ApprovalPolicy,
        OwnDraft = workspace.OwnDraft,
        DefaultConsent = workspace.DefaultConsent,
        Senders = workspace.Senders,
        CustomFields = workspace.CustomFields,
        QuietHours = workspace.QuietHours,
        Caps = workspace.Caps,
        SuppressHardBounces = workspace.SuppressHardBounces,
        Topics = workspace.Topics,
        OutletAssignment = workspace.OutletAssignment,
        Retention = workspace.Retention,
        ReplyWords = workspace.ReplyWords,
        SmsOptOutLine = workspace.SmsOptOutLine,
        SmsOptOutLines = workspace.SmsOptOutLines,
        SmsMaxSegments = workspace.SmsMaxSegments,
        ReceiptWait = workspace.ReceiptWait,
    };

    public Workspace ApplyTo(Workspace workspace) => workspace with
    {
        TimeZone = TimeZone,
        Country = Country,
        Currency = Currency,
        Persona = Persona,
        AllowedOrigins = AllowedOrigins,
        ApprovalPolicy = ApprovalPolicy,
        OwnDraft = OwnDraft,
        DefaultConsent = DefaultConsent,
        Senders = Senders,
        CustomFields = CustomFields,
        QuietHours = QuietHours,
        Caps = Caps,
        SuppressHardBounces = SuppressHardBounces,
        Topics = Topics,
        OutletAssignment = OutletAssignment,
        Retention = Retention,
        ReplyWords = ReplyWords,
        SmsOptOutLine = SmsOptOutLine,
        SmsOptOutLines = SmsOptOutLines,
        SmsMaxSegments = SmsMaxSegments,
        ReceiptWait = ReceiptWait,
    };
}
