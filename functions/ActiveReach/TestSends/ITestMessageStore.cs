using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>Test messages, and how many somebody has sent lately.</summary>
public interface ITestMessageStore
{
    /// <summary>Adds all of them, which are of one sender and workspace, if that leaves the sender at most <paramref name="most"/>
    /// after <paramref name="since"/>; else none.</summary>
    /// <param name="audit">Recorded with the messages.</param>
    /// <returns>Null when they were added; else the time of the message that must have left the window first.</returns>
    Task<DateTimeOffset?> TryAddAsync(IReadOnlyList<TestMessage> messages, int most, DateTimeOffset since, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Records what came of a message.</summary>
    Task SettleAsync(string id, TestOutcome outcome, string? reason, CancellationToken cancellation = default);

    Task<TestMessage?> FindAsync(string id, CancellationToken cancellation = default);
}
