using System.Globalization;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Events;

/// <summary>Where events lie, and what is known of them. Stored: never change.</summary>
internal static class EventPlaces
{
    /// <summary>Beside its contact's other events.</summary>
    public static ItemPlace Of(WorkspaceId workspace, ContactId contact, string id) => new(Slices.Of(workspace, contact), ItemId(id));

    /// <summary>Beside others that wait for this identity.</summary>
    public static ItemPlace OfWaiting(WorkspaceId workspace, EventIdentity who, string id) => new(SliceOf(workspace, HashOf(who)), ItemId(id));

    public static ItemPlace OfClaim(WorkspaceId workspace, string id) => Slices.HashOf(id) is var hash ? new(SliceOf(workspace, hash), $"i{hash}") : default;

    /// <summary>That an event of the workspace has ever waited.</summary>
    public static ItemPlace OfAnyWaiting(WorkspaceId workspace) => new(workspace.Value, "waiting");

    /// <summary>Where events lie that wait for the identity with this hash.</summary>
    public static string SliceOf(WorkspaceId workspace, string hash) => Slices.OfHash(workspace, hash);

    public static string HashOf(EventIdentity who) => Slices.HashOf(string.Create(CultureInfo.InvariantCulture, $"{(int)who.Kind} {who.Value}"));

    public static string ItemId(string id) => $"e{Slices.HashOf(id)}";
}
