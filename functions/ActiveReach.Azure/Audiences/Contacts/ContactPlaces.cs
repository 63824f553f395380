using System.Globalization;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Where a workspace's contacts and what they are known by lie: in slices, so that no workspace is one partition. Stored: never change.</summary>
internal static class ContactPlaces
{
    /// <summary>The partitions of a workspace's contacts.</summary>
    public static IReadOnlyList<string> PartitionsOf(WorkspaceId workspace) => Slices.Of(workspace);

    public static ItemPlace Of(WorkspaceId workspace, ContactId contact) => new(Slices.Of(workspace, contact), string.Create(CultureInfo.InvariantCulture, $"c{contact.Value}"));

    /// <summary>A word of the history, beside its contact.</summary>
    public static ItemPlace OfWord(WorkspaceId workspace, ContactId contact, string place) => new(Of(workspace, contact).Partition, $"w{place}");

    /// <summary>By the hash of an external id: its signs may not all stand in an id, and erased it leaves nothing.</summary>
    public static ItemPlace OfExternalId(WorkspaceId workspace, string externalId) => OfHash(workspace, 'x', Slices.HashOf(externalId));

    public static ItemPlace OfHold(WorkspaceId workspace, string name) => OfHash(workspace, 'h', Slices.HashOf(name));

    public static ItemPlace OfImport(WorkspaceId workspace, string import) => OfHash(workspace, 'i', Slices.HashOf(import));

    public static ItemPlace OfAddress(WorkspaceId workspace, AddressHash address) => OfHash(workspace, 'a', address.ToString());

    private static ItemPlace OfHash(WorkspaceId workspace, char kind, string hash) => new(Slices.OfHash(workspace, hash), $"{kind}{hash}");
}
