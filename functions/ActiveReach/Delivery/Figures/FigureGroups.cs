using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Figures;

/// <summary>What groups of figures are called.</summary>
public static class FigureGroups
{
    /// <summary>The hour as <c>2026-12-01T10:00Z</c>; empty before the hand-over.</summary>
    public static string Hour(long hour) =>
        hour < 0 ? "" : DateTimeOffset.UnixEpoch.AddHours(hour).ToString("yyyy-MM-dd'T'HH':00Z'", CultureInfo.InvariantCulture);

    internal static string Of(FigureGrouping by, Ledger.Tally tally) => by switch
    {
        FigureGrouping.None => "",
        FigureGrouping.Channel => tally.Key.Channel!.Value.Name(),
        FigureGrouping.Variant => tally.Key.Variant,
        FigureGrouping.Outlet => tally.Key.Outlet,
        FigureGrouping.Run => tally.Run.Value,
        FigureGrouping.Stage => Stage.Name(tally.Key.Stage),
        FigureGrouping.Hour => Hour(tally.Key.Hour),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Figures can't be grouped by this."),
    };
}
