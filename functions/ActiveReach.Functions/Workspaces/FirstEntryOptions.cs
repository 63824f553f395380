using ActiveReach.Settings;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Workspaces;

/// <summary>Who gets into a fresh installation.</summary>
internal sealed record FirstEntryOptions
{
    private const int ShortestKey = 32;

    /// <summary><c>ActiveReach__BootstrapAdmin</c>: e-mail address of the first admin. Default none.</summary>
    public string? BootstrapAdmin { get; init; }

    /// <summary><c>ActiveReach__BootstrapKey</c>: an API key for that admin, at least 32 bytes, for installations where no platform signs
    /// anybody in: under <c>func start</c>, in a container. Default none.</summary>
    public string? BootstrapKey { get; init; }

    public static FirstEntryOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach");
        var options = new FirstEntryOptions
        {
            BootstrapAdmin = section.TextOrNone("BootstrapAdmin", "an e-mail address such as admin@shop.example", EmailAddress.IsValid),
            BootstrapKey = section.Secret("BootstrapKey", ShortestKey, inHeader: true),
        };
        section.Require(
            options is not { BootstrapAdmin: null, BootstrapKey: not null },
            $"{section.NameOf("BootstrapKey")} is set, but not {section.NameOf("BootstrapAdmin")}: name the admin whose key it is, or remove it.");
        return options;
    }
}
