namespace ActiveReach.Audiences.Imports;

/// <summary>Rows of a file on their way into a store, each brought into the form that the store wants as it is added. That is work of
/// whoever reads the file, so that storing, which only one can do at a time, is short.</summary>
public abstract class ImportBatch
{
    /// <summary>Rows so far, in the order of the file.</summary>
    public abstract int Count { get; }

    public abstract void Add(ImportRow row);
}
