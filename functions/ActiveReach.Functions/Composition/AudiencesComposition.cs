using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Devices;
using ActiveReach.Audiences.Exports;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Reports;
using ActiveReach.Audiences.Imports.Trials;
using ActiveReach.Audiences.Merges;
using ActiveReach.Audiences.Segments;
using ActiveReach.Audiences.Uploads;
using ActiveReach.Consent.Recording;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Disclosure;
using ActiveReach.Functions.Audiences;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using ActiveReach.Retention;
using ActiveReach.Transfer;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class AudiencesComposition
{
    /// <summary>Contacts and their files.</summary>
    public static IServiceCollection AddAudiences(this IServiceCollection services, ImportOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ResolveAudience>()
        .AddSingleton<PreviewAudience>()
        .AddSingleton<SaveContact>()
        .AddSingleton<DeviceRegister>()
        .AddSingleton<IErasureStep>(provider => provider.GetRequiredService<DeviceRegister>())
        .AddSingleton<IMergeStep>(provider => provider.GetRequiredService<DeviceRegister>())
        .AddSingleton<RegisterDevice>()
        .AddSingleton<RemoveDevice>()
        .AddSingleton<RecordConsents>()
        .AddSingleton<ExportContacts>()
        .AddSingleton<AddSuppressions>()
        .AddSingleton<RemoveSuppression>()
        .AddSingleton<SuppressedAddresses>()
        .AddSingleton<KnownOfContact>()
        .AddSingleton<DiscloseContact>()
        .AddSingleton<AccessDocument>()
        .AddSingleton<ImportReports>()
        .AddSingleton<IErasureStep>(provider => provider.GetRequiredService<ImportReports>())
        .AddSingleton<WriteImportReport>()
        .AddSingleton(provider => new RetentionStep(kept => kept.ImportReports, provider.GetRequiredService<ImportReports>().RemoveOldAsync))
        .AddSingleton<SavedSegments>()
        .AddSingleton<SaveSegment>()
        .AddSingleton<DeleteSegment>()
        .AddSingleton<SegmentUsers>()
        .AddSingleton<EraseContact>()
        .AddSingleton<MergeContacts>()
        .AddSingleton<UploadPlaces>()
        .AddSingleton<ReceiveUpload>()
        .AddSingleton(provider => new UploadLinks(provider.GetRequiredService<LinkSigner>(), provider.GetRequiredService<AccessOptions>().PublicUrl))
        .AddSingleton<FieldUsers>()
        .AddSingleton<ChangeFieldTypes>()
        .AddSingleton<ImportJobs>()
        .AddSingleton<AcceptImport>()
        .AddSingleton<TryImport>()
        .AddSingleton<ImportContacts>();

    /// <summary>From one installation to another.</summary>
    public static IServiceCollection AddTransfer(this IServiceCollection services) => services
        .AddSingleton<ContactArrivals>()
        .AddSingleton<HoldRestored>()
        .AddSingleton<ExportWorkspace>()
        .AddSingleton<ImportWorkspace>();
}
