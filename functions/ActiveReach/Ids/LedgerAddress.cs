using System.Globalization;

namespace ActiveReach.Ids;

/// <summary>The place of a row in the ledger. Its text form is the idempotency key of the message and the tag that providers
/// echo, so that a report finds its row without an index.</summary>
public readonly record struct LedgerAddress(RunId Run, int Shard, int Batch, int Row)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}:{Shard}:{Batch}:{Row}");

    public static bool TryParse(string? text, out LedgerAddress address)
    {
        address = default;
        var parts = text?.Split(':');
        if (parts is not { Length: 4 }
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var batch)
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var row))
            return false;
        address = new LedgerAddress(new RunId(parts[0]), shard, batch, row);
        return true;
    }
}
