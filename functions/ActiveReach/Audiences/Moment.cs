using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>The instant that a question about contacts is asked as of. Everything that counts time (ages, <c>within</c>) counts from
/// it, so that a question asked again later with the same moment has the same meaning.</summary>
/// <param name="Today">The date of <paramref name="Now"/> in the workspace's zone.</param>
public readonly record struct Moment(DateTimeOffset Now, DateOnly Today)
{
    /// <summary>Unix time.</summary>
    public long Milliseconds => Now.ToUnixTimeMilliseconds();

    /// <summary>The Unix time, in milliseconds, from which on something is within this time of the moment; long ago without one.</summary>
    public long Since(TimeSpan? within) => within is { } time ? Milliseconds - (long)time.TotalMilliseconds : long.MinValue;

    public static Moment Of(Workspace workspace, DateTimeOffset now) => new(now, LocalDay.Of(workspace, now));
}
