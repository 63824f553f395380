using System.Globalization;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>Whom a message is noted for: the address that it goes to, or the contact. Those of a workspace lie in 16 partitions each, so that the messages of a batch
/// are a few groups. Stored: never change.</summary>
/// <param name="Side"><c>a</c> for an address, <c>c</c> for a contact.</param>
internal readonly record struct TouchOwner(WorkspaceId Workspace, char Side, long Key)
{
    private const char OfAddress = 'a';
    private const char OfContact = 'c';
    private const int Partitions = 16;

    /// <summary>In a row key: behind the key and the time.</summary>
    private const int MessageAt = 34;

    public bool IsAddress => Side == OfAddress;

    public string Partition => Name($"{Workspace.Value}:{Side}{Key & (Partitions - 1):x}");

    /// <summary>Where its places under caps are.</summary>
    public string Head => Name($"{Key:x16}");

    public static TouchOwner Address(WorkspaceId workspace, long key) => new(workspace, OfAddress, key);

    public static TouchOwner Contact(WorkspaceId workspace, ContactId contact) => new(workspace, OfContact, contact.Value);

    /// <summary>Of a message; the latest come first.</summary>
    public string Row(DateTimeOffset at, LedgerAddress message) => $"{Since(at)}-{message}";

    public static LedgerAddress MessageOf(string row) => LedgerAddress.TryParse(row[MessageAt..], out var message) ? message : default;

    /// <summary>Before what was noted at that time, and behind all that was later.</summary>
    public string Since(DateTimeOffset at) => Name($"{Key:x16}-{long.MaxValue - at.UtcTicks:x16}");

    /// <summary>Behind all of its messages.</summary>
    public string End => Name($"{Key:x16}.");

    /// <summary>The owner of this key on the other side.</summary>
    public TouchOwner Across(long key) => new(Workspace, IsAddress ? OfContact : OfAddress, key);

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
