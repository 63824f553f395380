using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.FieldTypes;

/// <summary>Gives custom fields another type with all the values that contacts have of them.</summary>
public sealed class ChangeFieldTypes(IFieldTypeStore changes, FieldUsers users, WorkspaceRegister workspaces, IMessageQueue queue, TimeProvider clock)
{
    public const string Queue = "change-field-type";

    /// <summary>Values a transaction, at least.</summary>
    public const int PageSize = 2_000;

    private const int Named = 3;
    private const string Unfit = "not_convertible";

    /// <summary>How long a change waits for imports, and after the flip for those who began to read by the old type.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>What settings ask for: the changes, not begun yet, with how many values there are of each field.</summary>
    /// <exception cref="InvalidInputException">Values don't convert (422), or no custom field can have the type.</exception>
    /// <exception cref="ConflictException">Somebody asks for the field in a way that the type doesn't allow, or it is changing already.</exception>
    public async Task<IReadOnlyList<FieldTypeChange>> CheckAsync(Workspace workspace, IReadOnlyDictionary<string, FieldType> asked, CancellationToken cancellation = default)
    {
        var going = (await changes.ListAsync(workspace.Id, cancellation)).Where(change => !change.IsOver).ToDictionary(change => change.Field, StringComparer.Ordinal);
        foreach (var gone in going.Keys.Where(field => workspace.CustomFields.ContainsKey(field) && !asked.ContainsKey(field)))
            throw Busy(going[gone]);
        var (wanted, problems) = (new List<FieldTypeChange>(), new List<InputProblem>());
        foreach (var (field, from) in workspace.CustomFields)
        {
            if (!asked.TryGetValue(field, out var to) || to == from)
                continue;
            if (going.TryGetValue(field, out var other))
            {
                // Asked again: it is on its way.
                if (other.To == to && other.State is FieldTypeState.Preparing or FieldTypeState.Ready)
                    continue;
                throw Busy(other);
            }

            if (!CustomValue.Types.Contains(to))
            {
                problems.Add(new InputProblem($"customFields.{field}", "invalid_type", $"'{field}' can't become {Word(to)}: use {string.Join(", ", CustomValue.Types.Select(Word))}."));
                continue;
            }

            await users.CheckAsync(workspace, field, to, cancellation);
            var survey = await changes.SurveyAsync(workspace.Id, field, to, Named, cancellation);
            if (survey.Refused > 0)
                problems.Add(Refusal(field, to, survey));
            wanted.Add(new FieldTypeChange { Workspace = workspace.Id, Field = field, From = from, To = to, Of = survey.Values, AskedAt = clock.GetUtcNow() });
        }

        return problems.Count == 0 ? wanted : throw new InvalidInputException(problems, problems.Exists(problem => problem.Code == Unfit) ? 422 : 400);
    }

    /// <summary>Begins changes; what nobody has a value of is done when this returns.</summary>
    public async Task StartAsync(IReadOnlyList<FieldTypeChange> wanted, CancellationToken cancellation = default)
    {
        foreach (var change in wanted)
        {
            if (!await changes.TryAddAsync(change, cancellation))
                continue;
            if (change.Of == 0)
                await RunAsync(change.Workspace, change.Field, cancellation);
            else
                await EnqueueAsync(change, null, cancellation);
        }
    }

    /// <summary>Runs from where it stands, to the end or until it has to wait. Safe to run again, even beside itself: only one of two gets on.</summary>
    public async Task RunAsync(WorkspaceId workspace, string field, CancellationToken cancellation = default)
    {
        var change = await FindAsync(workspace, field, cancellation);
        while (change is { IsOver: false })
        {
            if (change.State == FieldTypeState.Ready && await RefusedAsync(change, cancellation) is { } reason)
                await changes.WithdrawAsync(change, reason, clock.GetUtcNow(), cancellation);
            var before = change;
            change = await changes.PageAsync(before, PageSize, clock.GetUtcNow(), cancellation);
            if (change is not null && before.State == FieldTypeState.Ready && (change == before || change is { State: FieldTypeState.Rewriting, Converted: > 0 }))
            {
                await EnqueueAsync(change, Pause, cancellation);
                return;
            }

            // A value that doesn't convert has come in between: what was prepared is taken back.
            if (change is null && await FindAsync(workspace, field, cancellation) is { State: FieldTypeState.Withdrawing } withdrawn && before.State != withdrawn.State)
                change = withdrawn;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Gives a change up that failed too often, where it can be given up: before the type has flipped. After that everybody is read by the
    /// new type, and writing the rest is tried again for good.</summary>
    public async Task GiveUpAsync(WorkspaceId workspace, string field, CancellationToken cancellation = default)
    {
        switch (await FindAsync(workspace, field, cancellation))
        {
            case { State: FieldTypeState.Preparing or FieldTypeState.Ready } change:
                await changes.WithdrawAsync(change, "The change stopped several times at the same place. The field keeps its type; ask again.", clock.GetUtcNow(), cancellation);
                await EnqueueAsync(change, null, cancellation);
                break;
            case { State: FieldTypeState.Rewriting } change:
                await changes.DelayAsync(change, "Writing the stored values anew stopped several times at the same place. They are read by the new type meanwhile, and it is tried again every few minutes.", clock.GetUtcNow(), cancellation);
                break;
        }
    }

    /// <summary>Takes up what nobody works on: its message is lost, or what stopped it several times may be over.</summary>
    public async Task ResumeStalledAsync(TimeSpan untouchedFor, CancellationToken cancellation = default)
    {
        foreach (var change in await changes.StalledAsync(clock.GetUtcNow() - untouchedFor, cancellation))
            await EnqueueAsync(change, null, cancellation);
    }

    /// <summary>Whether somebody has come to ask for the field by its old type since the change was asked for.</summary>
    private async Task<string?> RefusedAsync(FieldTypeChange change, CancellationToken cancellation)
    {
        if (await workspaces.FindAsync(change.Workspace, cancellation) is not { } workspace)
            return null;
        try
        {
            await users.CheckAsync(workspace, change.Field, change.To, cancellation);
            return null;
        }
        catch (ConflictException conflict)
        {
            return conflict.Message;
        }
    }

    private async Task<FieldTypeChange?> FindAsync(WorkspaceId workspace, string field, CancellationToken cancellation) =>
        (await changes.ListAsync(workspace, cancellation)).FirstOrDefault(change => change.Field == field);

    private Task EnqueueAsync(FieldTypeChange change, TimeSpan? delay, CancellationToken cancellation) =>
        queue.SendAsync(Queue, JsonSerializer.Serialize(new FieldTypeMessage(change.Workspace.Value, change.Field), Wire.Json), delay, cancellation);

    private static InputProblem Refusal(string field, FieldType to, FieldValueSurvey survey)
    {
        var samples = survey.Samples.Select(sample =>
        {
            ValueConversion.To(to, sample.Value, out var error);
            return $"'{(sample.Value.Length <= 60 ? sample.Value : sample.Value[..60] + "…")}' of the contact {sample.Contact} {error}";
        });
        return new InputProblem($"customFields.{field}", Unfit,
            $"{survey.Refused} of {survey.Values} values of '{field}' can't become {Word(to)}: {string.Join(" ", samples)} Change or remove them and ask again, or keep the type.");
    }

    private static ConflictException Busy(FieldTypeChange change) =>
        new($"'{change.Field}' is becoming {Word(change.To)} ({change.Converted} of {change.Of} values are done): wait for its end, then ask again.",
            details: new Dictionary<string, object?> { ["customFieldChanges"] = new[] { change } });

    private static string Word(FieldType type) => type.ToString().ToLowerInvariant();
}

/// <summary>What travels on the queue: ids only.</summary>
public sealed record FieldTypeMessage(string Workspace, string Field);
