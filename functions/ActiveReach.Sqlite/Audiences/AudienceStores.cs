using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Segments;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.Segments;
using ActiveReach.Sqlite.Consent;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Audiences;

internal static class AudienceStores
{
    public static IServiceCollection AddAudienceStores(this IServiceCollection services, Func<IServiceProvider, ProductDatabaseOptions> options) => services
        .AddSingleton<IContactStore, SqliteContactStore>()
        .AddSingleton<IAudienceReader, SqliteAudienceReader>()
        .AddSingleton<ISegmentStore, SqliteSegmentStore>()
        .AddSingleton<IConsentStore, SqliteConsentStore>()
        .AddSingleton<IImportStore, SqliteImportStore>()
        .AddSingleton<IImportSpool>(provider => new FileImportSpool(Path.Combine(options(provider).Directory, "imports")));
}
