using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>Test messages, and how many somebody has sent lately. They lie with their workspace; the directory says with which, since their
/// links don't.</summary>
public sealed class TestMessages(IDocuments documents)
{
    /// <summary>Messages that are committed with their count and the audit entry; few send more, and nothing is handed over before all are there.</summary>
    private const int WithCount = IDocuments.MostChanges - 2;

    private static readonly DocumentKind<TestMessage> Kind = new("test-message", message => message.Id);

    private static readonly DocumentKind<Place> Places = new("test-message-place", place => place.Id);

    /// <summary>When somebody sent lately: what two who send at once for the same member both change.</summary>
    private static readonly DocumentKind<Lately> Windows = new("tests-lately", lately => IdOf(lately.SentBy));

    /// <summary>Adds all of them, which are of one sender and workspace, if that leaves the sender at most <paramref name="most"/>
    /// after <paramref name="since"/>; else none.</summary>
    /// <param name="audit">Recorded with the messages.</param>
    /// <returns>Null when they were added; else the time of the message that must have left the window first.</returns>
    public async Task<DateTimeOffset?> TryAddAsync(
        IReadOnlyList<TestMessage> messages, int most, DateTimeOffset since, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var (partition, sentBy) = (messages[0].Workspace.Partition, messages[0].SentBy);
        while (true)
        {
            var window = await documents.FindAsync(Windows, partition, IdOf(sentBy), cancellation);
            List<DateTimeOffset> sent = [.. (window?.Value.At ?? []).Where(at => at > since).Order()];
            if (sent.Count + messages.Count - most is > 0 and var tooMany)
                return tooMany <= sent.Count ? sent[tooMany - 1] : throw new ArgumentException($"{messages.Count} messages are more than the {most} that are possible at all.", nameof(messages));

            var lately = new Lately(sentBy, [.. sent, .. messages.Select(message => message.At)]);
            var counted = window is null ? Windows.Add(lately) : Windows.Replace(lately, window.ETag);
            foreach (var some in messages.Chunk(IDocuments.MostChanges))
                await documents.CommitAsync(WorkspacePartition.Directory, [.. some.Select(message => Places.Put(new Place(message.Id, message.Workspace)))], cancellation);
            if (!(await documents.CommitAsync(partition, [counted, .. messages.Take(WithCount).Select(Kind.Put), .. AuditTrail.Tell(audit)], cancellation)).IsDone)
                continue;
            foreach (var some in messages.Skip(WithCount).Chunk(IDocuments.MostChanges))
                await documents.CommitAsync(partition, [.. some.Select(Kind.Put)], CancellationToken.None);
            return null;
        }
    }

    /// <summary>Records what came of a message.</summary>
    public Task SettleAsync(TestMessage message, TestOutcome outcome, string? reason, CancellationToken cancellation = default) =>
        documents.TryAsync(message.Workspace.Partition, Kind.Put(message with { Outcome = outcome, Reason = reason }), cancellation);

    public async Task<TestMessage?> FindAsync(string id, CancellationToken cancellation = default) =>
        await documents.FindAsync(Places, WorkspacePartition.Directory, id, cancellation) is { Value.Workspace: var workspace }
            ? (await documents.FindAsync(Kind, workspace.Partition, id, cancellation))?.Value
            : null;

    private static string IdOf(string sentBy) => DocumentKey.IdOf(sentBy);

    private sealed record Place(string Id, WorkspaceId Workspace);

    private sealed record Lately(string SentBy, IReadOnlyList<DateTimeOffset> At);
}
