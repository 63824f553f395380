using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Where things of the ledger lie. A partition is a shard of a run, and its row keys sort so that what is read together is one range:
/// <code>
/// b0100002a          a batch: who has it, what is left of it, sums
/// b0100002a-07       its row 7
/// b0100002a-07-03    what came about that row once the figures were final, by kind
/// h0100002a          the batch once more, among the other batches of the shard
/// o000000000000002a-…  the home row of an occurrence, by contact and hash
/// shard              fence and stages
/// </code>
/// Numbers are hexadecimal, of a fixed width. Stored: never change them.</summary>
internal static class LedgerKeys
{
    public const string ShardHead = "shard";
    public const string Run = "run";

    /// <summary>Sorts behind whatever begins with the same key.</summary>
    private const string End = "~";

    /// <summary>Batches and their rows lie between these two.</summary>
    public static (string Begin, string End) Rows => ("b", "b" + End);

    private const int AddressPartitions = 64;
    private const int MessagePartitions = 8;
    private const int BatchLength = 9;
    private const int RowLength = BatchLength + 3;

    public static string RunPartition(RunId run) => run.Value;

    public static string Shard(RunId run, int shard) => Name($"{run}:{shard:00}");

    public static string Batch(BatchNumber number) => Name($"b{number.Value:x8}");

    public static string Head(BatchNumber number) => Name($"h{number.Value:x8}");

    public static string Row(RowPlace place) => Name($"b{place.Batch:x8}-{place.Row:00}");

    public static string Late(RowPlace place, LedgerEventKind kind) => Name($"{Row(place)}-{(int)kind:00}");

    public static string Occurrence(ContactId contact, string occurrence) => Name($"o{contact.Value:x16}-{Hash(occurrence)}");

    /// <summary>Behind everything of the row.</summary>
    public static string Behind(RowPlace place) => Row(place) + End;

    /// <summary>Of an address whose key is random, so that no partition has more than its share.</summary>
    public static string AddressPartition(RunId run, long key) => Name($"{run}:{key & (AddressPartitions - 1):00}");

    public static string Address(long key, string occurrence) => occurrence.Length == 0 ? Name($"{key:x16}") : Name($"{key:x16}-{Hash(occurrence)}");

    public static (string Partition, string Row) Message(Workspaces.WorkspaceId workspace, string messageId)
    {
        var hash = Hash(messageId);
        return (Name($"{workspace.Value}:{Convert.ToInt32(hash[..2], 16) % MessagePartitions}"), hash);
    }

    /// <summary>Of a contact, by the hash that puts it into a shard: those of a shard lie in few of them, whatever number the run has.</summary>
    public static string ContactPartition(Workspaces.WorkspaceId workspace, ContactId contact) => Name($"{workspace.Value}:{Shards.Of(contact, Shards.Most):00}");

    /// <summary>A row of a contact, behind those of runs that began before.</summary>
    public static string ContactRow(LedgerRun run, ContactId contact, LedgerAddress row) => Name($"{contact.Value:x16}-{run.StartedAt.UtcTicks:x16}-{run.Id}-{row.Shard:00}-{Row(new RowPlace(row.Batch, row.Row))}");

    /// <summary>All rows of a contact lie between these two.</summary>
    public static (string Begin, string End) ContactRows(ContactId contact) => (Name($"{contact.Value:x16}-"), Name($"{contact.Value:x16}{End}"));

    public static bool IsBatch(string key) => key.Length == BatchLength;

    public static bool IsRow(string key) => key.Length == RowLength;

    public static BatchNumber NumberOf(string key) => new(int.Parse(key.AsSpan(1, BatchLength - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    public static RowPlace PlaceOf(string key) => new(NumberOf(key).Value, int.Parse(key.AsSpan(BatchLength + 1, 2), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Of the key of a late report.</summary>
    public static LedgerEventKind KindOf(string key) => (LedgerEventKind)int.Parse(key.AsSpan(RowLength + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>128 bits of what others have named, which may have any signs and length.</summary>
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static string Name(FormattableString text) => FormattableString.Invariant(text);
}
