using ActiveReach.Channels;
using ActiveReach.Settings;

namespace ActiveReach.Providers;

/// <summary>A vendor with whom workspaces can have accounts of their own.</summary>
/// <param name="open">The ways into an account; null where the settings name none. What is wrong with them is refused to the reader. Nothing is called yet. Its second
/// argument is the account's id, which is the last part of the address of its callbacks.</param>
public sealed class ProviderKind(string name, string label, IReadOnlyList<string> sections, ChannelSet channels, Func<SettingReader, string, ProviderWays?> open)
{
    /// <summary>As the API and the callbacks write it, e.g. <c>acs</c>.</summary>
    public string Name => name;

    /// <summary>As people know it.</summary>
    public string Label => label;

    /// <summary>Where the settings of the app's own account stand; those of a workspace's account are named alike, and no two sections have one of a name.</summary>
    public IReadOnlyList<string> Sections => sections;

    /// <summary>The channels that the vendor can take.</summary>
    public ChannelSet Channels => channels;

    /// <summary>Whether the vendor calls back.</summary>
    public bool CallsBack { get; init; } = true;

    /// <summary>The name of the setting that callbacks are known by too, e.g. the token that the vendor signs with; null where the account's own secret is all.</summary>
    public string? SigningSetting { get; init; }

    /// <summary>Settings that only the app's own account can have, as they are called there.</summary>
    public IReadOnlyList<string> AppOnly { get; init; } = [];

    internal ProviderWays? Open(SettingReader settings, string account) => open(settings, account);
}

/// <param name="Channels">One a channel.</param>
/// <param name="Reviewer">Who looks at templates, for the channel that it names; null where there are none.</param>
public sealed record ProviderWays(IReadOnlyList<IChannelProvider> Channels, ITemplateReviewer? Reviewer = null);
