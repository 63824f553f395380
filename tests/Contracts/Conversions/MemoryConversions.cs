using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Conversions;

/// <summary>Conversions in memory. Nobody tells it of events, so everybody may be marked.</summary>
public sealed class MemoryConversions : IConversions
{
    private readonly Lock mine = new();
    private readonly Dictionary<(WorkspaceId Workspace, ContactId Contact), long> due = [];
    private readonly Dictionary<ContactId, IReadOnlyList<Conversion>> all = [];
    private long stamps;

    public Task<IReadOnlyList<DueCustomer>> DueAsync(WorkspaceId workspace, int limit, CancellationToken cancellation = default)
    {
        lock (mine)
            return Task.FromResult<IReadOnlyList<DueCustomer>>([.. due.Where(each => each.Key.Workspace == workspace).Take(limit).Select(each => new DueCustomer(each.Key.Contact, each.Value))]);
    }

    public Task<IReadOnlyList<DueCustomer>> MarkAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default)
    {
        lock (mine)
            return Task.FromResult<IReadOnlyList<DueCustomer>>([.. contacts.Select(contact => new DueCustomer(contact, due[(workspace, contact)] = ++stamps))]);
    }

    public Task<IReadOnlyList<Conversion>> OfAsync(ContactId contact, CancellationToken cancellation = default)
    {
        lock (mine)
            return Task.FromResult<IReadOnlyList<Conversion>>([.. all.GetValueOrDefault(contact, []).OrderBy(each => each.At)]);
    }

    public Task<bool> TryCreditAsync(WorkspaceId workspace, DueCustomer due, IReadOnlyList<Conversion> conversions, CancellationToken cancellation = default)
    {
        lock (mine)
        {
            if (this.due.GetValueOrDefault((workspace, due.Contact)) != due.Stamp)
                return Task.FromResult(false);
            this.due.Remove((workspace, due.Contact));
            all[due.Contact] = conversions;
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<ConversionSum>> SumsAsync(RunId run, CancellationToken cancellation = default)
    {
        lock (mine)
        {
            return Task.FromResult<IReadOnlyList<ConversionSum>>([.. all.Values.SelectMany(each => each).Where(each => each.Message.Run == run)
                .GroupBy(each => (each.Group, each.Currency)).Select(group => new ConversionSum(
                    group.Key.Group, group.Key.Currency, group.Count(each => each.IsFirst), group.Sum(each => each.Amount),
                    group.GroupBy(each => each.Contact).Sum(person => Math.Pow((double)person.Sum(each => each.Amount), 2))))]);
        }
    }
}
