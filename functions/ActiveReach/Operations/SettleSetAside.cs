using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Workspaces;

namespace ActiveReach.Operations;

/// <summary>Puts messages that are set aside back on their queue, or drops them. Either may be repeated: a queue's function looks at the store first, and does again only
/// what is not done.</summary>
public sealed class SettleSetAside(SetAsideMessages messages, IMessageQueue queue, TimeProvider clock)
{
    private const int LongestReason = 500;

    /// <param name="ids">Which; null for all of the queue.</param>
    /// <returns>How many were put back.</returns>
    /// <exception cref="NotFoundException">One of them is not there: none is put back.</exception>
    public async Task<int> ReplayAsync(Caller caller, string from, IReadOnlyList<string>? ids, CancellationToken cancellation = default)
    {
        var chosen = await ChosenAsync(caller, from, ids, cancellation);
        foreach (var message in chosen)
        {
            await queue.SendAsync(message.Queue, message.Body, cancellation: cancellation);
            await messages.RemoveAsync(message, Told(caller, "queue_message.replayed", message, null), CancellationToken.None);
        }

        return chosen.Count;
    }

    /// <summary>Drops messages: what they were to do stays undone, unless the app finds it undone by itself.</summary>
    /// <param name="reason">For the audit trail.</param>
    /// <inheritdoc cref="ReplayAsync"/>
    public async Task<int> DiscardAsync(Caller caller, string from, IReadOnlyList<string>? ids, string reason, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
            throw new InvalidInputException("reason", "wrong_length", $"reason has {reason.Trim().Length} characters: say in 1 to {LongestReason} why these messages may be dropped; it is kept in the audit trail.");
        var chosen = await ChosenAsync(caller, from, ids, cancellation);
        foreach (var message in chosen)
            await messages.RemoveAsync(message, Told(caller, "queue_message.discarded", message, reason.Trim()), CancellationToken.None);
        return chosen.Count;
    }

    private async Task<List<SetAsideMessage>> ChosenAsync(Caller caller, string from, IReadOnlyList<string>? ids, CancellationToken cancellation)
    {
        var there = (await messages.ListAsync(caller.Workspace, cancellation)).Where(message => message.Queue == from).ToList();
        return ids is null ? there : [.. ids.Distinct(StringComparer.Ordinal).Select(id => there.Find(message => message.Id == id) ?? throw new NotFoundException($"message of {from}", id))];
    }

    private AuditEntry Told(Caller caller, string action, SetAsideMessage message, string? why) =>
        new(caller.Workspace, clock.GetUtcNow(), caller.Member, action, message.Id, why is null ? $"Of {message.Queue}." : $"Of {message.Queue}: {why}");
}
