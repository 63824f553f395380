using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Trials;
using ActiveReach.Audiences.Merges;
using ActiveReach.Audiences.Segments;
using ActiveReach.Audiences.Uploads;
using ActiveReach.Functions.Http;
using ActiveReach.Links;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class AudiencesComposition
{
    /// <summary>Contacts and their files.</summary>
    public static IServiceCollection AddAudiences(this IServiceCollection services, ImportOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ResolveAudience>()
        .AddSingleton<SaveSegment>()
        .AddSingleton<DeleteSegment>()
        .AddSingleton<SegmentUsers>()
        .AddSingleton<EraseContact>()
        .AddSingleton<MergeContacts>()
        .AddSingleton<ReceiveUpload>()
        .AddSingleton(provider => new UploadLinks(provider.GetRequiredService<ILinkSigner>(), provider.GetRequiredService<AccessOptions>().PublicUrl))
        .AddSingleton<FieldUsers>()
        .AddSingleton<ChangeFieldTypes>()
        .AddSingleton<AcceptImport>()
        .AddSingleton<TryImport>()
        .AddSingleton<ImportContacts>();
}
