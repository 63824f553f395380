using ActiveReach.Campaigns;
using ActiveReach.Delivery;

namespace ActiveReach.Conversions;

/// <summary>A message that reached somebody, of a run that counts conversions.</summary>
/// <param name="Home">The home row of its contact in the run.</param>
public sealed record Candidate(LedgerRow Row, LedgerRow Home, ConversionGoal Goal)
{
    private DateTimeOffset HandedAt => Row.HandedAt!.Value;

    private DateTimeOffset? ClickedAt => Row.ClickedAt ?? Row.ClickedLateAt;

    /// <summary>Whether it may have led to this: what its campaign counts, in the window after the hand-over. Stores keep whole milliseconds.</summary>
    public bool MayHaveLedTo(string type, DateTimeOffset at) =>
        type == Goal.Event && Ms(at) >= Ms(HandedAt) && Ms(at) - Ms(HandedAt) <= (long)Goal.Window.TotalMilliseconds;

    /// <summary>Whether a person had clicked it by then.</summary>
    public bool WasClicked(DateTimeOffset by) => ClickedAt is { } clicked && Ms(clicked) <= Ms(by);

    /// <summary>When it touched them: the click, else the hand-over.</summary>
    public DateTimeOffset TouchedAt(DateTimeOffset by) => WasClicked(by) ? ClickedAt!.Value : HandedAt;

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
