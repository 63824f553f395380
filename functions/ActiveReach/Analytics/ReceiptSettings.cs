using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>When figures are final.</summary>
public sealed record ReceiptSettings : ISettingsSection
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>How long after the last hand-over receipts are awaited before figures are final without them. Default: 24 hours.</summary>
    public TimeSpan ReceiptWait { get; init; } = TimeSpan.FromDays(1);

    public IEnumerable<InputProblem> Check()
    {
        if (ReceiptWait < TimeSpan.Zero || ReceiptWait > Longest)
            yield return new("receiptWait", "out_of_range", $"receiptWait is {System.Xml.XmlConvert.ToString(ReceiptWait)}: give PT0S to P{Longest.Days}D; carriers report within P1D as a rule.");
    }
}
