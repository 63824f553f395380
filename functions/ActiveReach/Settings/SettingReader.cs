namespace ActiveReach.Settings;

/// <summary>Where the options records of the features are read from. A value that can't be meant doesn't stop the reading, so that one
/// start tells of all that are wrong: <see cref="Check"/> refuses it in the end.</summary>
/// <param name="find">The text of a setting by its name in the environment; null for none.</param>
/// <param name="below">The last parts of the names that stand below a name.</param>
public sealed class SettingReader(Func<string, string?> find, Func<string, IEnumerable<string>> below)
{
    private readonly Dictionary<string, Setting> settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> refusals = [];

    /// <summary>Everything that was asked for so far, given or not.</summary>
    public IReadOnlyCollection<Setting> Settings => settings.Values;

    /// <summary>The settings whose names begin so; all, with an empty name: those of the field have no section.</summary>
    public SettingSection Section(string name) => new(name, this);

    /// <exception cref="SettingsRefusedException">A setting that was read can't be meant.</exception>
    public void Check()
    {
        if (refusals.Count > 0)
            throw new SettingsRefusedException(refusals);
    }

    /// <summary>Null where nothing stands there: an empty setting is one that is left out.</summary>
    internal string? Find(Setting setting)
    {
        settings[setting.Name] = setting;
        return Has(setting.Name) ? find(setting.Name) : null;
    }

    internal bool Has(string name) => !string.IsNullOrWhiteSpace(find(name));

    /// <param name="isDeep">Whether a member is also what stands below its name.</param>
    internal IEnumerable<(string Member, string Name, string Text)> FindFamily(Setting family, bool isDeep = false)
    {
        settings[family.Name] = family;
        return
        [
            .. from member in below(family.Name)
               let own = $"{family.Name}__{member}"
               from name in isDeep ? [own, .. below(own).Select(last => $"{own}__{last}")] : new[] { own }
               let text = find(name)
               where !string.IsNullOrWhiteSpace(text)
               select (member, name, text),
        ];
    }

    internal void Refuse(string refusal) => refusals.Add(refusal);
}
