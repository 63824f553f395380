namespace ActiveReach.Stories.Client;

/// <summary>How fast messages went.</summary>
internal static class Pace
{
    /// <summary>That no more than so many went in any such time, wherever it begins.</summary>
    /// <param name="times">When each went, in order.</param>
    public static void AssertAtMost(int most, TimeSpan time, List<DateTimeOffset> times)
    {
        for (var index = most; index < times.Count; index++)
            Assert.True(times[index] - times[index - most] >= time, $"{most + 1} went between {times[index - most]:O} and {times[index]:O}.");
    }
}
