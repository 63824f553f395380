using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.FieldTypes;

/// <summary>Has the settings ask for other types of custom fields, and tell how far that is.</summary>
public sealed class FieldTypeWatch(ChangeFieldTypes types, IFieldTypeStore changes) : ISettingsWatch
{
    public async Task<Func<CancellationToken, Task>?> CheckAsync(SettingsChange change, CancellationToken cancellation = default)
    {
        if (!change.Touches<FieldSettings>())
            return null;
        var wanted = await types.CheckAsync(change.Workspace, change.Asked.Of<FieldSettings>().CustomFields, cancellation);
        return wanted.Count == 0 ? null : token => types.StartAsync(wanted, token);
    }

    public async Task<ISettingsSection?> ShowAsync(Workspace workspace, CancellationToken cancellation = default) =>
        workspace.Of<FieldSettings>() with { CustomFieldChanges = await changes.ListAsync(workspace.Id, cancellation) };
}
