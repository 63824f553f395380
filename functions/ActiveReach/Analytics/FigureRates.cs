using System.Text.Json.Serialization;
using ActiveReach.Delivery;

namespace ActiveReach.Analytics;

/// <summary>Shares from 0 to 1, of figures of the same group: those of a channel are shares of that channel. Null where nothing could happen: with
/// nobody to divide by, on channels that don't tell of it, or with messages that have nothing to open or to click. <see cref="Denominators"/> names the figure that each is a share of.</summary>
public sealed record FigureRates
{
    public static IReadOnlyDictionary<string, string> Denominators { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["deliveryRate"] = "sent",
        ["bounceRate"] = "sent",
        ["failureRate"] = "attempted",
        ["openRate"] = "openable",
        ["ctr"] = "delivered",
        ["responseRate"] = "delivered",
        ["optOutRate"] = "delivered",
    };

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? DeliveryRate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? BounceRate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? FailureRate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? OpenRate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Ctr { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? ResponseRate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? OptOutRate { get; init; }

    internal static FigureRates Of(LedgerFigures figures, PossibleDeeds? possible) => new()
    {
        DeliveryRate = Share(figures.Delivered, figures.Sent),
        BounceRate = Share(figures.Bounced, figures.Sent),
        FailureRate = Share(figures.Failed, figures.Attempted),
        OpenRate = possible is { Opens: false } ? null : Share(figures.Opened, figures.Openable),
        Ctr = possible is { Clicks: false } ? null : Share(figures.Clicked, figures.Delivered),
        ResponseRate = figures.Answerable > 0 ? Share(figures.Replied, figures.Delivered) : null,
        OptOutRate = Share(figures.OptedOut, figures.Delivered),
    };

    private static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 6);
}
