using ActiveReach.Problems;

namespace ActiveReach.Retention;

/// <summary>How long a workspace keeps what it was told of people. Orders, the ledger and their figures stay.</summary>
public sealed record RetentionPeriods
{
    /// <summary>Events, by the time they happened. Behaviour conditions see only what is kept. P30D to P3650D, default P730D.</summary>
    public TimeSpan Events { get; init; } = TimeSpan.FromDays(730);

    /// <summary>Texts of people, by the time they came. P7D to P3650D, default P730D.</summary>
    public TimeSpan Replies { get; init; } = TimeSpan.FromDays(730);

    /// <summary>Identities of people who never turned up, and what their events said; the events themselves stay. P1D to P365D, default P30D.</summary>
    public TimeSpan PendingIdentities { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What reports on finished imports quote. P1D to P365D, default P30D.</summary>
    public TimeSpan ImportReports { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Uploads, from the day on which no campaign uses them any more. P1D to P3650D, default P30D.</summary>
    public TimeSpan UnusedMedia { get; init; } = TimeSpan.FromDays(30);

    public IEnumerable<InputProblem> Check(string path) =>
    [
        .. Check($"{path}.events", Events, 30, 3650),
        .. Check($"{path}.replies", Replies, 7, 3650),
        .. Check($"{path}.pendingIdentities", PendingIdentities, 1, 365),
        .. Check($"{path}.importReports", ImportReports, 1, 365),
        .. Check($"{path}.unusedMedia", UnusedMedia, 1, 3650),
    ];

    private static IEnumerable<InputProblem> Check(string path, TimeSpan period, int least, int most)
    {
        if (period < TimeSpan.FromDays(least) || period > TimeSpan.FromDays(most))
            yield return new(path, "out_of_range", $"{path} is {System.Xml.XmlConvert.ToString(period)}: give P{least}D to P{most}D.");
    }
}
