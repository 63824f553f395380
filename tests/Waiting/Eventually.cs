namespace Waiting;

/// <summary>The only way in which tests wait for what nobody announces: they look again and again, in the system's time, and give up after one bound.</summary>
internal static class Eventually
{
    /// <summary>How long anything may take, on a machine that others use too; what is awaited without looking gets the same (<c>WaitAsync(Eventually.Bound)</c>).</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks until what is seen is so, soon at first and then more slowly.</summary>
    /// <param name="what">What is waited for, as a sentence: "the import is over".</param>
    /// <param name="look">Sees how it stands; what it throws ends the waiting.</param>
    /// <param name="isSo">Whether that is what is waited for.</param>
    /// <param name="pause">Between two looks, where it must be always the same.</param>
    /// <param name="bound">How long it may take, where that is not <see cref="Bound"/>.</param>
    /// <returns>What was seen last.</returns>
    /// <exception cref="TimeoutException">It wasn't so within the bound; says what was waited for and what was seen last.</exception>
    public static async Task<T> SeenAsync<T>(string what, Func<Task<T>> look, Func<T, bool> isSo, TimeSpan? pause = null, TimeSpan? bound = null)
    {
        var (since, most, last) = (TimeProvider.System.GetTimestamp(), bound ?? Bound, "nothing");
        for (var next = pause ?? FirstPause; ; next = pause ?? Longer(next))
        {
            var seen = await EndOf(look(), since, most, () => $"{what}; the last look did not end. Seen before it: {last}");
            if (isSo(seen))
                return seen;
            last = Shown(seen);
            if (Left(since, most) == TimeSpan.Zero)
                throw new TimeoutException($"Waited {most.TotalSeconds} s in vain until {what}. Seen last: {last}");
            await Task.Delay(next, TimeProvider.System);
        }
    }

    public static Task<T> SeenAsync<T>(string what, Func<T> look, Func<T, bool> isSo, TimeSpan? pause = null, TimeSpan? bound = null) =>
        SeenAsync(what, () => Task.FromResult(look()), isSo, pause, bound);

    /// <summary>Looks for so long whether it is and stays so; for what must not happen, and so can't be waited for.</summary>
    /// <returns>What was seen last.</returns>
    /// <exception cref="InvalidOperationException">It was otherwise; says what was seen.</exception>
    public static async Task<T> StaysAsync<T>(string what, Func<Task<T>> look, Func<T, bool> isSo, TimeSpan time)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(LongestPause, TimeProvider.System))
        {
            var isOver = TimeProvider.System.GetElapsedTime(since) >= time;
            var seen = await look().WaitAsync(Bound);
            if (!isSo(seen))
                throw new InvalidOperationException($"It did not stay so that {what}. Seen: {Shown(seen)}");
            if (isOver)
                return seen;
        }
    }

    public static Task<T> StaysAsync<T>(string what, Func<T> look, Func<T, bool> isSo, TimeSpan time) =>
        StaysAsync(what, () => Task.FromResult(look()), isSo, time);

    private static async Task<T> EndOf<T>(Task<T> looking, long since, TimeSpan most, Func<string> what)
    {
        try
        {
            return await looking.WaitAsync(Left(since, most));
        }
        catch (TimeoutException late) when (!looking.IsCompleted)
        {
            throw new TimeoutException($"Waited {most.TotalSeconds} s in vain until {what()}", late);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static TimeSpan Left(long since, TimeSpan most)
    {
        var left = most - TimeProvider.System.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static string Shown<T>(T seen) => seen switch
    {
        null => "null",
        string text => text,
        System.Collections.IEnumerable many and not System.Text.Json.Nodes.JsonNode => $"[{string.Join(", ", many.Cast<object?>())}]",
        _ => seen.ToString() ?? "",
    };
}
