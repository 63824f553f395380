using ActiveReach.Audiences.Contacts;

namespace ActiveReach.Audiences.Imports;

/// <summary>Some rows of an import: what they say of contacts, in the order of the file. The same number has the same rows, however often
/// they are read.</summary>
/// <param name="Number">Counted from 1 in each import.</param>
/// <param name="At">When the contacts come, or are changed.</param>
/// <param name="Contacts">Each names somebody; one may be there twice.</param>
public sealed record ImportBatch(string Import, int Number, ImportMode Mode, DateTimeOffset At, IReadOnlyList<ContactDraft> Contacts)
{
    /// <summary>Rows of a file that are handed over together. Large batches spare a disk, which writes each page of an index once for all their
    /// rows; whoever else writes may have to wait for one, which is to take half a second on a slow machine.</summary>
    public const int MostRows = 8_000;

    /// <summary>What stands behind whatever these rows say.</summary>
    public ContactOrigin Origin => new("import", At, Import);
}
