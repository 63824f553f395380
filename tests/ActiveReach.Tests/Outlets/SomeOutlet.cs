using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Outlets;

/// <summary>What tests of outlets don't talk about.</summary>
internal static class SomeOutlet
{
    public static Outlet Named(string name, string? externalId = null, string id = "") => new()
    {
        Id = new OutletId(id.Length > 0 ? id : "out_" + name.ToLowerInvariant()),
        Workspace = new WorkspaceId("shop"),
        Name = name,
        ExternalId = externalId,
        TimeZone = "UTC",
    };

    public static Outlet At(string id, double lat, double lon) => Named(id, id: id) with { Lat = lat, Lon = lon };

    public static OutletDirectory Directory(params Outlet[] outlets) => new(1, outlets, new Dictionary<string, string> { ["out_gone"] = "Old Goa" });
}
