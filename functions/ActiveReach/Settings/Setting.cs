namespace ActiveReach.Settings;

/// <summary>A setting that the app reads.</summary>
/// <param name="Name">As it is written in the environment: <c>ActiveReach__Delivery__Lease</c>.</param>
/// <param name="Default">What holds without it, written as it would be set; empty where nothing does.</param>
/// <param name="Wanted">What may be written: "a whole number from 1 to 4096".</param>
/// <param name="IsFamily">Stands for every name below it: <c>Sandbox__ClickRateByVariant__B</c> is one of <c>Sandbox__ClickRateByVariant</c>.</param>
/// <param name="IsSecret">No message repeats it.</param>
public sealed record Setting(string Name, string Default, string Wanted, bool IsFamily = false, bool IsSecret = false)
{
    /// <summary>Whether a name, in whatever case, is that of this setting or of its family.</summary>
    public bool Covers(string name) => IsFamily
        ? name.StartsWith(Name + "__", StringComparison.OrdinalIgnoreCase)
        : name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The app can't start as it is set: one sentence a setting, each with its name, its value and the remedy.</summary>
public sealed class SettingsRefusedException(IReadOnlyList<string> refusals) : InvalidOperationException(string.Join('\n', refusals))
{
    public IReadOnlyList<string> Refusals => refusals;
}
