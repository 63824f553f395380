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

    /// <summary>The ways into an account, one a channel. What is wrong with its settings is refused to the reader.</summary>
    /// <returns>Null where the settings name no account.</returns>
    IReadOnlyList<IChannelProvider>? Open(SettingReader settings);
}

/// <param name="read">The vendor's options record reads itself; null where no account is named.</param>
/// <param name="open">Makes the ways into it. Nothing is called yet.</param>
public sealed class ProviderKind<TOptions>(string name, string label, string section, ChannelSet channels, Func<SettingReader, TOptions?> read, Func<TOptions, IReadOnlyList<IChannelProvider>> open) : IProviderKind
    where TOptions : class
{
    public string Name => name;

    public string Label => label;

    public string Section => section;

    public ChannelSet Channels => channels;

    public IReadOnlyList<IChannelProvider>? Open(SettingReader settings) => read(settings) is { } options ? open(options) : null;
}
