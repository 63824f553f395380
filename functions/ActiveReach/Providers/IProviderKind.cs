using ActiveReach.Channels;
using ActiveReach.Settings;

namespace ActiveReach.Providers;

/// <summary>A vendor with whom workspaces can have accounts of their own.</summary>
public interface IProviderKind
{
    /// <summary>As the API and the callbacks write it, e.g. <c>acs</c>.</summary>
    string Name { get; }

    /// <summary>As people know it.</summary>
    string Label { get; }

    /// <summary>Where the settings of the app's own account stand; those of a workspace's account are named alike.</summary>
    string Section { get; }

    /// <summary>The channels that the vendor can take.</summary>
    ChannelSet Channels { get; }

    /// <summary>The name of the setting that callbacks are known by too, e.g. the token that the vendor signs with; null where the account's own secret is all.</summary>
    string? SigningSetting { get; }

    /// <summary>Settings that only the app's own account can have, as they are called there.</summary>
    IReadOnlyList<string> AppOnly { get; }

    /// <summary>The ways into an account. What is wrong with its settings is refused to the reader.</summary>
    /// <param name="account">Its id, which is the last part of the address of its callbacks.</param>
    /// <returns>Null where the settings name no account.</returns>
    ProviderWays? Open(SettingReader settings, string account);
}

/// <param name="Channels">One a channel.</param>
/// <param name="Reviewer">Who looks at templates, for the channel that it names; null where there are none.</param>
public sealed record ProviderWays(IReadOnlyList<IChannelProvider> Channels, ITemplateReviewer? Reviewer = null);

/// <param name="read">The vendor's options record reads itself; null where no account is named.</param>
/// <param name="open">Makes the ways into it. Nothing is called yet.</param>
public sealed class ProviderKind<TOptions>(string name, string label, string section, ChannelSet channels, Func<SettingReader, TOptions?> read, Func<TOptions, string, ProviderWays> open) : IProviderKind
    where TOptions : class
{
    public string Name => name;

    public string Label => label;

    public string Section => section;

    public ChannelSet Channels => channels;

    public string? SigningSetting { get; init; }

    public IReadOnlyList<string> AppOnly { get; init; } = [];

    public ProviderWays? Open(SettingReader settings, string account) => read(settings) is { } options ? open(options, account) : null;
}
