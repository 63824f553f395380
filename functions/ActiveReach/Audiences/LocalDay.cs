using ActiveReach.Workspaces;
using NodaTime;
using NodaTime.Extensions;

namespace ActiveReach.Audiences;

/// <summary>Which day it is for a workspace.</summary>
public static class LocalDay
{
    /// <summary>Today's date in the workspace's zone.</summary>
    public static DateOnly In(Workspace workspace, TimeProvider clock) => Of(workspace, clock.GetUtcNow());

    /// <summary>The date of an instant in the workspace's zone.</summary>
    public static DateOnly Of(Workspace workspace, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(workspace.TimeZone) ?? DateTimeZone.Utc;
        return now.ToInstant().InZone(zone).Date.ToDateOnly();
    }
}
