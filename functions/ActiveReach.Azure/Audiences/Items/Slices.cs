using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Items;

/// <summary>The partitions of a workspace's items, so that no workspace is one partition. What is of a contact lies in the slice of the contact in each
/// container. Stored: never change.</summary>
internal static class Slices
{
    /// <summary>A slice takes 20 GB, some ten million contacts, and each page of an audience asks all of them.</summary>
    private const int Many = 16;

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<string> Of(WorkspaceId workspace) => [.. Enumerable.Range(0, Many).Select(slice => Slice(workspace, slice))];

    public static string Of(WorkspaceId workspace, ContactId contact) => Slice(workspace, (int)(contact.Value % Many));

    /// <param name="hash">In hexadecimal digits: those that begin with the same one lie together.</param>
    public static string OfHash(WorkspaceId workspace, string hash) => Slice(workspace, Convert.ToInt32(hash[..1], 16));

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Slice(WorkspaceId workspace, int slice) => string.Create(CultureInfo.InvariantCulture, $"{workspace.Value}|{slice:x}");
}
