using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.FieldTypes;

/// <summary>Changes of custom fields' types on Cosmos DB. Both passes go by pages of those who have the field. The first only looks: what comes behind it is looked at by whoever
/// writes it (<see cref="FieldGate"/>). Then the type flips with the settings, and while the second writes the contacts anew, who asks by the field has everybody who has
/// it looked at in memory.</summary>
public sealed class CosmosFieldTypeStore(CosmosAccount account, CosmosContacts contacts, IDocuments documents) : IFieldTypeStore
{
    private const int PageOfSurvey = 1_000;

    private readonly FieldChanges changes = new(documents);

    public async Task<FieldValueSurvey> SurveyAsync(WorkspaceId workspace, string field, FieldType to, int samples, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (values, refused, first) = (0L, 0L, new List<(ContactId Contact, string Value)>());
        ContactId after = default;
        while (await HavingAsync(workspace, field, after, PageOfSurvey, cancellation) is { Count: > 0 } page)
        {
            values += page.Count;
            foreach (var contact in page.Where(contact => ValueConversion.To(to, contact.Custom[field], out _) is null))
            {
                refused++;
                if (first.Count < samples)
                    first.Add((contact.Id, ValueConversion.TextOf(contact.Custom[field])));
            }

            after = page[^1].Id;
        }

        return new FieldValueSurvey(values, refused, first);
    }

    public async Task<IReadOnlyList<FieldTypeChange>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return [.. (await changes.ReadAsync(workspace, cancellation)).All.Select(each => each.Change)];
    }

    public async Task<bool> TryAddAsync(FieldTypeChange change, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await changes.TellAsync(change.Workspace, change.AskedAt);
        return await changes.ChangeAsync(change.Workspace, change.Field, change.AskedAt, known => known is { IsOver: false }
            ? null
            : change with { State = FieldTypeState.Preparing, After = 0, Converted = 0, Error = null }) is not null;
    }

    public async Task<FieldTypeChange?> PageAsync(FieldTypeChange change, int limit, DateTimeOffset at, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            var known = await changes.ReadAsync(change.Workspace, cancellation);
            if (known.Find(change.Field) is not { IsOver: false } stored || (stored.State, stored.After, stored.From, stored.To) != (change.State, change.After, change.From, change.To))
                return null;
            var (after, settings) = stored.State switch
            {
                FieldTypeState.Preparing => (await PrepareAsync(stored, limit, cancellation), null),
                FieldTypeState.Ready => await IsImportingAsync(stored.Workspace, cancellation) ? (stored, null) : await FlipAsync(stored, cancellation),
                FieldTypeState.Rewriting => (await RewriteAsync(stored, limit, at, cancellation), null),
                _ => (stored with { State = FieldTypeState.Failed, Converted = 0 }, null),
            };
            if (await changes.TryWriteAsync(known, after, at, settings is null ? [] : [settings]))
                return after;
        }
    }

    public async Task WithdrawAsync(FieldTypeChange change, string reason, DateTimeOffset at, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await changes.ChangeAsync(change.Workspace, change.Field, at, known => known is { State: FieldTypeState.Preparing or FieldTypeState.Ready } ? FieldGate.Withdrawn(known, reason) : null);
    }

    public async Task DelayAsync(FieldTypeChange change, string reason, DateTimeOffset at, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await changes.ChangeAsync(change.Workspace, change.Field, at, known => known is { State: FieldTypeState.Rewriting } ? known with { Error = reason } : null);
    }

    public async Task<IReadOnlyList<FieldTypeChange>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = new List<FieldTypeChange>();
        foreach (var due in (await changes.DueAsync(since, cancellation)).OrderBy(due => due.Value.Workspace.Value, StringComparer.Ordinal))
        {
            var going = (await changes.ReadAsync(due.Value.Workspace, cancellation)).All.Where(each => !each.Change.IsOver).ToList();
            found.AddRange(going.Where(each => each.TouchedAt <= since).Select(each => each.Change));
            if (going.Count == 0)
                await changes.SettleAsync(due);
        }

        return found;
    }

    private async Task<FieldTypeChange> PrepareAsync(FieldTypeChange change, int limit, CancellationToken cancellation)
    {
        var (page, isLast) = await PageAsync(change, limit, cancellation);
        if (page.Select(change.RefusalOf).FirstOrDefault(reason => reason is not null) is { } refusal)
            return FieldGate.Withdrawn(change, refusal);
        var done = change with { After = page.Count > 0 ? page[^1].Id.Value : change.After, Converted = change.Converted + page.Count };
        return isLast ? done with { State = FieldTypeState.Ready } : done;
    }

    /// <summary>Whoever writes contacts by the new type sees the settings name it: both are one commit.</summary>
    private async Task<(FieldTypeChange Change, DocumentChange? Settings)> FlipAsync(FieldTypeChange change, CancellationToken cancellation)
    {
        if (await documents.FindAsync(WorkspaceRegister.KeyOf(change.Workspace), cancellation) is not { } stored
            || WorkspaceRegister.Read(stored) is not { } workspace
            || !workspace.CustomFields.TryGetValue(change.Field, out var type)
            || type != change.From)
        {
            return (FieldGate.Withdrawn(change, "The field was removed meanwhile."), null);
        }

        var fields = workspace.Of<FieldSettings>();
        var flipped = workspace.With(fields with { CustomFields = new Dictionary<string, FieldType>(fields.CustomFields) { [change.Field] = change.To } });
        return (change with { State = FieldTypeState.Rewriting, After = 0, Of = change.Converted }, WorkspaceRegister.Replace(flipped, stored.ETag));
    }

    private async Task<FieldTypeChange> RewriteAsync(FieldTypeChange change, int limit, DateTimeOffset at, CancellationToken cancellation)
    {
        var (page, isLast) = await PageAsync(change, limit, cancellation);
        await contacts.RetypeAsync(change.Workspace, [.. page.Where(contact => !ReferenceEquals(contact, FieldGate.Typed(contact, new Dictionary<string, FieldType> { [change.Field] = change.To }))).Select(contact => contact.Id)], at);
        var done = change with { After = page.Count > 0 ? page[^1].Id.Value : change.After };
        return isLast ? done with { State = FieldTypeState.Complete, Error = null } : done;
    }

    private async Task<(List<Contact> Page, bool IsLast)> PageAsync(FieldTypeChange change, int limit, CancellationToken cancellation)
    {
        var found = await HavingAsync(change.Workspace, change.Field, new ContactId(change.After), limit + 1, cancellation);
        return ([.. found.Take(limit)], found.Count <= limit);
    }

    /// <summary>The next who have a value of the field, as it is stored.</summary>
    private Task<List<Contact>> HavingAsync(WorkspaceId workspace, string field, ContactId after, int limit, CancellationToken cancellation) => new ContactPages(account, contacts.Ids).ReadAsync(
        workspace, new ContactWhere { Text = $"IS_DEFINED({AskedOf.Path(AskedOf.NameOfCustom(field, FieldType.Text))})" }, after, limit, cancellation: cancellation);

    private async Task<bool> IsImportingAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE STARTSWITH(c.id, 'i') AND NOT IS_DEFINED(c.closedAt)");
        var slices = await Task.WhenAll(ContactPlaces.PartitionsOf(workspace).Select(async slice =>
        {
            long many = 0;
            await foreach (var part in account.ContactIndex.AskAsync(slice, query, cancellation: cancellation))
                many += part.GetInt64();
            return many;
        }));
        return slices.Sum() > 0;
    }
}
