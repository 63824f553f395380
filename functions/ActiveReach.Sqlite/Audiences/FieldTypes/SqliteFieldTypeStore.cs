using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.FieldTypes;

/// <summary>
/// Changes of custom fields' types on SQLite. Both passes go by blocks, and only to contacts who are found by the field. The first writes
/// what they are found by with the values of the new type added; ids are given in order, so that only the last block can have grown
/// behind it, and that is done in the commit that flips the type. The second writes the contacts anew.
/// </summary>
public sealed class SqliteFieldTypeStore(Database database) : IFieldTypeStore
{
    private static readonly string NextBlocks = $"SELECT n FROM contact_blocks WHERE n > ?1 AND n BETWEEN ?2 >> {IdBlocks.Shift} AND ?3 >> {IdBlocks.Shift} ORDER BY n";

    public async Task<FieldValueSurvey> SurveyAsync(WorkspaceId workspace, string field, FieldType to, int samples, CancellationToken cancellation = default)
    {
        var (values, refused, first) = (0L, 0L, new List<(ContactId Contact, string Value)>());
        if (await database.ReadAsync(session => WorkspaceKeys.Find(session, workspace), cancellation) is not { } key)
            return new FieldValueSurvey(0, 0, first);
        var last = await database.ReadAsync(session => WorkspaceKeys.LastId(session, key), cancellation);
        // A block a reading: a long one would keep the log of the database from being used again.
        foreach (var block in await database.ReadAsync(session => BlocksAfter(session, key, (key.Before >> IdBlocks.Shift) - 1, last), cancellation))
        {
            foreach (var (contact, custom) in await database.ReadAsync(session => FieldBlock.Read(session, key, field, block), cancellation))
            {
                var value = custom[field];
                values++;
                if (ValueConversion.To(to, value, out _) is not null)
                    continue;
                refused++;
                if (first.Count < samples)
                    first.Add((new ContactId(contact), ValueConversion.TextOf(value)));
            }
        }

        return new FieldValueSurvey(values, refused, first);
    }

    public Task<IReadOnlyList<FieldTypeChange>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<FieldTypeChange>>(session => WorkspaceKeys.Find(session, workspace) is { } key ? FieldTypeRows.All(session, key, workspace) : [], cancellation);

    public Task<bool> TryAddAsync(FieldTypeChange change, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var key = WorkspaceKeys.FindOrAdd(session, change.Workspace);
            if (FieldTypeRows.Find(session, key, change.Workspace, change.Field) is { IsOver: false })
                return false;
            FieldTypeRows.Write(session, key, change with { State = FieldTypeState.Preparing, After = (key.Before >> IdBlocks.Shift) - 1, Converted = 0, Error = null }, change.AskedAt);
            return true;
        }, cancellation);

    public Task<FieldTypeChange?> PageAsync(FieldTypeChange change, int limit, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, change.Workspace) is not { } key
                || FieldTypeRows.Find(session, key, change.Workspace, change.Field) is not { IsOver: false } stored
                || (stored.State, stored.After, stored.From, stored.To) != (change.State, change.After, change.From, change.To))
            {
                return null;
            }

            if (stored.State == FieldTypeState.Ready && IsImporting(session, stored.Workspace))
                return Written(session, key, stored, at);
            return Written(session, key, Page(session, key, stored, limit, at), at);
        }, cancellation);

    public Task WithdrawAsync(FieldTypeChange change, string reason, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, change.Workspace) is { } key
                && FieldTypeRows.Find(session, key, change.Workspace, change.Field) is { State: FieldTypeState.Preparing or FieldTypeState.Ready } stored)
            {
                FieldsInChange.Withdraw(session, key, stored, reason, at);
            }
        }, cancellation);

    public Task DelayAsync(FieldTypeChange change, string reason, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, change.Workspace) is { } key
                && FieldTypeRows.Find(session, key, change.Workspace, change.Field) is { State: FieldTypeState.Rewriting } stored)
            {
                FieldTypeRows.Write(session, key, stored with { Error = reason }, at);
            }
        }, cancellation);

    public Task<IReadOnlyList<FieldTypeChange>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<FieldTypeChange>>(session =>
        {
            var found = new List<FieldTypeChange>();
            var rows = session.Prepare($"""
                SELECT {FieldTypeRows.Columns}, w.name FROM custom_field_changes AS c JOIN audience_workspaces AS w ON w.key = c.workspace
                WHERE NOT {FieldTypeRows.Over} AND c.touched_at <= ?1 ORDER BY c.workspace, c.field
                """).Bind(1, since);
            while (rows.Step())
                found.Add(FieldTypeRows.Read(rows, new WorkspaceId(rows.GetString(9))));
            return found;
        }, cancellation);

    private static FieldTypeChange Page(WriteSession session, WorkspaceKey key, FieldTypeChange change, int limit, DateTimeOffset at)
    {
        var last = WorkspaceKeys.LastId(session, key);
        var (writing, seen) = (new FieldBlock(session, key), 0);
        foreach (var block in BlocksAfter(session, key, change.After, last))
        {
            // The last one grows; it is done with the flip.
            if (change.State == FieldTypeState.Preparing && block == last >> IdBlocks.Shift)
                break;
            if (seen >= limit)
                return change;
            var (values, refusal) = writing.Write(change, block, at);
            if (refusal is not null)
                return FieldsInChange.Withdraw(session, key, change, refusal, at);
            change = change with { After = block, Converted = change.State == FieldTypeState.Rewriting ? change.Converted : change.Converted + values };
            seen += values;
        }

        return change.State switch
        {
            FieldTypeState.Preparing => change with { State = FieldTypeState.Ready },
            FieldTypeState.Ready => Flip(session, key, change, at),
            FieldTypeState.Rewriting => change with { State = FieldTypeState.Complete, Error = null },
            _ => change with { State = FieldTypeState.Failed, Converted = 0 },
        };
    }

    private static FieldTypeChange Flip(WriteSession session, WorkspaceKey key, FieldTypeChange change, DateTimeOffset at)
    {
        return TryFlip(session, change)
            ? change with { State = FieldTypeState.Rewriting, After = (key.Before >> IdBlocks.Shift) - 1, Of = change.Converted }
            : FieldsInChange.Withdraw(session, key, change, "The field was removed meanwhile.", at);
    }

    /// <summary>Whoever writes contacts by the new type sees the settings name it: both are one transaction.</summary>
    private static bool TryFlip(WriteSession session, FieldTypeChange change)
    {
        var documents = new DocumentWriter(session);
        if (documents.Find(WorkspaceRegister.KeyOf(change.Workspace)) is not { } stored)
            return false;
        var workspace = WorkspaceRegister.Read(stored);
        var fields = workspace.Of<FieldSettings>();
        if (!fields.CustomFields.TryGetValue(change.Field, out var type) || type != change.From)
            return false;
        var flipped = new Dictionary<string, FieldType>(fields.CustomFields) { [change.Field] = change.To };
        return documents.Commit(stored.Key.Partition, [WorkspaceRegister.Replace(workspace.With(fields with { CustomFields = flipped }), stored.ETag)]).IsDone;
    }

    private static bool IsImporting(ReadSession session, WorkspaceId workspace) => session
        .Prepare("SELECT EXISTS (SELECT 1 FROM contact_imports WHERE workspace = ?1 AND closed_at IS NULL)").Bind(1, workspace.Value).Number() == 1;

    private static FieldTypeChange Written(WriteSession session, WorkspaceKey key, FieldTypeChange change, DateTimeOffset at)
    {
        FieldTypeRows.Write(session, key, change, at);
        return change;
    }

    private static List<long> BlocksAfter(ReadSession session, WorkspaceKey key, long after, long last)
    {
        var found = new List<long>();
        for (var rows = session.Prepare(NextBlocks).Bind(1, after).Bind(2, key.Before).Bind(3, last); rows.Step();)
            found.Add(rows.GetInt64(0));
        return found;
    }
}
