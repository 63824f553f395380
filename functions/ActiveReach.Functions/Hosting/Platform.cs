using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Hosting;

/// <summary>Variables by which the platform tells itself.</summary>
internal static class Platform
{
    /// <summary>Set on every plan. CONTAINER_NAME, by which a Linux plan also tells itself, stands in many a container that has nothing to do with it.</summary>
    private static readonly string[] Marks = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME"];

    /// <summary>The first that is there; null where this is not the platform.</summary>
    public static string? Mark(IConfiguration settings) => Array.Find(Marks, name => settings[name] is { Length: > 0 });
}
