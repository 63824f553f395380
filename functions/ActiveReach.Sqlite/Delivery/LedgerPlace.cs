namespace ActiveReach.Sqlite.Delivery;

/// <summary>Shard, batch and row in one number that sorts as the ledger does.</summary>
internal static class LedgerPlace
{
    private const int RowBits = 7;
    private const int BatchBits = 31;

    public static long Of(int shard, int batch, int row) => ((long)shard << (RowBits + BatchBits)) | ((long)batch << RowBits) | (long)row;

    public static int Shard(long place) => (int)(place >> (RowBits + BatchBits));

    public static int Batch(long place) => (int)((place >> RowBits) & int.MaxValue);

    public static int Row(long place) => (int)(place & ((1 << RowBits) - 1));
}
