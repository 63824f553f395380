using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure;

namespace ActiveReach.Azure.Delivery.Conversions;

/// <summary>Conversions on Azure Tables: those of a person are one entity, what they come to lies by run besides. The mark goes last: after a crash the person is credited again,
/// which comes to the same.</summary>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TableConversions(TablesAccount account, TimeProvider time) : IConversions, IContactBelongings
{
    private readonly ConversionMarks marks = new(account.Conversions, time);
    private readonly RunSums sums = new(account.Conversions, time);
    private readonly GoalWorkspaces goals = new(account.Conversions, time);

    public async Task<IReadOnlyList<DueCustomer>> DueAsync(WorkspaceId workspace, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await marks.ListAsync(workspace, limit, cancellation);
    }

    public async Task<IReadOnlyList<DueCustomer>> MarkAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await marks.AddAsync(workspace, await marks.KnownAsync(workspace, contacts, cancellation));
    }

    /// <summary>Marks people of whom an event, or another state of an order, has been kept just now: told behind that write and before it is answered.</summary>
    public async Task HearAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts)
    {
        if (await goals.HoldsAsync(workspace))
            await marks.AddAsync(workspace, contacts);
    }

    public async Task<IReadOnlyList<Conversion>> OfAsync(ContactId contact, CancellationToken cancellation = default) =>
        [.. (await FindAsync(contact, cancellation)).All.OrderBy(each => each.At).ThenBy(each => each.Cause, StringComparer.Ordinal)];

    public async Task<bool> TryCreditAsync(WorkspaceId workspace, DueCustomer due, IReadOnlyList<Conversion> conversions, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ETag? mark = null;

        // Looked at between reading and writing: who writes later than somebody with a newer mark is refused.
        await ReplaceAsync(due.Contact, async before => (mark = await marks.FindAsync(workspace, due)) is null ? before : conversions);
        if (mark is null)
            return false;
        await marks.RemoveAsync(workspace, due.Contact, mark.Value);
        return true;
    }

    public async Task<IReadOnlyList<ConversionSum>> SumsAsync(RunId run, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await sums.ReadAsync(run, cancellation);
    }

    Task<IReadOnlyCollection<ContactId>> IContactBelongings.AttachAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> contacts) => Task.FromResult<IReadOnlyCollection<ContactId>>([]);

    /// <summary>Before the one that goes has none: in between they count twice, and never not at all.</summary>
    async Task IContactBelongings.MoveAsync(WorkspaceId workspace, ContactId gone, ContactId survivor)
    {
        var left = (await FindAsync(gone, CancellationToken.None)).All.Select(each => each with { Contact = survivor }).ToList();
        if (left.Count > 0)
        {
            await ReplaceAsync(survivor, before => Task.FromResult<IReadOnlyList<Conversion>>([.. before, .. left.ExceptBy(before.Select(KeyOf), KeyOf)]));
            await ReplaceAsync(gone, _ => Task.FromResult<IReadOnlyList<Conversion>>([]));
        }

        if ((await marks.KnownAsync(workspace, [gone], CancellationToken.None)).Count > 0)
            await marks.AddAsync(workspace, [survivor]);
        await marks.ForgetAsync(workspace, gone);
    }

    /// <summary>Nothing of it is: figures keep what a number did.</summary>
    Task IContactBelongings.EraseAsync(WorkspaceId workspace, Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at) => Task.CompletedTask;

    private static (LedgerAddress, string) KeyOf(Conversion each) => (each.Message, each.Cause);

    private static IEnumerable<RunId> RunsOf(IEnumerable<Conversion> conversions) => conversions.Select(each => each.Message.Run);

    private TableEntry Entry(ContactId contact) => new(account.Conversions, StoredConversions.PartitionOf(contact), StoredConversions.RowOf(contact), time);

    private async Task<StoredConversions> FindAsync(ContactId contact, CancellationToken cancellation) => StoredConversions.Read(contact, await Entry(contact).FindAsync(cancellation));

    /// <param name="change">From what is there to what is to be; the same for nothing.</param>
    private async Task ReplaceAsync(ContactId contact, Func<IReadOnlyList<Conversion>, Task<IReadOnlyList<Conversion>>> change)
    {
        var person = await Entry(contact).ChangeAsync(async found =>
        {
            var before = StoredConversions.Read(contact, found);
            var all = await change(before.All);
            if (all.SequenceEqual(before.All))
                return (null, before);
            var after = new StoredConversions(before.Version + 1, all, [.. before.Open.Concat(RunsOf(before.All)).Concat(RunsOf(all)).Distinct()]);
            return (after.Write(contact), after);
        }, CancellationToken.None);
        if (person.Open.Count == 0)
            return;
        await Task.WhenAll(person.Open.Select(run => sums.WriteAsync(run, contact, person)));
        await Entry(contact).ChangeAsync(found => StoredConversions.Read(contact, found) is var now && now.Version == person.Version ? ((now with { Open = [] }).Write(contact), true) : (null, false), CancellationToken.None);
    }
}
