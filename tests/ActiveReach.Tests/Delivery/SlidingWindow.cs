namespace ActiveReach.Tests.Delivery;

internal static class SlidingWindow
{
    /// <summary>The most that went in any time so long, wherever it begins.</summary>
    /// <param name="sent">In order of time.</param>
    public static int Most(IReadOnlyList<(DateTimeOffset At, int Count)> sent, TimeSpan time)
    {
        var (most, sum, first) = (0, 0, 0);
        foreach (var (at, count) in sent)
        {
            sum += count;
            for (; sent[first].At <= at - time; first++)
                sum -= sent[first].Count;
            most = Math.Max(most, sum);
        }

        return most;
    }
}
