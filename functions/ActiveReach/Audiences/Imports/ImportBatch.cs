using ActiveReach.Audiences.Contacts;

namespace ActiveReach.Audiences.Imports;

/// <summary>Some rows of an import: what they say of contacts, in the order of the file. The same number has the same rows, however often
/// they are read.</summary>
/// <param name="Number">Counted from 1 in each import.</param>
/// <param name="At">When the contacts come, or are changed.</param>
/// <param name="Contacts">Each names somebody; one may be there twice.</param>
public sealed record ImportBatch(string Import, int Number, ImportMode Mode, DateTimeOffset At, IReadOnlyList<ContactDraft> Contacts)
{
    /// <summary>What stands behind whatever these rows say.</summary>
    public ContactOrigin Origin => new("import", At, Import);
}
