using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Conversions;

/// <summary>Whose conversions are to be credited anew: a mark with a stamp, in the one partition of the workspace, so that they are listed together. Beside it stands that an
/// event of the person is known: reports mark nobody else.</summary>
internal sealed class ConversionMarks(TableClient table, TimeProvider time)
{
    private const string Stamp = "stamp";
    private const int Lookups = 16;

    /// <summary>Two entities each.</summary>
    private const int MostOfGroup = TableLimits.MostEntities / 2;

    public async Task<IReadOnlyList<DueCustomer>> ListAsync(WorkspaceId workspace, int limit, CancellationToken cancellation)
    {
        var due = new List<DueCustomer>();
        var partition = workspace.Value;
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {"d"} and RowKey lt {"e"}"), limit, cancellationToken: cancellation))
        {
            due.Add(new DueCustomer(new ContactId(entity.Long("contact")), entity.Long(Stamp)));
            if (due.Count == limit)
                break;
        }

        return due;
    }

    /// <summary>The ETag of the mark with this stamp; null when it is another, or gone.</summary>
    public async Task<ETag?> FindAsync(WorkspaceId workspace, DueCustomer due) =>
        await new TableEntry(table, workspace.Value, Due(due.Contact), time).FindAsync(CancellationToken.None) is { } entity && entity.Long(Stamp) == due.Stamp ? entity.ETag : null;

    /// <summary>Marks people of whom an event is known by now.</summary>
    public async Task<IReadOnlyList<DueCustomer>> AddAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts)
    {
        var due = contacts.Distinct().Select(contact => new DueCustomer(contact, Random.Shared.NextInt64(1, long.MaxValue))).ToList();
        await Task.WhenAll(due.Chunk(MostOfGroup).Select(async some =>
        {
            var group = new EntityGroup(table, workspace.Value);
            foreach (var (contact, stamp) in some)
            {
                group.Put(EntityFields.New(workspace.Value, Due(contact)).With("contact", contact.Value).With(Stamp, stamp));
                group.Put(EntityFields.New(workspace.Value, Known(contact)));
            }

            await group.PutAsync(time);
        }));
        return due;
    }

    /// <summary>Those of whom an event is known.</summary>
    public async Task<IReadOnlyCollection<ContactId>> KnownAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation)
    {
        var known = new System.Collections.Concurrent.ConcurrentBag<ContactId>();
        await Parallel.ForEachAsync(contacts, new ParallelOptions { MaxDegreeOfParallelism = Lookups, CancellationToken = cancellation }, async (contact, token) =>
        {
            if (await new TableEntry(table, workspace.Value, Known(contact), time).FindAsync(token) is not null)
                known.Add(contact);
        });
        return known;
    }

    /// <summary>Takes the mark away that was looked at; one that is newer stays.</summary>
    public async Task RemoveAsync(WorkspaceId workspace, ContactId contact, ETag mark)
    {
        try
        {
            await table.DeleteEntityAsync(workspace.Value, Due(contact), mark);
        }
        catch (RequestFailedException error) when (TableTries.IsConflict(error))
        {
            // Marked again meanwhile: they are credited once more.
        }
    }

    /// <summary>The person has become another.</summary>
    public async Task ForgetAsync(WorkspaceId workspace, ContactId contact)
    {
        await table.DeleteEntityAsync(workspace.Value, Due(contact));
        await table.DeleteEntityAsync(workspace.Value, Known(contact));
    }

    private static string Due(ContactId contact) => FormattableString.Invariant($"d{contact.Value:x16}");

    private static string Known(ContactId contact) => FormattableString.Invariant($"k{contact.Value:x16}");
}
