namespace ActiveReach.Delivery;

public enum FigureGrouping
{
    None,
    Channel,
    Variant,
    Outlet,
    Run,

    /// <summary>Test slice, rest, or a fallback wave; see <see cref="Ids.Stage"/>.</summary>
    Stage,

    /// <summary>The hour (UTC) of the hand-over.</summary>
    Hour,
}

/// <summary>Each is the figure of that name; docs/figures.md says what they mean.</summary>
public enum RecipientAction
{
    /// <summary>Every message but those that another channel took the place of.</summary>
    All,

    /// <summary>A carrier took a message.</summary>
    Sent,

    /// <summary>The same as <see cref="Sent"/>, as segments call it.</summary>
    Received,
    Delivered,
    Bounced,
    Failed,
    Skipped,
    Pending,

    /// <summary>A part of <see cref="Pending"/>.</summary>
    Uncertain,
    Opened,
    MachineOpened,
    Clicked,
    MachineClicked,
    Replied,
    OptedOut,
    Ignored,
    Converted,
}

/// <summary>Figures of a group. <c>Delivered + Bounced + Failed + Pending + sum(Skipped) = Recipients</c> always.</summary>
public sealed record LedgerFigures
{
    /// <summary>Value of the grouping, e.g. <c>sms</c>; empty without one.</summary>
    public string Group { get; init; } = "";

    /// <summary>Distinct contacts of a run, summed over runs.</summary>
    public long Recipients { get; init; }

    /// <summary>Contacts with at least one message taken by a provider.</summary>
    public long Sent { get; init; }

    public long Delivered { get; init; }

    public long Bounced { get; init; }

    public long Failed { get; init; }

    public long Pending { get; init; }

    /// <summary>The part of <see cref="Pending"/> whose call has an unknown outcome.</summary>
    public long Uncertain { get; init; }

    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    public long Opened { get; init; }

    public long MachineOpened { get; init; }

    public long Clicked { get; init; }

    public long MachineClicked { get; init; }

    public long Replied { get; init; }

    public long OptedOut { get; init; }

    /// <summary>Got it and did nothing; 0 until the reply window of the run is over.</summary>
    public long Ignored { get; init; }

    public long Converted { get; init; }

    /// <summary>Of what is credited to them, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Revenue { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Those of <see cref="Delivered"/> who got it on a channel that tells of opens.</summary>
    public long Openable { get; init; }

    /// <summary>Those of <see cref="Delivered"/> who got it on a channel whose answers are heard.</summary>
    public long Answerable { get; init; }

    /// <summary>Those for whom a carrier was asked: it took a message or refused it.</summary>
    public long Attempted { get; init; }
}

public sealed record RecipientPage(IReadOnlyList<LedgerRow> Items, string? NextCursor, long Total);
