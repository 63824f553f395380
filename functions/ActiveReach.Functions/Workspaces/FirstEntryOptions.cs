using ActiveReach.Settings;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Who gets into a fresh installation.</summary>
internal sealed record FirstEntryOptions
{
    /// <summary><c>ActiveReach__BootstrapAdmin</c>: e-mail address of the first admin. Default none.</summary>
    public string? BootstrapAdmin { get; init; }

    public static FirstEntryOptions Read(SettingReader settings) => new()
    {
        BootstrapAdmin = settings.Section("ActiveReach").TextOrNone("BootstrapAdmin", "an e-mail address such as admin@shop.example", EmailAddress.IsValid),
    };
}
