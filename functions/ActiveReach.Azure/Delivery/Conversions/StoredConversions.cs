using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Channels;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Conversions;

/// <summary>All conversions of a person, in one entity: so they are replaced as a whole. Stored: never rename.</summary>
/// <param name="Version">Counts its changes.</param>
/// <param name="Open">Runs whose sums may not have heard of the last change.</param>
internal sealed record StoredConversions(long Version, IReadOnlyList<Conversion> All, IReadOnlyList<RunId> Open)
{
    private const int Partitions = 64;
    private const char Between = '\n';

    public static StoredConversions None { get; } = new(0, [], []);

    public static string PartitionOf(ContactId contact) => FormattableString.Invariant($"p{contact.Value >> 32:x8}-{contact.Value % Partitions:x2}");

    public static string RowOf(ContactId contact) => FormattableString.Invariant($"{contact.Value:x16}");

    public static StoredConversions Read(ContactId contact, TableEntity? entity) => entity is null ? None : new StoredConversions(
        entity.Long("version"),
        [.. JsonSerializer.Deserialize<Written[]>(Unpacked(entity.Parts("all")), Wire.Json)!.Select(each => each.Of(contact))],
        [.. (entity.GetString("open") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(run => new RunId(run))]);

    public TableEntity Write(ContactId contact) => EntityFields.New(PartitionOf(contact), RowOf(contact))
        .With("version", Version)
        .With("open", Open.Count == 0 ? null : string.Join(Between, Open))
        .WithParts("all", Packed(JsonSerializer.SerializeToUtf8Bytes(All.Select(Written.From), Wire.Json)));

    private static byte[] Packed(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(text);
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var text = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
            brotli.CopyTo(text);
        return text.ToArray();
    }

    private sealed record Written(
        string Message, string Cause, DateTimeOffset At, decimal Amount, string Currency, bool IsFirst, int Channel, int Stage, string Variant, string Outlet, long Hour)
    {
        public static Written From(Conversion each) => new(
            each.Message.ToString(), each.Cause, each.At, each.Amount, each.Currency, each.IsFirst, each.Group.Channel.ToStored(), each.Group.Stage, each.Group.Variant, each.Group.Outlet, each.Group.Hour);

        public Conversion Of(ContactId contact) => new()
        {
            Message = LedgerAddress.TryParse(Message, out var message) ? message : throw new FormatException($"'{Message}' is no place in the ledger."),
            Contact = contact,
            Cause = Cause,
            At = At,
            Amount = Amount,
            Currency = Currency,
            IsFirst = IsFirst,
            Group = new ConversionGroup(StoredChannel.From(Channel), Stage, Variant, Outlet, Hour),
        };
    }
}
