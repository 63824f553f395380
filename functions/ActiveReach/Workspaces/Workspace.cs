using ActiveReach.Channels;
using ActiveReach.TimeZones;

namespace ActiveReach.Workspaces;

/// <summary>A customer's space: nothing of one workspace is ever visible in another. What a feature has set in it, the feature adds as properties
/// (<see cref="ISettingsSection"/>).</summary>
public sealed record Workspace
{
    public required WorkspaceId Id { get; init; }

    public required string Name { get; init; }

    public WorkspaceSettings Settings { get; init; } = WorkspaceSettings.Default;

    /// <summary>Counts the changes; owned by the store. Part of the ETag.</summary>
    public long Version { get; init; }

    /// <inheritdoc cref="GeneralSettings.TimeZone"/>
    public string TimeZone => Of<GeneralSettings>().TimeZone;

    /// <inheritdoc cref="GeneralSettings.Country"/>
    public string? Country => Of<GeneralSettings>().Country;

    /// <summary>The country, else that of the zone; null for UTC and zones of no country.</summary>
    public string? HomeCountry => Country ?? CountryZones.CountryOf(TimeZone);

    /// <inheritdoc cref="GeneralSettings.Currency"/>
    public string Currency => Of<GeneralSettings>().Currency;

    /// <inheritdoc cref="GeneralSettings.Persona"/>
    public Persona Persona => Of<GeneralSettings>().Persona;

    /// <inheritdoc cref="GeneralSettings.AllowedOrigins"/>
    public IReadOnlyList<string> AllowedOrigins => Of<GeneralSettings>().AllowedOrigins;

    /// <inheritdoc cref="GeneralSettings.HomePage"/>
    public string? HomePage => Of<GeneralSettings>().HomePage;

    /// <inheritdoc cref="LinkSettings.TrackingDomain"/>
    public string? TrackingDomain => Of<LinkSettings>().TrackingDomain;

    public ApprovalPolicy ApprovalPolicy => Of<GeneralSettings>().ApprovalPolicy;

    /// <inheritdoc cref="GeneralSettings.OwnDraft"/>
    public bool OwnDraft => Of<GeneralSettings>().OwnDraft;

    /// <inheritdoc cref="SenderSettings.Senders"/>
    public IReadOnlyDictionary<Channel, string> Senders => Of<SenderSettings>().Senders;

    /// <summary>What a feature has set; its defaults where nothing is.</summary>
    public T Of<T>()
        where T : class, ISettingsSection, new() => Settings.Of<T>();

    /// <summary>The same with other settings of a feature.</summary>
    public Workspace With(ISettingsSection section) => this with { Settings = Settings.With(section) };
}
