using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Documents;
using ActiveReach.Lists;

namespace ActiveReach.Workspaces;

/// <summary>Something that somebody did.</summary>
/// <param name="Member">E-mail address or key, as in <see cref="Caller.Member"/>.</param>
/// <param name="Action">Thing and verb in the past tense, e.g. <c>campaign.approved</c>.</param>
/// <param name="Subject">Id of what it was done to.</param>
/// <param name="Details">What changed, in a sentence; no personal data of contacts.</param>
public sealed record AuditEntry(WorkspaceId Workspace, DateTimeOffset At, string Member, string Action, string Subject, string? Details = null)
{
    /// <summary>Ascending with <see cref="At"/> and, at the same time, in the order of writing; given when it is written.</summary>
    public long Id { get; init; }
}

/// <summary>Who did what: entries are added, never changed. The entry of a change is committed with it: neither is ever there without the
/// other.</summary>
public sealed class AuditTrail(IDocuments documents)
{
    /// <summary>Entries of a millisecond that stand in the order of writing: the id stays below 2^53, which JSON's numbers hold exactly,
    /// until 2039.</summary>
    private const int OfMillisecond = 4096;

    private static readonly DocumentKind<AuditEntry> Kind = new DocumentKind<AuditEntry>("audit", IdOf)
        .By("subject", entry => entry.Subject)
        .ByMany("action", entry => entry.Action.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? [entry.Action, entry.Action[..end]] : [entry.Action]);

    private static long written;

    /// <summary>The entry as a part of the commit of what it tells of; nothing where there is none.</summary>
    public static IEnumerable<DocumentChange> Tell(AuditEntry? entry) => entry is null ? [] : [Kind.Add(entry with { Id = NextAt(entry.At) })];

    /// <summary>The entry of a change in another partition, which asked for it in its own commit: written twice it is there once.</summary>
    /// <param name="once">What it tells of, e.g. a run and its revision.</param>
    public static DocumentChange Tell(AuditEntry entry, string once)
    {
        var told = entry with { Id = FirstAt(entry.At) + (SHA256.HashData(Encoding.UTF8.GetBytes(once))[0] * (OfMillisecond / 256)) };
        return Kind.Put(told) with { Id = string.Create(CultureInfo.InvariantCulture, $"{told.Id:D19}-{once}") };
    }

    /// <summary>Records what changes nothing: that somebody has looked.</summary>
    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation = default) =>
        documents.CommitAsync(entry.Workspace.Partition, [.. Tell(entry)], cancellation);

    /// <summary>Newest first, or oldest first when not descending.</summary>
    /// <param name="action">Exact action, or its first part (<c>campaign</c>); null for all.</param>
    public async Task<Page<AuditEntry>> ListAsync(WorkspaceId workspace, PageQuery query, string? action, string? subject, CancellationToken cancellation = default)
    {
        var where = new List<FieldCondition>();
        if (subject is not null)
            where.Add(FieldCondition.Is("subject", subject));
        if (action is not null)
            where.Add(FieldCondition.Is("action", action));
        return (await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), orderBy: null, where), cancellation)).ToPage();
    }

    /// <summary>Sorts by time; two processes may give the same number, so chance keeps them apart.</summary>
    private static string IdOf(AuditEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Id:D19}-{Random.Shared.NextInt64():x16}");

    private static long NextAt(DateTimeOffset at) => FirstAt(at) + (Interlocked.Increment(ref written) % OfMillisecond);

    private static long FirstAt(DateTimeOffset at) => at.ToUnixTimeMilliseconds() * OfMillisecond;
}
