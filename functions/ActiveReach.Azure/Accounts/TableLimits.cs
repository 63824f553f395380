using System.Text;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Accounts;

/// <summary>What Azure Tables take. The emulators are laxer, so it is held here.</summary>
internal static class TableLimits
{
    public const int MostEntities = 100;
    public const int MostGroupBytes = 4 * 1024 * 1024;
    public const int MostEntityBytes = 1024 * 1024;
    public const int MostPropertyBytes = 64 * 1024;
    public const int MostProperties = 252;
    public const int MostKeyBytes = 1024;

    /// <summary>Most entities that one answer to a query has.</summary>
    public const int MostAPage = 1000;

    private const int EntityOverhead = 4;
    private const int PropertyOverhead = 8;

    /// <summary>What the service has of every entity.</summary>
    private static readonly string[] OfEveryEntity = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    /// <returns>Its bytes, as the service counts them.</returns>
    /// <exception cref="ArgumentException">Says which limit, of what, and by how much.</exception>
    public static int Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);
        var bytes = EntityOverhead + BytesOf(entity.PartitionKey) + BytesOf(entity.RowKey);
        var properties = 0;
        foreach (var (name, value) in entity.Where(each => !OfEveryEntity.Contains(each.Key, StringComparer.Ordinal)))
        {
            var size = value switch { string text => BytesOf(text), byte[] octets => octets.Length, _ => sizeof(long) };
            Require(size, MostPropertyBytes, $"bytes of the property '{name}'", entity.RowKey);
            bytes += PropertyOverhead + BytesOf(name) + size;
            properties++;
        }

        Require(properties, MostProperties, "properties", entity.RowKey);
        Require(bytes, MostEntityBytes, "bytes", entity.RowKey);
        return bytes;
    }

    private static void CheckKey(string key)
    {
        if (key.AsSpan().IndexOfAny("/\\#?") >= 0 || key.Any(char.IsControl))
            throw new ArgumentException($"The key '{key}' has a sign that no key of a table may have: / \\ # ? or a control character.", nameof(key));
        Require(BytesOf(key), MostKeyBytes, "bytes of a key", key);
    }

    public static void Require(int has, int most, string what, string where)
    {
        if (has > most)
            throw new ArgumentException($"'{where}' has {has} {what}: Azure Tables take {most}.", nameof(has));
    }

    private static int BytesOf(string text) => Encoding.Unicode.GetByteCount(text);
}
