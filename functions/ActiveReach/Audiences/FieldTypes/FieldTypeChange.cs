using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Values;
using System.Text.Json.Serialization;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.FieldTypes;

/// <summary>A custom field that gets another type, and how far that has come. The last one of each field is kept.</summary>
public sealed record FieldTypeChange
{
    [JsonIgnore]
    public WorkspaceId Workspace { get; init; }

    public required string Field { get; init; }

    public required FieldType From { get; init; }

    public required FieldType To { get; init; }

    public FieldTypeState State { get; init; } = FieldTypeState.Preparing;

    /// <summary>Values that can be found by the new type.</summary>
    public long Converted { get; init; }

    /// <summary>Values there were when it was asked for.</summary>
    public long Of { get; init; }

    /// <summary>Why the field keeps its type, or why what is stored is not written anew yet, in a sentence.</summary>
    public string? Error { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The last block of contacts that is done in this state.</summary>
    [JsonIgnore]
    public long After { get; init; }

    [JsonIgnore]
    public bool IsOver => State is FieldTypeState.Complete or FieldTypeState.Failed;

    /// <summary>Why a contact keeps the field from its new type; null where it doesn't.</summary>
    public string? RefusalOf(Contact contact) => contact.Custom.TryGetValue(Field, out var value) ? RefusalOf(contact.Id, value) : null;

    public string? RefusalOf(ContactId contact, object value) => ValueConversion.To(To, value, out var error) is null
        ? $"The value of the contact {contact}, which came after the change was asked for, {error} Change or remove it and ask again."
        : null;
}

/// <summary>The type flips between <see cref="Ready"/> and <see cref="Rewriting"/>, in one commit: before it everybody is read and found by
/// the old type, after it by the new one.</summary>
public enum FieldTypeState
{
    /// <summary>Contacts get found by the new type besides the old one.</summary>
    Preparing,

    /// <summary>All but the newest are; the type flips as soon as no import runs, whose rows have the old type.</summary>
    Ready,

    /// <summary>The field has its new type; what is stored is written anew, and read as if it were already.</summary>
    Rewriting,

    Complete,

    /// <summary>A value came meanwhile that doesn't convert: the field keeps its type, and what was prepared is taken back.</summary>
    Withdrawing,

    Failed,
}

/// <summary>Stored values of a field, and those that don't convert.</summary>
/// <param name="Refused">How many don't.</param>
/// <param name="Samples">The first of them.</param>
public sealed record FieldValueSurvey(long Values, long Refused, IReadOnlyList<(ContactId Contact, string Value)> Samples);

/// <summary>Changes the type of custom fields page by page; a page and the progress are one transaction.</summary>
public interface IFieldTypeStore
{
    /// <summary>Looks at every value of the field without keeping anybody from writing.</summary>
    /// <param name="samples">Most values to name.</param>
    Task<FieldValueSurvey> SurveyAsync(WorkspaceId workspace, string field, FieldType to, int samples, CancellationToken cancellation = default);

    /// <summary>The last change of each field, in order of their names.</summary>
    Task<IReadOnlyList<FieldTypeChange>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default);

    /// <summary>Begins a change; false when the field has one that is not over.</summary>
    Task<bool> TryAddAsync(FieldTypeChange change, CancellationToken cancellation = default);

    /// <summary>Goes on where the change stands, by at least so many values where there are.</summary>
    /// <returns>The change now; the same again where it is <see cref="FieldTypeState.Ready"/> and an import runs; null when it has moved on
    /// since <paramref name="change"/> was read: somebody else goes on with it.</returns>
    Task<FieldTypeChange?> PageAsync(FieldTypeChange change, int limit, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Gives up a change whose type hasn't flipped; pages take back what was prepared.</summary>
    Task WithdrawAsync(FieldTypeChange change, string reason, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Keeps with a change whose type has flipped what keeps it from its end; its end removes that.</summary>
    Task DelayAsync(FieldTypeChange change, string reason, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Changes that are not over and that nobody has touched since then.</summary>
    Task<IReadOnlyList<FieldTypeChange>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default);
}
