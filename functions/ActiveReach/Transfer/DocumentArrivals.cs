using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Transfer;

/// <summary>Puts documents of a file where they are missing.</summary>
internal sealed class DocumentArrivals(IDocuments documents)
{
    /// <summary>Of one commit, so that it stays below what a batch may have.</summary>
    private const int MostBytes = 1_000_000;

    /// <param name="read">Of one partition.</param>
    /// <returns>How many are new.</returns>
    public async Task<long> TakeAsync(TransferFile file, IReadOnlyList<(long Line, DocumentKey Key, int Schema, byte[] Body)> read, CancellationToken cancellation)
    {
        var added = 0L;
        for (var at = 0; at < read.Count;)
        {
            var (some, bytes) = (new List<(long Line, DocumentChange Change)>(), 0);
            do
            {
                some.Add((read[at].Line, Change(file, read[at].Line, read[at].Key, read[at].Schema, read[at].Body)));
                bytes += read[at++].Body.Length;
            }
            while (at < read.Count && some.Count < IDocuments.MostChanges && bytes + read[at].Body.Length <= MostBytes);

            foreach (var used in some.Where(each => each.Change.Kind == "used-sender"))
            {
                var sender = JsonSerializer.Deserialize<UsedSender>(used.Change.Document!.Body.Span, Wire.Json)!;
                await SenderDirectory.LearnAsync(documents, new WorkspaceId(read[0].Key.Partition), [KeyValuePair.Create(sender.Channel, sender.Sender)], cancellation);
            }

            added += (await documents.CommitAsync(read[0].Key.Partition, [.. some.Select(each => each.Change)], cancellation)).IsDone
                ? some.Count
                : await OneByOneAsync(file, read[0].Key.Partition, some, cancellation);
        }

        return added;
    }

    private async Task<long> OneByOneAsync(TransferFile file, string partition, IReadOnlyList<(long Line, DocumentChange Change)> some, CancellationToken cancellation)
    {
        var added = 0L;
        foreach (var (line, change) in some)
        {
            if (await documents.TryAsync(partition, change, cancellation))
                added++;
            else if (change.Kind == "workspace" && await documents.FindAsync(new DocumentKey(partition, change.Kind, change.Id), cancellation) is { } there && !there.Body.Span.SequenceEqual(change.Document!.Body.Span))
                throw file.Refused(line, $"is of the workspace '{change.Id}', and there is another one of this name, or it has been changed since", "import into stores that have no such workspace");
        }

        return added;
    }

    private static DocumentChange Change(TransferFile file, long line, DocumentKey key, int schema, byte[] body)
    {
        try
        {
            var fields = DocumentKinds.All[key.Kind].FieldsOf(new StoredDocument(key, "", schema, body));
            return new DocumentChange(key.Kind, key.Id, DocumentCondition.Missing, new DocumentContent(schema, body, fields));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw file.Refused(line, $"has a document '{key.Kind}' '{key.Id}' that this version can't read", "import it with the version that wrote it, or a newer one", error);
        }
    }

    private sealed record UsedSender(Channel Channel, string Sender);
}
