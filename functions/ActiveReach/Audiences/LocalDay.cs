using ActiveReach.Workspaces;
using NodaTime;
using NodaTime.Extensions;

namespace ActiveReach.Audiences;

/// <summary>Which day it is for a workspace.</summary>
public static class LocalDay
{
    /// <summary>Today's date in the workspace's zone.</summary>
    public static DateOnly In(Workspace workspace, TimeProvider clock)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(workspace.TimeZone) ?? DateTimeZone.Utc;
        return clock.GetUtcNow().ToInstant().InZone(zone).Date.ToDateOnly();
    }
}
