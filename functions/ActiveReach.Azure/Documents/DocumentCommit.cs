using System.Net;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Documents;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Documents;

/// <summary>One commit, from the first try to its outcome. When an answer is lost, nobody knows whether it was made: each item that is written carries the commit's
/// id, so a look at one of them tells, and what was not made is tried again.</summary>
internal sealed class DocumentCommit
{
    private const int MostTries = 5;

    /// <summary>Seconds that the receipt of a commit stays which leaves nothing else behind.</summary>
    private const int ReceiptSeconds = 3600;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly string id = Guid.NewGuid().ToString("N");
    private readonly Container container;
    private readonly TimeProvider time;
    private readonly PartitionKey partition;
    private readonly List<Step> steps;
    private readonly string witness;

    public DocumentCommit(Container container, TimeProvider time, string partition, IReadOnlyList<DocumentChange> changes)
    {
        (this.container, this.time, this.partition) = (container, time, new PartitionKey(partition));
        steps = [.. changes.Select((change, index) => new Step(index, DocumentItem.IdOf(change.Kind, change.Id), change.Condition, change.Document is { } document ? DocumentItem.Write(partition, change, document, id) : null))];

        // Others change what was added least of all.
        var lasting = steps.Find(step => step.Item is not null && step.Condition.MustBeMissing) ?? steps.Find(step => step.Item is not null);
        if (lasting is null && steps.Exists(step => step.Condition.ETag is not null))
        {
            lasting = new Step(-1, $"commit:{id}", DocumentCondition.Missing, JsonSerializer.SerializeToUtf8Bytes(new { id = $"commit:{id}", partition, commit = id, ttl = ReceiptSeconds }));
            steps.Add(lasting);
        }

        witness = lasting?.Id ?? "";
        if (steps.Sum(step => (long)(step.Item?.Length ?? 0)) is var bytes and > CosmosAccount.MostBytes)
            throw new ArgumentException($"The {changes.Count} changes of a commit have {bytes} bytes: Cosmos DB takes {CosmosAccount.MostBytes} at once. Commit them in smaller steps.", nameof(changes));
    }

    public async Task<CommitOutcome> MakeAsync()
    {
        var (doubtful, pause) = (false, FirstPause);
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (doubtful && await IsMadeAsync())
                    return CommitOutcome.Done;
                if (await TryAsync() is not { } refused)
                    return CommitOutcome.Done;
                if (!refused.IsGoneAlready)
                    return doubtful && await IsMadeAsync() ? CommitOutcome.Done : new CommitOutcome(refused.Index);
                steps.Remove(refused);
                if (steps.Count == 0)
                    return CommitOutcome.Done;
                tries--;
            }
            catch (Exception error) when (CosmosAccount.IsDoubtful(error) && tries < MostTries)
            {
                doubtful = true;
                await Task.Delay(pause, time);
                pause *= 2;
            }
        }
    }

    /// <returns>The step that was refused; null when all were made.</returns>
    private async Task<Step?> TryAsync()
    {
        if (steps is [var only])
        {
            using var answer = await SendAsync(only);
            return answer.IsSuccessStatusCode ? null : IsRefusal(answer.StatusCode) ? only : throw Fault(answer.StatusCode, answer.ErrorMessage, answer.Headers);
        }

        var batch = container.CreateTransactionalBatch(partition);
        foreach (var step in steps)
            Add(batch, step);
        using var answers = await batch.ExecuteAsync(CancellationToken.None);
        if (answers.IsSuccessStatusCode)
            return null;
        for (var index = 0; index < answers.Count; index++)
        {
            if (IsRefusal(answers[index].StatusCode))
                return steps[index];
        }

        throw Fault(answers.StatusCode, answers.ErrorMessage, answers.Headers);
    }

    private Task<ResponseMessage> SendAsync(Step step) => step switch
    {
        { Item: null } => container.DeleteItemStreamAsync(step.Id, partition, Match(step)),
        { Condition.MustBeMissing: true } => container.CreateItemStreamAsync(new MemoryStream(step.Item), partition),
        { Condition.ETag: not null } => container.ReplaceItemStreamAsync(new MemoryStream(step.Item), step.Id, partition, Match(step)),
        _ => container.UpsertItemStreamAsync(new MemoryStream(step.Item), partition),
    };

    private static TransactionalBatch Add(TransactionalBatch batch, Step step)
    {
        var options = new TransactionalBatchItemRequestOptions { IfMatchEtag = step.Condition.ETag, EnableContentResponseOnWrite = false };
        return step switch
        {
            { Item: null } => batch.DeleteItem(step.Id, options),
            { Condition.MustBeMissing: true } => batch.CreateItemStream(new MemoryStream(step.Item), options),
            { Condition.ETag: not null } => batch.ReplaceItemStream(step.Id, new MemoryStream(step.Item), options),
            _ => batch.UpsertItemStream(new MemoryStream(step.Item), options),
        };
    }

    private async Task<bool> IsMadeAsync()
    {
        if (witness.Length == 0)
            return false;
        using var answer = await container.ReadItemStreamAsync(witness, partition);
        if (CosmosAccount.IsMissing(answer))
            return false;
        answer.EnsureSuccessStatusCode();
        using var item = await JsonDocument.ParseAsync(answer.Content);
        return item.RootElement.GetProperty("commit").GetString() == id;
    }

    private static ItemRequestOptions Match(Step step) => new() { IfMatchEtag = step.Condition.ETag };

    private static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound;

    private static CosmosException Fault(HttpStatusCode status, string message, Headers headers) =>
        new(message, status, 0, headers.ActivityId, headers.RequestCharge);

    /// <param name="Index">Of its change; -1 for the receipt.</param>
    /// <param name="Item">What is written; null deletes.</param>
    private sealed record Step(int Index, string Id, DocumentCondition Condition, byte[]? Item)
    {
        /// <summary>Refused, it was a delete of what is not there, whatever there was.</summary>
        public bool IsGoneAlready => Item is null && Condition.ETag is null;
    }
}
