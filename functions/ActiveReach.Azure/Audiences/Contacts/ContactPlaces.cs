using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>Where a workspace's contacts and what they are known by lie: in slices, so that no workspace is one partition. Stored: never change.</summary>
internal static class ContactPlaces
{
    /// <summary>A slice takes 20 GB, some ten million contacts, and each page of an audience asks all of them.</summary>
    private const int Slices = 16;

    /// <summary>The partitions of a workspace's contacts.</summary>
    public static IReadOnlyList<string> PartitionsOf(WorkspaceId workspace) => [.. Enumerable.Range(0, Slices).Select(slice => Slice(workspace, slice))];

    public static ItemPlace Of(WorkspaceId workspace, ContactId contact) => new(Slice(workspace, (int)(contact.Value % Slices)), string.Create(CultureInfo.InvariantCulture, $"c{contact.Value}"));

    /// <summary>A word of the history, beside its contact.</summary>
    public static ItemPlace OfWord(WorkspaceId workspace, ContactId contact, string place) => new(Of(workspace, contact).Partition, $"w{place}");

    /// <summary>By the hash of an external id: its signs may not all stand in an id, and erased it leaves nothing.</summary>
    public static ItemPlace OfExternalId(WorkspaceId workspace, string externalId) => OfHash(workspace, 'x', HashOf(externalId));

    public static ItemPlace OfHold(WorkspaceId workspace, string name) => OfHash(workspace, 'h', HashOf(name));

    public static ItemPlace OfImport(WorkspaceId workspace, string import) => OfHash(workspace, 'i', HashOf(import));

    public static ItemPlace OfAddress(WorkspaceId workspace, AddressHash address) => OfHash(workspace, 'a', address.ToString());

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ItemPlace OfHash(WorkspaceId workspace, char kind, string hash) => new(Slice(workspace, Convert.ToInt32(hash[..1], 16)), $"{kind}{hash}");

    private static string Slice(WorkspaceId workspace, int slice) => string.Create(CultureInfo.InvariantCulture, $"{workspace.Value}|{slice:x}");
}
