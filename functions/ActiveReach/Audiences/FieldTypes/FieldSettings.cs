using System.Text.RegularExpressions;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>The contact fields that the workspace has of its own.</summary>
public sealed partial record FieldSettings : ISettingsSection
{
    private const int MaxCustomFields = 200;

    /// <summary>Types of the workspace's custom contact fields, by name.</summary>
    public IReadOnlyDictionary<string, FieldType> CustomFields { get; init; } = new Dictionary<string, FieldType>();

    /// <summary>Custom fields that get another type, and the last change of each; only shown.</summary>
    public IReadOnlyList<FieldTypeChange> CustomFieldChanges { get; init; } = [];

    bool ISettingsSection.IsUnderWay => CustomFieldChanges.Any(change => !change.IsOver);

    public IEnumerable<InputProblem> Check() => CustomFields.Count > MaxCustomFields
        ? [new InputProblem("customFields", "too_many", $"customFields has {CustomFields.Count} entries: keep it to {MaxCustomFields}.")]
        : CustomFields.Keys.SelectMany(Check);

    /// <summary>A type changes with the values, afterwards.</summary>
    ISettingsSection ISettingsSection.Begun(WorkspaceSettings before)
    {
        var types = before.Of<FieldSettings>().CustomFields;
        return new FieldSettings { CustomFields = CustomFields.ToDictionary(field => field.Key, field => types.TryGetValue(field.Key, out var type) ? type : field.Value, StringComparer.Ordinal) };
    }

    private static IEnumerable<InputProblem> Check(string name)
    {
        var shown = name.Length <= 60 ? name : name[..60] + "…";
        if (!NamePattern().IsMatch(name))
            yield return new($"customFields.{shown}", "invalid_name", $"'{shown}' can't name a custom field: use 1 to 40 of a-z, 0-9 and _, starting with a letter.");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}

/// <summary>The fields of its own that a workspace has.</summary>
public static class FieldsOfWorkspace
{
    extension(Workspace workspace)
    {
        /// <inheritdoc cref="FieldSettings.CustomFields"/>
        public IReadOnlyDictionary<string, FieldType> CustomFields => workspace.Of<FieldSettings>().CustomFields;
    }
}
