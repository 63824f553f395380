using ActiveReach.Delivery;

namespace ActiveReach.Analytics;

/// <summary>Figures as the API shows them. <c>delivered + bounced + failed + pending + skipped</c> is always <c>recipients</c>.</summary>
public record FigureSet
{
    /// <summary>Value of the grouping, <c>none</c> for those who have none; null for the whole.</summary>
    public string? Group { get; init; }

    /// <summary>The group in words for people, e.g. an outlet's name; null for the whole.</summary>
    public string? Name { get; init; }

    public long Recipients { get; init; }

    /// <summary>A carrier took a message, whatever became of it then.</summary>
    public long Sent { get; init; }

    public long Delivered { get; init; }

    public long Bounced { get; init; }

    public long Failed { get; init; }

    public long Pending { get; init; }

    /// <summary>A part of <see cref="Pending"/>: the call to the carrier ended without an answer, so they may or may not have got it. Not sent
    /// until a report settles it.</summary>
    public long Uncertain { get; init; }

    /// <summary>By reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    public long Opened { get; init; }

    /// <summary>Opened by a machine, which is no open; the same contact may have opened it too.</summary>
    public long MachineOpened { get; init; }

    public long Clicked { get; init; }

    /// <summary>Clicked by a machine, which is no click; the same contact may have clicked too.</summary>
    public long MachineClicked { get; init; }

    /// <summary>Contacts with a reply in the window that is no opt-out. What a person has to read first is none until they have decided.</summary>
    public long Replied { get; init; }

    public long OptedOut { get; init; }

    /// <summary>Got it, and neither clicked nor replied nor opted out; nobody until the reply window is over.</summary>
    public long Ignored { get; init; }

    /// <summary>The conversion event came within its window after the hand-over, and no other message touched them later.</summary>
    public long Converted { get; init; }

    /// <summary>What their conversions are worth, less refunds and cancelled orders, in the campaign's currency.</summary>
    public decimal Revenue { get; init; }

    /// <summary>The same in other currencies, by their codes: nothing is converted. Null where there is none.</summary>
    public IReadOnlyDictionary<string, decimal>? OtherRevenue { get; init; }

    /// <summary>Those of <see cref="Delivered"/> who got it on a channel that tells of opens.</summary>
    public long Openable { get; init; }

    /// <summary>Those of <see cref="Delivered"/> who got it on a channel whose answers are heard.</summary>
    public long Answerable { get; init; }

    /// <summary>Those for whom a carrier was asked: it took a message or refused it.</summary>
    public long Attempted { get; init; }

    public FigureRates Rates { get; init; } = new();

    /// <param name="possible">What could happen at all; everything without it.</param>
    /// <param name="currency">The campaign's; null for one that counts no conversions.</param>
    public static FigureSet Of(LedgerFigures figures, PossibleDeeds? possible = null, string? currency = null) => new()
    {
        Group = figures.Group.Length > 0 ? figures.Group : null,
        Recipients = figures.Recipients,
        Sent = figures.Sent,
        Delivered = figures.Delivered,
        Bounced = figures.Bounced,
        Failed = figures.Failed,
        Pending = figures.Pending,
        Uncertain = figures.Uncertain,
        Skipped = figures.Skipped,
        Opened = figures.Opened,
        MachineOpened = figures.MachineOpened,
        Clicked = figures.Clicked,
        MachineClicked = figures.MachineClicked,
        Replied = figures.Replied,
        OptedOut = figures.OptedOut,
        Ignored = figures.Ignored,
        Converted = figures.Converted,
        Revenue = currency is null ? 0 : figures.Revenue.GetValueOrDefault(currency),
        OtherRevenue = figures.Revenue.Keys.Any(each => each != currency) ? figures.Revenue.Where(each => each.Key != currency).ToDictionary() : null,
        Openable = possible is { Opens: false } ? 0 : figures.Openable,
        Answerable = figures.Answerable,
        Attempted = figures.Attempted,
        Rates = FigureRates.Of(figures, possible),
    };
}

/// <summary>What people could do with the messages of a campaign.</summary>
/// <param name="Opens">Some content can be seen to be opened: a mail needs HTML for it.</param>
/// <param name="Clicks">Some content has a link.</param>
public sealed record PossibleDeeds(bool Opens, bool Clicks);
