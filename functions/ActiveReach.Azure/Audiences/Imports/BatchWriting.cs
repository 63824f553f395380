using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Audiences.Imports;

/// <summary>The rows of a batch as changes of a unit of work. Each contact is written with the rows that made it so; where a try before this one has written some, their
/// rows are answered from there and not made again.</summary>
internal sealed class BatchWriting(ContactBook book, ContactWriting writing, ImportBatch batch, ConsentState consents)
{
    /// <summary>Ids leased at once, of which some may stay unused.</summary>
    private const int MostAhead = 500;

    private readonly Dictionary<ContactId, Dictionary<int, RowResult>> rows = [];

    public async Task<RowOutcome[]> StoreAsync()
    {
        await book.PrepareAsync(
            [.. batch.Contacts.Select(draft => draft.ExternalId).OfType<string>().Distinct()],
            [.. batch.Contacts.SelectMany(draft => new[] { draft.Phone, draft.Email }).OfType<string>().Distinct()]);
        var outcomes = new RowOutcome[batch.Contacts.Count];
        for (var row = 0; row < outcomes.Length; row++)
            outcomes[row] = await StoreAsync(row, batch.Contacts[row]);
        return outcomes;
    }

    private async Task<RowOutcome> StoreAsync(int row, ContactDraft draft)
    {
        var (existing, unborn) = await writing.FindMatchAsync(draft);
        if (existing is null)
        {
            var first = new Dictionary<int, RowResult> { [row] = RowResult.Created };
            var added = await writing.AddAsync(draft, batch.Origin, consents, unborn, Math.Min(batch.Contacts.Count - row - 1, MostAhead), Mark(first));
            rows[added.Id] = first;
            return new RowOutcome(RowResult.Created);
        }

        var made = await RowsOfAsync(existing.Id);
        if (made.TryGetValue(row, out var done))
            return new RowOutcome(done);
        if (batch.Mode == ImportMode.Insert)
            return RowOutcome.ThereAlready(existing.Id);
        made[row] = await writing.IsNewsAsync(existing, draft) ? RowResult.Updated : RowResult.Unchanged;
        if (made[row] is RowResult.Updated)
            await writing.ChangeAsync(existing, draft, batch.Origin, Mark(made));
        return new RowOutcome(made[row]);
    }

    private ImportMark Mark(Dictionary<int, RowResult> made) => new(batch.Import, batch.Number, made);

    private async Task<Dictionary<int, RowResult>> RowsOfAsync(ContactId contact)
    {
        if (!rows.TryGetValue(contact, out var made))
            rows[contact] = made = (await book.MarkAsync(contact, batch.Import, batch.Number))?.Rows.ToDictionary() ?? [];
        return made;
    }
}
