using System.Globalization;
using ActiveReach.Documents;

namespace Contracts.Documents;

/// <summary>Documents in memory, for tests of what is written above them.</summary>
public sealed class MemoryDocuments : IDocuments
{
    private readonly Lock gate = new();
    private readonly Dictionary<DocumentKey, (StoredDocument Stored, IReadOnlyList<DocumentField> Fields)> documents = [];
    private long lastETag;

    public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult(documents.TryGetValue(key, out var found) ? found.Stored : null);
    }

    public Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentLimits.Check(changes);
        lock (gate)
        {
            for (var index = 0; index < changes.Count; index++)
            {
                if (!changes[index].Condition.Allows(documents.GetValueOrDefault(KeyOf(changes[index])).Stored?.ETag))
                    return Task.FromResult(new CommitOutcome(index));
            }

            foreach (var change in changes)
                Write(KeyOf(change), change.Document);
            return Task.FromResult(CommitOutcome.Done);
        }

        DocumentKey KeyOf(DocumentChange change) => new(partition, change.Kind, change.Id);
    }

    public Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentLimits.Check(query);
        lock (gate)
        {
            var found = documents.Values
                .Where(each => each.Stored.Key.Partition == query.Partition && each.Stored.Key.Kind == query.Kind)
                .Where(each => query.Where.All(condition => Values(each.Fields, condition.Field).Any(value => Fits(condition, value))))
                .Where(each => query.OrderBy is not { } field || Values(each.Fields, field).Count > 0)
                .Select(each => (each.Stored, Place: new DocumentPlace(query.OrderBy is { } field ? Values(each.Fields, field)[0] : (FieldValue?)null, each.Stored.Key.Id)))
                .OrderBy(each => each.Place, Comparer<DocumentPlace>.Create(Compare))
                .ToList();
            var page = found.Where(each => query.After is null || Compare(each.Place, query.After) > 0).Take(query.Limit + 1).ToList();
            return Task.FromResult(new DocumentPage(
                [.. page.Take(query.Limit).Select(each => each.Stored)],
                page.Count > query.Limit ? page[query.Limit - 1].Place : null,
                query.Counts ? found.Count : null));
        }

        int Compare(DocumentPlace left, DocumentPlace right)
        {
            var order = left.Value is { } mine && right.Value is { } theirs ? mine.CompareTo(theirs) : 0;
            order = order != 0 ? order : FieldValue.CompareCodePoints(left.Id, right.Id);
            return query.Descending ? -order : order;
        }
    }

    private static IReadOnlyList<FieldValue> Values(IReadOnlyList<DocumentField> fields, string name) => fields.FirstOrDefault(field => field.Name == name)?.Values ?? [];

    private static bool Fits(FieldCondition condition, FieldValue value) => condition switch
    {
        FieldCondition.In one => one.Values.Contains(value),
        FieldCondition.Range range => (range.From is not { } least || value >= least) && (range.Below is not { } below || value < below),
        FieldCondition.Part part => value.Text?.Contains(part.Text, StringComparison.Ordinal) == true,
        _ => throw new ArgumentException($"A condition of kind {condition.GetType().Name} is not known.", nameof(condition)),
    };

    private void Write(DocumentKey key, DocumentContent? content)
    {
        if (content is null)
            documents.Remove(key);
        else
            documents[key] = (new StoredDocument(key, (++lastETag).ToString(CultureInfo.InvariantCulture), content.Schema, content.Body.ToArray()), content.Fields);
    }
}
