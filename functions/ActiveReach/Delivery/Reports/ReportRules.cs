using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Reports;

/// <summary>What a report does to its row. Whatever the order they come in, the row ends the same: delivered outranks bounced, bounced outranks
/// failed, and of repeated engagement the first moment stays.</summary>
public static class ReportRules
{
    /// <summary>Sooner after the hand-over than a person can be.</summary>
    public const string TooSoon = "too_soon";

    /// <summary>Whoever asks sooner after the hand-over was no person.</summary>
    public static readonly TimeSpan FastestPerson = TimeSpan.FromSeconds(2);

    /// <summary>The row as the report makes it, and whether the report is news; null when it changes nothing.</summary>
    public static (LedgerRow Row, bool IsNews)? Apply(LedgerRow row, LedgerEvent report) => report.Kind switch
    {
        LedgerEventKind.Delivered when row.State is not (LedgerState.Delivered or LedgerState.Skipped) =>
            (WasHanded(row, report.At) with { State = LedgerState.Delivered, Reason = null, DeliveredAt = report.At }, true),
        LedgerEventKind.Delivered when row.State is LedgerState.Delivered && report.At < row.DeliveredAt => (row with { DeliveredAt = report.At }, false),
        LedgerEventKind.Bounced when row.State is LedgerState.Calling or LedgerState.Handed or LedgerState.Failed or LedgerState.Uncertain =>
            (WasHanded(row, report.At) with { State = LedgerState.Bounced, Reason = report.Reason }, true),
        LedgerEventKind.Failed when row.State is LedgerState.Calling or LedgerState.Handed or LedgerState.Uncertain =>
            (WasHanded(row, report.At) with { State = LedgerState.Failed, Reason = report.Reason }, true),
        LedgerEventKind.Opened => IsPersons(row, report) ? Engage(row, report, row.OpenedAt, static (each, at) => Arrived(each, at) with { OpenedAt = at }) : null,
        LedgerEventKind.Clicked => IsInTime(row, report) ? Engage(row, report, row.ClickedAt, static (each, at) => Arrived(each, at) with { ClickedAt = at }) : null,
        LedgerEventKind.MachineOpened => Engage(row, report, row.MachineOpenedAt, (each, at) => Touched(each, at) with { MachineOpenedAt = at, MachineOpenRule = report.Reason }, row.MachineOpenRule),
        LedgerEventKind.MachineClicked => Engage(row, report, row.MachineClickedAt, (each, at) => Touched(each, at) with { MachineClickedAt = at, MachineClickRule = report.Reason }, row.MachineClickRule),
        LedgerEventKind.Replied => Engage(row, report, row.RepliedAt, static (each, at) => Touched(each, at) with { RepliedAt = at }),
        LedgerEventKind.OptedOut => Engage(row, report, row.OptedOutAt, static (each, at) => Touched(each, at) with { OptedOutAt = at }),
        LedgerEventKind.Held => Engage(row, report, row.HeldAt, static (each, at) => Touched(each, at) with { HeldAt = at }),
        LedgerEventKind.Delivered or LedgerEventKind.Bounced or LedgerEventKind.Failed => null,
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Kind, "This kind of event is not known."),
    };

    /// <summary>An open or a click sooner after the hand-over than a person can be is a machine's.</summary>
    public static LedgerEvent? AsMachine(LedgerRow row, LedgerEvent report) => report.Kind switch
    {
        LedgerEventKind.Opened when !IsPersons(row, report) => report with { Kind = LedgerEventKind.MachineOpened, Reason = TooSoon },
        LedgerEventKind.Clicked when !IsInTime(row, report) => report with { Kind = LedgerEventKind.MachineClicked, Reason = TooSoon },
        _ => null,
    };

    private static (LedgerRow, bool)? Engage(LedgerRow row, LedgerEvent report, DateTimeOffset? known, Func<LedgerRow, DateTimeOffset, LedgerRow> mark, string? rule = null)
    {
        if (known is null)
            return row.State is LedgerState.Planned or LedgerState.Skipped ? null : (mark(row, report.At), true);
        var isEarlier = report.At < known || (rule is not null && report.At == known && string.CompareOrdinal(report.Reason, rule) < 0);
        return isEarlier ? (mark(row, report.At), false) : null;
    }

    /// <summary>Whoever opens or clicks has got the message by then, whatever the carrier reports, or doesn't.</summary>
    private static LedgerRow Arrived(LedgerRow row, DateTimeOffset at) =>
        WasHanded(row, at) with { State = LedgerState.Delivered, Reason = null, DeliveredAt = row.DeliveredAt < at ? row.DeliveredAt : at };

    /// <summary>A machine looked at the message, or somebody answered from its address: what was in doubt or uncertain was handed over.</summary>
    private static LedgerRow Touched(LedgerRow row, DateTimeOffset at) =>
        WasHanded(row, at) with { State = row.State is LedgerState.Calling or LedgerState.Uncertain ? LedgerState.Handed : row.State };

    /// <summary>A report proves that the provider took the message, whether its answer reached us or not. Without the time of sending no reply would
    /// find the message.</summary>
    private static LedgerRow WasHanded(LedgerRow row, DateTimeOffset at) =>
        row with { FirstSentAt = row.FirstSentAt ?? at, HandedAt = row.HandedAt ?? row.FirstSentAt ?? at };

    /// <summary>No machine comes between where the app of whoever got it tells that they have read it, as soon as it may be.</summary>
    private static bool IsPersons(LedgerRow row, LedgerEvent report) => ChannelAbilities.ToldByTheReader.Contains(row.Channel) || IsInTime(row, report);

    private static bool IsInTime(LedgerRow row, LedgerEvent report) =>
        report.At - (row.HandedAt ?? row.FirstSentAt ?? DateTimeOffset.UnixEpoch) >= FastestPerson;
}
