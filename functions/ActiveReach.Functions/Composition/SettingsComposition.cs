using ActiveReach.Analytics;
using ActiveReach.Analytics.Preflight;
using ActiveReach.Audiences;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Channels.Vendors;
using ActiveReach.Consent;
using ActiveReach.Entries.Calls;
using ActiveReach.Functions.Http;
using ActiveReach.Messages.Sms;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Replies;
using ActiveReach.Retention;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveReach.Functions.Composition;

internal static class SettingsComposition
{
    /// <summary>The sections of the features, in the order in which they are shown.</summary>
    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        SettingsSection.Of<GeneralSettings>(),
        SettingsSection.Of<LinkSettings>(),
        SettingsSection.Of<ConsentDefaults>(),
        SettingsSection.Of<SenderSettings>(),
        SettingsSection.Of<FieldSettings>(),
        SettingsSection.Of<ReachSettings>(),
        SettingsSection.Of<AssignmentSettings>(),
        SettingsSection.Of<RetentionSettings>(),
        SettingsSection.Of<ReplySettings>(),
        SettingsSection.Of<SmsSettings>(),
        SettingsSection.Of<PriceSettings>(),
        SettingsSection.Of<CallSettings>(),
        SettingsSection.Of<ReceiptSettings>(),
    ];

    /// <summary>The settings of a workspace, and who watches over them, in the order in which they are asked.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.TryAddSingleton(new SettingsSections(Sections));
        services.TryAddSingleton<VisitHost>(provider => (address, cancellation) => HostVisits.VisitAsync(provider.AccountClient(), address, cancellation));
        return services
            .AddSingleton<ChangeSettings>()
            .AddSingleton<SenderDirectory>()
            .AddSingleton<SenderOwnership>()
            .AddSingleton<ISettingsWatch>(provider => provider.GetRequiredService<SenderOwnership>())
            .AddSingleton<DomainProof>()
            .AddSingleton<ISettingsWatch>(provider => new CheckTrackingDomain(
                provider.GetRequiredService<TrackingDomains>(), provider.GetRequiredService<DomainProof>(), provider.GetRequiredService<VisitHost>(), provider.GetRequiredService<AccessOptions>().PublicUrl))
            .AddSingleton<ISettingsWatch>(provider => provider.GetRequiredService<AssignOutlets>())
            .AddSingleton<ISettingsWatch, FieldTypeWatch>();
    }
}
