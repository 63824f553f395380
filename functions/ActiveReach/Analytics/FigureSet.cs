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

    public long Sent { get; init; }

    public long Delivered { get; init; }

    public long Bounced { get; init; }

    public long Failed { get; init; }

    public long Pending { get; init; }

    /// <summary>A part of <see cref="Pending"/>.</summary>
    public long Uncertain { get; init; }

    /// <summary>By reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    public long Opened { get; init; }

    /// <summary>Opens by proxies and scanners: not in <see cref="Opened"/>.</summary>
    public long MachineOpened { get; init; }

    public long Clicked { get; init; }

    /// <summary>Contacts with a reply in the window that is no opt-out keyword.</summary>
    public long Replied { get; init; }

    public long OptedOut { get; init; }

    public FigureRates Rates { get; init; } = new();

    public static FigureSet Of(LedgerFigures figures) => new()
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
        Replied = figures.Replied,
        OptedOut = figures.OptedOut,
        Rates = FigureRates.Of(figures),
    };
}

/// <summary>Shares from 0 to 1; 0 where there is nothing to divide by. The denominator of each is named in
/// <see cref="Denominators"/>.</summary>
public sealed record FigureRates
{
    public static IReadOnlyDictionary<string, string> Denominators { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["deliveryRate"] = "sent",
        ["bounceRate"] = "sent",
        ["failureRate"] = "sent",
        ["openRate"] = "delivered",
        ["ctr"] = "delivered",
        ["responseRate"] = "delivered",
        ["optOutRate"] = "delivered",
    };

    public double DeliveryRate { get; init; }

    public double BounceRate { get; init; }

    public double FailureRate { get; init; }

    public double OpenRate { get; init; }

    public double Ctr { get; init; }

    public double ResponseRate { get; init; }

    public double OptOutRate { get; init; }

    internal static FigureRates Of(LedgerFigures figures) => new()
    {
        DeliveryRate = Share(figures.Delivered, figures.Sent),
        BounceRate = Share(figures.Bounced, figures.Sent),
        FailureRate = Share(figures.Failed, figures.Sent),
        OpenRate = Share(figures.Opened, figures.Delivered),
        Ctr = Share(figures.Clicked, figures.Delivered),
        ResponseRate = Share(figures.Replied, figures.Delivered),
        OptOutRate = Share(figures.OptedOut, figures.Delivered),
    };

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 6);
}
