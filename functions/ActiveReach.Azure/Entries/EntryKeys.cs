using System.Security.Cryptography;
using System.Text;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Entries;

/// <summary>Where entries lie. A campaign has eight partitions, by what puts contacts in shards, so that all entries of a contact lie together and those of a
/// shard's batch in one:
/// <code>
/// u000000000000002a-…                    an entry, by contact and hash of its occasion
/// d08de2f0a1b2c3d4e-000000000000002a-…   once more while it waits, by the time it is due
/// t08de2f0a1b2c3d4e-000000000000002a-…   once more when it is taken, by the time it was due
/// x08de2f0a1b2c3d4e-000000000000002a-…   once more when it is cancelled, by the same
/// m000000000000002a                      how a contact stands to those whom the campaign watches
/// </code>
/// Numbers are hexadecimal, of a fixed width. Stored: never change them.</summary>
internal static class EntryKeys
{
    public const int Partitions = 8;

    /// <summary>Sorts behind whatever begins with the same key.</summary>
    private const string End = "~";

    public static string Partition(CampaignId campaign, int number) => Name($"{campaign}:{number}");

    public static string Partition(CampaignId campaign, ContactId contact) => Partition(campaign, Shards.Of(contact, Partitions));

    /// <summary>Campaigns of a workspace that have entries.</summary>
    public static string Campaigns(WorkspaceId workspace) => Name($"of:{workspace.Value}");

    public static string Entry(EntryKey key) => "u" + Place(key);

    /// <summary>Its line among those that stand as it does.</summary>
    public static string Line(Entry entry) => Name($"{Letter(entry.State)}{entry.DueAt.UtcTicks:x16}-{Place(entry.Key)}");

    public static (string Begin, string End) AllOf(ContactId contact) => (Name($"u{contact.Value:x16}-"), Name($"u{contact.Value:x16}-{End}"));

    /// <summary>Those that wait and are due by then.</summary>
    public static (string Begin, string End) Due(DateTimeOffset until) => ("d", Name($"d{until.UtcTicks:x16}-{End}"));

    /// <summary>Those that are over and were due before.</summary>
    public static (string Begin, string End) Before(EntryState state, DateTimeOffset time) => (Name($"{Letter(state)}"), Name($"{Letter(state)}{time.UtcTicks:x16}"));

    public static (string Begin, string End) AllWaiting => ("d", "d" + End);

    public static (string Begin, string End) AllCancelled => ("x", "x" + End);

    public static string Member(ContactId contact) => Name($"m{contact.Value:x16}");

    /// <summary>Those beyond a contact.</summary>
    public static (string Begin, string End) MembersAfter(ContactId contact) => (Name($"{Member(contact)}{End}"), "m" + End);

    private static char Letter(EntryState state) => state switch { EntryState.Waiting => 'd', EntryState.Taken => 't', _ => 'x' };

    private static string Place(EntryKey key) => Name($"{key.Contact.Value:x16}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Occasion)).AsSpan(0, 16))}");

    private static string Name(FormattableString text) => FormattableString.Invariant(text);
}
