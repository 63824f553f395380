using System.Runtime.InteropServices;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Contacts;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>What the contacts of prepared rows are found by, written together at the end of their batch: block by block and in the
/// order in which it lies there. Addresses are written with each contact if rows of the batch have no external id, as those are looked
/// for by address.</summary>
internal sealed class FoundBy(PreparedRows batch)
{
    private readonly long[] added = new long[batch.Count];
    private int nextAddress;

    /// <summary>The contact of a row is in its table.</summary>
    public void Add(int row, ContactId id, ContactWriter writer)
    {
        added[row] = id.Value;
        if (!batch.LooksForAddresses)
            return;
        for (; nextAddress < batch.Addresses.Count && batch.Addresses[nextAddress].Row <= row; nextAddress++)
        {
            if (batch.Addresses[nextAddress].Row == row)
                writer.Addresses.Add(batch.Addresses[nextAddress].Address, id);
        }
    }

    /// <summary>Takes a contact out, whose caller writes what it is found by; false when it is not of this batch.</summary>
    public bool Forget(ContactId id)
    {
        if (Array.IndexOf(added, id.Value) is not (>= 0 and var row))
            return false;
        added[row] = 0;
        return true;
    }

    public void Write(ContactWriter writer)
    {
        var (groups, some) = (batch.Values.InOrder, new List<long>());
        var next = new int[groups.Count];
        for (var from = 0; NextBlock(from, IdBlocks.Shift) is { } block; from = block.End)
        {
            for (var index = 0; index < groups.Count; index++)
            {
                some.Clear();
                for (var rows = groups[index].Rows; next[index] < rows.Count && rows[next[index]] < block.End; next[index]++)
                {
                    if (added[rows[next[index]]] is not 0 and var id)
                        some.Add(id);
                }

                writer.Values.Add(groups[index], block.Number, CollectionsMarshal.AsSpan(some));
            }
        }

        if (!batch.LooksForAddresses)
            WriteAddresses(writer.Addresses);
    }

    private void WriteAddresses(AddressRows rows)
    {
        var some = new List<(string, ContactId)>(batch.Addresses.Count);
        for (var from = 0; NextBlock(from, IdBlocks.AddressShift) is { } block; from = block.End)
        {
            some.Clear();
            foreach (var (address, row) in batch.Addresses)
            {
                if (row >= from && row < block.End && added[row] is not 0 and var id)
                    some.Add((address, new ContactId(id)));
            }

            rows.Add(block.Number, CollectionsMarshal.AsSpan(some));
        }
    }

    /// <summary>The block that the rows from this one on begin with, and the first row that is in another.</summary>
    private (long Number, int End)? NextBlock(int from, int shift)
    {
        var first = Array.FindIndex(added, from, id => id != 0);
        if (first < 0)
            return null;
        var block = added[first] >> shift;
        var next = Array.FindIndex(added, first, id => id != 0 && id >> shift != block);
        return (block, next < 0 ? added.Length : next);
    }
}
